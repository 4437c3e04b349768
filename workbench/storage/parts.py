"""The derived table of what each coding counts for, kept equal to passages, turns and speakers.

Parts are made again in the same step that changes what they come from. They are not journalled: undoing
makes them again in the same way.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, delete, exists, select

from workbench.domain.ids import SourceId
from workbench.domain.passages import Origin
from workbench.storage import tables
from workbench.storage.bulk import insert_tuples, within
from workbench.storage.journal import CODINGS_BY_CODE
from workbench.storage.runs import without
from workbench.storage.sources import Sources

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Delete

    from workbench.domain.parts import Part
    from workbench.storage.bulk import Values
    from workbench.storage.rows import Rows

_ROWS_AT_ONCE = 5000
_CODINGS_AT_ONCE = 20_000

_OF_PART = ("turn_id", "informant_id", "case_id", "interviewer", "start", "end", "first_word", "last_word")
"""The fields of `Part` in their order."""
_OF_CODING = ("coding_id", "passage_id", "code_id", "coder_id", "round_id", "stance")
_COLUMNS = (*_OF_CODING, "source_id", "unread", *_OF_PART)
"""What `_codings` says of a coding, then the fields of `Part`."""

_TALLY = next(index for index in tables.part.indexes if index.name == "ix_part_tally")

MAKES_PARTS = frozenset({"coding", "passage", "turn", "speaker", "informant", "source", "revision"})
"""Tables whose changes change parts."""

SHELVED = MAKES_PARTS - {"coding", "passage"}
"""Tables whose changes make the texts at hand stale."""


class Parts:
    """The parts of all codings."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._sources = Sources(rows)
        self._made: list[tuple[int, int]] = []
        self._new = 0

    def make_new(
        self, source: SourceId, first: int, columns: Sequence[Sequence[Any]], stretches: Sequence[tuple[int, int]]
    ) -> None:
        """Make the parts of codings that are new, and looked at by whoever made them.

        Args:
            source: that all are in.
            first: the id of the first; the others' follow.
            columns: passage, code, coder, round and stance of each.
            stretches: where the passage of each begins and ends, in characters.
        """
        cutter = self._sources.cutter(source)
        last = first + len(stretches) - 1
        # Truth values go in more slowly than numbers.
        cut = {
            stretch: [(*part[:3], int(part[3]), *part[4:]) for part in cutter.cut(*stretch)]
            for stretch in dict.fromkeys(stretches)
        }
        codings = zip(range(first, last + 1), *columns, strict=True)
        found = [coding + part for coding, stretch in zip(codings, stretches, strict=True) for part in cut[stretch]]
        self._made.append((first, last))
        self._new += len(stretches)
        self._rows.writer.put_aside(_TALLY, self._new)
        self._rows.writer.put_aside(CODINGS_BY_CODE, self._new)
        insert_tuples(
            self._rows.connection, tables.part, _OF_CODING + _OF_PART, found, {"source_id": source, "unread": 0}
        )

    def make_again_for(self, runs: Iterable[tuple[int, int]]) -> None:
        """Make the parts of the codings in these runs of ids again."""
        unmade = list(runs)
        if not self._rows.writer.updated("coding"):
            unmade = without(unmade, self._made)
        self._rows.writer.put_aside(_TALLY, sum(last - first + 1 for first, last in unmade))
        for first, last in unmade:
            for low in range(first, last + 1, _CODINGS_AT_ONCE):
                some = {"low": low, "high": min(last, low + _CODINGS_AT_ONCE - 1)}
                self._rows.connection.execute(_unmade(), some)
                self._fill(_made(), some)

    def make_again_in(self, sources: Collection[SourceId]) -> None:
        """Make the parts of all codings of some sources again."""
        if not sources:
            return
        marked = exists().where(tables.passage.c.source_id == tables.source.c.id)
        query = select(tables.source.c.id).where(marked).order_by(tables.source.c.id)
        for source in self._rows.connection.execute(query).scalars().all():
            if source in sources:
                here = tables.passage.c.source_id == source
                coded = select(tables.coding.c.id).join(tables.passage).where(here)
                self._rows.connection.execute(delete(tables.part).where(tables.part.c.coding_id.in_(coded)))
                self._fill(_codings().where(here))

    def _fill(self, query: Select[tuple[Any, ...]], values: Mapping[str, int] | None = None) -> None:
        rows = self._computed(query, values)
        while some := list(islice(rows, _ROWS_AT_ONCE)):
            insert_tuples(self._rows.connection, tables.part, _COLUMNS, some)

    def _computed(self, query: Select[tuple[Any, ...]], values: Mapping[str, int] | None = None) -> Iterator[Values]:
        found = self._rows.connection.execute(query, values).all()
        for source, rows in groupby(found, key=attrgetter("source_id")):
            cutter = self._sources.cutter(SourceId(source))
            cut: dict[int, list[Part]] = {}
            for *coding, start, end in rows:
                passage = coding[1]
                parts = cut.get(passage)
                if parts is None:
                    parts = cut[passage] = cutter.cut(start, end)
                for part in parts:
                    yield (*coding, *part)


def _codings() -> Select[tuple[Any, ...]]:
    coding, passage = tables.coding, tables.passage
    return (
        select(
            coding.c.id,
            coding.c.passage_id,
            coding.c.code_id,
            coding.c.coder_id,
            coding.c.round_id,
            coding.c.stance,
            passage.c.source_id,
            ((coding.c.origin == Origin.SEARCH.value) & coding.c.looked_at.is_(None)).label("unread"),
            passage.c.start,
            passage.c.end,
        )
        .join(passage, passage.c.id == coding.c.passage_id)
        .order_by(passage.c.source_id, coding.c.id)
    )


@cache
def _made() -> Select[tuple[Any, ...]]:
    """Return the query for the codings of a run, made once."""
    return _codings().where(within(tables.coding.c.id))


@cache
def _unmade() -> Delete:
    return delete(tables.part).where(within(tables.part.c.coding_id))
