"""Making a coded transcript from what a page of the desk shows.

It decides nothing about what is let through, and passes on what is hidden; numbers, stripes and cuts are made here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from workbench.domain.coded_transcript import (
    CodedTranscript,
    CodeHere,
    MarkedPassage,
    Piece,
    ShownMemo,
    ShownTurn,
    UsedCode,
)
from workbench.domain.passages import Stance
from workbench.domain.report import Reader
from workbench.domain.spans import Span, lanes, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.domain.codebook import Codebook
    from workbench.domain.ids import CodeId, CoderId, InformantId, PassageId, RoundId
    from workbench.domain.manifest import Manifest
    from workbench.domain.memos import Memo
    from workbench.domain.passages import CodedPassage, Coding
    from workbench.domain.people import Case, Coder, Informant, Round
    from workbench.domain.sources import PlacedTurn, SourceText

_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_ENDS_LINE = frozenset('.?!:…»"')


@dataclass(frozen=True, slots=True)
class People:
    """Names of everybody and everything that a transcript refers to."""

    informants: Sequence[Informant] = ()
    cases: Sequence[Case] = ()
    coders: Sequence[Coder] = ()
    rounds: Sequence[Round] = ()


@dataclass(frozen=True, slots=True)
class OnWords:
    """What lies on a source's words, as a view lets it through."""

    passages: Sequence[CodedPassage] = ()
    """In text order, longer first where they begin together."""
    memos: Mapping[PassageId, Sequence[Memo]] = field(default_factory=dict)
    """By passage, those on its codings too."""
    about: Mapping[PassageId, tuple[str, ...]] = field(default_factory=dict)
    """The items that passages are about."""
    source_memos: Sequence[Memo] = ()
    hidden: int = 0
    hidden_memos: int = 0


def coded_transcript(
    text: SourceText, found: OnWords, book: Codebook, people: People, manifest: Manifest
) -> CodedTranscript:
    """Make the transcript of a source.

    Args:
        text: the source's current text and turns.
        found: what lies on it.
        book: the codebook.
        people: names.
        manifest: what it is made from.
    """
    return _Maker(text, found, book, people).transcript(manifest)


def soft_line_ends(text: str, start: int, end: int) -> frozenset[int]:
    """Return the line ends between `start` and `end` over which a line goes on in lower case, as in a printed page."""
    if text.find("\n", start, end) < 0:
        return frozenset()
    return frozenset(
        at
        for run in _LINE_END.finditer(text, start, end)
        if text[run.end() : min(run.end() + 1, end)].islower() and text[run.start() - 1] not in _ENDS_LINE
        for at in range(run.start(), run.end())
        if text[at] == "\n"
    )


_Key = tuple[int, int, Stance]
"""A stripe: which passage, which code of the legend, which way."""


class _Maker:
    """Makes one transcript; keeps what every part needs."""

    def __init__(self, text: SourceText, found: OnWords, book: Codebook, people: People) -> None:
        self._text = text
        self._found = found
        self._book = book
        self._informants: Mapping[InformantId, str] = {one.id: one.label for one in people.informants}
        self._cases = people.cases
        self._coders: Mapping[CoderId, str] = {coder.id: coder.name for coder in people.coders}
        self._rounds: Mapping[RoundId, Round] = {one.id: one for one in people.rounds}
        self._used = tuple(self._legend())
        self._places = {used.code.id: place for place, used in enumerate(self._used)}

    def transcript(self, manifest: Manifest) -> CodedTranscript:
        source, speaking = self._text.source, [turn.informant for turn in self._text.turns]
        return CodedTranscript(
            source,
            next((_named(case) for case in self._cases if case.id == source.case), ""),
            tuple(dict.fromkeys(self._informants[one] for one in speaking if one is not None)),
            tuple(self._turns()),
            tuple(self._passages()),
            self._used,
            tuple(self._readers()),
            tuple(self._memo(memo) for memo in self._found.source_memos),
            self._found.hidden,
            self._found.hidden_memos,
            manifest,
        )

    # What is shown of codes and readers.

    def _legend(self) -> Iterator[UsedCode]:
        counted = Counter(coding.code for found in self._found.passages for coding in found.codings)
        for place, theme in enumerate(self._book.themes):
            ranks = {code.id: rank for rank, code in enumerate(self._book.hand(theme.id))}
            for code in (theme, *(code for _depth, code in self._book.walk(theme.id))):
                if counted[code.id]:
                    yield UsedCode(code, self._book.path(code.id), theme, place, ranks.get(code.id), counted[code.id])

    def _readers(self) -> Iterator[Reader]:
        counted = Counter((coding.coder, coding.round) for found in self._found.passages for coding in found.codings)
        for (coder, round_), codings in sorted(counted.items(), key=lambda pair: (pair[0][1], pair[0][0])):
            found = self._rounds[round_]
            yield Reader(self._coders[coder], found.name, found.blind, codings)

    # Passages.

    def _passages(self) -> Iterator[MarkedPassage]:
        placed = lanes(self._stripes())
        readers = {(coding.coder, coding.round) for found in self._found.passages for coding in found.codings}
        rounds = {round_ for _coder, round_ in readers}
        for number, found in enumerate(self._found.passages):
            passage = found.passage
            memos = self._found.memos.get(passage.id, ())
            codes: dict[int, CodeId] = {coding.id: coding.code for coding in found.codings}
            yield MarkedPassage(
                number + 1,
                passage.label or "",
                passage.span,
                passage.words,
                passage.starred,
                tuple(
                    CodeHere(
                        self._places[code],
                        stance is Stance.AGAINST,
                        tuple(self._reader(coding, len(rounds) > 1) for coding in codings) if len(readers) > 1 else (),
                        placed[number, self._places[code], stance],
                    )
                    for (code, stance), codings in self._by_code(found).items()
                ),
                tuple(self._memo(memo, codes) for memo in memos),
                self._found.about.get(passage.id, ()),
            )

    def _by_code(self, found: CodedPassage) -> dict[tuple[CodeId, Stance], list[Coding]]:
        by_code: dict[tuple[CodeId, Stance], list[Coding]] = {}
        for coding in sorted(found.codings, key=lambda coding: self._places[coding.code]):
            by_code.setdefault((coding.code, coding.stance), []).append(coding)
        return by_code

    def _stripes(self) -> Iterator[tuple[Span, _Key]]:
        for number, found in enumerate(self._found.passages):
            for code, stance in self._by_code(found):
                yield found.passage.span, (number, self._places[code], stance)

    def _reader(self, coding: Coding, several_rounds: bool) -> str:
        name = self._coders[coding.coder]
        return f"{name}, {self._rounds[coding.round].name}" if several_rounds else name

    def _memo(self, memo: Memo, codes: Mapping[int, CodeId] | None = None) -> ShownMemo:
        about = (codes or {}).get(memo.subject_id) if memo.subject == "coding" else None
        return ShownMemo(
            memo.kind,
            memo.body,
            self._coders[memo.coder],
            self._rounds[memo.round].name,
            memo.at,
            "" if about is None else self._book.by_id[about].name,
        )

    # Turns.

    def _turns(self) -> Iterator[ShownTurn]:
        over, beside = self._by_turn()
        for place, turn in enumerate(self._text.turns):
            here = over.get(place, [])
            body = Span(turn.body_start, turn.body_end)
            begun = [number for number, begins in here if begins]
            yield ShownTurn(
                turn.number,
                self._speaker(turn),
                turn.role,
                tuple(self._pieces(body, [number for number, _begins in here], frozenset(begun))),
                soft_line_ends(self._text.text, body.start, body.end),
                tuple(beside.get(place, ())),
                tuple(number for number, begins in here if not begins),
            )

    def _by_turn(self) -> tuple[dict[int, list[tuple[int, bool]]], dict[int, list[int]]]:
        """Return by turn which passages lie on its words and whether they begin there, and which stand beside it."""
        over: dict[int, list[tuple[int, bool]]] = {}
        beside: dict[int, list[int]] = {}
        turns = self._text.turns
        for number, found in enumerate(self._found.passages):
            span = found.passage.span
            touched = self._text.turns_in(span) if span.start < span.end else []
            if touched:
                first = bisect_left(turns, touched[0].start, key=attrgetter("start"))
                for turn in touched:
                    place = turns.index(turn, first)
                    over.setdefault(place, []).append((number, turn is touched[0]))
                    first = place
            elif turns:
                beside.setdefault(self._nearest(span), []).append(number)
        return over, beside

    def _nearest(self, span: Span) -> int:
        turns = self._text.turns
        turn = self._text.turn_at(span.start)
        return 0 if turn is None else turns.index(turn)

    def _speaker(self, turn: PlacedTurn) -> str:
        return turn.label if turn.informant is None else self._informants[turn.informant]

    def _pieces(self, body: Span, here: Sequence[int], begun: frozenset[int]) -> Iterator[Piece]:
        """Cut a body where passages begin and end."""
        spans = {number: self._found.passages[number].passage.span for number in here}
        cuts = [*self._runs(body, spans)]
        waiting = set(begun)
        for place, (span, over) in enumerate(cuts):
            begins = tuple(number for number in over if number in waiting)
            waiting -= set(begins)
            goes_on = cuts[place + 1][1] if place + 1 < len(cuts) else ()
            closes = tuple(n for n in over if spans[n].end == span.end and n not in goes_on) if goes_on else ()
            yield Piece(span.start, span.of(self._text.text), over, begins, closes)

    def _runs(self, body: Span, spans: Mapping[int, Span]) -> Iterator[tuple[Span, tuple[int, ...]]]:
        """Yield every stretch of a body with the passages over it, those between passages too."""
        at = body.start
        inside = [
            (Span(max(span.start, body.start), min(span.end, body.end)), number) for number, span in spans.items()
        ]
        for span, over in runs(inside):
            if at < span.start:
                yield Span(at, span.start), ()
            yield span, over
            at = span.end
        if at < body.end:
            yield Span(at, body.end), ()


def _named(case: Case) -> str:
    return f"{case.name} ({case.label})" if case.name and case.name != case.label else case.label
