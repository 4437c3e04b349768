"""Making cells: what each informant's state is, and what a column then says (FILES.md, Definitions).

Nothing is counted here; quotes, codings and words are those of the tallies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from workbench.domain.cells import COUNTED, NAMED_FROM, Cell, Share, State, Voice, first_state
from workbench.domain.columns import Column
from workbench.domain.ids import CodeId, InformantId, SourceId
from workbench.domain.readings import Readings
from workbench.domain.tallies import Facts, InformantFact, Line, Tally

Place = tuple[str, Line, InformantId | None]
"""Where a tally stands in a row: column key, line, informant."""

Counted = Mapping[Place, Tally]

WITHOUT_INFORMANT = frozenset({Line.DOCUMENTS, Line.NO_INFORMANT})

_NOTHING = Tally(CodeId(0), "", Line.INFORMANTS, None, 0, 0, 0, 0, 0)
_Reach = frozenset[SourceId]


class _Speaker(NamedTuple):
    """An informant in a column."""

    place: Place
    fact: InformantFact
    reach: _Reach
    """The sources that must be read before silence means anything."""


class _Heard(NamedTuple):
    """An informant in a column, for one code."""

    voice: Voice
    against: bool


class CellMaker:
    """Makes the cells of a matrix, one code at a time.

    Args:
        facts: of the view.
        columns: of the matrix.
        counts: by code, what is counted in the view.
        voices: by code, what decides states; often the same.
    """

    def __init__(
        self,
        facts: Facts,
        columns: Iterable[Column],
        counts: Mapping[CodeId, Counted],
        voices: Mapping[CodeId, Counted],
    ) -> None:
        self._asked = facts.asked
        self._readings = Readings(facts.codebook, facts.finished)
        self._counts = counts
        self._voices = voices
        usable = frozenset(source.id for source in facts.sources if source.left_out is None)
        self._columns = tuple((column, _speakers(column, usable)) for column in columns)
        self._made: dict[CodeId, tuple[Cell, ...]] = {}

    def cells(self, code: CodeId) -> tuple[Cell, ...]:
        """Return a cell for each column."""
        if code not in self._made:
            self._made[code] = self._row(code)
        return self._made[code]

    def _row(self, code: CodeId) -> tuple[Cell, ...]:
        counts, voices = self._counts.get(code, {}), self._voices.get(code, {})
        read = self._readings.sources(code)
        heard: dict[Place, _Heard] = {}
        cells = []
        for column, speakers in self._columns:
            if column.line in WITHOUT_INFORMANT:
                cells.append(_plain_cell(column, counts, voices, read))
                continue
            for speaker in speakers:
                if speaker.place not in heard:
                    heard[speaker.place] = self._hear(code, speaker, voices.get(speaker.place), read)
            found = [heard[speaker.place] for speaker in speakers]
            if column.line is Line.INFORMANT:
                cells.append(_single_cell(found[0], counts.get(speakers[0].place, _NOTHING)))
            else:
                cells.append(_shared_cell(column, found, counts))
        return tuple(cells)

    def _hear(self, code: CodeId, speaker: _Speaker, speaks: Tally | None, read: _Reach) -> _Heard:
        informant = speaker.fact
        if speaks is not None and (speaks.quotes_for or speaks.quotes_against):
            state = State.SAYS if speaks.quotes_for else State.AGAINST
            return _Heard(Voice(informant.label, informant.is_key, state), speaks.quotes_against > 0)
        return _Heard(Voice(informant.label, informant.is_key, self._silence(code, speaker, read)), against=False)

    def _silence(self, code: CodeId, speaker: _Speaker, read: _Reach) -> State:
        if not speaker.reach or not speaker.reach <= read:
            return State.UNREAD
        asked = None if self._asked is None else self._asked.get((speaker.fact.id, code))
        if asked is None:
            return State.NOTHING_FOUND
        return State.ASKED_SILENT if asked else State.NOT_ASKED


def _speakers(column: Column, usable: _Reach) -> tuple[_Speaker, ...]:
    allowed = usable if column.sources is None else usable & column.sources
    return tuple(
        _Speaker((column.key, Line.INFORMANT, member.id), member, allowed.intersection(member.sources))
        for member in column.members
    )


def _single_cell(heard: _Heard, tally: Tally) -> Cell:
    voice = heard.voice
    says = voice.state is State.SAYS
    return Cell(
        voice.state,
        int(says),
        int(voice.state in COUNTED),
        tally.quotes,
        tally.quotes_against,
        tally.codings,
        tally.words,
        (voice.informant,) if says else (),
        (voice.informant,) if heard.against else (),
        (voice,),
    )


def _shared_cell(column: Column, heard: list[_Heard], counts: Counted) -> Cell:
    tally = counts.get((column.key, Line.INFORMANTS, None), _NOTHING)
    voices = tuple(found.voice for found in heard)
    says = tuple(voice.informant for voice in voices if voice.state is State.SAYS)
    return Cell(
        first_state(voice.state for voice in voices),
        len(says),
        sum(voice.state in COUNTED for voice in voices),
        tally.quotes,
        tally.quotes_against,
        tally.codings,
        tally.words,
        says,
        tuple(found.voice.informant for found in heard if found.against),
        voices,
        _dominant(column, tally.quotes, counts),
    )


def _dominant(column: Column, quotes: int, counts: Counted) -> tuple[Share, ...]:
    if quotes < NAMED_FROM or len(column.members) < 2:
        return ()
    shares = (
        Share(member.label, counts.get((column.key, Line.INFORMANT, member.id), _NOTHING).quotes)
        for member in column.members
    )
    return tuple(share for share in shares if share.quotes * 2 >= quotes)


def _plain_cell(column: Column, counts: Counted, voices: Counted, read: _Reach) -> Cell:
    place = (column.key, column.line, None)
    tally = counts.get(place, _NOTHING)
    state = None
    # A document that is a column is quotes, or it is read and empty, or not read (FILES.md); the view's
    # star, code and stance filters may take its quotes and never make it empty.
    if column.top and column.line is Line.DOCUMENTS and column.sources and place not in voices:
        state = State.NOTHING_FOUND if column.sources <= read else State.UNREAD
    return Cell(state, None, None, tally.quotes, tally.quotes_against, tally.codings, tally.words)
