"""The colours of the charts, in both themes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etl.event import ROLES


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as "#RRGGBB".

    Attributes:
        card: what the chart stands on; it parts stacked bars.
        text, muted: words.
        line: grid.
        accent: the marks of a chart of one kind.
        before: the period before.
        roles: a colour for each role; it keeps its hue in both themes.
    """

    card: str
    text: str
    muted: str
    line: str
    accent: str
    before: str
    roles: Mapping[str, str]


# Of the six colours of the roles any two differ by 0.128 or more in OKLab, seen normally and by protan, deutan and
# tritan eyes (Machado, Oliveira and Fernandes 2009, full severity), and each is 3:1 or more on its card.
LIGHT = Palette(
    card="#FFFFFF",
    text="#17211F",
    muted="#55615E",
    line="#DDE3E1",
    accent="#0B6B63",
    before="#7C8885",
    roles=dict(zip(ROLES, ("#0B6B63", "#D37812", "#2C3266", "#8962C5", "#659DA3", "#643400"), strict=True)),
)
DARK = Palette(
    card="#18201E",
    text="#E7ECEA",
    muted="#9AA8A4",
    line="#2B3633",
    accent="#4FB8A8",
    before="#8B9895",
    roles=dict(zip(ROLES, ("#37AA99", "#F3972B", "#6969CF", "#CA9BF7", "#C1DDE0", "#9F683E"), strict=True)),
)
