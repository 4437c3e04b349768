"""A sheet as it is seen: themes down and cases across, or turned; and how a cell is found again in another sheet.

Knows places and keys; what a cell says is asked of the sheet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.first_page import LineKind

if TYPE_CHECKING:
    from workbench.tui.matrix_layout import Sheet, SheetColumn, SheetLine


class Seen:
    """A sheet as it is seen: themes down and cases across, or the other way.

    Args:
        sheet: what is seen.
        turned: whether cases stand down and themes across.
        short: whether cells leave out how many quotes there are.
    """

    def __init__(self, sheet: Sheet, *, turned: bool, short: bool) -> None:
        self.sheet, self.turned, self.short = sheet, turned, short
        self.count, self.across = len(sheet.lines), len(sheet.columns)
        if turned:
            self.count, self.across = self.across, self.count

    def at(self, row: int, across: int) -> tuple[SheetLine, SheetColumn]:
        """Return the line and the column of the sheet that cross where something is seen."""
        line, column = (across, row) if self.turned else (row, across)
        return self.sheet.lines[line], self.sheet.columns[column]

    def side(self, row: int) -> str:
        """Return what stands at the left of a row."""
        return self._heading(row) if self.turned else self._title(row)

    def head(self, across: int) -> str:
        """Return what stands over a column."""
        return self._title(across) if self.turned else self._heading(across)

    def _title(self, number: int) -> str:
        line = self.sheet.lines[number]
        return ("" if self.turned else "  " * line.depth) + self.sheet.name(line)

    def _heading(self, number: int) -> str:
        column = self.sheet.columns[number]
        lead = ("▾ " if column.is_open else "▸ ") if column.opens else ""
        if self.turned and not lead:
            lead = "    " if column.is_inside else "  "
        return lead + self.sheet.heading(column)

    def text(self, row: int, across: int) -> str:
        """Return what a cell says."""
        line, column = self.at(row, across)
        return self.sheet.text(line, column, short=self.short)

    def first(self) -> tuple[int | None, int | None]:
        """Return where to stand at first: the first code in the first column."""
        line = next((at for at, one in enumerate(self.sheet.lines) if one.kind is not LineKind.HEADING), None)
        column = 0 if self.sheet.columns else None
        return (column, line) if self.turned else (line, column)

    def find(self, line: tuple[LineKind, int] | None, path: str | None) -> tuple[int | None, int | None]:
        """Return where a line and a column are seen now; None for one that is not."""
        lines = [at for at, one in enumerate(self.sheet.lines) if (one.kind, self._code(one)) == line]
        columns = [at for at, one in enumerate(self.sheet.columns) if one.path == path]
        found = (lines[0] if lines else None, columns[0] if columns else None)
        return (found[1], found[0]) if self.turned else found

    def keys(self, row: int | None, across: int | None) -> tuple[tuple[LineKind, int] | None, str | None]:
        """Return what line and column are meant, so that they are found again in another sheet."""
        line_at, column_at = (across, row) if self.turned else (row, across)
        line = self.sheet.lines[line_at] if line_at is not None and line_at < len(self.sheet.lines) else None
        columns = self.sheet.columns
        path = columns[column_at].path if column_at is not None and column_at < len(columns) else None
        return (None if line is None else (line.kind, self._code(line))), path

    def _code(self, line: SheetLine) -> int:
        return line.row if line.kind is LineKind.HEADING else self.sheet.matrix.rows[line.row].code.id
