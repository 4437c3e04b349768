"""The one way by which words from a file or a person reach the screen.

They are never read as markup, and a character that could steer the terminal or hide is shown as a mark of
one cell instead. One character stays one character, so offsets hold. Nothing here shortens without saying so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from workbench.domain import graphemes

if TYPE_CHECKING:
    from textual.style import Style

HIDDEN = "◌"
"""Stands for a character without width: joiners, selectors, tags."""
DIRECTION = "⇄"
"""Stands for a character that turns the direction of writing."""
UNKNOWN = "\ufffd"
CUT = "…"


def _marks() -> dict[int, str]:
    marks = {code: chr(0x2400 + code) for code in range(0x20)}
    marks[0x7F] = "\u2421"
    marks |= dict.fromkeys(range(0x80, 0xA0), "\u2426")
    marks |= dict.fromkeys((0x2028, 0x2029), "\u2424")
    marks |= dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C), DIRECTION)
    hidden = (0x034F, 0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF)
    marks |= dict.fromkeys((*hidden, *range(0xFFF9, 0xFFFC), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE01F0)), HIDDEN)
    marks[0xAD] = "‐"
    return marks | dict.fromkeys(range(0xD800, 0xE000), UNKNOWN)


_MARKS = _marks()


def visible(text: str) -> str:
    """Return `text` with a visible mark for every character that has none, one for one."""
    return text if text.isascii() and text.isprintable() else text.translate(_MARKS)


def fitted(text: str, cells: int) -> str:
    """Return words on one line that take at most so many cells; `…` tells that they were cut.

    Args:
        text: words of a file or a person.
        cells: the room, in cells.
    """
    text = visible(text)
    if cell_len(text) <= cells:
        return text
    taken, room = "", cells - cell_len(CUT)
    for cluster in graphemes.clusters(text):
        room -= cell_len(cluster)
        if room < 0:
            break
        taken += cluster
    return taken.rstrip() + CUT if cells > 0 else ""


def fitted_both_ends(text: str, cells: int) -> str:
    """Return words like `fitted`, but cut in the middle: names often differ at their ends.

    Args:
        text: words of a file or a person.
        cells: the room, in cells.
    """
    text = visible(text)
    if cell_len(text) <= cells or cells < 8:
        return fitted(text, cells)
    clusters = list(graphemes.clusters(text))
    first = fitted(text, (cells + 1) // 2)
    room, last = cells - cell_len(first), ""
    while clusters and cell_len(clusters[-1]) + cell_len(last) <= room:
        last = clusters.pop() + last
    return first + last.lstrip()


def safe_content(text: str, style: Style | str = "") -> Content:
    """Return words as Textual shows them: no markup, no control characters.

    Args:
        text: words of a file or a person.
        style: how they look.
    """
    shown = "\n".join(visible(line) for line in text.split("\n"))
    return (
        Content.styled(shown, style, strip_control_codes=False) if style else Content(shown, strip_control_codes=False)
    )
