"""The lock beside a project file, which says that a process has it open for writing.

Whoever only reads never takes it, and makes no file for it; it only asks whether somebody has it.
"""

from __future__ import annotations

import contextlib
import errno
import os
from typing import TYPE_CHECKING

from workbench import operating_system
from workbench.domain.access import BUSY
from workbench.domain.errors import ProjectBusy, ProjectReadOnly, ProjectUnusable
from workbench.domain.reasons import because
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[operating_system.FileLock]:
    """Hold the lock of a project file for as long as the block lasts.

    Raises:
        ProjectBusy: where another process has it.
        ProjectReadOnly: where the folder cannot be written.
    """
    with kept_on_success(path) as lock:
        yield lock
    lock.let_go()


@contextlib.contextmanager
def kept_on_success(path: Path) -> Iterator[operating_system.FileLock]:
    """Take the lock, and give it back only where the block fails; a lock file made for that goes too."""
    was_there = os.path.lexists(lock_path(path))
    lock = _lock(path)
    try:
        yield lock
    except BaseException:
        if was_there:
            lock.let_go()
        else:
            lock.let_go_and_remove()
        raise


def _lock(path: Path) -> operating_system.FileLock:
    lock = operating_system.FileLock(lock_path(path))
    try:
        taken = lock.take()
    except OSError as error:
        if error.errno not in {errno.EACCES, errno.EPERM, errno.EROFS}:
            raise ProjectUnusable(
                N_("{name} could not be opened to be changed ({reason}); check the folder and the room on the disk."),
                name=path.name,
                reason=because(error),
            ) from error
        raise ProjectReadOnly(
            N_("{name} lies in a folder that cannot be written; move it to one of your own."), name=path.name
        ) from error
    if not taken:
        raise ProjectBusy(BUSY, name=path.name)
    return lock


def itself(path: Path) -> Path:
    """Return the file that `path` is a link to, or `path` where it is none: lock and backups are the file's."""
    return path.resolve() if os.path.islink(path) else path


def is_held(path: Path) -> bool:
    """Tell whether a process has the project open for writing; this one counts."""
    return operating_system.is_locked(lock_path(path))


def lock_path(path: Path) -> Path:
    """Return where the lock of a project file lies."""
    return path.with_name(f".{path.stem}.lock")
