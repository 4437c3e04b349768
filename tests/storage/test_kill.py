"""A coder's program is killed at random moments: what was acknowledged is there, whole, and the check is clean."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import BOOK, TEXT, Study, add_source
from workbench.domain.ids import StepId
from workbench.storage import opening
from workbench.storage.check import check
from workbench.storage.history import History

if TYPE_CHECKING:
    from workbench.storage.project import Project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills with SIGKILL")

SCRIPT = Path(__file__).parent / "coding_script.py"
ROOT = Path(__file__).resolve().parents[2]


def killed(path: Path, seed: int, *early: str) -> list[int]:
    """Let the child code for a random while, kill it, and return the operations that it acknowledged."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(
        [sys.executable, str(SCRIPT), str(path), str(seed), *early],
        stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    told: list[str] = []
    reader = threading.Thread(target=lambda: told.extend(child.stdout or ()))
    reader.start()
    # So many acknowledgements and a little more: by the clock alone a busy machine would let nothing be done.
    chance, begun = random.Random(seed), time.monotonic()
    wanted = chance.randint(1, 40)
    while len(told) < wanted and child.poll() is None and time.monotonic() - begun < 20:
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.02))
    child.send_signal(signal.SIGKILL)
    child.wait()
    reader.join()
    child.stdout.close()
    return [int(line) for line in told if line.endswith("\n")]


def lost(project: Project, acknowledged: list[int]) -> int:
    """Count the acknowledged operations that the project does not have."""
    history = History(project)
    stored = {int(step.id) for step in history.steps()}
    return sum(step not in stored or not history.changes(StepId(step)) for step in acknowledged)


def trials(folder: Path, count: int, *early: str) -> tuple[int, int]:
    """Return how many operations were acknowledged and how many of them are lost."""
    study = Study(folder / "p.workbench").make()
    study.desk().codebook.bring_in(BOOK)
    add_source(study.desk(), "lang.txt", TEXT * 20)
    study.close()
    acknowledged = losses = 0
    for seed in range(count):
        told = killed(study.path, seed, *early)
        begun = time.monotonic()
        project = opening.open_for_writing(study.path)
        assert time.monotonic() - begun < 2
        acknowledged += len(told)
        losses += lost(project, told)
        assert [finding for finding in check(project) if finding.grave] == []
        project.close()
    left = {file.name for file in folder.iterdir()}
    assert left <= {".p.lock", "p.workbench", "p.backups"}
    return acknowledged, losses


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    acknowledged, losses = trials(tmp_path, 20)
    assert acknowledged > 100
    assert losses == 0


def test_the_harness_sees_what_is_acknowledged_too_early(tmp_path: Path) -> None:
    acknowledged, losses = trials(tmp_path, 20, "early")
    assert acknowledged > 100
    assert losses > 0


@pytest.mark.long
@pytest.mark.timeout(0)
def test_nothing_acknowledged_is_lost_in_many_trials(tmp_path: Path) -> None:
    acknowledged, losses = trials(tmp_path, 200)
    print(f"{acknowledged} acknowledged, {losses} lost")
    assert losses == 0
