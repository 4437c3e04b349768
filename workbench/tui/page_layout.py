"""How a text lies on the page: which characters stand on which row, and in which cells.

Pure arithmetic, from a text, its turns and a width to rows; it draws nothing. Offsets are code points of
the frozen text, columns are cells. A row never cuts a grapheme, and white space where a row ends is not shown.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from rich.cells import cell_len

from workbench.domain import graphemes
from workbench.tui.safe import HIDDEN, drawn_as

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDEST = 66
"""Cells of a row of text, at most."""

_NARROW = r"[ -~\n\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u20ac]"
"""Characters that take one cell each and are a grapheme each."""
_ALL_NARROW = re.compile(rf"{_NARROW}*+")
_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_SPACE = " \n"
_ENDS_LINE = frozenset('.?!:…»"')
_GAP = -1


class Body(Protocol):
    """What the layout needs of a turn."""

    @property
    def body_start(self) -> int: ...  # noqa: D102
    @property
    def body_end(self) -> int: ...  # noqa: D102


class ShownRow(Protocol):
    """One row as it is shown."""

    @property
    def width(self) -> int:
        """Cells."""

    def piece(self, start: int, end: int) -> str:
        """Return what is shown of the characters from `start` to `end`."""

    def column(self, offset: int) -> int:
        """Return the cell where the grapheme that holds `offset` begins; the row's width beyond its end."""

    def offset(self, column: int) -> int:
        """Return the first character of the grapheme in a cell; of the last one where the cell lies beyond."""


@dataclass(frozen=True, slots=True)
class _NarrowRow:
    """A row of which each character takes one cell."""

    text: str
    start: int
    width: int

    def piece(self, start: int, end: int) -> str:
        return self.text[max(start - self.start, 0) : max(end - self.start, 0)]

    def column(self, offset: int) -> int:
        return min(max(offset - self.start, 0), self.width)

    def offset(self, column: int) -> int:
        return self.start + min(max(column, 0), max(self.width - 1, 0))


@dataclass(frozen=True, slots=True)
class _AnyRow:
    """A row of graphemes with widths of their own."""

    starts: tuple[int, ...]
    shown: tuple[str, ...]
    columns: tuple[int, ...]
    width: int

    def piece(self, start: int, end: int) -> str:
        return "".join(shown for at, shown in zip(self.starts, self.shown, strict=True) if start <= at < end)

    def column(self, offset: int) -> int:
        place = bisect_right(self.starts, offset) - 1
        if place < 0:
            return 0
        return self.columns[place]

    def offset(self, column: int) -> int:
        return self.starts[max(bisect_right(self.columns, column) - 1, 0)]


class PageLayout:
    """The rows of a whole source at one width.

    Args:
        text: the frozen text.
        turns: in text order; what lies in no body is not shown.
        width: cells of a row.
        gap: empty rows between turns.
    """

    def __init__(self, text: str, turns: Sequence[Body], width: int = WIDEST, gap: int = 1) -> None:
        self.text = text
        self.width = width
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._owners: list[int] = []
        self._first_rows: list[int] = []
        for number, turn in enumerate(turns):
            if number:
                self._add([(turn.body_start, turn.body_start)] * gap, _GAP)
            self._first_rows.append(len(self._starts))
            self._add(_wrapped(text, turn.body_start, turn.body_end, width), number)
        self._shown: dict[int, ShownRow] = {}

    def _add(self, rows: list[tuple[int, int]], owner: int) -> None:
        self._starts += [start for start, _end in rows]
        self._ends += [end for _start, end in rows]
        self._owners += [owner] * len(rows)

    @property
    def height(self) -> int:
        """Rows, empty ones between turns included."""
        return len(self._starts)

    def bounds(self, row: int) -> tuple[int, int]:
        """Return the characters of a row, first in and last out."""
        return self._starts[row], self._ends[row]

    def turn_of(self, row: int) -> int | None:
        """Return the index of the turn a row belongs to; None between turns."""
        owner = self._owners[row]
        return None if owner == _GAP else owner

    def first_row(self, turn: int) -> int:
        """Return the first row of the turn with this index."""
        return self._first_rows[turn]

    def is_first(self, row: int) -> bool:
        """Tell whether a turn begins on a row."""
        owner = self._owners[row]
        return owner != _GAP and self._first_rows[owner] == row

    def row_of(self, offset: int) -> int:
        """Return the row on which a character stands, or after which it is left out."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def place(self, offset: int) -> tuple[int, int]:
        """Return row and column of a character."""
        row = self.row_of(offset)
        if offset >= self._ends[row]:
            return row, self.shown(row).width
        return row, self.shown(row).column(offset)

    def offset_at(self, row: int, column: int) -> int:
        """Return the first character of the grapheme in a cell, or of the nearest one on that row."""
        return self.shown(min(max(row, 0), self.height - 1)).offset(column)

    def shown(self, row: int) -> ShownRow:
        """Return a row as it is shown."""
        found = self._shown.get(row)
        if found is None:
            found = self._shown[row] = _shown(self.text, self._starts[row], self._ends[row])
        return found


def _shown(text: str, start: int, end: int) -> ShownRow:
    if start == end:
        return _NarrowRow("", start, 0)
    has_line_end = text.find("\n", start, end) >= 0
    has_run = has_line_end and any(len(run[0]) > 1 for run in _LINE_END.finditer(text, start, end))
    if not has_run and _is_narrow(text, start, end):
        return _NarrowRow(text[start:end].replace("\n", " "), start, end - start)
    return _any_row(text, start, end)


def _any_row(text: str, start: int, end: int) -> _AnyRow:
    starts, shown, columns = [], [], []
    column = 0
    for at, cluster in _clusters_shown(text, start, end):
        starts.append(at)
        shown.append(cluster)
        columns.append(column)
        column += cell_len(cluster)
    return _AnyRow(tuple(starts), tuple(shown), tuple(columns), column)


def _clusters_shown(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield place and appearance of each grapheme; a run of white space with a line end is one space."""
    at = start
    for run in _LINE_END.finditer(text, start, end):
        yield from _clusters(text, at, run.start())
        yield run.start(), " "
        at = run.end()
    yield from _clusters(text, at, end)


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    at = start
    for cluster in graphemes.clusters(text[start:end]):
        yield at, _seen(cluster)
        at += len(cluster)


@lru_cache(4096)
def _seen(cluster: str) -> str:
    """Return what is shown for a grapheme; one without width gets something to sit on."""
    shown = drawn_as(cluster)
    return shown if cell_len(shown) else HIDDEN + shown


def _is_narrow(text: str, start: int, end: int) -> bool:
    found = _ALL_NARROW.match(text, start, end)
    return found is not None and found.end() == end


def _wrapped(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """Cut a body into rows; an empty body is one empty row."""
    if start >= end:
        return [(start, start)]
    rows: list[tuple[int, int]] = []
    for first, last in _paragraphs(text, start, end):
        if first == last:
            rows.append((first, first))
        elif _is_narrow(text, first, last):
            rows += [row.span() for row in _row(width).finditer(text, first, last)]
        else:
            rows += _filled(_units(text, first, last, width), width)
    return rows or [(start, start)]


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between line ends that count; an empty line is an empty stretch.

    A line that breaks off and goes on in lower case, as texts from PDFs do, goes on in the same stretch.
    """
    here = start
    if text.find("\n", start, end) >= 0:
        for run in _LINE_END.finditer(text, start, end):
            if text[run.end()].islower() and text[run.start() - 1] not in _ENDS_LINE:
                continue
            yield here, run.start()
            if run[0].count("\n") > 1:
                yield run.end() - 1, run.end() - 1
            here = run.end()
    yield here, end


@lru_cache(64)
def _row(width: int) -> re.Pattern[str]:
    """Return what matches one row: words that fit, else as much of a long word as fits."""
    inner = f".{{0,{width - 2}}}+" if width < 2 else f".{{0,{width - 2}}}"
    return re.compile(rf"[^ \n](?:{inner}[^ \n])?(?=[ \n]|\Z)|[^ \n]{{{width}}}", re.DOTALL)


Unit = tuple[int, int, int, bool]
"""Start, end, cells, whether it is white space."""


def _units(text: str, start: int, end: int, width: int) -> Iterator[Unit]:
    """Yield what stays together on a row: words, and single graphemes of wide scripts or of words too long."""
    word: list[tuple[int, int, int]] = []
    places = [*_clusters_shown(text, start, end), (end, "")]
    for (at, shown), (following, _next) in pairwise(places):
        cells = cell_len(shown)
        if shown == " " or cells > 1:
            yield from _word_units(word, width)
            word = []
            yield at, following, cells, shown == " "
        else:
            word.append((at, following, cells))
    yield from _word_units(word, width)


def _word_units(word: list[tuple[int, int, int]], width: int) -> Iterator[Unit]:
    cells = sum(part[2] for part in word)
    if cells > width:
        yield from ((*part, False) for part in word)
    elif word:
        yield word[0][0], word[-1][1], cells, False


def _filled(units: Iterator[Unit], width: int) -> list[tuple[int, int]]:
    rows: list[tuple[int, int]] = []
    begun = end = used = 0
    space: int | None = None
    for first, last, cells, is_space in units:
        if is_space:
            space = None if space is None else space + cells
        elif space is not None and used + space + cells <= width:
            used, end, space = used + space + cells, last, 0
        else:
            if space is not None:
                rows.append((begun, end))
            begun, end, used, space = first, last, cells, 0
    return [*rows, (begun, end)] if space is not None else rows
