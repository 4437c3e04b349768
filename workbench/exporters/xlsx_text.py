"""Text of people in the cells of a spreadsheet: none of it acts.

A cell shows at most so many lines; what is longer is cut into pieces that, laid end to end, are the whole text again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.exporters.legal_text import UNFIT, sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST = 32_000
"""UTF-16 units in a cell, at most; the format's own limit is 32,767."""

_ODD = re.compile("[&<>]|_(?=x[0-9a-fA-F]{4}_)|" + UNFIT)
_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}


def in_xml(text: str) -> str:
    """Return `text` fit for the format, and escaped for XML."""
    return _ODD.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return _MARKUP.get(found[0]) or sign(found)


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
