"""Typed properties of cases, informants and sources, and their values in canonical form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from workbench.domain.naming import same
from workbench.domain.people import Attribute
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.storage.rows import Rows


class Attributes:
    """The properties that were named, and who has which value."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[Attribute, ...]:
        """Return every attribute, in order."""
        found = self._rows.connection.execute(select(tables.attribute).order_by(tables.attribute.c.position))
        return tuple(
            Attribute(row.id, row.subject, row.name, row.type, tuple(json.loads(row.choices or "[]"))) for row in found
        )

    def named(self, subject: str, name: str) -> Attribute | None:
        """Return the attribute `name` of cases, informants or sources; capitals make no other of it."""
        of_subject = [found for found in self.all() if found.subject == subject]
        exact = next((found for found in of_subject if found.name == name), None)
        return exact or next((found for found in of_subject if same(found.name) == same(name)), None)

    def add(self, subject: str, name: str, type_name: str, choices: tuple[str, ...] = ()) -> Attribute:
        """Name a new attribute."""
        position = self._rows.connection.execute(select(func.count()).select_from(tables.attribute)).scalar_one()
        row_id = self._rows.insert(
            tables.attribute,
            guid=self._rows.guid(),
            subject=subject,
            name=name,
            type=type_name,
            choices=json.dumps(choices, ensure_ascii=False),
            position=position,
        )
        return Attribute(row_id, subject, name, type_name, choices)

    def retype(self, attribute: Attribute, type_name: str, choices: tuple[str, ...]) -> bool:
        """Give an attribute another type; say whether it differed."""
        written = json.dumps(choices, ensure_ascii=False)
        return self._rows.writer.update(tables.attribute, attribute.id, type=type_name, choices=written)

    def values(self, attribute: Attribute) -> Mapping[int, str]:
        """Return the canonical values by the id of the case, informant or source."""
        table = tables.attribute_value
        query = select(table.c.subject_id, table.c.value).where(table.c.attribute_id == attribute.id)
        return {row.subject_id: row.value for row in self._rows.connection.execute(query)}

    def put(self, attribute: Attribute, subject_id: int, value: str) -> bool:
        """Give one subject a value, or none where it is empty; say whether that changed anything."""
        table = tables.attribute_value
        query = select(table).where(table.c.attribute_id == attribute.id, table.c.subject_id == subject_id)
        found = self._rows.connection.execute(query).one_or_none()
        about = {attribute.subject: subject_id} if attribute.subject in {"source", "informant"} else {}
        if found is None:
            if value:
                row = {"attribute_id": attribute.id, "subject_id": subject_id, "value": value}
                self._rows.writer.insert(table, row, **about)
            return bool(value)
        if value:
            return self._rows.writer.update(table, found.id, value=value, **about)
        self._rows.writer.delete(table, [found.id], **about)
        return True
