"""A whole study coded by keys alone, in a terminal: the words, the codes and the stances are those of the table."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

if os.name != "posix":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.replays import key_log
from tests.replays.keyboard import Keyboard
from tests.replays.sample_study import kept, uncoded

if TYPE_CHECKING:
    from pathlib import Path

    from tests.replays.key_log import Logged


@pytest.fixture(scope="session")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study without a coding, made once."""
    return uncoded(tmp_path_factory.mktemp("uncoded") / "samskaping.workbench")


def coded_by_keys(study: Path, folder: Path, size: tuple[int, int], log: list[Logged]) -> tuple[Path, int]:
    """Code by a log in a terminal; return the project and the number of keys."""
    project = folder / "coded.workbench"
    shutil.copy(study, project)
    with Keyboard(["open", str(project)], size, folder / "home") as keyboard:
        keyboard.begin()
        pressed = key_log.press(keyboard, log)
        assert keyboard.quit() == 0
    return project, pressed


@pytest.mark.parametrize("size", key_log.SIZES)
def test_the_first_source_is_coded_by_keys_as_in_the_table(study: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    log = [logged for logged in key_log.read(size) if logged.source == "sk1.txt"]
    project, pressed = coded_by_keys(study, tmp_path, size, log)
    assert sorted(kept(project)) == sorted(key_log.wanted_of(log))
    assert pressed == sum(len(logged.keys) for logged in log)


@pytest.mark.long
@pytest.mark.parametrize("size", key_log.SIZES)
def test_the_whole_study_is_coded_by_keys_as_in_the_table(study: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    log = key_log.read(size)
    assert len(log) == 256
    project, _pressed = coded_by_keys(study, tmp_path, size, log)
    assert sorted(kept(project)) == sorted(key_log.wanted_of(log))
