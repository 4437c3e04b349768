"""The mouse on the page: what a click, a drag and the wheel choose, to the character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.tui.conftest import Sitting, codings_of, runs_async, sitting, source_of
from workbench.bootstrap import open_desk
from workbench.tui.widgets.page import Page

if TYPE_CHECKING:
    from pathlib import Path

WIDE_TEXT = """I: Hva?

BK3: Vi så 日本語の文章 og 👩‍👩‍👧 e\u0301n gang. Så kom det mer.

I: Ja?

BK3: Nei, aldri.
"""
LONG_TEXT = "\n\n".join(f"I: Spørsmål {n}?\n\nBK3: Svar {n} er her. Mer om svar {n}." for n in range(60))


def add(project: Path, text: str) -> None:
    """Bring one more interview in."""
    desk = open_desk(project)
    desk.sources.add([source_of("bk3.txt", text, "BK3")])
    desk.close()


def page_of(here: Sitting) -> Page:
    """Return the page."""
    return here.app.desk_screen.page


def chosen(here: Sitting) -> str:
    """Return the words a code would land on."""
    text = here.app.desk_screen.session.text
    assert text is not None
    return page_of(here).chosen.of(text.text)


def cell_of(here: Sitting, words: str, more: int = 0) -> tuple[int, int]:
    """Return the cell of the page in which words begin, or so many cells further right."""
    page, text = page_of(here), here.app.desk_screen.session.text
    assert text is not None
    assert page._layout is not None
    assert page._rows is not None
    row, column = page._layout.place(text.text.index(words))
    return column + page._rows.gutter.width + more, row - round(page.scroll_y)


async def drag(here: Sitting, start: tuple[int, int], *cells: tuple[int, int]) -> None:
    """Press the button on a cell, move over others, and let go on the last."""
    await here.pilot.mouse_down(Page, offset=start)
    for cell in cells:
        await here.pilot.hover(Page, offset=cell)
    await here.pilot.mouse_up(Page, offset=cells[-1])
    await here.pilot.pause()


@runs_async
async def test_a_click_chooses_the_sentence_two_the_word_three_the_sentence_again(project: Path) -> None:
    async with sitting(project) as here:
        cell = cell_of(here, "vaktrommet", 3)
        await here.pilot.click(Page, offset=cell)
        assert chosen(here).startswith("Vi satt på vaktrommet")
        await here.pilot.click(Page, offset=cell, times=2)
        assert chosen(here) == "vaktrommet"
        await here.press("2")
        await here.pilot.click(Page, offset=cell, times=3)
        assert chosen(here).startswith("Vi satt på vaktrommet")
    assert codings_of(project) == [("BK1:2", "Nedenfra", "for")]


@runs_async
async def test_two_clicks_between_words_choose_the_sentence_and_none_chooses_everything(project: Path) -> None:
    async with sitting(project) as here:
        await here.pilot.click(Page, offset=cell_of(here, " regnet"), times=2)
        assert chosen(here).startswith("Vi satt på vaktrommet")
        assert not here.app.screen.selections


@pytest.mark.parametrize("backwards", [False, True])
@runs_async
async def test_dragging_marks_the_words_from_cell_to_cell_both_ways(project: Path, backwards: bool) -> None:
    async with sitting(project) as here:
        first, last = cell_of(here, "vaktrommet"), cell_of(here, "neste år", 7)
        cells = (last, first) if backwards else (first, last)
        await drag(here, cells[0], cell_of(here, "regnet"), cells[1])
        assert chosen(here) == "vaktrommet og regnet på neste år"
        await here.press("1")
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]


@runs_async
async def test_dragging_takes_no_white_space_at_the_ends_and_goes_over_turns(project: Path) -> None:
    async with sitting(project) as here:
        await drag(here, cell_of(here, " ikke. Etterpå"), cell_of(here, " Etterpå"))
        assert chosen(here) == "ikke."
        await drag(here, cell_of(here, "samme sto"), cell_of(here, "innbyggerne", 10))
        assert chosen(here).startswith("samme sto.")
        assert chosen(here).endswith("Og innbyggerne")


@runs_async
async def test_dragging_never_cuts_a_wide_or_joined_character(project: Path) -> None:
    add(project, WIDE_TEXT)
    async with sitting(project) as here:
        await here.press("right_parenthesis", "right_parenthesis")
        first = cell_of(here, "日本語")
        for more, words in ((0, "日"), (1, "日"), (2, "日本"), (3, "日本"), (5, "日本語")):
            other = 1 - more if more < 2 else 0
            await drag(here, (first[0] + other, first[1]), (first[0] + 8, first[1]), (first[0] + more, first[1]))
            assert chosen(here) == words
        family = cell_of(here, "👩‍👩‍👧")
        await drag(here, family, cell_of(here, "gang"), (family[0] + 1, family[1]))
        assert chosen(here) == "👩‍👩‍👧"
        await drag(here, cell_of(here, "og 👩"), family)
        assert chosen(here) == "og 👩‍👩‍👧"
        accent = cell_of(here, "e\u0301n".replace("e\u0301", "é"))
        await drag(here, accent, (accent[0] + 3, accent[1]), (accent[0], accent[1]))
        assert chosen(here) == "é"


@runs_async
async def test_a_stripe_and_a_name_choose_the_passage_of_their_coding(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "space", "1", "j", "j", "2", "g", *"BK1:1", "enter")
        page = page_of(here)
        assert page._rows is not None
        _x, row = cell_of(here, "og regnet")
        await here.pilot.click(Page, offset=(page._rows.gutter.digits + 2, row))
        assert chosen(here).startswith("Det kom ikke")
        assert chosen(here).endswith("dette går ikke.")
        last = cell_of(here, "Ikke før")[1]
        name = here.rows()[last + page.region.y].index("Nedenfra") - page.region.x
        await here.pilot.click(Page, offset=(name, last))
        assert chosen(here) == "Ikke før vi hadde en skisse."


@runs_async
async def test_the_wheel_scrolls_and_the_passage_stays_in_view(project: Path) -> None:
    add(project, LONG_TEXT)
    async with sitting(project, (100, 30)) as here:
        await here.press("right_parenthesis", "right_parenthesis", "j")
        page, before = page_of(here), chosen(here)
        await wheel(here, 1)
        assert round(page.scroll_y) == 3
        await here.pilot.pause()
        for _turn in range(12):
            await wheel(here, 1)
            first, last = page._rows_of(page.chosen)
            assert round(page.scroll_y) <= last
            assert first < round(page.scroll_y) + page.size.height
        assert chosen(here) != before
        await here.press("comma")
        assert chosen(here) == before


@runs_async
async def test_the_wheel_leaves_a_passage_in_view_alone(project: Path) -> None:
    add(project, LONG_TEXT)
    async with sitting(project, (100, 30)) as here:
        await here.press("right_parenthesis", "right_parenthesis", *"jjjjjjj")
        before = chosen(here)
        await wheel(here, 1)
        await wheel(here, -1)
        assert chosen(here) == before
        for _turn in range(200):
            await wheel(here, 1)
        page = page_of(here)
        assert page._layout is not None
        assert round(page.scroll_y) == page._layout.height - page.size.height


async def wheel(here: Sitting, way: int) -> None:
    """Turn the wheel by one notch."""
    page = page_of(here)
    kind = events.MouseScrollDown if way > 0 else events.MouseScrollUp
    page.post_message(kind(page, 30, 5, 0, way, 0, False, False, False, 30, 5))
    await here.pilot.pause()


@runs_async
async def test_while_a_pane_has_the_keys_the_mouse_chooses_nothing(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "enter")
        before = chosen(here)
        await here.pilot.click(Page, offset=cell_of(here, "innbyggerne"))
        await drag(here, cell_of(here, "vaktrommet"), cell_of(here, "neste år"))
        assert chosen(here) == before
        await here.press("escape")
        await here.pilot.click(Page, offset=cell_of(here, "innbyggerne"))
        assert chosen(here).startswith("Og innbyggerne")


@runs_async
async def test_holding_the_mouse_below_the_page_scrolls_and_goes_on_marking(project: Path) -> None:
    add(project, LONG_TEXT)
    async with sitting(project, (100, 24)) as here:
        await here.press("right_parenthesis", "right_parenthesis")
        page = page_of(here)
        await here.pilot.mouse_down(Page, offset=cell_of(here, "Svar 0"))
        await here.pilot.hover(Page, offset=(30, page.size.height + 1))
        await here.pilot.pause(0.5)
        await here.pilot.mouse_up(Page, offset=(30, page.size.height + 1))
        await here.pilot.pause()
        assert page.scroll_y > 0
        assert chosen(here).startswith("Svar 0")
        scrolled = page.scroll_y
        await here.pilot.pause(0.2)
        assert page.scroll_y == scrolled
