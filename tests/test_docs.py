"""The documents say what the code has, all of it and no more."""

import csv
import dataclasses
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import typer

from dashboard import cli
from dashboard.exports import EVENT_COLUMNS, FORMATS, LIST_COLUMNS
from dashboard.selection import FILTERS
from etl import extract
from etl.event import ROLES, Event
from etl.readers.registry import READERS
from etl.tables import TABLES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = [*ROOT.glob("*.md"), *DOCS.glob("*.md"), ROOT / "tests" / "samples" / "README.md"]
CODE = [path for room in ("etl", "dashboard", "tests", "benchmarks") for path in (ROOT / room).rglob("*.py")]

CODE_SPAN = re.compile(r"`([^`\n]+)`")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
SETTING = re.compile(r"\bMARSAD_[A-Z_]+\b")
HOST = re.compile(r"https?://([\w.-]+)")
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
MACHINE_PATH = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|work|Users|mnt)/\w")
KNOWN_HOSTS = {"keepachangelog.com", "semver.org"}
ROOMS = ("etl/", "dashboard/", "data/", "docs/", "tests/", "benchmarks/")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sections(text: str, level: str) -> dict[str, str]:
    """Heading -> the text under it, for headings of one level ("##")."""
    parts = re.split(rf"^{level} (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> list[list[str]]:
    """The rows of the Markdown tables in a text, their heads and rules left out."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    table = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return [row for row in table if row[0].startswith("`")]


def first_codes(text: str) -> list[str]:
    """The code in the first cell of each row; "`from`, `to`" are two."""
    return [code for row in rows(text) for code in CODE_SPAN.findall(row[0])]


# The data dictionary

DICTIONARY = sections(read(DOCS / "data-dictionary.md"), "##")


def test_every_table_is_described() -> None:
    described = [name for name in DICTIONARY if name in TABLES]
    assert described == list(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described(name: str) -> None:
    assert first_codes(DICTIONARY[name]) == list(TABLES[name].names)


@pytest.mark.parametrize("name", TABLES)
def test_a_column_is_described_as_it_is(name: str) -> None:
    for column, row in zip(TABLES[name].columns, rows(DICTIONARY[name]), strict=True):
        _, kind, null, meaning, codes = row
        assert (kind, null) == (column.kind, "no" if column.required else "yes"), column.name
        assert meaning
        assert tuple(CODE_SPAN.findall(codes)) == column.codes, column.name


def test_the_roles_and_types_are_described() -> None:
    assert first_codes(DICTIONARY["Roles"]) == list(ROLES)
    with (ROOT / "data" / "registry" / "event_types.csv").open(encoding="utf-8", newline="") as file:
        types = {row["event_type"] for row in csv.DictReader(file)}
    assert {code for code in CODE_SPAN.findall(DICTIONARY["Event types"]) if "/" not in code} == types


def test_every_key_of_an_event_is_described() -> None:
    keys = {field.name for field in dataclasses.fields(Event)} - set(TABLES["events"].names)
    assert set(first_codes(DICTIONARY["One event as JSON"])) == keys


# Settings, filters, files

GUIDE = sections(read(DOCS / "user-guide.md"), "##")


def test_every_setting_is_described() -> None:
    used = {name for path in [*CODE, ROOT / ".ci" / "run", ROOT / "Makefile"] for name in SETTING.findall(read(path))}
    told = {name for path in PAGES for name in SETTING.findall(read(path))}
    assert told == used


def test_settings_of_the_reading_stand_in_the_guide() -> None:
    assert set(first_codes(GUIDE["Settings"])) >= set(SETTING.findall(read(ROOT / "etl" / "settings.py")))


def test_every_filter_is_described() -> None:
    assert sorted(first_codes(GUIDE["Filters"])) == sorted(FILTERS)


def test_every_kind_of_file_is_described() -> None:
    told = GUIDE["Files that it reads"].split("\n\n")[1]
    assert {code for code in CODE_SPAN.findall(told) if code.startswith(".")} == set(filter(None, READERS))


# Commands


def commands(group: typer.core.TyperGroup, before: str = "") -> dict[str, typer.core.TyperCommand]:
    """The commands of a program by their full names ("vocabulary check")."""
    found = {}
    for name, command in group.commands.items():
        found |= commands(command, f"{before}{name} ") if hasattr(command, "commands") else {before + name: command}
    return found


COMMANDS = commands(typer.main.get_command(cli.app))
COMMAND_SECTIONS = {
    name.strip("`").removeprefix("marsad "): text for name, text in sections(GUIDE["Commands"], "###").items()
}


def test_every_command_is_described() -> None:
    assert sorted(COMMAND_SECTIONS) == sorted(COMMANDS)
    assert set(re.findall(r"`marsad ([a-z ]+)`", read(ROOT / "README.md"))) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_described(name: str) -> None:
    options = {form for option in COMMANDS[name].params for form in option.opts if form.startswith("-")}
    assert set(first_codes(COMMAND_SECTIONS[name])) == options


def test_every_format_is_described() -> None:
    told = next(row for row in rows(COMMAND_SECTIONS["export"]) if row[0] == "`--format`")
    assert set(CODE_SPAN.findall(told[1])) == set(FORMATS)


def test_the_columns_of_the_download_are_described() -> None:
    assert first_codes(DICTIONARY["The CSV download"]) == list(LIST_COLUMNS)
    assert TABLES["events"].names == EVENT_COLUMNS


# Review reasons

REASON_SECTIONS = sections(read(DOCS / "review-reasons.md"), "##")
WITHOUT = "Releases without an activity"
REASONS = {code for name, text in REASON_SECTIONS.items() if name != WITHOUT for code in first_codes(text)}
STRING = re.compile(r"""["']([a-z]+(?:-[a-z]+)*)["']""")
BUILT = ("-conflict", "-event")  # ends of codes that the code puts together


def reasons_of(path: Path, published: date | None) -> set[str]:
    body = read(path).split("---\n", 2)[-1]
    return {reason for event in extract(body, published=published) for reason in event.review_reasons}


@pytest.mark.parametrize("published", [None, date(2024, 7, 27), date(2024, 7, 30), date(2026, 1, 1)])
def test_every_reason_that_is_given_is_described(published: date | None) -> None:
    releases = [*(ROOT / "data" / "samples").glob("*.txt"), *(ROOT / "seeds").glob("*.txt")]
    assert {reason for path in releases for reason in reasons_of(path, published)} <= REASONS


def test_every_reason_that_is_described_is_in_the_code() -> None:
    given = {code for path in (ROOT / "etl").rglob("*.py") for code in STRING.findall(read(path))}
    assert {reason for reason in REASONS if not reason.endswith(BUILT)} <= given


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_every_kind_of_release_without_an_activity_is_described(lang: str) -> None:
    topics = tomllib.loads(read(ROOT / "data" / "languages" / lang / "topics.toml"))
    assert set(first_codes(REASON_SECTIONS[WITHOUT])) == {*topics["non_event"], "no-event-clause"}


@pytest.mark.parametrize("lang", ["ar", "fr", "en"])
def test_the_interface_has_a_sentence_for_every_reason(lang: str) -> None:
    words = tomllib.loads(read(ROOT / "dashboard" / "locales" / f"{lang}.toml"))
    assert set(words["reason"]) >= REASONS


# Dependencies


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    named = [*project["dependencies"], *(need for extra in extras.values() for need in extra)]
    needed = sorted(re.split(r"[\[><=~! ]", need)[0] for need in named)
    assert sorted(code for code in first_codes(read(DOCS / "dependencies.md"))) == needed


# What may not stand in a document


def targets(path: Path) -> Iterator[str]:
    yield from (target for target in LINK.findall(read(path)) if not target.startswith(("http:", "https:", "mailto:")))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in targets(path):
        assert (path.parent / target).exists(), target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_paths_exist(path: Path) -> None:
    for code in CODE_SPAN.findall(FENCE.sub("", read(path))):
        if code.startswith(ROOMS) and not re.search(r"[<* ]|^data/local/", code):
            assert (ROOT / code).exists(), code


@pytest.mark.parametrize("package", ["etl", "dashboard"])
def test_every_room_is_on_the_plan(package: str) -> None:
    plan = {code.rstrip("/") for code in CODE_SPAN.findall(FENCE.sub("", read(DOCS / "architecture.md")))}
    for path in (ROOT / package).iterdir():
        if not path.name.startswith(("_", ".")) and (path.is_dir() or path.suffix == ".py"):
            assert path.relative_to(ROOT).as_posix() in plan


FILES_OF_THE_PROJECT = [*PAGES, *CODE, ROOT / "pyproject.toml", ROOT / "requirements.lock", ROOT / "Makefile"]


@pytest.mark.parametrize("path", FILES_OF_THE_PROJECT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_path_of_a_machine(path: Path) -> None:
    assert not MACHINE_PATH.search(read(path))


@pytest.mark.parametrize(
    "path", [*PAGES, ROOT / "pyproject.toml", ROOT / "requirements.lock"], ids=lambda path: path.name
)
def test_no_address_of_a_registry(path: Path) -> None:
    hosts = {host for host in HOST.findall(read(path)) if not host.endswith(".example")}
    assert hosts <= KNOWN_HOSTS
    assert "index-url" not in read(path)
