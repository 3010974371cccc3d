"""What a coordinator does with the demo, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Watched
from playwright.sync_api import Page, expect

from dashboard.exports import EVENT_COLUMNS, LIST_COLUMNS
from dashboard.i18n import LANGUAGES, read_words
from etl.vocabulary.sources import seeds_folder

pytestmark = pytest.mark.browser

Look = Callable[..., Watched]
PAGES = ("", "events", "about")
# Violations that are Streamlit's own: rule -> part of the markup that it stands in.
STREAMLIT_OWN: dict[str, str] = {}


def _kpi(page: Page, name: str) -> int:
    figure = page.locator(f'[data-kpi="{name}"] .kpi-value')
    expect(figure).to_have_count(1)
    shown = figure.inner_text()
    return int(re.sub(r"\D", "", shown) or 0)


def _charted(page: Page, card: str) -> list[Any]:
    """The values of a chart's marks."""
    page.locator(f".st-key-card-{card} .js-plotly-plot .plotly").first.wait_for()
    return page.evaluate(
        f"document.querySelector('.st-key-card-{card} .js-plotly-plot').data.map(trace => [trace.x, trace.y])"
    )


def _choose(page: Page, name: str, place: int = 0) -> str:
    """Choose an option of a filter by a click; its name with the number behind it."""
    box = page.locator(f".st-key-filter-{name}")
    box.locator("input").click()
    option = page.get_by_role("option").nth(place)
    label = option.inner_text()
    option.click()
    page.keyboard.press("Escape")
    page.wait_for_url(re.compile(rf"[?&]{name}="))
    return label


def test_a_partner_chosen_here_is_seen_in_another_browser(demo: str, look: Look) -> None:
    here = look()
    page = here.open(demo)
    events, people, chart = _kpi(page, "events"), _kpi(page, "people"), _charted(page, "activity")
    label = _choose(page, "partner")
    here.settle()
    name, number = re.fullmatch(r"(.+) \((\d+)\)", label).groups()  # type: ignore[union-attr]  # counts follow names
    assert _kpi(page, "events") == int(number) < events
    assert _kpi(page, "people") < people
    assert _charted(page, "activity") != chart
    assert name in page.locator(".st-key-chips").inner_text()
    assert re.search(r"\?partner=[\w-]+$", page.url)

    there = look()
    other = there.open(page.url)
    assert {kpi: _kpi(other, kpi) for kpi in ("events", "people", "institutions", "partners")} == {
        kpi: _kpi(page, kpi) for kpi in ("events", "people", "institutions", "partners")
    }
    assert _charted(other, "activity") == _charted(page, "activity")
    assert _charted(other, "institutions") == _charted(page, "institutions")

    other.get_by_role("radio", name="Français").click()
    other.wait_for_url(re.compile("lang=fr"))
    there.settle()
    assert "partner=" in other.url
    assert other.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["fr", "ltr"]
    assert _kpi(other, "events") == int(number)
    assert not here.errors + there.errors


def test_what_is_filtered_is_downloaded_for_excel(demo: str, look: Look, tmp_path: Path) -> None:
    watched = look()
    page = watched.open(demo)
    label = _choose(page, "partner")
    watched.settle()
    with page.expect_download() as download:
        page.get_by_role("button", name=read_words("ar")("download.csv")).click()
    assert re.fullmatch(r"marsad_partner-[\w-]+_\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)
    path = tmp_path / "report.csv"
    download.value.save_as(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    table = pd.read_csv(path, encoding="utf-8-sig")
    assert list(table.columns) == [*EVENT_COLUMNS, *LIST_COLUMNS]
    assert len(table) == _kpi(page, "events")
    partner = label.rsplit(" (", 1)[0]
    assert table["partners"].str.contains(partner, regex=False).all()
    assert table["title"].str.contains("[\u0600-\u06ff]").any()


def test_an_event_is_one_click_from_its_words(demo: str, look: Look) -> None:
    watched = look()
    page = watched.open(f"{demo}/events?dated=yes")
    title = page.locator("table.rows a.link").first.inner_text()
    page.locator("table.rows a.link").first.click()
    page.locator(".fields").wait_for()
    watched.settle()
    assert page.locator("h1").inner_text() == title
    assert re.search(r"/event\?.*id=", page.url)
    link = page.locator('[data-field="date_start"] a.to-words')
    link.click()
    target = page.locator("mark:target")
    assert target.is_visible()
    assert target.get_attribute("class") == "f-date"
    page.go_back()
    page.go_back()
    page.locator(".st-key-card-events").wait_for()
    watched.settle()
    assert "dated=yes" in page.url
    assert not watched.errors


def test_a_click_on_a_bar_filters(demo: str, look: Look) -> None:
    watched = look()
    page = watched.open(demo)
    page.set_viewport_size({"width": 1400, "height": 2600})
    watched.settle()
    before = _kpi(page, "events")
    box = page.locator(".st-key-card-themes .point").nth(1).bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(middle[0] - 3, middle[1])
    page.wait_for_timeout(200)
    page.mouse.click(*middle)
    page.wait_for_url(re.compile("theme="))
    watched.settle()
    assert 0 < _kpi(page, "events") < before


def test_the_unit_of_time_lives_in_the_address(demo: str, look: Look) -> None:
    watched = look()
    page = watched.open(f"{demo}/?unit=quarter")
    quarters = len(_charted(page, "activity")[0][0])
    page.get_by_role("radio", name=read_words("ar")("unit.year")).click()
    page.wait_for_url(re.compile("unit=year"))
    watched.settle()
    assert len(_charted(page, "activity")[0][0]) < quarters


def test_back_and_forward_show_what_was_seen(demo: str, look: Look) -> None:
    watched = look()
    page = watched.open(demo)
    everything = _kpi(page, "events")
    _choose(page, "partner")
    watched.settle()
    chosen = _kpi(page, "events")
    figure = page.locator('[data-kpi="events"] .kpi-value')
    page.go_back()
    expect(figure).to_have_text([str(everything)])  # one figure, and this one: while a page is redrawn there are two
    page.go_forward()
    expect(figure).to_have_text([str(chosen)])
    page.get_by_role("link", name=read_words("ar")("nav.events")).first.click()
    page.locator(".st-key-card-events").wait_for()
    watched.settle()
    assert "partner=" in page.url
    assert page.locator(".page-sub").inner_text() == read_words("ar").count("count.events", chosen)


OPTIONS = """options => options.map(option => {
  const words = document.createRange();
  words.selectNodeContents(option);
  const [text, row] = [words.getBoundingClientRect(), option.getBoundingClientRect()];
  const inside = text.left >= row.left && text.right <= row.right && text.top >= row.top && text.bottom <= row.bottom;
  return { direction: getComputedStyle(option).direction, label: option.innerText,
           whole: inside && row.left >= 0 && row.right <= innerWidth };
})"""


@pytest.mark.parametrize("locale", ["ar-MA", "en-US"])
@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_lists_show_whole_options_in_the_direction_of_the_page(
    demo: str, look: Look, lang: str, width: int, locale: str
) -> None:
    watched = look(width, locale=locale)
    page = watched.open(f"{demo}/?lang={lang}")
    if width < 768:
        page.get_by_test_id("stExpandSidebarButton").click()
        watched.settle()  # it slides in; a list that opens meanwhile is closed again
    page.locator(".st-key-filter-institution input").click()
    page.get_by_role("option").first.wait_for()
    watched.settle()
    options = page.get_by_role("option").evaluate_all(OPTIONS)
    assert len(options) > 5
    for option in options:
        assert option["direction"] == read_words(lang)("language.direction")
        assert re.search(r"\(\d+\)$", option["label"])
        assert option["whole"], option["label"]


def test_a_period_that_ends_before_it_begins_is_told(demo: str, look: Look) -> None:
    watched = look()
    page = watched.open(f"{demo}/?partner=unodc&from=2025-01-01&to=2024-01-01&lang=en")
    told = "ends on 1 January 2024, before it begins on 1 January 2025"
    assert told in page.locator(".banner.warn").inner_text()
    watched.open(page.url)
    assert told in page.locator(".banner.warn").inner_text()
    chips = page.locator(".st-key-chips").get_by_role("button")  # without the hidden twin of one with a tooltip
    expect(chips).to_have_count(1)
    chips.click()
    watched.settle()
    assert page.locator(".banner.warn").count() == 0
    assert page.url == f"{demo}/?lang=en"


def test_what_is_planned_is_found_by_its_state(demo: str, look: Look) -> None:
    words = read_words("ar")
    watched = look()
    page = watched.open(f"{demo}/events")
    planned = page.get_by_role("button", name=words("states.planned")).or_(
        page.get_by_role("checkbox", name=words("states.planned"))
    )
    planned.click()
    page.wait_for_url(re.compile("state=held&state=planned"))
    watched.settle()
    assert page.locator("table.rows .badge.warn", has_text=words("state.planned")).count() >= 1
    page.get_by_role("link", name=words("nav.overview")).first.click()
    page.locator(".kpis").wait_for()
    watched.settle()
    shown = _kpi(page, "events")
    assert shown == _kpi(look().open(demo), "events")


@pytest.mark.parametrize("width", [1400, 390])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_pages_fit_and_stay_on_this_machine(demo: str, look: Look, path: str, lang: str, width: int) -> None:
    watched = look(width)
    page = watched.open(f"{demo}/{path}?lang={lang}")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        lang,
        read_words(lang)("language.direction"),
    ]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("box => box.scrollWidth <= box.clientWidth")
    cut = page.evaluate(
        "[...document.querySelectorAll('.kpi-value')].filter(e => e.scrollWidth > e.clientWidth).length"
    )
    assert cut == 0
    assert not watched.errors
    assert not watched.outside


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [*PAGES, "event"])
def test_pages_can_be_used_by_everybody(demo: str, look: Look, path: str, scheme: str) -> None:
    watched = look(scheme=scheme)
    page = watched.open(f"{demo}/events?dated=yes" if path == "event" else f"{demo}/{path}?partner=unodc")
    if path == "event":
        page.locator("table.rows a.link").first.click()
        page.locator(".fields").wait_for()
        watched.settle()
    grave = [rule for rule in Axe().run(page).response["violations"] if rule["impact"] in ("serious", "critical")]
    ours = [
        (rule["id"], node["html"][:160])
        for rule in grave
        for node in rule["nodes"]
        if STREAMLIT_OWN.get(rule["id"], "\0") not in node["html"]
    ]
    assert not ours


def test_the_seed_alone_stands_beside_the_chart_and_leads_to_its_candidates(seed_demo: str, look: Look) -> None:
    words = read_words("ar")
    watched = look()
    page = watched.open(seed_demo)
    assert page.locator(".banner").count() == 0
    assert [_kpi(page, name) for name in ("events", "people")] == [1, 20]
    assert "kpi-change" not in page.locator(".kpis").inner_html()
    assert words.count("count.undated", 1) in page.locator(".st-key-card-activity").inner_text()
    assert [trace for trace in _charted(page, "activity") if trace[1] == [1]]
    page.get_by_role("link", name=words("chart.undated_link")).click()
    page.locator(".st-key-card-events").wait_for()
    watched.settle()
    page.locator("table.rows a.link").first.click()
    page.locator(".fields").wait_for()
    watched.settle()
    doubts = page.locator(".st-key-card-doubts").inner_text()
    assert words("event.candidates") in doubts
    assert "الخميس 25 يوليوز 2024" in doubts
    assert words("reason.no-publication-date") in doubts
    body = "".join(page.locator(".body p").all_inner_texts())
    seed = next(seeds_folder().glob("*.txt")).read_text(encoding="utf-8")
    assert body == "".join(seed.splitlines())
    assert page.locator('mark.f-date:has-text("أول أمس الخميس")').count() == 1
    assert page.locator("mark.f-partner").count() >= 4
    assert not watched.errors
    assert not watched.outside
