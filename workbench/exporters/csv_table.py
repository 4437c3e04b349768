"""Writing tables as CSV that Norwegian Excel opens well and that reads back as it was.

Semicolons between cells, UTF-8 with a byte order mark, CRLF between lines, quotation marks where RFC 4180
asks for them. A text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
carriage return) gets a ' before it, unless `raw`; the importers take it away again. Files are not opened here.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from workbench.domain.attributes import NO, YES
from workbench.domain.tables import FORMULA_STARTS, GUARD, CodingRow, guarded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CODING_HEADER = ("source", "start", "end", "quote", "code", "coder", "round", "stance", "id", "memo", "starred")

_BOM = "\ufeff"
_LINES_AT_A_TIME = 2000
_SUSPECT = frozenset(FORMULA_STARTS + GUARD)

Cell = str | int | None
"""What a row may hold; a number is written as a number, and is never taken for a formula."""


def csv_chunks(header: Sequence[str], rows: Iterable[Sequence[Cell]], raw: bool = False) -> Iterator[bytes]:
    """Yield a table's file piece by piece, so that a long one is never held whole.

    Args:
        header: the names of the columns.
        rows: the cells of each line; None is an empty cell.
        raw: write texts as they are, for other programs; a spreadsheet may then run what looks like a formula.
    """
    buffer = io.StringIO()
    buffer.write(_BOM)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(header)
    piece: list[Sequence[Cell]] = []
    for row in rows:
        piece.append(row if raw else _safe(row))
        if len(piece) == _LINES_AT_A_TIME:
            writer.writerows(piece)
            piece.clear()
            yield _taken(buffer)
    writer.writerows(piece)
    yield _taken(buffer)


def _safe(row: Sequence[Cell]) -> Sequence[Cell]:
    return [guarded(cell) if cell.__class__ is str and cell[:1] in _SUSPECT else cell for cell in row]


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue().replace("\0", "\u2400")
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8")


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Cell]], raw: bool = False) -> bytes:
    """Return a table's whole file; arguments as for `csv_chunks`."""
    return b"".join(csv_chunks(header, rows, raw))


def codings_csv(rows: Iterable[CodingRow], raw: bool = False) -> Iterator[bytes]:
    """Yield `codings.csv` piece by piece; the line numbers of the rows are not written."""
    return csv_chunks(CODING_HEADER, map(_coding_cells, rows), raw)


def _coding_cells(row: CodingRow) -> tuple[Cell, ...]:
    return (*row[1:8], row.stance.value, row.id, row.memo, YES if row.starred else NO)
