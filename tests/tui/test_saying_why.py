"""Nothing happens without a word: a key with nothing to do says why, and what is elsewhere says where."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import codings_of, runs_async, sitting, source_of
from workbench.bootstrap import new_project

if TYPE_CHECKING:
    from pathlib import Path

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A project with a text and no codes."""
    path = tmp_path / "empty.workbench"
    with closing(new_project(path, coder="AB")) as desk:
        said = "".join(f"BK1: Svar {n}.\n\nI: Og så?\n\n" for n in range(1, 40))
        desk.sources.add([source_of("bk1.txt", said, "BK1"), source_of("bk2.txt", said.replace("BK1", "BK2"), "BK2")])
    return path


@SIZES
@pytest.mark.parametrize("key", ["1", "0"])
def test_without_codes_a_digit_says_how_to_make_one(empty: Path, size: tuple[int, int], key: str) -> None:
    @runs_async
    async def sit() -> None:
        async with sitting(empty, size) as here:
            assert "No codes yet: Enter" in here.text()
            await here.press(key)
            assert "No codes yet: Enter, a name and Enter again make the first one." in here.text()
            await here.press("enter")
            assert "Type a name for these words" in here.text()
            await here.press("enter")
            assert "Type a name first." in here.text()
            await here.press("P", "e", "n", "enter")
            assert "Made the code Pen" in here.text()
            assert "No codes yet" not in here.text()
            await here.press("right", "1")
        assert len(codings_of(empty)) == 2

    sit()


@runs_async
async def test_where_nothing_can_be_done_that_is_said(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("left")
        assert "The text begins here." in here.text()
        await here.press("k")
        assert "The text begins here." in here.text()
        await here.press("end", "right")
        assert "The text ends here; ) opens the next one." in here.text()
        await here.press("space")
        assert "The text ends here; ) opens the next one." in here.text()
        await here.press(*["backspace"] * 7)
        assert "Nothing shorter than a word" in here.text()
        await here.press("home")
        assert "Nothing shorter" not in here.text()


@runs_async
async def test_what_is_undone_in_another_source_is_gone_to_and_back(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        page = here.app.desk_screen.page
        await here.press("j", "right", "1")
        coded = page.chosen
        await here.press("right_parenthesis", "u")
        assert here.rows()[0].startswith(" BK1")
        assert page.chosen == coded
        assert "Took back: Coded BK1:2" in here.text()
        assert "U does it again, and , goes back" in here.text()
        await here.press("comma")
        assert here.rows()[0].startswith(" BK2")
        await here.press("U")
        assert here.rows()[0].startswith(" BK1")
        assert page.chosen == coded


@runs_async
async def test_after_a_restart_what_is_undone_in_another_source_is_gone_to(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("j", "1", "x", "right_parenthesis", "Q")
    async with sitting(project, (80, 24)) as here:
        assert here.rows()[0].startswith(" BK2")
        await here.press("u")
        assert here.rows()[0].startswith(" BK1")
        assert here.app.desk_screen.session.here(here.app.desk_screen.page.chosen)


@runs_async
async def test_what_is_undone_out_of_view_is_gone_to_and_what_is_in_view_is_not(empty: Path) -> None:
    async with sitting(empty, (80, 24)) as here:
        page = here.app.desk_screen.page
        await here.press("enter", "P", "enter")
        coded = page.chosen
        await here.press("right")
        beside = page.chosen
        await here.press("u")
        assert page.chosen == beside
        assert ", goes back" not in here.text()
        await here.press("U", "end", "u")
        assert page.chosen == coded
        assert "and , goes back" in here.text()
