"""Where an activity is: places of the registry, venues by their first word, and how people attend."""

from etl.places.gazetteer import Place, unlisted_id
from etl.places.mention import PlaceMention
from etl.places.modes import ModeMention, read_modes
from etl.places.read import read_places
from etl.places.venues import VenueMention, read_venues

__all__ = [
    "ModeMention",
    "Place",
    "PlaceMention",
    "VenueMention",
    "read_modes",
    "read_places",
    "read_venues",
    "unlisted_id",
]
