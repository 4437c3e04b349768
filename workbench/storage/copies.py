"""Copying a project file, and making sure that the copy is the same and sound.

The copy is looked at over a connection of its own that writes nothing. What is looked at needs no
knowledge of the program's tables, so that a file of an older program can be copied before it is changed.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager
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


@dataclass(frozen=True, slots=True)
class Facts:
    """What two files with the same project in them have in common."""

    last_step: tuple[int, str] | None
    """Number and identity of the last change."""
    rows: Mapping[str, int]
    """How many rows each table has."""
    texts: str
    """A hash over the hashes of all texts."""


def facts_of(connection: Connection) -> Facts:
    """Return the facts by which a copy is compared."""
    step = connection.exec_driver_sql("SELECT id, guid FROM step ORDER BY id DESC LIMIT 1").one_or_none()
    names = connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").scalars()
    rows: dict[str, int] = {}
    for name in names.all():
        quoted = str(name).replace('"', '""')
        rows[str(name)] = connection.exec_driver_sql(f'SELECT count(*) FROM "{quoted}"').scalar_one()
    digest = sha256()
    for written in connection.exec_driver_sql('SELECT hash FROM "text" ORDER BY hash').scalars():
        digest.update(str(written).encode())
    return Facts(None if step is None else (step[0], step[1]), rows, digest.hexdigest())


def copy_database(path: Path, copy: Path) -> None:
    """Copy a project file whole, also while another process writes it.

    Args:
        path: the file; it must not be connected by this process by other means than SQLite.
        copy: made, readable by its owner only.
    """
    copy.unlink(missing_ok=True)
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, operating_system.PRIVATE_FILE))
    address = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=5)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target, pages=4096, sleep=0.01)


def copy_verified(path: Path, copy: Path) -> Facts:
    """Copy a project file and check the copy; on any error no copy is left.

    Args:
        path: the file; it may be open.
        copy: made new, for its owner only.

    Raises:
        ProjectUnusable: where the copy is not sound or not the same.
        sqlite3.Error: where the file cannot be read or the copy not written.
        DatabaseError: where the copy cannot be read.
        OSError: where the copy cannot be made.
    """
    try:
        before = _facts_of_file(path)
        copy_database(path, copy)
        with connected(copy) as connection:
            must_be_sound(connection, path)
            found = facts_of(connection)
        # The desk may have taken a step meanwhile; then the copy has it, or not.
        if found not in (before, _facts_of_file(path)):
            raise _unsound(path)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return found


def must_be_sound(connection: Connection, path: Path) -> None:
    """Refuse a file that is not whole, whose links dangle, or whose texts are not what was brought in.

    Raises:
        ProjectUnusable: in the name of `path`.
    """
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        raise _unsound(path)
    if connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() != "ok":
        raise _unsound(path)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise _unsound(path)
    for written, body in connection.exec_driver_sql('SELECT hash, body FROM "text"'):
        if text_hash(body) != written:
            raise _unsound(path)


def _unsound(path: Path) -> ProjectUnusable:
    return ProjectUnusable(
        N_("{name} does not pass the check, so it was not copied; the earlier backups are as they were."),
        name=path.name,
    )


def _facts_of_file(path: Path) -> Facts:
    with connected(path) as connection:
        return facts_of(connection)


@contextmanager
def connected(path: Path) -> Iterator[Connection]:
    """Connect to a file to read it."""
    engine = open_engine(path, read_only=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
