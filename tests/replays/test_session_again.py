"""A recorded sitting, replayed: the history is the same, the way back leads to the same sentence, and undo works."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.replays import session_log
from tests.replays.keyboard import Keyboard

if TYPE_CHECKING:
    from pathlib import Path


def test_the_recorded_sitting_makes_the_same_history_again(tmp_path: Path) -> None:
    project, steps = session_log.new_study(tmp_path)
    sittings = list(session_log.sittings(session_log.read_keys()))
    assert len(sittings) == 2
    left: list[str] = []
    for keys in sittings:
        with Keyboard(["open", str(project)], session_log.SIZE, tmp_path / "home") as keyboard:
            keyboard.begin()
            if left:
                assert where(keyboard) == left
            session_log.press_again(keyboard, keys)
            left = where(keyboard)
            assert keyboard.quit() == 0
    recorded = session_log.HISTORY.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert session_log.told_of(project, steps) == recorded


def where(keyboard: Keyboard) -> list[str]:
    """Return what the screen tells of the place: the source at the top, the passage with its codes below."""
    rows = keyboard.screen.rows()
    return [rows[0], rows[-3]]
