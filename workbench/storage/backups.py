"""Verified copies of a project beside it, so that a bad day costs minutes and not weeks.

A copy is made under another name, opened, checked, and only then takes its place among the backups; a file
that fails the check never replaces or thins a good one. Copies are made and read over connections of their
own, so a worker may do it while the desk goes on writing. Restoring keeps the file that it replaces.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from workbench import operating_system
from workbench.domain.errors import ProjectUnusable
from workbench.domain.reasons import because
from workbench.i18n import N_
from workbench.storage import locking, thinning
from workbench.storage.chance import SystemClock
from workbench.storage.copies import Facts, copy_verified, facts_of

if TYPE_CHECKING:
    from workbench.domain.clock import Clock
    from workbench.storage.project import Project

_NAME = re.compile(r"(?P<at>[0-9]{8}T[0-9]{6}Z)-(?P<step>[0-9]+)-(?P<guid>[0-9a-f]{8})(?P<again>-[0-9]+)?\.workbench")
_AT = "%Y%m%dT%H%M%SZ"
_NOBODY = "0" * 8
"""Stands for the step's identity where no step was taken yet."""
SIDE_FILES = ("-journal", "-wal", "-shm")
"""What SQLite leaves beside a file that was not closed; it belongs to that file and to no other."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy."""

    path: Path
    at: datetime
    """When it was made, UTC."""
    step: int
    """The last change that it holds."""
    guid: str
    """The beginning of that change's identity: numbers come again after a restore."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did."""

    backup: Backup
    damaged: Path | None
    """Where the file that was there before is now; None where there was none."""


def folder_of(path: Path) -> Path:
    """Return where the backups of a project file lie."""
    return path.with_name(f"{path.stem}.backups")


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Return the backups of a project file, newest first."""
    folder = folder_of(path)
    try:
        found = [backup for file in folder.iterdir() if (backup := _read_name(file)) is not None]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.step, backup.path.name), reverse=True))


def _read_name(file: Path) -> Backup | None:
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    with contextlib.suppress(ValueError):
        at = datetime.strptime(match["at"], _AT).replace(tzinfo=UTC)
        return Backup(file, at, int(match["step"]), match["guid"])
    return None


def back_up(path: Path, *, clock: Clock | None = None) -> Backup:
    """Make a verified copy of a project file among its backups, and thin the older ones.

    Args:
        path: the project file; it may be open, in this process or another.
        clock: tells the time; the machine's where None.

    Raises:
        ProjectUnusable: where the copy could not be made or does not pass the check; no backup was touched.
    """
    now = _time(clock)
    folder = folder_of(path)
    try:
        operating_system.make_private_folder(folder)
        _sweep(folder)
        unfinished = folder / f".unfinished-{os.getpid()}"
        try:
            facts = copy_verified(path, unfinished)
            target = _free_name(folder, now, facts)
            operating_system.replace_durably(unfinished, target)
        finally:
            _remove(unfinished)
    except (sqlite3.Error, DatabaseError, OSError) as error:
        raise ProjectUnusable(
            N_("{name} could not be backed up ({reason}); make room on the disk or check that it can be written."),
            name=path.name,
            reason=_reason(error),
        ) from error
    made = _read_name(target)
    if made is None:
        raise RuntimeError(f"not the name of a backup: {target.name}")
    _thin(path, now)
    return made


def backup_if_changed(project: Project, *, clock: Clock | None = None) -> Backup | None:
    """Back up an open project, unless nothing was changed since the last backup.

    Raises:
        ProjectUnusable: where the copy could not be made or does not pass the check.
    """
    last = facts_of(project.connection).last_step
    for backup in list_backups(project.path)[:1]:
        if (backup.step, backup.guid) == _marks(last):
            return None
    return back_up(project.path, clock=clock)


def backup_before(project: Project, *, clock: Clock | None = None) -> Backup | None:
    """Back up before a bulk step, an import or an erasure; a failure stops that step.

    Raises:
        ProjectUnusable: where the copy could not be made or does not pass the check.
    """
    return backup_if_changed(project, clock=clock)


def restore(path: Path, backup: Path | str | None = None, *, clock: Clock | None = None) -> Restored:
    """Put a backup in the place of a project file that is damaged or missing.

    Args:
        path: the project file; need not exist.
        backup: the backup to take, also by its name alone; the newest that passes the check where None.
        clock: tells the time; the machine's where None.

    Raises:
        ProjectBusy: where the project is open elsewhere.
        ProjectUnusable: where there is no backup that passes the check; nothing was changed.
    """
    now = _time(clock)
    if path.is_dir():
        raise ProjectUnusable(N_("{name} is not a project file; choose a .workbench file."), name=str(path))
    with locking.locked(path):
        fresh = path.with_name(f".{path.stem}.restoring")
        try:
            chosen = _copy_chosen(path, backup, fresh)
            damaged = _put_aside(path, now)
            operating_system.replace_durably(fresh, path)
        except (sqlite3.Error, DatabaseError, OSError) as error:
            raise ProjectUnusable(
                N_("{name} could not be brought back ({reason}); make room on the disk and try again."),
                name=path.name,
                reason=_reason(error),
            ) from error
        finally:
            _remove(fresh)
    return Restored(chosen, damaged)


def _copy_chosen(path: Path, wanted: Path | str | None, fresh: Path) -> Backup:
    """Copy the backup that was asked for, or the newest sound one, to `fresh`."""
    if wanted is not None:
        chosen = _asked_for(path, wanted)
        copy_verified(chosen.path, fresh)
        return chosen
    for backup in list_backups(path):
        try:
            copy_verified(backup.path, fresh)
        except (ProjectUnusable, sqlite3.Error, DatabaseError):
            continue
        return backup
    raise ProjectUnusable(
        N_("There is no backup of {name} that can be used; look for an older copy in {folder}."),
        name=path.name,
        folder=folder_of(path).name,
    )


def _asked_for(path: Path, wanted: Path | str) -> Backup:
    """Return the backup with this path or name; it may also be a project file that was kept elsewhere."""
    for file in (Path(wanted), folder_of(path) / wanted):
        if file.is_file():
            return _read_name(file) or Backup(file, datetime.fromtimestamp(file.stat().st_mtime, UTC), 0, _NOBODY)
    raise ProjectUnusable(
        N_("There is no backup {name}; leave the name out to take the newest one that is sound."), name=str(wanted)
    )


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Move the file that is there, with what SQLite left beside it, out of the way."""
    aside: Path | None = None
    name = f"{path.stem}.damaged-{now.strftime(_AT)}"
    for number in range(1, 1000):
        aside = path.with_name(name if number == 1 else f"{name}-{number}")
        if not aside.exists():
            break
    there = path.exists()
    if there and aside is not None:
        path.replace(aside)
        operating_system.make_private(aside)
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        # With the damaged file it may still be of use; beside the restored one it would be played into it.
        if side.exists() and there and aside is not None:
            side.replace(aside.with_name(aside.name + suffix))
        else:
            side.unlink(missing_ok=True)
    operating_system.sync_folder(path.parent)
    return aside if there else None


def _thin(path: Path, now: datetime) -> None:
    """Remove the backups that the rule lets go; the newest stays whatever its age."""
    backups = list_backups(path)
    keep = thinning.kept([backup.at for backup in backups], now)
    for number, backup in enumerate(backups):
        if number not in keep:
            _remove(backup.path)


def _free_name(folder: Path, now: datetime, facts: Facts) -> Path:
    step, guid = _marks(facts.last_step)
    stem = f"{now.strftime(_AT)}-{step}-{guid}"
    found, number = folder / f"{stem}.workbench", 1
    while found.exists():
        number += 1
        found = folder / f"{stem}-{number}.workbench"
    return found


def _marks(last: tuple[int, str] | None) -> tuple[int, str]:
    return (0, _NOBODY) if last is None else (last[0], last[1][:8])


def _time(clock: Clock | None) -> datetime:
    return datetime.fromisoformat((clock or SystemClock()).now())


def _sweep(folder: Path) -> None:
    """Remove what a copy that was killed left behind."""
    for left in folder.glob(".unfinished-*"):
        _remove(left)


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink(missing_ok=True)
    for suffix in SIDE_FILES:
        with contextlib.suppress(OSError):
            file.with_name(file.name + suffix).unlink(missing_ok=True)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError):
        return because(error)
    return str(getattr(error, "orig", None) or error)
