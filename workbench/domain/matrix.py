"""The matrix: tallies and facts made into rows, columns and cells (MATRIX.md §§1-3).

This is the one place that decides what a cell says. It counts nothing itself, and it never calls anybody
silent where nobody has looked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.cell_making import WITHOUT_INFORMANT, CellMaker, Place
from workbench.domain.codebook import DimensionKind
from workbench.domain.columns import Column, LeftOut
from workbench.domain.placing import Columns
from workbench.domain.poles import PolesRow, pole_groups
from workbench.domain.rows import Row, end_of, rows_of
from workbench.domain.tallies import Facts, Grouping, Line, Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.cells import Cell
    from workbench.domain.ids import CodeId, SourceId
    from workbench.domain.quotes import Quote


class Spread(NamedTuple):
    """In how many cases a code is said: "in 2 of 3 municipalities", the only total there is."""

    says: int
    """Cases in which an informant says it."""
    known: int
    """Cases with at least one informant in N."""
    cases: int
    """Cases with informants."""


@dataclass(frozen=True)
class Matrix:
    """Everything that a matrix shows, in the order in which it is shown."""

    grouping: Grouping
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    cells: tuple[tuple[Cell, ...], ...]
    """A tuple for each row, with a cell for each column."""
    poles: tuple[PolesRow, ...]
    """For each theme with two ends that has a row."""
    spread: tuple[Spread | None, ...]
    """For each row by case; None in other groupings."""
    left_out: tuple[LeftOut, ...]
    """Every informant and source that is kept and not counted."""
    hidden: int
    """Codings that the view hides."""
    facts: Facts

    @property
    def top(self) -> tuple[int, ...]:
        """The places in `columns` of those that stand by themselves."""
        return tuple(place for place, column in enumerate(self.columns) if column.top)

    def lines(self, place: int) -> dict[Line, int]:
        """Return where the lines without informants of the column at `place` stand in `columns`."""
        path = self.columns[place].path
        return {
            column.line: other
            for other, column in enumerate(self.columns)
            if column.inside == path and column.line is not Line.INFORMANT
        }

    def column_finder(self) -> ColumnFinder:
        """Return what finds the columns in which a passage counts."""
        return ColumnFinder(self)


class ColumnFinder:
    """Finds the columns in which a passage counts; made once for many quotes."""

    def __init__(self, matrix: Matrix) -> None:
        self._source = {source.label: source.id for source in matrix.facts.sources}
        self._columns = matrix.columns
        self._by_informant: dict[str, list[int]] = defaultdict(list)
        self._plain: list[int] = []
        for place, column in enumerate(matrix.columns):
            if column.line in WITHOUT_INFORMANT:
                self._plain.append(place)
            for member in column.members:
                self._by_informant[member.label].append(place)

    def places(self, quote: Quote) -> tuple[int, ...]:
        """Return the places in the matrix's columns, in order."""
        likely = {place for informant in quote.informants for place in self._by_informant.get(informant, ())}
        if quote.unattributed:
            likely.update(self._plain)
        source = self._source.get(quote.source)
        return tuple(place for place in sorted(likely) if self._holds(place, quote, source))

    def _holds(self, place: int, quote: Quote, source: SourceId | None) -> bool:
        return self._columns[place].holds(quote.informants, unattributed=quote.unattributed, source=source)


def matrix_of(
    facts: Facts,
    grouping: Grouping,
    tallies: Iterable[Tally],
    voices: Iterable[Tally] | None = None,
) -> Matrix:
    """Make a matrix.

    Args:
        facts: of the view.
        grouping: what stands in the columns.
        tallies: what is counted in the view.
        voices: what decides states, where the view filters codes, stars or stance (`view_of_states`); else None.

    Raises:
        ValueError: a tally has no column or no informant to stand in, and would vanish.
    """
    counts = _by_code(tallies)
    speaking = counts if voices is None else _by_code(voices)
    places = frozenset(place for by_code in (counts, speaking) for found in by_code.values() for place in found)
    columns = Columns(facts, grouping, frozenset((key, line) for key, line, _informant in places)).make()
    _nothing_vanishes(columns, places)
    rows = tuple(rows_of(facts, counts.keys() | speaking.keys()))
    maker = CellMaker(facts, columns, counts, speaking)
    cells = tuple(maker.cells(row.code.id) for row in rows)
    return Matrix(
        grouping,
        rows,
        columns,
        cells,
        tuple(_poles(facts, rows, columns, maker)),
        tuple(_spread(columns, found) if grouping is Grouping.CASE else None for found in cells),
        _left_out(facts),
        facts.hidden,
        facts,
    )


def _by_code(tallies: Iterable[Tally]) -> dict[CodeId, dict[Place, Tally]]:
    found: dict[CodeId, dict[Place, Tally]] = {}
    for tally in tallies:
        found.setdefault(tally.code, {})[tally.column, tally.line, tally.informant] = tally
    return found


def _nothing_vanishes(columns: Iterable[Column], tallied: frozenset[Place]) -> None:
    places: set[Place] = set()
    for column in columns:
        places.add((column.key, column.line, None))
        places.update((column.key, Line.INFORMANT, member.id) for member in column.members)
        if column.line is Line.INFORMANT:
            places.add((column.key, Line.INFORMANTS, None))
    lost = sorted(map(str, tallied - places))
    if lost:
        raise ValueError(f"tallies without a place in the matrix: {', '.join(lost)}")


def _poles(facts: Facts, rows: Iterable[Row], columns: Iterable[Column], maker: CellMaker) -> Iterator[PolesRow]:
    for row in rows:
        dimension = row.code.dimension
        if dimension.kind is not DimensionKind.POLES or len(dimension.ends) != 2:
            continue
        first, second = (end_of(facts.codebook, row.code.id, name) for name in dimension.ends)
        if first is None or second is None:
            continue
        pairs = zip(columns, maker.cells(first.id), maker.cells(second.id), strict=True)
        groups = tuple(
            None if column.line in WITHOUT_INFORMANT else pole_groups(at_first, at_second)
            for column, at_first, at_second in pairs
        )
        yield PolesRow(row.code, (first, second), groups)


def _spread(columns: Iterable[Column], cells: Iterable[Cell]) -> Spread:
    # What has no case is no case more.
    of_cases = [
        cell for column, cell in zip(columns, cells, strict=True) if column.top and column.label and column.members
    ]
    return Spread(sum(bool(cell.n) for cell in of_cases), sum(bool(cell.N) for cell in of_cases), len(of_cases))


def _left_out(facts: Facts) -> tuple[LeftOut, ...]:
    informants = (
        LeftOut("informant", found.label, found.left_out) for found in facts.informants if found.left_out is not None
    )
    sources = (LeftOut("source", found.label, found.left_out) for found in facts.sources if found.left_out is not None)
    return (*informants, *sources)
