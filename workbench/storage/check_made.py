"""Checks that rows and journal agree: every row that is there was made by a change, and what was made is there.

The changes are read backwards: the last one that speaks of a row says whether it should be there. All is done with
runs of rows, of which there are few however large the project.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from workbench.domain.checking import Finding
from workbench.i18n import N_
from workbench.storage import tables
from workbench.storage.check_names import kind_of, named
from workbench.storage.check_rows import Values, values_of
from workbench.storage.journal import DELETE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection, Table

Run = tuple[int, int]
"""First and last row of some that follow one another."""

_MANY = 10_000


def check(connection: Connection) -> Iterator[Finding]:
    """Yield rows that no change made, and changes whose rows are not there."""
    horizon = connection.execute(select(func.max(tables.horizon.c.step_id))).scalar() or 0
    for table in tables.JOURNALLED.values():
        try:
            yield from _table(connection, table, horizon)
        except TypeError:
            yield Finding(
                "change", N_("The history of {thing} cannot be read, so it cannot be undone; please report this."),
                {"thing": kind_of(table.name)},
            )  # fmt: skip


def _table(connection: Connection, table: Table, horizon: int) -> Iterator[Finding]:
    change = tables.change
    query = select(change.c.first_id, change.c.last_id, change.c.op, change.c.step_id).where(
        change.c.table_name == table.name, change.c.first_id <= change.c.last_id
    )
    changes = values_of(connection, query.order_by(change.c.id.desc()))
    told, there = _Told(), []
    for at, (first, last, op, _step) in enumerate(changes):
        news = told.news(first, last)
        if op != DELETE:
            there += [(*run, at) for run in news]
    live = _joined(_runs(connection, table))
    there.sort()
    should_be = _joined((first, last) for first, last, _at in there)
    for first, _last in _without(live, should_be):
        yield Finding(
            "outside the journal",
            N_("The history does not tell how {thing} came about, so it cannot be undone; please report this."),
            {"thing": named(connection, table.name, first), "id": first},
        )  # fmt: skip
    if any(_without(should_be, live)):
        for step, count in _lost(there, live, changes).items():
            # An erasure takes rows without a word.
            if step > horizon:
                yield Finding(
                    "not there",
                    N_("Change {step} made {thing} that is not there, and no change took it away (as often as this:"
                       " {count}); bring back an earlier copy with: workbench restore {project}"),
                    {"step": step, "thing": kind_of(table.name), "count": count},
                )  # fmt: skip


def _lost(there: Sequence[tuple[int, int, int]], live: Sequence[Run], changes: Sequence[Values]) -> dict[int, int]:
    """Count the rows that are not there and that nothing took away, by the step that made or changed them last.

    Args:
        there: the runs of rows that should be there, each with the place of its change in `changes`.
        live: the rows that are there.
        changes: first row, last row, what was done and the step, the latest first.
    """
    found: dict[int, int] = {}
    for first, last, at in there:
        lost = list(_without([(first, last)], live))
        if lost:
            # A run that came back by undo may have holes where rows had gone before.
            holes = _joined(sorted((low, high) for low, high, op, _step in changes[at + 1 :] if op == DELETE))
            lost = list(_without(lost, holes))
        if lost:
            step = changes[at][3]
            found[step] = found.get(step, 0) + sum(last - first + 1 for first, last in lost)
    return found


class _Told:
    """The rows of which something was told already."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def news(self, first: int, last: int) -> list[Run]:
        """Return the rows of a run of which nothing was told yet, and note them."""
        low, high = bisect_left(self._ends, first - 1), bisect_right(self._starts, last + 1)
        if high - low == 1 and last == self._starts[low] - 1:
            # Nearly always, since a project grows: the row before those that were told of.
            self._starts[low] = first
            return [(first, last)]
        known = list(zip(self._starts[low:high], self._ends[low:high], strict=True))
        found = list(_without([(first, last)], known))
        if found:
            self._starts[low:high] = [min(first, known[0][0]) if known else first]
            self._ends[low:high] = [max(last, known[-1][1]) if known else last]
        return found


def _runs(connection: Connection, table: Table) -> Iterator[Run]:
    """Yield the runs of rows that are there."""
    # Each by itself is answered from an index, without going through the rows.
    count, first, last = (
        values_of(connection, select(asked).select_from(table))[0][0]
        for asked in (func.count(), func.min(table.c.id), func.max(table.c.id))
    )
    if not count:
        return
    if last - first + 1 == count:
        yield first, last
        return
    after = first - 1
    while rows := values_of(connection, select(table.c.id).where(table.c.id > after).order_by(table.c.id).limit(_MANY)):
        yield from _joined((row, row) for (row,) in rows)
        after = rows[-1][0]


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return runs, given in order, with those that touch made one."""
    found: list[Run] = []
    for first, last in runs:
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _without(runs: Iterable[Run], taken: Sequence[Run]) -> Iterator[Run]:
    """Yield what is left of runs when others are taken out; those are in order and do not overlap."""
    for first, last in runs:
        at = bisect_left(taken, first, key=lambda run: run[1])
        while at < len(taken) and taken[at][0] <= last:
            if first < taken[at][0]:
                yield first, taken[at][0] - 1
            first = taken[at][1] + 1
            at += 1
        if first <= last:
            yield first, last
