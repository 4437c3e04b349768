"""What SQLite answers when something is wrong, told in one sentence that says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.errors import ProjectBusy, ProjectUnusable
from workbench.i18n import N_

if TYPE_CHECKING:
    from sqlalchemy.exc import DatabaseError

_BUSY, _LOCKED = 5, 6
_FULL, _INPUT_OUTPUT = 13, 10
_PERMISSION, _READ_ONLY, _CANNOT_OPEN = 3, 8, 14
_PRIMARY = 0xFF
"""SQLite's longer error codes hold the short one in their lowest byte."""


def told(name: str, error: DatabaseError) -> ProjectUnusable:
    """Return what an error means for the user; the transaction it came in is taken to be undone.

    Args:
        name: the file's name, as messages show it.
        error: what the driver raised.
    """
    code = getattr(error.orig, "sqlite_errorcode", 0) & _PRIMARY
    reason = str(error.orig)
    if code in {_BUSY, _LOCKED}:
        return ProjectBusy(N_("Another program is using {name}; wait a moment and try again."), name=name)
    if code in {_FULL, _INPUT_OUTPUT}:
        return ProjectUnusable(
            N_("{name} could not be written ({reason}); make room on the disk, and nothing was changed."),
            name=name,
            reason=reason,
        )
    if code in {_PERMISSION, _READ_ONLY, _CANNOT_OPEN}:
        return ProjectUnusable(
            N_("{name} cannot be changed ({reason}); copy it to a folder of your own."), name=name, reason=reason
        )
    return damaged(name)


def damaged(name: str) -> ProjectUnusable:
    """Return the error for a file that is not a project, or no longer a whole one."""
    return ProjectUnusable(
        N_("{name} is damaged or not a project; bring back an earlier one with: workbench restore {name}"), name=name
    )
