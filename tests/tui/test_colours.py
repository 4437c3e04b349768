"""Colours can be read, and two themes are never mixed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.codebook import Code, Codebook
from workbench.domain.ids import CodeId
from workbench.tui import colours
from workbench.tui.stripes import SHAPES
from workbench.tui.themes import DARK, LIGHT, SIXTEEN, Look

COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def book(*chosen: str) -> Codebook:
    themes = [Code(CodeId(n), str(n), None, n, f"Theme {n}", colour, slot=n) for n, colour in enumerate(chosen, 1)]
    codes = [
        Code(CodeId(10 + n), str(10 + n), CodeId(n), 0, f"Code {n}", "", slot=1) for n in range(1, len(chosen) + 1)
    ]
    return Codebook((*themes, *codes))


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@given(one=COLOUR, other=COLOUR)
def test_words_can_be_read_on_every_tint_and_names_on_every_background(theme: str, one: str, other: str) -> None:
    look = Look(theme, book(one, other))
    for asked in (False, True):
        for themes in (frozenset({CodeId(1)}), frozenset({CodeId(1), CodeId(2)})):
            style = look.tinted(themes, asked=asked)
            assert style.color is not None
            assert style.bgcolor is not None
            assert colours.contrast(style.color.name, style.bgcolor.name) >= colours.LEGIBLE
    for on in ("text", "bar"):
        style = look.stripe(CodeId(11), on)
        assert style.color is not None
        assert style.bgcolor is not None
        assert colours.contrast(style.color.name, style.bgcolor.name) >= colours.LEGIBLE - 0.3


@pytest.mark.parametrize("theme", [DARK, LIGHT])
@pytest.mark.parametrize(
    "role", ["text", "soft", "strong", "accent", "warning", "chosen", "bar", "bar-soft", "bar-accent"]
)
def test_every_role_can_be_read(theme: str, role: str) -> None:
    style = Look(theme).role(role)
    assert style.color is not None
    assert style.bgcolor is not None
    assert colours.contrast(style.color.name, style.bgcolor.name) >= colours.LEGIBLE


def test_two_themes_on_the_same_words_are_grey_and_underlined_whatever_their_hues() -> None:
    red_blue, green_red = Look(DARK, book("#ff0000", "#0000ff")), Look(DARK, book("#00ff00", "#ff0000"))
    both = frozenset({CodeId(1), CodeId(2)})
    assert red_blue.tinted(both) == green_red.tinted(both)
    assert red_blue.tinted(both).underline
    assert not red_blue.tinted(frozenset({CodeId(1)})).underline


def test_sixteen_colours_use_no_tint_and_mark_what_is_chosen() -> None:
    look = Look(SIXTEEN, book("#ff0000"))
    assert look.marked
    assert look.tinted(frozenset({CodeId(1)})).underline
    assert look.role("chosen").reverse


@given(COLOUR, COLOUR, st.floats(0, 1))
def test_a_mixture_lies_between(one: str, other: str, share: float) -> None:
    mixed = colours.mixed(one, other, share)
    for place in (1, 3, 5):
        low, high = sorted((int(one[place : place + 2], 16), int(other[place : place + 2], 16)))
        assert low <= int(mixed[place : place + 2], 16) <= high


def flat(count: int) -> Codebook:
    """Return a codebook without themes: codes at the top, digits for the first nine."""
    return Codebook(
        tuple(
            Code(CodeId(n), str(n), None, n, f"Code {n}", "", slot=n if n < 10 else None) for n in range(1, count + 1)
        )
    )


@pytest.mark.parametrize("theme", [DARK, LIGHT, SIXTEEN])
def test_codes_without_themes_are_told_apart_by_shape_and_beyond_nine_by_shape_and_colour(theme: str) -> None:
    look = Look(theme, flat(20))
    assert len({look.shape(CodeId(n)) for n in range(1, 10)}) == 9
    assert len({(look.shape(CodeId(n)), look.stripe(CodeId(n)).color) for n in range(1, 21)}) == 20


def test_a_theme_with_codes_keeps_the_stripe_of_a_theme() -> None:
    assert Look(DARK, book("#ff0000", "")).shape(CodeId(1)) == SHAPES[-1]
