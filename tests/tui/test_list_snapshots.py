"""The lists beside the text as text, at the two sizes that are designed for; a change here is to be looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import runs_async, sitting
from tests.tui.test_codebook_screen import DIMENSIONS
from workbench.bootstrap import open_desk

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

KEYS = {
    "codebook": ("right", "1", "g", "c"),
    "finding": ("g", "c", "slash", "p", "e", "n"),
    "naming": ("g", "c", "down", "n", "S", "t"),
    "renamed": ("g", "c", "r", "x", "enter"),
    "taken": ("g", "c", "down", "r", *("backspace",) * 7, *"Nedenfra"),
    "dimension": ("g", "c", "slash", *"likev", "enter", "d"),
    "menu": ("right", "g"),
    "by-share": ("right", "1", "tab", "s", "s"),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("theme", ["workbench-dark", "workbench-16"])
def test_the_list_looks_as_it_did(
    project: Path, snapshot: SnapshotAssertion, size: tuple[int, int], name: str, theme: str
) -> None:
    desk = open_desk(project)
    desk.codebook.bring_in(DIMENSIONS)
    desk.close()
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        async with sitting(project, size, theme=theme) as here:
            await here.press(*KEYS[name])
            await here.pilot.pause(0.4)
            seen.append(re.sub(r"\d\d:\d\d(:\d\d)?", lambda found: "00:00:00"[: len(found[0])], here.text()))

    look()
    assert seen[0] == snapshot
