"""Cases in the project file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from workbench.domain.ids import CaseId
from workbench.domain.people import Case
from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.rows import Rows


class Cases:
    """The units compared."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[Case, ...]:
        """Return every case, in order."""
        found = self._rows.connection.execute(select(tables.case).order_by(tables.case.c.position))
        return tuple(_case(row) for row in found)

    def labelled(self, label: str) -> Case | None:
        """Return the case with this short label or name."""
        table = tables.case
        query = select(table).where(table.c.label == label)
        found = self._rows.connection.execute(query).first()
        if found is None:
            query = select(table).where(table.c.name == label).order_by(table.c.position)
            found = self._rows.connection.execute(query).first()
        return None if found is None else _case(found)

    def add(self, label: str, name: str) -> Case:
        """Add a case after the others."""
        guid = self._rows.guid()
        position = self._rows.connection.execute(select(func.count()).select_from(tables.case)).scalar_one()
        row_id = self._rows.insert(tables.case, guid=guid, label=label, name=name, position=position)
        return Case(CaseId(row_id), guid, label, name)

    def change(self, case: CaseId, **values: Any) -> bool:
        """Change columns of a case: name; say whether any differed."""
        return bool(values) and self._rows.writer.update(tables.case, case, **values)


def _case(row: Row[Any]) -> Case:
    return Case(CaseId(row.id), row.guid, row.label, row.name)
