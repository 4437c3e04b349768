"""A code's name with its letter underlined, as far as the letter stands in what is shown of the name.

So the letter is seen without taking room; where it is not in the name, it stands after it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

if TYPE_CHECKING:
    from workbench.domain.codebook import Code
    from workbench.tui.widgets.lines import Piece

_UNDERLINED = Style(underline=True)


def name_with_letter(code: Code) -> str:
    """Return a code's name, and after it the letter where it stands nowhere in the name."""
    inside = not code.letter or code.letter in code.name.upper()
    return code.name if inside else f"{code.name} {code.letter}"


def lettered(name: str, letter: str, style: Style) -> tuple[Piece, ...]:
    """Return a name in pieces: what stands before the letter, the letter, and the rest.

    Args:
        name: the name, as much as is shown.
        letter: a capital, or "" for none.
        style: of the name.
    """
    capitals = name.upper()
    # Where it was put after the name it stands last.
    find = capitals.rfind if capitals.endswith(f" {letter}") else capitals.find
    place = find(letter) if letter and len(capitals) == len(name) else -1
    if place < 0:
        return ((name, style),)
    parts = ((name[:place], style), (name[place], style + _UNDERLINED), (name[place + 1 :], style))
    return tuple(part for part in parts if part[0])
