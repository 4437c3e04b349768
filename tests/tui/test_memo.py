"""Memos by keyboard: one sitting one step, kinds, pastes, and words that overlap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from tests.tui.conftest import Sitting, runs_async, sitting
from workbench.bootstrap import open_desk
from workbench.domain.memos import Memo, MemoKind
from workbench.tui.screens import memo_pane
from workbench.tui.screens.memo_pane import MemoMode, MemoText

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SET_UP = 4
"""Steps that make the project of these tests."""


def memos(project: Path) -> list[Memo]:
    """Return the memos on passages of the first source, in text order."""
    desk = open_desk(project)
    try:
        source = desk.sources.named("BK1").id
        page = desk.codings.page(source, desk.own_view())
        return [memo for found in page.passages for memo in desk.memos.on_passage(found.passage.id)]
    finally:
        desk.close()


def verbs(project: Path) -> list[str]:
    """Return what was done since the sources came, oldest first."""
    desk = open_desk(project)
    try:
        return [line.step.verb for line in reversed(desk.history.lines())][SET_UP:]
    finally:
        desk.close()


def pane(here: Sitting) -> MemoText:
    """Return the text that is written in."""
    return here.app.screen.query_one(MemoText)


@runs_async
async def test_many_pauses_are_one_step_and_undo_takes_the_sitting(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "m")
        for word in ("en ", "to ", "tre"):
            await here.press(*word)
            await here.pilot.pause(1.1)
            mode = here.app.desk_screen.mode
            assert isinstance(mode, MemoMode)
            assert mode._saved[0].strip() == pane(here).text.strip()
        await here.press("tab", "m", "backspace", "tab")
        await here.press("u")
        assert "✎ en to tre" in here.text()
        await here.press("u")
        assert "✎" not in here.text()
        await here.press("U")
    assert verbs(project) == ["memo", "memo", "undo", "undo", "redo"]
    assert [memo.body for memo in memos(project)] == ["en to tre"]


@runs_async
async def test_whoever_types_on_and_on_is_saved_all_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memo_pane, "_SAVED_AFTER", 60.0)
    monkeypatch.setattr(memo_pane, "_SAVED_AT_LEAST", 0.3)
    async with sitting(project) as here:
        await here.press("right", "m")
        mode = here.app.desk_screen.mode
        for _letter in range(200):
            await here.press("a")
            await here.pilot.pause(0.02)
            mode = here.app.desk_screen.mode
            assert isinstance(mode, MemoMode)
            if mode._saved[0]:
                break
        assert isinstance(mode, MemoMode)
        assert mode._saved[0]


@runs_async
async def test_a_memo_has_a_kind_that_is_chosen_without_leaving_the_text_keys(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "m", *"hvorfor", "up")
        assert "1 note" in here.text()
        await here.press("4", "down", *" da?")
        assert "↑ question" in here.text()
        await here.press("tab")
        await here.press("m", "up", "left", "tab")
        await here.press("m")
        assert "↑ method" in here.text()
        await here.press("escape")
    assert [(memo.body, memo.kind) for memo in memos(project)] == [("hvorfor da?", MemoKind.METHOD)]
    assert verbs(project) == ["memo", "memo"]


@runs_async
async def test_up_leaves_the_text_only_from_its_first_row(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "m", *"en", "enter", *"to", "up")
        assert "1 note" not in here.text()
        await here.press("up")
        assert "1 note" in here.text()


@runs_async
async def test_a_paste_that_is_too_long_is_refused_in_words_and_nothing_is_lost(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "m", *"før ")
        pane(here).post_message(events.Paste("x" * 1_000_000))
        await here.pilot.pause()
        assert pane(here).text == "før "
        assert "200000" in here.text().replace("\u00a0", "").replace(",", "")
        pane(here).post_message(events.Paste("en lang setning. " * 5_000))
        await here.pilot.pause(0.2)
        await here.press("tab")
    assert len(memos(project)[0].body) == 4 + 17 * 5_000


@runs_async
async def test_words_that_overlap_a_memo_show_it_and_m_offers_it(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "m", *"om staten", "tab", "right", "m", *"om vakten", "tab")
        await here.press("t")
        assert "✎ 2 memos" in here.text()
        await here.press("m")
        assert "om staten" in here.text()
        assert "om vakten" in here.text()
        await here.press("v", "i", "k", "2", *" nå", "tab")
        assert "✎ om vakten nå" in here.text()
        await here.press("comma", "m", "m", *"hele", "tab")
        assert "✎ 3 memos" in here.text()
        await here.press("escape")
        assert "✎ 2 memos" in here.text()
        await here.press("m", "escape")
    assert [memo.body for memo in memos(project)] == ["hele", "om staten", "om vakten nå"]


@runs_async
async def test_quitting_from_under_a_memo_saves_it(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "m", *"ikke mist meg")
        here.app.desk_screen.leave()
    assert [memo.body for memo in memos(project)] == ["ikke mist meg"]


@runs_async
async def test_more_memos_than_digits_are_counted_and_reached(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        for number in range(11):
            await here.press("home", "j", "space", *["backspace"] * number, "m")
            if number:
                await here.press("m")
            await here.press(*f"nr{number}", "tab")
        await here.press("home", "j", "t", "m")
        assert "more" in here.text()
        await here.press(*["down"] * 11, "enter")
        await here.pilot.pause()
        assert "nr" in here.text()
