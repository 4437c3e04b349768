"""Sources: kinds of text, their short labels, and the revisions of their text.

A label is given once, when a source comes in, and stored; it begins every citable id of that source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from workbench.domain.ids import CaseId, InformantId, RevisionId, SourceId, TurnId
    from workbench.domain.spans import Span
    from workbench.domain.transcript import Role


class Kind(StrEnum):
    """What sort of text a source is (DESIGN.md §2)."""

    INTERVIEW = "interview"
    GROUP = "group"
    DOCUMENT = "document"
    OBSERVATION = "observation"
    SURVEY = "survey"


SPOKEN = frozenset({Kind.INTERVIEW, Kind.GROUP, Kind.OBSERVATION})
"""Kinds whose turns are found by speaker labels; the others have blocks for turns."""

_LETTER = {Kind.INTERVIEW: "I", Kind.GROUP: "G", Kind.DOCUMENT: "D", Kind.OBSERVATION: "O", Kind.SURVEY: "S"}


@dataclass(frozen=True, slots=True)
class Source:
    """Something with text, as it stands in the project."""

    id: SourceId
    guid: str
    label: str
    kind: Kind
    name: str
    """The file's name when it came in."""
    case: CaseId | None
    revision: RevisionId
    """The current one."""
    characters: int
    words: int
    date: str = ""
    guide: str = ""
    left_out: str | None = None
    """Why it is left out of the analysis; None where it is not."""


@dataclass(frozen=True, slots=True)
class PlacedTurn:
    """A turn of a stored revision, with who speaks."""

    id: TurnId
    number: int
    start: int
    body_start: int
    body_end: int
    words: int
    label: str
    role: Role
    informant: InformantId | None
    case: CaseId | None


@dataclass(frozen=True, slots=True)
class SourceText:
    """A source's current text with its turns: all that a page needs to show it."""

    source: Source
    text: str
    turns: tuple[PlacedTurn, ...]

    def turn_at(self, offset: int) -> PlacedTurn | None:
        """Return the turn whose stretch, label included, holds `offset`, or the last one begun before it."""
        found = None
        low, high = 0, len(self.turns)
        while low < high:
            middle = (low + high) // 2
            if self.turns[middle].start <= offset:
                found, low = self.turns[middle], middle + 1
            else:
                high = middle
        return found

    def turns_in(self, span: Span) -> Sequence[PlacedTurn]:
        """Return the turns of whose bodies `span` holds any character, in order."""
        first = bisect_right(self.turns, span.start, key=_BODY_END)
        last = bisect_left(self.turns, span.end, key=_BODY_START)
        return [turn for turn in self.turns[first:last] if turn.body_start < turn.body_end]


_BODY_START, _BODY_END = attrgetter("body_start"), attrgetter("body_end")


def source_label(kind: Kind, informants: Sequence[str], taken: Container[str]) -> str:
    """Give a source its short label (DESIGN.md §3, citable id).

    Args:
        kind: what sort of text it is.
        informants: the references of the informants who speak in it.
        taken: the labels already in use, casefolded; labels differ by more than case.

    Returns:
        The informant's reference where one speaks (`BK3`, then `BK3-2`), else a letter and a number.
    """
    if len(informants) == 1 and kind is not Kind.DOCUMENT:
        reference, number = informants[0], 1
        while (label := reference if number == 1 else f"{reference}-{number}").casefold() in taken:
            number += 1
        return label
    letter = "G" if len(informants) > 1 else _LETTER[kind]
    number = 1
    while f"{letter}{number}".casefold() in taken:
        number += 1
    return f"{letter}{number}"
