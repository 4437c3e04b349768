"""A comparison as an Excel workbook: the first page, the definitions, and every quote, each with room for remarks.

Nothing is counted here. The same report gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.exporters.quote_order import Firsts, ordered
from workbench.exporters.xlsx_book import Book
from workbench.exporters.xlsx_definitions import DefinitionsSheet
from workbench.exporters.xlsx_first import FirstSheet
from workbench.exporters.xlsx_quotes import QuoteRows, QuoteSheets, sheet_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.report import Report
    from workbench.exporters.quote_order import Listed

_AT_A_TIME = 1 << 20


def matrix_xlsx(report: Report) -> Iterator[bytes]:
    """Yield the workbook piece by piece, in the language now chosen.

    Args:
        report: what is shown; its quotes are gone through once.
    """
    listed = ordered(report)
    firsts = Firsts(report.matrix, listed)
    cases = report.matrix.facts.cases
    rows = QuoteRows(listed, {case.label: f"{case.name} ({case.label})" for case in cases if case.name})
    book = Book(report.manifest)
    first = FirstSheet(book, report)
    definitions = DefinitionsSheet(book, report)
    quotes = QuoteSheets(book, report, rows)

    def to_quotes(row: int, column: int, against: bool) -> str:
        at = firsts.of(row, column, against=against)
        return "" if at is None else rows.place(at)

    def back(one: Listed) -> str:
        return first.place(one.row, one.column).removeprefix("internal:")

    first.write(to_quotes, definitions.places(), (definitions.name, sheet_name(0)))
    definitions.write(first.place, first.top())
    quotes.write_heads(first.top())
    file = quotes.written_into(book.closed(), back)
    file.seek(0)
    while piece := file.read(_AT_A_TIME):
        yield piece
