"""The comparison as rows and columns: one cell chosen, the titles at the left always in view.

It moves, scrolls and draws; what stands in a cell is asked of a `Seen`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from workbench.domain.first_page import LineKind
from workbench.tui.safe import fitted, visible
from workbench.tui.widgets.form_lines import padded
from workbench.tui.widgets.lines import Line
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from workbench.tui.matrix_layout import SheetColumn, SheetLine
    from workbench.tui.matrix_seen import Seen
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_GAP = 2
_MEASURED = 4_000
"""Cells up to which every one is measured; beyond, all columns are of one width."""
_TITLES = 300
"""Titles that are measured."""
_LEAST, _MOST, _MOST_SHORT, _OF_MANY = 7, 34, 26, 22
"""Cells of a column."""


class MatrixGrid(RowList):
    """Rows and columns."""

    class Pressed(Message):
        """The chosen cell was clicked once more."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, 0, id="matrix-grid")
        self._seen: Seen | None = None
        self.across = 0
        """The column of the chosen cell; -1 for the titles at the left."""
        self.is_over = False
        """Whether the headings are stood on, not a row."""
        self._left = 0
        """The first column in view."""
        self._widths: list[int] = []
        self._side = 0

    # what there is

    def fill(self, seen: Seen, row: int | None, across: int | None) -> None:
        """Show something else, and stand somewhere in it.

        Args:
            seen: what is shown.
            row: where to stand; None for the headings.
            across: the column; None for the titles.
        """
        self._seen = seen
        self.is_over, self.chosen = row is None, row or 0
        self.across = -1 if across is None else across
        self._left = 0
        self._measure()
        self.changed()

    @property
    def seen(self) -> Seen | None:
        """What is shown; None before anything was counted."""
        return self._seen

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._seen.count if self._seen is not None else 0

    @property
    def row_at(self) -> int | None:
        """The row that is stood on; None for the headings."""
        return None if self.is_over else self.chosen

    @property
    def across_at(self) -> int | None:
        """The column that is stood on; None for the titles."""
        return self.across if self.across >= 0 else None

    def _measure(self) -> None:
        seen = self._seen
        if seen is None:
            return
        width = self.size.width or 80
        titles = (cell_len(seen.side(row)) for row in range(min(seen.count, _TITLES)))
        self._side = max(min(max(titles, default=0) + 3, max(width * 3 // 10, 22)), 14)
        most = _MOST_SHORT if seen.short else _MOST
        if seen.count * seen.across > _MEASURED:
            self._widths = [min(most, _OF_MANY)] * seen.across
            return
        self._widths = []
        for across in range(seen.across):
            texts = (cell_len(seen.text(row, across)) for row in range(seen.count) if self._is_measured(row, across))
            wanted = max((cell_len(seen.head(across)) + 1, *texts), default=0)
            self._widths.append(min(max(wanted, _LEAST), most))

    def _is_measured(self, row: int, across: int) -> bool:
        """Tell whether a cell makes room for itself; what is cut is told in words below."""
        line, _column = self._seen.at(row, across) if self._seen is not None else (None, None)
        return line is None or line.kind in {LineKind.CODE, LineKind.THEME}

    def on_resize(self) -> None:
        """Fit the columns to the width there is."""
        self._measure()
        self.changed()

    def changed(self) -> None:
        """Show other rows, or the same ones otherwise."""
        across = self._seen.across if self._seen is not None else 0
        self.across = min(max(self.across, -1), across - 1)
        self._look_aside()
        super().changed()

    # moving

    def move(self, step: int) -> None:
        """Stand some rows further down or up; above the first row are the headings."""
        if not self.count:
            return
        at = (-1 if self.is_over else self.chosen) + step
        self.is_over = at < 0
        self.choose(min(max(at, 0), self.count - 1))

    def aside(self, step: int) -> None:
        """Stand some columns further; left of the first are the titles."""
        self.across += step
        self.changed()

    def page_aside(self, step: int) -> None:
        """Stand as many columns further as are in view."""
        self.aside(step * max(len(self._in_view()), 1))

    def _in_view(self) -> list[tuple[int, int]]:
        """Return the columns that are seen, with the cells that each has room for."""
        room, found = self.size.width - self._side - 1, []
        for across in range(self._left, len(self._widths)):
            if room < _LEAST:
                break
            found.append((across, min(self._widths[across], room)))
            room -= self._widths[across] + _GAP
        return found

    def _look_aside(self) -> None:
        """Bring the chosen column into view as a whole, where there is room for it."""
        if self.across < self._left:
            self._left = max(self.across, 0)
        room = self.size.width - self._side - 1
        while self._left < self.across:
            needed = sum(self._widths[self._left : self.across + 1]) + _GAP * (self.across - self._left)
            if needed <= room:
                break
            self._left += 1

    def on_click(self, event: events.Click) -> None:
        """Stand on the cell that was clicked; once more does what Enter does."""
        row = event.y + round(self.scroll_y)
        if row >= self.count:
            return
        before = (self.row_at, self.across)
        self.is_over, self.chosen = False, row
        self.across = self._column_at(event.x)
        self.refresh()
        self.post_message(self.Pressed() if before == (row, self.across) else self.Opened())

    def _column_at(self, x: int) -> int:
        at = self._side + 1
        for across, width in self._in_view():
            if at <= x < at + width + _GAP:
                return across
            at += width + _GAP
        return -1

    # drawing

    def heading(self) -> Line:
        """Return the titles of the columns in view."""
        seen, look = self._seen, self.look
        if seen is None:
            return Line()
        lead = "‹ " if self._left else ""
        style = look.role("here" if self.is_over and self.across < 0 else "bar-soft")
        pieces: list[Piece] = [(padded(" " * (self._side - cell_len(lead)) + lead, self._side + 1), style)]
        in_view = self._in_view()
        for across, width in in_view:
            here = across == self.across
            style = look.role("here" if here and self.is_over else "bar-accent" if here else "bar-strong")
            pieces += [(padded(seen.head(across), width), style), (" " * _GAP, look.role("bar"))]
        more = bool(in_view) and (in_view[-1][0] + 1 < seen.across or in_view[-1][1] < self._widths[in_view[-1][0]])
        return Line(tuple(pieces), ((" ›" if more else "", look.role("bar-accent")),))

    def row(self, number: int, width: int) -> tuple[Line, Style]:
        """Draw a row."""
        seen, look, behind = self._seen, self.look, self.look.role("text")
        if seen is None:
            return Line(), behind
        here = number == self.chosen and not self.is_over
        pieces = list(self._side_pieces(seen, number, here=here))
        for across, room in self._in_view():
            line, column = seen.at(number, across)
            pieces += self._cell(line, column, seen.text(number, across), room, here=here and across == self.across)
            pieces.append((" " * _GAP, behind))
        return Line(tuple(pieces)), look.role("text")

    def _side_pieces(self, seen: Seen, number: int, *, here: bool) -> list[Piece]:
        """Return the title of a row."""
        look = self.look
        mark = "▸" if here and not look.sixteen else ">" if here else " "
        text, room = seen.side(number), self._side - 2
        if here and self.across < 0:
            return [(mark + padded(text, room) + "  ", look.role("chosen"))]
        lead: Piece = (mark, look.role("accent"))
        if seen.turned:
            column = seen.sheet.columns[number]
            style = look.role("accent" if here else "text" if column.is_inside else "strong")
            return [lead, (padded(text, room) + "  ", style)]
        return [lead, *self._title(seen, seen.sheet.lines[number], text, room, here=here)]

    def _title(self, seen: Seen, line: SheetLine, text: str, room: int, *, here: bool) -> list[Piece]:
        look, matrix = self.look, seen.sheet.matrix
        if line.kind not in {LineKind.THEME, LineKind.CODE}:
            return [("  ", look.role("text")), (padded(text, room - 1) + " ", look.role("accent" if here else "soft"))]
        code = matrix.rows[line.row].code
        indent = len(text) - len(text.lstrip(" "))
        shape = look.mark(code)
        style = look.role("accent" if here else "strong" if line.depth == 0 else "text")
        return [
            (" " * indent + shape + " ", look.stripe(code.id)),
            (padded(text[indent:], room - indent - 1) + " ", style),
        ]

    def _cell(self, line: SheetLine, column: SheetColumn, text: str, room: int, *, here: bool) -> list[Piece]:
        look = self.look
        if here:
            return [(padded(text, room), look.role("chosen"))]
        sheet = self._seen.sheet if self._seen is not None else None
        if sheet is None or line.kind not in {LineKind.THEME, LineKind.CODE}:
            return [(padded(text, room), look.role("soft"))]
        marks = sheet.marks(line, column)
        if not marks or not sheet.says(line, column):
            return [(padded(text, room), look.role("text" if sheet.says(line, column) else "soft"))]
        if cell_len(text) > room or not text.startswith(marks):
            return [(padded(text, room), look.role("text"))]
        counted, dot, quotes = text[len(marks) :].partition(" · ")
        rest = room - cell_len(text)
        return [
            (visible(marks), look.stripe(sheet.matrix.rows[line.row].code.id)),
            (fitted(counted, room), look.role("text")),
            (fitted(dot + quotes, room) + " " * rest, look.role("soft")),
        ]
