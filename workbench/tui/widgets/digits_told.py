"""What the next digit means, told on the line of keys: each digit with a stripe and a name, on one row or two.

Knows no session; it lays out what it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.room import names_fitted
from workbench.tui.widgets.lettered import lettered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


@dataclass(frozen=True, slots=True)
class DigitMeans:
    """What a digit means."""

    digit: str
    name: str
    stripe: str = ""
    style: Style | None = None
    letter: str = ""
    """Underlined in the name."""

    @property
    def beside(self) -> int:
        """The cells of everything but the name."""
        return len(self.digit) + cell_len(self.stripe) + 3


def digits_told(look: Look, title: str, meant: Sequence[DigitMeans], width: int) -> list[list[Piece]]:
    """Return the rows: one, or two where names would be cut on one.

    Args:
        look: styles.
        title: what is asked for.
        meant: the digits, in order.
        width: the cells of a row.
    """
    lead = f" {title}  "
    room = width - cell_len(lead)
    needs = [cell_len(one.name) for one in meant]
    fits = sum(needs) + sum(one.beside for one in meant) <= room
    if fits:
        return [_row(look, lead, meant, room)]
    share = -(-len(meant) // 2)
    return [
        _row(look, lead, meant[:share], room),
        _row(look, " " * cell_len(lead), meant[share:], room),
    ]


def _row(look: Look, lead: str, meant: Sequence[DigitMeans], room: int) -> list[Piece]:
    names = names_fitted([one.name for one in meant], room - sum(one.beside for one in meant))
    pieces: list[Piece] = [(lead, look.role("strong"))]
    for one, name in zip(meant, names, strict=True):
        pieces.append((one.digit, look.role("accent")))
        if one.stripe and one.style is not None:
            pieces.append((one.stripe, one.style))
        pieces += lettered(f" {name}  ", one.letter, look.role("text"))
    return pieces
