"""Every command has a key that Norwegian and US keyboards type, no two have the same, and each is a method."""

from __future__ import annotations

import string

import pytest

from workbench.domain.code_letters import CODE_LETTERS
from workbench.tui.commands import DESK, EVERYWHERE, Command
from workbench.tui.screens.desk import DeskScreen

PLAIN = frozenset(
    {
        *string.ascii_letters,
        *string.digits,
        *("left", "right", "up", "down", "enter", "space", "backspace", "tab", "escape"),
        *("less_than_sign", "greater_than_sign", "left_parenthesis", "right_parenthesis", "minus", "asterisk"),
        *("comma", "full_stop", "slash", "colon", "question_mark"),
    }
)
"""Keys typed without AltGr, a dead key or a function key on Norwegian PC, Norwegian Mac and US keyboards."""
BY_NAME = frozenset({"start-of-source", "end-of-source", "codebook", "matrix", "quotes"})
"""Reached in the palette; their keys are not on every keyboard, or come after g."""


@pytest.mark.parametrize("command", [found for found in DESK if found.id not in BY_NAME], ids=lambda found: found.id)
def test_every_command_of_the_desk_has_a_plain_key(command: Command) -> None:
    assert PLAIN & set(command.keys.split(","))


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
