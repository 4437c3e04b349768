"""The table of codings, from a CSV file to rows; there may be millions.

Lines are taken some thousand at a time, column by column. Only where that does not go through is each line
looked at by itself, to come in after all or to be listed with the reason. Whether source, code and words
exist is not asked here.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Sequence
from itertools import islice, repeat
from operator import lt

from workbench.domain.codebook import LONGEST_NAME, PATH_SEPARATOR
from workbench.domain.errors import WorkbenchError
from workbench.domain.naming import LONGEST_REFERENCE, name_problem, shown
from workbench.domain.passages import Stance
from workbench.domain.tables import GUARD, CodingRow, RowProblem, Table, unguarded
from workbench.i18n import N_
from workbench.importers.csv_cells import TOO_LONG, Cells, read_cells

LARGEST_CODINGS = 500_000_000
"""Bytes."""

CODING_COLUMNS = (
    "source", "start", "end", "quote", "code", "coder", "round", "stance", "id", "memo", "starred",
)  # fmt: skip
_NEEDED = ("source", "code")
_LONGEST_CODE = 20 * (LONGEST_NAME + len(PATH_SEPARATOR))

_STANCES = dict.fromkeys(("", "for", "+"), Stance.FOR) | dict.fromkeys(
    ("against", "imot", "mot", "-", "\u2212", "\u2013"), Stance.AGAINST
)
_STARRED = {"": False, "no": False, "nei": False, "false": False, "usann": False,
            "yes": True, "ja": True, "true": True, "sann": True, "*": True}  # fmt: skip

_BATCH = 300
"""Lines looked at together; few enough to stay in the processor's cache, and that one odd line costs little."""

Column = Sequence[str]


class _Names(dict[str, str]):
    """Names by how they are written; each is checked and kept once."""

    def __init__(self, longest: int, empty: bool = False) -> None:
        super().__init__()
        self._longest = longest
        self._empty = empty

    def __missing__(self, written: str) -> str:
        name = unguarded(written).strip()
        problem = None if self._empty and not name else name_problem(name, self._longest)
        if problem:
            raise WorkbenchError(problem[0], **problem[1])
        self[written] = name
        return name


def read_codings(path: str) -> Table[CodingRow]:
    """Read `codings.csv`: by place, by quote, or both.

    Raises:
        ImportFailed: it is no such table.
    """
    cells = read_cells(path, CODING_COLUMNS, _NEEDED, LARGEST_CODINGS)
    extra = tuple(heading for heading in cells.headings if heading and heading.casefold() not in CODING_COLUMNS)
    collecting = gc.isenabled()
    gc.disable()  # rows hold no cycles, and looking for some takes longer than reading
    try:
        maker = _Maker(cells)
        while batch := list(islice(cells.rows, _BATCH)):
            maker.take(batch)
    finally:
        if collecting:
            gc.enable()
    return Table(tuple(maker.rows), tuple(maker.problems), extra)


class _Maker:
    """Makes rows from lines, some thousand at a time."""

    def __init__(self, cells: Cells) -> None:
        self.rows: list[CodingRow] = []
        self.problems: list[RowProblem] = []
        self._width = len(cells.headings)
        self._places = [cells.columns.get(name, self._width) for name in CODING_COLUMNS]
        self._guards = cells.guards
        self._sources = _Names(LONGEST_REFERENCE)
        self._codes = _Names(_LONGEST_CODE)
        self._readers = _Names(LONGEST_REFERENCE, empty=True)

    def take(self, batch: list[tuple[int, list[str]]]) -> None:
        """Make rows of some lines: together where all are as most are, else one by one."""
        try:
            self.rows += self._together(batch)
        except (WorkbenchError, ValueError, KeyError):
            for number, cells in batch:
                self._one(number, cells)

    def _together(self, batch: list[tuple[int, list[str]]]) -> list[CodingRow]:
        """Make rows column by column.

        Raises:
            WorkbenchError, ValueError, KeyError: some line must be looked at by itself.
        """
        numbers, lines = zip(*batch, strict=True)
        there: list[Column] = [*zip(*lines, strict=True), ("",) * len(batch)]
        if len(there) != self._width + 1:
            raise ValueError(len(there))
        source, start, end, quote, code, coder, round_, stance, label, memo, starred = (
            there[place] for place in self._places
        )
        begins, ends = _numbers(start, end, quote)
        values = zip(
            numbers,
            map(self._sources.__getitem__, source),
            begins,
            ends,
            self._unguarded(quote),
            map(self._codes.__getitem__, code),
            map(self._readers.__getitem__, coder),
            map(self._readers.__getitem__, round_),
            map(_STANCES.__getitem__, stance),
            self._unguarded(label),
            self._unguarded(memo),
            map(_STARRED.__getitem__, starred),
            strict=True,
        )
        return list(map(tuple.__new__, repeat(CodingRow), values))

    def _unguarded(self, column: Column) -> Column:
        return [unguarded(cell) if cell[:1] == GUARD else cell for cell in column] if self._guards else column

    def _one(self, number: int, cells: list[str]) -> None:
        """Take a line by itself, or list why it is kept out."""
        if not any(cell.strip() for cell in cells):
            return
        if any(cell.strip() for cell in cells[self._width :]):
            self.problems.append(RowProblem(number, TOO_LONG))
            return
        there = [*cells[: self._width], *[""] * (self._width - len(cells)), ""]
        picked = {name: there[place] for name, place in zip(CODING_COLUMNS, self._places, strict=True)}
        _tidy(picked)
        problem = _problem(number, picked)
        if problem is None:
            try:
                # The cells go the way of all, in an order that `_places` finds them in.
                line = [""] * self._width
                for name, place in zip(CODING_COLUMNS, self._places, strict=True):
                    line[place : place + 1] = [picked[name]] if place < self._width else []
                self.rows += self._together([(number, line)])
                return
            except WorkbenchError as error:
                problem = RowProblem(number, error.template, error.values)
        self.problems.append(problem)


def _numbers(start: Column, end: Column, quote: Column) -> tuple[Iterable[int | None], Iterable[int | None]]:
    """Return where the passages begin and end, or nothing but None where each has a quote instead."""
    if not any(start) and not any(end):
        if not all(quote):
            raise ValueError
        return repeat(None, len(start)), repeat(None, len(end))
    begins, ends = list(map(int, start)), list(map(int, end))
    if min(begins) < 0 or not all(map(lt, begins, ends)):
        raise ValueError
    return begins, ends


def _tidy(cells: dict[str, str]) -> None:
    for key in ("start", "end"):
        cells[key] = cells[key].strip()
    for key in ("stance", "starred"):
        cells[key] = cells[key].strip().casefold()


def _problem(number: int, cells: dict[str, str]) -> RowProblem | None:
    start, end = cells["start"], cells["end"]
    if not cells["source"].strip() or not cells["code"].strip():
        return RowProblem(number, N_("source and code must both be written"))
    if not (start or end or cells["quote"]):
        return RowProblem(number, N_("neither a place (start and end) nor a quote is written"))
    if (start or end) and not _is_place(start, end):
        values = {"start": shown(start), "end": shown(end)}
        return RowProblem(number, N_("start “{start}” and end “{end}” are no place in a text"), values)
    if cells["stance"] not in _STANCES:
        return RowProblem(number, N_("“{stance}” is neither for nor against"), {"stance": shown(cells["stance"])})
    if cells["starred"] not in _STARRED:
        return RowProblem(number, N_("“{value}” is neither ja nor nei, yes nor no"), {"value": shown(cells["starred"])})
    return None


def _is_place(start: str, end: str) -> bool:
    if not (start.isdecimal() and end.isdecimal() and len(start) < 19 and len(end) < 19):
        return False
    return int(start) < int(end)
