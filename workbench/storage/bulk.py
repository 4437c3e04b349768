"""Putting many rows into a table at once and taking many out: a tenth of the work that a row at a time costs.

Nothing is filled in here: every column that is named gets the value that is given, the others what the
database itself puts there. Journalled tables are written through `StepWriter.insert_columns`, never from
elsewhere.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection, Delete, Select, Table

Values = tuple[Any, ...]
Removed = tuple[int, tuple[int, int, int | None, int | None]]


def insert_tuples(
    connection: Connection,
    table: Table,
    columns: Sequence[str],
    rows: Sequence[Values],
    fixed: Mapping[str, int] | None = None,
) -> None:
    """Add rows.

    Args:
        connection: inside the step's transaction.
        table: where to.
        columns: the names of the columns that are given.
        rows: a value for each of them; numbers and texts go in quickest, truth values as 0 and 1.
        fixed: what further columns hold in every row.
    """
    if not rows:
        return
    written = connection.dialect.identifier_preparer
    fixed = fixed or {}
    names = ", ".join(written.format_column(table.c[name]) for name in (*columns, *fixed))
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join((*([mark] * len(columns)), *(str(int(value)) for value in fixed.values())))
    connection.exec_driver_sql(f"INSERT INTO {written.format_table(table)} ({names}) VALUES ({marks})", list(rows))


def plain_rows(connection: Connection, query: Select[Any], values: Mapping[str, Any] | None = None) -> Iterator[Values]:
    """Yield what a query finds just as the driver gives it: a row costs a third, and truth values may be numbers.

    Args:
        connection: open.
        query: what is asked.
        values: what its parameters are.
    """
    with connection.execute(query, values) as result:
        while rows := result.cursor.fetchmany(_ROWS_AT_ONCE):
            yield from rows


_ROWS_AT_ONCE = 5_000

ROOM = 256 * 1024
"""Kibibytes of pages held while much changes; with less, pages go to disk and come back many times."""


def make_room(connection: Connection) -> None:
    """Let the connection hold more pages, until `give_room_back`."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM}")


def give_room_back(connection: Connection, usual: object) -> None:
    """Let the connection hold as many pages as before; `usual` is what its `cache_size` was set to."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size = {usual}")


def look_at_links_last(connection: Connection) -> None:
    """Let rows come and go in any order within the transaction; links are looked at when it ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")


# Queries over a run of rows, `low` to `high`. Each is made once: making one takes longer than many of its answers.


@cache
def _as_text(table: Table) -> str:
    """Return what makes one JSON text of rows, as `journal.rows_before` reads it; for SQLite."""
    names = [column.name for column in table.columns]
    written = ", ".join(f'"{name}"' for name in names)
    head = json.dumps({"columns": names}, separators=(",", ":"))[:-1]
    return f"'{head},\"rows\":' || json_group_array(json_array({written})) || '}}'"


def remember_removed(connection: Connection, table: Table, step: int, runs: Sequence[Removed]) -> None:
    """Put runs of rows that are about to go into the journal, in SQLite alone: that takes a third, and no memory.

    Args:
        connection: inside the step's transaction.
        table: where the rows are.
        step: which removes them.
        runs: the journal's id for each; first and last id, source and informant.
    """
    there = (
        f"SELECT min(id) AS first_id, max(id) AS last_id, {_as_text(table)} AS before "
        f'FROM "{table.name}" WHERE id BETWEEN ? AND ?'
    )
    query = (
        "INSERT INTO change (id, step_id, table_name, first_id, last_id, op, before, source_id, informant_id) "
        f"SELECT ?, ?, ?, first_id, last_id, 'delete', before, ?, ? FROM ({there}) WHERE first_id IS NOT NULL"
    )
    rows = [
        (entry, step, table.name, source, informant, first, last) for entry, (first, last, source, informant) in runs
    ]
    connection.exec_driver_sql(query, rows)


@cache
def run_deleted(table: Table) -> Delete:
    """Return what deletes a run of rows."""
    return delete(table).where(within(table.c.id))


@cache
def values_in_run(table: Table, of: str, by: str) -> Select[Any]:
    """Return the query for the different values of column `of` in the rows whose column `by` is in the run."""
    return select(table.c[of]).where(within(table.c[by])).distinct()


def within(column: ColumnElement[int]) -> ColumnElement[bool]:
    """Return the condition that a column is in the run."""
    return column.between(bindparam("low"), bindparam("high"))
