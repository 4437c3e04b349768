"""Measuring: whole processes, single actions, and the disk beside them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Run:
    """A process that ended."""

    seconds: float
    busy: float
    """Seconds in which a processor worked for it and the children it waited for."""
    peak: int
    """Most memory it had, in bytes."""
    output: str


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of an installed program: compiled modules, English, nothing of this machine's user."""
    wanted = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    kept = folder / "compiled"
    return {
        **wanted,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(kept),
        "WORKBENCH_HOME": str(folder / "home"),
        "LANG": "en_GB.UTF-8",
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "en",
    }


def workbench(folder: Path, *arguments: str, codes: Sequence[int] = (0,)) -> Run:
    """Run the program once."""
    return process(folder, [sys.executable, "-m", "workbench", *arguments], codes)


def process(folder: Path, command: Sequence[str], codes: Sequence[int] = (0,)) -> Run:
    """Run a command once, its output in a file so that reading it costs nothing.

    Raises:
        RuntimeError: it ended with another code than one of `codes`.
    """
    out = folder / "output.txt"
    keeper = [sys.executable, "-S", str(Path(__file__).with_name("one_process.py")), str(out)]
    kept = subprocess.run(
        [*keeper, *command], stdout=subprocess.PIPE, check=True, env=environment(folder), cwd=folder, text=True
    )
    code, seconds, busy, peak = json.loads(kept.stdout)
    output = out.read_text(encoding="utf-8", errors="replace")
    if code not in codes:
        raise RuntimeError(f"{' '.join(command)} ended with {code}:\n{output[-2000:]}")
    return Run(seconds, busy, peak, output)


def best(times: int, run: Callable[[], Run]) -> Run:
    """Return the quickest of several runs, as the machine's other work only ever adds; with the highest peak."""
    runs = [run() for _ in range(times)]
    quickest = min(runs, key=lambda found: found.seconds)
    return Run(quickest.seconds, quickest.busy, max(found.peak for found in runs), quickest.output)


@dataclass(frozen=True)
class Spread:
    """How long many of one action took, in seconds."""

    times: tuple[float, ...]

    def at(self, share: float) -> float:
        """Return the time within which this share of them was done."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    def __str__(self) -> str:
        return f"p50 {1000 * self.at(0.5):.1f} ms, p99 {1000 * self.at(0.99):.1f} ms"


def disk(folder: Path, times: int = 200) -> Spread:
    """Return how long the disk takes to make one page of 4 KiB durable."""
    path = folder / "fsync.tmp"
    found = []
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY)
    try:
        for at in range(times):
            os.pwrite(descriptor, os.urandom(4096), 4096 * (at % 8))
            begun = time.perf_counter()
            os.fsync(descriptor)
            found.append(time.perf_counter() - begun)
    finally:
        os.close(descriptor)
        path.unlink()
    return Spread(tuple(found))
