"""Checks of what codings count for: every part is where its passage lies in a turn, and says whose words it holds.

What a coding has in common with its parts is compared where both are stored. Whose words they are, and which
words of the turn, is worked out again from the text, once for each passage.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Integer, Select, and_, bindparam, exists, select, type_coerce

from workbench.domain.checking import Finding
from workbench.domain.passages import Origin
from workbench.domain.transcript import Role
from workbench.domain.words import WordCounter, WordIndex
from workbench.i18n import N_
from workbench.storage import tables
from workbench.storage.check_names import named
from workbench.storage.check_rows import Values, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement, Connection

_LONG = 2_000
"""Characters of a body from which its words are found once and looked up; in a shorter one they are counted."""

_PART = ("turn_id", "informant_id", "case_id", "interviewer", "start", "end", "first_word", "last_word")
_NOTHING: Values = (None, *(None for _name in _PART))


class Body(NamedTuple):
    """What a turn says, and who says it, as it is stored."""

    turn: int
    start: int
    end: int
    role: str | None
    informant: int | None
    case: int | None


class Cutter:
    """Says of a place in a text which turns it lies in, and with which of their words.

    Args:
        text: the frozen text.
        bodies: what its turns say, in order.
        case: the source's, for turns that no informant speaks.
    """

    def __init__(self, text: str, bodies: Iterable[Body], case: int | None) -> None:
        self._text = text
        self._bodies = [body for body in bodies if body.start < body.end]
        self._starts = [body.start for body in self._bodies]
        self._ends = [body.end for body in self._bodies]
        self._case = case
        self._words: dict[int, tuple[Values, WordCounter | WordIndex]] = {}

    def cut(self, start: int, end: int) -> list[Values]:
        """Return the parts of a place, as they are stored from `turn_id` on."""
        at = bisect_right(self._ends, start)
        if at < len(self._ends) and self._starts[at] <= start and end <= self._ends[at]:
            whose, words = self._words.get(at) or self._look_at(at)
            return [(*whose, start, end, *words.touched(start, end))]
        found = []
        for one in range(at, bisect_left(self._starts, end)):
            whose, words = self._words.get(one) or self._look_at(one)
            first, last = max(start, self._starts[one]), min(end, self._ends[one])
            found.append((*whose, first, last, *words.touched(first, last)))
        return found

    def _look_at(self, at: int) -> tuple[Values, WordCounter | WordIndex]:
        body = self._bodies[at]
        case = self._case if body.informant is None else body.case
        whose = (body.turn, body.informant, case, int(body.role == Role.INTERVIEWER))
        words = (WordCounter if body.end - body.start < _LONG else WordIndex.of)(self._text, body.start, body.end)
        self._words[at] = whose, words
        return whose, words


def counted(connection: Connection, source: int) -> list[Values]:
    """Return the codings of a source with their parts: passage, coding, whether they agree, the part."""
    return values_of(connection, _counted(), source=source)


def check(
    connection: Connection, source: str, rows: Sequence[Values], parts: Mapping[int, Sequence[Values]]
) -> Iterator[Finding]:
    """Yield what is wrong with the parts of one source.

    Args:
        connection: to the file.
        source: its label.
        rows: what `counted` returned.
        parts: what each coded passage should be cut into.
    """
    codings = {row[:2] for row in rows}
    expected = {(*coding, 1, *part) for coding in codings for part in parts[coding[0]]}
    silent = [coding for coding in codings if not parts[coding[0]]]
    expected.update((*coding, *_NOTHING) for coding in silent)
    if len(rows) != len(expected) or expected != set(rows):
        yield _wrong(connection, source, Counter(rows), Counter(expected))
    if silent:
        yield Finding(
            "no part",
            N_("Of the codings of {source}, {count} lie on no words that anybody says, and count nowhere; take them"
               " off, and code the words beside them."),
            {"source": source, "count": len(silent)}, grave=False,
        )  # fmt: skip


def _wrong(connection: Connection, source: str, stored: Counter[Values], expected: Counter[Values]) -> Finding:
    codings = sorted({row[1] for row in (stored - expected) + (expected - stored)})
    return Finding(
        "parts",
        N_("Of the codings of {source}, the matrix counts {count} wrongly, the first of them {coding}; please"
            " report this."),
        {"source": source, "count": len(codings), "coding": named(connection, "coding", codings[0])},
    )  # fmt: skip


def strays(connection: Connection) -> Iterator[Finding]:
    """Yield parts of codings that are not there, which no source's own look comes across."""
    part, coding = tables.part, tables.coding
    lost = select(part.c.coding_id).distinct().where(~exists().where(coding.c.id == part.c.coding_id))
    count = len(values_of(connection, lost))
    if count:
        yield Finding(
            "stray part",
            N_("The matrix counts {count} codings that are not there; please report this."),
            {"count": count},
        )


@cache
def _counted() -> Select[Any]:
    part, coding, passage = tables.part, tables.coding, tables.passage
    here = passage.join(coding, coding.c.passage_id == passage.c.id)
    return (
        select(passage.c.id, coding.c.id, _agrees(), *(part.c[name] for name in _PART))
        .select_from(here.outerjoin(part, part.c.coding_id == coding.c.id))
        .where(passage.c.source_id == bindparam("source"))
    )


def _agrees() -> ColumnElement[int]:
    part, coding = tables.part, tables.coding
    unread = (coding.c.origin == Origin.SEARCH.value) & coding.c.looked_at.is_(None)
    same = (part.c[name] == coding.c[name] for name in ("passage_id", "code_id", "coder_id", "round_id", "stance"))
    return type_coerce(and_(*same, part.c.source_id == tables.passage.c.source_id, part.c.unread == unread), Integer)
