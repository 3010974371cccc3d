"""Towns that the registry does not list are called what a release calls them."""

from __future__ import annotations

import pandas as pd

from dashboard.warehouse import open_warehouse

EVIDENCE = pd.DataFrame(
    [
        {"event_id": "e1", "field": "city", "value": "x-0123456789", "text": "كفرعرنا"},
        {"event_id": "e1", "field": "venue", "value": "x-1", "text": "salle"},
        {"event_id": "e2", "field": "city", "value": "rabat", "text": "العاصمة"},
    ]
)


def test_an_unlisted_town_is_called_by_its_words() -> None:
    """Its words stand for its code in every language; a listed town keeps the registry's name."""
    names = open_warehouse({"evidence": EVIDENCE}).names
    assert names.of("city", "x-0123456789", "fr") == "كفرعرنا"
    assert names.of("city", "x-1", "fr") == "x-1"
    assert names.of("city", "rabat", "fr") == "Rabat"
