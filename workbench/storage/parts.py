"""The derived table of what each coding counts for, kept equal to passages, turns and speakers.

Parts are made again in the same step that changes what they come from. They are not journalled: undoing
makes them again in the same way.
"""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, delete, insert, select

from workbench.domain.ids import SourceId
from workbench.domain.spans import Span
from workbench.storage import tables
from workbench.storage.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.parts import Part
    from workbench.storage.rows import Rows

_ROWS_AT_ONCE = 5000

MAKES_PARTS = frozenset({"coding", "passage", "turn", "speaker", "informant", "source", "revision"})
"""Tables whose changes change parts."""

SHELVED = MAKES_PARTS - {"coding", "passage"}
"""Tables whose changes make the texts at hand stale."""


class Parts:
    """The parts of all codings."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._sources = Sources(rows)

    def make_again_for(self, runs: Iterable[tuple[int, int]]) -> None:
        """Make the parts of the codings in these runs of ids again."""
        for first, last in runs:
            self._rows.connection.execute(delete(tables.part).where(tables.part.c.coding_id.between(first, last)))
            self._fill(_codings().where(tables.coding.c.id.between(first, last)))

    def make_again_in(self, source: SourceId) -> None:
        """Make the parts of all codings of a source again."""
        self._rows.connection.execute(delete(tables.part).where(tables.part.c.source_id == source))
        self._fill(_codings().where(tables.passage.c.source_id == source))

    def expected(self, source: SourceId) -> set[tuple[Any, ...]]:
        """Return what the parts of a source should be, as comparable rows without ids."""
        query = _codings().where(tables.passage.c.source_id == source)
        return {tuple(row.values()) for row in self._computed(query)}

    def stored(self, source: SourceId) -> list[tuple[Any, ...]]:
        """Return what the parts of a source are, as comparable rows without ids."""
        columns = [column for column in tables.part.columns if column.name != "id"]
        query = select(*columns).where(tables.part.c.source_id == source)
        return [tuple(row) for row in self._rows.connection.execute(query)]

    def _fill(self, query: Select[tuple[Any, ...]]) -> None:
        waiting: list[dict[str, Any]] = []
        for row in self._computed(query):
            waiting.append(row)
            if len(waiting) >= _ROWS_AT_ONCE:
                self._store(waiting)
                waiting = []
        self._store(waiting)

    def _store(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._rows.connection.execute(insert(tables.part), rows)

    def _computed(self, query: Select[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
        ordered = query.order_by(tables.passage.c.source_id, tables.coding.c.id)
        found = self._rows.connection.execute(ordered).all()
        for source, rows in groupby(found, key=attrgetter("source_id")):
            cutter = self._sources.cutter(SourceId(source))
            cut: dict[int, list[Part]] = {}
            for row in rows:
                if row.passage_id not in cut:
                    cut[row.passage_id] = cutter.cut(Span(row.start, row.end))
                for part in cut[row.passage_id]:
                    yield _row(row, part)


def _codings() -> Select[tuple[Any, ...]]:
    coding, passage = tables.coding, tables.passage
    return select(
        coding.c.id,
        coding.c.passage_id,
        coding.c.code_id,
        coding.c.coder_id,
        coding.c.round_id,
        coding.c.stance,
        passage.c.source_id,
        passage.c.start,
        passage.c.end,
    ).join(passage, passage.c.id == coding.c.passage_id)


def _row(coding: Row[Any], part: Part) -> dict[str, Any]:
    return {
        "coding_id": coding.id,
        "passage_id": coding.passage_id,
        "code_id": coding.code_id,
        "coder_id": coding.coder_id,
        "round_id": coding.round_id,
        "stance": coding.stance,
        "source_id": coding.source_id,
        "turn_id": part.turn,
        "informant_id": part.informant,
        "case_id": part.case,
        "interviewer": part.interviewer,
        "start": part.start,
        "end": part.end,
        "first_word": part.first_word,
        "last_word": part.last_word,
    }
