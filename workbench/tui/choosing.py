"""The passage under the cursor: always a sentence, until it is grown or shrunk.

Pure moves over a source's text. The cursor is the character that is stood on, the span what a code would
land on. Boundaries of sentences and clauses come from the domain and nowhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.sentences import clauses, sentences
from workbench.domain.spans import Span
from workbench.domain.transcript import Role
from workbench.domain.words import words

if TYPE_CHECKING:
    from workbench.domain.sources import PlacedTurn, SourceText


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the reader stands, and what is chosen there."""

    cursor: int
    span: Span


NOWHERE = Standing(0, Span(0, 0))


class Walk:
    """Moves from passage to passage in one text."""

    def __init__(self, text: SourceText) -> None:
        self._text = text.text
        self.turns = text.turns
        self._starts = [turn.body_start for turn in text.turns]
        self._sentences: dict[int, list[Span]] = {}

    def turn_index(self, offset: int) -> int:
        """Return the index of the turn in which a character stands, or after which it stands."""
        return max(bisect_right(self._starts, offset) - 1, 0)

    def turn(self, offset: int) -> PlacedTurn | None:
        """Return that turn; None in a text without turns."""
        return self.turns[self.turn_index(offset)] if self.turns else None

    def at(self, offset: int) -> Standing:
        """Stand on a character, its sentence chosen."""
        if not self.turns:
            return NOWHERE
        index = self.turn_index(offset)
        turn = self.turns[index]
        cursor = min(max(offset, turn.body_start), max(turn.body_end - 1, turn.body_start))
        return Standing(cursor, self._sentence(index, cursor))

    def between(self, start: int, end: int) -> Standing:
        """Stand on given words, all of them chosen."""
        return Standing(start, Span(start, end))

    def next(self, here: Standing) -> Standing:
        """Go to the next sentence; stay where there is none."""
        following = self._following(max(here.span.end - 1, here.span.start))
        return here if following is None else Standing(following.start, following)

    def previous(self, here: Standing) -> Standing:
        """Go to the sentence before, or to the beginning of this one from inside it."""
        if not self.turns:
            return here
        index = self.turn_index(here.span.start)
        sentence = self._sentence(index, here.span.start)
        if sentence.start < here.span.start:
            return Standing(sentence.start, sentence)
        before = [found for found in self._of(index) if found.end <= here.span.start]
        while not before and index > 0:
            index -= 1
            before = self._of(index)
        return Standing(before[-1].start, before[-1]) if before else here

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
        touched = [found for index in range(first, last + 1) for found in self._of(index) if found.overlaps(span)]
        whole = touched and touched[0].start >= span.start and touched[-1].end <= span.end
        return len(touched) if whole else 0

    def grown(self, here: Standing) -> Standing:
        """Take the rest of the sentence, else the next sentence too."""
        if not self.turns or not len(here.span):
            return here
        last = here.span.end - 1
        sentence = self._sentence(self.turn_index(last), last)
        if here.span.end >= sentence.end:
            sentence = self._following(last) or sentence
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
        """Return the sentences that begin between two characters, in order."""
        if not self.turns:
            return []
        first, last = self.turn_index(start), self.turn_index(max(end - 1, start))
        return [
            Standing(found.start, found)
            for index in range(first, last + 1)
            for found in self._of(index)
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
            return self.previous(Standing(sentence.start, sentence)).span.end
        parts = clauses(self._text, span)
        if len(parts) > 1:
            return parts[-2].end
        found = words(self._text, span.start, span.end)
        return found[-2].end if len(found) > 1 else span.end

    def _following(self, offset: int) -> Span | None:
        if not self.turns:
            return None
        index = self.turn_index(offset)
        while index < len(self.turns):
            for sentence in self._of(index):
                if sentence.start > offset:
                    return sentence
            index += 1
        return None

    def _sentence(self, index: int, offset: int) -> Span:
        found = self._of(index)
        if not found:
            return Span(self._starts[index], self._starts[index])
        return found[max(bisect_right(found, offset, key=lambda span: span.start) - 1, 0)]

    def _of(self, index: int) -> list[Span]:
        found = self._sentences.get(index)
        if found is None:
            turn = self.turns[index]
            found = self._sentences[index] = sentences(self._text, turn.body_start, turn.body_end)
        return found
