"""What is added up in bulk and put right afterwards is what counting one by one gives."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.matrix_facts import CODEBOOK
from workbench.domain.tallies import Grouping, Line, Tally
from workbench.storage.adding_up import FOR, AddingUp, Places

if TYPE_CHECKING:
    from workbench.domain.ids import CodeId, InformantId

SPEAKERS = ((1, 1, 7), (2, 1, 7), (3, 2, 8), (None, 2, 8))
"""Informant, case and source of the words of a turn, by the turn's place here."""
CODES = tuple(code.id for code in CODEBOOK.codes)


class Part(NamedTuple):
    """A part as it is stored."""

    passage: int
    code: CodeId
    coding: int
    stance: str
    turn: int
    first: int
    last: int


@st.composite
def parts(draw: st.DrawFn) -> list[Part]:
    """Draw the parts of some passages, each with some codings, in one turn or several."""
    found: list[Part] = []
    coding = 0
    for passage in range(draw(st.integers(1, 5))):
        turns = sorted(draw(st.sets(st.integers(0, 5), min_size=1, max_size=3)))
        ranges = [sorted(draw(st.tuples(st.integers(0, 9), st.integers(0, 9)))) for _turn in turns]
        for _number in range(draw(st.integers(1, 3))):
            coding += 1
            code, stance = draw(st.sampled_from(CODES)), draw(st.sampled_from([FOR, "against"]))
            found += [Part(passage, code, coding, stance, t, *r) for t, r in zip(turns, ranges, strict=True)]
    return found


def said(part: Part) -> tuple[int | None, int, int]:
    return SPEAKERS[part.turn % len(SPEAKERS)]


def one_by_one(some: list[Part], places: Places) -> set[Tally]:
    """Return the tallies as their definition says."""
    by_place: dict[tuple[str, Line, InformantId | None, CodeId], list[Part]] = defaultdict(list)
    for part in some:
        informant, case, source = said(part)
        for place in places.of(case, informant, source):
            for code in (part.code, *(above.id for above in CODEBOOK.above(part.code))):
                by_place[*place, code].append(part)
    return {
        Tally(
            code, column, line, informant,
            len({part.passage for part in here}),
            len({part.passage for part in here if part.stance == FOR}),
            len({part.passage for part in here if part.stance != FOR}),
            len({part.coding for part in here}),
            len({(part.turn, word) for part in here for word in range(part.first, part.last)}),
        )
        for (column, line, informant, code), here in by_place.items()
    }  # fmt: skip


@settings(max_examples=500)
@given(some=parts(), grouping=st.sampled_from([Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE]))
def test_sums_put_right_are_what_counting_one_by_one_gives(some: list[Part], grouping: Grouping) -> None:
    places = Places(grouping, None, {}, frozenset())
    adding = AddingUp(CODEBOOK, places)
    counted: Counter[tuple[int | None, ...]] = Counter()
    speaking: Counter[tuple[int | None, ...]] = Counter()
    for part in some:
        informant, case, source = said(part)
        key = (case, part.code, informant, source)
        counted[key] += 1
        speaking[key] += part.stance == FOR
    adding.parts([(*key, count, speaking[key]) for key, count in counted.items()])
    adding.passages(
        (part.passage, part.code, part.coding, part.stance, *said(part))
        for _passage, of_passage in groupby(some, key=lambda part: part.passage)
        for part in of_passage
    )
    adding.words(
        (part.turn, part.code, *said(part), part.first, part.last) for part in sorted(some, key=lambda part: part.turn)
    )
    found = list(adding.tallies())
    assert len(found) == len(set(found))
    assert set(found) == one_by_one(some, places)
