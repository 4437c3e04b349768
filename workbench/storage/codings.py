"""Codes on passages in the project file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, bindparam, func, select

from workbench.domain.ids import CodeId, CoderId, CodingId, PassageId, RoundId, SourceId
from workbench.domain.passages import Coding, Origin, Stance
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from workbench.domain.steps import Reader
    from workbench.storage.parts import Parts
    from workbench.storage.rows import Rows

_COLUMNS = ("id", "guid", "passage_id", "code_id", "coder_id", "round_id", "stance")

_ON_PAGE = (
    select(*(tables.coding.c[name] for name in _COLUMNS))
    .join(tables.passage, tables.passage.c.id == tables.coding.c.passage_id)
    .where(tables.passage.c.source_id == bindparam("source"))
    .order_by(tables.coding.c.id)
)
_ON_PASSAGES = _ON_PAGE.where(tables.coding.c.passage_id.in_(bindparam("passages", expanding=True)))
_STANCES = {stance.value: stance for stance in Stance}


class Codings:
    """The codings of the project."""

    def __init__(self, rows: Rows, parts: Parts) -> None:
        self._rows = rows
        self._parts = parts

    def on(self, passage: PassageId) -> tuple[Coding, ...]:
        """Return all codings on a passage, by anyone, in the order they were made."""
        query = select(tables.coding).where(tables.coding.c.passage_id == passage).order_by(tables.coding.c.id)
        return tuple(coding_of(row) for row in self._rows.connection.execute(query))

    def some(self, wanted: Collection[CodingId]) -> tuple[tuple[Coding, SourceId], ...]:
        """Return these codings, as far as they are there, each with its source."""
        query = (
            select(tables.coding, tables.passage.c.source_id)
            .join(tables.passage, tables.passage.c.id == tables.coding.c.passage_id)
            .where(tables.coding.c.id.in_(sorted(wanted)))
            .order_by(tables.coding.c.id)
        )
        return tuple((coding_of(row), SourceId(row.source_id)) for row in self._rows.connection.execute(query))

    def on_page(self, source: SourceId, passages: Collection[PassageId] | None = None) -> list[Coding]:
        """Return codings by anyone, in the order they were made.

        Args:
            source: of whose passages.
            passages: of these only; None for all.
        """
        asked: dict[str, Any] = {"source": source}
        if passages is not None:
            asked["passages"] = sorted(passages)
        query = _ON_PAGE if passages is None else _ON_PASSAGES
        return [
            Coding(coding, guid, passage, code, coder, round_, _STANCES[stance])
            for coding, guid, passage, code, coder, round_, stance in self._rows.connection.execute(query, asked).all()
        ]

    def counted(self, reader: Reader) -> Mapping[SourceId, int]:
        """Return how many codings a reader has in each source; sources with none are left out."""
        coding, passage = tables.coding, tables.passage
        query = (
            select(passage.c.source_id, func.count())
            .join(coding, coding.c.passage_id == passage.c.id)
            .where(coding.c.coder_id == reader.coder, coding.c.round_id == reader.round)
            .group_by(passage.c.source_id)
        )
        return {SourceId(source): number for source, number in self._rows.connection.execute(query)}

    def add(self, passage: PassageId, code: CodeId, reader: Reader, stance: Stance, source: SourceId) -> CodingId:
        """Put a code on a passage."""
        rows = [(passage, code, stance)]
        return self.add_many(rows, reader, source, Origin.HAND)[0]

    def add_many(
        self, rows: Sequence[tuple[PassageId, CodeId, Stance]], reader: Reader, source: SourceId, origin: Origin
    ) -> list[CodingId]:
        """Put codes on passages of one source; return the ids in that order."""
        if not rows:
            return []
        passages, codes, stances = zip(*rows, strict=True)
        alike = [reader.coder] * len(rows), [reader.round] * len(rows)
        return self._insert((passages, codes, *alike, _plain(stances)), source, origin)

    def bring_in(
        self, rows: Sequence[tuple[PassageId, CodeId, CoderId, RoundId, Stance, int, int]], source: SourceId
    ) -> list[CodingId]:
        """Put codes from a file on passages of one source, by anyone; return the ids in that order.

        What they count for is made at once, while the source's text is at hand.
        """
        if not rows:
            return []
        passages, codes, coders, rounds, stances, starts, ends = zip(*rows, strict=True)
        columns = (passages, codes, coders, rounds, _plain(stances))
        found = self._insert(columns, source, Origin.FILE)
        self._parts.make_new(source, found[0], columns, list(zip(starts, ends, strict=True)))
        return found

    def _insert(self, columns: Sequence[Sequence[Any]], source: SourceId, origin: Origin) -> list[CodingId]:
        """Add codings: the passage, code, coder, round and stance of each."""
        passages, codes, coders, rounds, stances = columns
        count = len(passages)
        every = {
            "guid": self._rows.guids.new(count),
            "passage_id": passages,
            "code_id": codes,
            "coder_id": coders,
            "round_id": rounds,
            "stance": stances,
            "origin": [origin.value] * count,
            "at": [self._rows.clock.now()] * count,
        }
        writer = self._rows.writer
        first = writer.insert_columns(tables.coding, every, {"changed_step": writer.step_id}, source=source)
        return list(map(CodingId, range(first, first + count)))

    def change_stance(self, coding: CodingId, stance: Stance, source: SourceId) -> bool:
        """Let a coding speak the other way; say whether that differed."""
        return self._change(coding, source, stance=stance.value)

    def recode(self, coding: CodingId, code: CodeId, source: SourceId) -> bool:
        """Give a coding another code, its memo kept; say whether that differed."""
        return self._change(coding, source, code_id=code)

    def _change(self, coding: CodingId, source: SourceId, **values: Any) -> bool:
        step = self._rows.writer.step_id
        return self._rows.writer.update(tables.coding, coding, source=source, **values, changed_step=step)

    def remove(self, codings: Iterable[CodingId], source: SourceId) -> None:
        """Take codes off."""
        self._rows.writer.delete(tables.coding, codings, source=source)


def _plain(stances: Sequence[Stance]) -> list[str]:
    """Return stances as mere texts, which go into the database in a third of the time."""
    return list(map(str, stances))


def coding_of(row: Row[Any]) -> Coding:
    """Return the coding that a row holds."""
    return Coding(
        CodingId(row.id),
        row.guid,
        PassageId(row.passage_id),
        CodeId(row.code_id),
        CoderId(row.coder_id),
        RoundId(row.round_id),
        Stance(row.stance),
    )
