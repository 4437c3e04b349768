"""The help: what a beginner needs stands first and on one screen, and everything stands in it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import runs_async, sitting
from workbench import i18n
from workbench.i18n import _
from workbench.tui.commands import every_command, first_ten

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", ["en", "nb"])
@runs_async
async def test_the_first_ten_keys_stand_on_the_first_screen(project: Path, language: str) -> None:
    i18n.set_language(language)
    try:
        async with sitting(project, (80, 24)) as here:
            await here.press("question_mark")
            rows = here.rows()
            assert _("The first ten keys") in rows[1]
            told = "\n".join(rows)
            assert [command.id for command in first_ten() if _(command.title) not in told] == []
    finally:
        i18n.set_language("en")


@runs_async
async def test_every_command_stands_in_the_help_once(project: Path) -> None:
    async with sitting(project, (100, 200)) as here:
        await here.press("question_mark")
        rows = here.rows()
        for command in every_command():
            title = f" {_(command.title)}."
            assert sum(title in row[: 14 + len(title)] for row in rows) == 1, command.id
