"""A copied quote goes where the terminal lets it, and the sentence says where that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import runs_async, sitting
from workbench.bootstrap import open_desk
from workbench.cli.doorway import Doorway
from workbench.domain.errors import WorkbenchError
from workbench.tui.app import WorkbenchApp
from workbench.tui.clipboard import copied, hands_on

if TYPE_CHECKING:
    from pathlib import Path

QUOTE = "«Vi satt på vaktrommet.» (BK3:41)"


@pytest.mark.parametrize(
    ("environment", "does"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux"}, True),
        ({}, True),
        ({"TERM": "linux"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
    ],
)
def test_terminals_that_drop_what_is_copied_are_known(environment: dict[str, str], does: bool) -> None:
    assert hands_on(environment) is does


def test_quotes_are_added_to_a_file_where_there_is_no_clipboard(tmp_path: Path) -> None:
    sent: list[str] = []
    for _time in range(2):
        told = copied(QUOTE, sent.append, Doorway(tmp_path), {"TERM": "linux"})
    assert told == f"This terminal has no clipboard; added to exports/quotes.txt: {QUOTE}"
    assert (tmp_path / "exports" / "quotes.txt").read_text(encoding="utf-8") == f"{QUOTE}\n\n" * 2
    assert sent == []
    assert copied(QUOTE, sent.append, Doorway(tmp_path), {}) == f"To the clipboard: {QUOTE}"
    assert sent == [QUOTE]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("no folder")
    with pytest.raises(WorkbenchError, match=r"quotes\.txt could not be written"):
        Doorway(tmp_path).keep_quote(QUOTE)


@runs_async
async def test_y_says_where_the_quote_went(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with sitting(project) as here:
        await here.press("right", "y")
        assert "To the clipboard: «Det kom ikke fra staten" in here.text()
    monkeypatch.setenv("TERM", "linux")
    app = WorkbenchApp(lambda: open_desk(project), outside=Doorway(project.parent))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("right", "y")
        await pilot.pause()
    kept = (project.parent / "exports" / "quotes.txt").read_text(encoding="utf-8")
    assert kept.startswith("«Det kom ikke fra staten, det må jeg si.» (BK1:2)")
