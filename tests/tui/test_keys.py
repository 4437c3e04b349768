"""Every command has a key that Norwegian and US keyboards type, no two have the same, and each is a method."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from tests.tui.conftest import Sitting, runs_async, sitting
from tests.tui.keyboards import EVERYWHERE as EVERY_KEYBOARD
from tests.tui.keyboards import KEYBOARDS, NAMED_BY_TEXTUAL, WITHOUT_CHARACTER, Keyboard, reached
from workbench.domain.code_letters import CODE_LETTERS
from workbench.tui.commands import DESK, EVERYWHERE, Command, every_command
from workbench.tui.palette import Everything
from workbench.tui.screens.desk import DeskScreen

if TYPE_CHECKING:
    from pathlib import Path

BY_NAME = frozenset({"start-of-source", "end-of-source", "codebook", "matrix", "quotes"})
"""Reached in the palette; their keys are not on every keyboard, or come after g."""


def test_the_table_of_keyboards_is_of_three_that_differ() -> None:
    assert len({keyboard.plain for keyboard in KEYBOARDS}) == len(KEYBOARDS) == 3
    for keyboard in KEYBOARDS:
        assert not keyboard.plain & set(keyboard.out_of_reach)
        assert len(set(keyboard.alone)) == len(keyboard.alone)
    assert set(string.ascii_letters + string.digits + "<>()-*,./:?") <= EVERY_KEYBOARD
    assert not set("[]{}\\|@~$^¨´`æøåÆØÅ") & EVERY_KEYBOARD


@pytest.mark.parametrize("command", [found for found in DESK if found.id not in BY_NAME], ids=lambda found: found.id)
def test_every_command_of_the_desk_has_a_key_that_every_keyboard_types(command: Command) -> None:
    keys = command.keys.split(",")
    if command.id == "back-to-sentence":
        # Esc, whose twin is any move: it chooses the sentence that is gone to.
        keys.append("right")
    assert any(reached(key) for key in keys)


@pytest.mark.parametrize("keyboard", KEYBOARDS, ids=lambda keyboard: keyboard.name)
def test_the_same_keys_mean_the_same_on_every_keyboard(keyboard: Keyboard) -> None:
    keys = {key for command in (*DESK, *EVERYWHERE) for key in command.keys.split(",")}
    shown = {NAMED_BY_TEXTUAL.get(key, key) for key in keys} - WITHOUT_CHARACTER
    typed = {key for key in shown if len(key) == 1}
    assert typed - keyboard.plain <= set("æøÆØ")


async def _card(here: Sitting) -> str:
    """Return the whole card of keys."""
    await here.press("question_mark")
    card = here.app.screen.query_one("#card", Static)
    return str(card.content)


@runs_async
async def test_every_command_is_in_the_help_and_in_the_palette(project: Path) -> None:
    async with sitting(project) as here:
        palette = {title.split("   ")[0] for title, _run, _hint in Everything(here.app.screen)._commands()}
        card = " ".join((await _card(here)).split())
    for command in every_command():
        assert command.title in card
        assert command.title in palette or not command.in_palette
    kept_out = {command.id for command in every_command() if not command.in_palette}
    assert kept_out <= {"code-digit", "code-letter", "command-palette", "not-that-way", "nothing-to-save"}


def test_no_two_commands_have_the_same_key() -> None:
    keys = [key for command in (*DESK, *EVERYWHERE) for key in command.keys.split(",") if key]
    assert len(keys) == len(set(keys))


def test_letters_of_codes_are_all_the_capitals_that_mean_nothing_else() -> None:
    others = {key for found in (*DESK, *EVERYWHERE) if found.id != "code-letter" for key in found.keys.split(",")}
    assert set(CODE_LETTERS) == set(string.ascii_uppercase) - others


def test_every_command_in_the_palette_is_a_method() -> None:
    missing = [one.id for one in DESK if one.in_palette and not hasattr(DeskScreen, f"action_{one.action}")]
    assert missing == []
    assert all(one.in_palette for one in DESK if one.id in BY_NAME)
