"""Reports of a comparison: everything an exporter needs, gathered from one view.

Texts are read source by source as the quotes go by, so that a large project is never in memory at once.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from workbench.domain import citing, steps
from workbench.domain.citing import Cited
from workbench.domain.first_page import first_page
from workbench.domain.hiding import Reason, wider_views
from workbench.domain.outcomes import Outcome
from workbench.domain.report import Reader, Report, ShownQuote, saying_who, speaker
from workbench.domain.said import Speakers, as_text
from workbench.domain.scope import Scope
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from workbench.domain.ids import CodeId, SourceId
    from workbench.domain.manifest import Manifest
    from workbench.domain.people import Case, Informant
    from workbench.domain.quotes import Quote
    from workbench.domain.sources import Source, SourceText
    from workbench.domain.view import View
    from workbench.services.matrix import Asked, MatrixService
    from workbench.services.ports import Counter, Store, Work

_CITATION = "citation"


class ReportService:
    """Gathers reports, and keeps how the project refers to quotes.

    Args:
        store: the project.
        counter: counts over its parts.
        matrix: makes matrices.
        manifest: tells what a view is made from.
        reader: who is at the desk.
    """

    def __init__(
        self,
        store: Store,
        counter: Counter,
        matrix: MatrixService,
        manifest: Callable[[View], Manifest],
        reader: steps.Reader,
    ) -> None:
        self._store = store
        self._counter = counter
        self._matrix = matrix
        self._manifest = manifest
        self._reader = reader

    def report(self, asked: Asked, *, ascii_marks: bool = False) -> Report:
        """Gather a report; its quotes are read as they are asked for.

        Args:
            asked: view, columns.
            ascii_marks: use marks that every terminal has on the first page.

        Raises:
            Refused: where the attribute does not exist.
        """
        matrix = self._matrix.matrix(asked)
        manifest = self._manifest(asked.view)
        work = self._store.read()
        hidden = tuple(self._hidden(asked.view, matrix.hidden, work)) if matrix.hidden else ()
        return Report(
            first_page(matrix, manifest, ascii_marks=ascii_marks, hidden=hidden, is_sent=True),
            matrix,
            manifest,
            self.quotes(asked.view),
            tuple(_readers(work, asked.view)),
            self._counter.code_counts(asked.view),
            hidden,
        )

    def _hidden(self, view: View, hidden: int, work: Work) -> Iterator[tuple[Reason, int]]:
        """Yield how many codings a view hides for which reason: one limit after the other is taken away."""
        rounds = frozenset(found.id for found in work.rounds.all())
        for reason, wider in wider_views(view, rounds):
            left = self._counter.hidden(wider)
            if left < hidden:
                yield reason, hidden - left
            hidden = left
        if hidden:
            yield Reason.LEFT_OUT, hidden

    def quotes(self, view: View) -> Iterator[ShownQuote]:
        """Yield every coding of a view with what was asked and said around it, in the order of the texts."""
        work = self._store.read()
        book = work.codes.codebook()
        paths = {code.id: book.path(code.id) for code in book.codes}
        references = _References(work, self.citation())
        for source, quotes in groupby(self._counter.quotes(view), key=attrgetter("source_id")):
            yield from _shown(work.sources.text(source), quotes, paths, references)

    def quotation(self, source: SourceId, span: Span) -> str:
        """Return words as a finished quote: «words» and the reference to where they stand.

        Args:
            source: the source.
            span: characters of its current text.
        """
        work = self._store.read()
        text = work.sources.text(source)
        passage = work.passages.at(text.source.revision, span)
        turns = text.turns_in(span)
        references = _References(work, self.citation())
        speaking = tuple(
            dict.fromkeys(references.labels[turn.informant] for turn in turns if turn.informant is not None)
        )
        said_in = {turn.case if turn.informant is not None else text.source.case for turn in turns} - {None}
        case = next((one.label for one in work.cases.all() if said_in == {one.id}), "")
        turn = turns[0].number if turns else 0
        label = (passage.label if passage else None) or (f"{text.source.label}:{turn}" if turn else text.source.label)
        where = Cited(label, text.source.label, turn, case=case, date=text.source.date)
        said = Speakers(text, references.labels).said(span)
        who = speaker(speaking, text.source.kind, said)
        cited = references.cited(references.filled(where, speaking), who, speaking)
        return citing.quotation(as_text(said) or span.of(text.text), cited)

    def citation(self) -> str:
        """Return the pattern by which the project refers to a passage."""
        return self._store.read().settings.get(_CITATION) or citing.DEFAULT

    def keep_citation(self, pattern: str) -> Outcome[str]:
        """Keep another pattern; say what it became.

        Raises:
            Refused: where it names what no passage has.
        """
        checked = citing.checked(pattern)
        with self._store.step("describe project", self._reader.coder) as work:
            if work.settings.get(_CITATION) != checked:
                work.settings.put(_CITATION, checked)
        return Outcome(checked, work.done)


class _References:
    """Refers to quotes in the project's form."""

    def __init__(self, work: Work, pattern: str) -> None:
        self._pattern = pattern
        self._names_speakers = {name for name in ("informant", "who", "number") if f"{{{name}}}" in pattern}
        self.labels = {found.id: found.label for found in work.informants.all()}
        self._informants: Mapping[str, Informant] = {found.label: found for found in work.informants.all()}
        cases = work.cases.all()
        self._cases: Mapping[str, Case] = {case.label: case for case in cases}

    def of(self, quote: Quote, source: Source) -> str:
        label = quote.passage or f"{quote.source}:{quote.turn}"
        where = Cited(label, quote.source, quote.turn, case=quote.case or "", date=source.date)
        return self.filled(where, quote.informants)

    def cited(self, reference: str, who: str, informants: Sequence[str]) -> str:
        """Return a reference to words that says who speaks, also where the project's form does not."""
        if informants and ("informant" in self._names_speakers or (self._names_speakers and len(informants) == 1)):
            return reference
        return saying_who(reference, who, informants)

    def filled(self, where: Cited, informants: Sequence[str]) -> str:
        """Return the reference to a place where these informants speak."""
        if self._pattern == citing.DEFAULT:
            return where.id
        alone = self._informants[informants[0]] if len(informants) == 1 else None
        case = self._cases.get(where.case)
        return citing.reference(
            self._pattern,
            replace(
                where,
                informant=", ".join(informants),
                is_key=alone is not None and alone.is_key,
                role=alone.role if alone else "",
                department=alone.department if alone else "",
                case_name=case.name if case else "",
            ),
        )


def _shown(
    text: SourceText, quotes: Iterable[Quote], paths: Mapping[CodeId, str], references: _References
) -> Iterator[ShownQuote]:
    speakers = Speakers(text, references.labels)
    for _passage, codings in groupby(quotes, key=attrgetter("start", "end")):
        told: tuple[str, str, str] | None = None
        for quote in codings:
            if told is None:
                span = Span(quote.start, quote.end)
                told = (speakers.asked(span), *speakers.around(span))
                said = speakers.said(span)
                who = speaker(quote.informants, text.source.kind, said)
                reference = references.of(quote, text.source)
                cited = references.cited(reference, who, quote.informants)
            yield ShownQuote(quote, paths[quote.code], *told, reference, said, who, cited)


def _readers(work: Work, view: View) -> Iterator[Reader]:
    scope = Scope(view, work)
    coders = work.coders.all()
    for round_ in work.rounds.all():
        for coder in coders:
            if scope.by(coder.id, round_.id):
                made = sum(work.codings.counted(steps.Reader(coder.id, round_.id)).values())
                if made:
                    yield Reader(coder.name, round_.name, round_.blind, made)
