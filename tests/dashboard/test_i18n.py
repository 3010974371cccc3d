"""The words of the interface: the same keys in each language; plurals, numbers and dates as the language has them."""

from __future__ import annotations

import ast
import re
import string
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

import dashboard
from dashboard.i18n import LANGUAGES, read_words
from dashboard.selection import FILTERS
from etl.event import BOUNDS, MODES, ROLES, STATES, STATUSES
from etl.vocabulary.registry import read_registry

ROOT = Path(dashboard.__file__).parent
REASONS = Path(__file__).parents[2] / "docs" / "review-reasons.md"
ARABIC = re.compile("[\u0600-\u06ff]")
MARKUP = re.compile(r"<[^<>]*>|&\w+;")
# Two words beside each other, outside of tags: a sentence that belongs into the language files.
SENTENCE = re.compile(r"[A-Za-zÀ-ÿ]{2,} +[A-Za-zÀ-ÿ]{2,}")
# Not shown to anybody: styles, SVG and attributes that stand in pieces of HTML.
NOT_WORDS = re.compile(r"^[\s\w=\"'#:;.,()/%?&-]*(class|style|scope|href|xmlns|viewBox|stroke|fill)=", re.ASCII)


def _placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_every_key_stands_in_every_language(lang: str) -> None:
    arabic, other = read_words("ar"), read_words(lang)
    assert other.phrases.keys() == arabic.phrases.keys()
    assert other.plurals.keys() == arabic.plurals.keys()


@pytest.mark.parametrize("lang", LANGUAGES[1:])
def test_phrases_have_the_same_places(lang: str) -> None:
    arabic, other = read_words("ar"), read_words(lang)
    for key, phrase in arabic.phrases.items():
        assert _placeholders(other.phrases[key]) == _placeholders(phrase), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_plurals_have_the_forms_of_the_language(lang: str) -> None:
    words = read_words(lang)
    needed = {Locale.parse(words.locale).plural_form(n) for n in range(200)}
    for key, forms in words.plurals.items():
        assert needed <= forms.keys() | {"other"}, key
        assert all(forms.values()), key


@pytest.mark.parametrize(
    ("lang", "n", "said"),
    [
        ("ar", 0, "لا نشاط"),
        ("ar", 1, "نشاط واحد"),
        ("ar", 2, "نشاطان"),
        ("ar", 3, "3 أنشطة"),
        ("ar", 10, "10 أنشطة"),
        ("ar", 11, "11 نشاطا"),
        ("ar", 99, "99 نشاطا"),
        ("ar", 100, "100 نشاط"),
        ("ar", 103, "103 أنشطة"),
        ("fr", 0, "aucune activité"),
        ("fr", 1, "1 activité"),
        ("fr", 2, "2 activités"),
        ("en", 1, "1 activity"),
        ("en", 2000, "2,000 activities"),
    ],
)
def test_counts_are_said_in_the_right_form(lang: str, n: int, said: str) -> None:
    assert read_words(lang).count("count.events", n) == said


@pytest.mark.parametrize(
    ("lang", "said"), [("ar", "25 يوليوز 2024"), ("fr", "25 juillet 2024"), ("en", "25 July 2024")]
)
def test_days_are_said_with_the_months_of_the_country(lang: str, said: str) -> None:
    assert read_words(lang).date(date(2024, 7, 25)) == said


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="no interface in 'de'"):
        read_words("de")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_name(lang: str) -> None:
    phrases = read_words(lang).phrases
    wanted = {
        *(f"role.{role}" for role in ROLES),
        *(f"role_help.{role}" for role in ROLES),
        *(f"state.{state}" for state in STATES),
        *(f"status.{status}" for status in STATUSES),
        *(f"mode.{mode}" for mode in MODES),
        *(f"bound.{bound}" for bound in BOUNDS),
        *(f"filter.{name}" for name in FILTERS),
    }
    assert wanted <= phrases.keys()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_review_reason_has_a_sentence(lang: str) -> None:
    about_events = REASONS.read_text(encoding="utf-8").partition("## Releases without an activity")[0]
    codes = re.findall(r"^\| `([a-z-]+)` \|", about_events, re.MULTILINE)
    assert len(codes) > 10
    assert {f"reason.{code}" for code in codes} <= read_words(lang).phrases.keys()


@pytest.mark.parametrize("table", ["themes", "event_types", "audiences"])
def test_the_registry_names_its_codes_in_every_language(table: str) -> None:
    for code, row in read_registry(table).items():
        assert all(row[f"name_{lang}"] for lang in LANGUAGES), code


def test_no_words_of_a_language_stand_in_the_code() -> None:
    files = [*(ROOT / "views").glob("*.py"), *ROOT.glob("*.py")]
    found = [f"{path.name}:{line} {text!r}" for path in files for line, text in _texts(path) if _is_said(text)]
    found = [text for text in found if not text.startswith(("cli.py", "serving.py"))]  # the terminal speaks English
    assert not found


def _is_said(text: str) -> bool:
    shown = MARKUP.sub(" ", text)
    return bool(ARABIC.search(shown) or (SENTENCE.search(shown) and not NOT_WORDS.search(text) and "<" not in shown))


def _texts(path: Path) -> list[tuple[int, str]]:
    """The strings of a file with their lines, f-strings whole; docstrings, messages of errors and logs left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hidden: set[int] = set()
    for node in ast.walk(tree):
        is_doc = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        is_log = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "error"
        is_log = is_log and isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "_log"
        if is_doc or is_log or isinstance(node, (ast.Raise, ast.JoinedStr)):
            hidden.update(id(child) for child in ast.walk(node) if child is not node)
    texts = []
    for node in ast.walk(tree):
        if id(node) in hidden:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.append((node.lineno, node.value))
        elif isinstance(node, ast.JoinedStr):
            parts = (part.value if isinstance(part, ast.Constant) else "\u2026" for part in node.values)
            texts.append((node.lineno, "".join(map(str, parts))))
    return texts


def test_the_search_for_words_finds_them(tmp_path: Path) -> None:
    path = tmp_path / "view.py"
    path.write_text(
        '"""Doc string here."""\nst.write("No events found")\nst.html(f"<b class=\'x y\'>{n} النشاط</b>")\n', "utf-8"
    )
    assert [line for line, text in _texts(path) if _is_said(text)] == [2, 3]
