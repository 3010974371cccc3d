"""A small line that shows a figure's course, as a mask that the style colours."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

WIDTH, HEIGHT, MARGIN = 100, 28, 3


def sparkline(series: Sequence[int | None]) -> str:
    """A CSS `url(…)` of the line and the ground below it; "" where there is no course to show.

    Args:
        series: values at equal distances; None (not stated) is passed over.
    """
    points = [(place, value) for place, value in enumerate(series) if value is not None]
    highest = max((value for _, value in points), default=0)
    if len(points) < 2 or not highest:
        return ""
    across, up = WIDTH / (len(series) - 1), (HEIGHT - 2 * MARGIN) / highest
    line = " ".join(f"{place * across:.1f},{HEIGHT - MARGIN - value * up:.1f}" for place, value in points)
    first, last = points[0][0] * across, points[-1][0] * across
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none">'
        f'<polygon points="{first:.1f},{HEIGHT} {line} {last:.1f},{HEIGHT}" fill="#000" fill-opacity=".14"/>'
        f'<polyline points="{line}" fill="none" stroke="#000" stroke-width="1.8" stroke-linejoin="round"'
        ' vector-effect="non-scaling-stroke"/></svg>'
    )
    return f"url(data:image/svg+xml,{quote(svg)})"
