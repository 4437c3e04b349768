"""How the cells of a form look: a field as a strip of panel, a choice between ‹ ›, a button in words.

The cell stood on has a mark before it besides its colour, so that it is found without colours too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.form import Button, Choice, Field
from workbench.tui.safe import fitted, visible

if TYPE_CHECKING:
    from workbench.tui.form import Cell
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

MARK = "›"
_CARET = "▏"


def drawn_cell(cell: Cell, look: Look, width: int, *, here: bool) -> list[Piece]:
    """Return a cell in exactly so many cells of the terminal.

    Args:
        cell: what is drawn.
        look: styles.
        width: cells, the mark before it included.
        here: whether it is stood on.
    """
    mark = (MARK if here else " ", look.role("accent"))
    room = max(width - 1, 1)
    if isinstance(cell, Field):
        return [mark, *_field(cell, look, room, here=here)]
    if isinstance(cell, Choice):
        return _choice(cell, look, room, here=here)
    return [mark, *_button(cell, look, room, here=here)]


def _choice(cell: Choice, look: Look, room: int, *, here: bool) -> list[Piece]:
    word = f" {fitted(cell.options[cell.at], room - 4)} "
    rest = " " * max(room - cell_len(word) - 1, 0)
    if not here:
        return [(f" {word} {rest}", look.role("text"))]
    return [("‹", look.role("accent")), (word, look.role("here")), (f"›{rest}", look.role("accent"))]


def _button(cell: Button, look: Look, room: int, *, here: bool) -> list[Piece]:
    shown = f" {fitted(cell.title, room - 2)} "
    return [
        (shown, look.role("here" if here else "bar-strong")),
        (" " * max(room - cell_len(shown), 0), look.role("text")),
    ]


def _field(cell: Field, look: Look, room: int, *, here: bool) -> list[Piece]:
    brackets = look.marked
    inner = room - 2 if brackets else room - 1
    lead = "" if brackets else " "
    if here:
        words, style = _with_caret(cell, inner, lead), look.role("chosen")
    elif cell.value:
        words, style = fitted(cell.value, inner - 1), look.role("bar")
    else:
        words, style = fitted(cell.hint, inner - 1), look.role("bar-soft")
    if brackets:
        return [("[", look.role("soft")), (padded(words, inner), style), ("]", look.role("soft"))]
    return [(padded(words if here else lead + words, inner), style), (" ", look.role("text"))]


def _with_caret(cell: Field, room: int, lead: str) -> str:
    """Return the words around the caret; where they are cut, a `…` tells."""
    before, after = visible(cell.value[: cell.caret]), visible(cell.value[cell.caret :])
    if cell_len(lead + before) > room - 2:
        lead = "…"
        while before and cell_len(lead + before) > room - 2:
            before = before[1:]
    return lead + before + _CARET + fitted(after, max(room - cell_len(lead + before) - 1, 0))


def padded(text: str, cells: int) -> str:
    """Return words on exactly so many cells."""
    shown = fitted(text, cells)
    return shown + " " * max(cells - cell_len(shown), 0)
