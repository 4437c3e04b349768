"""The comparison and its quotes as text, at three sizes, in both languages; a change here is to be looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import runs_async, sitting
from tests.tui.study import sample_study
from workbench.i18n import set_language

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

KEYS = {
    "cells": ("g", "m", "down", "down", "down", "right"),
    "opened": ("g", "m", "o", "right"),
    "turned": ("g", "m", "t", "right"),
    "marks": ("g", "m", "l"),
    "choice": ("g", "m", "v", "down"),
    "saving": ("g", "m", "v", "s", *"Mitt"),
    "quotes": ("g", "m", "right", "enter", "down"),
    "quote": ("g", "m", "enter", "d"),
    "gone-to": ("g", "m", "enter", "down", "enter"),
}
SIZES = [(80, 24), (120, 36), (200, 60)]
LOOKS = [("workbench-dark", "nb"), ("workbench-16", "en")]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", KEYS)
@pytest.mark.parametrize(("theme", "words"), LOOKS, ids=["dark-nb", "16-en"])
def test_it_looks_as_it_did(
    tmp_path: Path, snapshot: SnapshotAssertion, size: tuple[int, int], name: str, theme: str, words: str
) -> None:
    study = sample_study(tmp_path)
    set_language(words)
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        async with sitting(study, size, theme=theme) as here:
            for key in KEYS[name]:
                await here.press(key)
                await here.pilot.pause(0.03)
            seen.append(re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ|\d\d:\d\d(?::\d\d)?", "00:00", here.text()))

    look()
    assert seen[0] == snapshot


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_light_says_the_same_as_dark(tmp_path: Path, size: tuple[int, int]) -> None:
    study = sample_study(tmp_path)
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        for theme in ("workbench-dark", "workbench-light"):
            async with sitting(study, size, theme=theme) as here:
                await here.press("g", "m")
                await here.pilot.pause(0.05)
                await here.press("right", "o")
                seen.append(here.text())

    look()
    assert seen[0] == seen[1]
    assert "●" in seen[0]
