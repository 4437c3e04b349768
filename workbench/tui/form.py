"""A form of one screen: fields to type in, choices, and buttons, walked through with Enter.

Knows keys and values, no screen and no meaning. A value that was proposed is replaced by the first letter
typed, like one that is selected; Backspace in an empty field goes a field back and never further.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_LONGEST = 200
"""Characters that a field takes."""
_PAGE = 8
"""Rows."""


@dataclass(eq=False, slots=True)
class Field:
    """Words to be typed."""

    id: str
    value: str = ""
    hint: str = ""
    """Shown in the empty field."""
    offers: Sequence[str] = ()
    """What → and ← go through, as long as nothing else was typed."""
    is_proposed: bool = True
    caret: int = field(default=0, init=False)

    def enter(self) -> None:
        """Come to this field."""
        self.caret = len(self.value)

    def put(self, value: str) -> None:
        """Propose another value."""
        self.value, self.is_proposed = value, True
        self.caret = len(value)

    def key(self, key: str, character: str | None) -> bool:
        """Take a key; return whether it was one for this field."""
        if key in {"left", "right"}:
            self._aside(1 if key == "right" else -1)
        elif key in {"home", "end"}:
            self.is_proposed, self.caret = False, 0 if key == "home" else len(self.value)
        elif key == "delete":
            self._replace(self.caret, self.caret + 1, "")
        elif key == "backspace" and self.value:
            self._replace(max(self.caret - 1, 0), self.caret, "")
        elif character is not None:
            self.type(character)
        else:
            return False
        return True

    def type(self, text: str) -> None:
        """Write at the caret; over what was only proposed."""
        if self.is_proposed:
            self.value, self.caret = "", 0
        room = _LONGEST - len(self.value)
        self._replace(self.caret, self.caret, text[: max(room, 0)])

    def paste(self, text: str) -> None:
        """Write the first line of what was pasted, without white space that nobody sees."""
        self.type(" ".join(text.strip().split("\n", maxsplit=1)[0].split()))

    def _replace(self, start: int, end: int, text: str) -> None:
        self.value = self.value[:start] + text + self.value[end:]
        self.caret, self.is_proposed = start + len(text), False

    def _aside(self, step: int) -> None:
        if self.offers and (self.value in self.offers or not self.value):
            at = self.offers.index(self.value) + step if self.value in self.offers else 0
            self.put(self.offers[at % len(self.offers)])
        else:
            self.is_proposed = False
            self.caret = min(max(self.caret + step, 0), len(self.value))


@dataclass(eq=False, slots=True)
class Choice:
    """One of a few words."""

    id: str
    options: Sequence[str]
    """As they are shown."""
    at: int = 0

    def enter(self) -> None:
        """Come to this choice."""

    def key(self, key: str, character: str | None) -> bool:
        """Take a key; return whether it was one for this choice."""
        if key in {"left", "right", "space"}:
            self.at = (self.at + (-1 if key == "left" else 1)) % len(self.options)
            return True
        if character is None:
            return False
        later = [*range(self.at + 1, len(self.options)), *range(self.at + 1)]
        letter = character.casefold()
        self.at = next((at for at in later if self.options[at].casefold().startswith(letter)), self.at)
        return True


@dataclass(eq=False, slots=True)
class Button:
    """Something to be done."""

    id: str
    title: str

    def enter(self) -> None:
        """Come to this button."""

    def key(self, key: str, character: str | None) -> bool:
        """Take no key but those of the form."""
        return character is not None


Cell = Field | Choice | Button
Row = list[Cell]


class Form:
    """Rows of cells, one of them stood on.

    Args:
        rows: returns the rows as they are now; what is chosen in one may change others.
        changed: is told of a cell whose value was changed.
    """

    def __init__(self, rows: Callable[[], list[Row]], changed: Callable[[Cell], None]) -> None:
        self._rows, self._changed = rows, changed
        self.here: Cell = rows()[0][0]
        self.here.enter()
        self.was_touched = False

    def key(self, key: str, character: str | None) -> Button | None:
        """Take a key; return a button that was pressed."""
        if key == "enter" and isinstance(self.here, Button):
            return self.here
        moves = {
            "pagedown": (_PAGE, 0),
            "pageup": (-_PAGE, 0),
            "enter": (0, 1),
            "tab": (0, 1),
            "shift+tab": (0, -1),
            "down": (1, 0),
            "up": (-1, 0),
        }
        if isinstance(self.here, Button):
            moves |= {"right": (0, 1), "left": (0, -1)}
        if not (isinstance(self.here, Field) and self.here.value):
            moves |= {"backspace": (0, -1)}
        if key in moves:
            self._move(*moves[key])
        elif self.here.key(key, character):
            self.touched()
        return None

    def touched(self) -> None:
        """Take note that the cell that is stood on was changed."""
        if not isinstance(self.here, Button):
            self.was_touched = True
            self._changed(self.here)

    def paste(self, text: str) -> None:
        """Write the first line of what was pasted."""
        if isinstance(self.here, Field):
            self.here.paste(text)
            self.touched()

    def stand(self, cell_id: str) -> None:
        """Go to a cell by its name."""
        for cell in (cell for row in self._rows() for cell in row if cell.id == cell_id):
            self.here = cell
            cell.enter()

    def _move(self, rows: int, cells: int) -> None:
        grid = self._rows()
        at = next((number for number, row in enumerate(grid) if self.here in row), 0)
        if rows:
            column = grid[at].index(self.here) if self.here in grid[at] else 0
            last = len(grid) - 1
            row = grid[(at + rows) % len(grid) if abs(rows) == 1 else min(max(at + rows, 0), last)]
            self.here = row[min(column, len(row) - 1)]
        else:
            flat = [cell for row in grid for cell in row]
            place = flat.index(self.here) if self.here in flat else 0
            # Back from the first cell leads nowhere: who holds Backspace down must not come to a button.
            self.here = flat[max(place + cells, 0) % len(flat)]
        self.here.enter()
