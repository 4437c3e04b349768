"""Writing rows so that every change can be taken back.

A `StepWriter` is the only way to change a journalled table. The live row is the after-image: an insert is
remembered by ids only, an update by the old values of the columns that changed, a delete by the old row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Index, RowMapping, Table, func, insert, select, union_all

from workbench.domain.ids import PassageId, SourceId
from workbench.domain.steps import Touched
from workbench.storage import tables
from workbench.storage.bulk import (
    insert_tuples,
    make_room,
    remember_removed,
    run_deleted,
    values_in_run,
)
from workbench.storage.runs import together

Row = Mapping[str, Any]

About = tuple[int, int, int | None, int | None]
"""The first and the last id of a run of rows, and the source and the informant that they tell of."""

INSERT, UPDATE, DELETE = "insert", "update", "delete"

_ROWS_AT_ONCE = 500
_ROWS_IN_A_BUNDLE = 2_000
_MANY = 20_000
"""Rows from which a step is given more room."""
_TO_PUT_ASIDE = 100_000
"""Rows from which an index may be made again, which costs a third of keeping it while rows come in any order."""
_BUNDLE = '{"columns":'

_PASSAGES_TOLD = 500
"""Rows up to which a step tells which passages it touched."""
_ON_PASSAGES: tuple[tuple[Table, str, dict[str, str]], ...] = (
    (tables.coding, "passage_id", {}),
    (tables.memo, "subject_id", {"subject": "passage"}),
    (tables.passage_item, "passage_id", {}),
)
"""Tables that hang on passages: the column that tells on which, and of which rows only."""


CODINGS_BY_CODE = next(index for index in tables.coding.indexes if index.name == "ix_coding_code_id")


class Ids:
    """Gives row ids that were never used before, also by rows that are gone."""

    def __init__(self) -> None:
        self._next: dict[str, int] = {}

    def take(self, connection: Connection, table: Table, count: int = 1) -> int:
        """Return the first of `count` new ids of `table`."""
        if table.name not in self._next:
            self._next[table.name] = self._first_free(connection, table)
        first = self._next[table.name]
        self._next[table.name] = first + count
        return first

    def forget(self) -> None:
        """Read the free ids anew, after a step that did not come to its end."""
        self._next.clear()

    @staticmethod
    def _first_free(connection: Connection, table: Table) -> int:
        live = select(func.max(table.c.id).label("id"))
        used = select(func.max(tables.change.c.last_id)).where(tables.change.c.table_name == table.name)
        highest = connection.execute(select(func.max(union_all(live, used).subquery().c.id))).scalar()
        return (highest or 0) + 1


class StepWriter:
    """Writes the rows of one step and remembers what it takes to undo it.

    Args:
        connection: one that is inside the step's transaction.
        step_id: the step.
        ids: gives new ids.
        begun: whether the step is stored already, and this goes on with it.
    """

    def __init__(self, connection: Connection, step_id: int, ids: Ids, *, begun: bool = False) -> None:
        self.connection = connection
        self.step_id = step_id
        self._ids = ids
        self._begun = begun
        self._changes: list[dict[str, Any]] = []
        self._runs: dict[str, list[tuple[int, int]]] = {}
        self._stored = 0
        self._removed: dict[str, set[int]] = {}
        self._aside: list[Index] = []
        self._rows_added = 0
        self.has_many = False
        """Whether the connection was given more room, since much changes."""
        self.tables: set[str] = set()
        self.sources: set[SourceId] = set()

    # -- writing

    def insert(
        self, table: Table, row: dict[str, Any], *, source: int | None = None, informant: int | None = None
    ) -> int:
        """Add one row and return its id (that of the row, where it has one already)."""
        return self.insert_many(table, [row], source=source, informant=informant)

    def insert_many(
        self, table: Table, rows: Sequence[dict[str, Any]], *, source: int | None = None, informant: int | None = None
    ) -> int:
        """Add rows with new ids in a run and return the first id.

        Args:
            table: a journalled table.
            rows: without `id`, or all with the ids of a run.
            source: the source that the rows tell of.
            informant: the informant that the rows tell of.
        """
        if not rows:
            return 0
        if "id" not in rows[0]:
            first = self._ids.take(self.connection, table, len(rows))
            for offset, row in enumerate(rows):
                row["id"] = first + offset
        self.connection.execute(insert(table), rows)
        self._remember(table, (rows[0]["id"], rows[-1]["id"]), INSERT, None, (source, informant))
        return int(rows[0]["id"])

    def insert_columns(
        self,
        table: Table,
        columns: Mapping[str, Sequence[Any]],
        fixed: Mapping[str, int] | None = None,
        *,
        source: int | None = None,
    ) -> int:
        """Add many rows with new ids in a run and return the first id; 0 where there are none.

        Args:
            table: a journalled table.
            columns: the values of every column but `id` that is neither left empty nor fixed.
            fixed: what further columns hold in every row.
            source: the source that the rows tell of.
        """
        count = len(next(iter(columns.values())))
        if not count:
            return 0
        first = self._ids.take(self.connection, table, count)
        self._rows_added += count
        if self._rows_added >= _MANY:
            self.expect_many()
        numbered = list(zip(range(first, first + count), *columns.values(), strict=True))
        insert_tuples(self.connection, table, ("id", *columns), numbered, fixed)
        self._remember(table, (first, first + count - 1), INSERT, None, (source, None))
        return first

    def bring_back(self, table: Table, before: str, *, source: int | None = None, informant: int | None = None) -> None:
        """Put rows back that a delete remembered, with the ids they had."""
        if not before.startswith(_BUNDLE):
            self.insert_many(table, rows_before(before), source=source, informant=informant)
            return
        found = json.loads(before)
        insert_tuples(self.connection, table, found["columns"], [tuple(row) for row in found["rows"]])
        place = found["columns"].index("id")
        # Rows between may have been gone already: what is not brought back here must not go when this is undone.
        for run in together((row[place], row[place]) for row in found["rows"]):
            self._remember(table, run, INSERT, None, (source, informant))

    def update(
        self, table: Table, row_id: int, *, source: int | None = None, informant: int | None = None, **values: Any
    ) -> bool:
        """Change columns of one row; return False where nothing differs."""
        old = (
            self.connection.execute(select(*(table.c[name] for name in values)).where(table.c.id == row_id))
            .mappings()
            .one()
        )
        before = {name: old[name] for name, value in values.items() if old[name] != value}
        if not before:
            return False
        changed = {name: values[name] for name in before}
        self.connection.execute(table.update().where(table.c.id == row_id).values(**changed))
        if self._begun:
            before = self._not_known(table, row_id, before)
        if before:
            self._remember(table, (row_id, row_id), UPDATE, _packed(before), (source, informant))
        else:
            self._note(table, (row_id, row_id), source)
        return True

    def _not_known(self, table: Table, row: int, before: Mapping[str, Any]) -> dict[str, Any]:
        """Return the old values that a step that is stored already has still to remember.

        Of a row that it added itself nothing has to be remembered, and of a column only what it held first.
        """
        change = tables.change.c
        known = select(change.op, change.before).where(
            change.step_id == self.step_id,
            change.table_name == table.name,
            change.first_id <= row,
            change.last_id >= row,
        )
        left = dict(before)
        for op, values in self.connection.execute(known):
            if op == INSERT:
                return {}
            if op == UPDATE:
                left = {name: old for name, old in left.items() if name not in json.loads(values)}
        return left

    def delete(
        self, table: Table, row_ids: Iterable[int], *, source: int | None = None, informant: int | None = None
    ) -> None:
        """Remove rows, each remembered whole."""
        wanted = sorted(row_ids)
        for at in range(0, len(wanted), _ROWS_AT_ONCE):
            some = wanted[at : at + _ROWS_AT_ONCE]
            found = self.connection.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.id)).mappings()
            for row in found.all():
                self._loosen_one(table, row)
                self._remember(table, (row["id"], row["id"]), DELETE, _packed(dict(row)), (source, informant))
            self.connection.execute(table.delete().where(table.c.id.in_(some)))

    def delete_runs(self, table: Table, runs: Sequence[About]) -> None:
        """Remove whole runs of rows, remembered in bundles of columns and rows; SQLite alone moves what they hold.

        Args:
            table: a journalled table.
            runs: first id, last id, source and informant of each; the first is taken back last.
        """
        self._store_changes()
        bundles = [
            (low, min(last, low + _ROWS_IN_A_BUNDLE - 1), source, informant)
            for first, last, source, informant in runs
            for low in range(first, last + 1, _ROWS_IN_A_BUNDLE)
        ]
        whole = together((first, last) for first, last, _source, _informant in runs)
        if sum(last - first + 1 for first, last in whole) >= _ROWS_IN_A_BUNDLE:
            self.expect_many()
            if table is tables.coding:
                self.put_aside(CODINGS_BY_CODE, sum(last - first + 1 for first, last in whole))
        entry = self._ids.take(self.connection, tables.change, len(bundles))
        remember_removed(self.connection, table, self.step_id, list(enumerate(bundles, entry)))
        for first, last in whole:
            run = {"low": first, "high": last}
            self._loosen(table, run)
            self.connection.execute(run_deleted(table), run)
        for first, last, source, _informant in runs:
            self._note(table, (first, last), source)

    def _loosen(self, table: Table, run: dict[str, int]) -> None:
        """Note what rows hung on that go in a run, and forget it again where it goes itself."""
        if table is tables.passage:
            for noted in self._removed.values():
                noted.difference_update(range(run["low"], run["high"] + 1))
        for on, column, having in _ON_PASSAGES:
            if on is table:
                limits = (table.c[name] == value for name, value in having.items())
                query = values_in_run(table, column, "id").where(*limits)
                self._removed.setdefault(table.name, set()).update(self.connection.execute(query, run).scalars())

    def _loosen_one(self, table: Table, row: RowMapping) -> None:
        for on, column, having in _ON_PASSAGES:
            if on is table and all(row[name] == value for name, value in having.items()):
                self._removed.setdefault(table.name, set()).add(row[column])

    def put_aside(self, index: Index, rows: int) -> None:
        """Take an index away for the rest of the step where so many rows of its table come or go that that is quicker.

        Args:
            index: one that nothing in a step looks into.
            rows: how many come or go.
        """
        if rows < _TO_PUT_ASIDE or index in self._aside or index.table is None:
            return
        highest = self.connection.execute(select(func.max(index.table.c.id))).scalar() or 0
        if rows >= highest / 2:
            index.drop(self.connection)
            self._aside.append(index)

    def expect_many(self) -> None:
        """Give the connection more room for the rest of the step."""
        if not self.has_many:
            self.has_many = True
            make_room(self.connection)

    # -- remembering

    def _remember(
        self, table: Table, run: tuple[int, int], op: str, before: str | None, about: tuple[int | None, int | None]
    ) -> None:
        first, last = run
        source, informant = about
        # A source's own row tells of that source, and so is reached when it is erased; an informant's likewise.
        if table is tables.source and source is None and first == last:
            source = first
        elif table is tables.informant and informant is None and first == last:
            informant = first
        self._note(table, run, source)
        latest = self._changes[-1] if self._changes else None
        same_run = (
            latest is not None
            and op == INSERT == latest["op"]
            and latest["table_name"] == table.name
            and latest["last_id"] + 1 == first
            and (latest["source_id"], latest["informant_id"]) == (source, informant)
            and "id" not in latest
        )
        if latest is not None and same_run:
            latest["last_id"] = last
            return
        self._changes.append(
            {
                "step_id": self.step_id,
                "table_name": table.name,
                "first_id": first,
                "last_id": last,
                "op": op,
                "before": before,
                "source_id": source,
                "informant_id": informant,
            }
        )

    def _note(self, table: Table, run: tuple[int, int], source: int | None) -> None:
        """Note that rows were touched."""
        self.tables.add(table.name)
        if source is not None:
            self.sources.add(SourceId(source))
        runs = self._runs.setdefault(table.name, [])
        if runs and runs[-1][0] <= run[1] + 1 and run[0] <= runs[-1][1] + 1:
            runs[-1] = (min(runs[-1][0], run[0]), max(runs[-1][1], run[1]))
        else:
            runs.append(run)

    def write_journal(self) -> None:
        """Store what was remembered, in order, and make the indexes again that were put aside."""
        self._store_changes()
        for index in self._aside:
            index.create(self.connection)
        self._aside = []

    def _store_changes(self) -> None:
        new = self._changes[self._stored :]
        if not new:
            return
        first = self._ids.take(self.connection, tables.change, len(new))
        for offset, change in enumerate(new):
            change["id"] = first + offset
        self.connection.execute(insert(tables.change), new)
        self._stored = len(self._changes)

    def runs(self, table: str) -> list[tuple[int, int]]:
        """Return the runs of ids of `table` that the step touched, in the order it did."""
        return self._runs.get(table, [])

    def removed(self) -> set[int]:
        """Return the passages from which the step removed a coding, a memo or an item."""
        return set().union(*self._removed.values())

    def written(self, table: Table) -> dict[int, frozenset[str]]:
        """Return the rows of `table` that the step added or changed and that are there, and what columns it wrote."""
        every = frozenset(column.name for column in table.columns)
        found: dict[int, frozenset[str]] = {}
        for change in self._changes:
            if change["table_name"] != table.name:
                continue
            for row in range(change["first_id"], change["last_id"] + 1):
                if change["op"] == DELETE:
                    found.pop(row, None)
                else:
                    columns = every if change["op"] == INSERT else frozenset(json.loads(change["before"]))
                    found[row] = found.get(row, frozenset()) | columns
        return found

    def has_written(self, table: Table) -> bool:
        """Tell whether the step added or changed rows of `table`."""
        return any(change["table_name"] == table.name and change["op"] != DELETE for change in self._changes)

    def updated(self, table: str) -> set[int]:
        """Return the rows of `table` whose columns the step changed."""
        return {
            change["first_id"] for change in self._changes if change["table_name"] == table and change["op"] == UPDATE
        }

    @property
    def is_empty(self) -> bool:
        """Whether nothing was changed."""
        return not self.tables

    def touched(self) -> Touched:
        """Return what the step changed; asked before the journal is written, which forgets it."""
        return Touched(frozenset(self.tables), frozenset(self.sources), self._passages())

    def _passages(self) -> frozenset[PassageId] | None:
        """Return the passages that the step touched; None where that are too many to tell."""
        names = (tables.passage.name, *(table.name for table, _column, _having in _ON_PASSAGES))
        if sum(last - first + 1 for name in names for first, last in self.runs(name)) > _PASSAGES_TOLD:
            return None
        found = self._touched_ids(tables.passage)
        for table, column, having in _ON_PASSAGES:
            rows = self._touched_ids(table)
            if not rows:
                continue
            limits = (table.c[name] == value for name, value in having.items())
            query = select(table.c[column]).where(table.c.id.in_(sorted(rows)), *limits)
            found.update(self.connection.execute(query).scalars())
        found |= self.removed()
        return frozenset(PassageId(passage) for passage in found)

    def _touched_ids(self, table: Table) -> set[int]:
        return {row for first, last in self.runs(table.name) for row in range(first, last + 1)}


def _packed(value: Mapping[str, Any] | Sequence[str]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def rows_before(before: str) -> list[dict[str, Any]]:
    """Return the rows that a delete remembered."""
    found = json.loads(before)
    if "rows" in found and "columns" in found:
        return [dict(zip(found["columns"], row, strict=True)) for row in found["rows"]]
    return [found]
