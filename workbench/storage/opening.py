"""Making and opening project files: the lock, the look at what the file is, and the private copy for readers."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError, OperationalError

from workbench import operating_system
from workbench.domain.errors import ProjectBusy, ProjectUnusable
from workbench.i18n import N_
from workbench.storage import schema
from workbench.storage.chance import RandomGuids, SystemClock
from workbench.storage.engine import open_engine
from workbench.storage.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from workbench.domain.clock import Clock, Guids

SUFFIX = ".workbench"

_HEADER = b"SQLite format 3\x00"


def create(path: Path, *, clock: Clock | None = None, guids: Guids | None = None) -> Project:
    """Make a new, empty project file and open it.

    Args:
        path: where; the suffix is added where it is missing.
        clock: tells the time; the machine's where None.
        guids: gives identities; random ones where None.

    Raises:
        ProjectUnusable: where the file is there already or cannot be made.
    """
    if path.exists():
        raise ProjectUnusable(N_("{name} is there already; choose another name."), name=path.name)
    if not path.parent.is_dir():
        raise ProjectUnusable(N_("There is no folder {name}; make it first."), name=str(path.parent))
    lock = _lock(path)
    fresh = path.with_name(f".{path.name}.new")
    try:
        fresh.unlink(missing_ok=True)
        engine = open_engine(fresh)
        with engine.connect().execution_options(step=True) as connection, connection.begin():
            schema.create(connection)
        engine.dispose()
        operating_system.replace_durably(fresh, path)
    except (OperationalError, OSError) as error:
        fresh.unlink(missing_ok=True)
        lock.let_go()
        raise ProjectUnusable(
            N_("{name} could not be made there; check that the folder can be written and the disk has room."),
            name=path.name,
        ) from error
    return Project(path, open_engine(path), lock, clock or SystemClock(), guids or RandomGuids())


def open_for_writing(path: Path, *, clock: Clock | None = None, guids: Guids | None = None) -> Project:
    """Open a project file to work in.

    Raises:
        ProjectBusy: where it is open for writing elsewhere.
        ProjectUnusable: where it is missing, damaged, not ours, newer than this program or read-only.
    """
    look_at(path)
    lock = _lock(path)
    engine = open_engine(path)
    try:
        project = Project(path, engine, lock, clock or SystemClock(), guids or RandomGuids())
        stamp = _stamp(project.connection, path)
        _must_be_known(project.connection, path)
        _try_to_write(engine, path)
    except BaseException:
        engine.dispose()
        lock.let_go()
        raise
    if stamp != schema.STAMP:
        project.close()
        raise ProjectUnusable(N_("{name} must be brought up to date first."), name=path.name)
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


def _lock(path: Path) -> operating_system.FileLock:
    lock = operating_system.FileLock(lock_path(path))
    try:
        taken = lock.take()
    except OSError as error:
        raise ProjectUnusable(
            N_("{name} lies in a folder that cannot be written; move it to one of your own."), name=path.name
        ) from error
    if not taken:
        raise ProjectBusy(N_("{name} is open elsewhere; close it there to change anything here."), name=path.name)
    return lock


def lock_path(path: Path) -> Path:
    """Return where the lock of a project file lies."""
    return path.with_name(f".{path.stem}.lock")


def _stamp(connection: Connection, path: Path) -> str:
    try:
        return schema.stamp_of(connection, path.name)
    except DatabaseError as error:
        raise damaged(path) from error


def _must_be_known(connection: Connection, path: Path) -> None:
    if schema.schema_differences(connection):
        raise damaged(path)


def _try_to_write(engine: Engine, path: Path) -> None:
    try:
        with engine.connect().execution_options(step=True) as connection, connection.begin():
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num WHERE 0")
    except OperationalError as error:
        raise ProjectUnusable(
            N_("{name} cannot be changed ({reason}); copy it to a folder of your own."),
            name=path.name,
            reason=str(error.orig),
        ) from error


def damaged(path: Path) -> ProjectUnusable:
    """Return the error for a file that is not a project, or no longer a whole one."""
    return ProjectUnusable(
        N_("{name} is damaged or not a project; bring back an earlier one with: workbench restore {name}"),
        name=path.name,
    )


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
    try:
        copy_database(path, copy)
        return Project(path, open_engine(copy), None, SystemClock(), RandomGuids(), copy=copy)
    except (sqlite3.Error, OSError) as error:
        copy.unlink(missing_ok=True)
        raise ProjectBusy(
            N_("{name} is open elsewhere and could not be copied for reading; close it there."), name=path.name
        ) from error


def copy_database(path: Path, copy: Path) -> None:
    """Copy a project file whole, also while another process writes it.

    Args:
        path: the file; it must not be connected by this process by other means than SQLite.
        copy: made, readable by its owner only.
    """
    os.close(os.open(copy, os.O_CREAT | os.O_WRONLY, operating_system.PRIVATE_FILE))
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=5)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=4096, sleep=0.01)
