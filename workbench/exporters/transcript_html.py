"""A coded transcript as one page to be read, on a screen or on paper: text, stripes and names in the margin, memos.

The page runs nothing and fetches nothing: its policy lets through the one stylesheet that lies beside this file. Text
of people is never markup in it. The same transcript gives the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.graphemes import clusters
from workbench.domain.showing import on_one_line
from workbench.domain.transcript import Role
from workbench.exporters import transcript_looks as looks
from workbench.exporters import transcript_words as said
from workbench.exporters.legal_text import fit
from workbench.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.domain.coded_transcript import CodedTranscript, MarkedPassage, Piece, ShownMemo, ShownTurn, UsedCode

LANES = 8
"""Stripes side by side that the stylesheet knows; those beyond share the last one, as a row of crosses."""

_PARTS = Path(__file__).parent / "html"
_PIECES = 256
"""Pieces of the template that are put together before they are written."""
_EVERY = 16
"""Characters between two ends of words where stripes are drawn: no row on any screen or paper is shorter."""
_LONG_WORD = 48
_LONGEST_SPEAKER = 12
"""Characters of a speaker's name beside the words; a longer one stands over them."""
_WORD = re.compile(r"\S+")


class Stripe(NamedTuple):
    """One code's stripe."""

    lane: int
    hue: str
    shape: int


class Bit(NamedTuple):
    """Words with the same marks, up to where stripes are drawn beside them."""

    text: str
    soft: bool
    """Whether it is a line end over which the line goes on."""
    drawn: bool
    """Whether stripes are drawn after it."""


class Shown(NamedTuple):
    """A piece of a turn as the template shows it."""

    begins: tuple[MarkedPassage, ...]
    marked: str
    """The class of the marks under the words; empty where there are none."""
    bits: tuple[Bit, ...]
    stripes: tuple[Stripe, ...]
    ends: tuple[int, ...]
    """Numbers of the passages that end here."""
    closes: tuple[int, ...]
    """Those of them whose end is shown."""


def transcript_html(transcript: CodedTranscript) -> Iterator[bytes]:
    """Yield the page piece by piece, in the language now chosen.

    Args:
        transcript: what is shown.
    """
    from jinja2 import Environment
    from markupsafe import Markup

    # The template is ours and constant; everything that is filled in is escaped, but for the constant stylesheet.
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    environment.filters["fit"] = fit
    style = _part("transcript.css")
    stream = environment.from_string(_part("transcript.html")).stream(
        _Page(transcript).values(),
        style=Markup(style),  # noqa: S704
        style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii"),
    )
    stream.enable_buffering(_PIECES)
    for piece in stream:
        yield piece.encode("utf-8")


def _part(name: str) -> str:
    return (_PARTS / name).read_text(encoding="utf-8").replace("\r\n", "\n")


class _Page:
    """Lays out one page."""

    def __init__(self, transcript: CodedTranscript) -> None:
        self._transcript = transcript
        self._looks = [(looks.hue(code), looks.shape(code)) for code in transcript.codes]
        # Where the last words of each passage end; some end on a speaker's name.
        self._ends = {
            place: piece.start + len(piece.text)
            for turn in transcript.turns
            for piece in turn.pieces
            for place in piece.over
        }
        self._long: dict[tuple[int, int], int] = {}
        for passage in transcript.passages:
            for place, memo in enumerate(passage.memos):
                if len(memo.body) > said.SHORT_MEMO:
                    self._long[passage.number, place] = len(self._long) + 1

    def values(self) -> Mapping[str, object]:
        """Return everything that the template fills in."""
        transcript = self._transcript
        return {
            "say": SimpleNamespace(**said.words(transcript.source.kind)),
            "told": said,
            "language": language(),
            "title": on_one_line(transcript.source.label),
            "transcript": transcript,
            "manifest": transcript.manifest,
            "subtitle": said.subtitle(transcript),
            "facts": list(said.facts(transcript)),
            "made_from": list(said.made_from(transcript)),
            "turns": self._turns,
            "looks": self._looks,
            "lanes": min(transcript.lanes, LANES),
            "longest": _LONGEST_SPEAKER,
            "long": self._long,
            "long_memos": self._long_memos,
            "themes": list(self._themes()),
        }

    def _long_memos(self) -> Iterator[tuple[int, MarkedPassage, ShownMemo]]:
        for (number, place), long in self._long.items():
            passage = self._transcript.passages[number - 1]
            yield long, passage, passage.memos[place]

    def _themes(self) -> Iterator[tuple[UsedCode, list[tuple[int, UsedCode]]]]:
        by_theme: dict[int, list[tuple[int, UsedCode]]] = {}
        for place, code in enumerate(self._transcript.codes):
            by_theme.setdefault(code.theme.id, []).append((place, code))
        for codes in by_theme.values():
            yield codes[0][1], codes

    def _turns(self) -> Iterator[tuple[ShownTurn, bool, list[MarkedPassage], Iterator[Shown]]]:
        passages = self._transcript.passages
        for turn in self._transcript.turns:
            asked = turn.role is Role.INTERVIEWER
            yield turn, asked, [passages[place] for place in turn.beside], self._pieces(turn)

    def _pieces(self, turn: ShownTurn) -> Iterator[Shown]:
        passages = self._transcript.passages
        for piece in turn.pieces:
            end = piece.start + len(piece.text)
            over = [passages[place] for place in piece.over]
            yield Shown(
                tuple(passages[place] for place in piece.begins),
                self._marked(over),
                tuple(_bits(piece, turn.soft)),
                tuple(self._stripes(over)),
                tuple(passages[place].number for place in piece.over if self._ends[place] == end),
                tuple(passages[place].number for place in piece.closes),
            )

    def _marked(self, over: Sequence[MarkedPassage]) -> str:
        if not over:
            return ""
        if not any(passage.codes for passage in over):
            return "bare"
        code = looks.one_theme(over, self._transcript.codes)
        return "many" if code is None else f"one h{looks.hue(code)}"

    def _stripes(self, over: Sequence[MarkedPassage]) -> Iterator[Stripe]:
        for passage in over:
            for code in passage.codes:
                hue, shape = self._looks[code.used]
                yield Stripe(min(code.lane, LANES - 1), hue, looks.SHAPES if code.lane >= LANES else shape)


def _bits(piece: Piece, soft: frozenset[int]) -> Iterator[Bit]:
    """Cut a piece at soft line ends and, where something lies on it, at the ends of words."""
    cuts = {place - piece.start for place in soft if piece.start <= place < piece.start + len(piece.text)}
    drawn = set(_drawn(piece.text)) if piece.over else set()
    edges = sorted({0, len(piece.text)} | cuts | {place + 1 for place in cuts} | drawn)
    for start, end in pairwise(edges):
        yield Bit(piece.text[start:end], start in cuts, end in drawn)


def _drawn(text: str) -> Iterator[int]:
    """Yield where stripes are drawn: at the end of the first and the last word, and of enough words between."""
    last, drawn = 0, -_EVERY
    for word in _WORD.finditer(text):
        last = word.end()
        if last - word.start() > _LONG_WORD:
            yield from _inside(word[0], word.start())
        if last - drawn >= _EVERY:
            drawn = last
            yield last
    if last > drawn:
        yield last


def _inside(word: str, start: int) -> Iterator[int]:
    """Yield places between the characters of a word that is longer than a row, as a person sees characters."""
    at = since = 0
    for cluster in clusters(word):
        if at - since >= _EVERY:
            since = at
            yield start + at
        at += len(cluster)
