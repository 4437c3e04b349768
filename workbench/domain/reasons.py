"""Why the operating system refused, in a few words of the user's language.

The system's own words are English, and say less. They stand in brackets inside a sentence that says what to do.
"""

from __future__ import annotations

import errno

from workbench.i18n import N_, _

_WHY = {
    errno.EACCES: N_("you do not have the right to"),
    errno.EPERM: N_("you do not have the right to"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENOSPC: N_("the disk is full"),
    getattr(errno, "EDQUOT", -1): N_("your room on the disk is used up"),
    errno.EFBIG: N_("the file became too large"),
    errno.EIO: N_("the disk does not answer as it should"),
    errno.ENOENT: N_("there is no such file or folder"),
    errno.ENOTDIR: N_("a file stands where a folder should be"),
    errno.EISDIR: N_("that is a folder"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EBUSY: N_("another program is using it"),
    getattr(errno, "ETXTBSY", -1): N_("another program is using it"),
    errno.EMFILE: N_("too many files are open"),
    errno.ENFILE: N_("too many files are open"),
    errno.ENOMEM: N_("there is too little memory"),
    errno.ELOOP: N_("it is a link"),
}


def because(error: OSError) -> str:
    """Return why, in the language now chosen; the system's number where it is a rare one."""
    why = _WHY.get(error.errno or 0)
    return _(why) if why is not None else _("error {number}").format(number=error.errno or 0)
