"""What the script of the page reads: one index of the whole comparison, and the words of each source by themselves.

The index holds numbers only where it can, so that 50,000 quotes are filtered at once; the words of a source are read
when one of its quotes is opened. The shape is private to the page and its script.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.domain.cell_words import STATE_WORDS
from workbench.domain.cells import Cell, State, mark
from workbench.domain.passages import Stance
from workbench.domain.poles import PoleGroups
from workbench.exporters.html_table import STATES, Addresses
from workbench.exporters.html_words import script_words
from workbench.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.ids import CodeId
    from workbench.domain.matrix import Matrix
    from workbench.domain.quotes import Quote
    from workbench.domain.report import Report, ShownQuote

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_NEVER_AS_IS = (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
"""What a page might take for markup, or an old script for a line's end; inside JSON it can be written so."""

_ALWAYS = 5
"""Values of a passage that are there in any case."""


class Block(NamedTuple):
    """The words of one source."""

    number: int
    """Its place in the index."""
    json: str


def in_page(value: object) -> str:
    """Return a value as JSON that can stand in a page."""
    text = _ENCODER.encode(value)
    for sign, instead in _NEVER_AS_IS:
        if sign in text:
            text = text.replace(sign, instead)
    return text


class Index:
    """Takes the quotes of a report as they go by; afterwards it knows where everything is.

    Args:
        report: whose quotes are not gone through yet.
        addresses: of its matrix.
    """

    def __init__(self, report: Report, addresses: Addresses) -> None:
        self._report = report
        self._matrix: Matrix = report.matrix
        self._addresses = addresses
        self._finder = report.matrix.column_finder()
        self._rows: dict[CodeId, int] = {row.code.id: place for place, row in enumerate(report.matrix.rows)}
        facts = report.matrix.facts
        self._informants = _Numbers(informant.label for informant in facts.informants)
        self._cases = _Numbers(case.label for case in facts.cases)
        self._sources = _Numbers(())
        self._coders = _Numbers(())
        self._rounds = _Numbers(())
        self._voices: dict[tuple[Any, ...], int] = {}
        self._speaking: list[tuple[Any, ...]] = []
        self._first: list[int] = []
        self._passages: tuple[list[str], list[int], list[int]] = ([], [], [])
        self._codings: tuple[list[int], ...] = ([], [], [], [], [])

    def blocks(self) -> Iterator[Block]:
        """Yield the words of each source, in the order of the texts."""
        for _id, quotes in groupby(self._report.quotes, key=lambda shown: shown.quote.source_id):
            yield self._block(quotes)

    def _block(self, quotes: Iterable[ShownQuote]) -> Block:
        texts: list[list[object]] = []
        asked = _Numbers(())
        memos: dict[int, str] = {}
        number = -1
        for _place, found in groupby(quotes, key=lambda shown: (shown.quote.start, shown.quote.end)):
            codings = list(found)
            first = codings[0]
            quote = first.quote
            if number < 0:
                number = self._sources.of(quote.source)
                self._first.append(len(self._passages[0]))
            self._passage(first, number)
            question = asked.of(first.asked) if first.asked else -1
            texts.append(_text(first, question))
            for shown in codings:
                if shown.quote.memo:
                    memos[len(self._codings[0])] = shown.quote.memo
                self._coding(shown.quote)
        return Block(number, in_page([texts, list(asked.known), memos]))

    def _passage(self, shown: ShownQuote, source: int) -> None:
        quote = shown.quote
        who = "" if quote.informants else shown.speaker
        key = (source, quote.informants, quote.cases, quote.unattributed, who)
        voice = self._voices.get(key)
        if voice is None:
            voice = self._voices[key] = len(self._voices)
            informants = [self._informants.of(label) for label in quote.informants]
            cases = [self._cases.of(label) for label in quote.cases]
            self._speaking.append((source, informants, cases, list(self._finder.places(quote)), who))
        ids, voices, starred = self._passages
        if quote.starred:
            starred.append(len(ids))
        ids.append(quote.passage)
        voices.append(voice)

    def _coding(self, quote: Quote) -> None:
        passages, rows, coders, rounds, against = self._codings
        if quote.stance is Stance.AGAINST:
            against.append(len(passages))
        passages.append(len(self._passages[0]) - 1)
        rows.append(self._rows[quote.code])
        coders.append(self._coders.of(quote.coder))
        rounds.append(self._rounds.of(quote.round))

    def json(self) -> str:
        """Return the index, once every block is taken."""
        matrix, facts = self._matrix, self._matrix.facts
        informants = {found.label: found for found in facts.informants}
        cases = {found.label: found.name for found in facts.cases}
        sources = {found.label: found.name for found in facts.sources}
        return in_page(
            {
                "language": language(),
                "grouping": matrix.grouping.value,
                "say": script_words(),
                "states": [[_(STATE_WORDS[state]), mark(state), mark(state, is_key=True)] for state in State],
                "rows": list(self._row_values()),
                "columns": list(self._column_values()),
                "cells": [[_cell(cell) for cell in cells] for cells in matrix.cells],
                "poles": list(self._poles()),
                "informants": [
                    [label, label in informants and informants[label].is_key] for label in self._informants.known
                ],
                "cases": [[label, cases.get(label, "")] for label in self._cases.known],
                "sources": [[label, sources.get(label, "")] for label in self._sources.known],
                "coders": list(self._coders.known),
                "rounds": list(self._rounds.known),
                "voices": self._speaking,
                "first": self._first,
                "passages": self._passages,
                "codings": self._codings,
            }
        )

    def _row_values(self) -> Iterator[list[object]]:
        book = self._matrix.facts.codebook
        for path, row in zip(self._addresses.rows, self._matrix.rows, strict=True):
            above = [self._rows[code.id] for code in book.above(row.code.id) if code.id in self._rows]
            yield [path, row.code.name, row.depth, above[-1] if above else -1, row.path]

    def _column_values(self) -> Iterator[list[object]]:
        places = {column.path: place for place, column in enumerate(self._matrix.columns)}
        for column in self._matrix.columns:
            members = [self._informants.of(member.label) for member in column.members]
            inside = -1 if column.inside is None else places[column.inside]
            yield [column.path, column.label, inside, column.line.value, members]

    def _poles(self) -> Iterator[list[object]]:
        for poles in self._matrix.poles:
            ends = [[end.name, self._rows.get(end.id, -1)] for end in poles.ends]
            groups = [
                None if found is None else [getattr(found, name) for name in PoleGroups.__slots__]
                for found in poles.groups
            ]
            yield [self._rows[poles.theme.id], ends, groups]


def _text(shown: ShownQuote, question: int) -> list[object]:
    """Return what is shown of a passage; what is as usual is left out at the end."""
    cited = shown.cited or shown.reference
    found: list[object] = [
        # Labels between turns may be names of people; they do not leave the house.
        "" if shown.turns else shown.words,
        question,
        shown.before,
        shown.after,
        "" if shown.reference == shown.quote.passage else shown.reference,
        "" if cited == shown.reference else cited,
        [[part.who, int(part.is_asked), part.text] for part in shown.turns],
    ]
    while not found[-1] and len(found) > _ALWAYS:
        found.pop()
    return found


def _cell(cell: Cell) -> list[object]:
    """Return a cell's values; its informants by their place among those of the column."""
    places = {voice.informant: place for place, voice in enumerate(cell.voices)}
    return [
        -1 if cell.state is None else int(STATES[cell.state]),
        cell.n,
        cell.N,
        cell.quotes,
        cell.quotes_against,
        cell.codings,
        cell.words,
        "".join(STATES[voice.state] for voice in cell.voices),
        [places[informant] for informant in cell.against],
    ]


class _Numbers:
    """Gives texts numbers, in the order in which they come."""

    def __init__(self, known: Iterable[str]) -> None:
        self.known: dict[str, int] = {}
        for text in known:
            self.of(text)

    def of(self, text: str) -> int:
        """Return a text's number."""
        return self.known.setdefault(text, len(self.known))
