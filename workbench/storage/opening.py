"""Making and opening project files, each time for a purpose: to be changed, or only to be read.

Who writes holds the lock and brings an old file up to date. Who reads takes no lock, makes nothing beside the
file where that can be helped, and never changes it: it is read where it lies, or from a private copy where
somebody writes it, it is old, or it was left in the middle of something.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from workbench import operating_system
from workbench.domain.access import Access
from workbench.domain.errors import ProjectUnusable
from workbench.domain.reasons import because
from workbench.i18n import N_
from workbench.storage import locking, private_copy, schema, troubles
from workbench.storage.chance import RandomGuids, SystemClock
from workbench.storage.engine import open_engine
from workbench.storage.holding import Hold
from workbench.storage.private_copy import PrivateCopy
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
        path: where.
        clock: tells the time; the machine's where None.
        guids: gives identities; random ones where None.

    Raises:
        ProjectBusy: where another process is making it at this moment.
        ProjectUnusable: where the file is there already or cannot be made.
    """
    if os.path.lexists(path):
        raise ProjectUnusable(N_("{name} is there already; choose another name."), name=path.name)
    if not os.path.isdir(path.parent):
        raise ProjectUnusable(N_("There is no folder {name}; make it first."), name=str(path.parent))
    with locking.kept_on_success(path) as lock:
        fresh = path.with_name(unfinished(path)[0])
        try:
            fresh.unlink(missing_ok=True)
            engine = open_engine(fresh, new=True)
            try:
                with engine.connect().execution_options(step=True) as connection, connection.begin():
                    schema.create(connection)
            finally:
                engine.dispose()
            operating_system.make_private(fresh)
            operating_system.replace_durably(fresh, path)
            hold = Hold(Access.WRITE, lock)
            return Project(path, open_engine(path), hold, clock or SystemClock(), guids or RandomGuids())
        except (DatabaseError, OSError) as error:
            for left in (fresh, fresh.with_name(fresh.name + "-journal")):
                left.unlink(missing_ok=True)
            raise ProjectUnusable(
                N_("{name} could not be made there; check that the folder can be written and the disk has room."),
                name=path.name,
            ) from error


def unfinished(path: Path) -> tuple[str, str, str]:
    """Return the names of what is made beside a project and takes its place: a new, upgraded or restored file."""
    return f".{path.name}.new", f".{path.stem}.upgrading", f".{path.stem}.restoring"


def open_for_writing(path: Path, *, clock: Clock | None = None, guids: Guids | None = None) -> Project:
    """Open a project file to work in; one of an older program is brought up to date first.

    Raises:
        ProjectBusy: where it is open for writing elsewhere.
        ProjectReadOnly: where the file or its folder cannot be written.
        ProjectUnusable: where it is missing, damaged, not ours or newer than this program.
    """
    path = look_at(path)
    with locking.kept_on_success(path) as lock:
        _sweep(path)
        hand = (Hold(Access.WRITE, lock), clock or SystemClock(), guids or RandomGuids())
        project = _opened(path, *hand)
        if project is None:
            # Imported here: what it needs takes longer to load than a project to open.
            from workbench.storage.upgrading import bring_up_to_date

            bring_up_to_date(path, clock=hand[1])
            project = _opened(path, *hand)
        if project is None:
            raise troubles.damaged(path.name)
        return project


def _opened(path: Path, hold: Hold, clock: Clock, guids: Guids) -> Project | None:
    """Return the project, or None, with the file closed again, where it has an older schema."""
    engine = open_engine(path)
    try:
        if not _is_new(engine, path):
            engine.dispose()
            return None
        _try_to_write(engine)
        return Project(path, engine, hold, clock, guids)
    except DatabaseError as error:
        engine.dispose()
        raise troubles.told(path.name, error) from error
    except BaseException:
        engine.dispose()
        raise


def _is_new(engine: Engine, path: Path) -> bool:
    """Tell whether a file has the schema of this program; refuse one that is not ours.

    Raises:
        ProjectUnusable: where it is not ours, newer than this program, or not as we make them.
    """
    with engine.connect() as connection:
        if schema.stamp_of(connection, path.name) != schema.STAMP:
            return False
        _must_be_known(connection, path)
        return True


def _must_be_known(connection: Connection, path: Path) -> None:
    if schema.schema_differences(connection):
        raise troubles.damaged(path.name)


def _try_to_write(engine: Engine) -> None:
    """Write and take it back, since a folder without leave for a journal shows only then."""
    with engine.connect().execution_options(step=True) as connection, connection.begin() as transaction:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
        transaction.rollback()


def look_at(path: Path) -> Path:
    """Tell without opening it as a database whether `path` may be a project file.

    Returns:
        The file itself, where `path` is a link to it: lock and backups are the file's, whatever it is called by.

    Raises:
        ProjectUnusable: where it is missing, no file, empty or may not be read.
    """
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path) from None
    except (OSError, ValueError) as error:
        reason = because(error) if isinstance(error, OSError) else str(error)
        raise ProjectUnusable(
            N_("{name} cannot be reached ({reason}); check the name and the folder."), name=str(path), reason=reason
        ) from error
    if not stat.S_ISREG(status.st_mode):
        raise ProjectUnusable(N_("{name} is not a project file; choose a .workbench file."), name=str(path))
    if not operating_system.may_read(path):
        raise ProjectUnusable(
            N_("You do not have the right to read {name}; ask whoever it belongs to."), name=str(path)
        )
    if status.st_size < len(_HEADER):
        raise ProjectUnusable(N_("{name} is empty; restore it with: workbench restore {name}"), name=path.name)
    return locking.itself(path)


def _missing(path: Path) -> ProjectUnusable:
    if path.is_symlink():
        return ProjectUnusable(
            N_("{name} is a link to {target}, which is not there; bring the file back or choose another."),
            name=path.name,
            target=os.readlink(path),
        )
    return ProjectUnusable(
        N_("There is no project {name} here; check the name, or make it with: workbench new {name}"), name=str(path)
    )


def open_for_reading(path: Path, *, clock: Clock | None = None) -> Project:
    """Open a project file only to read it, now and not for long; nothing about it is changed.

    While it is open, what is read is all of one moment, and a change that somebody else makes waits.

    Args:
        path: the file.
        clock: tells the time; the machine's where None.

    Raises:
        ProjectUnusable: where the file cannot be used.
    """
    path = look_at(path)
    if locking.is_held(path):
        return open_copy(path, Access.ELSEWHERE, clock=clock)
    engine = open_engine(path, read_only=True)
    try:
        if _is_new(engine, path):
            return Project(path, engine, Hold(Access.READ), clock or SystemClock(), RandomGuids())
    except DatabaseError as error:
        engine.dispose()
        if not troubles.needs_writing(error):
            raise troubles.told(path.name, error) from error
        return open_copy(path, Access.READ, clock=clock)
    except BaseException:
        engine.dispose()
        raise
    engine.dispose()
    return open_copy(path, Access.OLDER, clock=clock)


def open_copy(path: Path, access: Access, *, clock: Clock | None = None) -> Project:
    """Open a private copy of a project as it is now, to read it as long as one likes.

    Args:
        path: the file.
        access: why it is not the file itself.
        clock: tells the time; the machine's where None.

    Raises:
        ProjectUnusable: where the file cannot be used or not be copied.
    """
    path = look_at(path)
    clock = clock or SystemClock()
    copy: PrivateCopy | None = None
    engine: Engine | None = None
    try:
        copy = PrivateCopy(path)
        _fill(copy, path)
        engine = open_engine(copy.path)
        if not _is_new(engine, path):
            engine.dispose()
            # Imported here: what it needs takes longer to load than a project to open.
            from workbench.storage.upgrading import migrate

            migrate(copy.path, clock.now())
            engine = open_engine(copy.path)
        project = Project(path, engine, Hold(access, copy=copy), clock, RandomGuids())
    except BaseException as error:
        if engine is not None:
            engine.dispose()
        if copy is not None:
            copy.remove()
        if isinstance(error, (sqlite3.Error, DatabaseError, OSError)):
            raise troubles.not_copied(path.name, error) from error
        raise
    copy.lose_name()
    return project


def _fill(copy: PrivateCopy, path: Path) -> None:
    try:
        copy.fill()
    except sqlite3.Error as error:
        if not troubles.needs_writing(error) or locking.is_held(path):
            raise
        copy.fill_with_journal()


def _sweep(path: Path) -> None:
    """Remove what killed processes left beside a project whose lock this one has."""
    private_copy.sweep(path)
    for name in unfinished(path):
        for suffix in ("", "-journal"):
            with contextlib.suppress(OSError):
                path.with_name(name + suffix).unlink(missing_ok=True)
