"""Connections to a project file, set so that an acknowledged change lasts a power cut.

The settings are those of DESIGN.md §4; a test reads every one back. Transactions are ours: the driver
never begins or ends one, reads take no lock, and only a connection made for a step begins at once. One that
can only read sees the file as it was when it first looked, whoever writes meanwhile.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection, ExceptionContext
    from sqlalchemy.engine.interfaces import DBAPIConnection

APPLICATION_ID = 0x49574231
"""`IWB1` in the file's header, which tells our files from other SQLite files."""

PRAGMAS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": 5000,
    "locking_mode": "normal",
    "cache_size": -16000,
}
"""What each PRAGMA must answer; synchronous 3 is EXTRA, temp_store 2 is MEMORY, cache_size is in kB."""


def open_engine(path: Path, *, read_only: bool = False, new: bool = False) -> Engine:
    """Return an engine with the one connection that this process has to `path`.

    Args:
        path: a project file.
        read_only: never write, not even a journal; what is read is all as it was at the first look.
        new: make the file.
    """
    # NullPool would close the file, and with it every lock of this process; StaticPool keeps one connection.
    mode = "ro" if read_only else "rwc" if new else "rw"
    address = f"{path.absolute().as_uri()}?mode={mode}"
    engine = create_engine(
        "sqlite://",
        # Not as a part of SQLAlchemy's own address: names with "?", "#" or "%" would reach another file.
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        poolclass=StaticPool,
        hide_parameters=True,
        execution_options={"snapshot": read_only},
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _not_even_told)
    return engine


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins and ends nothing for us
    cursor = connection.cursor()
    try:
        for name, value in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name} = {value}")
    except BaseException as error:
        cursor.close()
        # The pool does not know it yet, and a file that is damaged must not be kept open and locked for that.
        connection.close()
        if isinstance(error, UnicodeDecodeError):
            raise _broken() from error
        raise
    cursor.close()


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("step"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif options.get("snapshot"):
        connection.exec_driver_sql("BEGIN")


def _not_even_told(context: ExceptionContext) -> BaseException | None:
    """Let a damaged file be one where even SQLite's message about it holds what is no text."""
    if isinstance(context.original_exception, UnicodeDecodeError):
        return DatabaseError(context.statement, None, _broken(), hide_parameters=True)
    return None


def _broken() -> sqlite3.DatabaseError:
    """Return what the driver raises for a damaged file."""
    error = sqlite3.DatabaseError("database disk image is malformed")
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
