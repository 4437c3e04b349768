"""Verified copies of a project beside it, so that a bad day costs minutes and not weeks.

A copy is made under another name, opened, checked, and only then takes its place among the backups; a file
that fails the check never replaces or thins a good one. Copies are made and read over connections of their
own, so a worker may do it while the desk goes on writing. Restoring keeps the file that it replaces, whole or not.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from workbench import operating_system
from workbench.domain.errors import ProjectUnusable
from workbench.i18n import N_
from workbench.storage import locking, thinning, troubles
from workbench.storage.chance import SystemClock
from workbench.storage.copies import Facts, Unsound, connected, copy_verified, last_step
from workbench.storage.schema import stamp_of

if TYPE_CHECKING:
    from workbench.domain.clock import Clock

_NAME = re.compile(r"(?P<at>[0-9]{8}T[0-9]{6}Z)-(?P<step>[0-9]+)-(?P<guid>[0-9a-f]{8})(?P<again>-[0-9]+)?\.workbench")
_AT = "%Y%m%dT%H%M%SZ"
_UNFINISHED = ".unfinished-"
ASIDE = "-before-restore-"
"""What stands in the name of a file whose place a restored one took."""
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
    kept: Path | None
    """Where the file that was there before is now; None where there was none."""


def folder_of(path: Path) -> Path:
    """Return where the backups of a project file lie."""
    return path.with_name(f"{path.stem}.backups")


def list_backups(path: Path) -> tuple[Backup, ...]:
    """Return the backups of a project file, newest first."""
    folder = folder_of(locking.itself(path))
    try:
        found = [backup for file in folder.iterdir() if (backup := _read_name(file)) is not None]
    except OSError:
        return ()
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.step, backup.path.name), reverse=True))


def kept_aside(path: Path) -> tuple[Path, ...]:
    """Return the files whose place a restored one took, newest first."""
    path = locking.itself(path)
    return tuple(sorted(folder_of(path).glob(f"{escape(path.stem)}{ASIDE}*.workbench"), reverse=True))


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
    path = locking.itself(path)
    folder = folder_of(path)
    try:
        operating_system.make_private_folder(folder)
        sweep(folder)
        unfinished = unfinished_in(folder)
        try:
            facts = copy_verified(path, unfinished)
            target = _free_name(folder, now, facts)
            operating_system.replace_durably(unfinished, target)
        finally:
            remove(unfinished)
            with contextlib.suppress(OSError):
                folder.rmdir()  # only where it is empty, and was made for nothing
    except (sqlite3.Error, DatabaseError, OSError) as error:
        if not isinstance(error, OSError) and not troubles.cannot_write(error):
            raise troubles.told(path.name, error) from error
        raise ProjectUnusable(
            N_("{name} could not be backed up ({reason}); make room on the disk or check that it can be written."),
            name=path.name,
            reason=troubles.reason(error),
        ) from error
    made = _read_name(target)
    if made is None:
        raise RuntimeError(f"not the name of a backup: {target.name}")
    _thin(path, now)
    return made


def backup_if_changed(path: Path, *, clock: Clock | None = None) -> Backup | None:
    """Back up a project file, unless nothing was changed since the last backup.

    Args:
        path: the project file; it may be open, in this process or another.
        clock: tells the time; the machine's where None.

    Raises:
        ProjectUnusable: where the copy could not be made or does not pass the check.
    """
    try:
        with connected(path) as connection:
            last = last_step(connection)
    except DatabaseError as error:
        raise troubles.told(path.name, error) from error
    for backup in list_backups(path)[:1]:
        if (backup.step, backup.guid) == _marks(last) and _last_in(backup.path) == last:
            return None
    return back_up(path, clock=clock)


def restore(path: Path, backup: Path | str | None = None, *, clock: Clock | None = None) -> Restored:
    """Put a backup in the place of a project file; what was there is kept.

    Args:
        path: the project file; need not exist.
        backup: the backup to take, by its name alone or as a file; the newest that can be used where None.
        clock: tells the time; the machine's where None.

    Raises:
        ProjectBusy: where the project is open elsewhere.
        ProjectUnusable: where there is no backup that passes the check; nothing was changed.
    """
    now = _time(clock)
    path = locking.itself(path)
    if os.path.exists(path) and not os.path.isfile(path):
        raise ProjectUnusable(N_("{name} is not a project file; choose a .workbench file."), name=str(path))
    if not os.path.isdir(path.parent):
        raise ProjectUnusable(N_("There is no folder {name}; make it first."), name=str(path.parent))
    with locking.locked(path):
        fresh = path.with_name(f".{path.stem}.restoring")
        try:
            chosen = _copy_chosen(path, backup, fresh)
            kept = _put_aside(path, now)
            operating_system.replace_durably(fresh, path)
        except (sqlite3.Error, DatabaseError, OSError) as error:
            raise ProjectUnusable(
                N_("{name} could not be brought back ({reason}); make room on the disk and try again."),
                name=path.name,
                reason=troubles.reason(error),
            ) from error
        finally:
            remove(fresh)
    return Restored(chosen, kept)


def _copy_chosen(path: Path, wanted: Path | str | None, fresh: Path) -> Backup:
    """Copy the backup that was asked for, or the newest sound one, to `fresh`."""
    if wanted is not None:
        chosen = _asked_for(path, wanted)
        try:
            _copy_usable(chosen.path, fresh)
        except (Unsound, sqlite3.Error, DatabaseError) as error:
            if not isinstance(error, Unsound) and troubles.cannot_write(error):
                raise
            raise ProjectUnusable(
                N_("{copy} is no sound copy of a project; see which others there are with: workbench restore {name}"),
                copy=chosen.path.name,
                name=path.name,
            ) from error
        return chosen
    for backup in list_backups(path):
        try:
            _copy_usable(backup.path, fresh)
        except ProjectUnusable:
            continue
        except (sqlite3.Error, DatabaseError) as error:
            if troubles.cannot_write(error):
                raise
            continue
        return backup
    raise ProjectUnusable(
        N_("There is no backup of {name} that can be used; look for an older copy in {folder}."),
        name=path.name,
        folder=folder_of(path).name,
    )


def _copy_usable(backup: Path, fresh: Path) -> None:
    """Copy a backup that is sound and that this program can open."""
    copy_verified(backup, fresh)
    with connected(fresh) as connection:
        stamp_of(connection, backup.name)


def _asked_for(path: Path, wanted: Path | str) -> Backup:
    """Return the backup with this name, or the file at this path: it may be a project that was kept elsewhere."""
    file = wanted if isinstance(wanted, Path) else folder_of(path) / wanted
    if not os.path.isfile(file):
        raise ProjectUnusable(
            N_("There is no backup {name}; leave the name out to take the newest one that is sound."), name=str(wanted)
        )
    at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    return _read_name(file) or Backup(file, at, 0, _NOBODY)


def _put_aside(path: Path, now: datetime) -> Path | None:
    """Keep the file that is there, with what SQLite left beside it, under another name among the backups."""
    there = path.exists()
    aside = _aside(path, now)
    if there:
        operating_system.make_private_folder(aside.parent)
        operating_system.keep_as(path, aside)
        operating_system.make_private(aside)
    for suffix in SIDE_FILES:
        side = path.with_name(path.name + suffix)
        # With the file it belongs to it may still be of use; beside the restored one it would be played into it.
        if side.exists() and there:
            side.replace(aside.with_name(aside.name + suffix))
        else:
            side.unlink(missing_ok=True)
    if there:
        operating_system.sync_folder(aside.parent)
    return aside if there else None


def _aside(path: Path, now: datetime) -> Path:
    folder, name = folder_of(path), f"{path.stem}{ASIDE}{now.strftime(_AT)}"
    found, number = folder / f"{name}.workbench", 1
    while found.exists():
        number += 1
        found = folder / f"{name}-{number}.workbench"
    return found


def _thin(path: Path, now: datetime) -> None:
    """Remove the backups that the rule lets go; the newest stays whatever its age."""
    backups = list_backups(path)
    keep = thinning.kept([backup.at for backup in backups], now)
    for number, backup in enumerate(backups):
        if number not in keep:
            remove(backup.path)


def _free_name(folder: Path, now: datetime, facts: Facts) -> Path:
    step, guid = _marks(facts.last_step)
    stem = f"{now.strftime(_AT)}-{step}-{guid}"
    found, number = folder / f"{stem}.workbench", 1
    while found.exists():
        number += 1
        found = folder / f"{stem}-{number}.workbench"
    return found


def _last_in(copy: Path) -> tuple[int, str, str] | None:
    """Return the last change of a copy; None also where it cannot be read, for then there must be another."""
    try:
        with connected(copy) as connection:
            return last_step(connection)
    except DatabaseError:
        return None


def _marks(last: tuple[int, str, str] | None) -> tuple[int, str]:
    # A file from somebody else may hold anything there, and this becomes the name of a file.
    return (0, _NOBODY) if last is None else (last[0], re.sub("[^0-9a-f]", "0", last[1][:8]).ljust(8, "0"))


def _time(clock: Clock | None) -> datetime:
    return datetime.fromisoformat((clock or SystemClock()).now())


def unfinished_in(folder: Path) -> Path:
    """Return a new, empty file for a copy that does not count yet."""
    descriptor, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=folder)
    os.close(descriptor)
    return Path(name)


def sweep(folder: Path, *, older_than: float = 600) -> None:
    """Remove what a copy that was killed left behind.

    Args:
        folder: where backups lie.
        older_than: seconds; younger ones may still be written.
    """
    for left in folder.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than:
                remove(left)


def remove(file: Path) -> None:
    """Remove a file with what SQLite may have left beside it; harmless where it is gone."""
    for suffix in ("", *SIDE_FILES):
        with contextlib.suppress(OSError):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
