"""The passage under the cursor: always a sentence, or always a turn, until it is grown or shrunk.

Pure moves over a source's text. The cursor is the character that is stood on, the span what a code would
land on. Boundaries of sentences and clauses come from the domain and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.sentences import clauses, sentences
from workbench.domain.spans import Span
from workbench.domain.transcript import Role
from workbench.domain.words import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.sources import PlacedTurn, SourceText


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the reader stands, and what is chosen there."""

    cursor: int
    span: Span


NOWHERE = Standing(0, Span(0, 0))


def _start(span: Span) -> int:
    return span.start


def _end(span: Span) -> int:
    return span.end


class Walk:
    """Moves from passage to passage in one text.

    Args:
        text: the source.
        by_turns: whether what is chosen first is the whole turn instead of the sentence.
    """

    def __init__(self, text: SourceText, *, by_turns: bool = False) -> None:
        self.by_turns = by_turns
        self._text = text.text
        self.turns = text.turns
        self._starts = [turn.body_start for turn in text.turns]
        self._sentences: dict[int, list[Span]] = {}

    def take(self, first: int, found: list[list[Span]]) -> int:
        """Take sentences that were cut elsewhere for turns that were not cut yet; count those that differ.

        Args:
            first: the place of the first turn.
            found: the sentences of that turn and of those that follow.
        """
        unlike = 0
        for index, spans in enumerate(found, first):
            unlike += self._sentences.setdefault(index, spans) != spans
        return unlike

    def turn_index(self, offset: int) -> int:
        """Return the index of the turn in which a character stands, or after which it stands."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def turn(self, offset: int) -> PlacedTurn | None:
        """Return that turn; None in a text without turns."""
        return self.turns[self.turn_index(offset)] if self.turns else None

    def at(self, offset: int) -> Standing:
        """Stand on a character, its sentence or turn chosen."""
        if not self.turns:
            return NOWHERE
        index = self.turn_index(offset)
        turn = self.turns[index]
        cursor = min(max(offset, turn.body_start), max(turn.body_end - 1, turn.body_start))
        return Standing(cursor, self._unit(index, cursor))

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence a character stands in, whatever is chosen first."""
        return self._sentence(self.turn_index(offset), offset) if self.turns else NOWHERE.span

    def between(self, start: int, end: int) -> Standing:
        """Stand on given words, all of them chosen."""
        return Standing(start, Span(start, end))

    def next(self, here: Standing) -> Standing:
        """Go to the next sentence or turn; stay where there is none."""
        following = self._following(max(here.span.end - 1, here.span.start), self._units)
        return here if following is None else Standing(following.start, following)

    def previous(self, here: Standing) -> Standing:
        """Go to the sentence or turn before, or to the beginning of this one from inside it."""
        if not self.turns:
            return here
        unit = self._unit(self.turn_index(here.span.start), here.span.start)
        if unit.start < here.span.start:
            return Standing(unit.start, unit)
        before = self._before(here.span.start, self._units)
        return here if before is None else Standing(before.start, before)

    def turn_by(self, here: Standing, step: int) -> Standing:
        """Go to the first sentence of the turn so many turns on; up goes to the beginning of this one first."""
        if not self.turns:
            return here
        index = self.turn_index(here.cursor)
        first = self._of(index)
        if step < 0 and first and here.span.start > first[0].start:
            step += 1
        index = min(max(index + step, 0), len(self.turns) - 1)
        return self.at(self.turns[index].body_start)

    def sentences_in(self, span: Span) -> int:
        """Count the whole sentences of a passage; 0 where it cuts one, or holds none."""
        if not self.turns or not len(span):
            return 0
        first, last = self.turn_index(span.start), self.turn_index(span.end - 1)
        touched = [found for index in range(first, last + 1) for found in self._touched(index, span)]
        whole = touched and touched[0].start >= span.start and touched[-1].end <= span.end
        return len(touched) if whole else 0

    def grown(self, here: Standing) -> Standing:
        """Take the rest of the sentence, else the next sentence too; where turns are chosen, the next turn."""
        if not self.turns or not len(here.span):
            return here
        last = here.span.end - 1
        sentence = self._sentence(self.turn_index(last), last)
        if here.span.end >= sentence.end:
            index = self.turn_index(last)
            ends_turn = sentence == self._of(index)[-1]
            sentence = self._following(last, self._units if ends_turn else self._of) or sentence
        return Standing(here.cursor, Span(here.span.start, max(sentence.end, here.span.end)))

    def shrunk(self, here: Standing) -> Standing:
        """Give back the last sentence, else the last clause, else the last word."""
        if not self.turns or not len(here.span):
            return here
        end = self._end_given_back(here.span)
        return Standing(min(here.cursor, end - 1), Span(here.span.start, end))

    def widened(self, here: Standing) -> Standing:
        """Take the whole turn, else question and answer, else go back to the sentence."""
        index = self.turn_index(here.cursor)
        turn = self._whole(index, index)
        if turn is None:
            return here
        pair = self._question_and_answer(index)
        if here.span == pair or (here.span == turn and pair is None):
            return self.at(here.cursor)
        return Standing(here.cursor, pair if pair is not None and here.span == turn else turn)

    def sentences_between(self, start: int, end: int) -> list[Standing]:
        """Return the sentences, or turns, that begin between two characters, in order."""
        if not self.turns:
            return []
        first, last = self.turn_index(start), self.turn_index(max(end - 1, start))
        return [
            Standing(found.start, found)
            for index in range(first, last + 1)
            for found in self._units(index)
            if start <= found.start < end
        ]

    def _question_and_answer(self, index: int) -> Span | None:
        asks = self.turns[index].role is Role.INTERVIEWER
        other = index + 1 if asks else index - 1
        if not 0 <= other < len(self.turns) or (self.turns[other].role is Role.INTERVIEWER) is asks:
            return None
        return self._whole(min(index, other), max(index, other))

    def _whole(self, first: int, last: int) -> Span | None:
        """Return what is said in turns, from the first sentence to the last."""
        if not self.turns or not self._of(first) or not self._of(last):
            return None
        return Span(self._of(first)[0].start, self._of(last)[-1].end)

    def _end_given_back(self, span: Span) -> int:
        last = span.end - 1
        sentence = self._sentence(self.turn_index(last), last)
        if sentence.start > span.start:
            before = self._before(sentence.start, self._of)
            return span.end if before is None else before.end
        parts = clauses(self._text, span)
        if len(parts) > 1:
            return parts[-2].end
        found = words(self._text, span.start, span.end)
        return found[-2].end if len(found) > 1 else span.end

    def _following(self, offset: int, pieces: Callable[[int], list[Span]]) -> Span | None:
        """Return the first of the pieces of turns that begins after a character."""
        for index in range(self.turn_index(offset), len(self.turns)):
            found = pieces(index)
            place = bisect_right(found, offset, key=_start)
            if place < len(found):
                return found[place]
        return None

    def _before(self, offset: int, pieces: Callable[[int], list[Span]]) -> Span | None:
        """Return the last of the pieces of turns that has ended at a character."""
        for index in range(self.turn_index(offset), -1, -1):
            found = pieces(index)
            place = bisect_right(found, offset, key=_end)
            if place:
                return found[place - 1]
        return None

    def _touched(self, index: int, span: Span) -> list[Span]:
        """Return the sentences of a turn that share characters with a stretch."""
        found = self._of(index)
        return found[bisect_right(found, span.start, key=_end) : bisect_left(found, span.end, key=_start)]

    def _unit(self, index: int, offset: int) -> Span:
        """Return what is chosen first at a character of a turn."""
        return (self._whole(index, index) if self.by_turns else None) or self._sentence(index, offset)

    def _units(self, index: int) -> list[Span]:
        if not self.by_turns:
            return self._of(index)
        whole = self._whole(index, index)
        return [] if whole is None else [whole]

    def _sentence(self, index: int, offset: int) -> Span:
        found = self._of(index)
        if not found:
            return Span(self._starts[index], self._starts[index])
        return found[max(bisect_right(found, offset, key=_start) - 1, 0)]

    def _of(self, index: int) -> list[Span]:
        found = self._sentences.get(index)
        if found is None:
            turn = self.turns[index]
            found = self._sentences[index] = sentences(self._text, turn.body_start, turn.body_end)
        return found
