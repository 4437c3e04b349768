"""Sentences that are cut behind the screen: handed over turn by turn, the same, and in nobody's way."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import runs_async
from workbench.bootstrap import open_desk
from workbench.domain import sentences as plain
from workbench.domain.spans import Span
from workbench.tui import behind
from workbench.tui.app import WorkbenchApp

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class Slow:
    """Cuts as the plain splitter does, when it is let."""

    def __init__(self) -> None:
        self.may = threading.Event()
        self.asked: list[list[str]] = []
        self.closed = 0
        self.fails = False
        self.threads: set[str] = set()

    def sentences(self, text: str, bodies: Sequence[tuple[int, int]]) -> list[list[Span]]:
        self.threads.add(threading.current_thread().name)
        self.asked.append([text[start:end] for start, end in bodies])
        assert self.may.wait(10)
        if self.fails:
            raise OSError
        return [plain.sentences(text, start, end) for start, end in bodies]

    def close(self) -> None:
        self.closed += 1


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin at once, so that no test waits."""
    monkeypatch.setattr(behind, "_AFTER", 0.01)


async def until(pause: Callable[[float], object], done: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 10
    while not done() and time.monotonic() < end:
        await pause(0.02)  # type: ignore[misc]
    assert done()


@runs_async
async def test_keys_go_on_while_it_is_cut_and_the_sentences_are_taken_then(project: Path) -> None:
    slow = Slow()
    app = WorkbenchApp(lambda: open_desk(project), theme="workbench-dark", sentences=lambda: slow)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot.pause, lambda: bool(slow.asked))
        await pilot.press("right", "right", "1")
        page = app.desk_screen.page
        assert page.walk is not None
        assert app.session is not None
        assert len(app.session.codings) == 1
        assert 3 not in page.walk._sentences
        slow.may.set()
        await until(pilot.pause, lambda: page.walk is not None and 3 in page.walk._sentences)
        before = page.chosen
        await pilot.press("j", "j", "k", "k", "right")
        assert page.chosen.overlaps(before) or page.chosen.start > before.start
        assert app._behind.unlike == 0
        assert slow.threads == {"sentences"}
        assert slow.asked[0][0].strip() == "Hvem tok initiativet?"
    assert slow.closed == 1


@runs_async
async def test_where_it_fails_the_plain_splitter_goes_on(project: Path) -> None:
    slow = Slow()
    slow.fails = True
    slow.may.set()
    app = WorkbenchApp(lambda: open_desk(project), theme="workbench-dark", sentences=lambda: slow)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot.pause, lambda: bool(slow.asked))
        await pilot.press("j", "right", "1", "right_parenthesis", "right")
        assert app.session is not None
        assert app.return_code is None
        assert app.desk_screen.page.chosen.start > 0
        assert len(app.session.codings) == 0


@runs_async
async def test_sentences_cut_elsewhere_than_on_the_screen_never_replace_those(project: Path) -> None:
    app = WorkbenchApp(lambda: open_desk(project), theme="workbench-dark")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("j")
        page = app.desk_screen.page
        assert page.walk is not None
        before = list(page.walk._of(1))
        assert page.walk.take(0, [page.walk._of(0), [Span(22, 25)], page.walk._of(2)]) == 1
        assert page.walk._of(1) == before


def test_a_long_text_is_asked_about_in_stretches_and_a_turn_too_long_not_at_all() -> None:
    class Body:
        def __init__(self, start: int, end: int) -> None:
            self.body_start, self.body_end = start, end

    turns = [Body(n * 1000, n * 1000 + 900) for n in range(120)]
    turns.insert(60, Body(60_000, 60_000 + behind._LONGEST + 1))
    for place, turn in enumerate(turns[61:], 61):
        turn.body_start, turn.body_end = 1_000_000 + place * 1000, 1_000_900 + place * 1000
    found = list(behind._stretches(turns))  # type: ignore[arg-type]
    asked = [first + n for first, some in found for n in range(len(some))]
    assert asked == [n for n in range(121) if n != 60]
    assert all(some[-1].body_end - some[0].body_start <= behind._AT_ONCE for _first, some in found)
