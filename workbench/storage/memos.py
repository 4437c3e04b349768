"""Notes on anything, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from workbench.domain.ids import CoderId, MemoId, RoundId
from workbench.domain.memos import Memo, MemoKind
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workbench.domain.ids import SourceId
    from workbench.domain.steps import Reader
    from workbench.storage.rows import Rows


class Memos:
    """The memos of the project."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def add(
        self, subject: str, subject_id: int, body: str, reader: Reader, source: SourceId | None, kind: str = "note"
    ) -> MemoId:
        """Write a memo on one row of the table `subject`."""
        row = {
            "guid": self._rows.guid(),
            "subject": subject,
            "subject_id": subject_id,
            "kind": kind,
            "body": body,
            "coder_id": reader.coder,
            "round_id": reader.round,
            "at": self._rows.clock.now(),
            "source_id": source,
        }
        return MemoId(self._rows.writer.insert(tables.memo, row, source=source))

    def of(self, subject: str, subject_id: int) -> tuple[Memo, ...]:
        """Return the memos on one row of the table `subject`, in the order they were made."""
        table = tables.memo
        query = select(table).where(table.c.subject == subject, table.c.subject_id == subject_id).order_by(table.c.id)
        return tuple(_memo(row) for row in self._rows.connection.execute(query))

    def change(self, memo: MemoId, body: str, kind: str, source: SourceId | None) -> bool:
        """Let a memo say something else; say whether that differed."""
        return self._rows.writer.update(tables.memo, memo, source=source, body=body, kind=kind)

    def remove_one(self, memo: MemoId, source: SourceId | None) -> None:
        """Remove a memo."""
        self._rows.writer.delete(tables.memo, [memo], source=source)

    def on(self, subject: str, ids: Collection[int]) -> Mapping[int, str]:
        """Return the memos on rows of the table `subject`, several on one row parted by a blank line."""
        table = tables.memo
        found: dict[int, str] = {}
        wanted = sorted(ids)
        for at in range(0, len(wanted), 500):
            query = (
                select(table.c.subject_id, table.c.body)
                .where(table.c.subject == subject, table.c.subject_id.in_(wanted[at : at + 500]))
                .order_by(table.c.id)
            )
            for row in self._rows.connection.execute(query):
                known = found.get(row.subject_id)
                found[row.subject_id] = row.body if known is None else f"{known}\n\n{row.body}"
        return found

    def remove_on(self, subject: str, ids: Collection[int], source: SourceId | None) -> None:
        """Remove the memos on rows that go."""
        if not ids:
            return
        table = tables.memo
        query = select(table.c.id).where(table.c.subject == subject, table.c.subject_id.in_(sorted(ids)))
        self._rows.writer.delete(table, self._rows.connection.execute(query).scalars().all(), source=source)


def _memo(row: Any) -> Memo:
    return Memo(
        MemoId(row.id),
        row.subject,
        row.subject_id,
        MemoKind(row.kind),
        row.body,
        CoderId(row.coder_id),
        RoundId(row.round_id),
        row.at,
    )
