"""Reading a table of comma or semicolon separated values into cells, whatever wrote it.

Headings may stand in any order, with a byte order mark, capitals or spaces about them. A file that
cannot be a table, or has something in a column without a name, is refused with a sentence. What the cells
mean is for `csv_tables`.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from workbench.domain.errors import ImportFailed
from workbench.domain.naming import shown
from workbench.domain.tables import FORMULA_STARTS, GUARD
from workbench.i18n import N_
from workbench.importers.written_files import read_pieces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_COLUMNS = 500
MOST_ROWS = 5_000_000
LONGEST_CELL = 1_000_000
"""Characters."""

TOO_LONG = N_("the line has more cells than there are columns; does a cell lack its quotation marks?")

_GUARD = re.compile(f"{GUARD}[{re.escape(GUARD + FORMULA_STARTS)}]")


@dataclass(slots=True)
class Cells:
    """A table's headings, and its lines as lists of cells."""

    file: str
    headings: list[str]
    """As written, without white space about them."""
    columns: dict[str, int]
    """Where each heading stands, by its form in lower case."""
    rows: Iterator[tuple[int, list[str]]]
    """The line each row begins in, and its cells."""
    guards: bool
    """Whether some cell may begin with a guard (`domain.tables.unguarded`)."""


def read_cells(path: str, known: Sequence[str], needed: Sequence[str], largest: int) -> Cells:
    """Open the table at `path`.

    Args:
        path: where the file is.
        known: headings that such a table may have.
        needed: those it must have.
        largest: bytes of the file, at most.

    Raises:
        ImportFailed: no table, a heading missing or twice, or too large; also while `rows` are taken.
    """
    file, pieces = read_pieces(path, largest)
    pieces = [_cleaned(piece) for piece in pieces]
    guards = any(_GUARD.search(piece) for piece in pieces)
    skipped, delimiter = _delimiter(pieces, known, file)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(pieces), delimiter=delimiter, strict=True)
    rows = _rows(reader, file, 1 if skipped else 0)
    headings = [heading.strip() for heading in next(rows, (0, []))[1]]
    columns = _columns(headings, file)
    if not all(headings):
        rows = _nothing_unnamed(rows, headings, file)
    for heading in needed:
        if heading not in columns:
            raise ImportFailed(file, N_("{file} has no column “{column}”; write it in the first line."), column=heading)
    return Cells(file, headings, columns, rows, guards)


def _cleaned(text: str) -> str:
    """Bring a piece of the file to NFC, with NUL made visible."""
    if "\0" in text:
        text = text.replace("\0", "\u2400")
    if unicodedata.is_normalized("NFC", text):
        return text
    # NFC would make a semicolon, and so a new cell, of the Greek question mark U+037E.
    return "\u037e".join(unicodedata.normalize("NFC", part) for part in text.split("\u037e"))


def _delimiter(pieces: list[str], known: Sequence[str], file: str) -> tuple[bool, str]:
    """Return whether a line that names the delimiter was taken away, and what stands between the cells."""
    text = pieces[0]
    first = text[: _line_end(text)]
    if first.strip().lower() in ("sep=;", "sep=,"):
        pieces[0] = text[len(first) + (2 if text.startswith("\r\n", len(first)) else 1) :]
        return True, first.strip()[-1]
    if not first.strip():
        raise ImportFailed(file, N_("{file} has an empty first line; it must hold the names of the columns."))

    def fits(delimiter: str) -> int:
        return sum(cell.strip().strip('"').casefold() in known for cell in first.split(delimiter))

    return False, ";" if fits(";") >= fits(",") else ","


def _line_end(text: str) -> int:
    return min((end for end in (text.find("\n"), text.find("\r")) if end >= 0), default=len(text))


def _lines(pieces: list[str]) -> Iterator[str]:
    return chain.from_iterable(io.StringIO(piece, newline="") for piece in pieces)


def _columns(headings: list[str], file: str) -> dict[str, int]:
    if len(headings) > MOST_COLUMNS:
        raise _too_wide(file)
    columns: dict[str, int] = {}
    for number, heading in enumerate(headings):
        if not heading:
            continue
        if heading.casefold() in columns:
            raise ImportFailed(
                file, N_("{file} has the column “{column}” twice; rename one of them."), column=shown(heading)
            )
        columns[heading.casefold()] = number
    return columns


def _nothing_unnamed(
    rows: Iterator[tuple[int, list[str]]], headings: list[str], file: str
) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows; a column without a heading may stand, as spreadsheets leave them, but nothing in it."""
    unnamed = [place for place, heading in enumerate(headings) if not heading]
    for line, cells in rows:
        for place in unnamed:
            if place < len(cells) and cells[place].strip():
                raise ImportFailed(
                    file,
                    N_("{file}, line {line}: column {number} has no name in the first line; name it or empty it."),
                    line=line,
                    number=place + 1,
                )
        yield line, cells


def _too_wide(file: str) -> ImportFailed:
    return ImportFailed(
        file, N_("{file} has more than {most} columns; leave out those that are not needed."), most=MOST_COLUMNS
    )


def _rows(reader: Iterator[list[str]], file: str, above: int) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that have something in them; `above` lines of the file come before the first."""
    begin, count = above + 1, 0
    try:
        for cells in reader:
            if cells:
                count += 1
                if count > MOST_ROWS + 1:
                    raise ImportFailed(file, N_("{file} has more than {most} rows; divide it."), most=MOST_ROWS)
                yield begin, cells
            begin = reader.line_num + above + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        raise _unreadable(error, file, begin) from error


def _unreadable(error: csv.Error, file: str, line: int) -> ImportFailed:
    if "field limit" in str(error):
        template = N_("{file}, line {line}: a cell has more than {most} characters, or a quotation mark is not closed.")
        return ImportFailed(file, template, line=line, most=LONGEST_CELL)
    template = N_("{file}, line {line}: a quotation mark is not closed, or something stands after the closing one.")
    return ImportFailed(file, template, line=line)
