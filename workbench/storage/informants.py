"""Informants in the project file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, select

from workbench.domain.ids import CaseId, InformantId
from workbench.domain.people import Informant
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.storage.rows import Rows


class Informants:
    """The people interviewed, known only by a reference."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[Informant, ...]:
        """Return every informant, in order."""
        query = _informants().order_by(tables.informant.c.position)
        return tuple(map(_informant, self._rows.connection.execute(query).all()))

    def labelled(self, label: str) -> Informant | None:
        """Return the informant with this reference."""
        query = _informants().where(tables.informant.c.label == label)
        found = self._rows.connection.execute(query).one_or_none()
        return None if found is None else _informant(found)

    def add(self, label: str, case: CaseId | None = None) -> Informant:
        """Add an informant after the others."""
        guid = self._rows.guid()
        position = self._rows.connection.execute(select(func.count()).select_from(tables.informant)).scalar_one()
        row_id = self._rows.writer.insert(
            tables.informant, {"guid": guid, "label": label, "case_id": case, "position": position}
        )
        return Informant(InformantId(row_id), guid, label, case)

    def change(self, informant: InformantId, **values: Any) -> bool:
        """Change columns of an informant: case_id, role, department, is_key, left_out; say whether any differed."""
        return bool(values) and self._rows.writer.update(tables.informant, informant, informant=informant, **values)


def _informants() -> Select[tuple[Any, ...]]:
    # In the order of the fields of `Informant`.
    one = tables.informant.c
    return select(one.id, one.guid, one.label, one.case_id, one.role, one.department, one.is_key, one.left_out)


def _informant(row: Sequence[Any]) -> Informant:
    informant, guid, label, case, role, department, is_key, left_out = row
    return Informant(informant, guid, label, case, role, department, bool(is_key), left_out)
