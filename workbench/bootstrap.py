"""Joins the parts: the one place that knows storage and services both.

The command line and the screen get a `Desk` from here and nothing else; the type checker compares the
ports of the services with what storage offers in `ports_of`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench import __version__
from workbench.services.desk import Desk, Ports
from workbench.services.readers import NOBODY, Readers
from workbench.storage import locking, opening
from workbench.storage.erasing import Erasing
from workbench.storage.history import NEW, History
from workbench.storage.keeping import Keeper
from workbench.storage.tallies import Counter

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.checking import Finding
    from workbench.storage.project import Project


def ports_of(opened: Project) -> Ports:
    """Return what services need, from an open project."""
    return Ports(opened, History(opened), Counter(opened), Erasing(opened), Keeper(opened), opened.close)


def new_project(path: Path, *, coder: str = "", round_name: str = "", name: str = "", **values: str) -> Desk:
    """Make a project file and sit down at it.

    Args:
        path: the file to be made.
        coder: who codes.
        round_name: in which reading.
        name: what the project is called; the file's name where empty.
        values: further settings of the project (case_word, case_words, language).

    Raises:
        ProjectUnusable: where the file is there already or cannot be made.
    """
    opened = opening.create(path)
    try:
        with opened.step(NEW, NOBODY) as work:
            work.settings.put("guid", work.new_guid())
            work.settings.put("name", name or path.stem)
            for key, value in values.items():
                work.settings.put(key, value)
        return _desk(opened, coder, round_name)
    except BaseException:
        opened.close()
        discard(path)
        raise


def discard(path: Path) -> None:
    """Take away a project that was made a moment ago and is closed, where what it was made for failed."""
    path.unlink(missing_ok=True)
    locking.lock_path(path).unlink(missing_ok=True)


def open_desk(path: Path, *, coder: str = "", round_name: str = "", blind: bool = False) -> Desk:
    """Open a project to work in.

    Raises:
        ProjectBusy: where it is open for writing elsewhere.
        ProjectUnusable: where the file cannot be used.
    """
    opened = opening.open_for_writing(path)
    return _desk(opened, coder, round_name, blind=blind)


def open_to_read(path: Path) -> Desk:
    """Open a project, or where it is in use a private copy of it, only to read.

    Raises:
        ProjectUnusable: where the file cannot be used.
    """
    opened = opening.open_for_reading(path)
    return Desk(ports_of(opened), Readers(opened).looking_on(), __version__)


def _desk(opened: Project, coder: str, round_name: str, *, blind: bool = False) -> Desk:
    try:
        chosen = Readers(opened).choose(coder, round_name, blind=blind)
        return Desk(ports_of(opened), chosen, __version__)
    except BaseException:
        opened.close()
        raise


def check_project(path: Path) -> tuple[Finding, ...]:
    """Check a whole project; return what is not as it should be.

    Raises:
        ProjectUnusable: where it cannot even be opened.
    """
    from workbench.storage.check import check

    opened = opening.open_for_reading(path)
    try:
        return check(opened)
    finally:
        opened.close()


def back_up(path: Path) -> Path:
    """Make a verified copy of a project; return where it lies.

    Raises:
        ProjectUnusable: where it could not be made.
    """
    from workbench.storage.backups import back_up as copy_verified

    return copy_verified(path).path


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the verified copies of a project, newest first."""
    from workbench.storage.backups import list_backups

    return tuple(backup.path for backup in list_backups(path))


def bring_back(path: Path, copy: str | None) -> Path | None:
    """Put a copy in the place of a project, the newest where `copy` is None; return where the old file is kept.

    Raises:
        ProjectUnusable: where there is no such copy, or it is damaged itself.
    """
    from workbench.storage.backups import restore

    return restore(path, copy).damaged
