"""Putting many rows into a table at once, as tuples: a tenth of the work that a row at a time costs.

Nothing is filled in here: every column that is named gets the value that is given, the others what the
database itself puts there. Journalled tables are written through `StepWriter.insert_rows`, never from
elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

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
