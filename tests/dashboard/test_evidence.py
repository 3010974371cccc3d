"""The body with its evidence marked: every character of it, escaped, whatever the passages are."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.evidence import COLOURS, Passage, mark_body

MARK = re.compile(r"</?mark[^>]*>")
TAG = re.compile(r"<[^>]*>")


def _shown(marked: str) -> str:
    """What a reader sees."""
    return html.unescape(TAG.sub("", marked))


def _passage(start: int, end: int, colour: str = "date", anchor: str = "") -> Passage:
    return Passage(start, end, colour, "التاريخ", anchor)


def test_a_passage_is_marked_with_its_field_and_anchor() -> None:
    assert mark_body("نظمت أمس", [_passage(5, 8, anchor="ev-0")]) == (
        '<p dir="auto" class="headline">نظمت <mark class="f-date" id="ev-0" title="التاريخ">أمس</mark></p>'
    )


def test_a_body_is_never_html() -> None:
    marked = mark_body('<script>alert("1")</script> & <b>', [_passage(0, 8)])
    assert _shown(marked) == '<script>alert("1")</script> & <b>'
    assert "<script" not in marked
    assert "<b>" not in marked


def test_a_label_cannot_leave_its_attribute() -> None:
    assert "&quot;&gt;" in mark_body("a", [Passage(0, 1, "date", '"><img>', "ev-0")])


@pytest.mark.parametrize(
    ("passages", "expected", "why"),
    [
        ([(0, 4, "slogan"), (1, 3, "theme")], "[slogan a[theme bc]d]ef", "one inside the other nests"),
        (
            [(0, 4, "slogan"), (2, 6, "theme")],
            "[slogan ab[theme cd]][theme ef]",
            "one that crosses goes on as a second",
        ),
        ([(0, 3, "date"), (3, 6, "place")], "[date abc][place def]", "neighbours touch"),
        ([(1, 3, "date"), (1, 3, "theme")], "a[date [theme bc]]def", "the same words twice"),
        ([(4, 99, "date"), (-5, 1, "theme")], "[theme a]bcd[date ef]", "what lies outside is cut off"),
        ([(3, 3, "date"), (5, 2, "theme")], "abcdef", "empty ones are left out"),
        ([(0, 6, "a"), (1, 4, "b"), (2, 5, "c")], "[a a[b b[c cd]][c e]f]", "three across each other"),
    ],
)
def test_overlapping_passages(passages: list[tuple[int, int, str]], expected: str, why: str) -> None:
    marked = mark_body("abcdef", [_passage(*passage) for passage in passages])
    inner = re.sub(r"^<p[^>]*>|</p>$", "", marked)
    plain = re.sub(r'<mark class="f-(\w+)"[^>]*>', r"[\1 ", inner).replace("</mark>", "]")
    assert plain == expected, why


def test_a_passage_over_a_paragraph_is_closed_and_opened_again() -> None:
    marked = mark_body("ab\n\ncd", [_passage(1, 5, anchor="ev-0")])
    assert marked.count("<mark") == marked.count("</mark>") == 2
    assert marked.count('id="ev-0"') == 1
    assert [MARK.sub("", part) for part in re.findall(r"<p[^>]*>(.*?)</p>", marked)] == ["ab", "cd"]


@pytest.mark.parametrize(
    ("body", "words", "marked", "why"),
    [
        ("مكافحة الاتجار بالبشر", "اتجار", "الاتجار", "the article"),
        ("وبالاتجار", "اتجار", "وبالاتجار", "particles and the article"),
        ("والِاتجار", "اتجار", "والِاتجار", "with a vowel sign"),
        ("25يوليوز", "يوليوز", "يوليوز", "a number is no part of the word"),
        ("l'ONDE", "ONDE", "ONDE", "an elided article stands apart"),
        ("مستوصفاتجار", "اتجار", "اتجار", "too much for an article"),
    ],
)
def test_a_mark_starts_with_its_word(body: str, words: str, marked: str, why: str) -> None:
    start = body.index(words)
    html_ = mark_body(body, [_passage(start, start + len(words))])
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", html_) == [marked], why
    assert _shown(html_) == body


@given(
    body=st.text(alphabet="ab \n\r<>&\"'\u0627\u0644\u064e\u200f", max_size=40),
    spans=st.lists(
        st.tuples(st.integers(-3, 45), st.integers(-3, 45), st.sampled_from(sorted(set(COLOURS.values())))), max_size=8
    ),
)
def test_nothing_is_lost_and_every_mark_is_closed(body: str, spans: list[tuple[int, int, str]]) -> None:
    passages = [_passage(start, end, colour, f"ev-{n}") for n, (start, end, colour) in enumerate(spans)]
    marked = mark_body(body, passages)
    lines = [line.rstrip("\r\n") for line in body.splitlines(keepends=True) if line.strip()]
    assert [_shown(part) for part in re.findall(r"<p[^>]*>(.*?)</p>", marked, re.DOTALL)] == lines
    depth = 0
    for tag in re.findall(r"</?(?:mark|p)\b", marked):
        depth += -1 if tag.startswith("</") else 1
        assert depth >= 0
    assert depth == 0
    ids = re.findall(r' id="(ev-\d+)"', marked)
    assert len(ids) == len(set(ids))


def test_many_passages_take_no_longer_than_their_number() -> None:
    body = "\n".join(["كلمة " * 40] * 200)
    passages = [_passage(n, n + 9, "date", f"ev-{n}") for n in range(0, len(body), 20)]
    assert mark_body(body, passages).count("<mark") >= len(passages)
