"""The bar of a verb that lasts: on a terminal only, after a moment only, and gone at the end."""

from __future__ import annotations

import io
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from workbench.cli import telling

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN = "Reading [b]a␛[2J.csv"


class Terminal(io.StringIO):
    """An error stream that somebody looks at."""

    def isatty(self) -> bool:
        return True


def told(monkeypatch: pytest.MonkeyPatch, work: Callable[[Terminal], None]) -> str:
    """Return what somebody sees who looks on while something is done."""
    stream = Terminal()
    with monkeypatch.context() as patched:
        patched.setenv("TERM", "xterm")
        patched.setattr(sys, "stderr", stream)
        with telling.waiting("Reading [b]a\x1b[2J.csv"):
            work(stream)
    return stream.getvalue()


def until_shown(stream: Terminal) -> None:
    until = time.monotonic() + 20
    while SHOWN not in stream.getvalue() and time.monotonic() < until:
        time.sleep(0.01)


def test_what_is_over_in_a_moment_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = threading.active_count()
    assert told(monkeypatch, lambda _stream: None) == ""
    assert threading.active_count() == before


def test_what_lasts_is_shown_as_it_is_written_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "A_MOMENT", 0.01)
    seen = told(monkeypatch, until_shown)
    assert SHOWN in seen
    assert seen.endswith("\x1b[2K")


def test_what_fails_takes_the_bar_along(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(stream: Terminal) -> None:
        streams.append(stream)
        until_shown(stream)
        raise ValueError("no")

    streams: list[Terminal] = []
    monkeypatch.setattr(telling, "A_MOMENT", 0.01)
    with pytest.raises(ValueError, match="no"):
        told(monkeypatch, fail)
    assert streams[0].getvalue().endswith("\x1b[2K")


def test_nothing_is_shown_where_nobody_looks(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(telling, "A_MOMENT", 0.0)
    with telling.waiting("Taking back"):
        time.sleep(0.1)
    assert capsys.readouterr().err == ""
