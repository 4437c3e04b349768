"""Putting many rows into a table at once and taking many out: a tenth of the work that a row at a time costs.

Nothing is filled in here: every column that is named gets the value that is given, the others what the
database itself puts there. Journalled tables are written through `StepWriter.insert_rows`, never from
elsewhere.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, func, select

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Delete, Select, Table

Values = tuple[Any, ...]


def insert_tuples(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Add rows.

    Args:
        connection: inside the step's transaction.
        table: where to.
        columns: the names of the columns that are given.
        rows: a value for each of them.
    """
    if not rows:
        return
    written = connection.dialect.identifier_preparer
    names = ", ".join(written.format_column(table.c[name]) for name in columns)
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(columns))
    connection.exec_driver_sql(f"INSERT INTO {written.format_table(table)} ({names}) VALUES ({marks})", list(rows))


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


# Queries over a run of rows, `low` to `high`. Each is made once: making one takes longer than many of its answers.


@cache
def run_as_text(table: Table) -> Select[Any]:
    """Return the query for rows as one JSON text, with the first id and the last; for SQLite.

    It writes a million rows in the time in which Python only reads them.
    """
    rows = select(*table.columns).where(within(table.c.id)).order_by(table.c.id).subquery()
    each = func.json_array(*rows.c)
    return select(func.json_group_array(func.json(each)), func.min(rows.c.id), func.max(rows.c.id))


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
