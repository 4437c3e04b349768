"""What every repository stands on: the connection, the step's writer, new identities, and texts read lately."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from workbench.domain.parts import PartCutter

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from workbench.domain.clock import Clock, Guids
    from workbench.domain.ids import SourceId
    from workbench.domain.sources import SourceText
    from workbench.storage.journal import StepWriter

_TEXTS_KEPT = 4


class TextShelf:
    """Keeps the few texts used last, so that a coding need not read its whole source again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[SourceId, tuple[SourceText, PartCutter]] = OrderedDict()

    def get(self, source: SourceId) -> tuple[SourceText, PartCutter] | None:
        """Return the text and its cutter where they are at hand."""
        found = self._kept.get(source)
        if found is not None:
            self._kept.move_to_end(source)
        return found

    def put(self, found: SourceText) -> tuple[SourceText, PartCutter]:
        """Keep `found`, and let the one used longest ago go."""
        kept = found, PartCutter(found.text, found.turns, found.source.case)
        self._kept[found.source.id] = kept
        if len(self._kept) > _TEXTS_KEPT:
            self._kept.popitem(last=False)
        return kept

    def clear(self) -> None:
        """Forget all, since turns, speakers, informants or sources changed."""
        self._kept.clear()


class Rows:
    """The connection of one transaction, with all that a repository needs to read and write rows."""

    def __init__(
        self, connection: Connection, writer: StepWriter | None, shelf: TextShelf, clock: Clock, guids: Guids
    ) -> None:
        self.connection = connection
        self.shelf = shelf
        self.clock = clock
        self.guids = guids
        self._writer = writer

    @property
    def writer(self) -> StepWriter:
        """The step's writer.

        Raises:
            RuntimeError: outside a step.
        """
        if self._writer is None:
            raise RuntimeError("a change was asked for outside a step")
        return self._writer

    def guid(self) -> str:
        """Return one new GUID."""
        return self.guids.new(1)[0]

    def insert(self, table: Table, *, source: int | None = None, informant: int | None = None, **row: Any) -> int:
        """Add one row and return its id."""
        return self.writer.insert(table, row, source=source, informant=informant)
