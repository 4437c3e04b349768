"""In which order quotes stand in a file, and where those of each cell begin.

Quotes are ordered by code, then case, then in turn over informants, so that those of one cell stand together; a cell's
link leads to the first of them. Nothing is counted here and nothing is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.passages import Stance
from workbench.domain.report import in_turn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.ids import CodeId
    from workbench.domain.matrix import Matrix
    from workbench.domain.report import Report, ShownQuote


class Listed(NamedTuple):
    """A quote in its place."""

    shown: ShownQuote
    row: int
    """Of the matrix."""
    column: int | None
    """The first column of the matrix in which it counts."""


def ordered(report: Report) -> list[Listed]:
    """Return every quote by code, then case, then in turn over informants."""
    matrix = report.matrix
    rows = {row.code.id: place for place, row in enumerate(matrix.rows)}
    cases = {case.label: place for place, case in enumerate(matrix.facts.cases)}
    groups: dict[tuple[int, int], list[ShownQuote]] = {}
    for shown in report.quotes:
        said_in = shown.quote.cases
        case = cases.get(said_in[0], len(cases)) if said_in else len(cases)
        groups.setdefault((rows[shown.quote.code], case), []).append(shown)
    columns = _Columns(matrix)
    return [
        Listed(shown, row, next(iter(columns.of(shown)), None))
        for (row, _case), found in sorted(groups.items(), key=lambda group: group[0])
        for shown in in_turn(found)
    ]


class Firsts:
    """The first quote of each cell of the matrix, by its place in the list.

    Args:
        matrix: what is shown.
        listed: in their order.
    """

    def __init__(self, matrix: Matrix, listed: Iterable[Listed]) -> None:
        self._all: dict[tuple[int, int], int] = {}
        self._against: dict[tuple[int, int], int] = {}
        rows = _rows_above(matrix)
        columns = _Columns(matrix)
        for place, (shown, row, _column) in enumerate(listed):
            against = shown.quote.stance is Stance.AGAINST
            for column in columns.of(shown):
                for above in rows[row]:
                    self._all.setdefault((above, column), place)
                    if against:
                        self._against.setdefault((above, column), place)

    def of(self, row: int, column: int, *, against: bool = False) -> int | None:
        """Return where the quotes of a cell begin; None where it has none."""
        return (self._against if against else self._all).get((row, column))


class _Columns:
    """The columns in which a quote counts; found once for all that is said alike."""

    def __init__(self, matrix: Matrix) -> None:
        self._finder = matrix.column_finder()
        self._known: dict[tuple[str, tuple[str, ...], bool], tuple[int, ...]] = {}

    def of(self, shown: ShownQuote) -> tuple[int, ...]:
        quote = shown.quote
        key = (quote.source, quote.informants, quote.unattributed)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._finder.places(quote)
        return found


def _rows_above(matrix: Matrix) -> list[tuple[int, ...]]:
    """Return for each row itself and the rows of the codes above it."""
    rows: dict[CodeId, int] = {row.code.id: place for place, row in enumerate(matrix.rows)}
    book = matrix.facts.codebook
    return [
        (place, *(rows[code.id] for code in book.above(row.code.id) if code.id in rows))
        for place, row in enumerate(matrix.rows)
    ]
