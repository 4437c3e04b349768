"""Everything that differs between operating systems, in one place: modes, locks, limits, replacing files.

The rest of the program calls these functions and never `fcntl`, `msvcrt`, `resource` or `pwd` itself; all
of them work, with less protection, where those modules are missing. This is a bottom layer: it imports
nothing of ours.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

fcntl: ModuleType | None
msvcrt: ModuleType | None
resource: ModuleType | None
try:
    import fcntl
except ImportError:
    fcntl = None
try:
    import msvcrt
except ImportError:
    msvcrt = None
try:
    import resource
except ImportError:
    resource = None

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def keep_private() -> None:
    """Make every file this process creates readable by its owner only, and leave no core file behind."""
    os.umask(0o077)
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def make_private_folder(folder: Path) -> None:
    """Make `folder`, for its owner only, where it is missing."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def make_private(path: Path) -> None:
    """Let only the owner read and write `path`; where the file system has no modes nothing happens."""
    with contextlib.suppress(OSError):
        path.chmod(PRIVATE_FILE)


def replace_durably(new: Path, old: Path) -> None:
    """Put the file `new` in the place of `old`, all or nothing, and make that last a power cut.

    Args:
        new: a complete file in the same folder.
        old: the name it takes; need not exist.
    """
    with new.open("r+b") as file:
        os.fsync(file.fileno())
    new.replace(old)
    sync_folder(old.parent)


def sync_folder(folder: Path) -> None:
    """Make new and changed names in `folder` last a power cut, where the system can."""
    if fcntl is None:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class FileLock:
    """A lock that the operating system lets go when the process ends, however it ends.

    What the lock file holds means nothing, and one that is left behind is harmless.

    Args:
        path: the lock file; made where it is missing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Take the lock; return False where another process has it."""
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
        descriptor = os.open(self._path, flags, PRIVATE_FILE)
        try:
            if fcntl is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            elif msvcrt is not None:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            os.close(descriptor)
            if error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
                raise
            return False
        self._descriptor = descriptor
        return True

    def let_go(self) -> None:
        """Give the lock back; harmless where it is not held."""
        if self._descriptor is None:
            return
        if fcntl is not None:
            fcntl.flock(self._descriptor, fcntl.LOCK_UN)
        elif msvcrt is not None:
            os.lseek(self._descriptor, 0, os.SEEK_SET)
            msvcrt.locking(self._descriptor, msvcrt.LK_UNLCK, 1)
        os.close(self._descriptor)
        self._descriptor = None


def limit_this_process(*, memory_bytes: int, open_files: int) -> None:
    """Bound what this process may use, where the system can; it may write no file at all.

    Args:
        memory_bytes: address space, in bytes.
        open_files: file descriptors.
    """
    if resource is None:
        return
    for name, value in (("RLIMIT_AS", memory_bytes), ("RLIMIT_NOFILE", open_files), ("RLIMIT_FSIZE", 0)):
        kind = getattr(resource, name, None)
        if kind is not None:
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def allow_processor_seconds(seconds: int) -> None:
    """Let this process use `seconds` of processor time from now on, where the system can."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = int(used.ru_utime + used.ru_stime) + seconds + 1
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def is_regular(status: os.stat_result) -> bool:
    """Tell whether a file's status is that of an ordinary file, not a folder, pipe or device."""
    return stat.S_ISREG(status.st_mode)
