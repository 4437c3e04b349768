"""Marked words, the codes on them, and the ids by which a thesis cites them.

A passage remembers its place, its exact words and a little of what stood either side (the W3C Web
Annotation text position and text quote selectors), so that it can be verified and found again. Nothing
here reads or writes a project.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from workbench.domain.ids import (
        CodeId,
        CoderId,
        CodingId,
        PassageId,
        RevisionId,
        RoundId,
        SourceId,
    )
    from workbench.domain.spans import Span

CONTEXT = 32
"""Characters kept either side of a passage."""

_LABEL = re.compile(r"^(?P<source>.+):(?P<turn>[1-9][0-9]*)(?P<letter>[a-z]*)$")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span remembered by its place, its words, and the characters either side."""

    span: Span
    words: str
    before: str
    after: str

    @staticmethod
    def on(text: str, span: Span) -> Anchor:
        """Remember `span` of `text`."""
        return Anchor(
            span,
            text[span.start : span.end],
            text[max(0, span.start - CONTEXT) : span.start],
            text[span.end : span.end + CONTEXT],
        )

    def holds(self, text: str) -> bool:
        """Tell whether `text` still has these words in this place."""
        return text[self.span.start : self.span.end] == self.words


class Stance(StrEnum):
    """Which way a coding speaks (MATRIX.md §3)."""

    FOR = "for"
    AGAINST = "against"


class Origin(StrEnum):
    """How a coding came about."""

    HAND = "hand"
    FILE = "file"
    SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Passage:
    """Marked words in one revision of a source."""

    id: PassageId
    guid: str
    source: SourceId
    revision: RevisionId
    span: Span
    words: str
    label: str | None
    """The citable id, `SK3:41b`; None until the first coding lands."""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one passage by one coder in one round."""

    id: CodingId
    guid: str
    passage: PassageId
    code: CodeId
    coder: CoderId
    round: RoundId
    stance: Stance = Stance.FOR


class Noted(NamedTuple):
    """A passage that has a memo by somebody, or is about an item, which is anybody's."""

    passage: PassageId
    coder: CoderId | None = None
    round: RoundId | None = None


@dataclass(frozen=True, slots=True)
class CodedPassage:
    """A passage and the codings on it that a view lets through, in the order they were made."""

    passage: Passage
    codings: tuple[Coding, ...]


def letters(rank: int) -> str:
    """Return the letters of the passage that is number `rank` (from 0) in its turn: "", b … z, aa, ab …."""
    if rank == 0:
        return ""
    found, rest = "", rank + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        found = chr(ord("a") + digit) + found
    return found


def rank_of(letter: str) -> int:
    """Return the number of the passage with these letters in its turn; the other way round from `letters`."""
    found = 0
    for sign in letter:
        found = found * 26 + ord(sign) - ord("a") + 1
    return max(found - 1, 0)


def label_of(source_label: str, turn: int, rank: int) -> str:
    """Return the citable id of the passage that is number `rank` (from 0) starting in `turn`."""
    return f"{source_label}:{turn}{letters(rank)}"


def split_label(label: str) -> tuple[str, int, str] | None:
    """Return source label, turn and letters of a citable id or a bare turn (`SK3:41`), None where it is neither."""
    found = _LABEL.match(label.strip())
    return (found["source"], int(found["turn"]), found["letter"]) if found else None
