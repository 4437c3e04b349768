"""Text of people made fit for a spreadsheet: every character is one that the format may hold, and none of it acts.

A cell shows at most so many lines; what is longer is cut into pieces that, laid end to end, are the whole text again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 32_000
"""UTF-16 units in a cell, at most; the format's own limit is 32,767."""

_UNFIT = re.compile("\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_ODD = re.compile("[&<>]|_(?=x[0-9a-fA-F]{4}_)|" + _UNFIT.pattern)
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}


def fit(text: str) -> str:
    """Return `text` with what the format may not hold shown as signs; what it may hold stays as it is."""
    return _UNFIT.sub(_sign, text)


def in_xml(text: str) -> str:
    """Return `text` fit for the format, and escaped for XML."""
    return _ODD.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return _MARKUP.get(found[0]) or _sign(found)


def _sign(found: re.Match[str]) -> str:
    sign = found[0]
    if sign[0] == "\r":
        return "\n"
    point = ord(sign)
    if point < 0xA0:
        return "\u2421" if point == 0x7F else chr(0x2400 + (point & 0x1F)) if point < 0x20 else chr(0x2426)
    return "\ufffd"


def pieces(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield `text` in as few pieces as it takes, cut after a space where there is one; together they are the whole.

    Args:
        text: fit for the format.
        fits: whether a piece can stand in one cell; what is shorter than a piece that fits must fit as well.
    """
    while len(text.encode("utf-16-le", "replace")) // 2 > LONGEST or not fits(text):
        low, high = 1, len(text)
        while high - low > 1:
            middle = (low + high) // 2
            if middle <= LONGEST // 2 and fits(text[:middle]):
                low = middle
            else:
                high = middle
        at = max(text.rfind(" ", low // 2, low), text.rfind("\n", low // 2, low)) + 1 or low
        yield text[:at]
        text = text[at:]
    yield text


def capital(text: str) -> str:
    """Return a heading of ours with a capital first."""
    return text[:1].upper() + text[1:]
