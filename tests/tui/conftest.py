"""A small project, made by services, and the app on it."""

from __future__ import annotations

import asyncio
import contextlib
from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

import pytest

from workbench.bootstrap import new_project, open_desk
from workbench.domain.codebook import CodebookDraft, CodeDraft
from workbench.domain.reading import ReadFile
from workbench.domain.text import normalise, text_hash
from workbench.domain.transcript import Role, turns_by_labels
from workbench.services.sources import NewSource, Speaking
from workbench.tui.app import WorkbenchApp

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from textual.message import Message
    from textual.pilot import Pilot

    from workbench.services.desk import Desk

P = ParamSpec("P")

FIRST = """I: Hvem tok initiativet?

BK1: Det kom ikke fra staten, det må jeg si. Vi satt på vaktrommet og regnet på neste år, og da var det to av oss \
som sa at dette går ikke. Etterpå fant vi meldingen der det samme sto.

I: Og innbyggerne, når kom de med?

BK1: Ikke før vi hadde en skisse. Da var det nesten for seint.
"""
SECOND = """I: Hva gjorde dere?

BK2: Vi ringte rundt. Ingen svarte.
"""

BOOK = CodebookDraft(
    "Liten bok",
    "nb",
    1,
    (
        CodeDraft(
            "Hvem starter?",
            "#af6729",
            codes=(CodeDraft("Ovenfra", definition="Det begynner hos staten."), CodeDraft("Nedenfra")),
        ),
        CodeDraft("Hvorfor?", "#3978d1", codes=(CodeDraft("Penger"), CodeDraft("Demokrati"))),
        CodeDraft("Alene"),
    ),
)


def runs_async(test: Callable[P, Awaitable[None]]) -> Callable[P, None]:
    """Run a test that awaits."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        asyncio.run(test(*args, **kwargs))  # type: ignore[arg-type]

    return run


def source_of(name: str, text: str, informant: str, case: str = "Storvik") -> NewSource:
    """Return a source as an importer would give it."""
    found = normalise(text)
    file = ReadFile(name, found.text, text_hash(found.text), found.report, found.map.to_json(), "utf-8", "x", 1)
    turns = turns_by_labels(found.text, ["I", informant])
    who = (Speaking("I", Role.INTERVIEWER), Speaking(informant, Role.INFORMANT, informant))
    return NewSource(file, turns, speakers=who, case=case)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which nobody has worked yet."""
    folder = tmp_path / "home"
    monkeypatch.setenv("WORKBENCH_HOME", str(folder))
    monkeypatch.setenv("TZ", "UTC")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two short interviews and a codebook."""
    path = tmp_path / "study.workbench"
    desk = new_project(path, coder="AB", round_name="first reading", name="Study")
    desk.codebook.bring_in(BOOK)
    desk.sources.add([source_of("bk1.txt", FIRST, "BK1"), source_of("bk2.txt", SECOND, "BK2")])
    desk.close()
    return path


class Sitting:
    """The app on a project, with what it said."""

    def __init__(self, app: WorkbenchApp, pilot: Pilot[None], messages: list[Message]) -> None:
        self.app = app
        self.pilot = pilot
        self.messages = messages

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    def rows(self) -> list[str]:
        """Return the screen as text, row by row."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text for strip in strips]

    def text(self) -> str:
        """Return the screen as one text."""
        return "\n".join(row.rstrip() for row in self.rows())


@contextlib.asynccontextmanager
async def sitting(
    project: Path,
    size: tuple[int, int] = (120, 36),
    *,
    theme: str = "workbench-dark",
    opened: Callable[[], Desk] | None = None,
) -> AsyncIterator[Sitting]:
    """Sit down at a project."""
    messages: list[Message] = []
    app = WorkbenchApp(opened or (lambda: open_desk(project)), theme=theme)
    async with app.run_test(size=size, message_hook=messages.append) as pilot:
        await pilot.pause()
        yield Sitting(app, pilot, messages)


def codings_of(project: Path, label: str = "BK1") -> list[tuple[str, str, str]]:
    """Return passage, code and stance of a source's codings, in text order, from the database."""
    desk = open_desk(project)
    try:
        book = desk.codebook.codebook()
        page = desk.codings.page(desk.sources.named(label).id, desk.own_view())
        return [
            (found.passage.label or "", book.by_id[coding.code].name, coding.stance.value)
            for found in page.passages
            for coding in found.codings
        ]
    finally:
        desk.close()
