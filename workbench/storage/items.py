"""Items, the things informants talk about, and the passages about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.domain.ids import CaseId, ItemId, PassageId, SourceId
from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.rows import Rows


class Items:
    """The things talked about; the screens that make and merge them come later."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, name: str, case: CaseId | None = None) -> ItemId:
        """Add an item."""
        return ItemId(self._rows.insert(tables.item, guid=self._rows.guid(), name=name, case_id=case))

    def attach(self, passage: PassageId, item: ItemId, source: SourceId) -> None:
        """Say that a passage is about an item."""
        self._rows.insert(tables.passage_item, source=source, passage_id=passage, item_id=item)

    def about(self, passage: PassageId) -> tuple[str, ...]:
        """Return the names of the items that a passage is about."""
        query = (
            select(tables.item.c.name)
            .join(tables.passage_item, tables.passage_item.c.item_id == tables.item.c.id)
            .where(tables.passage_item.c.passage_id == passage)
            .order_by(tables.item.c.name)
        )
        return tuple(self._rows.connection.execute(query).scalars())
