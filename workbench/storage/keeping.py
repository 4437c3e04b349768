"""When copies are made: before a bulk step, and after a while of work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.project import Project


class Keeper:
    """Makes verified copies of an open project when it is time.

    Args:
        project: open for writing; nothing happens for one that is only read.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def before_bulk(self) -> None:
        """Make a copy before a step that changes much, unless the newest copy has it all, or there is no text yet.

        Raises:
            ProjectUnusable: where it cannot be made; then the step must not be taken.
        """
        # Imported here and below: the screen opens without copying anything.
        from workbench.storage.backups import backup_if_changed

        begun = self._project.connection.execute(select(tables.source.c.id).limit(1)).first() is not None
        if begun and self._project.writable:
            backup_if_changed(self._project.path)

    def after(self, minutes: int) -> bool:
        """Make a copy where something changed and the newest copy is this old; say whether one was made.

        It reads the file over connections of its own, so that a worker can do it while the desk goes on.

        Raises:
            ProjectUnusable: where it cannot be made.
        """
        from workbench.storage.backups import backup_if_changed, list_backups

        if not self._project.writable:
            return False
        newest = next(iter(list_backups(self._project.path)), None)
        # A clock that was wrong may have dated a copy in the future: that one is no reason to wait.
        if newest is not None and timedelta(0) <= datetime.now(UTC) - newest.at < timedelta(minutes=minutes):
            return False
        return backup_if_changed(self._project.path) is not None
