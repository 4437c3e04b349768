"""Copying a project file, and making sure that the copy is the same and sound.

The copy is looked at over a connection of its own that writes nothing. What is looked at needs no
knowledge of the program's tables, so that a file of an older program can be copied before it is changed.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from workbench import operating_system
from workbench.domain.errors import ProjectUnusable
from workbench.domain.text import text_hash
from workbench.i18n import N_
from workbench.storage.engine import APPLICATION_ID, open_engine

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection


_INTEGRITY = "PRAGMA integrity_check(1)"
"""Not the quick one: that takes half the time, and does not see a row that its indexes tell otherwise."""

_TRIES = 3
"""How often a copy in slices is begun."""

_SLICE = 1024
"""Pages copied at a time; whoever writes waits no longer than that."""


class Unsound(ProjectUnusable):
    """A copy does not pass the check."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What two files with the same project in them have in common."""

    last_step: tuple[int, str, str] | None
    """Number, identity and time of the last change."""
    rows: Mapping[str, int]
    """How many rows each table has."""
    texts: str
    """A hash over the hashes of all texts."""


def last_step(connection: Connection) -> tuple[int, str, str] | None:
    """Return number, identity and time of the last change; None where there was none.

    The time belongs to it, since a change that is gone on with keeps number and identity.
    """
    step = connection.exec_driver_sql("SELECT id, guid, at FROM step ORDER BY id DESC LIMIT 1").one_or_none()
    return None if step is None else (step[0], step[1], step[2])


def facts_of(connection: Connection) -> Facts:
    """Return the facts by which a copy is compared."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").scalars()
    rows: dict[str, int] = {}
    for name in names.all():
        quoted = str(name).replace('"', '""')
        rows[str(name)] = connection.exec_driver_sql(f'SELECT count(*) FROM "{quoted}"').scalar_one()
    digest = sha256()
    for written in connection.exec_driver_sql('SELECT hash FROM "text" ORDER BY hash').scalars():
        digest.update(str(written).encode())
    return Facts(last_step(connection), rows, digest.hexdigest())


def copy_database(path: Path, copy: Path) -> None:
    """Copy a project file whole, also while another process writes it.

    Args:
        path: the file; it must not be connected by this process by other means than SQLite.
        copy: made new, readable by its owner only; it lasts a power cut only once it was put in its place.
    """
    copy.unlink(missing_ok=True)
    operating_system.make_new_private(copy)
    copy_into(path, copy)


def copy_into(path: Path, copy: Path) -> None:
    """Copy a project file into an empty one; see `copy_database`."""
    for _ in range(_TRIES):
        try:
            _copy(path, copy, pages=_SLICE, progress=_Progress())
        except _BegunAgain:
            os.truncate(copy, 0)
            continue
        return
    # Somebody writes all the time: they wait for once.
    _copy(path, copy)


def _copy(path: Path, copy: Path, *, pages: int = -1, progress: _Progress | None = None) -> None:
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=5)) as source, closing(sqlite3.connect(copy)) as target:
        # Nobody else knows the copy, and one that was interrupted is thrown away.
        for pragma in ("synchronous = OFF", "journal_mode = OFF"):
            target.execute(f"PRAGMA {pragma}")
        source.backup(target, pages=pages, progress=progress, sleep=0.01)


class _BegunAgain(Exception):
    """What was copied is no longer as it was."""


class _Progress:
    """Ends a copy that SQLite would begin again, because somebody wrote meanwhile."""

    def __init__(self) -> None:
        self._least: int | None = None

    def __call__(self, _status: int, remaining: int, _total: int) -> None:
        """Take note of how many pages are left."""
        if self._least is not None and remaining > self._least:
            raise _BegunAgain
        self._least = remaining


def copy_verified(path: Path, copy: Path) -> Facts:
    """Copy a project file and check the copy; on any error no copy is left.

    Args:
        path: the file; it may be open.
        copy: made new, for its owner only.

    Raises:
        Unsound: where the copy is not sound or not the same.
        sqlite3.Error: where the file cannot be read or the copy not written.
        DatabaseError: where the copy cannot be read.
        OSError: where the copy cannot be made.
    """
    try:
        before = _facts_of_file(path)
        copy_database(path, copy)
        found = verified(copy, path)
        if not _between(before, found, _facts_of_file(path)):
            raise _unsound(path)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return found


def _between(before: Facts, found: Facts, after: Facts) -> bool:
    """Tell whether a copy is the file as it was before, or after, or at a step that was taken meanwhile."""
    if found in (before, after):
        return True
    if before == after:
        return False
    first, number, last = (0 if facts.last_step is None else facts.last_step[0] for facts in (before, found, after))
    return first <= number <= last


def verified(copy: Path, path: Path) -> Facts:
    """Check a copy that nobody writes, its pages and what stands in them at the same time; return its facts.

    Raises:
        Unsound: in the name of `path`.
        DatabaseError: where it cannot be read.
    """
    # Imported here: most who open a project copy nothing.
    from concurrent.futures import ThreadPoolExecutor

    # SQLite works outside Python's lock, so that the second check costs next to nothing beside the first.
    with ThreadPoolExecutor(1) as beside:
        pages = beside.submit(_pages_hold, copy)
        with connected(copy) as connection:
            sound = _contents_hold(connection)
            found = facts_of(connection) if sound else None
        if not pages.result() or found is None:
            raise _unsound(path)
    return found


def _pages_hold(path: Path) -> bool:
    with connected(path) as connection:
        return bool(connection.exec_driver_sql(_INTEGRITY).scalar() == "ok")


def _contents_hold(connection: Connection) -> bool:
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        return False
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        return False
    texts = connection.exec_driver_sql('SELECT hash, body FROM "text"')
    return all(text_hash(body) == written for written, body in texts)


def _unsound(path: Path) -> Unsound:
    return Unsound(
        N_("{name} does not pass the check, so it was not copied; see what is wrong with: workbench check {name}"),
        name=path.name,
    )


def _facts_of_file(path: Path) -> Facts:
    with connected(path) as connection:
        return facts_of(connection)


@contextlib.contextmanager
def connected(path: Path) -> Iterator[Connection]:
    """Connect to a file to read it."""
    engine = open_engine(path, read_only=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
