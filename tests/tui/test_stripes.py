"""Stripes: lanes that do not run into one another, and a sign where there are too many."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.spans import Span
from workbench.tui.stripes import SHAPES, Stripes, shape

SPANS = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(1, 1200)).map(lambda pair: Span(pair[0], pair[0] + pair[1])),
    max_size=30,
)


@given(SPANS, st.integers(0, 4000), st.integers(1, 700))
def test_what_lies_between_is_what_shares_a_character(spans: list[Span], start: int, length: int) -> None:
    stripes = Stripes((span, number) for number, span in enumerate(spans))
    there = Span(start, start + length)
    expected = {number for number, span in enumerate(spans) if span.overlaps(there)}
    assert {number for _span, number in stripes.between(there.start, there.end)} == expected


@given(SPANS)
def test_two_stretches_that_overlap_never_share_a_lane(spans: list[Span]) -> None:
    stripes = Stripes((span, number) for number, span in enumerate(spans))
    for one, first in enumerate(spans):
        for other, second in enumerate(spans[:one]):
            if first.overlaps(second):
                assert stripes.lane(one) != stripes.lane(other)


def test_more_than_fit_is_told() -> None:
    stripes = Stripes((Span(0, 10), number) for number in range(4))
    assert stripes.on(0, 5, 3) == ((0, 1, 2), True)
    assert stripes.on(0, 5, 4) == ((0, 1, 2, 3), False)
    assert stripes.on(10, 20, 3) == ((None, None, None), False)


def test_every_digit_has_a_shape_of_its_own() -> None:
    assert len({shape(digit) for digit in range(1, 10)}) == 9
    assert shape(None) == SHAPES[-1]


def test_stretches_beside_each_other_on_one_row_are_both_seen() -> None:
    stripes = Stripes([(Span(0, 10), "first"), (Span(10, 30), "then"), (Span(12, 14), "inside")])
    assert stripes.lane("then") == 0
    assert stripes.on(0, 20, 3) == (("first", "inside", "then"), False)
    assert stripes.on(20, 40, 3) == (("then", None, None), False)
    assert stripes.on(0, 20, 2) == (("first", "inside"), True)


@given(SPANS, st.integers(0, 4000), st.integers(1, 70), st.integers(1, 6))
def test_every_stretch_on_a_row_is_drawn_or_told_of(spans: list[Span], start: int, length: int, room: int) -> None:
    stripes = Stripes((span, number) for number, span in enumerate(spans))
    here = {number for _span, number in stripes.between(start, start + length)}
    drawn, more = stripes.on(start, start + length, room)
    shown = [key for key in drawn if key is not None]
    assert len(set(shown)) == len(shown)
    assert set(shown) <= here
    assert more == (len(here) > room)
    assert more or set(shown) == here
