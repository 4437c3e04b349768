"""Checks of sources: texts as they were frozen, turns in order, and all that lies on them.

One source is in memory at a time: its texts, its turns, its passages and what its codings count for.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, exists, select

from workbench.domain.checking import Finding
from workbench.domain.naming import same, shown
from workbench.domain.text import text_hash
from workbench.domain.words import count_words
from workbench.i18n import N_
from workbench.storage import check_parts, check_passages, tables
from workbench.storage.check_parts import Body, Cutter
from workbench.storage.check_passages import Text
from workbench.storage.check_rows import Values, values_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from workbench.storage.rows import Rows


def check(rows: Rows) -> Iterator[Finding]:
    """Yield what is wrong with the sources, one after the other."""
    connection = rows.connection
    yield from _source_labels(connection)
    source = tables.source
    for found in values_of(connection, select(source.c.id, source.c.label, source.c.case_id).order_by(source.c.id)):
        try:
            yield from _source(connection, *found)
        except (AttributeError, TypeError, ValueError):
            yield Finding(
                "values",
                N_("What is stored about {source} cannot be read; bring back an earlier copy with: workbench restore"
                   " {project}"),
                {"source": shown(str(found[1]))},
            )  # fmt: skip
    yield from _other_texts(connection)
    yield from check_parts.strays(connection)


def _source_labels(connection: Connection) -> Iterator[Finding]:
    taken: dict[str, str] = {}
    for label in connection.execute(select(tables.source.c.label).order_by(tables.source.c.id)).scalars():
        first = taken.setdefault(same(str(label)), label)
        if first is not label:
            yield Finding(
                "source label",
                N_("The sources {first} and {second} cannot be told apart by their labels; please report this."),
                {"first": shown(first), "second": shown(label)},
            )  # fmt: skip
        if not label.strip() or "\n" in label:
            yield Finding("source label", N_("A source has a label that cannot be written; please report this."), {})


def _source(connection: Connection, row_id: int, written: str, case: int | None) -> Iterator[Finding]:
    """Yield what is wrong with one source."""
    label = shown(written)
    texts: dict[int, Text] = {}
    cutter: Cutter | None = None
    for revision in values_of(connection, _revisions(), source=row_id):
        body, turns = revision[5], values_of(connection, _turns(), revision=revision[0])
        yield from _revision(label, revision, turns)
        texts[revision[0]] = Text(body, [turn[2] for turn in turns], [turn[1] for turn in turns])
        cutter = Cutter(body, [Body(turn[0], *turn[3:5], *turn[6:]) for turn in turns], case)
    if cutter is None:
        yield Finding(
            "no text",
            N_("{source} has no text; bring back an earlier copy with: workbench restore {project}"),
            {"source": label},
        )
        return
    passages = check_passages.passages_of(connection, row_id)
    yield from check_passages.check(label, passages, texts)
    yield from check_passages.check_ids(written, passages, texts, _used(connection, written))
    rows = check_parts.counted(connection, row_id)
    coded = {row[0] for row in rows}
    yield from check_passages.check_use(connection, label, passages, texts, coded)
    parts = {passage[0]: cutter.cut(passage[2], passage[3]) for passage in passages if passage[0] in coded}
    yield from check_parts.check(connection, label, rows, parts)


def _used(connection: Connection, label: str) -> dict[int, int]:
    return dict(values_of(connection, _given(), label=same(label)))


def _revision(label: str, revision: Values, turns: Sequence[Values]) -> Iterator[Finding]:
    _id, number, written, characters, words, body = revision
    about: dict[str, object] = {"source": label, "version": number}
    if text_hash(body) != written:
        yield Finding(
            "text",
            N_("The text of {source} (version {version}) is not the one that was brought in; bring back an earlier copy"
               " with: workbench restore {project}"),
            about,
        )  # fmt: skip
        return
    counted = [count_words(body, turn[3], turn[4]) for turn in turns]
    for turn, found in zip(turns, counted, strict=True):
        if found != turn[5]:
            yield Finding(
                "turn words",
                N_("Turn {turn} of {source} has {counted} words, but counts as {stored}; please report this."),
                {**about, "turn": turn[1], "counted": found, "stored": turn[5]},
            )  # fmt: skip
    if characters != len(body) or words != sum(counted):
        yield Finding(
            "text length",
            N_("The length of {source} (version {version}) is not what the overviews say; please report this."),
            about,
        )  # fmt: skip
    yield from _places(about, turns, len(body))


def _places(about: dict[str, object], turns: Sequence[Values], length: int) -> Iterator[Finding]:
    for _id, number, start, body_start, body_end, *_who in turns:
        if not 0 <= start <= body_start <= body_end <= length:
            yield Finding(
                "turn place",
                N_("Turn {turn} of {source} lies outside its text; bring back an earlier copy with: workbench restore"
                   " {project}"),
                {**about, "turn": number},
            )  # fmt: skip
    for before, after in pairwise(turns):
        if after[2] < before[4]:
            yield Finding(
                "turn order",
                N_("Turns {first} and {second} of {source} overlap; bring back an earlier copy with: workbench restore"
                   " {project}"),
                {**about, "first": before[1], "second": after[1]},
            )  # fmt: skip


def _other_texts(connection: Connection) -> Iterator[Finding]:
    """Yield texts that changed while no source had them; undo may want them back."""
    text = tables.text
    query = select(text.c.hash, text.c.body).where(~exists().where(tables.revision.c.text_hash == text.c.hash))
    for (written,) in values_of(connection, query.with_only_columns(text.c.hash)):
        for _hash, body in values_of(connection, select(text.c.hash, text.c.body).where(text.c.hash == written)):
            if not isinstance(body, str) or text_hash(body) != written:
                yield Finding(
                    "text",
                    N_("A text that was taken out is not the one that was brought in, and cannot be brought back by"
                       " undo; bring back an earlier copy with: workbench restore {project}"),
                )  # fmt: skip


@cache
def _revisions() -> Select[Any]:
    revision, text = tables.revision, tables.text
    names = ("id", "number", "text_hash", "characters", "words")
    return (
        select(*(revision.c[name] for name in names), text.c.body)
        .join(text, text.c.hash == revision.c.text_hash)
        .where(revision.c.source_id == bindparam("source"))
        .order_by(revision.c.number)
    )


@cache
def _turns() -> Select[Any]:
    turn, speaker, informant = tables.turn, tables.speaker, tables.informant
    columns = (turn.c[name] for name in ("id", "number", "start", "body_start", "body_end", "words"))
    spoken = turn.outerjoin(speaker, speaker.c.id == turn.c.speaker_id)
    return (
        select(*columns, speaker.c.role, speaker.c.informant_id, informant.c.case_id)
        .select_from(spoken.outerjoin(informant, informant.c.id == speaker.c.informant_id))
        .where(turn.c.revision_id == bindparam("revision"))
        .order_by(turn.c.number)
    )


@cache
def _given() -> Select[Any]:
    use = tables.label_use
    return select(use.c.turn, use.c.used).where(use.c.source_label == bindparam("label"))
