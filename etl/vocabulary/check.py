"""What is wrong in word files and registry: what stands twice, clashes, refers to nothing, or no text reaches."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from etl.text import Text, fold
from etl.vocabulary.lexicon import NOT_WORDS, SETTINGS, Entry, Lexicon
from etl.vocabulary.registry import ARTICLE, NAME_COLUMNS, NAMED, names_of
from etl.vocabulary.sources import LANGUAGES, data_folder

UNREADABLE = "cannot be read"
MIN_LETTERS = 2  # a name of one letter is in every text
SHARED = frozenset({"places"})  # tables whose rows may share a name: the reading chooses by kind, country and size
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

# Table -> column -> the table whose ids it holds; an empty cell refers to nothing.
REFERENCES: Mapping[str, Mapping[str, str]] = {
    "themes": {"parent": "themes"},
    "slogans": {"occasion_id": "occasions"},
    "event_type_pairs": {"event_type": "event_types"},
    "places": {"region": "places"},
}
# Word file and kind -> the table whose ids are its values.
CODES: Mapping[tuple[str, str], str] = {
    ("topics", "event_strong"): "event_types",
    ("topics", "event_weak"): "event_types",
    ("topics", "theme"): "themes",
    ("topics", "theme_weak"): "themes",
    ("topics", "audience"): "audiences",
}
WITHOUT_IDS = frozenset({"slogans", "common_place_names", "event_type_pairs"})  # tables whose first column is no id

Row = dict[str, str]


class Finding(NamedTuple):
    """Something that is wrong (an error), or that a person may want to know (a note)."""

    file: str
    row: str
    reason: str
    level: Literal["error", "note"] = "error"

    def __str__(self) -> str:
        """One line: file, row, reason."""
        return f"{self.file}: {self.row}: {self.reason}{' (note)' if self.level == 'note' else ''}"


def check_vocabulary(folder: Path | None = None) -> list[Finding]:
    """Check all word files and tables.

    Args:
        folder: holds `languages/` and `registry/`; the project's own unless given.

    Returns:
        Errors, then notes, each in the order of the files.
    """
    folder = folder or data_folder()
    findings: list[Finding] = []
    tables = {path.stem: _read_table(path, findings) for path in sorted((folder / "registry").glob("*.csv"))}
    languages = {lang: _read_words(folder / "languages" / lang, lang, findings) for lang in LANGUAGES}
    for name, rows in tables.items():
        findings += _check_rows(name, rows)
        findings += _check_references(name, rows, tables)
    for name in NAMED:
        findings += _check_clashes(name, tables.get(name, []))
    for lang, files in languages.items():
        findings += _check_words(lang, files, tables)
    if not any(finding.reason.startswith(UNREADABLE) for finding in findings):  # a scan needs all of the files
        findings += _check_reach(tables, languages)
    findings += _compare_languages(languages)
    return sorted(findings, key=lambda finding: finding.level == "note")


def _read_table(path: Path, findings: list[Finding]) -> list[Row]:
    """The rows of a table that have as many cells as its head."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            head, *lines = list(csv.reader(file, strict=True)) or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
        findings.append(Finding(_table(path.stem), "the file", f"{UNREADABLE}: {error}"))
        return []
    rows: list[Row] = []
    for number, cells in enumerate(lines, 2):
        if len(cells) != len(head):
            row = cells[0] if cells else f"row {number}"
            findings.append(Finding(_table(path.stem), row, f"has {len(cells)} cells, the head has {len(head)}"))
        else:
            rows.append(dict(zip(head, cells, strict=True)))
    return rows


def _read_words(folder: Path, lang: str, findings: list[Finding]) -> dict[str, dict[str, Any]]:
    """The word files of a language."""
    files: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            files[path.stem] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            findings.append(Finding(_words(lang, path.stem), "the file", f"{UNREADABLE}: {error}"))
    return files


def _check_rows(name: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """Ids that stand twice or are no ids, rows without a name, names that stand twice in their row."""
    if name in WITHOUT_IDS:
        return
    seen: set[str] = set()
    for row in rows:
        key = _key(row)
        if key in seen:
            yield Finding(_table(name), key, "the id stands twice")
        seen.add(key)
        if not _ID.fullmatch(key):
            yield Finding(_table(name), key, "the id is not of lower-case letters, digits and hyphens")
        if not names_of(row):
            yield Finding(_table(name), key, "has no name")
        yield from (Finding(_table(name), key, reason) for reason in _alias_reasons(row))


def _alias_reasons(row: Row) -> Iterator[str]:
    """What is wrong with the aliases of a row."""
    known = {_form(row[column]): column for column in NAME_COLUMNS if row.get(column)}
    for alias in row.get("aliases", "").split("|") if row.get("aliases") else ():
        form = _form(alias)
        if not alias.strip():
            yield "has an empty alias"
        elif form in known:
            yield f"the alias “{alias}” says the same as {known[form]}"
        known.setdefault(form, f"the alias “{alias}”")


def _check_references(name: str, rows: Sequence[Row], tables: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    """Codes in a table that are no ids of the table that they refer to; countries without a row of their own."""
    ids = {table: {_key(row): row for row in found} for table, found in tables.items()}
    for column, table in REFERENCES.get(name, {}).items():
        for row in rows:
            if (code := row.get(column)) and code not in ids.get(table, {}):
                yield Finding(_table(name), _key(row), f"the {column} “{code}” is not in {table}.csv")
            elif code and column == "region" and ids[table][code].get("kind") != "region":
                yield Finding(_table(name), _key(row), f"the region “{code}” is a {ids[table][code].get('kind')}")
    countries = {row["country"] for row in tables.get("places", ()) if row.get("kind") == "country"}
    for row in rows:
        if row.get("country") and row["country"] not in countries:
            yield Finding(_table(name), _key(row), f"the country “{row['country']}” is not in places.csv")
    for row in rows:
        if "parent" in row and _is_its_own_parent(row, ids[name]):
            yield Finding(_table(name), _key(row), "stands under itself")


def _is_its_own_parent(row: Row, rows: Mapping[str, Row]) -> bool:
    seen = {_key(row)}
    while (parent := row.get("parent", "")) in rows:
        if parent in seen:
            return True
        seen.add(parent)
        row = rows[parent]
    return False


def _check_clashes(name: str, rows: Sequence[Row]) -> Iterator[Finding]:
    """Names that several rows have, and that nothing tells apart."""
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        apart = (row.get("kind", ""), row.get("country", ""), row.get("population", "")) if name in SHARED else ()
        for form in {_form(alias) for alias in names_of(row)}:
            owners[form, *apart].append(_key(row))
    for (form, *_), keys in owners.items():
        for key in keys[1:] if len(set(keys)) > 1 else ():
            yield Finding(_table(name), key, f"the name “{form}” is also that of {keys[0]}")


def _check_words(lang: str, files: Mapping[str, Any], tables: Mapping[str, Sequence[Row]]) -> Iterator[Finding]:
    """Forms that stand twice under one meaning, tables that are no tables, values that are no codes."""
    for domain, kinds in files.items():
        if domain in SETTINGS:
            continue
        for kind, values in kinds.items():
            if not isinstance(values, dict):
                yield Finding(_words(lang, domain), kind, "is no table of values")
                continue
            for value, forms in values.items():
                row = f"{kind}.{value}"
                if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
                    yield Finding(_words(lang, domain), row, "is no list of forms")
                    continue
                yield from (Finding(_words(lang, domain), row, reason) for reason in _form_reasons(forms))
            yield from _check_codes(lang, domain, kind, values, tables)


def _form_reasons(forms: Sequence[str]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for form in forms:
        folded = fold(form)
        if folded in seen:
            other = "stands twice" if form == seen[folded] else f"says the same as “{seen[folded]}” after folding"
            yield f"“{form}” {other}"
        seen.setdefault(folded, form)


def _check_codes(
    lang: str, domain: str, kind: str, values: Mapping[str, Any], tables: Mapping[str, Sequence[Row]]
) -> Iterator[Finding]:
    table = CODES.get((domain, kind))
    if table is None or table not in tables:
        return
    ids = {_key(row) for row in tables[table]}
    for value in values:
        if value not in ids:
            yield Finding(_words(lang, domain), f"{kind}.{value}", f"the code is not in {table}.csv")


def _check_reach(tables: Mapping[str, Sequence[Row]], languages: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Forms that no text can give: a sentence of the form alone is scanned, and its meaning must be among the hits."""
    known = [*_word_forms(languages), *_registry_forms(tables)]
    particles = _particles(languages)
    sound: list[tuple[Finding, str, Entry]] = []
    for where, form, entry in known:
        if reason := _why_unreachable(form, particles, bool(entry.lang)):
            yield where._replace(reason=f"“{form}” {reason}")
        else:
            sound.append((where, form, entry))
    lexicon = Lexicon((form.removeprefix(ARTICLE) if not entry.lang else form, entry) for _, form, entry in sound)
    for lang in LANGUAGES:
        mine = [known for known in sound if known[2].lang in ("", lang)]
        yield from _unread(lexicon, mine, lang)


def _unread(lexicon: Lexicon, forms: Sequence[tuple[Finding, str, Entry]], lang: str) -> Iterator[Finding]:
    """Forms whose meaning is not found although a line holds nothing else."""
    starts, lines, position = [], [], 0
    for _, form, _ in forms:
        line = fold(form)
        starts.append(position)
        lines.append(line)
        position += len(line) + 1
    body = "\n".join(lines)
    hits = lexicon.scan(Text(body, body), lang)
    found = {(hit.start, domain, hit.kind, hit.value) for domain, of in hits.items() for hit in of}
    for (where, form, entry), start in zip(forms, starts, strict=True):
        skipped = start + len(ARTICLE) if not entry.lang and form.startswith(ARTICLE) else start
        if (skipped, entry.domain, entry.kind, entry.value) not in found and (entry.lang or lang == LANGUAGES[0]):
            yield where._replace(reason=f"“{form}” is not found in a text that holds nothing else")


def _why_unreachable(form: str, particles: frozenset[str], is_word: bool) -> str:
    """Why no text can give a form, or none should; "" where one can."""
    folded = fold(form)
    bare = fold(form.removeprefix(ARTICLE))
    if not folded.strip():
        return "is empty after folding"
    if folded != folded.strip():
        return "begins or ends with a space"
    if "  " in folded or "\n" in folded:
        return "holds two spaces or a line end"
    if is_word:
        return ""
    if sum(letter.isalnum() for letter in bare) < MIN_LETTERS:
        return "is too short for a name"
    first = form.partition(" ")[0]
    return f"begins with “{first}”, which is written onto the next word" if first in particles else ""


def _particles(languages: Mapping[str, Mapping[str, Any]]) -> frozenset[str]:
    settings = (files.get(NOT_WORDS, {}) for files in languages.values())
    return frozenset(particle for found in settings for particle in found.get("particles", ()))


def _word_forms(languages: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[Finding, str, Entry]]:
    for lang, files in languages.items():
        for domain, kinds in files.items():
            for kind, values in kinds.items() if domain not in SETTINGS else ():
                for value, forms in values.items() if isinstance(values, dict) else ():
                    for form in forms if isinstance(forms, list) else ():
                        where = Finding(_words(lang, domain), f"{kind}.{value}", "")
                        yield where, str(form), Entry(domain, kind, value, lang)


def _registry_forms(tables: Mapping[str, Sequence[Row]]) -> Iterator[tuple[Finding, str, Entry]]:
    for name, (domain, kind) in NAMED.items():
        for row in tables.get(name, ()):
            for form in names_of(row):
                yield Finding(_table(name), _key(row), ""), form, Entry(domain, kind, _key(row), "")


def _compare_languages(languages: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """Files and kinds that one language has and another lacks."""
    for domain in _union(languages.values()):
        having = {lang: files[domain] for lang, files in languages.items() if domain in files}
        for lang in languages.keys() - having.keys():
            yield Finding(_words(lang, domain), "the file", f"is missing; {_listed(having)} has one", "note")
        for kind in _union(having.values()) if domain not in SETTINGS else ():
            owners = [lang for lang, kinds in having.items() if kind in kinds]
            for lang in having.keys() - set(owners):
                yield Finding(_words(lang, domain), kind, f"is missing; {_listed(owners)} has it", "note")


def _union(mappings: Iterable[Iterable[str]]) -> list[str]:
    return sorted({key for mapping in mappings for key in mapping})


def _listed(langs: Iterable[str]) -> str:
    return " and ".join(langs)


def _form(name: str) -> str:
    """A name as a scan looks for it: folded, without its article."""
    return fold(name.strip().removeprefix(ARTICLE))


def _key(row: Row) -> str:
    return next(iter(row.values()))


def _table(name: str) -> str:
    return f"data/registry/{name}.csv"


def _words(lang: str, domain: str) -> str:
    return f"data/languages/{lang}/{domain}.toml"
