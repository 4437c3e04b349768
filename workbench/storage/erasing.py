"""Taking a source out for good: its text, all that was made on it, and every trace in the journal.

What was erased cannot be brought back: a horizon is set, behind which nothing can be undone. One thing stays:
how many citable ids the source's label has given, so that a thesis never cites other words than it did.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from workbench.i18n import N_
from workbench.storage import tables
from workbench.storage.parts import MAKES_PARTS

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

    from workbench.domain.ids import CoderId, SourceId
    from workbench.storage.project import Project

REASON = N_("a source was erased then.")


class Erasing:
    """Erases sources of an open project.

    Args:
        project: open for writing.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def erase_source(self, source: SourceId, coder: CoderId, *, compact: bool = True) -> None:
        """Take a source out for good; the free space of the file is overwritten, unless not to be made `compact`."""
        with self._project.step("erase source", coder, {"source": source}) as work:
            connection = work.writer.connection
            self._erase_rows(connection, source)
            step, about = work.writer.step_id, tables.change.c.source_id == source
            connection.execute(update(tables.change).where(about).values(before=None))
            first = connection.execute(select(tables.horizon.c.id).order_by(tables.horizon.c.id.desc())).scalar() or 0
            connection.execute(
                insert(tables.horizon),
                {"id": first + 1, "step_id": step, "reason": REASON, "at": work.settings.now()},
            )
            work.settings.put("erasures", str(int(work.settings.get("erasures", "0")) + 1))
            # What was erased must leave the memory of this process too, and every pane that shows it.
            work.writer.tables |= MAKES_PARTS
            work.writer.sources.add(source)
        if compact:
            self._project.compact()

    def _erase_rows(self, connection: Connection, source: SourceId) -> None:
        passages = select(tables.passage.c.id).where(tables.passage.c.source_id == source)
        codings = select(tables.coding.c.id).where(tables.coding.c.passage_id.in_(passages))
        revisions = select(tables.revision.c.id).where(tables.revision.c.source_id == source)
        values = tables.attribute_value
        of_sources = select(tables.attribute.c.id).where(tables.attribute.c.subject == "source")
        hashes = select(tables.revision.c.text_hash).where(tables.revision.c.source_id == source)
        bodies = list(connection.execute(hashes).scalars())
        doomed: list[tuple[Table, ColumnElement[bool]]] = [
            (tables.part, tables.part.c.source_id == source),
            (tables.memo, tables.memo.c.source_id == source),
            (tables.passage_item, tables.passage_item.c.passage_id.in_(passages)),
            (tables.coding, tables.coding.c.id.in_(codings)),
            (tables.passage, tables.passage.c.source_id == source),
            (tables.finished, tables.finished.c.source_id == source),
            (tables.turn, tables.turn.c.revision_id.in_(revisions)),
            (tables.speaker, tables.speaker.c.source_id == source),
            (tables.revision, tables.revision.c.source_id == source),
            (values, values.c.attribute_id.in_(of_sources) & (values.c.subject_id == source)),
            (tables.source, tables.source.c.id == source),
        ]
        for table, condition in doomed:
            connection.execute(delete(table).where(condition))
        shared = select(tables.revision.c.text_hash)
        connection.execute(delete(tables.text).where(tables.text.c.hash.in_(bodies), tables.text.c.hash.not_in(shared)))
