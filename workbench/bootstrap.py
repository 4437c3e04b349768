"""Joins the parts: the one place that knows storage and services both.

The command line and the screen get a `Desk` from here and nothing else; the type checker compares the
ports of the services with what storage offers in `ports_of`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from workbench import __version__
from workbench.domain.access import Access
from workbench.domain.errors import ProjectBusy, ProjectReadOnly
from workbench.services.desk import Desk, Ports
from workbench.services.readers import NOBODY, Readers
from workbench.storage import locking, opening
from workbench.storage.erasing_note import note_of
from workbench.storage.exports import Exports
from workbench.storage.history import NEW, History
from workbench.storage.keeping import Keeper
from workbench.storage.shares import Shares

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.domain.checking import Finding
    from workbench.domain.erased import Erased
    from workbench.domain.exports import Written
    from workbench.services.ports import Counter, Eraser
    from workbench.storage.project import Project


def ports_of(opened: Project) -> Ports:
    """Return what services need, from an open project."""
    return Ports(
        store=opened,
        log=History(opened),
        counter=lambda: _counter(opened),
        eraser=lambda: _eraser(opened),
        keeper=Keeper(opened),
        exports=Exports(opened),
        shares=Shares(opened),
        close=opened.close,
    )


def _counter(opened: Project) -> Counter:
    from workbench.storage.tallies import Counter as Counting

    return Counting(opened)


def _eraser(opened: Project) -> Eraser:
    from workbench.storage.erasing_copies import ErasingEverywhere

    return ErasingEverywhere(opened)


def _finish_erasing(opened: Project) -> Erased | None:
    """Finish an erasure that was interrupted, where there is one."""
    if not note_of(opened.path).exists():
        return None
    from workbench.storage.erasing_copies import finish

    return finish(opened)


def new_project(
    path: Path, *, coder: str = "", round_name: str = "", blind: bool | None = None, name: str = "", **values: str
) -> Desk:
    """Make a project file and sit down at it.

    Args:
        path: the file to be made.
        coder: who codes.
        round_name: in which reading.
        blind: whether that stands by itself.
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
        return _desk(opened, coder, round_name, blind=blind)
    except BaseException:
        opened.close()
        discard(path)
        raise


def discard(path: Path) -> None:
    """Take away a project that was made a moment ago and is closed, where what it was made for failed."""
    path.unlink(missing_ok=True)
    locking.lock_path(path).unlink(missing_ok=True)


def open_desk(
    path: Path, *, coder: str = "", round_name: str = "", blind: bool | None = None, with_next: bool = False
) -> Desk:
    """Open a project to work in.

    Args:
        path: the file.
        coder: who codes; the last one where empty.
        round_name: in which reading; the last one where empty.
        blind: whether that stands by itself; None where nobody said.
        with_next: make coder and reading, where they are new, only together with the first change.

    Raises:
        ProjectBusy: where it is open for writing elsewhere.
        ProjectUnusable: where the file cannot be used.
    """
    opened = opening.open_for_writing(path)
    return _desk(opened, coder, round_name, blind=blind, with_next=with_next)


def open_to_read(path: Path) -> Desk:
    """Open a project only to read it, now and not for long, changing nothing; where it is in use, a private copy.

    Raises:
        ProjectUnusable: where the file cannot be used.
    """
    return _looking_on(opening.open_for_reading(path))


def open_desk_or_copy(path: Path, *, coder: str = "", round_name: str = "", blind: bool | None = None) -> Desk:
    """Open a project to work in, or where that cannot be a private copy to look at; `Desk.read_only` says why.

    Raises:
        ProjectUnusable: where the file cannot be used.
    """
    try:
        return open_desk(path, coder=coder, round_name=round_name, blind=blind)
    except ProjectBusy:
        return _looking_on(opening.open_copy(path, Access.ELSEWHERE))
    except ProjectReadOnly:
        return _looking_on(opening.open_copy(path, Access.NO_LEAVE))


def must_be_changeable(path: Path) -> None:
    """Make sure that a project can be opened to be changed.

    Raises:
        ProjectBusy: where it is open for writing elsewhere.
        ProjectReadOnly: where the file or its folder cannot be written.
        ProjectUnusable: where the file cannot be used.
    """
    opening.open_for_writing(path).close()


def _looking_on(opened: Project) -> Desk:
    try:
        return Desk(ports_of(opened), Readers(opened).looking_on(), __version__)
    except BaseException:
        opened.close()
        raise


def _desk(opened: Project, coder: str, round_name: str, *, blind: bool | None = None, with_next: bool = False) -> Desk:
    try:
        erased = _finish_erasing(opened)
        chosen = Readers(opened).choose(coder, round_name, blind=blind, with_next=with_next)
        return Desk(replace(ports_of(opened), erased=erased), chosen, __version__)
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


def note_exports(path: Path, written: Sequence[Written]) -> None:
    """Remember in a project which files were written from it; this is no step, and is not undone.

    Raises:
        ProjectUnusable: where it is in use, or cannot be written.
    """
    from workbench.services.exports import ExportService

    opened = opening.open_for_writing(path)
    try:
        ExportService(Exports(opened)).note(written)
    finally:
        opened.close()


def back_up(path: Path) -> Path:
    """Make a verified copy of a project; return where it lies.

    Raises:
        ProjectUnusable: where there is no such project, or the copy could not be made.
    """
    from workbench.storage.backups import back_up as copy_verified

    return copy_verified(opening.look_at(path)).path


def backups_of(path: Path) -> tuple[Path, ...]:
    """Return the verified copies of a project, newest first, then the files whose place a restored one took."""
    from workbench.storage.backups import kept_aside, list_backups

    return (*(backup.path for backup in list_backups(path)), *kept_aside(path))


def bring_back(path: Path, copy: str | Path | None) -> tuple[Path, Path | None]:
    """Put a copy in the place of a project, the newest where `copy` is None.

    Args:
        path: the project.
        copy: the name of one of its copies, or a file.

    Returns:
        The copy, and where the old file is kept.

    Raises:
        ProjectBusy: where the project is open elsewhere.
        ProjectUnusable: where there is no such copy, or it is damaged itself.
    """
    from workbench.storage.backups import restore

    done = restore(path, copy)
    return done.backup.path, done.kept
