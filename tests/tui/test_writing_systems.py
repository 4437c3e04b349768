"""Joined pictures, wide letters and right-to-left words on the page: each cell where it is counted."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.tui.conftest import Sitting, runs_async, sitting, source_of
from workbench.bootstrap import open_desk
from workbench.domain import graphemes
from workbench.domain.spans import Span
from workbench.tui.choosing import Standing, Walk
from workbench.tui.edges import by_character, by_word
from workbench.tui.safe import drawn_as, fitted

if TYPE_CHECKING:
    from pathlib import Path

DRAWN = {
    "👩‍👩‍👧": "👩◌",
    "👍🏽": "👍◌",
    "👩‍❤️‍👩": "👩◌",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": "🏴◌",
    "❤️": "❤",
    "☺\ufe0e": "☺",
    "1️⃣": "1⃣",
    "ℹ️": "ℹ",
    "🇳🇴": "🇳🇴",
    "👩": "👩",
    "e\u0301": "e\u0301",
    "日": "日",
    "a\ufe0f": "a◌",
    "a\u200d": "a◌",
    "👩\u200d": "👩◌",
    "\u202e": "⇄",
}
PIECES = st.sampled_from([*DRAWN, "a", " ", "ש", "ל", "م", "ا", "\ufe0f", "🏽", "\u200d", "ते", "한", "\U000e0067", "️⃣"])


@pytest.mark.parametrize(("cluster", "drawn"), DRAWN.items(), ids=lambda value: ascii(value))
def test_a_grapheme_is_drawn_as_what_every_terminal_draws_in_as_many_cells(cluster: str, drawn: str) -> None:
    assert drawn_as(cluster) == drawn
    # A sum over characters is what terminals without joined pictures do; it may not differ from what is counted.
    assert cell_len(drawn) == sum(map(cell_len, drawn))


@settings(max_examples=2000)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_is_drawn_joins_nothing_and_is_as_wide_as_its_characters(text: str) -> None:
    drawn = "".join(map(drawn_as, graphemes.clusters(text)))
    assert not set(drawn) & set("\u200d\ufe0f\ufe0e")
    assert cell_len(drawn) == sum(map(cell_len, drawn))


@settings(max_examples=2000)
@given(st.lists(PIECES, max_size=12).map("".join), st.integers(0, 20))
def test_names_with_joined_pictures_fit(text: str, cells: int) -> None:
    assert cell_len(fitted(text, cells)) <= cells


def add(project: Path, text: str) -> None:
    """Bring one more interview in."""
    desk = open_desk(project)
    desk.sources.add([source_of("bk3.txt", text, "BK3")])
    desk.close()


def chosen(here: Sitting) -> str:
    """Return the words a code would land on."""
    text = here.app.desk_screen.session.text
    assert text is not None
    return here.app.desk_screen.page.chosen.of(text.text)


@runs_async
async def test_rows_with_joined_pictures_are_as_wide_as_all_others(project: Path) -> None:
    words = "".join(f"Her {cluster} er den. " for cluster in DRAWN)
    add(project, f"I: Hva?\n\nBK3: {words}\n")
    async with sitting(project, (80, 24)) as here:
        await here.press("right_parenthesis", "right_parenthesis", "right", "e", "left", "left")
        assert {cell_len(row) for row in here.rows()} == {80}
        assert "👩◌ er den" in here.text()
        await here.press("escape", "e", *["comma"] * 8)
        assert chosen(here) == "Her 👩‍👩‍👧"
        await here.press("comma")
        assert chosen(here) == "Her "


@runs_async
async def test_right_to_left_words_are_shown_coded_and_said_once_to_be_out_of_order(project: Path) -> None:
    add(project, "I: Hva?\n\nBK3: Hun sa שלום לכולם. Så gikk hun.\n\nBK3: مرحبا بالجميع.\n")
    told = "run from right to left"
    async with sitting(project) as here:
        assert told not in here.text()
        await here.press("right_parenthesis", "right_parenthesis")
        assert told in here.text()
        await here.press("right")
        assert "שלום לכולם" in here.text()
        assert told not in here.text()
        await here.press("1", "left_parenthesis", "right_parenthesis")
        assert told not in here.text()
        assert {cell_len(row) for row in here.rows()} == {120}


class OneTurn:
    """A text of one turn of a hundred thousand characters, as the moves see it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.turns = (Turn(len(text)),)


class Turn:
    """That turn."""

    number = 1
    role = None
    body_start = 0

    def __init__(self, end: int) -> None:
        self.body_end = end


def test_moving_in_a_paragraph_of_100_000_characters_costs_next_to_nothing() -> None:
    text = ("Det kom ikke fra staten, det må jeg si. Vi satt på vaktrommet og regnet på neste år. " * 1200)[:100_000]
    walk = Walk(OneTurn(text.rstrip()))  # type: ignore[arg-type]
    here = walk.at(50_000)
    begun = time.process_time()
    for _time in range(50):
        here = walk.next(here)
        walk.sentences_in(here.span)
        walk.grown(here)
        walk.shrunk(here)
        walk.previous(here)
        by_word(walk, text, here.span, 1, last=True)
        by_character(walk, text, here.span, -1, last=False)
    assert (time.process_time() - begun) / 50 < 0.02


@pytest.mark.parametrize("step", [1, -1])
@pytest.mark.parametrize("last", [True, False])
def test_an_end_moves_by_a_word_however_far_the_next_one_is(step: int, last: bool) -> None:
    text = "en " + "x" * 5_000 + " to" + " " * 5_000 + "tre"
    walk = Walk(OneTurn(text))  # type: ignore[arg-type]
    places = [0, 2, 3, 5_003, 5_004, 5_006, 10_006, 10_009]
    ends = places[1::2] if last else places[::2]
    for here in range(1, 3):
        span = Span(0, ends[here]) if last else Span(ends[here], len(text))
        found = by_word(walk, text, span, step, last=last)
        assert (found.end if last else found.start) == ends[here + step]


def test_standing_in_a_long_turn_knows_its_sentence() -> None:
    text = "En setning. " * 9_000
    walk = Walk(OneTurn(text.rstrip()))  # type: ignore[arg-type]
    assert walk.at(60_001) == Standing(60_001, Span(60_000, 60_011))
