"""Codings as a table: bringing in `codings.csv`, and writing every coding as one.

A row that is not certain is listed and kept out: a quote that is not found or found twice, a place whose
words are others, a code that nobody knows. Nothing is guessed.
"""

from __future__ import annotations

import gc
from bisect import bisect_right
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import repeat
from operator import itemgetter, lt, neg
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.errors import Refused
from workbench.domain.ids import CoderId, RoundId
from workbench.domain.outcomes import Outcome
from workbench.domain.spans import Span
from workbench.domain.steps import Reader
from workbench.domain.tables import CodingRow, RowProblem
from workbench.domain.text import normalise
from workbench.i18n import N_
from workbench.services.codebook import code_meant
from workbench.services.codings import NOBODY_SAID, are_surely_whole, is_surely_whole, whole
from workbench.services.study import reader_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from workbench.domain.ids import CodeId, PassageId
    from workbench.domain.passages import Passage, Stance
    from workbench.domain.sources import Source, SourceText
    from workbench.domain.tables import Table
    from workbench.services.ports import Keeper, Store, Work

NO_SOURCE = N_("There is no source “{source}” here.")
NOT_THERE = N_("{source} ends at character {end}.")
OTHER_WORDS = N_("Other words stand in {source} from {start} to {end}.")
NOT_FOUND = N_("These words are not in {source}.")
FOUND_TWICE = N_("These words are in {source} {times} times; give start and end.")
NOTHING = N_("The row has neither a place nor a quote.")
DOUBLE = N_("The same coding is there already.")
OTHER_STANCE = N_("The same coding is there already, speaking the other way.")


Stretch = tuple[int, int]
"""Where words begin and end, in characters."""
Who = tuple[CoderId, RoundId]
"""Coder and round, plain, since a million rows are told apart by it."""
_Key = tuple[object, ...]
"""Start, end, code and who: what makes two rows the same coding."""

_NOTHING_MORE = ("", "", False)
"""Id, memo and star of a row that tells nothing seldom."""
_FIRST_SELDOM = -len(_NOTHING_MORE)


@dataclass(frozen=True, slots=True)
class CodingsIn:
    """What became of a table of codings."""

    made: int
    passages: int
    problems: tuple[RowProblem, ...]


class _Place(NamedTuple):
    """A row that is certain; places sort as passages do, longer first where they begin together."""

    start: int
    minus_end: int
    line: int
    who: Who
    code: CodeId
    row: CodingRow

    @property
    def stretch(self) -> Stretch:
        return self.start, -self.minus_end


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
        with _not_collecting(), self._store.step("bring in codings", self._reader.coder) as work:
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

    def rows(self) -> Iterator[CodingRow]:
        """Yield every coding of every coder in every reading as a row, in the order of the texts."""
        work = self._store.read()
        book = work.codes.codebook()
        written = {code.id: book.written(code.id) for code in book.codes}
        coders = {coder.id: coder.name for coder in work.coders.all()}
        rounds = {found.id: found.name for found in work.rounds.all()}
        line = 1
        for source in work.sources.all():
            codings = defaultdict(list)
            for coding in work.codings.on_page(source.id):
                codings[coding.passage].append(coding)
            memos = work.memos.on("coding", [coding.id for some in codings.values() for coding in some])
            for passage in work.passages.on_page(source.id):
                for coding in codings.get(passage.id, ()):
                    line += 1
                    yield CodingRow(
                        line,
                        source.label,
                        passage.span.start,
                        passage.span.end,
                        passage.words,
                        written[coding.code],
                        coders[coding.coder],
                        rounds[coding.round],
                        coding.stance,
                        passage.label or "",
                        memos.get(coding.id, ""),
                        passage.starred,
                    )


@contextmanager
def _not_collecting() -> Iterator[None]:
    """Let no cycles be looked for: a million rows hold none, and each look goes through all of them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class _BringingIn:
    """Puts rows in, source by source, within one step."""

    def __init__(self, work: Work, default: Reader) -> None:
        self._work = work
        self._default = default
        self._book = work.codes.codebook()
        self._codes: dict[str, CodeId | Refused] = {}
        self._readers: dict[tuple[str, str], Who] = {}
        self.problems: list[RowProblem] = []
        self.made = 0
        self.passages = 0

    def refuse(self, rows: Sequence[CodingRow], template: str, **values: object) -> None:
        self.problems += [RowProblem(row.line, template, values) for row in rows]

    def source(self, source: Source, rows: Sequence[CodingRow]) -> None:
        text = self._work.sources.text(source.id)
        known = {
            (passage.span.start, passage.span.end): passage
            for passage in self._work.passages.on_page(source.id)
            if passage.revision == source.revision
        }
        there = self._there(source, known)
        found = self._at_a_glance(text, there, rows)
        new = sorted(self._one_by_one(text, there, rows) if found is None else found, key=_text_order)
        told = [place for place in new if place.row[_FIRST_SELDOM:] != _NOTHING_MORE]
        passages = self._passages(text, known, new, told)
        self._add(source, new, passages)
        for stretch in dict.fromkeys(place.stretch for place in told if place.row.starred):
            self._work.passages.star(passages[stretch], source.id, starred=True)
        self.made += len(new)

    def _there(self, source: Source, known: Mapping[Stretch, Passage]) -> dict[_Key, Stance]:
        """Return how each coding of the current text speaks that is there already."""
        at = {passage.id: stretch for stretch, passage in known.items()}
        return {
            (*at[coding.passage], coding.code, (coding.coder, coding.round)): coding.stance
            for coding in self._work.codings.on_page(source.id)
            if coding.passage in at
        }

    def _add(self, source: Source, places: Sequence[_Place], passages: Mapping[Stretch, PassageId]) -> None:
        rows = [
            (passages[start, -minus_end], code, *who, row.stance, start, -minus_end)
            for start, minus_end, _line, who, code, row in places
        ]
        ids = self._work.codings.bring_in(rows, source.id)
        for coding, place in zip(ids, places, strict=True):
            if place.row.memo:
                self._work.memos.add("coding", coding, place.row.memo, Reader(*place.who), source.id)

    def _passages(
        self, text: SourceText, known: Mapping[Stretch, Passage], places: Sequence[_Place], told: Sequence[_Place]
    ) -> dict[Stretch, PassageId]:
        """Return the passage of every place, the missing ones made, with a citable id each."""
        stretches = dict.fromkeys([(start, -minus_end) for start, minus_end, *_rest in places])
        found: dict[Stretch, PassageId] = {}
        missing = [stretch for stretch in stretches if stretch not in known]
        for stretch, passage in known.items():
            if stretch not in stretches:
                continue
            found[stretch] = passage.id
            if passage.label is None:
                self._work.passages.give_label(passage, text)
        ids: dict[Stretch, str] = {}
        for place in told:
            if place.row.id:
                ids.setdefault(place.stretch, place.row.id)
        wanted = [ids.get(stretch, "") for stretch in missing] if ids else ()
        found.update(zip(missing, self._work.passages.add_many(text, missing, wanted), strict=True))
        self.passages += len(missing)
        return found

    def _at_a_glance(
        self, text: SourceText, there: Mapping[_Key, Stance], rows: Sequence[CodingRow]
    ) -> list[_Place] | None:
        """Return the rows where all are certain and no doubles, column by column; None where some may not be."""
        lines, _source, starts, ends, quotes, written, coders, rounds, *_seldom = zip(*rows, strict=True)
        if not _are_places(text.text, starts, ends, quotes) or not _all_said(text, starts, ends):
            return None
        meant = {code: self._code(code) for code in dict.fromkeys(written)}
        if any(isinstance(code, Refused) for code in meant.values()):
            return None
        known = {reader: self._who(*reader) for reader in dict.fromkeys(zip(coders, rounds, strict=True))}
        codes = [meant[code] for code in written]
        whos = [known[reader] for reader in zip(coders, rounds, strict=True)]
        keys = set(zip(starts, ends, codes, whos, strict=True))
        if len(keys) < len(rows) or not keys.isdisjoint(there):
            return None
        places = zip(starts, map(neg, ends), lines, whos, codes, rows, strict=True)
        return list(map(tuple.__new__, repeat(_Place), places))

    def _one_by_one(self, text: SourceText, there: dict[_Key, Stance], rows: Sequence[CodingRow]) -> list[_Place]:
        """Return the rows that are certain and no doubles; list the others."""
        new = []
        starts, ends = _bodies(text)
        for row in rows:
            code = self._code(row.code)
            if isinstance(code, Refused):
                self.refuse([row], code.template, **code.values)
                continue
            stretch = self._stretch(text, row)
            if stretch is None:
                continue
            start, end = stretch
            first = bisect_right(ends, start)
            if first == len(starts) or starts[first] >= end:
                self.refuse([row], NOBODY_SAID)
                continue
            who = self._who(row.coder, row.round)
            key = (start, end, code, who)
            stance = there.get(key)
            if stance is None:
                there[key] = row.stance
                new.append(_Place(start, -end, row.line, who, code, row))
            else:
                self.refuse([row], DOUBLE if stance is row.stance else OTHER_STANCE)
        return new

    def _stretch(self, text: SourceText, row: CodingRow) -> Stretch | None:
        """Return the characters that a row means; None where that is not certain, which is then listed."""
        start, end, body = row.start, row.end, text.text
        if start is None or end is None:
            found = self._find(text, row)
            if found is None:
                return None
            start, end = found
        elif end > len(body):
            self.refuse([row], NOT_THERE, source=text.source.label, end=len(body))
            return None
        elif row.quote and body[start:end] != row.quote and body[start:end] != normalise(row.quote).text:
            self.refuse([row], OTHER_WORDS, source=text.source.label, start=start, end=end)
            return None
        if is_surely_whole(body, start, end):
            return start, end
        try:
            span = whole(text, Span(start, end))
        except Refused as refused:
            self.refuse([row], refused.template, **refused.values)
            return None
        return span.start, span.end

    def _find(self, text: SourceText, row: CodingRow) -> Stretch | None:
        quote = normalise(row.quote).text if row.quote else ""
        if not quote:
            self.refuse([row], NOTHING)
            return None
        starts = _occurrences(text.text, quote)
        if len(starts) == 1:
            return starts[0], starts[0] + len(quote)
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

    def _who(self, coder: str, round_name: str) -> Who:
        key = (coder, round_name)
        found = self._readers.get(key)
        if found is None:
            reader = reader_named(self._work, coder, round_name, self._default)
            found = self._readers[key] = reader.coder, reader.round
        return found


_text_order = itemgetter(0, 1, 2)


def _are_places(text: str, starts: Sequence[int | None], ends: Sequence[int | None], quotes: Sequence[str]) -> bool:
    """Tell, at a glance, that all are places in a text that hold what is quoted; False where some may not be."""
    begins, stops = [start for start in starts if start is not None], [end for end in ends if end is not None]
    if not len(begins) == len(stops) == len(quotes) or not all(map(lt, begins, stops)):
        return False
    if min(begins) < 0 or max(stops) > len(text) or not are_surely_whole(text, begins, stops):
        return False
    if not any(quotes):
        return True
    return all(not quote or text[start:end] == quote for start, end, quote in zip(starts, ends, quotes, strict=True))


def _all_said(text: SourceText, starts: Sequence[int], ends: Sequence[int]) -> bool:
    """Tell whether each place holds some of what is said."""
    body_starts, body_ends = _bodies(text)
    body_starts.append(len(text.text))
    return all(body_starts[bisect_right(body_ends, start)] < end for start, end in zip(starts, ends, strict=True))


def _bodies(text: SourceText) -> tuple[list[int], list[int]]:
    """Return where what is said begins and ends, turn by turn."""
    bodies = [turn for turn in text.turns if turn.body_start < turn.body_end]
    return [turn.body_start for turn in bodies], [turn.body_end for turn in bodies]


def _occurrences(text: str, words: str) -> list[int]:
    """Return where `words` begin in `text`, overlapping ones too."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1)
    return found
