"""What `marsad vocabulary check` finds: one fault at a time in a small sound folder, and none in the project's own."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from etl.vocabulary import check
from etl.vocabulary.check import check_vocabulary

MARSAD = Path(sys.executable).with_name("marsad")

TABLES = {
    "institutions": [
        "institution_id,name_ar,name_fr,name_en,acronym,kind,country,wikidata,aliases",
        "justice-ma,وزارة العدل,Ministère de la Justice,Ministry of Justice,,ministry,MA,,",
        "light,جمعية النور,,Light Association,LA,ngo,MA,,النور|Association Lumière",
    ],
    "places": [
        "place_id,name_ar,name_fr,name_en,kind,region,country,latitude,longitude,population,aliases",
        "ma,المغرب,Maroc,Morocco,country,,MA,,,37000000,",
        "ma-04,الرباط سلا القنيطرة,Rabat-Salé-Kénitra,Rabat-Sale-Kenitra,region,,MA,,,4500000,",
        "rabat,الرباط,Rabat,Rabat,city,ma-04,MA,34.0,-6.8,500000,",
        "rabat-2,رباط,Rabat,Rabat,commune,ma-04,MA,,,500000,",
    ],
    "themes": ["theme_id,parent,name_ar,name_fr,name_en", "rights,,حقوق,Droits,Rights", "children,rights,طفولة,,"],
    "slogans": ["occasion_id,year,lang,slogan,source", "day,2020,en,Words,a page", "day,2021,en,More,a page"],
    "occasions": ["occasion_id,name_ar,name_fr,name_en,month,day,kind,source,aliases", "day,اليوم,Jour,Day,1,2,day,-,"],
}
WORDS = {
    "ar/language.toml": 'particles = ["ال", "و", "ب"]',
    "ar/topics.toml": '[theme]\nrights = ["حقوق الإنسان", "حقوق"]',
    "fr/language.toml": "function_words = []",
    "fr/topics.toml": '[theme]\nrights = ["droits", "droit"]',
    "en/language.toml": "function_words = []",
    "en/topics.toml": '[theme]\nrights = ["rights"]',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, lines in TABLES.items():
        path = tmp_path / "registry" / f"{name}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for name, content in WORDS.items():
        path = tmp_path / "languages" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(content + "\n", encoding="utf-8")
    return tmp_path


def add(name: str, line: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(line + "\n")

    return change


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return change


def institution(line: str) -> Callable[[Path], None]:
    return add("registry/institutions.csv", line)


def test_a_sound_folder(folder: Path) -> None:
    assert check_vocabulary(folder) == []


INSTITUTIONS, PLACES = "data/registry/institutions.csv", "data/registry/places.csv"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (institution("light,جمعية أخرى,,,,ngo,MA,,"), f"{INSTITUTIONS}: light: the id stands twice"),
        (institution("Light 2,جمعية أخرى,,,,ngo,MA,,"), "Light 2: the id is not of lower-case letters"),
        (institution("none,,,,,ngo,MA,,"), f"{INSTITUTIONS}: none: has no name"),
        (institution("short,جمعية"), f"{INSTITUTIONS}: short: has 2 cells, the head has 9"),
        (institution("a,,Un,,,ngo,MA,,UN"), f"{INSTITUTIONS}: a: the alias “UN” says the same as name_fr"),
        (institution("a,,Un,,,ngo,MA,,École|Ecole"), "the alias “Ecole” says the same as the alias “École”"),
        (institution("a,المرصد,,,,ngo,MA,,مرصد"), "the alias “مرصد” says the same as name_ar"),  # the article
        (institution("a,,Un,,,ngo,MA,,Deux||Trois"), f"{INSTITUTIONS}: a: has an empty alias"),
        (institution("a,,,Justice,,ngo,MA,,وزاره العدل"), "a: the name “وزاره العدل” is also that of justice-ma"),
        (institution("a,,,,LA,ngo,MA,,"), "a: the name “la” is also that of light"),
        (institution("a,,Un,,,ngo,XX,,"), f"{INSTITUTIONS}: a: the country “XX” is not in places.csv"),
        (institution("a,,Un,,,ngo,MA,,\u200f\u0640"), "a: “\u200f\u0640” is empty after folding"),
        (institution("a,,Un,,,ngo,MA,,Z."), "a: “Z.” is too short for a name"),
        (institution("a,,Un,,,ngo,MA,,الش"), "a: “الش” is too short for a name"),
        (institution("a,,Un,,,ngo,MA,,و الجمعية"), "a: “و الجمعية” begins with “و”, which is written onto"),
        (institution("a,,Un,,,ngo,MA,,Deux  mots"), "a: “Deux  mots” holds two spaces"),
        (
            add("registry/places.csv", "x,,Salé,Sale,city,ma-05,MA,,,1,"),
            f"{PLACES}: x: the region “ma-05” is not in pl",
        ),
        (add("registry/places.csv", "x,,Salé,Sale,city,rabat,MA,,,1,"), f"{PLACES}: x: the region “rabat” is a city"),
        (
            add("registry/places.csv", "x,,Rabat,,city,ma-04,MA,,,500000,"),
            f"{PLACES}: x: the name “rabat” is also that of",
        ),
        (add("registry/themes.csv", "x,none,أ ب,,"), "data/registry/themes.csv: x: the parent “none” is not in themes"),
        (replace("registry/themes.csv", "rights,,", "rights,children,"), "rights: stands under itself"),
        (
            add("registry/slogans.csv", "night,2020,en,Words,-"),
            "night: the occasion_id “night” is not in occasions.csv",
        ),
        (add("registry/occasions.csv", 'x,"'), "data/registry/occasions.csv: the file: cannot be read: unexpected end"),
        (
            add("languages/ar/topics.toml", 'children = ["طفل", "طفل"]'),
            "ar/topics.toml: theme.children: “طفل” stands tw",
        ),
        (add("languages/fr/topics.toml", 'children = ["été", "ete"]'), "“ete” says the same as “été” after folding"),
        (add("languages/fr/topics.toml", 'law = ["loi"]'), "fr/topics.toml: theme.law: the code is not in themes.csv"),
        (add("languages/fr/topics.toml", 'children = "enfant"'), "fr/topics.toml: theme.children: is no list of forms"),
        (
            add("languages/fr/topics.toml", 'children = [" enfant"]'),
            "theme.children: “ enfant” begins or ends with a sp",
        ),
        (replace("languages/fr/topics.toml", "[theme]\n", ""), "fr/topics.toml: rights: is no table of values"),
        (add("languages/fr/topics.toml", "["), "data/languages/fr/topics.toml: the file: cannot be read"),
    ],
)
def test_a_fault_is_named(folder: Path, change: Callable[[Path], None], words: str) -> None:
    change(folder)
    found = [str(finding) for finding in check_vocabulary(folder) if finding.level == "error"]
    assert [line for line in found if words in line], found


def test_places_may_share_a_name_where_size_tells_them_apart(folder: Path) -> None:
    add("registry/places.csv", "x,,Rabat,,city,ma-04,MA,,,40000,")(folder)
    assert check_vocabulary(folder) == []


def test_a_form_that_the_scan_does_not_give_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Deaf(check.Lexicon):
        def scan(self, text: check.Text, lang: str) -> dict[str, list[object]]:
            found = super().scan(text, lang)
            return {domain: [hit for hit in hits if hit.value != "light"] for domain, hits in found.items()}

    monkeypatch.setattr(check, "Lexicon", Deaf)
    found = check_vocabulary(folder)
    assert {finding.row for finding in found} == {"light"}
    assert all(finding.reason.endswith("is not found in a text that holds nothing else") for finding in found)
    assert len(found) == 5  # each of its names, once


def test_what_one_language_lacks_is_a_note(folder: Path) -> None:
    add("languages/ar/topics.toml", '[verb]\nhold = ["نظم"]')(folder)
    (folder / "languages" / "en" / "dates.toml").write_text('[month]\n1 = ["January"]\n', encoding="utf-8")
    assert sorted(map(str, check_vocabulary(folder))) == [
        "data/languages/ar/dates.toml: the file: is missing; en has one (note)",
        "data/languages/en/topics.toml: verb: is missing; ar has it (note)",
        "data/languages/fr/dates.toml: the file: is missing; en has one (note)",
        "data/languages/fr/topics.toml: verb: is missing; ar has it (note)",
    ]


def test_errors_come_before_notes(folder: Path) -> None:
    (folder / "languages" / "en" / "dates.toml").write_text('[month]\n1 = ["May", "may"]\n', encoding="utf-8")
    assert [finding.level for finding in check_vocabulary(folder)] == ["error", "note", "note"]


def test_the_projects_own_vocabulary_is_sound() -> None:
    assert [str(finding) for finding in check_vocabulary() if finding.level == "error"] == []


def test_the_command(tmp_path: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("MARSAD_")}
    command = [str(MARSAD), "vocabulary", "check"]
    done = subprocess.run(
        command, check=False, cwd=tmp_path, env=environ, capture_output=True, encoding="utf-8", timeout=120
    )
    assert (done.returncode, done.stderr) == (0, "")
    *notes, last = done.stdout.splitlines()
    assert last == f"0 errors, {len(notes)} notes"
    assert all(note.endswith("(note)") for note in notes)
    short = subprocess.run(
        [*command, "--no-notes"], check=False, env=environ, capture_output=True, encoding="utf-8", timeout=120
    )
    assert short.stdout == last + "\n"
