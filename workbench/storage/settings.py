"""What the project is called and how it speaks: single values by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.rows import Rows


class Settings:
    """The project's own values; a key that was never set is empty."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def get(self, key: str, default: str = "") -> str:
        """Return the value of `key`."""
        query = select(tables.setting.c.value).where(tables.setting.c.key == key)
        found = self._rows.connection.execute(query).scalar()
        return default if found is None else str(found)

    def now(self) -> str:
        """Return the time."""
        return self._rows.clock.now()

    def put(self, key: str, value: str) -> None:
        """Give `key` a value."""
        query = select(tables.setting.c.id).where(tables.setting.c.key == key)
        found = self._rows.connection.execute(query).scalar()
        if found is None:
            self._rows.insert(tables.setting, key=key, value=value)
        else:
            self._rows.writer.update(tables.setting, found, value=value)
