"""The lines above and below the page: cut once, the most important first, and nothing left out in silence."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from tests.tui.conftest import codings_of, runs_async, sitting, source_of
from workbench.bootstrap import new_project
from workbench.domain.codebook import CodebookDraft, CodeDraft
from workbench.tui.screens.mode import keys_told
from workbench.tui.themes import DARK, Look
from workbench.tui.widgets.hand import wrapped, wrapped_within

if TYPE_CHECKING:
    from pathlib import Path

NAMES = (
    "Kommunikasjon med innbyggerne", "Ja", "Tid", "Penger", "Motstand i egen organisasjon", "Ro", "Ledelse", "Tillit",
    "Samarbeid på tvers", "Regler", "Frivillige", "Teknologi",
)  # fmt: skip


@pytest.fixture
def flat(tmp_path: Path) -> Path:
    """A project whose codes stand under no theme, more than there are digits."""
    path = tmp_path / "flat.workbench"
    said = "BK1: Vi satt på vaktrommet og regnet på neste år, og da var det to av oss som sa at dette går ikke. Ja.\n"
    with closing(new_project(path, coder="AB")) as desk:
        desk.codebook.bring_in(CodebookDraft("Flat", "nb", 1, tuple(CodeDraft(name) for name in NAMES)))
        desk.sources.add([source_of("bk1.txt", said, "BK1")])
    return path


def below(text: str, rows: int = 4) -> list[str]:
    return text.split("\n")[-rows:]


@runs_async
async def test_what_was_just_put_on_is_named_first(flat: Path) -> None:
    async with sitting(flat, (80, 24)) as here:
        await here.press("1", "5", "9", "7")
        landing = below(here.text())[1]
        assert landing.index("Ledelse") < landing.index("Kommunikasjon")
        await here.press("enter", *"Helt", "enter")
        assert "Helt" in below(here.text())[1]
        await here.press("enter", *"Ro", "tab", *"Tillit", "tab", "enter")
        landing = below(here.text())[1]
        assert "Ro  " in landing
        assert "Tillit" in landing


@runs_async
async def test_what_was_done_is_cut_once_and_the_code_stays(flat: Path) -> None:
    async with sitting(flat, (80, 24)) as here:
        await here.press("5")
        told = below(here.text())[2]
        assert "as Motstand i egen organisasjon" in told
        assert "u undoes it" in told
        assert told.count("…") == 1
        assert "saved" in told


@runs_async
async def test_what_nought_asks_stands_on_rows_beneath_each_other(flat: Path) -> None:
    async with sitting(flat, (80, 24)) as here:
        await here.press("0")
        first, second = below(here.text(), 2)
        assert first.strip().startswith("Theme:")
        assert [f"{digit}" in first + second for digit in range(1, 10)] == [True] * 9
        assert "Samarbeid" in second
        assert " 0" not in first + second
    async with sitting(flat, (160, 40)) as here:
        await here.press("0")
        assert "Samarbeid" in below(here.text(), 1)[0]


@runs_async
async def test_a_code_without_codes_is_no_hand(flat: Path) -> None:
    async with sitting(flat, (80, 24)) as here:
        await here.press("0", "0", "3")
        assert "Tid has no codes under it" in here.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_names_of_the_hand_get_the_room_that_short_ones_leave(flat: Path, size: tuple[int, int]) -> None:
    @runs_async
    async def sit() -> None:
        async with sitting(flat, size) as here:
            assert "Ledelse" in here.text()
            assert "Motsta" in here.text()
            await here.press("v")
            assert below(here.text(), 1)[0].rstrip().endswith("close")

    sit()


@runs_async
async def test_a_coding_is_recoded_by_a_digit_of_the_hand(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "r")
        assert "of the hand" in here.text()
        await here.press("2")
        assert "Recoded from Ovenfra to Nedenfra" in here.text()
        await here.press("r", "0", "2", "1")
        assert "Recoded from Nedenfra to Penger" in here.text()
        await here.press("r", "D", "e", "m", "enter", "2")
    assert [code for _id, code, _stance in codings_of(project)] == ["Demokrati", "Nedenfra"]


@runs_async
async def test_more_codings_than_digits_are_all_reached(flat: Path) -> None:
    async with sitting(flat, (80, 24)) as here:
        await here.press("enter", *["tab", "down"] * 11, "tab", "enter")
        assert "Put 12 codes on" in here.text()
        await here.press("right", "left", "x")
        assert "0 3 more" in below(here.text(), 2)[1]
        await here.press("0")
        shown = " ".join(below(here.text(), 2))
        assert "0 9 more" in shown
        assert "Teknologi" in shown
        await here.press("3")
    assert "Teknologi" not in [code for _id, code, _stance in codings_of(flat)]
    assert len(codings_of(flat)) == 11


@runs_async
async def test_a_long_name_takes_a_second_row_of_the_hand_where_there_is_room(flat: Path) -> None:
    async with sitting(flat, (120, 36)) as here:
        assert "organisasjon" in here.text()
        assert "Samarbeid på" in here.text()
    async with sitting(flat, (120, 16)) as here:
        assert "organisasjon" not in here.text()
        assert "Motstand" in here.text()


@pytest.mark.parametrize("width", range(8, 40))
def test_rows_that_were_cut_end_in_one_sign_whatever_the_width(width: int) -> None:
    words = "Motstand i egen organisasjon, og i andre. Ja. Kommunikasjon med innbyggerne, a b c d e f g h i j k"
    for most in (1, 2, 3):
        rows = wrapped_within(words, width, most)
        assert len(rows) <= most
        assert all(cell_len(row) <= width for row in rows)
        if len(wrapped(words, width)) > most:
            assert rows[-1].endswith("…")
            assert not rows[-1].endswith("……")


def test_where_keys_have_too_little_room_the_longest_words_are_cut() -> None:
    keys = [("Enter", "choose"), ("1–9", "of the hand"), ("Backspace", "close")]
    look = Look(DARK)
    for width in range(50, 90):
        told = "".join(text for text, _style in keys_told(look, "Instead of Samarbeid på tvers", keys, width))
        assert cell_len(told.rstrip()) <= width
        assert "choose" in told
        assert "close" in told
    assert told == " Instead of Samarbeid på tvers  Enter choose  1–9 of the hand  Backspace close  "
