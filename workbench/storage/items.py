"""Items, the things informants talk about, and the passages about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.domain.ids import CaseId, ItemId, PassageId, SourceId
from workbench.domain.memos import Item
from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.rows import Rows


class Items:
    """The things talked about, and the passages about them."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(self, name: str, case: CaseId | None = None) -> ItemId:
        """Add an item."""
        return ItemId(self._rows.insert(tables.item, guid=self._rows.guid(), name=name, case_id=case))

    def all(self) -> tuple[Item, ...]:
        """Return every item, in the order they came."""
        found = self._rows.connection.execute(select(tables.item.c.id, tables.item.c.name).order_by(tables.item.c.id))
        return tuple(Item(ItemId(row.id), row.name) for row in found)

    def detach(self, passage: PassageId, item: ItemId, source: SourceId) -> bool:
        """Say that a passage is not about an item after all; say whether it was."""
        table = tables.passage_item
        query = select(table.c.id).where(table.c.passage_id == passage, table.c.item_id == item)
        found = self._rows.connection.execute(query).scalars().all()
        self._rows.writer.delete(table, found, source=source)
        return bool(found)

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
