"""Writing an exported file: beside the old one and then in its place, so that it is never half overwritten.

What was written is noted in the project, where that can be changed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING

from workbench import operating_system
from workbench.domain.errors import ProjectUnusable, WorkbenchError
from workbench.domain.reasons import because
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from workbench.domain.exports import Written
    from workbench.domain.view import View
    from workbench.services.desk import Desk

_PROJECT = ".workbench"


def write_file(path: Path, chunks: Iterable[bytes], *, quiet: bool = False) -> str:
    """Write a file whole or not at all, and say where it is.

    Args:
        path: the file; its folder must be there.
        chunks: what it holds.
        quiet: do not say where it is.

    Returns:
        The SHA-256 of what was written, in hex.

    Raises:
        WorkbenchError: where it cannot be written; an old file is as it was.
    """
    from workbench.cli.telling import remark

    must_be_writable(path)
    digest = hashlib.sha256()
    # Through a link to the file it means; the link stays one.
    target = path.resolve() if path.is_symlink() else path
    fresh = target.with_name(f".{target.name[:80]}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        operating_system.replace_durably(fresh, target)
    except BaseException as error:
        fresh.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _not_written(path, error) from error
        raise
    if not quiet:
        remark(_("Wrote {file}").format(file=path))
    return digest.hexdigest()


def make_folder(folder: Path) -> None:
    """Make a folder for exported files, and those above it, where they are not there.

    Raises:
        WorkbenchError: where it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if isinstance(error, FileExistsError):
            error = NotADirectoryError(errno.ENOTDIR, "")
        raise WorkbenchError(
            N_("{folder} could not be made ({reason}); name another folder."), folder=folder, reason=because(error)
        ) from error


def must_be_writable(path: Path, *endings: str) -> None:
    """Refuse a place where no exported file may come.

    Args:
        path: the file that is to be written.
        endings: how a file that is there already may end, or it is of another kind; any ending where left out.

    Raises:
        WorkbenchError: where it is a project, a folder, a device or of another kind, is protected, or its folder is
            missing.
    """
    if path.name.casefold().endswith(_PROJECT):
        raise WorkbenchError(N_("{file} would be taken for a project; choose another name with -o."), file=path)
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.parent.is_dir():
            return
        raise WorkbenchError(
            N_("There is no folder {folder}; make it first, or choose another place with -o."), folder=path.parent
        ) from None
    except (OSError, ValueError) as error:
        raise _not_written(path, error if isinstance(error, OSError) else OSError(errno.EINVAL, "")) from error
    why = _why_not_over(status)
    if why is not None:
        raise WorkbenchError(why, file=path)
    if endings and not path.name.casefold().endswith(endings):
        raise WorkbenchError(
            N_("{file} is there already and no {ending} file; choose another name with -o."),
            file=path,
            ending=endings[0],
        )


def _why_not_over(status: os.stat_result) -> str | None:
    """Return why nothing may be written over a file, where that is so."""
    if stat.S_ISDIR(status.st_mode):
        return N_("{file} is a folder; name a file in it with -o.")
    if not operating_system.is_regular(status):
        return N_("{file} is no ordinary file; choose another place with -o.")
    if not status.st_mode & stat.S_IWUSR:
        return N_("{file} is protected from being written; choose another name with -o.")
    return None


class Exporting:
    """Files that are written from one project, which remembers them afterwards.

    Args:
        desk: the project, open to be read.
        quiet: do not say where the files are.
    """

    def __init__(self, desk: Desk, *, quiet: bool = False) -> None:
        self._desk = desk
        self.quiet = quiet
        self._is_copy = bool(desk.read_only)
        self._written: list[Written] = []

    def write(self, file: Path, chunks: Iterable[bytes], what: str, view: View) -> None:
        """Write a file.

        Args:
            file: where.
            chunks: what it holds.
            what: what it shows: matrix, codings or codebook.
            view: what it is limited to.

        Raises:
            WorkbenchError: where it cannot be written; an old file is as it was.
        """
        from workbench.domain.exports import Written

        manifest = self._desk.manifest(view)
        self._written.append(Written(file, write_file(file, chunks, quiet=self.quiet), what, manifest))

    def note(self, project: Path) -> None:
        """Let the project remember the files, now that it is closed again; where that cannot be, say so."""
        from workbench.bootstrap import note_exports
        from workbench.cli.telling import remark

        if not self._written:
            return
        if self._is_copy:
            remark(_("The project does not remember this export, since a copy of it was read."))
            return
        try:
            note_exports(project, self._written)
        except ProjectUnusable as error:
            remark(_("The project does not remember this export: {why}").format(why=error))


def _not_written(path: Path, error: OSError) -> WorkbenchError:
    return WorkbenchError(
        N_("{file} could not be written ({reason}); choose another place with -o."), file=path, reason=because(error)
    )
