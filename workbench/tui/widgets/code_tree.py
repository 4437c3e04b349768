"""The tree of themes and codes, with how often each stands.

It shows what the session says; which code is chosen and what is typed is decided by the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.domain.codebook import theme_digit
from workbench.tui.codebook_tree import Says, told_dimension, tree_rows, with_new
from workbench.tui.safe import fitted
from workbench.tui.widgets.form_lines import drawn_cell
from workbench.tui.widgets.hand import Counts
from workbench.tui.widgets.lettered import lettered, name_with_letter
from workbench.tui.widgets.lines import Line
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from rich.style import Style

    from workbench.domain.codebook import Code
    from workbench.domain.ids import CodeId
    from workbench.tui.codebook_tree import TreeRow
    from workbench.tui.form import Field
    from workbench.tui.session import Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


class CodeTree(RowList):
    """Themes and codes, with how often each stands here and in all sources."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(look, 0, id="code-tree")
        self._session = session
        self._rows: list[TreeRow] = []
        self._counts = Counts(session)
        self.field: Field | None = None
        """What is being typed: a new name, or another one for the chosen code."""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    @property
    def code(self) -> Code | None:
        """The chosen code."""
        return self._rows[self.chosen].code if self.chosen < len(self._rows) else None

    @property
    def counts(self) -> Counts:
        """The columns of numbers."""
        return self._counts

    def can_choose(self, number: int) -> bool:
        """Tell whether a row is a code; while a name is typed the choice stays."""
        return self.field is None and self._rows[number].says is not Says.DIMENSION

    def fill(self, looked_for: str, wanted: CodeId | None, new_under: tuple[CodeId | None] | None = None) -> None:
        """Show the codes that fit, and choose one.

        Args:
            looked_for: letters; empty for all codes.
            wanted: the code to choose; where it is not shown, the row stays.
            new_under: under which code a new one is being named; None where none is.
        """
        book = self._session.book
        self._rows = tree_rows(book, looked_for)
        self._counts = Counts(self._session)
        if new_under is not None:
            self._rows, self.chosen = with_new(self._rows, book, *new_under)
        else:
            at = [number for number in range(self.count) if self.can_choose(number)]
            near = min(at, key=lambda number: abs(number - self.chosen), default=0)
            self.chosen = next((n for n in at if wanted is not None and self._is(n, wanted)), near)
        self.changed()

    def _is(self, number: int, code: CodeId) -> bool:
        found = self._rows[number].code
        return found is not None and found.id == code

    def row(self, number: int, width: int) -> tuple[Line, Style]:
        """Draw a code, its dimension, or the name that is being typed."""
        row, chosen = self._rows[number], number == self.chosen
        behind = self.look.role("text")
        if chosen and self.field is not None:
            return self._typed(row, self.field, width), behind
        if row.says is Says.DIMENSION and row.code is not None:
            told = " " * (_indent(row) + 4) + told_dimension(row.code.dimension)
            return Line(((fitted(told, width - 1), self.look.role("soft")),)), behind
        if row.code is None:
            return Line(), behind
        return self._code_line(row, row.code, width, chosen=chosen), self.look.role("chosen" if chosen else "text")

    def _code_line(self, row: TreeRow, code: Code, width: int, *, chosen: bool) -> Line:
        look = self.look
        lead, shape = self._lead(row, chosen=chosen), f"{look.mark(code)} "
        room = width - cell_len(lead) - cell_len(shape) - self._counts.cells_of(code.id) - 1
        if chosen:
            style = look.role("chosen")
            numbers = tuple((shown, style) for shown, _style in self._counts.of(look, code.id))
            return Line(((lead + shape + fitted(code.name, room), style),), numbers)
        name = "strong" if row.depth == 0 else "text"
        pieces = (
            (lead, look.role("accent" if row.fits else "soft")),
            (shape, look.stripe(code.id)),
            *lettered(fitted(name_with_letter(code), room), code.letter, look.role(name if row.fits else "soft")),
        )
        return Line(pieces, self._counts.of(look, code.id))

    def _lead(self, row: TreeRow, *, chosen: bool) -> str:
        book, code = self._session.book, row.code
        digit = None
        if code is not None:
            digit = theme_digit(book, code) if row.depth == 0 else code.slot
        return f"{'▸' if chosen else ' '}{' ' * _indent(row)}{digit or ' '} "

    def _typed(self, row: TreeRow, field: Field, width: int) -> Line:
        lead = self._lead(row, chosen=True)
        look = self.look
        shape: Piece = ("■ " if row.depth == 0 else "+ ", look.role("accent"))
        if row.code is not None:
            shape = (f"{look.mark(row.code)} ", look.stripe(row.code.id))
        cell = drawn_cell(field, look, max(width - cell_len(lead) - 3, 12), here=True)
        return Line(((lead, look.role("accent")), shape, *cell[1:]))


def _indent(row: TreeRow) -> int:
    return 2 * min(row.depth, 8)
