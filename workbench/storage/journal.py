"""Writing rows so that every change can be taken back.

A `StepWriter` is the only way to change a journalled table. The live row is the after-image: an insert is
remembered by ids only, an update by the old values of the columns that changed, a delete by the old row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, func, insert, select, union_all

from workbench.domain.ids import PassageId, SourceId
from workbench.domain.steps import Touched
from workbench.storage import tables
from workbench.storage.bulk import Values, insert_tuples, make_room, run_as_text, run_deleted, values_in_run, within

Row = Mapping[str, Any]

INSERT, UPDATE, DELETE = "insert", "update", "delete"

_ROWS_AT_ONCE = 500
_ROWS_IN_A_BUNDLE = 2_000
_MANY = 20_000
_MANY_CHANGES = 500
"""Rows, or entries of the journal, from which a step is given more room."""
_BUNDLE = '{"columns":'

_PASSAGES_TOLD = 500
"""Rows up to which a step tells which passages it touched."""
_ON_PASSAGES: tuple[tuple[Table, str, dict[str, str]], ...] = (
    (tables.coding, "passage_id", {}),
    (tables.memo, "subject_id", {"subject": "passage"}),
    (tables.passage_item, "passage_id", {}),
)
"""Tables that hang on passages: the column that tells on which, and of which rows only."""


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
    """

    def __init__(self, connection: Connection, step_id: int, ids: Ids) -> None:
        self.connection = connection
        self.step_id = step_id
        self._ids = ids
        self._changes: list[dict[str, Any]] = []
        self._runs: dict[str, list[tuple[int, int]]] = {}
        self._bundled: set[int] = set()
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

    def insert_rows(
        self, table: Table, columns: Sequence[str], rows: Sequence[Values], *, source: int | None = None
    ) -> int:
        """Add many rows with new ids in a run and return the first id; 0 where there are none.

        Args:
            table: a journalled table.
            columns: every column but `id` that is not left empty.
            rows: a value for each of them.
            source: the source that the rows tell of.
        """
        if not rows:
            return 0
        first = self._ids.take(self.connection, table, len(rows))
        numbered = [(row_id, *row) for row_id, row in enumerate(rows, first)]
        self._rows_added += len(rows)
        if self._rows_added >= _MANY:
            self.expect_many()
        insert_tuples(self.connection, table, ("id", *columns), numbered)
        self._remember(table, (first, first + len(rows) - 1), INSERT, None, (source, None))
        return first

    def bring_back(self, table: Table, before: str, *, source: int | None = None, informant: int | None = None) -> None:
        """Put rows back that a delete remembered, with the ids they had."""
        if not before.startswith(_BUNDLE):
            self.insert_many(table, rows_before(before), source=source, informant=informant)
            return
        found = json.loads(before)
        insert_tuples(self.connection, table, found["columns"], [tuple(row) for row in found["rows"]])
        place = found["columns"].index("id")
        run = found["rows"][0][place], found["rows"][-1][place]
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
        self._remember(table, (row_id, row_id), UPDATE, _packed(before), (source, informant))
        return True

    def delete(
        self, table: Table, row_ids: Iterable[int], *, source: int | None = None, informant: int | None = None
    ) -> None:
        """Remove rows, each remembered whole."""
        wanted = sorted(row_ids)
        for at in range(0, len(wanted), _ROWS_AT_ONCE):
            some = wanted[at : at + _ROWS_AT_ONCE]
            found = self.connection.execute(select(table).where(table.c.id.in_(some)).order_by(table.c.id)).mappings()
            for row in found.all():
                self._remember(table, (row["id"], row["id"]), DELETE, _packed(dict(row)), (source, informant))
            self.connection.execute(table.delete().where(table.c.id.in_(some)))

    def delete_run(
        self, table: Table, first: int, last: int, *, source: int | None = None, informant: int | None = None
    ) -> None:
        """Remove a whole run of rows, remembered in bundles of columns and rows."""
        if last - first >= _ROWS_IN_A_BUNDLE:
            self.expect_many()
        for low in range(first, last + 1, _ROWS_IN_A_BUNDLE):
            run = {"low": low, "high": min(last, low + _ROWS_IN_A_BUNDLE - 1)}
            bundle, least, most = self._bundle(table, run)
            if least is not None and most is not None:
                self._loosen(table, run)
                self._remember(table, (least, most), DELETE, bundle, (source, informant))
                self.connection.execute(run_deleted(table), run)

    def _bundle(self, table: Table, run: dict[str, int]) -> tuple[str, int | None, int | None]:
        """Return rows as a bundle that `rows_before` reads, with the first id and the last."""
        names = [column.name for column in table.columns]
        if self.connection.dialect.name == "sqlite":
            written, least, most = self.connection.execute(run_as_text(table), run).one()
            return f'{_BUNDLE}{_packed(names)},"rows":{written}}}', least, most
        found = self.connection.execute(select(table).where(within(table.c.id)).order_by(table.c.id), run).all()
        bundle = _packed({"columns": names, "rows": [tuple(row) for row in found]})
        return bundle, found[0].id if found else None, found[-1].id if found else None

    def _loosen(self, table: Table, run: dict[str, int]) -> None:
        """Note the passages of codings that go in a bundle, and forget them again where they go themselves."""
        if table is tables.coding:
            query = values_in_run(table, "passage_id", "id")
            self._bundled.update(self.connection.execute(query, run).scalars())
        elif table is tables.passage and self._bundled:
            self._bundled.difference_update(range(run["low"], run["high"] + 1))

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
        self.tables.add(table.name)
        if source is not None:
            self.sources.add(SourceId(source))
        runs = self._runs.setdefault(table.name, [])
        if runs and runs[-1][0] <= first <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], last))
        else:
            runs.append((first, last))
        latest = self._changes[-1] if self._changes else None
        same_run = (
            latest is not None
            and op == INSERT == latest["op"]
            and latest["table_name"] == table.name
            and latest["last_id"] + 1 == first
            and (latest["source_id"], latest["informant_id"]) == (source, informant)
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

    def write_journal(self) -> None:
        """Store what was remembered, in order."""
        if not self._changes:
            return
        first = self._ids.take(self.connection, tables.change, len(self._changes))
        for offset, change in enumerate(self._changes):
            change["id"] = first + offset
        self.connection.execute(insert(tables.change), self._changes)
        self._changes = []

    def runs(self, table: str) -> list[tuple[int, int]]:
        """Return the runs of ids of `table` that the step touched, in the order it did."""
        return self._runs.get(table, [])

    def removed(self, table: str, column: str, **having: object) -> set[int]:
        """Return what `column` held in the rows of `table` that the step removed.

        Args:
            table: a journalled table.
            column: one of its columns.
            having: only of rows with these values.
        """
        noted = (table, column) == ("coding", "passage_id")
        return (self._bundled if noted else set()) | {
            row[column]
            for change in self._changes
            if change["table_name"] == table and change["op"] == DELETE
            if not (noted and change["before"].startswith(_BUNDLE))
            for row in rows_before(change["before"])
            if all(row[name] == value for name, value in having.items())
        }

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
            found |= self.removed(table.name, column, **having)
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


def take_back(writer: StepWriter, step_id: int) -> None:
    """Do the opposite of all that a step did, last first, through `writer`."""
    query = select(tables.change).where(tables.change.c.step_id == step_id).order_by(tables.change.c.id.desc())
    changes = writer.connection.execute(query).mappings().all()
    if len(changes) >= _MANY_CHANGES:
        writer.expect_many()
    for change in changes:
        table = tables.JOURNALLED[change["table_name"]]
        about = {"source": change["source_id"], "informant": change["informant_id"]}
        if change["op"] == INSERT:
            _remove_run(writer, table, (change["first_id"], change["last_id"]), about)
        elif change["op"] == DELETE:
            writer.bring_back(table, change["before"], **about)
        elif values := _without_given_id(writer, change):
            writer.update(table, change["first_id"], **values, **about)


def _without_given_id(writer: StepWriter, change: RowMapping) -> dict[str, Any]:
    """Return the old values of an update, but for a citable id that somebody's coding stands under by now."""
    before: dict[str, Any] = json.loads(change["before"])
    passage = change["first_id"]
    if change["table_name"] == tables.passage.name and "label" in before and _held(writer.connection, passage, passage):
        del before["label"]
    return before


def _remove_run(writer: StepWriter, table: Table, run: tuple[int, int], about: Mapping[str, int | None]) -> None:
    """Remove what a step added, save passages that somebody else has coded or written on since."""
    first, last = run
    kept = _held(writer.connection, first, last) if table is tables.passage else set()
    if kept or first == last:
        writer.delete(table, [row for row in range(first, last + 1) if row not in kept], **about)
    else:
        writer.delete_run(table, first, last, **about)


def _held(connection: Connection, first: int, last: int) -> set[int]:
    """Return the passages of a run that have a coding, a memo or an item."""
    run = {"low": first, "high": last}
    memos = values_in_run(tables.memo, "subject_id", "subject_id").where(tables.memo.c.subject == "passage")
    held: set[int] = set()
    for query in (
        values_in_run(tables.coding, "passage_id", "passage_id"),
        values_in_run(tables.passage_item, "passage_id", "passage_id"),
        memos,
    ):
        held.update(connection.execute(query, run).scalars())
    return held


def changed_later(connection: Connection, step_id: int, coder_id: int) -> int | None:
    """Return the first later step of another coder, still in force, that touched rows of `step_id`."""
    change, step = tables.change, tables.step
    mine = change.alias("mine")
    theirs = change.alias("theirs")
    query = (
        select(theirs.c.step_id)
        .distinct()
        .select_from(mine.join(theirs, (theirs.c.table_name == mine.c.table_name)))
        .join(step, step.c.id == theirs.c.step_id)
        .where(
            mine.c.step_id == step_id,
            theirs.c.step_id > step_id,
            theirs.c.last_id >= mine.c.first_id,
            theirs.c.first_id <= mine.c.last_id,
            step.c.coder_id != coder_id,
            step.c.undoes.is_(None),
        )
        .order_by(theirs.c.step_id)
    )
    later = connection.execute(query).scalars().all()
    return next((found for found in later if _in_force(connection, found)), None)


def last_of_others(connection: Connection, step_id: int, coder_id: int) -> int | None:
    """Return the last step of another coder after `step_id`."""
    step = tables.step
    query = select(func.max(step.c.id)).where(step.c.id > step_id, step.c.coder_id != coder_id)
    found: int | None = connection.execute(query).scalar()
    return found


def _in_force(connection: Connection, step_id: int) -> bool:
    """Tell whether a step was not taken back, or was and then done again."""
    in_force = True
    taken_back_by: int | None = step_id
    while taken_back_by is not None:
        query = select(tables.step.c.id).where(tables.step.c.undoes == taken_back_by)
        taken_back_by = connection.execute(query).scalar()
        in_force = in_force if taken_back_by is None else not in_force
    return in_force
