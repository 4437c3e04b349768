"""The program is killed while somebody codes by keyboard: what the screen told as coded is there on reopening."""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from typing import TYPE_CHECKING

import pytest

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal, and kills with SIGKILL", allow_module_level=True)

from tests.replays.keyboard import Keyboard
from tests.replays.sample_study import kept, uncoded
from workbench.cli.run import run

if TYPE_CHECKING:
    from pathlib import Path

_TOLD = re.compile(r"Coded “(?P<words>.*?)(?:”|…) ?as (?P<code>.+?)(?: \(the interviewer's: not counted\))?  ·")
"""What is too long for the row is left out in the middle."""
_DIGITS = "1234"
"""What the hand has at first."""
_SOURCES = 13


def killed(project: Path, home: Path, trial: int) -> list[tuple[str, str]]:
    """Code sentence after sentence until a random moment; return words and codes that the screen told.

    Another text or another digit for each trial: what has a code already would be refused.
    """
    chance = random.Random(trial)
    size = chance.choice(((120, 36), (80, 24)))
    with Keyboard(["open", str(project)], size, home) as keyboard:
        keyboard.begin()
        keyboard.press(*")" * (trial % _SOURCES))
        digit = _DIGITS[trial // _SOURCES]
        told = []
        for _coding in range(chance.randint(1, 6)):
            keyboard.press(chance.choice("→→j"))
            keyboard.type_ahead(digit)
            told += _told(keyboard, seconds=20)
        keyboard.press("→")
        keyboard.type_ahead(digit)
        # From before the key is read until well after the coding is stored and told.
        moment = time.monotonic() + chance.uniform(0, 0.08)
        while time.monotonic() < moment:
            keyboard.read(0.001)
        keyboard.kill()
        return told + _told(keyboard)


def _told(keyboard: Keyboard, seconds: float = 0.0) -> list[tuple[str, str]]:
    """Return what the status line tells, having waited for it; nothing where it tells nothing."""
    end = time.monotonic() + seconds
    while (found := _TOLD.search(keyboard.screen.text())) is None and time.monotonic() < end:
        keyboard.read(0.05)
    assert found is not None or not seconds, keyboard.screen.text()
    return [] if found is None else [(found["words"], found["code"])]


def is_short_for(words: str, quote: str) -> bool:
    """Tell whether the status line may show a quote as these words, with … for what it left out."""
    return re.match(".*".join(map(re.escape, words.split("…"))), quote) is not None


def trials(study: Path, folder: Path, count: int) -> int:
    """Kill so many times on one project, and look each time for what the screen had told; return how much that was."""
    project = folder / "killed.workbench"
    shutil.copy(study, project)
    told: list[tuple[str, str]] = []
    for trial in range(count):
        told += killed(project, folder / "home", trial)
        there = [(" ".join(coded.quote.split()), coded.code) for coded in kept(project)]
        for words, code in told:
            assert any(other == code and is_short_for(words, quote) for quote, other in there), (trial, words, code)
        # At most the coding that was under way is there without having been told.
        assert len(told) <= len(there) <= len(told) + trial + 1
        assert run(["check", str(project)]) == 0
    return len(told)


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study without a coding, made once."""
    return uncoded(tmp_path_factory.mktemp("uncoded") / "samskaping.workbench")


def test_what_was_told_as_coded_is_there_after_a_kill(study: Path, tmp_path: Path) -> None:
    assert trials(study, tmp_path, 3) > 3


@pytest.mark.long
@pytest.mark.timeout(0)
def test_what_was_told_as_coded_is_there_after_fifty_kills(study: Path, tmp_path: Path) -> None:
    assert trials(study, tmp_path, 50) > 50
