"""The whole way on the release that the project started from, line by line, and on texts of any kind."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.event import Event
from etl.extract import extract, read_events
from etl.vocabulary.sources import seeds_folder

SEED = next(seeds_folder().glob("*.txt")).read_text(encoding="utf-8")
PUBLISHED = date(2024, 7, 27)  # a Saturday, as the text's two weekdays want it
ORGANISER = "اللجنة الوطنية لتنسيق إجراءات مكافحة الاتجار بالبشر والوقاية منه"
PARTNERS = {
    "مكتب الأمم المتحدة المعني بالجريمة والمخدرات",
    "المرصد الوطني لحقوق الطفل",
    "المرصد الوطني للإجرام",
    "المركز المغربي للأبحاث المتعددة التقنيات والابتكار",
}
PIECES = [*"\n .،؛:\"'()-«»0123456789٣", "ندوة ", "نظمت ", "وزارة العدل ", "أمس الجمعة ", "20 طفلا ", "بالرباط "]
ANY_TEXT = st.lists(
    st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=("Cs",))),
    max_size=60,
).map("".join)


@pytest.fixture(scope="module")
def event() -> Event:
    (found,) = extract(SEED, published=PUBLISHED)
    return found


def roles(event: Event, role: str) -> set[str]:
    return {named.text for named in event.institutions if named.role == role}


def test_what_and_for_whom(event: Event) -> None:
    assert event.title == SEED.splitlines()[0]
    assert (event.event_type, event.lang, event.state, event.status) == ("seminar", "ar", "held", "proposed")
    assert (event.participants, event.participants_bound) == (20, "exact")
    assert (event.women, event.men, event.girls, event.boys) == (None, None, None, None)
    assert event.audience == ("children",)
    assert {"trafficking-in-persons", "child-protection", "cyber-exploitation", "awareness"} <= set(event.themes)


def test_occasion_and_slogan(event: Event) -> None:
    assert event.occasion == "world-day-against-trafficking"
    assert event.slogan == "لنجعل من حماية أطفالنا من الاستغلال السيبيراني أولويتنا"


def test_where(event: Event) -> None:
    assert (event.city, event.country, event.venue) == ("rabat", "MA", "مقر وزارة العدل")


def test_who(event: Event) -> None:
    assert roles(event, "organiser") == {ORGANISER}
    assert roles(event, "partner") == PARTNERS
    assert roles(event, "host") == {"وزارة العدل"}
    assert {"المديرية العامة للأمن الوطني", "القيادة العليا للدرك الملكي"} <= roles(event, "mentioned")
    ids = {named.institution_id for named in event.institutions if named.role in ("organiser", "partner")}
    assert {"cnclt", "unodc", "onde"} <= ids


def test_when_the_publication_is_known(event: Event) -> None:
    assert (event.date_start, event.date_end) == (date(2024, 7, 25), date(2024, 7, 25))
    assert (event.date_precision, event.date_basis, event.date_text) == ("day", "relative", "أول أمس الخميس")
    assert not event.needs_review


def test_two_weekdays_that_cannot_both_be_right_settle_nothing() -> None:
    (event,) = extract(SEED, published=date(2024, 7, 30))
    assert (event.date_start, event.date_precision) == (None, "unknown")
    assert set(event.date_candidates) == {date(2024, 7, 25), date(2024, 7, 28)}
    assert "weekday-conflict" in event.review_reasons
    assert event.needs_review


def test_without_a_publication_date_nothing_is_invented() -> None:
    (event,) = extract(SEED)
    assert (event.date_start, event.date_precision, event.published) == (None, "unknown", None)
    assert "no-publication-date" in event.review_reasons
    world_day = date(2024, 7, 30)  # of the year whose slogan the release quotes
    assert date(2024, 7, 25) in event.date_candidates
    assert all(day.isoweekday() == 4 and abs(day - world_day) <= timedelta(7) for day in event.date_candidates)


def test_every_value_has_its_words(event: Event) -> None:
    fields = {proof.field for proof in event.evidence}
    assert {"title", "date_start", "event_type", "city", "venue", "participants", "institutions", "themes"} <= fields
    for proof in event.evidence:
        assert SEED[proof.start : proof.end] == proof.text
        assert 0 < proof.confidence <= 1
        assert proof.rule


def test_to_dict_holds_plain_values(event: Event) -> None:
    plain = event.to_dict()
    assert plain["date_start"] == "2024-07-25"
    assert plain["institutions"][0].keys() == {"institution_id", "name", "role", "text", "start", "end"}
    assert plain["themes"] == list(event.themes)


def test_a_text_without_an_activity_says_why() -> None:
    reading = read_events("ارتفاع الأسعار\nسجلت أسعار المواد الغذائية ارتفاعا بنسبة 3 في المائة.", published=PUBLISHED)
    assert reading.events == ()
    assert reading.none_because


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        extract("Guten Tag", lang="de")


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT, st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2050, 1, 1))))
def test_any_text_is_read_word_for_word(body: str, published: date | None) -> None:
    for event in extract(body, published=published):
        for proof in event.evidence:
            assert body[proof.start : proof.end] == proof.text


@given(st.integers(-400, 400))
def test_shifting_the_publication_by_weeks_shifts_the_day(weeks: int) -> None:
    shift = timedelta(weeks=weeks)
    (event,) = extract(SEED, published=PUBLISHED + shift)
    assert event.date_start == date(2024, 7, 25) + shift
