"""What is measured: each function is one definition, and its docstring the definition in words."""

from __future__ import annotations

import ibis.expr.types as ir


def events(rows: ir.Table) -> ir.IntegerScalar:
    """Events that were held and are not rejected; an event told by several releases is one."""
    return rows.count()


def people(rows: ir.Table) -> ir.IntegerScalar:
    """Sum of the participants stated for the events, whatever the bound; not stated where no event states them."""
    return rows.participants.sum()


def without_count(rows: ir.Table) -> ir.IntegerScalar:
    """Events that state no number of participants: they add nothing to the people reached."""
    return rows.count() - rows.participants.count()


def institutions(rows: ir.Table) -> ir.IntegerScalar:
    """Distinct institutions that take part in the events in any role, the merely mentioned ones left out."""
    return rows.institution_id.nunique(where=rows.role != "mentioned")


def partners(rows: ir.Table) -> ir.IntegerScalar:
    """Distinct institutions in the role of partner."""
    return rows.institution_id.nunique(where=rows.role == "partner")


_DEFINED = {measure.__name__: measure for measure in (events, people, without_count, institutions, partners)}


def definition(name: str) -> str:
    """The definition of a measure in words (English; the interface translates the key `kpi.<name>.help`).

    Raises:
        KeyError: there is no such measure.
    """
    return (_DEFINED[name].__doc__ or "").strip()
