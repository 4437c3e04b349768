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
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
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

_ZEROS = bytes(1 << 20)
_TRIES, _BETWEEN = 6, 0.01
"""How often a lock is asked for, and how long between, in seconds: whoever only asks about it holds it for less."""


def keep_private() -> None:
    """Make every file this process creates readable by its owner only, and leave no core file behind."""
    os.umask(0o077)
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def make_private_folder(folder: Path) -> None:
    """Make `folder`, for its owner only, where it is missing."""
    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)


def make_new_private(path: Path) -> None:
    """Make an empty file for its owner only.

    Raises:
        FileExistsError: where there is one.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))


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


@contextlib.contextmanager
def overwritten(path: Path) -> Iterator[None]:
    """Overwrite with zeros what a file held, if after the block no name leads to it any more.

    Where a file that is open cannot lose its name, and on disks that write elsewhere each time, it is only gone.
    """
    if fcntl is None:
        yield
        return
    descriptor = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        size = os.fstat(descriptor).st_size
        yield
        if os.fstat(descriptor).st_nlink == 0:
            with contextlib.suppress(OSError):
                for at in range(0, size, len(_ZEROS)):
                    os.pwrite(descriptor, _ZEROS[: size - at], at)
                os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_as(old: Path, new: Path) -> None:
    """Give the file `old` a second name; where there are no second names, give it the new one instead."""
    try:
        os.link(old, new)
    except OSError:
        old.replace(new)


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
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_BETWEEN)
            descriptor = os.open(self._path, flags, PRIVATE_FILE)
            try:
                # Another may have removed the file meanwhile, and a third made a new one: that would be two locks.
                if _lock(descriptor) and _is_there(self._path, descriptor):
                    self._descriptor = descriptor
                    return True
            except OSError:
                os.close(descriptor)
                raise
            os.close(descriptor)
        return False

    def let_go_and_remove(self) -> None:
        """Remove the lock file and give the lock back."""
        if fcntl is None:
            self.let_go()  # a file that is open cannot be removed there
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        self.let_go()

    def let_go(self) -> None:
        """Give the lock back; harmless where it is not held."""
        if self._descriptor is None:
            return
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None


def is_locked(path: Path) -> bool:
    """Tell whether anyone holds the lock that the file `path` stands for; nothing is made.

    A lock file that may not be looked at counts as free: it cannot be one's own.
    """
    flags = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError:
        return False
    try:
        taken = _lock(descriptor, shared=True)
        if taken:
            _unlock(descriptor)
        return not taken
    except OSError:
        return False
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool = False) -> bool:
    """Lock an open file without waiting; return False where another has it."""
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        elif msvcrt is not None:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
            raise
        return False
    return True


def _is_there(path: Path, descriptor: int) -> bool:
    """Tell whether `path` is still the file that was opened."""
    try:
        return fcntl is None or os.path.samestat(os.fstat(descriptor), path.lstat())
    except FileNotFoundError:
        return False


def _unlock(descriptor: int) -> None:
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
    elif msvcrt is not None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)


def may_read(path: Path) -> bool:
    """Tell whether this process has leave to read `path`."""
    return os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids)


_PATIENCE = 15
"""Of 19: how far a process that nobody waits for stands back."""


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


def give_way() -> None:
    """Let other processes of this machine go first, where the system can."""
    with contextlib.suppress(AttributeError, OSError):
        os.nice(_PATIENCE)


def is_regular(status: os.stat_result) -> bool:
    """Tell whether a file's status is that of an ordinary file, not a folder, pipe or device."""
    return stat.S_ISREG(status.st_mode)
