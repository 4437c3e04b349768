"""Taking a source out of the copies of a project too: its backups, and files whose place a restored one took.

Each is written anew without the source, checked, and only then takes the place of the old one, which is
overwritten. A note beside the project, of identities and hashes alone, tells what is being erased until all is
done, so that opening the project finishes what was interrupted.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.exc import DatabaseError

from workbench import operating_system
from workbench.domain.access import Access
from workbench.domain.erased import Erased
from workbench.domain.errors import ProjectUnusable
from workbench.domain.ids import CoderId, SourceId
from workbench.storage import backups, copies, private_copy, schema, tables, troubles
from workbench.storage.chance import RandomGuids, SystemClock
from workbench.storage.engine import open_engine
from workbench.storage.erasing import Erasing
from workbench.storage.erasing_note import note_of
from workbench.storage.holding import Hold
from workbench.storage.project import Project

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import ColumnElement, Connection

_NOBODY = CoderId(0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is being erased, without a word of it."""

    project: str
    """The project's GUID."""
    guid: str
    """The source's."""
    number: int
    """The source's id, which an entry of the journal has."""
    hashes: tuple[str, ...]
    """Of its texts."""


@dataclass(slots=True)
class _Found:
    """What became of the copies so far."""

    rewritten: int = 0
    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class ErasingEverywhere:
    """Erases sources of an open project and of the copies beside it.

    Args:
        project: open for writing.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def erase_source(self, source: SourceId, coder: CoderId) -> Erased:
        """Take a source out for good, here and in every copy that lies beside the project.

        Raises:
            ProjectUnusable: where the disk is full or does not answer; the source is still there.
        """
        wanted = _wanted(self._project.connection, source)
        note = note_of(self._project.path)
        try:
            _write_note(note, wanted)
        except OSError as error:
            raise troubles.not_written(self._project.name, error) from error
        try:
            Erasing(self._project).erase_source(source, coder, compact=False)
        except BaseException:
            # It may have been stored and been interrupted after; the note then tells the next opening.
            if _is_there(self._project.connection, wanted):
                note.unlink(missing_ok=True)
            raise
        return _finish(self._project, wanted)


def finish(project: Project) -> Erased | None:
    """Finish an erasure that was interrupted; return None where there was none."""
    note = note_of(project.path)
    if not note.exists():
        return None
    try:
        wanted = _read_note(note)
    except OSError as error:
        raise troubles.not_written(note.name, error) from error
    if wanted is None or _is_there(project.connection, wanted):
        note.unlink(missing_ok=True)
        return None
    return _finish(project, wanted)


def _finish(project: Project, wanted: Wanted) -> Erased:
    # What was taken out is overwritten already; without room for this, it is done when there is some.
    compact = True
    try:
        project.compact()
    except ProjectUnusable:
        compact = False
    erased = erase_in_copies(project.path, wanted)
    if compact and not erased.left:
        with contextlib.suppress(OSError):
            note_of(project.path).unlink(missing_ok=True)
    return erased


def erase_in_copies(path: Path, wanted: Wanted) -> Erased:
    """Take a source out of every copy beside a project; a copy that cannot be read is removed."""
    folder, found = backups.folder_of(path), _Found()
    private_copy.sweep(path, older_than=0)
    backups.sweep(folder, older_than=0)
    for copy in sorted(folder.glob("*.workbench")):
        try:
            found.rewritten += _rewritten(copy, folder, wanted)
        except OSError:
            found.left.append(copy.name)
        except (ProjectUnusable, sqlite3.Error, DatabaseError) as error:
            # A full disk, or another program at the file, is no reason to throw a sound copy away.
            of_no_use = isinstance(error, copies.Unsound) or troubles.is_damage(error)
            (found.removed if of_no_use and _overwritten(copy) else found.left).append(copy.name)
    return Erased(found.rewritten, tuple(found.removed), tuple(found.left))


def _rewritten(copy: Path, folder: Path, wanted: Wanted) -> bool:
    """Write a copy anew without the source; return False where it holds nothing of it."""
    half, whole = backups.unfinished_in(folder), backups.unfinished_in(folder)
    try:
        _settle(copy)
        copies.copy_database(copy, half)
        if not _erase_in(half, copy.name, wanted):
            return False
        whole.unlink()
        with closing(sqlite3.connect(half)) as connection:
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("VACUUM INTO ?", (str(whole),))
        operating_system.make_private(whole)
        copies.verified(whole, copy)
        with operating_system.overwritten(copy):
            operating_system.replace_durably(whole, copy)
        for suffix in backups.SIDE_FILES:
            copy.with_name(copy.name + suffix).unlink(missing_ok=True)
        return True
    finally:
        backups.remove(half)
        backups.remove(whole)


def _settle(copy: Path) -> None:
    """Let SQLite take in what was left beside a copy: a file may have been put aside in the middle of a step."""
    if any(copy.with_name(copy.name + suffix).exists() for suffix in backups.SIDE_FILES):
        with contextlib.suppress(sqlite3.Error), closing(sqlite3.connect(copy)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _erase_in(half: Path, name: str, wanted: Wanted) -> bool:
    """Erase in a copy that nobody else knows; return False where there was nothing to erase."""
    _bring_up_to_date(half, name)
    project = Project(half, open_engine(half), Hold(Access.WRITE), SystemClock(), RandomGuids())
    try:
        for pragma in ("synchronous = OFF", "journal_mode = MEMORY"):
            project.connection.exec_driver_sql(f"PRAGMA {pragma}")
        connection = project.connection
        if project.read().settings.get("guid") != wanted.project:
            return False
        sources = _sources_in(connection, wanted)
        if not sources and not _texts_in(connection, wanted):
            return False
        for source in sources:
            Erasing(project).erase_source(source, _NOBODY, compact=False)
        with project.engine.connect().execution_options(step=True) as writing, writing.begin():
            writing.execute(delete(tables.text).where(_loose(wanted)))
        return True
    finally:
        project.close()


def _bring_up_to_date(half: Path, name: str) -> None:
    with copies.connected(half) as connection:
        is_new = schema.stamp_of(connection, name) == schema.STAMP
    if not is_new:
        # Imported here: what it needs takes longer to load than a project to open.
        from workbench.storage.upgrading import migrate

        migrate(half, SystemClock().now())


def _sources_in(connection: Connection, wanted: Wanted) -> list[SourceId]:
    """Return the ids by which a copy knows the source, also where only the journal has it still."""
    table = tables.source
    there = connection.execute(select(table.c.id).where(table.c.guid == wanted.guid)).scalars().all()
    if there:
        return [SourceId(source) for source in there]
    other = connection.execute(select(table.c.id).where(table.c.id == wanted.number)).first()
    told = select(tables.change.c.id).where(tables.change.c.source_id == wanted.number).limit(1)
    return [] if other or connection.execute(told).first() is None else [SourceId(wanted.number)]


def _texts_in(connection: Connection, wanted: Wanted) -> bool:
    return connection.execute(select(tables.text.c.hash).where(_loose(wanted)).limit(1)).first() is not None


def _loose(wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition for a text of the source that no version of another has."""
    used = select(tables.revision.c.text_hash)
    return tables.text.c.hash.in_(wanted.hashes) & tables.text.c.hash.not_in(used)


def _wanted(connection: Connection, source: SourceId) -> Wanted:
    guid = connection.execute(select(tables.source.c.guid).where(tables.source.c.id == source)).scalar_one()
    of_source = tables.revision.c.source_id == source
    hashes = connection.execute(select(tables.revision.c.text_hash).where(of_source)).scalars().all()
    key = tables.setting.c.key == "guid"
    project = connection.execute(select(tables.setting.c.value).where(key)).scalar() or ""
    return Wanted(project, guid, source, tuple(hashes))


def _is_there(connection: Connection, wanted: Wanted) -> bool:
    query = select(tables.source.c.id).where(tables.source.c.guid == wanted.guid)
    return connection.execute(query).first() is not None


def _overwritten(copy: Path) -> bool:
    """Overwrite and remove a copy; return whether that could be done."""
    try:
        with operating_system.overwritten(copy):
            backups.remove(copy)
    except OSError:
        return False
    return True


def _write_note(note: Path, wanted: Wanted) -> None:
    fresh = note.with_name(f"{note.name}.new")
    fresh.unlink(missing_ok=True)
    operating_system.make_new_private(fresh)
    fresh.write_text(json.dumps([wanted.project, wanted.guid, wanted.number, wanted.hashes]), encoding="utf-8")
    operating_system.replace_durably(fresh, note)


def _read_note(note: Path) -> Wanted | None:
    try:
        project, guid, number, hashes = json.loads(note.read_text(encoding="utf-8"))
        return Wanted(str(project), str(guid), int(number), tuple(hashes))
    except (ValueError, TypeError):
        return None
