"""Marked words in the project file, and the citable ids they get once and keep."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BindParameter, Row, Select, bindparam, exists, or_, select, update

from workbench.domain.ids import PassageId, RevisionId, SourceId
from workbench.domain.naming import same
from workbench.domain.passages import CONTEXT, Anchor, Noted, Passage, label_of, letters, rank_of, split_label
from workbench.domain.spans import Span
from workbench.storage import tables
from workbench.storage.bulk import insert_tuples, plain_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workbench.domain.sources import SourceText
    from workbench.storage.rows import Rows

_ON_PAGE = (
    select(
        *(tables.passage.c[name] for name in ("id", "guid", "revision_id", "start", "end", "words", "label", "starred"))
    )
    .where(tables.passage.c.source_id == bindparam("source"))
    .order_by(tables.passage.c.start, tables.passage.c.end.desc())
)

# A memo's own source is enough: a memo on a passage is written with it.
_MEMOS = select(tables.memo.c.subject_id, tables.memo.c.coder_id, tables.memo.c.round_id).where(
    tables.memo.c.subject == "passage", tables.memo.c.source_id == bindparam("source")
)
_ITEMS = (
    select(tables.passage_item.c.passage_id)
    .join(tables.passage, tables.passage.c.id == tables.passage_item.c.passage_id)
    .where(tables.passage.c.source_id == bindparam("source"))
)
_WANTED: BindParameter[Any] = bindparam("passages", expanding=True)
_SOME_ON_PAGE = _ON_PAGE.where(tables.passage.c.id.in_(_WANTED))
_SOME_MEMOS = _MEMOS.where(tables.memo.c.subject_id.in_(_WANTED))
_SOME_ITEMS = _ITEMS.where(tables.passage_item.c.passage_id.in_(_WANTED))

_LONGEST_LETTER = 3
"""Letters of an id that is taken over from a file; nobody codes one turn more often."""


class Passages:
    """The passages of the project; one for each range of a revision, shared by all coders."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def one(self, passage: PassageId) -> Passage | None:
        """Return a passage, or None where it is gone."""
        query = select(tables.passage).where(tables.passage.c.id == passage)
        found = self._rows.connection.execute(query).one_or_none()
        return None if found is None else passage_of(found)

    def labelled(self, label: str) -> Passage | None:
        """Return the passage with this citable id."""
        query = select(tables.passage).where(tables.passage.c.label == label)
        found = self._rows.connection.execute(query).one_or_none()
        return None if found is None else passage_of(found)

    def at(self, revision: RevisionId, span: Span) -> Passage | None:
        """Return the passage with exactly these characters."""
        table = tables.passage
        query = select(table).where(
            table.c.revision_id == revision, table.c.start == span.start, table.c.end == span.end
        )
        found = self._rows.connection.execute(query).one_or_none()
        return None if found is None else passage_of(found)

    def on_page(self, source: SourceId, passages: Collection[PassageId] | None = None) -> list[Passage]:
        """Return passages in text order, longer first where they begin together.

        Args:
            source: of which source.
            passages: these only; None for all.
        """
        query = _ON_PAGE if passages is None else _SOME_ON_PAGE
        found = self._rows.connection.execute(query, _asked(source, passages)).all()
        return [
            Passage(passage, guid, source, revision, Span(start, end), words, label, starred)
            for passage, guid, revision, start, end, words, label, starred in found
        ]

    def noted(self, source: SourceId, passages: Collection[PassageId] | None = None) -> list[Noted]:
        """Return who wrote memos on passages, and which passages are about an item.

        Args:
            source: of which source.
            passages: these only; None for all.
        """
        execute = self._rows.connection.execute
        asked = _asked(source, passages)
        memos, things = (_MEMOS, _ITEMS) if passages is None else (_SOME_MEMOS, _SOME_ITEMS)
        return [Noted(*row) for row in (*execute(memos, asked), *execute(things, asked))]

    def add(self, text: SourceText, span: Span, *, labelled: bool = True) -> Passage:
        """Mark `span` of a source's current text; give the passage its citable id, unless told to wait."""
        anchor = Anchor.on(text.text, span)
        row: dict[str, Any] = {
            "guid": self._rows.guid(),
            "source_id": text.source.id,
            "revision_id": text.source.revision,
            "start": span.start,
            "end": span.end,
            "words": anchor.words,
            "before": anchor.before,
            "after": anchor.after,
            "label": self.next_label(text, span) if labelled else None,
            "starred": False,
            "changed_step": self._rows.writer.step_id,
        }
        row_id = self._rows.writer.insert(tables.passage, row, source=text.source.id)
        source = text.source
        return Passage(PassageId(row_id), row["guid"], source.id, source.revision, span, anchor.words, row["label"])

    def add_many(
        self, text: SourceText, places: Sequence[tuple[int, int]], wanted: Sequence[str] = ()
    ) -> list[PassageId]:
        """Mark many places of one source, all new, in text order; return their ids in that order.

        Args:
            text: the source's current text.
            places: where each passage begins and ends, in characters.
            wanted: the citable id that each had where it comes from, or ""; given to it where it is its turn's and
                was never given here, else the next free one.
        """
        labels = self._next_labels(text, [start for start, _end in places], wanted)
        body, source = text.text, text.source.id
        columns: dict[str, Sequence[Any]] = {
            "guid": self._rows.guids.new(len(places)),
            "start": [start for start, _end in places],
            "end": [end for _start, end in places],
            "words": [body[start:end] for start, end in places],
            "before": [body[max(0, start - CONTEXT) : start] for start, _end in places],
            "after": [body[end : end + CONTEXT] for _start, end in places],
            "label": labels,
        }
        alike = {
            "source_id": source,
            "revision_id": text.source.revision,
            "starred": 0,
            "changed_step": self._rows.writer.step_id,
        }
        first = self._rows.writer.insert_columns(tables.passage, columns, alike, source=source)
        return [PassageId(first + offset) for offset in range(len(places))]

    def give_label(self, passage: Passage, text: SourceText) -> str:
        """Give a passage that was only starred or noted upon its citable id."""
        label = self.next_label(text, passage.span)
        self._rows.writer.update(tables.passage, passage.id, source=passage.source, label=label)
        return label

    def next_label(self, text: SourceText, span: Span) -> str:
        """Return the next free citable id of the turn where `span` starts, and count it as used for good."""
        return self._next_labels(text, [span.start])[0]

    def _next_labels(self, text: SourceText, starts: Sequence[int], wanted: Sequence[str] = ()) -> list[str]:
        # Kept outside the journal, and longer than the source: an id that was ever given must not come back for
        # other words.
        table, owner = tables.label_use, same(text.source.label)
        begun = [turn.start for turn in text.turns]
        numbers = [text.turns[at - 1].number if (at := bisect_right(begun, start)) else 1 for start in starts]
        asked: dict[str, Any] = {"owner": owner}
        if len(starts) == 1:
            asked["turn"] = numbers[0]
        known: dict[int, int] = dict(plain_rows(self._rows.connection, _used(one=len(starts) == 1), asked))
        kept = _kept_labels(text.source.label, numbers, wanted, known)
        counts: dict[int, int] = {}
        for number, rank in kept.values():
            counts[number] = max(counts.get(number, 0), rank + 1)
        turns: dict[int, str] = {}
        found = []
        for place, number in enumerate(numbers):
            if place in kept:
                found.append(wanted[place])
                continue
            used = counts.get(number)
            if used is None:
                used = known.get(number, 0)
            if number not in turns:
                # The first id of a turn is the one without letters.
                turns[number] = label_of(text.source.label, number, 0)
            found.append(turns[number] + _letters(used))
            counts[number] = used + 1
        new = [(owner, n, u) for n, u in counts.items() if n not in known]
        old = [{"key_turn": n, "now_used": u} for n, u in counts.items() if n in known]
        insert_tuples(self._rows.connection, table, ("source_label", "turn", "used"), new)
        if old:
            change = update(table).where(table.c.source_label == owner, table.c.turn == bindparam("key_turn"))
            self._rows.connection.execute(change.values(used=bindparam("now_used")), old)
        return found

    def star(self, passage: PassageId, source: SourceId, *, starred: bool) -> bool:
        """Mark a passage as quotable, or no longer; say whether that differed."""
        return self._rows.writer.update(
            tables.passage, passage, source=source, starred=starred, changed_step=self._rows.writer.step_id
        )

    def drop_bare(self, passages: Collection[PassageId]) -> list[PassageId]:
        """Remove those of `passages` with no coding, star, memo or item left; return them."""
        table = tables.passage
        held = or_(
            table.c.starred,
            exists().where(tables.coding.c.passage_id == table.c.id),
            exists().where(tables.memo.c.subject == "passage", tables.memo.c.subject_id == table.c.id),
            exists().where(tables.passage_item.c.passage_id == table.c.id),
        )
        gone: list[PassageId] = []
        wanted = sorted(passages)
        for at in range(0, len(wanted), 500):
            query = select(table.c.id, table.c.source_id).where(table.c.id.in_(wanted[at : at + 500]), ~held)
            for row in self._rows.connection.execute(query).all():
                self._rows.writer.delete(table, [row.id], source=row.source_id)
                gone.append(PassageId(row.id))
        return gone


_letters = cache(letters)


@cache
def _used(*, one: bool) -> Select[tuple[Any, ...]]:
    """Return the query for how many ids each turn of a source has given, or one turn; made once."""
    table = tables.label_use
    query = select(table.c.turn, table.c.used).where(table.c.source_label == bindparam("owner"))
    return query.where(table.c.turn == bindparam("turn")) if one else query


def _kept_labels(
    source: str, numbers: Sequence[int], wanted: Sequence[str], known: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """Return turn and rank of the wanted ids that can be given, by their place in the list."""
    found: dict[int, tuple[int, int]] = {}
    given: set[str] = set()
    for place, (number, label) in enumerate(zip(numbers, wanted, strict=False)):
        parts = split_label(label) if label else None
        if parts is None or len(parts[2]) > _LONGEST_LETTER:
            continue
        rank = rank_of(parts[2])
        if label == label_of(source, number, rank) and rank >= known.get(number, 0) and label not in given:
            given.add(label)
            found[place] = (number, rank)
    return found


def _asked(source: SourceId, passages: Collection[PassageId] | None) -> dict[str, Any]:
    return {"source": source} if passages is None else {"source": source, "passages": sorted(passages)}


def passage_of(row: Row[Any]) -> Passage:
    """Return the passage that a row holds."""
    return Passage(
        PassageId(row.id),
        row.guid,
        SourceId(row.source_id),
        RevisionId(row.revision_id),
        Span(row.start, row.end),
        row.words,
        row.label,
        bool(row.starred),
    )
