"""Keys that come at once, as over a slow line: each means what it means after the one before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.events import Key

from tests.tui.conftest import Sitting, codings_of, runs_async, sitting
from workbench.tui.hopping import labels
from workbench.tui.screens.memo_pane import MemoText

if TYPE_CHECKING:
    from pathlib import Path

NAMES = {
    " ": "space",
    ".": "full_stop",
    "-": "minus",
    "⏎": "enter",
    "→": "right",
    "⇥": "tab",
    "⌫": "backspace",
    ")": "right_parenthesis",
}
TYPED_AT_ONCE = {
    "→2": [("BK1:2", "Nedenfra", "for")],
    "→→1-": [("BK1:2", "Ovenfra", "against")],
    "→ 2": [("BK1:2", "Nedenfra", "for")],
    "→1→.": [("BK1:2", "Ovenfra", "for"), ("BK1:2b", "Ovenfra", "for")],
    "→022": [("BK1:2", "Demokrati", "for")],
    "→⏎demo⏎": [("BK1:2", "Demokrati", "for")],
    "→mimi1x2⇥2": [("BK1:2", "Nedenfra", "for")],
    "jj1)→2": [("BK1:3", "Ovenfra", "for")],
    "→e⌫2u1": [("BK1:2b", "Ovenfra", "for")],
}


async def at_once(here: Sitting, keys: str) -> None:
    """Press keys without waiting for any."""
    for key in keys:
        name = NAMES.get(key, key)
        here.app.post_message(Key(name, key if name == key or key in " .-)" else None))
    await here.pilot.pause()
    await here.pilot.pause()


@pytest.mark.parametrize(("keys", "expected"), TYPED_AT_ONCE.items())
@runs_async
async def test_keys_typed_at_once_do_what_they_do_one_by_one(
    project: Path, keys: str, expected: list[tuple[str, str, str]]
) -> None:
    async with sitting(project) as here:
        await at_once(here, keys)
    assert codings_of(project) == expected


@runs_async
async def test_a_hop_typed_at_once_lands_where_its_letter_stands(project: Path) -> None:
    async with sitting(project) as here:
        places = here.app.desk_screen.page.sentences_in_view()
        await at_once(here, f"f{labels(len(places), 0)[1]}1")
        page, text = here.app.desk_screen.page, here.app.desk_screen.session.text
        assert text is not None
        assert page.chosen.of(text.text).startswith("Det kom ikke")
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]


@runs_async
async def test_a_memo_typed_before_its_pane_is_there_loses_no_letter(project: Path) -> None:
    async with sitting(project) as here:
        await at_once(here, "→mdet er viktig")
        assert here.app.screen.query_one(MemoText).text == "det er viktig"
        await at_once(here, "⌫⌫en⇥")
        assert "✎ det er vikten" in here.text()
    assert codings_of(project) == []
