"""What the keys mean for a while: a letter to hop to, a name that is typed, an edge that is moved.

A mode takes every key until it ends, says on the key line what they do, and may draw a pane over the lower
third. It changes nothing but through its host, the desk.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.room import names_fitted

if TYPE_CHECKING:
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Line, Piece


class Mode:
    """Takes the keys for a while.

    Args:
        host: the desk.
    """

    def __init__(self, host: ModeActions) -> None:
        self.host = host

    @property
    def draws(self) -> bool:
        """Whether there is a pane over the lower third."""
        return False

    @property
    def rows(self) -> int:
        """The rows the pane needs, its first and its key line among them; it never gets more than a third."""
        return 1000

    @property
    def covers(self) -> bool:
        """Whether anything lies over the lower third."""
        return self.draws

    def changed(self) -> None:
        """Take note that a text was changed."""

    def key(self, key: str, character: str | None) -> bool:
        """Take a key; return False where it means what it means without the mode.

        Args:
            key: Textual's name of it.
            character: what it types, where it types anything.
        """
        raise NotImplementedError

    def pasted(self, text: str) -> None:
        """Take what was pasted."""

    def ended(self) -> None:
        """Put back what only belongs to the mode."""

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line: what the keys do now."""
        return []

    def lines(self, look: Look, width: int, height: int) -> list[Line]:
        """Return the pane, from the top."""
        return []


def keys_told(look: Look, title: str, keys: list[tuple[str, str]], width: int) -> list[Piece]:
    """Return a key line: a title, then each key and its word; where room is short, words are cut, never a key.

    Args:
        look: styles.
        title: what the keys are for.
        keys: each with its word.
        width: the cells there are.
    """
    room = width - 1 - sum(cell_len(key) + 3 for key, _word in keys)
    shown, *words = names_fitted([title, *(word for _key, word in keys)], room)
    pieces: list[Piece] = [(f" {shown}  ", look.role("strong"))]
    for (key, _word), word in zip(keys, words, strict=True):
        pieces += [(key, look.role("accent")), (f" {word}  ", look.role("soft"))]
    return pieces
