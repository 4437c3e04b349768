"""The screens as text, at the two sizes that are designed for; a change here is to be looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import runs_async, sitting

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

KEYS = {
    "coded": ("right", "2", "minus", "j", "j", "1", "0", "2", "2", "greater_than_sign", "less_than_sign"),
    "asked": ("right", "1", "0"),
    "sources": ("right", "1", "tab"),
    "hop": ("j", "f"),
    "picker": ("right", "2", "enter", "d", "e"),
    "edges": ("right", "e", "left"),
    "memo": ("right", "m", "v", "i"),
    "help": ("question_mark",),
}


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize("theme", ["workbench-dark", "workbench-16"])
def test_the_screen_looks_as_it_did(
    project: Path, snapshot: SnapshotAssertion, size: tuple[int, int], name: str, theme: str
) -> None:
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        async with sitting(project, size, theme=theme) as here:
            await here.press(*KEYS[name])
            seen.append(re.sub(r"\d\d:\d\d(:\d\d)?", lambda found: "00:00:00"[: len(found[0])], here.text()))

    look()
    assert seen[0] == snapshot
