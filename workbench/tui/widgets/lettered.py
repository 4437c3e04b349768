"""A code's name with its letter underlined, as far as the letter stands in what is shown of the name.

So the letter is seen without taking room; where it is not in the name, only what is said of the code tells it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from workbench.tui.widgets.lines import Piece

_UNDERLINED = Style(underline=True)


def lettered(name: str, letter: str, style: Style) -> tuple[Piece, ...]:
    """Return a name in pieces: what stands before the letter, the letter, and the rest.

    Args:
        name: the name, as much as is shown.
        letter: a capital, or "" for none.
        style: of the name.
    """
    place = name.upper().find(letter) if letter and len(name.upper()) == len(name) else -1
    if place < 0:
        return ((name, style),)
    parts = ((name[:place], style), (name[place], style + _UNDERLINED), (name[place + 1 :], style))
    return tuple(part for part in parts if part[0])
