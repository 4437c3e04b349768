"""What has been read to the end: by whom, in which round, for which codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from workbench.domain.finished import FinishedStamp
from workbench.domain.ids import CodeId, CoderId, RoundId, SourceId
from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.domain.steps import Reader
    from workbench.storage.rows import Rows


class Finished:
    """The stamps of what is finished."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[FinishedStamp, ...]:
        """Return every stamp."""
        found = self._rows.connection.execute(select(tables.finished).order_by(tables.finished.c.id))
        return tuple(_stamp_of(row) for row in found)

    def of_source(self, source: SourceId) -> tuple[FinishedStamp, ...]:
        """Return every stamp of one source."""
        table = tables.finished
        query = select(table).where(table.c.source_id == source).order_by(table.c.id)
        return tuple(_stamp_of(row) for row in self._rows.connection.execute(query))

    def version(self, source: SourceId, reader: Reader) -> int | None:
        """Return the codebook's version for which a source is finished; None where it is not."""
        table = tables.finished
        query = select(func.max(table.c.codebook_version)).where(
            table.c.source_id == source,
            table.c.coder_id == reader.coder,
            table.c.round_id == reader.round,
            table.c.code_id.is_(None),
        )
        found: int | None = self._rows.connection.execute(query).scalar()
        return found

    def stamp(self, source: SourceId, reader: Reader, version: int, code: CodeId | None = None) -> bool:
        """Say that a source is read for the codebook as of `version`; say whether that was news."""
        table = tables.finished
        query = select(table).where(
            table.c.source_id == source,
            table.c.coder_id == reader.coder,
            table.c.round_id == reader.round,
            table.c.code_id.is_not_distinct_from(code),
        )
        found = self._rows.connection.execute(query).one_or_none()
        at = self._rows.clock.now()
        if found is None:
            row = {
                "source_id": source,
                "coder_id": reader.coder,
                "round_id": reader.round,
                "code_id": code,
                "codebook_version": version,
                "at": at,
            }
            self._rows.writer.insert(table, row, source=source)
            return True
        if found.codebook_version == version:
            return False
        return self._rows.writer.update(table, found.id, source=source, codebook_version=version, at=at)

    def take_back(self, source: SourceId, reader: Reader) -> bool:
        """Say that a source is not finished after all; say whether it was."""
        table = tables.finished
        query = select(table.c.id).where(
            table.c.source_id == source, table.c.coder_id == reader.coder, table.c.round_id == reader.round
        )
        found = self._rows.connection.execute(query).scalars().all()
        self._rows.writer.delete(table, found, source=source)
        return bool(found)


def _stamp_of(row: Row[Any]) -> FinishedStamp:
    return FinishedStamp(
        SourceId(row.source_id),
        CoderId(row.coder_id),
        RoundId(row.round_id),
        None if row.code_id is None else CodeId(row.code_id),
        row.codebook_version,
    )
