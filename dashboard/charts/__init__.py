"""Charts: metric tables in, plotly figures out. Never Streamlit, never a query, no words of a language.

Time runs from left to right in every language; horizontal bars grow from the side where the language starts. A chart
comes with what a page needs around it: the sentence of its finding, its legend, its height.
"""

from dashboard.charts.bars import plot_by_institution, plot_by_role, plot_by_theme, plot_by_type, plot_groups
from dashboard.charts.chart import CHARTS, Chart, LegendItem, Speech
from dashboard.charts.labels import escape, isolate, two_lines
from dashboard.charts.palette import DARK, LIGHT, Palette
from dashboard.charts.time import plot_activity

__all__ = [
    "CHARTS",
    "DARK",
    "LIGHT",
    "Chart",
    "LegendItem",
    "Palette",
    "Speech",
    "escape",
    "isolate",
    "plot_activity",
    "plot_by_institution",
    "plot_by_role",
    "plot_by_theme",
    "plot_by_type",
    "plot_groups",
    "two_lines",
]
