"""The comparison as a sheet of texts for the screen: what stands in its lines and columns, asked for cell by cell.

The sentences are those of the first page (`domain.first_page`), which is asked for a few rows at a time, so that a
matrix of thousands of rows is as quick to look at as a small one. Knows no screen and counts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from workbench.domain.cell_words import cell_text, fraction, quotes_text, spoken
from workbench.domain.cells import MOST_MARKS
from workbench.domain.columns import Heading
from workbench.domain.first_page import LineKind, first_page
from workbench.domain.norwegian import number
from workbench.domain.rows import RowKind
from workbench.domain.tallies import Grouping, Line
from workbench.i18n import _, language, n_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from workbench.domain.cells import Cell
    from workbench.domain.columns import Column
    from workbench.domain.first_page import FirstPage, PageLine
    from workbench.domain.manifest import Manifest
    from workbench.domain.matrix import Matrix

_BLOCK = 32
"""Rows of the matrix whose texts are made at once."""
SPREAD = "(spread)"
"""The key of the column that tells in how many cases a code is said; no case has such a path."""
_UNDER = {Line.DOCUMENTS: LineKind.DOCUMENTS, Line.NO_INFORMANT: LineKind.NO_INFORMANT}
OF_A_CODE = frozenset({LineKind.THEME, LineKind.CODE, LineKind.AGAINST, *_UNDER.values()})
"""Lines that have quotes behind them."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line across the columns."""

    kind: LineKind
    row: int
    """The place in the matrix's rows, or among the lines of headings."""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """One column; the last one may have no place in the matrix."""

    at: int
    """Its place in the sheet."""
    place: int | None
    path: str
    is_inside: bool = False
    opens: bool = False
    is_open: bool = False


class Sheet:
    """A matrix with some of its cases open.

    Args:
        matrix: what was counted.
        manifest: what it was made from.
        opened: paths of the columns that stand open.
        ascii_marks: use marks that every terminal has.
    """

    def __init__(
        self, matrix: Matrix, manifest: Manifest, opened: Collection[str] = (), *, ascii_marks: bool = False
    ) -> None:
        self.matrix = matrix
        self._manifest = manifest
        self._ascii = ascii_marks
        self._alone = matrix.grouping in {Grouping.INFORMANT, Grouping.SOURCE}
        shown = enumerate(self._columns_shown(frozenset(opened)))
        self.columns = tuple(replace(column, at=at) for at, column in shown)
        self._places = tuple(column.place for column in self.columns if column.place is not None)
        self._under = self._lines_under()
        self._poles = {poles.theme.id: poles for poles in matrix.poles}
        self._head = self._page(range(0))
        self._block = lru_cache(maxsize=64)(self._make_block)
        self.lines = (
            *(SheetLine(line.kind, place) for place, line in enumerate(self._head.lines)),
            *self._lines_of_rows(),
        )

    # what there is

    @property
    def title(self) -> str:
        """The project's name."""
        return self._head.title

    @property
    def summary(self) -> str:
        """What is compared."""
        return self._head.summary

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under the table: what is left out, the marks, what is hidden, what it was made from."""
        return self._head.notes

    def _columns_shown(self, opened: frozenset[str]) -> Iterator[SheetColumn]:
        columns = self.matrix.columns
        inside: dict[str, list[int]] = {}
        for place, column in enumerate(columns):
            if column.inside is not None and column.line is Line.INFORMANT:
                inside.setdefault(column.inside, []).append(place)
        for place in self.matrix.top:
            path = columns[place].path
            within = inside.get(path, ())
            yield SheetColumn(0, place, path, opens=bool(within), is_open=path in opened and bool(within))
            if path in opened:
                yield from (SheetColumn(0, one, columns[one].path, is_inside=True) for one in within)
        if any(spread is not None and spread.cases > 1 for spread in self.matrix.spread):
            yield SheetColumn(0, None, SPREAD)

    def _lines_under(self) -> dict[Line, dict[int, int]]:
        """Return, for each line without informants, where it stands under which column that is shown."""
        shown = {self.matrix.columns[place].path: place for place in self._places}
        found: dict[Line, dict[int, int]] = {line: {} for line in _UNDER}
        for place, column in enumerate(self.matrix.columns):
            if column.inside in shown and column.line in found:
                found[column.line][shown[column.inside]] = place
        return found

    def _lines_of_rows(self) -> Iterator[SheetLine]:
        waiting: list[SheetLine] = []
        for place, (row, cells) in enumerate(zip(self.matrix.rows, self.matrix.cells, strict=True)):
            while waiting and waiting[-1].depth > row.depth:
                yield waiting.pop()
            yield SheetLine(LineKind.THEME if row.kind is RowKind.THEME else LineKind.CODE, place, row.depth)
            if any(cells[one].against for one in self._places):
                yield SheetLine(LineKind.AGAINST, place, row.depth + 1)
            for line, kind in _UNDER.items():
                if any(cells[under].quotes for under in self._under[line].values()):
                    yield SheetLine(kind, place, row.depth + 1)
            if row.code.id in self._poles:
                waiting.append(SheetLine(LineKind.POLES, place, row.depth + 1))
        yield from reversed(waiting)

    # what it says

    def name(self, line: SheetLine) -> str:
        """Return the title of a line."""
        found = self._line(line)
        return found.title if found is not None else ""

    def heading(self, column: SheetColumn) -> str:
        """Return the title of a column."""
        at = column.at
        headings = self._head.headings if at < len(self._head.headings) else self._block(0)[0]
        return headings[at] if at < len(headings) else ""

    def text(self, line: SheetLine, column: SheetColumn, *, short: bool = False) -> str:
        """Return what a cell says.

        Args:
            line: of this sheet.
            column: of this sheet.
            short: leave out how many quotes there are, and who gives most of them.
        """
        cell = self.cell(line, column)
        if cell is not None and line.kind in {LineKind.THEME, LineKind.CODE}:
            return self._cell_text(cell, column, short=short)
        if cell is not None and line.kind is LineKind.AGAINST and cell.against:
            if column.is_inside:
                return number(cell.quotes_against, language())
            if short:
                return f"{len(cell.against)}: {', '.join(cell.against)}"
        found, at = self._line(line), column.at
        if column.is_inside and line.kind is LineKind.HEADING and self.name(line) != _("informants' words"):
            return ""
        text = found.cells[at] if found is not None and at < len(found.cells) else ""
        return text.replace(" / ", "/") if column.is_inside else text

    def _cell_text(self, cell: Cell, column: SheetColumn, *, short: bool) -> str:
        alone = self._alone or column.is_inside
        if not short or not cell.voices:
            return cell_text(cell, alone=alone, ascii_marks=self._ascii)
        marks = cell.marks(ascii_marks=self._ascii)
        one_mark = alone and len(cell.voices) == 1
        return marks if one_mark or len(cell.voices) > MOST_MARKS else f"{marks} {fraction(cell)}"

    def marks(self, line: SheetLine, column: SheetColumn) -> str:
        """Return the marks with which the text of a cell begins; empty where it has none."""
        cell = self.cell(line, column)
        if cell is None or not cell.voices or len(cell.voices) > MOST_MARKS or line.kind not in _OF_VOICES:
            return ""
        return cell.marks(ascii_marks=self._ascii)

    def cell(self, line: SheetLine, column: SheetColumn) -> Cell | None:
        """Return the cell of the matrix that stands here; None where there is none."""
        place = self.place(line, column)
        return self.matrix.cells[line.row][place] if place is not None else None

    def place(self, line: SheetLine, column: SheetColumn) -> int | None:
        """Return the place of the matrix's column that stands here; None where there is none."""
        if column.place is None or line.kind not in OF_A_CODE:
            return None
        for under, kind in _UNDER.items():
            if line.kind is kind:
                return self._under[under].get(column.place)
        return column.place

    def says(self, line: SheetLine, column: SheetColumn) -> bool:
        """Tell whether anything was found here."""
        cell = self.cell(line, column)
        return cell is None or bool(cell.quotes or cell.n)

    def spoken(self, line: SheetLine, column: SheetColumn) -> str:
        """Return a cell in words."""
        cell = self.cell(line, column)
        if cell is None or line.kind not in _OF_VOICES:
            return self.text(line, column)
        told = spoken(cell)
        beside = cell.beside
        if beside and cell.N:
            told += "; " + _("not asked or not read") + ": " + ", ".join(beside)
        if cell.quotes and cell.voices:
            told += "  ·  " + n_("{count} quote", "{count} quotes", cell.quotes).format(count=quotes_text(cell))
        return told

    # how it is made

    def _line(self, line: SheetLine) -> PageLine | None:
        if line.kind is LineKind.HEADING:
            return self._head.lines[line.row]
        return self._block(line.row // _BLOCK)[1].get((line.row, line.kind))

    def _make_block(self, number: int) -> tuple[tuple[str, ...], dict[tuple[int, LineKind], PageLine]]:
        """Return the headings, and the lines of a few rows by row and kind."""
        rows = range(number * _BLOCK, min((number + 1) * _BLOCK, len(self.matrix.rows)))
        page = self._page(rows)
        found: dict[tuple[int, LineKind], PageLine] = {}
        above: dict[int, int] = {}
        row = rows.start - 1
        for line in page.lines[len(self._head.lines) :]:
            if line.kind in {LineKind.THEME, LineKind.CODE}:
                row += 1
                if self.matrix.rows[row].code.id in self._poles:
                    above[line.depth] = row
            found[above[line.depth - 1] if line.kind is LineKind.POLES else row, line.kind] = line
        return page.headings, found

    def _page(self, rows: range) -> FirstPage:
        """Return the first page of some rows, in the columns that are shown."""
        matrix = self.matrix
        wanted = {place for found in self._under.values() for place in found.values()} | set(self._places)
        kept = [place for place in range(len(matrix.columns)) if place in wanted]
        some = slice(rows.start, rows.stop)
        codes = {row.code.id for row in matrix.rows[some]}
        poles = (found for found in matrix.poles if found.theme.id in codes)
        part = replace(
            matrix,
            rows=matrix.rows[some],
            columns=tuple(self._as_top(matrix.columns[place]) for place in kept),
            cells=tuple(tuple(cells[place] for place in kept) for cells in matrix.cells[some]),
            spread=matrix.spread[some],
            poles=tuple(replace(found, groups=tuple(found.groups[place] for place in kept)) for found in poles),
        )
        return first_page(part, self._manifest, ascii_marks=self._ascii)

    def _as_top(self, column: Column) -> Column:
        if column.inside is None or column.line is not Line.INFORMANT:
            return column
        return replace(column, inside=None, heading=Heading(words=sum(member.words for member in column.members)))


_OF_VOICES = frozenset({LineKind.THEME, LineKind.CODE})
