"""What a coding counts for: its passage cut at turn borders, in characters and in words.

Parts are derived and can always be made again from the passage, the turns and the speaker map; every
count in the program reads them. Word numbers are those within the turn's body, from 0.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.transcript import Role
from workbench.domain.words import word_range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.ids import CaseId, InformantId, TurnId
    from workbench.domain.sources import PlacedTurn
    from workbench.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Part:
    """The words of one passage in one turn.

    `start` and `end` are characters of the revision, `first_word` and `last_word` a half-open range of
    words of the turn's body; a word touched counts whole.
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

    def cut(self, span: Span) -> list[Part]:
        """Return the parts of `span`, in text order; empty where it touches no turn's body."""
        first = bisect_right(self._ends, span.start)
        last = bisect_left(self._starts, span.end)
        return [self._part(turn, span) for turn in self._turns[first:last] if turn.body_start < turn.body_end]

    def _part(self, turn: PlacedTurn, span: Span) -> Part:
        start, end = max(span.start, turn.body_start), min(span.end, turn.body_end)
        first, last = word_range(self._text, turn.body_start, turn.body_end, start, end)
        case = turn.case if turn.informant is not None else self._case
        interviewer = turn.role is Role.INTERVIEWER
        return Part(turn.id, turn.informant, case, interviewer, start, end, first, last)
