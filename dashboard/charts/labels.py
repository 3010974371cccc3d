"""Words inside figures: plotly reads some characters as markup, and moves brackets in right-to-left text."""

from __future__ import annotations

import re

RIGHT_TO_LEFT, LEFT_TO_RIGHT, END = "\u2067", "\u2066", "\u2069"
NARROWEST_LINE, WIDEST_LINE = 16, 34  # letters
ELLIPSIS = "…"
BREAK = "<br>"

_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f]")
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}


def escape(text: str) -> str:
    """Text that plotly shows as it is: no pseudo-HTML, no MathJax."""
    return "".join(_MARKUP.get(character, character) for character in text)


def isolate(text: str) -> str:
    """Escaped text that keeps the direction of its first letter, with brackets and numbers in their places."""
    rtl, ltr = _RTL.search(text), _LTR.search(text)
    right = rtl is not None and (ltr is None or rtl.start() < ltr.start())
    return f"{RIGHT_TO_LEFT if right else LEFT_TO_RIGHT}{escape(text)}{END}"


def two_lines(name: str) -> str:
    """A name as a label of one or two lines, cut at a word where it is longer than that; each line is isolated."""
    words = name.split()
    widths = range(NARROWEST_LINE, WIDEST_LINE + 1, 2)
    tried = [_wrapped(words, width) for width in widths]
    first, second, *more = [*next((lines for lines in tried if len(lines) <= 2), tried[-1]), ""]
    lines = [first, second + ELLIPSIS if any(more) else second]
    return BREAK.join(isolate(line) for line in lines if line)


def sentence(*parts: str) -> str:
    """Lines of a hover label, each isolated."""
    return BREAK.join(isolate(part) for part in parts if part)


def _wrapped(words: list[str], width: int) -> list[str]:
    lines: list[str] = []
    for word in words:
        shown = word if len(word) <= WIDEST_LINE else word[: WIDEST_LINE - 1] + ELLIPSIS
        if lines and len(lines[-1]) + 1 + len(shown) <= width:
            lines[-1] += f" {shown}"
        else:
            lines.append(shown)
    return lines or [""]
