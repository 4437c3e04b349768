"""`g`: a letter acts at once, an id is typed, and a menu comes where nothing is pressed for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.tui.conftest import Sitting, runs_async, sitting
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.sources import SourcesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

MENU = "or type an id"


def on(here: Sitting, kind: type[Screen[Any]]) -> bool:
    """Tell whether a screen of this kind is seen."""
    return isinstance(here.app.screen, kind)


@runs_async
async def test_a_letter_acts_at_once_and_no_menu_is_seen(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("g")
        assert MENU not in here.text()
        await here.press("s")
        assert on(here, SourcesScreen)
        await here.press("g", "g", "c")
        assert on(here, CodebookScreen)
        await here.press("g")
        await here.pilot.pause(0.4)
        assert MENU not in here.text()


@runs_async
async def test_the_menu_comes_after_a_while_and_its_letters_act_and_so_does_an_id(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("g")
        await here.pilot.pause(0.4)
        rows = here.rows()
        assert [row.split() for row in rows[-4:-2]] == [["s", "sources"], ["c", "codebook"]]
        assert MENU in rows[-2]
        assert "Go to:" in rows[-1]
        assert "Hvem tok initiativet?" in here.text()
        await here.press("c")
        assert on(here, CodebookScreen)
        await here.press("c", "g")
        await here.pilot.pause(0.4)
        await here.press(*"BK2:2", "enter")
        assert here.rows()[0].startswith(" BK2")
        assert MENU not in here.text()


@runs_async
async def test_what_is_typed_keeps_the_menu_away_and_another_letter_is_explained(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("g", "B")
        await here.pilot.pause(0.4)
        assert MENU not in here.text()
        await here.press("escape", "g", "z")
        assert "After g: m matrix, q quotes, s sources, c codebook, or BK3:14." in here.text()


@runs_async
async def test_the_codebook_is_in_the_palette(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("colon", *"codebook")
        await here.pilot.pause(0.3)
        await here.press("enter")
        await here.pilot.pause(0.1)
        assert on(here, CodebookScreen)
