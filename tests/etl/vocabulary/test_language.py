"""The language of a text is that of its letters and small words."""

import pytest

from etl.text import read_text
from etl.vocabulary import detect_language

TEXTS = [
    ("نظمت الجمعية ورشة بالرباط", "ar"),
    ("نظمت UNODC ورشة حول Cybercrime and AI", "ar"),
    ("Le centre a organisé un atelier au profit des élèves", "fr"),
    ("The centre held a workshop for the pupils of the school", "en"),
    ("Atelier de formation à Rabat avec l'appui de الوزارة", "fr"),
    ("UNICEF held a workshop on child protection with partners in Rabat", "en"),
    ("", "fr"),
]


@pytest.mark.parametrize(("body", "lang"), TEXTS)
def test_detect(body: str, lang: str) -> None:
    assert detect_language(read_text(body)) == lang
