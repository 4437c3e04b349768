"""The one way by which words from a file or a person reach the screen.

They are never read as markup, and a character that could steer the terminal or hide is shown as a mark of
one cell instead. One character stays one character, so offsets hold. Nothing here shortens without saying so.
"""

from __future__ import annotations

import re
import unicodedata
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
_SELECTORS = "\ufe0e\ufe0f"
_JOINER = "\u200d"
_COMPOSED = re.compile("[\u200d\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""What makes one picture of several characters, or another picture of one."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_UNSURE = re.compile("[\u200d\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")


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


def drawn_as(cluster: str) -> str:
    """Return one grapheme as it is drawn, so that it takes as many cells as are counted for it in every terminal.

    Terminals disagree about pictures made of several (a family, a skin tone, a flag of tags: 2, 4 or 6 cells), and
    about the sign that asks for a picture instead of a letter. The first picture and a mark that there is more to
    it are safe everywhere, as is the letter.

    Args:
        cluster: an extended grapheme cluster.
    """
    if len(cluster) == 1 or cluster.isascii():
        return visible(cluster)
    if cluster[1] in _SELECTORS and _has_pictures(cluster[0]):
        cluster = cluster[0] + cluster[2:]
    found = _COMPOSED.search(cluster, 1)
    if found is None or (found[0] == _JOINER and not _is_picture(cluster[0])):
        return visible(cluster)
    return visible(cluster[0]) + HIDDEN


def _drawn(text: str) -> str:
    """Return words as they are drawn, grapheme by grapheme where any is made of several characters."""
    if text.isascii() or not _UNSURE.search(text):
        return visible(text)
    return "".join(map(drawn_as, graphemes.clusters(text)))


def _has_pictures(character: str) -> bool:
    """Tell whether a selector after a character is what one would expect there."""
    return unicodedata.category(character) in {"So", "Sm", "Po", "Pd", "Nd"} or character == "ℹ"


def _is_picture(character: str) -> bool:
    return unicodedata.category(character) == "So"


def runs_right_to_left(text: str) -> bool:
    """Tell whether any letter of a text belongs to a script that is written from right to left."""
    try:
        # Most texts go into one byte a letter, which is ten times as fast to find out.
        text.encode("cp1252")
    except UnicodeEncodeError:
        return _RIGHT_TO_LEFT.search(text) is not None
    return False


def fitted(text: str, cells: int) -> str:
    """Return words on one line that take at most so many cells; `…` tells that they were cut.

    Args:
        text: words of a file or a person.
        cells: the room, in cells.
    """
    text = _drawn(text)
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
    text = _drawn(text)
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
