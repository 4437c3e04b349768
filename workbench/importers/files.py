"""Opening a file that may be anything: a folder, a pipe, a device, a link, one that grows while it is read.

The bytes are read once and whole; no reader opens the file again, so that what was checked is what is read.
"""

from __future__ import annotations

import errno
import os
import stat

from workbench.domain.errors import ImportFailed
from workbench.domain.reasons import because
from workbench.i18n import N_
from workbench.operating_system import is_regular

LARGEST_FILE = 50_000_000
"""Bytes."""

_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY", "O_NOINHERIT"):
    _FLAGS |= getattr(os, _name, 0)

_REASONS = {
    errno.ENOENT: N_("{file} is not there; look at the name and the folder."),
    errno.ENOTDIR: N_("{file} is not there; look at the name and the folder."),
    errno.ELOOP: N_("{file} is a link to another file; give that file itself."),
    errno.EACCES: N_("{file} may not be read by you; change its permissions, or copy it to a folder of your own."),
    errno.EPERM: N_("{file} may not be read by you; change its permissions, or copy it to a folder of your own."),
    errno.ENXIO: N_("{file} is not an ordinary file; give a file with text in it."),
    errno.ENAMETOOLONG: N_("{file} has too long a name; give it a shorter one."),
}


def shown_name(path: str) -> str:
    """Return a path that every screen and file can show: bytes that are no text become question marks."""
    return path.encode("utf-8", "replace").decode("utf-8")


def read_bytes(path: str, file: str, largest: int = LARGEST_FILE) -> bytes:
    """Return the whole content of an ordinary file.

    Args:
        path: where it is.
        file: its name in error messages.
        largest: bytes it may have.

    Raises:
        ImportFailed: it is missing, empty, too large, not an ordinary file, or may not be read.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except OSError as error:
        raise _unreadable(path, file, error) from error
    except ValueError as error:
        raise ImportFailed(file, _REASONS[errno.ENOENT]) from error
    try:
        return _content(descriptor, file, largest)
    except OSError as error:
        raise _unreadable(path, file, error) from error
    finally:
        os.close(descriptor)


def _content(descriptor: int, file: str, largest: int) -> bytes:
    status = os.fstat(descriptor)
    if stat.S_ISDIR(status.st_mode):
        raise _is_folder(file)
    if not is_regular(status):
        raise ImportFailed(file, _REASONS[errno.ENXIO])
    _refuse_size(status.st_size, file, largest)
    pieces: list[bytes] = []
    size = 0
    while piece := os.read(descriptor, max(status.st_size - size, 0) + 1):
        pieces.append(piece)
        size += len(piece)
        _refuse_size(size, file, largest)
    if not size:
        raise ImportFailed(file, N_("{file} is empty; there is nothing to read in it."))
    return b"".join(pieces)


def _refuse_size(size: int, file: str, largest: int) -> None:
    if size > largest:
        raise ImportFailed(
            file,
            N_("{file} is too large ({size} MB, at most {limit} MB); divide it, or save it without pictures."),
            size=round(size / 1_000_000),
            limit=largest // 1_000_000,
        )


def _is_folder(file: str) -> ImportFailed:
    return ImportFailed(file, N_("{file} is a folder; give the files in it."))


def _unreadable(path: str, file: str, error: OSError) -> ImportFailed:
    if os.path.isdir(path):
        return _is_folder(file)
    template = _REASONS.get(error.errno or 0)
    if template is None:
        return ImportFailed(file, N_("{file} cannot be read: {reason}."), reason=because(error))
    return ImportFailed(file, template)
