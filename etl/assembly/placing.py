"""Where an activity is: city, region, country, venue, and whether people met in person or online."""

from __future__ import annotations

from dataclasses import dataclass

from etl.assembly.activities import HOLDING, Activity
from etl.assembly.found import Found
from etl.assembly.mentions import Mentions, within
from etl.assembly.sentences import Sentence
from etl.event import Evidence, Participation
from etl.places import PlaceMention, VenueMention
from etl.vocabulary import read_registry

TOWNS = ("city", "commune")
# How likely a town is the activity's by the way it stands; "to" and "from" tell of people's ways.
_CUES = {
    "in": 5.0,
    "town": 5.0,
    "host": 5.0,
    "chain": 3.0,
    "headline": 3.5,
    "province": 2.5,
    "commune": 2.5,
    "region": 1.5,
    "dateline": 1.0,
    "inside": 0.5,
    "": 0.0,
}
FAR = 3.6  # what a town loses that stands more than a paragraph away from the carrying sentence


@dataclass(frozen=True, slots=True)
class Where:
    """Where an event is: ids of `places.csv`, an ISO 3166 country code, the venue's words and the mode."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    venue: str | None = None
    mode: str | None = None


def settle_where(mentions: Mentions, activity: Activity, hosts: tuple[Participation, ...]) -> Found[Where]:
    """The place of an activity.

    Args:
        mentions: all that was read in the release.
        activity: the activity.
        hosts: the institutions at whose seat it is; a town in the name of one is where it is.

    Returns:
        The place with its evidence. The town of the activity's clause goes before that of the headline, a host's name,
        other sentences and the dateline; an online activity has a town only where its own clause names one.
    """
    proofs: list[Evidence] = []
    mode = _settle_mode(mentions, activity, proofs)
    venue = _settle_venue(mentions, activity, proofs)
    weighed = [
        (weight, -place.start, place)
        for place in mentions.places
        if place.kind in TOWNS and (weight := _weigh(mentions, activity, place, venue, hosts)) > 0
    ]
    best = max(weighed, default=None)
    if best and mode == "online" and best[0] < 7:
        best = None
    confidence, reasons = 0.8, ()
    city = region = country = None
    if best:
        weight, _, place = best
        confidence = 0.95 if weight >= 9 else 0.9 if weight >= 6 else 0.75 if weight >= 3 else 0.55
        city, region, country = place.place_id, place.region, place.country
        proofs += [_proof(named, "city", city, confidence) for named in _named_alike(mentions, activity, place)]
        if region:
            proofs.append(_proof(place, "region", region, confidence))
    else:
        region, country = _wider(mentions, activity, proofs)
    return Found(Where(city, region, country, venue.text if venue else None, mode), confidence, tuple(proofs), reasons)


def _weigh(
    mentions: Mentions,
    activity: Activity,
    place: PlaceMention,
    venue: VenueMention | None,
    hosts: tuple[Participation, ...],
) -> float:
    """How likely a town is where the activity is; 0 or less where it is not."""
    weight = _CUES.get(place.cue, 0.0)
    sentence = mentions.sentences[mentions.sentences.of(place)]
    if venue and venue.start <= place.start < venue.end:
        weight = max(weight, 4.0)
    elif any(host.start <= place.start < host.end for host in hosts):
        weight = max(weight, 3.0)
    if weight <= 0:
        return 0.0
    if place.cue in ("headline", "dateline") or (sentence.is_title and activity.first):
        return weight if activity.first or not sentence.is_title else 0.0
    if sentence == activity.core:
        return weight + 4.5
    if not activity.holds(place):
        return 0.3 if place.cue in ("in", "town") and _shares(activity, sentence) else 0.0
    distance = sentence.paragraph - activity.core.paragraph
    if distance in (0, 1):
        return weight - (0.5 if distance == 0 else 2.0)
    tells = any(verb.value in HOLDING for verb in within(mentions.topic("verb"), sentence.start, sentence.end))
    return weight - (2.5 if tells else FAR)


def _shares(activity: Activity, sentence: Sentence) -> bool:
    return any(start <= sentence.start < end for start, end in activity.shared)


def _named_alike(mentions: Mentions, activity: Activity, place: PlaceMention) -> list[PlaceMention]:
    """The chosen mention of a town, and the first that names it in other words ("the capital", "Nouakchott")."""
    others = [
        other
        for other in mentions.places
        if other.place_id == place.place_id and other.text != place.text and activity.holds(other)
    ]
    return [place, *others[:1]]


def _settle_venue(mentions: Mentions, activity: Activity, proofs: list[Evidence]) -> VenueMention | None:
    """The building or seat: that of the carrying sentence, else the first of the activity's part."""
    venues = [venue for venue in mentions.venues if activity.holds(venue)]
    core = activity.core
    venue = next((v for v in venues if core.start <= v.start < core.end), venues[0] if venues else None)
    if venue:
        proofs.append(Evidence("venue", venue.start, venue.end, venue.text, venue.text, venue.rule, venue.confidence))
    return venue


def _settle_mode(mentions: Mentions, activity: Activity, proofs: list[Evidence]) -> str | None:
    """Online, in person or hybrid, where the words say so."""
    modes = [mode for mode in mentions.modes if activity.holds(mode)]
    core = activity.core
    mode = next((m for m in modes if core.start <= m.start < core.end), modes[0] if modes else None)
    if mode is None:
        return None
    proofs.append(Evidence("mode", mode.start, mode.end, mode.text, mode.value, mode.rule, mode.confidence))
    return mode.value


def _wider(mentions: Mentions, activity: Activity, proofs: list[Evidence]) -> tuple[str | None, str | None]:
    """Region and country where no town is named: those of the carrying sentence or the title."""
    core, (start, end) = activity.core, mentions.title
    for place in mentions.places:
        central = core.start <= place.start < core.end or (activity.first and start <= place.start < end)
        if not central or place.cue in ("inside", "from", "to"):
            continue
        if place.kind in ("region", "province"):
            region = place.place_id if place.kind == "region" else place.region
            if region:
                proofs.append(_proof(place, "region", region, 0.8))
            return region, place.country
        if place.kind == "country" and place.cue in ("in", "country"):
            return None, place.country
    return None, None


def coordinates(place_id: str | None) -> tuple[float | None, float | None]:
    """Latitude and longitude of a place in degrees, where the registry has them."""
    row = read_registry("places").get(place_id) if place_id else None
    if row is None or not row["latitude"]:
        return None, None
    return float(row["latitude"]), float(row["longitude"])


def _proof(place: PlaceMention, field: str, value: str, confidence: float) -> Evidence:
    return Evidence(field, place.start, place.end, place.text, value, place.rule, confidence)
