"""The files that were written from a project: kept beside the journal, not in it, and never undone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select
from sqlalchemy.exc import DatabaseError

from workbench.domain.exports import Export
from workbench.storage import tables, troubles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from workbench.storage.project import Project


class Exports:
    """The list of exported files in one project.

    Args:
        project: open; for writing where something is to be added.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def folder(self) -> Path:
        """The folder in which the project lies."""
        return self._project.path.parent

    def all(self) -> tuple[Export, ...]:
        """Return every file that was written, the newest first."""
        table = tables.export
        found = self._project.connection.execute(select(table).order_by(table.c.id.desc()))
        return tuple(Export(row.path, row.sha256, row.manifest, row.at) for row in found)

    def hash_of(self, file: Path) -> str | None:
        """Return the SHA-256 of a file as it is now, in hex; None where it is not there or cannot be read."""
        try:
            if not file.is_file() or file.samefile(self._project.path):
                return None
            with file.open("rb") as opened:
                return hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            return None

    def add(self, exports: Sequence[Export]) -> None:
        """Add files that were just written, in a transaction of their own.

        Raises:
            ProjectUnusable: where the disk is full or does not answer.
        """
        if not exports:
            return
        at = self._project.rows().clock.now()
        table = tables.export
        try:
            with self._project.engine.connect().execution_options(step=True) as connection, connection.begin():
                last = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
                for number, one in enumerate(exports, last + 1):
                    row = {"id": number, "path": one.place, "sha256": one.sha256, "manifest": one.manifest, "at": at}
                    connection.execute(insert(table), row)
        except DatabaseError as error:
            raise troubles.told(self._project.name, error) from error
