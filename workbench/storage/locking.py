"""The lock beside a project file, which says that a process has it open for writing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from workbench import operating_system
from workbench.domain.errors import ProjectBusy, ProjectUnusable
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def locked(path: Path) -> Iterator[operating_system.FileLock]:
    """Hold the lock of a project file for as long as the block lasts.

    Raises:
        ProjectBusy: where another process has it.
        ProjectUnusable: where the folder cannot be written.
    """
    lock = _lock(path)
    try:
        yield lock
    finally:
        lock.let_go()


@contextlib.contextmanager
def kept_on_success(path: Path) -> Iterator[operating_system.FileLock]:
    """Take the lock, and give it back only where the block fails; a lock file made for that goes too."""
    was_there = lock_path(path).exists()
    lock = _lock(path)
    try:
        yield lock
    except BaseException:
        lock.let_go()
        if not was_there:
            with contextlib.suppress(OSError):
                lock_path(path).unlink(missing_ok=True)
        raise


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
