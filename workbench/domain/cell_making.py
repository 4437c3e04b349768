"""Making cells: what each informant's state is, and what a column then says (FILES.md, Definitions).

Nothing is counted here; quotes, codings and words are those of the tallies.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.cells import COUNTED, NAMED_FROM, Cell, Share, State, Voice, first_state
from workbench.domain.ids import CodeId, InformantId, SourceId
from workbench.domain.readings import Readings
from workbench.domain.tallies import Facts, InformantFact, Line, Tally

if TYPE_CHECKING:
    from workbench.domain.columns import Column

Place = tuple[str, Line, InformantId | None]
"""Where a tally stands in a row: column key, line, informant."""

Counted = Mapping[Place, Tally]

WITHOUT_INFORMANT = frozenset({Line.DOCUMENTS, Line.NO_INFORMANT})

_NOTHING = Tally(CodeId(0), "", Line.INFORMANTS, None, 0, 0, 0, 0, 0)
_Reach = frozenset[SourceId]


class _Heard(NamedTuple):
    """An informant in a column, for one code, with what an informant's own cell says of it."""

    voice: Voice
    against: bool
    counted: int
    says: int
    informants: tuple[str, ...]
    denies: tuple[str, ...]
    alone: tuple[Voice, ...]


class _Speaker:
    """An informant in a column, with what may be heard from her, made once for all codes."""

    __slots__ = ("against", "alone", "both", "fact", "place", "reach", "says")

    def __init__(self, place: Place, fact: InformantFact, reach: _Reach) -> None:
        self.place = place
        self.fact = fact
        self.reach = reach
        """The sources that must be read before silence means anything."""
        self.alone = {state: _heard(fact, state, against=False) for state in State}
        self.says = self.alone[State.SAYS]
        self.against = _heard(fact, State.AGAINST, against=True)
        self.both = _heard(fact, State.SAYS, against=True)


def _heard(fact: InformantFact, state: State, *, against: bool) -> _Heard:
    voice, name = Voice(fact.label, fact.is_key, state), (fact.label,)
    says = state is State.SAYS
    denies = name if against else ()
    return _Heard(voice, against, int(state in COUNTED), int(says), name if says else (), denies, (voice,))


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
        known: dict[Place, tuple[int, _Speaker]] = {}
        self._columns = tuple((column, _speakers(column, usable, known)) for column in columns)
        """Each column, and where those who speak in it stand in `_speakers`."""
        self._speakers = tuple(speaker for _at, speaker in known.values())
        self._made: dict[CodeId, tuple[Cell, ...]] = {}

    def cells(self, code: CodeId) -> tuple[Cell, ...]:
        """Return a cell for each column."""
        if code not in self._made:
            self._made[code] = self._row(code)
        return self._made[code]

    def _row(self, code: CodeId) -> tuple[Cell, ...]:
        counts, voices = self._counts.get(code, {}), self._voices.get(code, {})
        read = self._readings.sources(code)
        tallies = [counts.get(speaker.place, _NOTHING) for speaker in self._speakers]
        speaking = tallies
        if voices is not counts:
            speaking = [voices.get(speaker.place, _NOTHING) for speaker in self._speakers]
        heard = [
            self._hear(code, speaker, speaks, read) for speaker, speaks in zip(self._speakers, speaking, strict=True)
        ]
        cells = []
        for column, members in self._columns:
            if column.line in WITHOUT_INFORMANT:
                cells.append(_plain_cell(column, counts, voices, read))
            elif column.line is Line.INFORMANT:
                cells.append(_single_cell(heard[members[0]], tallies[members[0]]))
            else:
                together = counts.get((column.key, Line.INFORMANTS, None), _NOTHING)
                cells.append(_shared_cell([heard[at] for at in members], together, [tallies[at] for at in members]))
        return tuple(cells)

    def _hear(self, code: CodeId, speaker: _Speaker, speaks: Tally, read: _Reach) -> _Heard:
        if speaks.quotes_against:
            return speaker.both if speaks.quotes_for else speaker.against
        return speaker.says if speaks.quotes_for else speaker.alone[self._silence(code, speaker, read)]

    def _silence(self, code: CodeId, speaker: _Speaker, read: _Reach) -> State:
        if not speaker.reach or not speaker.reach <= read:
            return State.UNREAD
        asked = None if self._asked is None else self._asked.get((speaker.fact.id, code))
        if asked is None:
            return State.NOTHING_FOUND
        return State.ASKED_SILENT if asked else State.NOT_ASKED


def _speakers(column: Column, usable: _Reach, known: dict[Place, tuple[int, _Speaker]]) -> tuple[int, ...]:
    allowed = usable if column.sources is None else usable & column.sources
    found = []
    for member in column.members:
        # A case and the column of its informant that it opens into share a place.
        place = (column.key, Line.INFORMANT, member.id)
        if place not in known:
            known[place] = len(known), _Speaker(place, member, allowed.intersection(member.sources))
        found.append(known[place][0])
    return tuple(found)


def _single_cell(heard: _Heard, tally: Tally) -> Cell:
    voice, _against, counted, says, informants, denies, alone = heard
    return Cell(
        voice.state,
        says,
        counted,
        tally.quotes,
        tally.quotes_against,
        tally.codings,
        tally.words,
        informants,
        denies,
        alone,
    )


def _shared_cell(heard: list[_Heard], together: Tally, tallies: list[Tally]) -> Cell:
    voices = tuple([found.voice for found in heard])
    return Cell(
        first_state({voice.state for voice in voices}),
        sum([found.says for found in heard]),
        sum([found.counted for found in heard]),
        together.quotes,
        together.quotes_against,
        together.codings,
        together.words,
        tuple([found.voice.informant for found in heard if found.says]),
        tuple([found.voice.informant for found in heard if found.against]),
        voices,
        _dominant(voices, together.quotes, tallies),
    )


def _dominant(voices: tuple[Voice, ...], quotes: int, tallies: list[Tally]) -> tuple[Share, ...]:
    if quotes < NAMED_FROM or len(voices) < 2:
        return ()
    return tuple(
        [
            Share(voice.informant, tally.quotes)
            for voice, tally in zip(voices, tallies, strict=True)
            if tally.quotes * 2 >= quotes
        ]
    )


def _plain_cell(column: Column, counts: Counted, voices: Counted, read: _Reach) -> Cell:
    place = (column.key, column.line, None)
    tally = counts.get(place, _NOTHING)
    state = None
    # A document that is a column is quotes, or it is read and empty, or not read (FILES.md); the view's
    # star, code and stance filters may take its quotes and never make it empty. Lines have no heading.
    if column.heading is not None and column.line is Line.DOCUMENTS and column.sources and place not in voices:
        state = State.NOTHING_FOUND if column.sources <= read else State.UNREAD
    return Cell(state, None, None, tally.quotes, tally.quotes_against, tally.codings, tally.words)
