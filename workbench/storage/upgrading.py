"""Bringing a project of an older program up to date.

The file is backed up first; the changes are made to a copy, checked, and only then does the copy take the
file's place. This module loads Alembic, so only an old stamp may lead here.
"""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from workbench import operating_system
from workbench.domain.errors import ProjectUnusable
from workbench.i18n import N_
from workbench.storage import backups, copies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

    from workbench.domain.clock import Clock

SCRIPTS = Path(__file__).parent / "migrations"

REASON = N_("the project was brought up to date then.")


def configuration(also: Sequence[Path] = ()) -> Config:
    """Return Alembic's settings, made here and read from no file.

    Args:
        also: further folders with migrations.
    """
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    folders = "\n".join(str(folder) for folder in (SCRIPTS / "versions", *also))
    config.set_main_option("version_locations", folders.replace("%", "%%"))
    return config


def newest_stamp(also: Sequence[Path] = ()) -> str:
    """Return the stamp that the newest migration gives."""
    return str(ScriptDirectory.from_config(configuration(also)).get_current_head())


def bring_up_to_date(path: Path, *, clock: Clock, also: Sequence[Path] = ()) -> None:
    """Bring a project file to the newest schema; on any error it stays as it was.

    Args:
        path: a project file that is locked by this process and not open.
        clock: tells the time.
        also: further folders with migrations.

    Raises:
        ProjectUnusable: where it cannot be copied or a change does not succeed.
    """
    backups.back_up(path, clock=clock)
    fresh = path.with_name(f".{path.stem}.upgrading")
    try:
        copies.copy_database(path, fresh)
        migrate(fresh, clock.now(), also)
        operating_system.replace_durably(fresh, path)
    except (sqlite3.Error, SQLAlchemyError, OSError, CommandError) as error:
        raise ProjectUnusable(
            N_("{name} could not be brought up to date and is as it was; make room on the disk and try again."),
            name=path.name,
        ) from error
    finally:
        for left in (fresh, fresh.with_name(fresh.name + "-journal")):
            with contextlib.suppress(OSError):
                left.unlink(missing_ok=True)


def migrate(file: Path, at: str, also: Sequence[Path] = ()) -> None:
    """Bring a copy that nobody else knows to the newest schema.

    Args:
        file: the copy; on any error it is of no use any more.
        at: the time, UTC.
        also: further folders with migrations.

    Raises:
        DatabaseError: where a change does not succeed or does not leave the file whole.
    """
    engine = _engine(file)
    try:
        with engine.connect() as connection, connection.begin():
            run(connection, also)
            _set_horizon(connection, at)
            _must_hold(connection)
    finally:
        engine.dispose()


def run(connection: Connection, also: Sequence[Path] = ()) -> None:
    """Run the migrations that the file behind `connection` lacks, inside its transaction."""
    config = configuration(also)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _set_horizon(connection: Connection, at: str) -> None:
    """Say that nothing earlier can be undone: the journal tells of rows as they then were."""
    last = connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM step").scalar_one()
    number = connection.exec_driver_sql("SELECT coalesce(max(id), 0) + 1 FROM horizon").scalar_one()
    connection.exec_driver_sql(
        "INSERT INTO horizon (id, step_id, reason, at) VALUES (?, ?, ?, ?)", (number, last, REASON, at)
    )


def _must_hold(connection: Connection) -> None:
    for pragma in ("foreign_key_check", "integrity_check"):
        found = connection.exec_driver_sql(f"PRAGMA {pragma}").first()
        if found is not None and found[0] != "ok":
            raise DatabaseError(f"PRAGMA {pragma}", None, sqlite3.DatabaseError(f"{pragma}: {found[0]}"))


def _engine(file: Path) -> Engine:
    """Return an engine for migrations alone: rebuilding a table with foreign keys on would empty its children."""
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(file), poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = OFF", "journal_mode = DELETE", "synchronous = EXTRA", "secure_delete = ON",
                   "temp_store = MEMORY", "trusted_schema = OFF"):  # fmt: skip
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
