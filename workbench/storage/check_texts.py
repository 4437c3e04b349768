"""Checks of sources: texts as they were frozen, turns in order, passages that hold their words, labels, parts.

One source's text is in memory at a time.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, exists, func, or_, select

from workbench.domain.checking import Finding
from workbench.domain.ids import SourceId
from workbench.domain.naming import same
from workbench.domain.passages import CONTEXT, letters, split_label
from workbench.domain.text import text_hash
from workbench.domain.words import count_words
from workbench.i18n import N_
from workbench.storage import tables
from workbench.storage.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from workbench.storage.rows import Rows


def check(rows: Rows) -> Iterator[Finding]:
    """Yield what is wrong with the sources, one after the other."""
    connection = rows.connection
    source, revision, turn = tables.source, tables.revision, tables.turn
    yield from _source_labels(connection)
    found = connection.execute(select(source.c.id, source.c.label).order_by(source.c.id)).all()
    for one in found:
        starts: dict[int, list[tuple[int, int]]] = {}
        current = 0
        query = select(revision).where(revision.c.source_id == one.id).order_by(revision.c.number)
        for text in connection.execute(query).all():
            body = connection.execute(select(tables.text.c.body).where(tables.text.c.hash == text.text_hash)).scalar()
            turns = connection.execute(select(turn).where(turn.c.revision_id == text.id).order_by(turn.c.number)).all()
            starts[text.id] = [(found.start, found.number) for found in turns]
            current = text.id
            if body is not None:
                yield from _revision(one.label, text, body, turns)
                yield from _passages(connection, one.label, text, body)
        if not current:
            yield Finding("no text", N_("{source} has no text."), {"source": one.label})
            continue
        yield from _labels(connection, one.id, one.label, starts, current)
        yield from _parts(rows, SourceId(one.id), one.label)
    yield from _strays(connection)


def _source_labels(connection: Connection) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for label in connection.execute(select(tables.source.c.label).order_by(tables.source.c.id)).scalars():
        first = taken.setdefault(same(label), label)
        if first is not label:
            yield Finding(
                "source label", N_("The labels {first} and {second} cannot be told apart."),
                {"first": first, "second": label},
            )  # fmt: skip
        if not label.strip() or "\n" in label:
            yield Finding("source label", N_("A source has a label that cannot be written."), {})


def _revision(label: str, revision: Row[Any], body: str, turns: Sequence[Row[Any]]) -> Iterator[Finding]:
    about: dict[str, object] = {"source": label, "version": revision.number}
    if text_hash(body) != revision.text_hash:
        yield Finding("text", N_("The text of {source} (version {version}) is not the one that was brought in."), about)
        return
    words = 0
    for turn in turns:
        counted = count_words(body, turn.body_start, turn.body_end)
        words += counted
        if counted != turn.words:
            yield Finding(
                "turn words", N_("Turn {turn} of {source} has {counted} words, but {stored} are stored."),
                {**about, "turn": turn.number, "counted": counted, "stored": turn.words},
            )  # fmt: skip
    if revision.characters != len(body) or revision.words != words:
        yield Finding("text length", N_("The stored length of {source} (version {version}) is wrong."), about)
    yield from _turns(about, turns, len(body))


def _turns(about: dict[str, object], turns: Sequence[Row[Any]], length: int) -> Iterator[Finding]:
    for turn in turns:
        if not 0 <= turn.start <= turn.body_start <= turn.body_end <= length:
            yield Finding("turn place", N_("Turn {turn} of {source} lies outside its text."),
                          {**about, "turn": turn.number})  # fmt: skip
    for before, after in pairwise(turns):
        if after.start < before.body_end:
            yield Finding("turn order", N_("Turns {first} and {second} of {source} overlap."),
                          {**about, "first": before.number, "second": after.number})  # fmt: skip


def _passages(connection: Connection, label: str, revision: Row[Any], body: str) -> Iterator[Finding]:
    passage = tables.passage
    query = select(
        passage.c.id, passage.c.source_id, passage.c.label, passage.c.start, passage.c.end, passage.c.words,
        passage.c.before, passage.c.after,
    ).where(passage.c.revision_id == revision.id)  # fmt: skip
    for row_id, source, name, start, end, words, before, after in connection.execute(query):
        about: dict[str, object] = {"passage": name or row_id, "source": label}
        if source != revision.source_id:
            yield Finding(
                "passage source",
                N_("Passage {passage} lies in a text of {source}, but belongs to another source."),
                about,
            )
        if not 0 <= start < end <= len(body):
            yield Finding("passage place", N_("Passage {passage} lies outside the text of {source}."), about)
        elif body[start:end] != words:
            yield Finding(
                "passage words", N_("Passage {passage} does not have the words that stand there in {source}."), about
            )
        elif body[max(0, start - CONTEXT) : start] != before or body[end : end + CONTEXT] != after:
            yield Finding(
                "passage context",
                N_("What stands around passage {passage} in {source} is not what it remembers."),
                about,
            )


def _labels(
    connection: Connection, source: int, source_label: str, starts: dict[int, list[tuple[int, int]]], current: int
) -> Iterator[Finding]:
    passage, use = tables.passage, tables.label_use
    used = {
        row.turn: row.used
        for row in connection.execute(select(use.c.turn, use.c.used).where(use.c.source_id == source))
    }
    most: dict[int, int] = defaultdict(int)
    query = select(passage.c.label, passage.c.revision_id, passage.c.start).where(
        passage.c.source_id == source, passage.c.label.is_not(None)
    )
    for label, revision, start in connection.execute(query):
        read = split_label(label)
        if read is None or read[0] != source_label or letters(_rank(read[2])) != read[2]:
            yield Finding("passage label", N_("{label} is not an id that {source} gives."),
                          {"label": label, "source": source_label})  # fmt: skip
            continue
        # A label given in an earlier version of the text keeps the turn it had there.
        turns = starts.get(revision, [])
        if revision == current and len(starts) == 1 and turns and _turn_at(turns, start) != read[1]:
            yield Finding("passage label", N_("{label} does not begin in the turn that its id says."), {"label": label})
        most[read[1]] = max(most[read[1]], _rank(read[2]) + 1)
    for turn, count in sorted(most.items()):
        if used.get(turn, 0) < count:
            yield Finding(
                "label use", N_("Ids of turn {turn} of {source} could be given a second time."),
                {"turn": turn, "source": source_label},
            )  # fmt: skip


def _rank(written: str) -> int:
    """Return the rank that these letters stand for; the opposite of `letters`."""
    rank = 0
    for letter in written:
        rank = rank * 26 + ord(letter) - ord("a") + 1
    return rank - 1 if written else 0


def _turn_at(turns: Sequence[tuple[int, int]], start: int) -> int:
    """Return the number of the last turn begun at or before `start`; 1 before the first."""
    at = bisect_right(turns, start, key=lambda turn: turn[0])
    return turns[at - 1][1] if at else 1


def _parts(rows: Rows, source: SourceId, label: str) -> Iterator[Finding]:
    parts = Parts(rows)
    stored, expected = parts.stored(source), parts.expected(source)
    if len(stored) != len(expected) or set(stored) != expected:
        missing, extra = len(expected.difference(stored)), len(stored) - len(expected.intersection(stored))
        yield Finding(
            "parts", N_("What codings of {source} count for is wrong: {missing} parts missing, {extra} too many."),
            {"source": label, "missing": missing, "extra": extra},
        )  # fmt: skip
    part, coding, passage = tables.part, tables.coding, tables.passage
    nothing = (
        select(func.count())
        .select_from(coding.join(passage))
        .where(passage.c.source_id == source, ~exists().where(part.c.coding_id == coding.c.id))
    )
    count = rows.connection.execute(nothing).scalar_one()
    if count:
        yield Finding(
            "no part", N_("{count} codings of {source} hold nothing that anyone says, and count nowhere."),
            {"count": count, "source": label}, grave=False,
        )  # fmt: skip


def _strays(connection: Connection) -> Iterator[Finding]:
    """Yield what no source's own look comes across."""
    part, coding, passage = tables.part, tables.coding, tables.passage
    lost = select(part.c.coding_id).distinct().where(
        or_(~exists().where(coding.c.id == part.c.coding_id), ~exists().where(tables.source.c.id == part.c.source_id))
    )  # fmt: skip
    for coding_id in connection.execute(lost).scalars():
        yield Finding("stray part", N_("Coding {id} is counted, but not there."), {"id": coding_id})
    coded = select(passage.c.id).where(passage.c.label.is_(None), exists().where(coding.c.passage_id == passage.c.id))
    for row_id in connection.execute(coded).scalars():
        yield Finding("no label", N_("Passage {id} is coded and has no id to cite it by."), {"id": row_id})
    bare = select(func.count()).select_from(passage).where(
        ~passage.c.starred,
        ~exists().where(coding.c.passage_id == passage.c.id),
        ~exists().where(tables.memo.c.subject == "passage", tables.memo.c.subject_id == passage.c.id),
        ~exists().where(tables.passage_item.c.passage_id == passage.c.id),
    )  # fmt: skip
    count = connection.execute(bare).scalar_one()
    if count:
        yield Finding("bare passage", N_("{count} passages have no code, star, memo or item."), {"count": count},
                      grave=False)  # fmt: skip
