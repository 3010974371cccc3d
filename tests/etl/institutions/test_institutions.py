"""Institutions: names by registry and grammar, roles by cues, in three languages; negatives among them."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.event import ROLES
from etl.institutions import find_institutions, read_institutions, settle_institutions, unlinked_id
from etl.vocabulary import read_scan, sources

HERE = Path(__file__).parent


def cases(name: str) -> list[object]:
    table = tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case["text"], case["expected"], id=case["why"]) for case in table]


@pytest.mark.parametrize(("text", "expected"), cases("names.toml"))
def test_names(text: str, expected: list[str]) -> None:
    assert [mention.name for mention in find_institutions(text)] == expected


@pytest.mark.parametrize(("text", "expected"), [*cases("roles.toml"), *cases("roles_ar.toml")])
def test_roles(text: str, expected: list[list[str]]) -> None:
    settled = settle_institutions(find_institutions(text))
    assert [[one.role, one.name] for one in settled] == expected


def seed() -> str:
    return next(sources.seeds_folder().glob("*.txt")).read_text(encoding="utf-8")


def test_the_seeds_institutions() -> None:
    settled = settle_institutions(find_institutions(seed()))
    found = [
        (one.role, one.institution_id, one.text) for one in settled if one.role in ("organiser", "partner", "host")
    ]
    assert found == [
        ("organiser", "cnclt", "اللجنة الوطنية لتنسيق إجراءات مكافحة الاتجار بالبشر والوقاية منه"),
        ("partner", "unodc", "مكتب الأمم المتحدة المعني بالجريمة والمخدرات"),
        ("partner", "onde", "المرصد الوطني لحقوق الطفل"),
        ("partner", "criminalite-ma", "المرصد الوطني للإجرام"),
        ("partner", "cmrpi", "المركز المغربي للأبحاث المتعددة التقنيات والابتكار"),
        ("host", "justice-ma", "وزارة العدل"),
    ]
    mentioned = {one.text for one in settled if one.role == "mentioned"}
    assert {"المديرية العامة للأمن الوطني", "القيادة العليا للدرك الملكي"} <= mentioned


def test_the_cue_is_word_for_word() -> None:
    text = "نظمت جمعية الوادي ورشة بشراكة مع مؤسسة السنديان"
    cues = [text[slice(*mention.cue)] for mention in find_institutions(text) if mention.cue]
    assert cues == ["نظمت", "بشراكة مع"]


@pytest.mark.parametrize(
    ("text", "institution_id"),
    [
        ("بشراكة مع المنظمة الدولية للهجرة", "iom"),
        ("en partenariat avec l'OIM", "iom"),
        ("in partnership with IOM", "iom"),
        ("avec l'Organisation internationale pour les migrations", "iom"),
        ("وللمرصد الوطني لحقوق الطفل دور", "onde"),
        ("en collaboration avec le PNUD", "undp"),
        ("with the European Union", "eu"),
        ("avec l'Union européenne", "eu"),
        ("a un air de who knows", None),
        ("au cours du mois de care", None),
    ],
)
def test_linking(text: str, institution_id: str | None) -> None:
    assert [mention.institution_id for mention in find_institutions(text)] == (
        [institution_id] if institution_id else []
    )


def test_a_namesake_abroad_is_not_linked() -> None:
    home = find_institutions("نظمت وزارة العدل بالرباط ندوة")
    abroad = find_institutions("تونس - نظمت وزارة العدل بمدينة سوسة ندوة")
    assert [mention.institution_id for mention in home] == ["justice-ma"]
    assert [(mention.institution_id, mention.name) for mention in abroad] == [(None, "وزارة العدل")]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("نظمت جمعية الوادي ورشة", 0.85, 1.0),
        ("قادت الحملة جمعية الوادي", 0.6, 0.7),
        ("أعلنت جمعية الوادي عن ذلك", 0.5, 0.55),
    ],
)
def test_a_role_is_as_sure_as_its_cue(text: str, least: float, most: float) -> None:
    (named,) = find_institutions(text)
    assert named.role == "organiser"
    assert least <= named.confidence <= most


def test_short_references_say_what_they_refer_to() -> None:
    text = "نظم المرصد الأطلسي للطفولة لقاء. وأوضح المرصد أن الأمر يهم الأطفال"
    full, short = find_institutions(text)
    assert (full.kind, short.kind) == ("full", "short")
    assert text[slice(*short.refers_to)] == full.text
    assert short.text == "المرصد"


def test_ids_of_unlinked_names_are_stable() -> None:
    assert unlinked_id("جمعية الوادي") == unlinked_id("جمعيّة  الوادى")
    assert unlinked_id("Fondation Alfa") == unlinked_id("FONDATION ALFA")
    assert unlinked_id("جمعية الوادي") != unlinked_id("جمعية النادي")
    assert unlinked_id("جمعية الوادي").startswith("x-")


def test_another_order_of_words_is_the_same_institution() -> None:
    text = "نظم مكتب الأبحاث المعني بالجريمة والمخدرات ندوة. وقال مكتب الأبحاث المعني بالمخدرات والجريمة إنها الأولى"
    settled = settle_institutions(find_institutions(text))
    assert [(one.role, one.name) for one in settled] == [("organiser", "مكتب الأبحاث المعني بالجريمة والمخدرات")]


def test_an_institution_stands_once_with_its_strongest_role() -> None:
    text = "قال بلاغ لجمعية الوادي إن جمعية الوادي نظمت ندوة بحضور جمعية الوادي"
    settled = settle_institutions(find_institutions(text))
    assert [(one.role, one.name) for one in settled] == [("organiser", "جمعية الوادي")]


def test_an_empty_text() -> None:
    assert find_institutions("") == []
    assert settle_institutions([]) == []


PIECES = """
نظمت وزارة العدل المرصد الوطني لحقوق الطفل و والمرصد بشراكة مع جمعية الوادي ، . « » ( ) للجنة وزارتي بمقر
كلية الحقوق بفاس الذي من طرف Le ministère de la Justice et l' Association Alfa organise en partenariat avec
The Cedar Foundation , by held UNICEF (OIM) ﻻ ـــ 12
"""
WORDS = st.sampled_from([*PIECES.split(), "\n", "\u200f"])


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
@settings(max_examples=300, deadline=None)
def test_offsets_are_word_for_word_and_never_overlap(text: str) -> None:
    end = 0
    for mention in find_institutions(text):
        assert text[mention.start : mention.end] == mention.text
        assert mention.text.strip()
        assert mention.start >= end
        assert mention.role is None or mention.role in ROLES
        assert 0 < mention.confidence <= 1
        end = mention.end
    for one in settle_institutions(find_institutions(text)):
        assert text[one.start : one.end] == one.text


@pytest.mark.parametrize(
    "piece",
    [
        "و",
        "و ",
        "اللجنة ",
        "وزارة العدل ",
        "نظمت ",
        "جمعية الوادي، ",
        "بشراكة مع ",
        "the Ministry of ",
        "Alfa, ",
        "organised by ",
        "le ministère de la ",
        "(OIM) ",
        "association « ",
    ],
)
def test_work_grows_with_length_alone(piece: str, count_calls: Callable[[Callable[[], object]], int]) -> None:
    def work(size: int) -> int:
        scan = read_scan(piece * (size // len(piece)), "ar", "institutions", "roles", "places")
        return count_calls(lambda: read_institutions(scan))

    work(1_000)
    assert work(40_000) < 12 * work(4_000) + 2_000
