"""Coding by keyboard: what is posted, what is in the database, and what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.conftest import Sitting, codings_of, runs_async, sitting
from workbench.bootstrap import open_desk, open_to_read
from workbench.tui.messages import StepDone

if TYPE_CHECKING:
    from pathlib import Path


def steps(here: Sitting) -> list[str]:
    """Return the verbs of the steps that were told of, each once though it bubbles."""
    told = {id(found): found.verb for found in here.messages if isinstance(found, StepDone)}
    return list(told.values())


@runs_async
async def test_a_digit_codes_the_sentence_and_undo_and_redo_take_it_back_and_forth(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "2")
        assert steps(here) == ["code"]
        assert "u undoes it" in here.text()
        await here.press("u")
        assert steps(here) == ["code", "undo"]
        assert codings_shown(here) == 0
        await here.press("U", "right", "full_stop")
        assert codings_shown(here) == 2
        await here.press("Q")
    assert codings_of(project) == [("BK1:2", "Nedenfra", "for"), ("BK1:2b", "Nedenfra", "for")]


def codings_shown(here: Sitting) -> int:
    """Return how many codings the session knows."""
    return len(here.app.desk_screen.session.codings)


@runs_async
async def test_quit_and_come_back_to_the_same_sentence_and_undo_still_works(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("j", "right", "0", "2", "1")
        before = here.app.desk_screen.page.chosen
        await here.press("Q")
    assert codings_of(project) == [("BK1:2", "Penger", "for")]
    async with sitting(project) as here:
        assert here.app.desk_screen.page.chosen == before
        await here.press("u")
    assert codings_of(project) == []


@runs_async
async def test_the_hand_is_switched_for_one_code_or_for_good(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "0")
        assert "Theme:" in here.text()
        await here.press("2", "2", "1", "0", "0", "2", "1", "0", "3")
    assert [code for _id, code, _stance in codings_of(project)] == ["Demokrati", "Ovenfra", "Penger", "Alene"]


@runs_async
async def test_space_takes_the_next_sentence_and_backspace_gives_back(project: Path) -> None:
    async with sitting(project) as here:
        page = here.app.desk_screen.page
        text = here.app.desk_screen.session.text
        assert text is not None
        await here.press("right", "space")
        assert page.chosen.of(text.text).endswith("dette går ikke.")
        await here.press("backspace", "backspace")
        assert page.chosen.of(text.text) == "Det kom ikke fra staten,"
        await here.press("backspace")
        assert page.chosen.of(text.text) == "Det kom ikke fra"
        await here.press("escape")
        assert page.chosen.of(text.text) == "Det kom ikke fra staten, det må jeg si."


@runs_async
async def test_against_and_take_off_act_on_the_one_just_made_or_ask_which(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "minus", "2", "x")
        await here.press("2", "left", "right", "x")
        assert "Which one?" in here.text()
        await here.press("2")
    assert codings_of(project) == [("BK1:2", "Ovenfra", "against")]


@runs_async
async def test_star_finished_and_moving_between_codings_and_sources(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "asterisk", "j", "j", "1", "less_than_sign")
        assert "BK1:2 ★" in here.text()
        await here.press("D", "right_parenthesis")
        assert here.rows()[0].startswith(" BK2")
        await here.press("tab")
        assert "✓" in here.text()
        await here.press("up", "enter")
        assert here.rows()[0].startswith(" BK1")
    assert "finish" in steps(here)


@runs_async
async def test_the_same_code_twice_is_refused_in_words(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "1")
        assert "BK1:2 has the code “Ovenfra” already." in here.text()
    assert len(codings_of(project)) == 1


@runs_async
async def test_open_elsewhere_it_can_be_read_and_says_why_not_coded(project: Path) -> None:
    first = open_desk(project)
    try:
        async with sitting(project, opened=lambda: open_to_read(project)) as here:
            assert "READ ONLY" in here.rows()[0]
            await here.press("right", "1")
            assert "open elsewhere" in here.text()
            assert steps(here) == []
    finally:
        first.close()


@runs_async
async def test_control_q_and_control_s_answer_and_do_nothing(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("ctrl+q")
        assert "Q quits" in here.text()
        await here.press("ctrl+s")
        assert "nothing to save" in here.text()


@runs_async
async def test_the_palette_finds_commands_and_codes(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "colon", *"demok")
        await here.pilot.pause(0.3)
        await here.press("enter")
        await here.pilot.pause(0.2)
    assert codings_of(project) == [("BK1:2", "Demokrati", "for")]


@runs_async
async def test_the_hand_tells_how_often_a_code_stands_here_and_in_all_and_keeps_count(project: Path) -> None:
    async with sitting(project) as here:
        await here.pilot.pause(0.15)
        await here.press("right", "1", "right_parenthesis", "right", "1", "right", "1", "u")
        row = next(row for row in here.rows() if "▌ Ovenfra" in row)
        assert row[: row.index("│")].split() == ["1", "▌", "Ovenfra", "1", "2"]
        session = here.app.desk_screen.session
        assert session.knows_everywhere
        counted = session.counts_everywhere
        await here.press("1")
        assert session.counts_everywhere is counted
        await here.press("v", "1", "v")
        assert session.counts_everywhere is not counted
