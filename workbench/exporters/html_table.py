"""The first page as the template lays it out: each line with its row, each cell with its marks and its address.

The texts are those of the domain's first page, cut between marks and words and not changed. Addresses are what stands
after the # of a link: a cell is its row's path and its column's path, so that a link still holds in a later export.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote as percent

from workbench.domain.cell_words import quotes_counted, spoken
from workbench.domain.cells import MOST_MARKS, Cell, State, mark
from workbench.domain.first_page import LineKind, PageLine
from workbench.domain.tallies import Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.matrix import Matrix
    from workbench.domain.report import Report
    from workbench.domain.rows import Row

HUES = 24
"""Steps of the colour circle that the stylesheet knows; a page may hold no styles of its own."""
DEEPEST = 8
"""Depths that the stylesheet knows."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_GREY = 0.12
"""Saturation under which a colour has no hue to speak of."""
_LINES = {LineKind.DOCUMENTS: Line.DOCUMENTS, LineKind.NO_INFORMANT: Line.NO_INFORMANT}

STATES = {state: str(rank) for rank, state in enumerate(State)}
"""Each state as a digit, in the stylesheet and in the data."""
_KINDS = {mark(state, is_key=is_key): f"m{STATES[state]}" for state in State for is_key in (False, True)}


class Mark(NamedTuple):
    """One informant's mark."""

    kind: str
    """A class of the stylesheet."""
    sign: str


class TableCell(NamedTuple):
    """One cell of the table."""

    marks: tuple[Mark, ...]
    text: str
    """What follows the marks."""
    address: str = ""
    """Empty where there is nothing to open."""
    spoken: str = ""
    """What a screen reader says instead; empty where it reads the text."""
    tinted: bool = False


class TableLine(NamedTuple):
    """One line of the table."""

    kind: str
    title: str
    of: str
    """The name of the row that the line belongs to, where the title does not say it."""
    row: int | None
    """Which row of the matrix; None over the first."""
    depth: int
    hue: str
    cells: tuple[TableCell, ...]


def hue(book: Codebook, code: Code) -> str:
    """Return the class of a code's tint: its theme's hue, or `x` where that has none."""
    colour = book.theme(code.id).colour
    if not _COLOUR.fullmatch(colour):
        return "x"
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    turn, _light, saturation = colorsys.rgb_to_hls(red, green, blue)
    return "x" if saturation < _GREY else str(round(turn * HUES) % HUES)


class Addresses:
    """What stands after the # of links to the rows, columns and cells of a matrix.

    Args:
        matrix: what is shown.
    """

    def __init__(self, matrix: Matrix) -> None:
        self.rows = tuple(_different(row.path for row in matrix.rows))
        self._rows = tuple(percent(path, safe="") for path in self.rows)
        self._columns = tuple(percent(column.path, safe="") for column in matrix.columns)

    def cell(self, row: int, column: int, only: str = "") -> str:
        """Return the address of a cell; `only` tells what of it."""
        return "/".join((self._rows[row], self._columns[column], *filter(None, (only,))))


def _different(paths: Iterator[str]) -> Iterator[str]:
    """Yield paths; one that a name with " > " in it makes equal to another gets a number."""
    seen: dict[str, int] = {}
    for path in paths:
        seen[path] = seen.get(path, 0) + 1
        yield path if seen[path] == 1 else f"{path} ({seen[path]})"


def table_lines(report: Report, addresses: Addresses) -> Iterator[TableLine]:
    """Yield the lines of the first page."""
    return _Table(report, addresses).lines()


class _Table:
    """Lays out one page."""

    def __init__(self, report: Report, addresses: Addresses) -> None:
        self._matrix = report.matrix
        self._lines = report.page.lines
        self._addresses = addresses
        self._top = report.matrix.top
        self._under = [report.matrix.lines(place) for place in self._top]
        self._hues = [hue(report.matrix.facts.codebook, row.code) for row in report.matrix.rows]

    def lines(self) -> Iterator[TableLine]:
        themes: list[int] = []
        place = -1
        for line in self._lines:
            if line.kind in {LineKind.THEME, LineKind.CODE}:
                place += 1
                del themes[line.depth :]
                themes.append(place)
                row: int | None = place
            elif line.kind is LineKind.HEADING:
                row = None
            else:
                row = themes[line.depth - 1]
            yield self._line(line, row)

    def _line(self, line: PageLine, row: int | None) -> TableLine:
        of = "" if row is None or line.kind in {LineKind.THEME, LineKind.CODE} else self._row(row).code.name
        tops = len(self._top)
        cells = [self._cell(line, row, place, text) for place, text in enumerate(line.cells[:tops])]
        cells += [TableCell((), text) for text in line.cells[tops:]]
        return TableLine(
            line.kind.value.replace(" ", "-"),
            line.title,
            of,
            row,
            min(line.depth, DEEPEST),
            "x" if row is None else self._hues[row],
            tuple(cells),
        )

    def _row(self, row: int) -> Row:
        return self._matrix.rows[row]

    def _cell(self, line: PageLine, row: int | None, place: int, text: str) -> TableCell:
        if row is None:
            return TableCell((), text)
        column = self._top[place]
        if line.kind is LineKind.POLES:
            return TableCell((), text, self._addresses.cell(row, column, "poles"))
        if line.kind in _LINES:
            return self._plain(line, row, place, text)
        cell = self._matrix.cells[row][column]
        if line.kind is LineKind.AGAINST:
            address = self._addresses.cell(row, column, "against") if cell.against else ""
            return TableCell((), text, address)
        marks, rest = _cut(cell, text)
        return TableCell(marks, rest, self._addresses.cell(row, column), _said(cell), bool(cell.n))

    def _plain(self, line: PageLine, row: int, place: int, text: str) -> TableCell:
        column = self._under[place].get(_LINES[line.kind])
        if column is None or not self._matrix.cells[row][column].quotes:
            return TableCell((), text)
        return TableCell((), text, self._addresses.cell(row, column))


def _cut(cell: Cell, text: str) -> tuple[tuple[Mark, ...], str]:
    """Return a cell's marks, and the words after them."""
    if not cell.voices or len(cell.voices) > MOST_MARKS:
        return (), text
    marks = cell.marks()
    signs = tuple(Mark(_KINDS[sign], sign) for sign in marks)
    return signs, text.removeprefix(marks).lstrip(" ")


def _said(cell: Cell) -> str:
    """Return a cell as a screen reader says it: `3 of 7: BK1, BK2, BK4; against: BK3. 8 quotes`."""
    text = spoken(cell)
    return f"{text}. {quotes_counted(cell.quotes)}" if cell.voices and cell.quotes else text
