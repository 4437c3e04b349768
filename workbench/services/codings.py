"""Putting codes on passages, and taking them off."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.domain import graphemes
from workbench.domain.errors import Refused
from workbench.domain.outcomes import Outcome
from workbench.domain.passages import CodedPassage, Coding, Noted, Origin, Passage, Stance
from workbench.domain.scope import Scope
from workbench.domain.spans import Span
from workbench.domain.transcript import Role
from workbench.domain.view import View
from workbench.i18n import N_
from workbench.services.codebook import make_code

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from workbench.domain.ids import CodeId, CoderId, CodingId, PassageId, SourceId
    from workbench.domain.sources import PlacedTurn, SourceText
    from workbench.domain.steps import Reader, Touched
    from workbench.services.ports import Store, Work

NOBODY_SAID = N_("These words are a speaker's name or a time, which nobody said; choose words of a turn.")


@dataclass(frozen=True, slots=True)
class Page:
    """All that is drawn on a source's text: the passages a view lets through, and how many codings it hides."""

    passages: tuple[CodedPassage, ...]
    """With a coding, a star, a memo or an item, in text order; longer first where they begin together."""
    hidden_on: Mapping[PassageId, tuple[CoderId, ...]] = field(default_factory=dict)
    """Who made the codings that are hidden, each as often as there are, by passage; where there are none, nothing."""

    noted: frozenset[PassageId] = frozenset()
    """The passages with a memo or an item."""

    @property
    def hidden(self) -> int:
        """How many codings of the source the view hides."""
        return sum(map(len, self.hidden_on.values()))

    @property
    def hidden_by(self) -> frozenset[CoderId]:
        """Whose codings the view hides."""
        return frozenset(coder for coders in self.hidden_on.values() for coder in coders)


class Codings:
    """The codes on passages, as one coder in one round sees and makes them.

    Args:
        store: the project.
        reader: who codes, in which round.
    """

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader

    def own(self) -> View:
        """Return the view of the desk: this coder, this round; the page shows the interviewer's words too."""
        return View(frozenset({self._reader.coder}), frozenset({self._reader.round}), interviewer=True)

    def page(self, source: SourceId, view: View) -> Page:
        """Return the coded passages of a source, in text order, as `view` lets them through."""
        return self._read(source, view, None)

    def refreshed(self, page: Page, source: SourceId, view: View, touched: Touched) -> Page:
        """Return what `page` would be now, and read only what a step touched.

        Args:
            page: of this source in this view, as it was before the step.
            source: the source.
            view: what is shown.
            touched: what the step changed.
        """
        if touched.passages is None or touched.any_of("round", "revision"):
            return self.page(source, view)
        gone = touched.passages
        if not gone:
            return page
        fresh = self._read(source, view, gone)
        kept = [found for found in page.passages if found.passage.id not in gone]
        for found in fresh.passages:
            insort(kept, found, key=_in_text)
        hidden = {passage: coders for passage, coders in page.hidden_on.items() if passage not in gone}
        return Page(tuple(kept), {**hidden, **fresh.hidden_on}, (page.noted - gone) | fresh.noted)

    def _read(self, source: SourceId, view: View, wanted: Collection[PassageId] | None) -> Page:
        """Read the passages of a source, or those that are wanted."""
        work = self._store.read()
        shown_in = _Shown(Scope(view, work), work, source)
        on_page = {passage.id: passage for passage in work.passages.on_page(source, wanted)}
        by_passage: dict[PassageId, list[Coding]] = {}
        hidden: dict[PassageId, tuple[CoderId, ...]] = {}
        for coding in work.codings.on_page(source, wanted):
            if shown_in.coding(coding, on_page[coding.passage]):
                by_passage.setdefault(coding.passage, []).append(coding)
            else:
                hidden[coding.passage] = (*hidden.get(coding.passage, ()), coding.coder)
        noted = frozenset(one.passage for one in work.passages.noted(source, wanted) if shown_in.noted(one))
        passages = tuple(
            CodedPassage(passage, tuple(by_passage.get(passage.id, ())))
            for passage in on_page.values()
            if passage.id in by_passage or passage.starred or passage.id in noted
        )
        return Page(passages, hidden, noted)

    def code(self, source: SourceId, span: Span, code: CodeId, stance: Stance = Stance.FOR) -> Outcome[Passage]:
        """Put a code on words of a source; the other stance than before changes the coding that is there.

        Args:
            source: the source.
            span: characters of its current text; grown where they would cut a character as a person sees it.
            code: the code.
            stance: whether the words speak for the code or against it.

        Raises:
            Refused: where there are no words, or the very same coding is there.
        """
        with self._store.step("code", self._reader.coder, {"source": source, "code": code}) as work:
            text = work.sources.text(source)
            passage = self._passage(work, text, span)
            before = self._mine(work, passage.id, code)
            if before is None:
                work.codings.add(passage.id, code, self._reader, stance, source)
            elif before.stance is stance:
                name = work.codes.codebook().by_id[code].name
                raise Refused(N_("{passage} has the code “{code}” already."), passage=passage.label, code=name)
            else:
                work.codings.change_stance(before.id, stance, source)
            work.tell(passage=passage.label, stance=stance.value)
        return Outcome(passage, work.done)

    def code_all(self, source: SourceId, span: Span, codes: Sequence[CodeId]) -> Outcome[int]:
        """Put several codes on the same words as one step; those that are there already are left as they are.

        Returns:
            How many were put.

        Raises:
            Refused: where there are no words, or all the codes are there.
        """
        with self._store.step("code several", self._reader.coder, {"source": source}) as work:
            passage = self._passage(work, work.sources.text(source), span)
            new = [code for code in dict.fromkeys(codes) if self._mine(work, passage.id, code) is None]
            if not new:
                raise Refused(N_("{passage} has these codes already."), passage=passage.label)
            work.codings.add_many([(passage.id, code, Stance.FOR) for code in new], self._reader, source, Origin.HAND)
            work.tell(passage=passage.label, codes=new)
        return Outcome(len(new), work.done)

    def code_with_new(self, source: SourceId, span: Span, name: str, parent: CodeId | None) -> Outcome[CodeId]:
        """Make a code and put it on words, as one step.

        Args:
            source: the source.
            span: characters of its current text.
            name: the new code's name.
            parent: the code above it; None for a theme.

        Raises:
            Refused: where the name cannot be one, or there are no words.
        """
        with self._store.step("make code and code", self._reader.coder, {"source": source}) as work:
            passage = self._passage(work, work.sources.text(source), span)
            code = make_code(work, name, parent)
            work.codings.add(passage.id, code, self._reader, Stance.FOR, source)
            work.tell(passage=passage.label, code=code)
        return Outcome(code, work.done)

    def take_off(self, source: SourceId, codings: Sequence[CodingId]) -> Outcome[int]:
        """Take codes off; a passage goes with its last coding unless starred, noted upon or about an item."""
        with self._store.step("take off", self._reader.coder, {"source": source}) as work:
            own = self._own_codings(work, source, codings)
            work.memos.remove_on("coding", {coding.id for coding in own}, source)
            work.codings.remove({coding.id for coding in own}, source)
            passage = work.passages.one(own[0].passage)
            work.tell(code=own[0].code, passage=passage.label if passage else None, codings=len(own))
        return Outcome(len(own), work.done)

    def recode(self, source: SourceId, coding: CodingId, code: CodeId) -> Outcome[None]:
        """Give a coding another code; its memo stays."""
        with self._store.step("recode", self._reader.coder, {"source": source}) as work:
            own = self._own_codings(work, source, [coding])[0]
            if self._mine(work, own.passage, code) is not None:
                raise Refused(N_("These words have that code already."))
            work.codings.recode(coding, code, source)
            passage = work.passages.one(own.passage)
            work.tell(old=own.code, code=code, passage=passage.label if passage else None)
        return Outcome(None, work.done)

    def turn_stance(self, source: SourceId, coding: CodingId) -> Outcome[Stance]:
        """Let a coding speak the other way."""
        with self._store.step("stance", self._reader.coder, {"source": source}) as work:
            own = self._own_codings(work, source, [coding])[0]
            stance = Stance.FOR if own.stance is Stance.AGAINST else Stance.AGAINST
            work.codings.change_stance(coding, stance, source)
            passage = work.passages.one(own.passage)
            work.tell(code=own.code, passage=passage.label if passage else None, stance=stance.value)
        return Outcome(stance, work.done)

    def star(self, source: SourceId, span: Span, *, starred: bool) -> Outcome[None]:
        """Mark words as quotable, or no longer."""
        verb = "star" if starred else "unstar"
        with self._store.step(verb, self._reader.coder, {"source": source}) as work:
            text = work.sources.text(source)
            span = whole(text, span)
            passage = work.passages.at(text.source.revision, span)
            if passage is None:
                if not starred:
                    return Outcome(None, None)
                passage = work.passages.add(text, span, labelled=False)
            work.passages.star(passage.id, source, starred=starred)
            work.tell(passage=passage.label)
        return Outcome(None, work.done)

    def _passage(self, work: Work, text: SourceText, span: Span) -> Passage:
        span = whole(text, span)
        if not text.turns_in(span):
            raise Refused(NOBODY_SAID)
        found = work.passages.at(text.source.revision, span)
        if found is None:
            return work.passages.add(text, span)
        if found.label is None:
            label = work.passages.give_label(found, text)
            return Passage(
                found.id, found.guid, found.source, found.revision, found.span, found.words, label, found.starred
            )
        return found

    def _mine(self, work: Work, passage: PassageId, code: CodeId) -> Coding | None:
        mine = (c for c in work.codings.on(passage) if (c.coder, c.round) == (self._reader.coder, self._reader.round))
        return next((coding for coding in mine if coding.code == code), None)

    def _own_codings(self, work: Work, source: SourceId, wanted: Sequence[CodingId]) -> list[Coding]:
        found = [coding for coding, where in work.codings.some(wanted) if where == source]
        mine = (self._reader.coder, self._reader.round)
        if not found or len(found) != len(set(wanted)) or any((coding.coder, coding.round) != mine for coding in found):
            raise Refused(N_("Only codings of your own, in the reading you are in, can be changed here."))
        return found


def is_surely_whole(text: str, start: int, end: int) -> bool:
    """Tell, at a glance, that `whole` would leave these characters of `text` as they are; False where it may not."""
    first, last = text[start : start + 1], text[end - 1 : end]
    if start >= end or not first or first.isspace() or last.isspace():
        return False
    return max(first, last, text[start - 1 : start], text[end : end + 1]) < graphemes.FIRST_THAT_CAN_JOIN


def are_surely_whole(text: str, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Tell of many stretches at once, none of them empty, that `is_surely_whole` holds for each."""
    inner = "".join([text[start] for start in starts] + [text[end - 1] for end in ends])
    outer = "".join([text[start - 1 : start] for start in starts] + [text[end : end + 1] for end in ends])
    return inner.split() == [inner] and max(inner + outer) < graphemes.FIRST_THAT_CAN_JOIN


def whole(text: SourceText, span: Span) -> Span:
    """Return `span` grown to whole characters as a person sees them, without white space at its edges.

    Raises:
        Refused: where nothing but white space is left, or it lies outside the text.
    """
    if span.end > len(text.text):
        raise Refused(
            N_("{source} has no character {offset}; it ends at {end}."),
            source=text.source.label,
            offset=span.end,
            end=len(text.text),
        )
    span = graphemes.snap(text.text, span)
    start, end = span.start, span.end
    while start < end and text.text[start].isspace():
        start += 1
    while end > start and text.text[end - 1].isspace():
        end -= 1
    if start == end:
        raise Refused(N_("There are no words there to code."))
    return Span(start, end)


def _in_text(found: CodedPassage) -> tuple[int, int]:
    span = found.passage.span
    return span.start, -span.end


class _Shown:
    """Which codings and notes of one source a view lets through.

    A source that is left out of the analysis is shown all the same, since somebody has opened it.
    """

    def __init__(self, scope: Scope, work: Work, source: SourceId) -> None:
        self._scope = scope
        self._in_scope = scope.source(source)
        self._text = work.sources.text(source) if scope.limits_speakers else None

    def coding(self, coding: Coding, passage: Passage) -> bool:
        if not self._in_scope or not self._scope.coding(coding, starred=passage.starred):
            return False
        return self._text is None or any(self._said(turn) for turn in self._text.turns_in(passage.span))

    def noted(self, noted: Noted) -> bool:
        """Tell whether a memo is by somebody who is shown; what a passage is about is everybody's."""
        return noted.coder is None or noted.round is None or self._scope.by(noted.coder, noted.round)

    def _said(self, turn: PlacedTurn) -> bool:
        case = turn.case if turn.informant is not None or self._text is None else self._text.source.case
        return self._scope.said(turn.informant, case, interviewer=turn.role is Role.INTERVIEWER)
