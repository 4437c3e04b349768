"""How many lines a text takes in a cell, and how high its row must be.

No spreadsheet program makes a row higher for a wrapped rich text that it only reads, so the height is written. It is
an estimate from the widths of the font's characters, a little on the large side: a line too many is air, a line too
few is lost. Nothing here knows what the texts mean.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

LINE = 15.0
"""Points from one line to the next, at 11 points."""
AIR = 3.0
"""Points above and below the text together."""
MOST = 405.0
"""Points that a row may be high; the format's own limit is 409."""
MOST_LINES = int((MOST - AIR) / LINE)

_EM = 15.1
"""Pixels of the font's size: 11 points on a screen of 96 to the inch, with a little to spare."""
_WIDTHS = {
    sign: width
    for signs, width in (
        ("' ijl", 0.24),
        (",.I‘’·:;`", 0.27),
        ("()-J[]f{}", 0.32),
        ("!t›°", 0.34),
        ('r"/\\', 0.36),
        ("sz", 0.4),
        ("Lc“”x", 0.43),
        ("?FSkvy|", 0.46),
        ("Zagåäà", 0.48),
        ("#*+<=>ETY^_e~éèêÉ–•−×§", 0.5),
        ("$0123456789KPX«»€BCRbdhnopquøöüôò", 0.53),
        ("AVÅÄ", 0.58),
        ("DHGUÜNOØÖ&Q½", 0.66),
        ("%w…Ææ", 0.76),
        ("m", 0.8),
        ("MW@—→←●◐○◆◈◇", 0.92),
    )
    for sign in signs
}
"""In ems, of the font that spreadsheets write in unless told otherwise."""
_CAPITAL, _OTHER, _WIDE = 0.63, 0.56, 1.0
_EDGES = 7
"""Pixels of a cell that hold no text."""
_USUAL = 6.0
"""Pixels of a letter with its share of the spaces, in running text."""
_LOST = 3
"""Letters that a line of running text loses where it is wrapped."""
_LAST_USUAL = "\u2027"
"""Signs after this one may be as wide as two."""


INDENT = 1.4
"""Characters of a column that one step of indent takes."""


def pixels(column: float) -> float:
    """Return the pixels that text has in a column.

    Args:
        column: its width, in the spreadsheet's characters.
    """
    return column * 7 + 5 - _EDGES


def _width(sign: str) -> float:
    width = _WIDTHS.get(sign)
    if width is None:
        wide = unicodedata.east_asian_width(sign) in "WFA" and sign > _LAST_USUAL
        width = _WIDE if wide else _CAPITAL if sign.isupper() else _OTHER
        _WIDTHS[sign] = width
    return width


def text_pixels(text: str) -> float:
    """Return how wide a text is on one line."""
    return sum(map(_width, text)) * _EM


@lru_cache(maxsize=20_000)
def lines(text: str, column: float) -> int:
    """Return how many lines a text takes, word by word.

    Args:
        text: with its own line breaks.
        column: the width of the column, in the spreadsheet's characters.
    """
    room = pixels(column)
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def _wrapped(paragraph: str, room: float) -> int:
    if text_pixels(paragraph) <= room:
        return 1
    count, used, space = 1, 0.0, _width(" ") * _EM
    for word in paragraph.split(" "):
        wide = text_pixels(word)
        if used and used + space + wide > room:
            count, used = count + 1, 0.0
        if wide > room:
            whole = int(wide / room)
            count, wide = count + whole, wide - whole * room
        used += wide + (space if used else 0.0)
    return count


def running_lines(text: str, column: float) -> int:
    """Return how many lines a running text takes: at once for the usual kind, word by word for any other.

    Args:
        text: with its own line breaks.
        column: the width of the column, in the spreadsheet's characters.
    """
    if not text:
        return 1
    room = pixels(column)
    if text.isupper() or max(text) > _LAST_USUAL:
        return lines(text, column)
    if len(text) * _USUAL < room and "\n" not in text:
        return 1
    letters = room / _USUAL - _LOST
    return sum(int(len(paragraph) / letters) + 1 for paragraph in text.split("\n"))
