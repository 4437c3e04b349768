"""The page and its lines as text: writing systems, memos, whose codings are hidden; a change is to be looked at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import BOOK, runs_async, sitting, source_of
from workbench.bootstrap import new_project, open_desk
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion

    from workbench.domain.ids import CodeId
    from workbench.services.desk import Desk

TEXT = """I: Hva så du?

BK3: Vi så 👩‍👩‍👧 og ❤️ og 👍🏽 fra 🇳🇴 i dag. Så kom 日本語の文章 i teksten. \
Hun sa שלום לכולם til oss alle, og det er lenge siden nå.

I: Ja?

BK3: Nei, aldri.
"""
KEYS = {
    "opened": (),
    "coded": ("right", "right", "2", "asterisk", "b", *"Omsorg", "enter"),
    "turn and memos": ("right", "m", *"om bildene", "tab", "right", "m", *"om språket", "tab", "t"),
    "choice": ("right", "m", *"om bildene", "tab", "right", "m", *"om språket", "tab", "t", "m"),
    "memo": ("right", "m", *"hvem?"),
    "kind": ("right", "m", *"hvem?", "up", "right"),
    "shown": ("right", "v", "3"),
    "edges": ("right", "e", *["comma"] * 8),
}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A project whose text has joined pictures, wide letters and two directions, coded by somebody else."""
    path = tmp_path / "writing.workbench"
    desk = new_project(path, coder="CD", round_name="first reading", name="Writing")
    desk.codebook.bring_in(BOOK)
    desk.sources.add([source_of("bk3.txt", TEXT, "BK3")])
    text = desk.sources.text(desk.sources.named("BK3").id)
    words = "Nei, aldri."
    desk.codings.code(text.source.id, Span(text.text.index(words), text.text.index(words) + len(words)), _code(desk))
    desk.close()
    open_desk(path, coder="AB").close()
    return path


def _code(desk: Desk) -> CodeId:
    return desk.codebook.find("Penger").id


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", KEYS)
def test_the_page_and_its_lines_look_as_they_did(
    written: Path, snapshot: SnapshotAssertion, size: tuple[int, int], name: str
) -> None:
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        async with sitting(written, size, opened=lambda: open_desk(written, coder="AB")) as here:
            await here.press(*KEYS[name])
            left = here.app.desk_screen.page.region.x
            rows = [row[left:].rstrip() for row in here.rows()[1:10]] + [row.rstrip() for row in here.rows()[-12:]]
            seen.append(re.sub(r"\d\d:\d\d(:\d\d)?", lambda found: "00:00:00"[: len(found[0])], "\n".join(rows)))

    look()
    assert seen[0] == snapshot
