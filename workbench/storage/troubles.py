"""What SQLite answers when something is wrong, told in one sentence that says what to do."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from workbench.domain.errors import ProjectBusy, ProjectReadOnly, ProjectUnusable
from workbench.domain.reasons import because
from workbench.i18n import N_

if TYPE_CHECKING:
    import sqlite3

_BUSY, _LOCKED = 5, 6
_CORRUPT, _NO_DATABASE = 11, 26
_FULL, _INPUT_OUTPUT = 13, 10
_PERMISSION, _READ_ONLY, _CANNOT_OPEN = 3, 8, 14
_PRIMARY = 0xFF
"""SQLite's longer error codes hold the short one in their lowest byte."""

_OURS = {0, 1, 18, 19, 20, 21, 25}
"""What tells of a mistake in a statement, or of a rule that it would break, and nothing of the file."""

_WHILE_READING = {266, 522}
"""IOERR_READ and IOERR_SHORT_READ."""

_SYSTEM = {
    _BUSY: errno.EBUSY,
    _LOCKED: errno.EBUSY,
    _FULL: errno.ENOSPC,
    _INPUT_OUTPUT: errno.EIO,
    _PERMISSION: errno.EACCES,
    _READ_ONLY: errno.EACCES,
}
"""What the system calls the same trouble."""


class FileTrouble(ProjectUnusable, DatabaseError):
    """Something wrong with the file, met while it is read: for the user a sentence, for SQLAlchemy its own error.

    Args:
        told: the sentence.
        error: what the driver raised.
    """

    def __init__(self, told: ProjectUnusable, error: DatabaseError) -> None:
        DatabaseError.__init__(self, None, None, error.orig or error, hide_parameters=True)
        # Not by its own `__init__`: that would hand the sentence on to SQLAlchemy's.
        self.template, self.values = told.template, told.values

    def __str__(self) -> str:
        return ProjectUnusable.__str__(self)


def met(name: str, error: BaseException | None) -> FileTrouble | None:
    """Return the trouble with the file that an error tells of, or None where it tells of something else.

    Args:
        name: the file's name, as messages show it.
        error: what SQLAlchemy is about to raise.
    """
    if not isinstance(error, DatabaseError) or isinstance(error, FileTrouble) or _code(error) in _OURS:
        return None
    return FileTrouble(told(name, error), error)


def told(name: str, error: sqlite3.Error | DatabaseError) -> ProjectUnusable:
    """Return what an error means for the user; the transaction it came in is taken to be undone.

    Args:
        name: the file's name, as messages show it.
        error: what the driver raised.
    """
    code = _code(error)
    if code in {_BUSY, _LOCKED}:
        return ProjectBusy(N_("Another program is using {name}; wait a moment and try again."), name=name)
    if code in {_FULL, _INPUT_OUTPUT}:
        return not_written(name, error)
    if code in {_PERMISSION, _READ_ONLY, _CANNOT_OPEN}:
        return ProjectReadOnly(
            N_("{name} cannot be changed ({reason}); copy it to a folder of your own."), name=name, reason=reason(error)
        )
    return damaged(name)


def is_damage(error: BaseException) -> bool:
    """Tell whether an error says that a file is damaged, or is no database, and not only that it cannot be had now."""
    return _code(error) in {_CORRUPT, _NO_DATABASE}


def not_written(name: str, error: sqlite3.Error | DatabaseError | OSError) -> ProjectUnusable:
    """Return what it means that a step could not be written."""
    return ProjectUnusable(
        N_("{name} could not be written ({reason}); make room on the disk, and nothing was changed."),
        name=name,
        reason=reason(error),
    )


def not_copied(name: str, error: sqlite3.Error | DatabaseError | OSError) -> ProjectUnusable:
    """Return what it means that a private copy could not be made to read."""
    if isinstance(error, OSError) or _code(error) in {_FULL, _INPUT_OUTPUT, _CANNOT_OPEN}:
        return ProjectUnusable(
            N_("{name} could not be copied to be read ({reason}); make room on the disk and try again."),
            name=name,
            reason=reason(error),
        )
    return told(name, error)


def cannot_write(error: sqlite3.Error | DatabaseError) -> bool:
    """Tell whether it is the place written to that has a trouble, and not the file that is read."""
    code = int(getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", None) or 0)
    return code & _PRIMARY == _FULL or (code & _PRIMARY == _INPUT_OUTPUT and code not in _WHILE_READING)


def needs_writing(error: sqlite3.Error | DatabaseError) -> bool:
    """Tell whether a file cannot be read without writing it: something was left half done beside it."""
    return _code(error) in {_READ_ONLY, _CANNOT_OPEN, _INPUT_OUTPUT}


def reason(error: sqlite3.Error | DatabaseError | OSError) -> str:
    """Return why, in a few words of the user's language; what SQLite says where we have none of our own."""
    if isinstance(error, OSError):
        return because(error)
    number = _SYSTEM.get(_code(error))
    return str(getattr(error, "orig", None) or error) if number is None else because(OSError(number, ""))


def _code(error: BaseException) -> int:
    return int(getattr(getattr(error, "orig", None) or error, "sqlite_errorcode", None) or 0) & _PRIMARY


def damaged(name: str) -> ProjectUnusable:
    """Return the error for a file that is not a project, or no longer a whole one."""
    return ProjectUnusable(
        N_("{name} is damaged or not a project; bring back an earlier one with: workbench restore {name}"), name=name
    )
