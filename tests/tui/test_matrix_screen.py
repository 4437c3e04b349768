"""The comparison by keyboard: cell by cell, cases opened, turned, read, and the way to the words and back."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import Sitting, runs_async, sitting
from tests.tui.keyboards import reached
from tests.tui.study import sample_study
from workbench.bootstrap import new_project, open_desk, open_to_read
from workbench.domain.view import View
from workbench.tui.messages import StepDone
from workbench.tui.screens import matrix, matrix_choice, quotes
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.screens.matrix import MatrixScreen
from workbench.tui.screens.matrix_choice import MatrixChoice
from workbench.tui.screens.quotes import QuotesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from workbench.services.desk import Desk
    from workbench.tui.comparing import Passage
    from workbench.tui.screens.list_keys import Key

TABLES = {MatrixScreen: matrix.KEYS, MatrixChoice: matrix_choice.KEYS, QuotesScreen: quotes.KEYS}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return sample_study(tmp_path)


@pytest.mark.parametrize("key", [key for keys in TABLES.values() for key in keys], ids=lambda key: key.action)
def test_every_key_is_plain(key: Key) -> None:
    assert any(map(reached, key.keys.split(","))) or key.keys in {"home", "end"}


@pytest.mark.parametrize("screen", TABLES, ids=lambda screen: screen.__name__)
def test_every_key_does_something_and_none_does_two_things(screen: type[Screen[object]]) -> None:
    keys = TABLES[screen]
    assert all(hasattr(screen, f"action_{key.action.split('(')[0]}") for key in keys)
    every = [one for key in keys for one in key.keys.split(",")]
    assert len(every) == len(set(every))


async def opened(here: Sitting, *keys: str) -> None:
    """Open the matrix, wait until it is counted, and press keys."""
    await here.press("g", "m")
    await here.pilot.pause(0.1)
    await here.press(*keys)


async def to_row(here: Sitting, title: str) -> None:
    """Go down to a row by its title."""
    screen = here.app.screen
    assert isinstance(screen, MatrixScreen)
    for _row in range(80):
        seen = screen.grid.seen
        assert seen is not None
        if screen.grid.row_at is not None and seen.side(screen.grid.row_at).strip() == title:
            return
        await here.press("down")
    raise AssertionError(title)


def chosen(here: Sitting) -> Passage:
    """Return the quote that is chosen."""
    screen = here.app.screen
    assert isinstance(screen, QuotesScreen)
    passage = screen.list.passage
    assert passage is not None
    return passage


def told(here: Sitting) -> str:
    """Return what is told below the grid."""
    return " ".join(row.strip() for row in here.rows()[-4:-1])


@runs_async
async def test_it_opens_moves_and_tells_each_cell_in_words(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here)
        assert "Storvik (SK)" in here.rows()[1]
        assert "Forståelse av samskaping · Storvik (SK): 6 of 6: SK1, SK2" in told(here)
        assert "The view hides 9 codings." in told(here)
        await to_row(here, "Nedenfra")
        await here.press("right")
        assert told(here).startswith("Nedenfra · Fjordvik (FK): 3 of 4: FK1, FK2, FK4; against: FK2, FK3 · 8 quotes")
        await here.press("down", "left")
        assert told(here).startswith("Nedenfra, says against · Storvik (SK): –")
        await here.press("up", "right", "right", "right")
        assert "3 of 3" in told(here)
        await here.press("m")
        assert isinstance(here.app.screen, DeskScreen)
        await opened(here)
        assert "Nedenfra · in kommuner: 3 of 3" in told(here)


@runs_async
async def test_a_case_opens_into_its_informants_from_a_cell_or_its_heading_and_closes(study: Path) -> None:
    async with sitting(study, (200, 60)) as here:
        await opened(here, "right", "o")
        assert "▾ Fjordvik (FK)" in here.rows()[1]
        assert [f"FK{n}" in here.rows()[1] for n in (1, 2, 3, 4)] == [True] * 4
        await here.press("right", "right")
        assert told(here).startswith("Forståelse av samskaping · FK2: 1 of 1: FK2")
        await here.press("o")
        assert "▸ Fjordvik (FK)" in here.rows()[1]
        assert "· Fjordvik (FK): 4 of 4" in told(here)
        await here.press("home", "enter")
        assert "▾ Fjordvik (FK)" in here.rows()[1]
        await here.press("O")
        assert here.rows()[1].count("▾") == 2
        await here.press("O")
        assert here.rows()[1].count("▸") == 3
        await here.press("left", "left", "left", "left", "o")
        assert "Stand on a case" in told(here)


@runs_async
async def test_it_is_turned_and_turned_back_on_the_same_cell(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here)
        await to_row(here, "Ovenfra")
        await here.press("right")
        before = told(here)
        await here.press("t")
        assert told(here).startswith("Fjordvik (FK) · Ovenfra: ")
        assert "Ovenfra" in here.rows()[1]
        await here.press("o", "down")
        assert told(here).startswith("FK1 · Ovenfra: ")
        await here.press("o", "t")
        assert told(here) == before


@runs_async
async def test_from_a_cell_to_its_quotes_to_the_words_and_back_to_the_same_cell(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here)
        await to_row(here, "Nedenfra")
        await here.press("right", "enter")
        assert "Hvem starter? > Nedenfra · Fjordvik (FK)" in " ".join(here.rows()[0].split())
        assert "1 / 8 quotes" in here.rows()[0]
        await here.press("down", "down")
        passage = chosen(here)
        await here.press("enter")
        desk = here.app.desk_screen
        assert here.app.screen is desk
        text = desk.session.text
        assert text is not None
        assert text.source.id == passage.shown.quote.source_id
        assert desk.page.chosen.of(text.text) == passage.shown.quote.words
        assert "Quote 3 of Nedenfra  ·  , back to the list" in here.text()
        await here.press("comma")
        await here.pilot.pause(0.1)
        assert chosen(here) == passage
        await here.press("comma")
        assert told(here).startswith("Nedenfra · Fjordvik (FK): 3 of 4")
        await here.press("m", "right", "comma")
        await here.pilot.pause(0.1)
        assert chosen(here) == passage


@runs_async
async def test_another_jump_takes_the_way_back(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here, "enter", "enter", "greater_than_sign", "comma")
        assert isinstance(here.app.screen, DeskScreen)


@runs_async
async def test_it_fills_while_one_codes(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here)
        await to_row(here, "Satsingsområder")
        assert "0 of 5 read" in told(here)
        await here.press("m", "f", "a", "enter", *"Satsing", "enter")
        await opened(here)
        assert "1 of 5 read: SK1" in told(here)
        await here.press("m", "u")
        await opened(here)
        assert "0 of 5 read" in told(here)


@runs_async
async def test_a_quote_is_copied_with_its_reference_and_opened_whole(study: Path) -> None:
    async with sitting(study, (80, 24)) as here:
        await opened(here, "enter", "y")
        screen = here.app.screen
        assert isinstance(screen, QuotesScreen)
        passage = screen.list.passage
        assert passage is not None
        assert here.app.clipboard == f"«{' '.join(passage.shown.quote.words.split())}» ({passage.shown.reference})"
        rows = screen.list.count
        await here.press("d")
        assert screen.list.count > rows
        await here.press("d", "end", "pageup", "pagedown", "home")
        assert screen.list.count == rows
        assert screen.place == 1


@runs_async
async def test_g_q_reads_the_quotes_of_the_code_here_and_comes_back(study: Path) -> None:
    async with sitting(study) as here:
        await here.press("greater_than_sign", "g", "q")
        await here.pilot.pause(0.1)
        screen = here.app.screen
        assert isinstance(screen, QuotesScreen)
        session = here.app.desk_screen.session
        code = session.here(here.app.desk_screen.page.chosen)[-1].coding.code
        assert session.book.path(code) in here.rows()[0]
        await here.press("down", "enter", "comma")
        await here.pilot.pause(0.1)
        assert isinstance(here.app.screen, QuotesScreen)
        assert here.app.screen.place == 2


@runs_async
async def test_columns_readings_and_coders_are_chosen_and_kept_as_a_view(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here, "v", "down", "enter", "v")
        await here.pilot.pause(0.1)
        assert "SK1" in here.rows()[1]
        assert "by informant" in here.rows()[0]
        await here.press("v", "end", "up", "enter", "s", *"AB: mine?", "enter")
        assert "Saved the view AB: mine?" in here.text()
        assert [found.verb for found in here.messages if isinstance(found, StepDone)][-1] == "save view"
        await here.press("v")
        await here.pilot.pause(0.1)
        assert "AB: mine?  ·  coders: AB" in here.rows()[0]
        assert "The view hides 9 codings." not in told(here)
    with closing(open_to_read(study)) as desk:
        coder = next(one.id for one in desk.readers.coders() if one.name == "AB")
        assert desk.views.all() == (("AB: mine?", View(coders=frozenset({coder}))),)
    async with sitting(study) as here:
        await opened(here, "v", *("down",) * 11, "enter", "v")
        await here.pilot.pause(0.1)
        assert "AB: mine?" in here.rows()[0]


@runs_async
async def test_a_name_that_cannot_be_seen_is_refused_and_dropping_keeps_nothing(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here, "v", "s", "x", "escape", "s", "enter")
        assert "Save this choice as:" in here.text()
        screen = here.app.screen
        assert isinstance(screen, MatrixChoice)
        assert screen._field is not None
        screen._field.type("\u200b")
        await here.press("enter")
        assert "cannot be used" in here.text()
    with closing(open_to_read(study)) as desk:
        assert desk.views.all() == ()


@runs_async
async def test_a_view_whose_code_is_gone_and_one_that_is_gone_are_told(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here)
        desk = here.app.desk_screen.session.desk
        desk.views.save("utgått", View(codes=frozenset()))
        comparison = here.app.desk_screen._comparison
        assert comparison is not None
        comparison.saved = "utgått"
        await here.press("m")
        await opened(here)
        assert "There is nothing to compare yet" in told(here)
        await here.press("enter", "t", "o", "right", "down", "l", "l", "m")
        comparison.saved = "borte"
        await opened(here)
        assert "There is no view “borte”" in told(here)
        assert "The view hides 9 codings." in told(here)


@runs_async
async def test_an_empty_project_says_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "empty.workbench"
    new_project(path, coder="AB", round_name="first reading", name="Empty").close()
    async with sitting(path, (80, 24)) as here:
        await opened(here)
        assert "There is nothing to compare yet" in told(here)
        await here.press("enter", "o", "O", "t", "enter", "l", "up", "left", "pagedown", "end", "home", "l", "v", "v")
        await here.press("m", "g", "q")
        assert "No quote here; documents have a line of their own" in here.text()
        await here.press("enter", "y", "d", "down", "comma")


@runs_async
async def test_a_blind_reading_stands_by_itself(study: Path) -> None:
    def blind() -> Desk:
        return open_desk(study, coder="CD", round_name="blind reading", blind=True)

    async with sitting(study, opened=blind) as here:
        await opened(here, "v")
        assert "it stands by itself" in here.text()
        await here.press("end", "enter", "v")
        assert "readings: blind reading" in here.rows()[0]
        await here.press("enter")
        assert "No quote here; documents have a line of their own" in here.text()


@runs_async
async def test_a_project_that_is_only_read_is_compared_and_saves_nothing(study: Path) -> None:
    async with sitting(study, opened=lambda: open_to_read(study)) as here:
        await opened(here, "v", "s")
        assert "Save this choice as:" not in here.text()
        await here.press("v", "enter", "enter")
        assert isinstance(here.app.screen, DeskScreen)


@runs_async
async def test_marks_are_letters_in_sixteen_colours_and_the_legend_is_one_key_away(study: Path) -> None:
    async with sitting(study, theme="workbench-16") as here:
        await opened(here)
        assert "SSssss 6 of 6; 18" in here.text()
        await here.press("l")
        assert "? not read for this code" in " ".join(here.text().split())
        assert "as of change" in here.text()
        here.app.action_light_or_dark()
        await here.press("m")
        assert "◆◆●●●● 6 of 6 · 18" in here.text()
        assert "? not read for this code" not in here.text()


@runs_async
async def test_the_columns_scroll_aside_while_the_titles_stay(study: Path) -> None:
    async with sitting(study, (80, 24)) as here:
        await opened(here, "o", *("right",) * 6)
        head = here.rows()[1]
        assert "‹" in head
        assert "›" in head
        assert "SK6" in head
        assert "Storvik" not in head
        assert any("■ Hvem starter?" in row for row in here.rows())
        await here.press("less_than_sign", "less_than_sign", "less_than_sign")
        assert "Storvik" in here.rows()[1]


@runs_async
async def test_the_mouse_chooses_a_cell_and_once_more_reads_it(study: Path) -> None:
    async with sitting(study) as here:
        await opened(here)
        at = here.rows()[2:].index(next(row for row in here.rows()[2:] if "▌ Ovenfra" in row))
        across = here.rows()[1].index("Fjordvik")
        await here.pilot.click("#matrix-grid", offset=(across, at))
        assert told(here).startswith("Ovenfra · Fjordvik (FK)")
        await here.pilot.click("#matrix-grid", offset=(across, at))
        await here.pilot.pause(0.1)
        assert isinstance(here.app.screen, QuotesScreen)
        await here.pilot.click("#quote-flow", offset=(10, 8))
        assert here.app.screen.place == 2


@runs_async
async def test_it_can_be_made_smaller_and_larger_while_it_is_open(study: Path) -> None:
    async with sitting(study, (200, 60)) as here:
        await opened(here)
        assert "6 of 6 · 18" in here.text()
        await here.pilot.resize_terminal(80, 24)
        await here.pilot.pause(0.1)
        assert "· 18 quotes" in told(here)
        assert "6 of 6 · 18" not in here.text()
        assert "◆◆●●●● 6 of 6 " in here.text()
        await here.pilot.resize_terminal(120, 36)
        await here.pilot.pause(0.1)
        assert "6 of 6 · 18" in "\n".join(here.rows()[:-4])
