"""A source with its codings, to be read on paper: turns cut where passages begin and end, and what stands beside them.

Texts of people stand in it as they are: whoever writes them into a format escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from workbench.domain.codebook import Code
    from workbench.domain.manifest import Manifest
    from workbench.domain.memos import MemoKind
    from workbench.domain.report import Reader
    from workbench.domain.sources import Source
    from workbench.domain.spans import Span
    from workbench.domain.transcript import Role


@dataclass(frozen=True, slots=True)
class UsedCode:
    """A code that the transcript shows, as its legend tells it."""

    code: Code
    path: str
    theme: Code
    theme_place: int
    """Which theme of the codebook it is under, from 0."""
    rank: int | None
    """Its place among the codes under its theme, from 0; None for the theme itself."""
    codings: int
    """How often it is shown."""


@dataclass(frozen=True, slots=True)
class ShownMemo:
    """A memo on words, on a coding of them, or on the source."""

    kind: MemoKind
    body: str
    coder: str
    round: str
    at: str
    """When it was written: UTC, ISO 8601."""
    about: str = ""
    """The name of the code it is about; empty where it is about the words themselves."""


@dataclass(frozen=True, slots=True)
class CodeHere:
    """A code on a passage, once however many put it there."""

    used: int
    """Its place in the legend."""
    against: bool
    by: tuple[str, ...]
    """Who put it there; empty where the whole transcript has one reader."""
    lane: int
    """Its stripe, from 0 beside the text."""


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """Marked words, with the number by which text and margin find each other."""

    number: int
    """From 1, in text order."""
    label: str
    """The citable id; empty where it has none."""
    span: Span
    words: str
    starred: bool
    codes: tuple[CodeHere, ...]
    memos: tuple[ShownMemo, ...] = ()
    items: tuple[str, ...] = ()
    """What the words are about."""


class Piece(NamedTuple):
    """Characters of a turn over which the same passages lie; passages are told by their place in the transcript."""

    start: int
    """Where it begins in the source's text."""
    text: str
    over: tuple[int, ...]
    begins: tuple[int, ...]
    """Those that begin here and in no earlier turn."""
    closes: tuple[int, ...]
    """Those that end here while marked words go on, so that their end could not be seen."""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """One turn."""

    number: int
    speaker: str
    """The informant's reference, else the label as written; empty where there is none."""
    role: Role
    pieces: tuple[Piece, ...]
    """Together they are the turn's words, exactly."""
    soft: frozenset[int]
    """Line ends, as characters of the source's text, over which the line goes on: those of a page that was printed."""
    beside: tuple[int, ...] = ()
    """Passages on what belongs to no turn, as a speaker's name or a time, that stand before or in this one."""
    continues: tuple[int, ...] = ()
    """Passages that began in an earlier turn."""

    @property
    def text(self) -> str:
        """The turn's words."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """A source, ready to be written for reading."""

    source: Source
    case: str
    """Name and label of its case; empty where it has none."""
    informants: tuple[str, ...]
    """The references of those who speak in it, in text order."""
    turns: tuple[ShownTurn, ...]
    passages: tuple[MarkedPassage, ...]
    codes: tuple[UsedCode, ...]
    """In the order of the codebook."""
    readers: tuple[Reader, ...]
    memos: tuple[ShownMemo, ...]
    """On the source as a whole."""
    hidden: int
    """Codings on this source that the view hides."""
    hidden_memos: int
    """Memos on this source that the view hides."""
    manifest: Manifest

    @property
    def lanes(self) -> int:
        """How many stripes stand side by side at most."""
        return max((code.lane + 1 for passage in self.passages for code in passage.codes), default=0)
