"""The registry of institutions: enough rows, none of them made up in shape, every name within reach."""

import re

from etl.event import ROLES
from etl.text import fold
from etl.vocabulary import read_registry
from etl.vocabulary.registry import names_of
from etl.vocabulary.sources import LANGUAGES, read_language

KINDS = {
    "agency", "association", "bar", "center", "commission", "company", "council", "court", "directorate", "embassy",
    "foundation", "government", "intergovernmental", "library", "local-authority", "media", "ministry", "ngo",
    "observatory", "presidency", "security", "un", "university",
}  # fmt: skip
COLUMNS = ["institution_id", "name_ar", "name_fr", "name_en", "acronym", "kind", "country", "wikidata", "aliases"]


def test_rows_are_well_formed() -> None:
    rows = read_registry("institutions")
    assert len(rows) >= 300
    for key, row in rows.items():
        assert list(row) == COLUMNS
        assert re.fullmatch(r"[a-z0-9-]+", key)
        assert row["kind"] in KINDS, key
        assert re.fullmatch(r"(?:[A-Z]{2})?", row["country"]), key
        assert not row["wikidata"], key
        assert any(row[f"name_{lang}"] for lang in LANGUAGES), key


def test_no_two_institutions_share_a_name() -> None:
    owners: dict[str, str] = {}
    for key, row in read_registry("institutions").items():
        for name in names_of(row):
            assert owners.setdefault(fold(name).removeprefix("ال"), key) == key, name


def test_no_alias_is_a_short_word() -> None:
    for key, row in read_registry("institutions").items():
        for name in names_of(row):
            assert len(name) > 3 or name.isupper() or name == row["acronym"], (key, name)


def test_the_languages_are_siblings() -> None:
    tables = [read_language(lang) for lang in LANGUAGES]
    roles = [set(table["roles"]) for table in tables]
    assert roles[0] == roles[1] == roles[2]
    for table in tables:
        assert {"head", "heads"} <= set(table["institutions"])
        for kind in ("after", "subject", "passive"):
            assert {role.removesuffix("_weak") for role in table["roles"][kind]} <= set(ROLES)
