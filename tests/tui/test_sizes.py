"""Terminals of every size: too small says what it needs, and the edge of the pane is where one puts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import Sitting, codings_of, runs_async, sitting
from workbench import settings
from workbench.tui.screens.memo_pane import MemoText
from workbench.tui.widgets.divider import Divided

if TYPE_CHECKING:
    from pathlib import Path

SMALL = ((20, 5), (39, 24), (80, 9), (1, 1), (200, 2))


async def resize(here: Sitting, width: int, height: int) -> None:
    """Make the terminal another size."""
    await here.pilot.resize_terminal(width, height)
    await here.pilot.pause()
    await here.pilot.pause()


def chosen(here: Sitting) -> str:
    """Return the words a code would land on."""
    text = here.app.desk_screen.session.text
    assert text is not None
    return here.app.desk_screen.page.chosen.of(text.text)


@pytest.mark.parametrize("size", SMALL)
@runs_async
async def test_too_small_says_what_it_needs_and_the_page_comes_back(project: Path, size: tuple[int, int]) -> None:
    async with sitting(project) as here:
        await here.press("right", "right", "1")
        before, screen = chosen(here), here.text()
        await resize(here, *size)
        if size == (20, 5):
            assert " ".join(here.text().split()) == (
                "Make this window larger: 40 × 10 is needed, it has 20 × 5. Nothing is lost."
            )
        await here.press("2", "x", "j", "colon", "question_mark", "tab")
        await resize(here, 120, 36)
        assert chosen(here) == before
        assert here.text() == screen
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]


@runs_async
async def test_begun_in_too_small_a_terminal(project: Path) -> None:
    async with sitting(project, (20, 5)) as here:
        assert "40 × 10" in " ".join(here.text().split())
        await resize(here, 80, 24)
        assert "Hvem tok initiativet?" in here.text()
        await resize(here, 20, 5)
        await here.press("Q")
        await here.pilot.pause()
        assert here.app.return_code == 0


@runs_async
async def test_a_memo_that_is_being_written_is_there_afterwards(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "m", *"midt i")
        await resize(here, 20, 5)
        await resize(here, 80, 24)
        await here.press(*" noe")
        assert here.app.screen.query_one(MemoText).text == "midt i noe"
        await here.press("tab")
        assert "✎ midt i noe" in here.text()


@pytest.mark.parametrize("size", [(40, 10), (41, 11), (60, 12), (300, 100)])
@runs_async
async def test_the_smallest_and_the_largest_show_the_passage_and_where_one_is(
    project: Path, size: tuple[int, int]
) -> None:
    async with sitting(project, size) as here:
        await here.press("right", "1", "f", "escape", "v", "v", "enter", "escape", "m", "tab")
        assert "Det kom ikke" in here.text()
        assert "BK1:2" in here.text()


@runs_async
async def test_the_edge_of_the_pane_is_dragged_kept_within_bounds_and_remembered(project: Path) -> None:
    async with sitting(project) as here:
        edge = here.app.desk_screen.query_one(Divided)
        assert edge.region.width == 27
        await here.pilot.mouse_down(Divided, offset=(26, 5))
        await here.pilot.hover(offset=(40, 6))
        await here.pilot.mouse_up(offset=(40, 6))
        await here.pilot.pause()
        assert edge.region.width == 41
        assert here.rows()[5][40] == "│"
        assert here.app.desk_screen.page.region.x == 41
        await here.pilot.mouse_down(Divided, offset=(40, 5))
        await here.pilot.hover(offset=(119, 6))
        await here.pilot.mouse_up(offset=(119, 6))
        await here.pilot.pause()
        assert edge.region.width == 58
    async with sitting(project, (200, 40)) as here:
        assert here.app.desk_screen.query_one(Divided).region.width == 58
        await here.press("v", "left", "left", "v")
        assert here.app.desk_screen.query_one(Divided).region.width == 54
        await resize(here, 110, 30)
        assert here.app.desk_screen.query_one(Divided).region.width == 48
        await resize(here, 80, 24)
        assert "1 Hvem starter?" not in here.text()
    assert settings.hand_width() == 54


@runs_async
async def test_a_click_elsewhere_in_the_pane_moves_nothing(project: Path) -> None:
    async with sitting(project) as here:
        await here.pilot.mouse_down(Divided, offset=(10, 5))
        await here.pilot.hover(offset=(40, 6))
        await here.pilot.mouse_up(offset=(40, 6))
        assert here.app.desk_screen.query_one(Divided).region.width == 27
    assert settings.hand_width() == 0


@runs_async
async def test_turns_are_chosen_from_now_on_and_next_time(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("v", "3")
        assert "cursor chooses: turn" in here.text()
        await here.press("v", "right")
        assert chosen(here).startswith("Det kom ikke")
        assert chosen(here).endswith("det samme sto.")
        await here.press("1", "backspace")
        assert chosen(here).endswith("dette går ikke.")
        await here.press("space", "space")
        assert chosen(here).endswith("når kom de med?")
        await here.press("escape", "right", "left", "left")
        assert chosen(here) == "Hvem tok initiativet?"
        await here.press("t")
        assert chosen(here).endswith("det samme sto.")
    async with sitting(project) as here:
        await here.press("j")
        assert chosen(here).endswith("det samme sto.")
        await here.press("v", "3", "v", "right")
        assert chosen(here).startswith("Vi satt")
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]
    assert not settings.chooses_turns()
