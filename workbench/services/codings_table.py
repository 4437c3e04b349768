"""Codings as a table: bringing in `codings.csv`, and writing every coding of a view as one.

A row that is not certain is listed and kept out: a quote that is not found or found twice, a place whose
words are others, a code that nobody knows. Nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.domain.outcomes import Outcome
from workbench.domain.passages import Origin, Stance
from workbench.domain.spans import Span
from workbench.domain.tables import CodingRow, RowProblem
from workbench.domain.text import normalise
from workbench.i18n import N_
from workbench.services.codebook import code_meant
from workbench.services.codings import whole
from workbench.services.study import reader_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from workbench.domain.ids import CodeId, PassageId
    from workbench.domain.sources import Source, SourceText
    from workbench.domain.steps import Reader
    from workbench.domain.tables import Table
    from workbench.domain.view import View
    from workbench.services.ports import Keeper, Store, Work

NO_SOURCE = N_("There is no source “{source}” here.")
NOT_THERE = N_("{source} ends at character {end}.")
OTHER_WORDS = N_("Other words stand in {source} from {start} to {end}.")
NOT_FOUND = N_("These words are not in {source}.")
FOUND_TWICE = N_("These words are in {source} {times} times; give start and end.")
NOTHING = N_("The row has neither a place nor a quote.")
DOUBLE = N_("The same coding is there already.")
OTHER_STANCE = N_("The same coding is there already, speaking the other way.")


@dataclass(frozen=True, slots=True)
class CodingsIn:
    """What became of a table of codings."""

    made: int
    passages: int
    problems: tuple[RowProblem, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A row that is certain."""

    row: CodingRow
    span: Span
    code: CodeId
    reader: Reader


class CodingsTable:
    """Codings in and out, many at a time.

    Args:
        store: the project.
        reader: whose coder and round a row has that names none.
    """

    def __init__(self, store: Store, reader: Reader, keeper: Keeper) -> None:
        self._store = store
        self._keeper = keeper
        self._reader = reader

    def bring_in(self, table: Table[CodingRow]) -> Outcome[CodingsIn]:
        """Put in the good rows as one step, and list the others."""
        by_source: dict[str, list[CodingRow]] = defaultdict(list)
        for row in table.rows:
            by_source[row.source].append(row)
        self._keeper.before_bulk()
        with self._store.step("bring in codings", self._reader.coder) as work:
            bringing = _BringingIn(work, self._reader)
            found = {name: work.sources.labelled(name) for name in by_source}
            order = sorted(by_source, key=lambda name: (found[name] is None, getattr(found[name], "id", 0)))
            for name in order:
                source = found[name]
                if source is None:
                    bringing.refuse(by_source[name], NO_SOURCE, source=name)
                else:
                    bringing.source(source, by_source[name])
            work.tell(codings=bringing.made)
        problems = tuple(sorted((*table.problems, *bringing.problems), key=lambda problem: problem.line))
        return Outcome(CodingsIn(bringing.made, bringing.passages, problems), work.done)

    def rows(self, view: View) -> Iterator[CodingRow]:
        """Yield the codings of a view as rows, in the order of the texts."""
        work = self._store.read()
        book = work.codes.codebook()
        coders = {coder.id: coder.name for coder in work.coders.all()}
        rounds = {found.id: found for found in work.rounds.all()}
        allowed = view.rounds or frozenset(found.id for found in rounds.values() if not found.blind)
        line = 1
        for source in work.sources.all():
            codings = defaultdict(list)
            for coding in work.codings.of_source(source.id):
                if coding.round in allowed and (view.coders is None or coding.coder in view.coders):
                    codings[coding.passage].append(coding)
            memos = work.memos.on("coding", [coding.id for some in codings.values() for coding in some])
            for passage in work.passages.of_source(source.id):
                if view.starred and not passage.starred:
                    continue
                for coding in codings.get(passage.id, ()):
                    line += 1
                    yield CodingRow(
                        line,
                        source.label,
                        passage.span.start,
                        passage.span.end,
                        passage.words,
                        book.written(coding.code),
                        coders[coding.coder],
                        rounds[coding.round].name,
                        coding.stance,
                        passage.label or "",
                        memos.get(coding.id, ""),
                        passage.starred,
                    )


class _BringingIn:
    """Puts rows in, source by source, within one step."""

    def __init__(self, work: Work, default: Reader) -> None:
        self._work = work
        self._default = default
        self._book = work.codes.codebook()
        self._codes: dict[str, CodeId | Refused] = {}
        self._readers: dict[tuple[str, str], Reader] = {}
        self.problems: list[RowProblem] = []
        self.made = 0
        self.passages = 0

    def refuse(self, rows: Sequence[CodingRow], template: str, **values: object) -> None:
        self.problems += [RowProblem(row.line, template, values) for row in rows]

    def source(self, source: Source, rows: Sequence[CodingRow]) -> None:
        text = self._work.sources.text(source.id)
        places = [place for row in rows if (place := self._place(text, row)) is not None]
        places.sort(key=lambda place: (place.span.start, -place.span.end, place.row.line))
        passages = self._passages(text, places)
        new = self._without_doubles(source, places, passages)
        by_reader: dict[Reader, list[_Place]] = defaultdict(list)
        for place in new:
            by_reader[place.reader].append(place)
        for reader, some in by_reader.items():
            rows_in = [(passages[place.span], place.code, place.row.stance) for place in some]
            ids = self._work.codings.add_many(rows_in, reader, source.id, Origin.FILE)
            for coding, place in zip(ids, some, strict=True):
                if place.row.memo:
                    self._work.memos.add("coding", coding, place.row.memo, reader, source.id)
        for span in dict.fromkeys(place.span for place in new if place.row.starred):
            self._work.passages.star(passages[span], source.id, starred=True)
        self.made += len(new)

    def _passages(self, text: SourceText, places: Sequence[_Place]) -> dict[Span, PassageId]:
        """Return the passage of every span, the missing ones made, with a citable id each."""
        found: dict[Span, PassageId] = {}
        for passage in self._work.passages.of_source(text.source.id):
            if passage.revision == text.source.revision:
                found[passage.span] = passage.id
                if passage.label is None and any(place.span == passage.span for place in places):
                    self._work.passages.give_label(passage, text)
        missing = [span for span in dict.fromkeys(place.span for place in places) if span not in found]
        found.update(zip(missing, self._work.passages.add_many(text, missing), strict=True))
        self.passages += len(missing)
        return found

    def _without_doubles(
        self, source: Source, places: Sequence[_Place], passages: dict[Span, PassageId]
    ) -> list[_Place]:
        there: dict[tuple[object, ...], Stance] = {
            (coding.passage, coding.code, coding.coder, coding.round): coding.stance
            for coding in self._work.codings.of_source(source.id)
        }
        new = []
        for place in sorted(places, key=lambda place: place.row.line):
            key = (passages[place.span], place.code, place.reader.coder, place.reader.round)
            stance = there.get(key)
            if stance is not None:
                self.refuse([place.row], DOUBLE if stance is place.row.stance else OTHER_STANCE)
                continue
            there[key] = place.row.stance
            new.append(place)
        return sorted(new, key=lambda place: (place.span.start, -place.span.end, place.row.line))

    def _place(self, text: SourceText, row: CodingRow) -> _Place | None:
        code = self._code(row.code)
        if isinstance(code, Refused):
            self.refuse([row], code.template, **code.values)
            return None
        span = self._span(text, row)
        return None if span is None else _Place(row, span, code, self._reader(row))

    def _span(self, text: SourceText, row: CodingRow) -> Span | None:
        label = text.source.label
        if row.start is not None and row.end is not None:
            if row.end > len(text.text):
                self.refuse([row], NOT_THERE, source=label, end=len(text.text))
                return None
            span = Span(row.start, row.end)
            if row.quote and span.of(text.text) != row.quote and span.of(text.text) != normalise(row.quote).text:
                self.refuse([row], OTHER_WORDS, source=label, start=row.start, end=row.end)
                return None
        else:
            found = self._find(text, row)
            if found is None:
                return None
            span = found
        try:
            return whole(text, span)
        except Refused as refused:
            self.refuse([row], refused.template, **refused.values)
            return None

    def _find(self, text: SourceText, row: CodingRow) -> Span | None:
        quote = normalise(row.quote).text if row.quote else ""
        if not quote:
            self.refuse([row], NOTHING)
            return None
        starts = _occurrences(text.text, quote)
        if len(starts) == 1:
            return Span(starts[0], starts[0] + len(quote))
        if starts:
            self.refuse([row], FOUND_TWICE, source=text.source.label, times=len(starts))
        else:
            self.refuse([row], NOT_FOUND, source=text.source.label)
        return None

    def _code(self, written: str) -> CodeId | Refused:
        if written not in self._codes:
            try:
                self._codes[written] = code_meant(self._book, written).id
            except Refused as refused:
                self._codes[written] = refused
        return self._codes[written]

    def _reader(self, row: CodingRow) -> Reader:
        key = (row.coder, row.round)
        if key not in self._readers:
            self._readers[key] = reader_named(self._work, row.coder, row.round, self._default)
        return self._readers[key]


def _occurrences(text: str, words: str) -> list[int]:
    """Return where `words` begin in `text`, overlapping ones too."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
