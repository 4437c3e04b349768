"""How a project was opened: to be changed, or only to be read, and why no more than that.

The reason is one sentence for the user. Nothing here looks at a file.
"""

from __future__ import annotations

from enum import StrEnum

from workbench.domain.errors import ProjectBusy, ProjectReadOnly, ProjectUnusable
from workbench.i18n import N_

BUSY = N_("{name} is open elsewhere; close it there to change anything here.")
"""Why nothing can be changed while another process has the project."""


class Access(StrEnum):
    """What may be done with a project that is open, and what it is read from."""

    WRITE = "write"
    """It can be changed."""
    READ = "read"
    """Only looked at, by somebody who asked for no more: the file itself, or a copy where it waits to be mended."""
    ELSEWHERE = "elsewhere"
    """It is open elsewhere: a private copy."""
    NO_LEAVE = "no leave"
    """The file or its folder may not be written, or the disk only be read: a private copy."""
    OLDER = "older"
    """It was made by an older program: a private copy, brought up to date."""


TOLD = {
    Access.ELSEWHERE: N_("{name} is open elsewhere; this is as of change {number}, {at}."),
    Access.NO_LEAVE: N_("{name} can only be read here; copy it to a folder of your own to change anything."),
    Access.OLDER: N_("{name} was made by an older Interview Workbench; a copy was brought up to date and read."),
}
"""What the user is told when it is opened; nothing where the file itself is open as it was asked for."""


def refusal(access: Access, name: str) -> ProjectUnusable:
    """Return the error for somebody who would change what was opened only to be read.

    Args:
        access: how it was opened.
        name: the file's name.
    """
    if access is Access.ELSEWHERE:
        return ProjectBusy(BUSY, name=name)
    return ProjectReadOnly(TOLD[Access.NO_LEAVE], name=name)
