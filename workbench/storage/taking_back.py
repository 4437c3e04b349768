"""Taking a step back: the opposite of all that it did, and a look at whether that leaves anything hanging.

Where somebody else's work stands in the way, nothing is changed and the step that stands there is named
(`in_the_way`).
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.exc import IntegrityError

from workbench.storage import tables
from workbench.storage.bulk import look_at_links_last, values_in_run
from workbench.storage.in_the_way import (
    Barred,
    faults,
    last_step_on,
    missing,
    refuse_loose_ends,
    refuse_new_faults,
    step_of_the_same,
)
from workbench.storage.journal import DELETE, INSERT, rows_before
from workbench.storage.runs import together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Table

    from workbench.domain.ids import CoderId, StepId
    from workbench.storage.journal import StepWriter
    from workbench.storage.work import Work

About = Mapping[str, int | None]
"""The source and the informant that rows tell of."""

_MANY_ROWS = 50
"""Rows of one table from which they are removed at once."""

_UNSEEN = (tables.memo, tables.attribute_value)
"""Tables that hang on others in a way that the file itself does not know of."""
_HANGING_FIRST = (
    *_UNSEEN,
    *(
        table
        for table in reversed(tables.metadata.sorted_tables)
        if table.name in tables.JOURNALLED and table not in _UNSEEN
    ),
)


def take_back(work: Work, step: StepId, coder: CoderId, *, every_link: bool = False) -> None:
    """Do the opposite of all that a step did.

    First as most steps go: in the order of the step, the file looking at its own links. Where that does not go
    through, once more with `every_link`: the order no longer matters then, passages that went with somebody
    else's last mark on them come back, and what still stands in the way is named.

    Args:
        work: of the step that takes back.
        step: the step that is taken back.
        coder: whose step that is.
        every_link: look at those links too that the file itself looks at.

    Raises:
        Barred: a step of somebody else stands in the way.
    """
    touched = select(tables.change.c.id).where(tables.change.c.step_id == step)
    coded = touched.where(tables.change.c.table_name == tables.code.name).limit(1)
    book = work.codes.codebook() if work.writer.connection.execute(coded).first() is not None else None
    if every_link:
        look_at_links_last(work.writer.connection)
    _write_back(work.writer, step)
    if every_link:
        for passage in sorted(missing(work.writer, tables.passage)):
            _bring_passage_back(work.writer, passage)
    refuse_loose_ends(work.writer, every_link=every_link)
    if book is not None:
        refuse_new_faults(work.writer, faults(work.codes.codebook()) - faults(book), (step, coder))
        work.codes.after_taking_back(step)


def _write_back(writer: StepWriter, step_id: int) -> None:
    table = tables.change
    # What the rows held is read one entry at a time: one may hold thousands.
    light = (column for column in table.columns if column is not table.c.before)
    query = select(*light).where(table.c.step_id == step_id).order_by(table.c.id.desc())
    for op, entries in groupby(writer.connection.execute(query).all(), key=attrgetter("op")):
        if op == INSERT:
            _remove_all(writer, list(entries))
            continue
        for entry in entries:
            _restore(writer, writer.connection.execute(select(table).where(table.c.id == entry.id)).one())


def _restore(writer: StepWriter, change: Row[Any]) -> None:
    """Take back one update or one delete."""
    table = tables.JOURNALLED[change.table_name]
    about = {"source": change.source_id, "informant": change.informant_id}
    try:
        if change.op == DELETE:
            _bring_back(writer, table, change, about)
        else:
            _change_back(writer, table, change, about)
    except IntegrityError as error:
        raise Barred(step_of_the_same(writer.connection, table, _wanted(writer, change, table))) from error


def _remove_all(writer: StepWriter, entries: Sequence[Row[Any]]) -> None:
    """Remove what a step added one after the other: table by table, what hangs on others first."""
    by_table: dict[str, list[Row[Any]]] = defaultdict(list)
    for entry in entries:
        by_table[entry.table_name].append(entry)
    for table in _HANGING_FIRST:
        runs = [(entry.first_id, entry.last_id, entry.source_id, entry.informant_id) for entry in by_table[table.name]]
        whole = together((first, last) for first, last, _source, _informant in runs)
        held = {one for first, last in whole for one in _held(writer.connection, table, first, last)}
        many = sum(last - first + 1 for first, last in whole) >= _MANY_ROWS
        at_once = {run for run in runs if many and held.isdisjoint(range(run[0], run[1] + 1))}
        if at_once:
            writer.delete_runs(table, [run for run in runs if run in at_once])
        for first, last, source, informant in (run for run in runs if run not in at_once):
            gone = (row for row in range(first, last + 1) if row not in held)
            writer.delete(table, gone, source=source, informant=informant)


def _bring_back(writer: StepWriter, table: Table, change: Row[Any], about: About) -> None:
    """Bring back what a step removed, save passages that came back on their own when somebody needed them."""
    there: set[int] = set()
    if table is tables.passage:
        run = {"low": change.first_id, "high": change.last_id}
        there.update(writer.connection.execute(values_in_run(table, "id", "id"), run).scalars())
    if not there:
        writer.bring_back(table, change.before, **about)
        return
    for row in rows_before(change.before):
        if row["id"] not in there:
            writer.insert(table, row, **about)


def _change_back(writer: StepWriter, table: Table, change: Row[Any], about: About) -> None:
    """Give a row its old values back."""
    row = change.first_id
    if writer.connection.execute(select(table.c.id).where(table.c.id == row)).first() is None:
        if table is not tables.passage:
            raise Barred(last_step_on(writer.connection, table, row))
        _bring_passage_back(writer, row)
    if values := _without_given_id(writer, change):
        writer.update(table, row, **values, **about)


def _bring_passage_back(writer: StepWriter, passage: int) -> None:
    """Bring a passage back that went with somebody else's last mark on it, since something is on it again.

    Raises:
        Barred: other marks are on the same words by now.
    """
    table = tables.change
    query = (
        select(table)
        .where(table.c.table_name == tables.passage.name, table.c.op == DELETE)
        .where(table.c.first_id <= passage, table.c.last_id >= passage)
        .order_by(table.c.id.desc())
        .limit(1)
    )
    gone = writer.connection.execute(query).one_or_none()
    if gone is None or gone.before is None:
        raise Barred(last_step_on(writer.connection, tables.passage, passage))
    row = next(row for row in rows_before(gone.before) if row["id"] == passage)
    try:
        writer.insert(tables.passage, row, source=gone.source_id)
    except IntegrityError as error:
        raise Barred(step_of_the_same(writer.connection, tables.passage, [row])) from error


def _without_given_id(writer: StepWriter, change: Row[Any]) -> dict[str, Any]:
    """Return the old values of an update, but for a citable id that somebody's coding stands under by now."""
    before: dict[str, Any] = json.loads(change.before)
    passage = change.first_id
    table = tables.JOURNALLED[change.table_name]
    if "label" in before and _held(writer.connection, table, passage, passage):
        del before["label"]
    return before


def _held(connection: Connection, table: Table, first: int, last: int) -> set[int]:
    """Return the passages of a run that have a coding, a memo or an item: somebody else's, who keeps them."""
    if table is not tables.passage:
        return set()
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


def _wanted(writer: StepWriter, change: Row[Any], table: Table) -> list[dict[str, Any]]:
    """Return the rows as they should have become."""
    if change.op == DELETE:
        return rows_before(change.before)
    row = writer.connection.execute(select(table).where(table.c.id == change.first_id)).mappings().one()
    return [{**row, **json.loads(change.before)}]
