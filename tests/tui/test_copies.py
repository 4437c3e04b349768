"""A copy is made behind the screen soon after a project was opened, and what goes wrong with it is told once."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tests.tui.conftest import runs_async, sitting
from workbench.domain.errors import ProjectUnusable
from workbench.services.desk import Desk
from workbench.tui import copies

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest


async def until(done: Callable[[], object]) -> None:
    """Wait for what another thread does."""
    for _time in range(500):
        if done():
            return
        await asyncio.sleep(0.02)
    raise AssertionError(done)


@runs_async
async def test_a_copy_is_made_after_the_first_screen(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "AFTER_OPENING", 0.05)
    before = set(project.parent.glob("*.backups/*.workbench"))
    async with sitting(project) as here:
        await here.press("right", "1")
        await until(lambda: set(project.parent.glob("*.backups/*.workbench")) - before)


@runs_async
async def test_what_goes_wrong_is_told(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Desk, minutes: int = 15) -> bool:
        raise ProjectUnusable(f"No room after {minutes} minutes.")

    monkeypatch.setattr(copies, "AFTER_OPENING", 0.05)
    monkeypatch.setattr(Desk, "keep_copy", full)
    async with sitting(project) as here:
        await until(lambda: "No backup was made: No room after 0 minutes." in here.text())
        await here.press("right", "1")
        assert "Coded" in here.text()
