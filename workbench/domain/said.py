"""Words cut at their turns: who says which of them, and what is said around them.

Labels as they stand in a text may be names of people; here a speaker is always told by the informant's reference, the
interviewer by a letter, and somebody whom the project does not know by a question mark.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.transcript import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workbench.domain.ids import InformantId
    from workbench.domain.sources import PlacedTurn, SourceText
    from workbench.domain.spans import Span

INTERVIEWER = "I"
SOMEBODY = "?"
"""Who speaks under a label that is nobody's."""
AROUND = 400
"""Characters before and after a quote that are shown around it."""

_LEAST = 20
"""Characters under which the end of another turn would tell nothing."""


class Said(NamedTuple):
    """What one turn has of some words."""

    who: str
    """The informant's reference, or what stands for somebody else; empty where a text has no speakers."""
    is_asked: bool
    """Whether the interviewer says it."""
    text: str


def as_text(said: Sequence[Said]) -> str:
    """Return words turn by turn as plain text, the interviewer's in brackets."""
    if len(said) == 1 or not any(part.who for part in said):
        return "\n\n".join(part.text for part in said)
    told = (_told(part.who, part.text) for part in said)
    return "\n".join(f"[{text}]" if part.is_asked else text for part, text in zip(said, told, strict=True))


class Speakers:
    """Tells who speaks in the turns of one text.

    Args:
        text: the source.
        labels: of the informants.
    """

    def __init__(self, text: SourceText, labels: Mapping[InformantId, str]) -> None:
        self._text = text
        self._labels = labels

    def said(self, span: Span) -> tuple[Said, ...]:
        """Return some words turn by turn, without labels and times."""
        found = []
        for turn in self._text.turns_in(span):
            words = self._text.text[max(turn.body_start, span.start) : min(turn.body_end, span.end)]
            found.append(Said(self._who(turn), turn.role is Role.INTERVIEWER, words))
        return tuple(found)

    def asked(self, span: Span) -> str:
        """Return what the interviewer said last before some words; empty where nobody asked."""
        turns = self._text.turns_in(span)
        if not turns or turns[0].role is Role.INTERVIEWER:
            return ""
        before = reversed(self._text.turns[: self._place(turns[0])])
        question = next((turn for turn in before if turn.role is Role.INTERVIEWER), None)
        return "" if question is None else self._body(question)

    def around(self, span: Span) -> tuple[str, str]:
        """Return the words before and after some words, at most `AROUND` characters each, cut at a word.

        Those of other turns stand on lines of their own, each after who says it.
        """
        turns = self._text.turns_in(span)
        if not turns:
            return "", ""
        return self._before(span.start, turns[0]), self._after(span.end, turns[-1])

    def _before(self, start: int, first: PlacedTurn) -> str:
        own = self._text.text[min(first.body_start, start) : start].strip()
        if len(own) > AROUND:
            return _last_words(own, AROUND)
        others = list(self._others(reversed(self._text.turns[: self._place(first)]), AROUND - len(own), _last_words))
        if not others:
            return own
        return "\n".join((*reversed(others), _told(self._who(first), own)))

    def _after(self, end: int, last: PlacedTurn) -> str:
        own = self._text.text[end : max(last.body_end, end)].strip()
        if len(own) > AROUND:
            return _first_words(own, AROUND)
        following = self._text.turns[self._place(last) + 1 :]
        return "\n".join((own, *self._others(following, AROUND - len(own), _first_words)))

    def _others(self, turns: Iterable[PlacedTurn], room: int, cut: Callable[[str, int], str]) -> Iterator[str]:
        for turn in turns:
            if room < _LEAST:
                return
            body = self._body(turn)
            if len(body) > room:
                body, room = cut(body, room), 0
            if body:
                yield _told(self._who(turn), body)
                room -= len(body)

    def _place(self, turn: PlacedTurn) -> int:
        return bisect_left(self._text.turns, turn.start, key=attrgetter("start"))

    def _body(self, turn: PlacedTurn) -> str:
        return self._text.text[turn.body_start : turn.body_end].strip()

    def _who(self, turn: PlacedTurn) -> str:
        if turn.role is Role.INTERVIEWER:
            return INTERVIEWER
        if turn.informant is not None:
            return self._labels[turn.informant]
        return SOMEBODY if turn.label else ""


def _told(who: str, words: str) -> str:
    return " ".join(filter(None, (f"{who}:" if who else "", words)))


def _last_words(text: str, room: int) -> str:
    words = text[-room - 1 :].partition(" ")[2].strip()
    return f"… {words}" if words else ""


def _first_words(text: str, room: int) -> str:
    words = text[: room + 1].rpartition(" ")[0].strip()
    return f"{words} …" if words else ""
