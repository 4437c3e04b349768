"""Saved choices of what is shown."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from workbench.domain.passages import Stance
from workbench.domain.sources import Kind
from workbench.domain.view import AttributeChoice, View
from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.rows import Rows


class Views:
    """The views that were given a name."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[tuple[str, View], ...]:
        """Return names and views, in the order they were first saved."""
        found = self._rows.connection.execute(select(tables.view).order_by(tables.view.c.id))
        return tuple((row.name, _read(row.choice)) for row in found)

    def named(self, name: str) -> View | None:
        """Return the view called `name`."""
        return dict(self.all()).get(name)

    def save(self, name: str, view: View) -> bool:
        """Keep a view under a name, in the place of an earlier one; say whether that was news."""
        query = select(tables.view.c.id).where(tables.view.c.name == name)
        found = self._rows.connection.execute(query).scalar()
        if found is None:
            self._rows.insert(tables.view, guid=self._rows.guid(), name=name, choice=_written(view))
            return True
        return self._rows.writer.update(tables.view, found, choice=_written(view))


def _written(view: View) -> str:
    found: dict[str, Any] = {}
    for field in fields(view):
        value = getattr(view, field.name)
        if isinstance(value, frozenset):
            value = sorted(value)
        if field.name == "attributes":
            value = [[choice.subject, choice.name, sorted(choice.values)] for choice in value]
        found[field.name] = value
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def _read(written: str) -> View:
    found = json.loads(written)
    values: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value
        for name, value in found.items()
        if name != "attributes"
    }
    if values.get("kinds") is not None:
        values["kinds"] = frozenset(Kind(kind) for kind in values["kinds"])
    if values.get("stance") is not None:
        values["stance"] = Stance(values["stance"])
    attributes = tuple(AttributeChoice(subject, name, frozenset(some)) for subject, name, some in found["attributes"])
    return View(**values, attributes=attributes)
