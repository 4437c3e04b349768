"""What a coding counts for: its passage cut at turn borders, in characters and in words.

Parts are derived and can always be made again from the passage, the turns and the speaker map; every
count in the program reads them. Word numbers are those within the turn's body, from 0.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.transcript import Role
from workbench.domain.words import WordCounter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.ids import CaseId, InformantId, TurnId
    from workbench.domain.sources import PlacedTurn


class Part(NamedTuple):
    """The words of one passage in one turn.

    `start` and `end` are characters of the revision, `first_word` and `last_word` a half-open range of
    words of the turn's body; a word touched counts whole. A named tuple, since a project may have a million.
    """

    turn: TurnId
    informant: InformantId | None
    case: CaseId | None
    interviewer: bool
    start: int
    end: int
    first_word: int
    last_word: int


class PartCutter:
    """Cuts passages of one revision; made once for many passages.

    Args:
        text: the frozen text.
        turns: its turns, in order.
        case: the source's case, for turns without an informant.
    """

    def __init__(self, text: str, turns: Sequence[PlacedTurn], case: CaseId | None) -> None:
        self._text = text
        self._turns = turns
        self._case = case
        self._ends = [turn.body_end for turn in turns]
        self._starts = [turn.body_start for turn in turns]
        self._words: dict[int, WordCounter] = {}

    def cut(self, start: int, end: int) -> list[Part]:
        """Return the parts of the characters from `start` to `end`, in text order; empty where no body is touched."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        return [
            self._part(at, start, end)
            for at in range(first, last)
            if self._turns[at].body_start < self._turns[at].body_end
        ]

    def _part(self, at: int, start: int, end: int) -> Part:
        turn = self._turns[at]
        start, end = max(start, turn.body_start), min(end, turn.body_end)
        words = self._words.get(at)
        if words is None:
            words = self._words[at] = WordCounter(self._text, turn.body_start, turn.body_end)
        first, last = words.touched(start, end)
        case = turn.case if turn.informant is not None else self._case
        return Part(turn.id, turn.informant, case, turn.role is Role.INTERVIEWER, start, end, first, last)
