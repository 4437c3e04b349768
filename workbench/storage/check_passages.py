"""Checks of passages: their words stand where they say, and the ids that they are cited by cannot be taken for others.

Every passage of a source is looked at against texts that are in memory anyway, in a loop that makes nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Select, bindparam, select, union

from workbench.domain.checking import Finding
from workbench.domain.naming import shown
from workbench.domain.passages import CONTEXT, label_of, letters, rank_of, split_label
from workbench.i18n import N_
from workbench.storage import tables
from workbench.storage.check_names import Said
from workbench.storage.check_rows import Values, values_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from sqlalchemy import Connection


class Text(NamedTuple):
    """One version of a source's text: its characters, and where each turn begins and its number."""

    body: str
    begun: Sequence[int]
    numbers: Sequence[int]

    def turn_at(self, start: int) -> int:
        """Return the number of the last turn begun at or before `start`; 1 before the first."""
        at = bisect_right(self.begun, start)
        return self.numbers[at - 1] if at else 1


def passages_of(connection: Connection, source: int) -> list[Values]:
    """Return the passages of a source: id, version, place, words, what stands around, id to cite, star."""
    return values_of(connection, _passages(), source=source)


def check(source: str, passages: Sequence[Values], texts: Mapping[int, Text]) -> Iterator[Finding]:
    """Yield the passages of one source that do not hold the words that stand in their place.

    Args:
        source: its label.
        passages: what `passages_of` returned.
        texts: the source's texts, by version.
    """
    for passage in passages:
        _id, version, start, end, words, before, after, _label, _starred = passage
        text = texts.get(version)
        if text is None:
            yield _told(source, passage, text, "passage source",
                        N_("{passage} lies in a text of another source than {source}; bring back an earlier copy with:"
                           " workbench restore {project}"))  # fmt: skip
            continue
        body = text.body
        if not 0 <= start < end <= len(body):
            yield _told(source, passage, text, "passage place",
                        N_("{passage} lies outside the text of {source}; bring back an earlier copy with: workbench"
                           " restore {project}"))  # fmt: skip
        elif body[start:end] != words:
            yield _told(source, passage, text, "passage words",
                        N_("{passage} does not have the words that stand in its place in {source}; bring back an"
                           " earlier copy with: workbench restore {project}"))  # fmt: skip
        elif body[start - CONTEXT if start > CONTEXT else 0 : start] != before or body[end : end + CONTEXT] != after:
            yield _told(source, passage, text, "passage context",
                        N_("What stands around {passage} in {source} is not what it remembers; bring back an earlier"
                           " copy with: workbench restore {project}"))  # fmt: skip


def _told(source: str, passage: Values, text: Text | None, kind: str, template: str) -> Finding:
    label = passage[7]
    name: object = shown(label) if isinstance(label, str) else None
    if name is None and text is not None:
        name = Said(N_("A passage in turn {turn}"), {"turn": text.turn_at(passage[2])})
    return Finding(kind, template, {"passage": name or Said(N_("A passage")), "source": source})


def check_ids(
    source: str, passages: Sequence[Values], texts: Mapping[int, Text], used: Mapping[int, int]
) -> Iterator[Finding]:
    """Yield ids of passages that no passage there could have been given, or that could be given once more.

    Args:
        source: its label.
        passages: what `passages_of` returned.
        texts: the source's texts, by version.
        used: how many ids were given in each turn.
    """
    again: dict[int, None] = {}
    # An id that was given in an earlier version of the text keeps the turn it had there.
    corrected = len(texts) > 1
    for _id, version, start, _end, _words, _before, _after, label, _starred in passages:
        if label is None or (text := texts.get(version)) is None:
            continue
        turn = text.turn_at(start)
        stem = f"{source}:{turn}"
        rank = _rank(label[len(stem) :]) if label.startswith(stem) else None
        if rank is None:
            found = _read(source, label)
            if found is None or not corrected:
                yield _no_id(source, label, in_turn=found is not None)
                continue
            turn, rank = found
        if rank >= used.get(turn, 0):
            again[turn] = None
    for turn in again:
        yield Finding(
            "label use",
            N_("The next passage in turn {turn} of {source} could get an id that another has; code nothing there, and"
               " please report this."),
            {"turn": turn, "source": source},
        )  # fmt: skip


@lru_cache(maxsize=10_000)
def _rank(written: str) -> int | None:
    """Return the rank that the letters of an id stand for; None where no id has such letters."""
    rank = rank_of(written)
    return rank if letters(rank) == written else None


def _read(source: str, label: str) -> tuple[int, int] | None:
    """Return turn and rank of an id as this source gives them, None where it gives no such id."""
    parts = split_label(label)
    if parts is None:
        return None
    turn, rank = parts[1], rank_of(parts[2])
    return (turn, rank) if label_of(source, turn, rank) == label else None


def _no_id(source: str, label: str, *, in_turn: bool) -> Finding:
    template = N_(
        "{label} is not an id that {source} gives; bring back an earlier copy with: workbench restore {project}"
    )
    if in_turn:
        template = N_("{label} does not begin in the turn that its id says; please report this.")
    return Finding("passage label", template, {"label": shown(label), "source": source})


def check_use(
    connection: Connection, source: str, passages: Sequence[Values], texts: Mapping[int, Text], coded: Collection[int]
) -> Iterator[Finding]:
    """Yield coded passages that cannot be cited, and how many are there for nothing.

    Args:
        connection: to the file.
        source: its label.
        passages: what `passages_of` returned.
        texts: the source's texts, by version.
        coded: the passages that have a coding.
    """
    bare = set()
    for passage in passages:
        if passage[0] not in coded:
            if not passage[8]:
                bare.add(passage[0])
        elif passage[7] is None:
            sentence = N_("{passage} of {source} is coded and has no id to cite it by; please report this.")
            yield _told(source, passage, texts.get(passage[1]), "no label", sentence)
    if bare:
        bare.difference_update(row[0] for row in values_of(connection, _held()))
    if bare:
        yield Finding(
            "bare passage",
            N_("Passages of {source} that have no code, star, memo or item: {count}; they do no harm."),
            {"source": source, "count": len(bare)}, grave=False,
        )  # fmt: skip


@cache
def _passages() -> Select[Any]:
    names = ("id", "revision_id", "start", "end", "words", "before", "after", "label", "starred")
    passage = tables.passage
    return select(*(passage.c[name] for name in names)).where(passage.c.source_id == bindparam("source"))


@cache
def _held() -> Any:
    memo = tables.memo
    noted = select(memo.c.subject_id).where(memo.c.subject == tables.passage.name)
    return union(noted, select(tables.passage_item.c.passage_id))
