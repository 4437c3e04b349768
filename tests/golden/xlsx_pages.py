"""Reads a comparison back from its workbook, as a spreadsheet program reads it; nothing here counts.

Where a cell's quotes begin comes from its arrow, and the quotes from the rows of their sheet.
"""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

if TYPE_CHECKING:
    from collections.abc import Iterator

HEAD = 5
"""The row of the headings on the first sheet, counted from 1."""
QUOTES_HEAD = 3
THIN = re.compile("(?<=[●◐○·–?◆◈◇])\u2009")


class XlsxPage:
    """One workbook."""

    def __init__(self, written: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            self.book = load_workbook(io.BytesIO(written))
        self.first, self.definitions, *self.quote_sheets = self.book.worksheets
        head = [self.at(self.first, HEAD, column) for column in range(1, self.first.max_column + 1)]
        self.columns = [1, *(place for place, text in enumerate(head[:-1], start=1) if text)]
        """Where texts stand; between them are arrows."""
        self.comment = len(head)

    def at(self, sheet: Any, row: int, column: int) -> str:
        """Return the text of a cell as a reader sees it."""
        value = sheet.cell(row, column).value
        return "" if value is None else as_read(str(value))

    def lines(self) -> list[list[str]]:
        """Return the headings and the lines of the table."""
        rows = [HEAD]
        while self.at(self.first, rows[-1] + 1, 1):
            rows.append(rows[-1] + 1)
        return [[self.at(self.first, row, column) for column in self.columns] for row in rows]

    def quotes(self) -> list[dict[str, str]]:
        """Return the rows of quotes by the heads of their columns; one that goes on is put together again."""
        found: list[dict[str, str]] = []
        for sheet in self.quote_sheets:
            heads = [self.at(sheet, QUOTES_HEAD, column) for column in range(1, sheet.max_column + 1)]
            for number in range(QUOTES_HEAD + 1, sheet.max_row + 1):
                row = {head: self.at(sheet, number, column) for column, head in enumerate(heads, start=1) if head}
                part = re.fullmatch(r"(.*) \((\d+) \D+ (\d+)(?:, [^)]*)?\)", row[heads[0]])
                if part is not None:
                    row[heads[0]] = part[1]
                if part is None or part[2] == "1":
                    found.append({**row, "row": str(number)})
                else:
                    for head in (heads[3], heads[4], heads[8]):
                        found[-1][head] += row[head]
        return found

    def texts(self) -> Counter[str]:
        """Return every text there is, with how often."""
        return Counter(as_read(str(cell.value)) for cell in self.cells() if isinstance(cell.value, str))

    def cells(self) -> Iterator[Any]:
        """Yield every cell with something in it."""
        for sheet in self.book.worksheets:
            for row in sheet.iter_rows():
                yield from (cell for cell in row if not isinstance(cell, MergedCell) and cell.value is not None)

    def links(self, sheet: Any) -> dict[str, str]:
        """Return where the cells of a sheet lead to."""
        return {cell.coordinate: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}

    def target(self, location: str) -> tuple[Any, int, int]:
        """Return the sheet, row and column that a link leads to."""
        name, _mark, place = location.rpartition("!")
        sheet = self.book[name.strip("'")]
        cell = sheet[place]
        return sheet, cell.row, cell.column


def as_read(text: str) -> str:
    """Return a text as a spreadsheet program shows it, without the thin space after each mark.

    openpyxl undoes the format's own escape in some texts only.
    """
    return THIN.sub("", text.replace("_x005F_", "_"))
