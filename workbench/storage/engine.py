"""Connections to a project file, set so that an acknowledged change lasts a power cut.

The settings are those of DESIGN.md §4; a test reads every one back. Transactions are ours: the driver
never begins or ends one, reads take no lock, and only a connection made for a step begins at once.
"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection
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


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """Return an engine with the one connection that this process has to `path`.

    Args:
        path: a project file; made where it is missing, unless `read_only`.
        read_only: never write, not even a journal.
    """
    # NullPool would close the file, and with it every lock of this process; StaticPool keeps one connection.
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rwc'}"
    engine = create_engine(
        "sqlite://",
        # Not as a part of SQLAlchemy's own address: names with "?", "#" or "%" would reach another file.
        creator=lambda: sqlite3.connect(address, uri=True, check_same_thread=False),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins and ends nothing for us
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _begin(connection: Connection) -> None:
    if connection.get_execution_options().get("step"):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
