"""Making and opening project files: the lock, the look at what the file is, and the private copy for readers."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from workbench import operating_system
from workbench.domain.errors import ProjectBusy, ProjectUnusable
from workbench.i18n import N_
from workbench.storage import locking, schema, troubles
from workbench.storage.chance import RandomGuids, SystemClock
from workbench.storage.copies import copy_database
from workbench.storage.engine import open_engine
from workbench.storage.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from workbench.domain.clock import Clock, Guids

SUFFIX = ".workbench"

_HEADER = b"SQLite format 3\x00"
_LEFT_BEHIND = 600
"""Seconds after which a private copy that still lies there belongs to nobody."""


def create(path: Path, *, clock: Clock | None = None, guids: Guids | None = None) -> Project:
    """Make a new, empty project file and open it.

    Args:
        path: where.
        clock: tells the time; the machine's where None.
        guids: gives identities; random ones where None.

    Raises:
        ProjectBusy: where another process is making it at this moment.
        ProjectUnusable: where the file is there already or cannot be made.
    """
    if path.exists():
        raise ProjectUnusable(N_("{name} is there already; choose another name."), name=path.name)
    if not path.parent.is_dir():
        raise ProjectUnusable(N_("There is no folder {name}; make it first."), name=str(path.parent))
    with locking.kept_on_success(path) as lock:
        fresh = path.with_name(f".{path.name}.new")
        try:
            fresh.unlink(missing_ok=True)
            engine = open_engine(fresh)
            try:
                with engine.connect().execution_options(step=True) as connection, connection.begin():
                    schema.create(connection)
            finally:
                engine.dispose()
            operating_system.make_private(fresh)
            operating_system.replace_durably(fresh, path)
            return Project(path, open_engine(path), lock, clock or SystemClock(), guids or RandomGuids())
        except (DatabaseError, OSError) as error:
            for left in (fresh, fresh.with_name(fresh.name + "-journal")):
                left.unlink(missing_ok=True)
            raise ProjectUnusable(
                N_("{name} could not be made there; check that the folder can be written and the disk has room."),
                name=path.name,
            ) from error


def open_for_writing(path: Path, *, clock: Clock | None = None, guids: Guids | None = None) -> Project:
    """Open a project file to work in; one of an older program is brought up to date first.

    Raises:
        ProjectBusy: where it is open for writing elsewhere.
        ProjectUnusable: where it is missing, damaged, not ours, newer than this program or read-only.
    """
    look_at(path)
    with locking.kept_on_success(path) as lock:
        _sweep(path)
        hand = (lock, clock or SystemClock(), guids or RandomGuids())
        project = _opened(path, *hand)
        if project is None:
            # Imported here: what it needs takes longer to load than a project to open.
            from workbench.storage.upgrading import bring_up_to_date

            bring_up_to_date(path, clock=hand[1])
            project = _opened(path, *hand)
        if project is None:
            raise damaged(path)
        return project


def _opened(path: Path, lock: operating_system.FileLock, clock: Clock, guids: Guids) -> Project | None:
    """Return the project, or None where the file has an older schema."""
    engine = open_engine(path)
    try:
        project = Project(path, engine, lock, clock, guids)
        if schema.stamp_of(project.connection, path.name) != schema.STAMP:
            engine.dispose()
            return None
        _must_be_known(project.connection, path)
        _try_to_write(engine)
    except DatabaseError as error:
        engine.dispose()
        raise troubles.told(path.name, error) from error
    except BaseException:
        engine.dispose()
        raise
    return project


def look_at(path: Path) -> None:
    """Tell without opening it as a database whether `path` may be a project file.

    Raises:
        ProjectUnusable: where it is missing, no file, or empty.
    """
    if not path.exists():
        raise ProjectUnusable(
            N_("There is no project {name} here; check the name, or make it with: workbench new {name}"), name=str(path)
        )
    if not path.is_file():
        raise ProjectUnusable(N_("{name} is not a project file; choose a .workbench file."), name=str(path))
    if path.stat().st_size < len(_HEADER):
        raise ProjectUnusable(N_("{name} is empty; restore it with: workbench restore {name}"), name=path.name)


def _must_be_known(connection: Connection, path: Path) -> None:
    if schema.schema_differences(connection):
        raise damaged(path)


def _try_to_write(engine: Engine) -> None:
    """Write and take it back, since a folder without leave for a journal shows only then."""
    with engine.connect().execution_options(step=True) as connection, connection.begin() as transaction:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        transaction.rollback()


def damaged(path: Path) -> ProjectUnusable:
    """Return the error for a file that is not a project, or no longer a whole one."""
    return troubles.damaged(path.name)


def open_for_reading(path: Path) -> Project:
    """Open a project file to read it: itself where nobody has it, else a private copy as of its last change.

    Raises:
        ProjectUnusable: where the file cannot be used.
    """
    try:
        return open_for_writing(path)
    except ProjectBusy:
        return _open_copy(path)


def _open_copy(path: Path) -> Project:
    copy = path.with_name(f".{path.stem}.reading-{os.getpid()}")
    copy.unlink(missing_ok=True)
    engine: Engine | None = None
    try:
        copy_database(path, copy)
        engine = open_engine(copy)
        project = Project(path, engine, None, SystemClock(), RandomGuids(), copy=copy)
        if schema.stamp_of(project.connection, path.name) != schema.STAMP:
            raise ProjectBusy(N_("{name} must be brought up to date first; close it elsewhere."), name=path.name)
        _must_be_known(project.connection, path)
    except BaseException as error:
        if engine is not None:
            engine.dispose()
        copy.unlink(missing_ok=True)
        if isinstance(error, (sqlite3.Error, DatabaseError, OSError)):
            raise ProjectBusy(
                N_("{name} is open elsewhere and could not be copied for reading; close it there."), name=path.name
            ) from error
        raise
    # Where a file that is open can lose its name, nothing is left behind however this process ends.
    with contextlib.suppress(OSError):
        copy.unlink()
    return project


def _sweep(path: Path) -> None:
    """Remove private copies that a killed reader left behind."""
    for left in path.parent.glob(f".{path.stem}.reading-*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
                left.unlink()
