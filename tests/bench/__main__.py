"""`python -m tests.bench [--sizes S,M,L] [--rows …] [--check]`: print the table of DESIGN.md §5, measured here."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.made_studies import SIZES
from tests.bench.rows import ROWS, Bench
from tests.bench.table import Row, markdown


def main(arguments: list[str]) -> int:
    """Measure and print; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--sizes", default="S,M,L", help="which studies, of S, M, L")
    parser.add_argument("--rows", default=",".join(ROWS), help=f"which rows, of {', '.join(ROWS)}")
    parser.add_argument("--check", action="store_true", help="exit 1 where a budget is missed")
    parser.add_argument("--output", default="", help="write the table to this file too, between its two marks")
    chosen = parser.parse_args(arguments)
    folder = Path(os.environ.get("WORKBENCH_BENCH_DIR", Path(tempfile.gettempdir()) / "workbench-bench"))
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(chosen.rows.split(","))
    if not wanted <= set(ROWS) or not set(chosen.sizes.split(",")) <= set(SIZES):
        parser.error("there is no such row or size")
    rows: list[Row] = []
    for number, size in enumerate(chosen.sizes.split(",")):
        bench = Bench(size, folder, frozenset(wanted - {"help"} if number else wanted), _say)
        for row in bench.measure():
            rows.append(row)
            _say(f"   {row.what} {row.size}: {row.measured:.3f} {row.unit} {row.verdict}")
    text = f"{machine()}\n\n{markdown(rows)}"
    print(text)
    if chosen.output:
        _put_between_marks(Path(chosen.output), text)
    missed = [row for row in rows if row.missed]
    for row in missed:
        _say(f"missed: {row.what}, {row.size}: {row.measured:.3f} {row.unit}, budget {row.budget} {row.unit}")
    return 1 if chosen.check and missed else 0


def machine() -> str:
    """Say where and when this was measured."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "?"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.system()} {platform.machine()}, {_processor()}, "
        f"{os.cpu_count()} cores, Python {platform.python_version()}. Load at the end {load}; "
        f"a loop of Python took {_slowed():.1f} times as long as at its quickest."
    )


def _slowed() -> float:
    """Return how much slower this machine is than at its best, because of other work on it."""
    times = []
    for _ in range(60):
        begun = time.perf_counter()
        sum(range(1_000_000))
        times.append(time.perf_counter() - begun)
    return statistics.median(times) / min(times)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n")
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "?")


def _put_between_marks(path: Path, text: str) -> None:
    before, _begin, rest = path.read_text(encoding="utf-8").partition("<!-- measured -->\n")
    _old, _end, after = rest.partition("<!-- end -->\n")
    path.write_text(f"{before}<!-- measured -->\n\n{text}\n<!-- end -->\n{after}", encoding="utf-8")


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
