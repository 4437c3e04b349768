"""Reading many rows for a check, as the file has them.

Nothing is turned into the program's own kinds of values: a check must see what is stored, a truth value of 2
or a number that is written as a word too, and it reads more rows than anything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Select

Values = tuple[Any, ...]


def values_of(connection: Connection, query: Select[Any], **asked: object) -> list[Values]:
    """Return the rows of an answer as plain tuples.

    Args:
        connection: to the file.
        query: what is asked.
        asked: the values of its parameters.
    """
    with connection.execute(query, asked) as found:
        cursor = found.cursor
        return [] if cursor is None else list(map(tuple, cursor.fetchall()))
