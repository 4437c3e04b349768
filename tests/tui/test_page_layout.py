"""Rows of the page: every character has one place, and a place gives its character back."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass

from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.domain import graphemes
from workbench.tui.page_layout import PageLayout


@dataclass(frozen=True, slots=True)
class Body:
    body_start: int
    body_end: int


PIECES = st.sampled_from(
    [
        "a", "samskaping", "å", "Å\u030a", "e\u0301", "\n", "\n\n", "\n  ", " ", "  ", "日本語", "한국",
        "👩‍👩‍👧", "❤️", "🇳🇴", "👍🏽",
        "שלום", "مرحبا", "\u200b", "\u202e", "\u0301", "ord.", "\u00a0", "–", "x" * 30, "ते", "\u2400",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=30).map("".join).filter(lambda text: text.strip() == text and text != "")


def laid_out(text: str, width: int) -> PageLayout:
    return PageLayout(text, [Body(0, len(text))], width)


@settings(max_examples=2000)
@given(TEXTS, st.integers(4, 66))
def test_every_grapheme_that_is_shown_has_a_place_that_gives_it_back(text: str, width: int) -> None:
    layout = laid_out(text, width)
    at = 0
    for cluster in graphemes.clusters(text):
        row, column = layout.place(at)
        start, end = layout.bounds(row)
        if not cluster.isspace() and start <= at < end:
            assert layout.offset_at(row, column) == at
        at += len(cluster)


@settings(max_examples=2000)
@given(TEXTS, st.integers(4, 66))
@example("\u00c5\u030asamskaping \nsamskaping", 5)
def test_rows_hold_all_that_is_not_white_space_in_order_and_fit(text: str, width: int) -> None:
    layout = laid_out(text, width)
    before = 0
    for row in range(layout.height):
        start, end = layout.bounds(row)
        assert before <= start <= end
        assert text[before:start].strip() == ""
        assert graphemes.is_boundary(text, start) or text[start - 1].isspace()
        shown = layout.shown(row)
        piece = shown.piece(start, end)
        assert shown.width == cell_len(piece)
        assert shown.width <= width or len(list(graphemes.clusters(text[start:end]))) == 1
        before = end
    assert text[before:].strip() == ""


@given(TEXTS, st.integers(4, 66))
def test_no_row_shows_a_control_character(text: str, width: int) -> None:
    layout = laid_out("\x1b" + text + "\x9b", width)
    for row in range(layout.height):
        shown = layout.shown(row).piece(*layout.bounds(row))
        assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Zl", "Zp", "Cs"}


def test_words_are_kept_whole_and_long_ones_are_cut() -> None:
    text = "en to tre " + "x" * 25 + " fire"
    layout = laid_out(text, 10)
    rows = [text[slice(*layout.bounds(row))] for row in range(layout.height)]
    assert rows == [
        "en to tre",
        "x" * 10,
        "x" * 10,
        "xxxxx fire",
    ]


def test_a_line_that_breaks_off_goes_on_and_a_new_one_begins_a_row() -> None:
    text = "Dette er en lang\nlinje.\nNy linje"
    layout = laid_out(text, 40)
    rows = [layout.shown(row).piece(*layout.bounds(row)) for row in range(layout.height)]
    assert rows == ["Dette er en lang linje.", "Ny linje"]


def test_turns_stand_apart_and_an_empty_one_has_a_row() -> None:
    layout = PageLayout("A\n\nB: \n\nC", [Body(0, 1), Body(6, 6), Body(8, 9)], 20)
    assert [layout.turn_of(row) for row in range(layout.height)] == [0, None, 1, None, 2]
    assert layout.first_row(2) == 4
    assert layout.row_of(8) == 4


def test_half_a_million_characters_are_laid_out_in_time() -> None:
    text = ("Det kom ikke fra staten, det må jeg si, og vi satt på vaktrommet. " * 8000)[:486_000].rstrip()
    bodies = [Body(start, min(start + 600, len(text))) for start in range(0, len(text), 600)]
    start = time.perf_counter()
    layout = PageLayout(text, bodies, 66)
    assert time.perf_counter() - start < 1.5
    assert layout.height > 7000
