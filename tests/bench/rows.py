"""The rows of the benchmark (DESIGN.md §5): what is run, and what it may take.

Each builds on the one before: the texts that are imported are coded by the codings that are brought in,
and so on, through the program's own commands.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.made_studies import ROUND, SIZES, Study
from tests.bench.measuring import Run, Spread, best, disk, process, workbench
from tests.bench.table import STRICT, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROWS = ("help", "screen", "import", "codings", "matrix", "quotes", "coding", "memory")

_MB = 1_000_000
_IMPORT = {"txt": (4.5, 2.6), "docx": (6.0, 3.7)}
_QUOTES = {"M": {"csv": (0.6, 0.14), "html": (0.8, 0.07), "xlsx": (2.5, 1.25)}, "L": {"csv": (8.0, 2.9)}}
"""Budget and floor in seconds, by size and format."""
_FIRST_SCREEN = {"S": 0.30, "M": 0.40, "L": 0.55}
_SLOW_DISK = 0.001
"""Seconds an fsync may take, at p99, for the coding row to say something of the program."""


class Bench:
    """Measures one size.

    Args:
        size: S, M or L.
        folder: where studies, projects and compiled modules are kept.
        rows: which rows.
        say: told what is being done.
        times: how often short processes are run; the quickest counts.
    """

    def __init__(
        self, size: str, folder: Path, rows: frozenset[str], say: Callable[[str], None], times: int = 5
    ) -> None:
        self._size = size
        self._rows = rows
        self._say = say
        self._large = size == "L"
        self._times = times
        self._study = Study(SIZES[size], folder / size)
        self._folder = folder / f"work-{size}"

    def measure(self) -> Iterator[Row]:
        """Yield the rows."""
        self._say(f"{self._size}: making the study")
        self._study.made()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True)
        self._run("--help")
        if "help" in self._rows:
            yield self._help()
        yield from self._texts()
        yield from self._codings()
        if "matrix" in self._rows:
            yield from self._matrix()
        if "quotes" in self._rows:
            yield from self._quotes()
        if "coding" in self._rows:
            yield from self._coding()
        if "memory" in self._rows:
            yield self._memory()
        if "screen" in self._rows:
            yield self._screen()

    def _run(self, *arguments: str) -> Run:
        self._say(f"{self._size}: workbench {' '.join(arguments)}")
        return workbench(self._folder, *arguments)

    def _path(self, name: str) -> str:
        return str(self._folder / name)

    def _help(self) -> Row:
        run = best(self._times + 2, lambda: self._run("--help"))
        return Row("`workbench --help`", "–", run.seconds, 0.12, floor=0.006, note=_about(run))

    def _new(self, name: str) -> None:
        project, study = self._path(name), self._study
        self._run("new", project, "--coder", "AB", "--round", ROUND)
        self._run("codebook", "import", project, str(study.path("codebook.yaml")))
        self._run("cases", project, str(study.path("cases.csv")))
        self._run("informants", project, str(study.path("informants.csv")))

    def _texts(self) -> Iterator[Row]:
        for ending in ("docx", "txt"):
            wanted = "import" in self._rows
            if not wanted and ending == "docx":
                continue
            name = f"{ending}.workbench"
            self._new(name)
            run = self._run("import", self._path(name), str(self._study.sources(ending)))
            if wanted:
                budget, floor = _IMPORT[ending] if self._large else (None, None)
                yield Row(
                    f"import as .{ending}, turns found, one step",
                    self._size,
                    run.seconds,
                    budget,
                    floor=floor,
                    note=_about(run),
                )
        self._run("finish", self._path("txt.workbench"), str(self._study.path("finished.csv")))

    def _codings(self) -> Iterator[Row]:
        project = self._path("txt.workbench")
        self._run("backup", project)  # else one is made before the codings come in, which is not in the budget
        run = self._run("codings", "import", project, str(self._study.codings))
        wanted = f"Codings: {self._study.size.codings} new"
        if wanted not in run.output:
            raise RuntimeError(f"not every coding came in: {run.output[-500:]}")
        if "codings" not in self._rows:
            return
        count = f"{self._study.size.codings:,}"
        budgets = (12.0, 8.0) if self._large else (None, None)
        yield Row(f"bring in {count} codings, one step", self._size, run.seconds, budgets[0],
                  floor=5.6 if self._large else None, note=_about(run))  # fmt: skip
        shutil.copyfile(project, self._path("undo.workbench"))
        self._run("backup", self._path("undo.workbench"))  # whoever undoes what just came in has one from just before
        undo = self._run("undo", self._path("undo.workbench"))
        yield Row("… undo it", self._size, undo.seconds, budgets[1], note=_about(undo))

    def _matrix(self) -> Iterator[Row]:
        project = self._path("txt.workbench")
        times = min(self._times, 3) if self._large else self._times
        plain = best(times, lambda: self._run("matrix", project, "--no-words", "-o", self._path("plain.csv")))
        words = best(times, lambda: self._run("matrix", project, "-o", self._path("words.csv")))
        lines = (self._folder / "plain.csv").read_bytes().count(b"\n") - 1
        tally = 0.6 if self._large else None
        yield Row("matrix of tallies to CSV", self._size, plain.seconds, tally, floor=0.08 if tally else None,
                  note=f"{_about(plain)}; {lines:,} cells; floor is SQL alone")  # fmt: skip
        yield Row("… peak memory", self._size, plain.peak / _MB, 150 if tally else None, "MB", leeway=STRICT)
        yield Row("… with words", self._size, words.seconds, 2.5 if tally else None, note=_about(words))

    def _quotes(self) -> Iterator[Row]:
        """Yield what it takes to write every quote; of L only the table, since no browser and no workbook holds it."""
        project = self._path("txt.workbench")
        budgets = _QUOTES.get(self._size, {})
        for ending in ("csv",) if self._large else ("csv", "html", "xlsx", "docx"):
            verb = ("codings", "export") if ending == "csv" else ("matrix",)
            file = self._path(f"quotes.{ending}")
            run = self._run(*verb, project, "-o", file)
            budget, floor = budgets.get(ending, (None, None))
            note = f"{_about(run)}; {Path(file).stat().st_size / _MB:.1f} MB"
            yield Row(f"every quote as {ending.upper()}", self._size, run.seconds, budget, floor=floor, note=note)
            if self._large:
                yield Row("… peak memory", self._size, run.peak / _MB, 150, "MB", leeway=STRICT)

    def _coding(self) -> Iterator[Row]:
        project = self._path("coding.workbench")
        shutil.copyfile(self._path("txt.workbench"), project)
        before = disk(self._folder)
        self._say(f"{self._size}: coding")
        times = "60" if self._size == "S" else "300"
        run = process(self._folder, [sys.executable, "-m", "tests.bench.coding", project, times])
        after = disk(self._folder)
        found = json.loads(run.output.strip().rpartition("\n")[2])
        fsync = Spread((*before.times, *after.times))
        judged = fsync.at(0.99) <= _SLOW_DISK
        for what, key, budget in (
            ("one coding acknowledged and durable", "code", 15.0),
            ("… undo of one", "undo", None),
        ):
            spread = Spread(tuple(found[key]))
            yield Row(f"{what}, p99", self._size, 1000 * spread.at(0.99), budget, "ms", floor=1.8 if budget else None,
                      note=f"{spread}; fsync {fsync}", leeway=STRICT, judged=judged)  # fmt: skip

    def _memory(self) -> Row:
        self._say(f"{self._size}: paging")
        run = process(self._folder, [sys.executable, "-m", "tests.bench.paging", self._path("txt.workbench")])
        what, note = "open and page through one source, peak memory", "without the screen's own library"
        return Row(what, self._size, run.peak / _MB, 150 if self._large else None, "MB", note=note, leeway=STRICT)

    def _screen(self) -> Row:
        """Return how long the first frame takes; what a key takes is measured by `tests/bench/pty_latency.py`."""
        from tests.bench.pty_latency import Terminal

        self._say(f"{self._size}: first screens")
        found = []
        for _time in range(self._times + 2):
            terminal = Terminal(Path(self._path("txt.workbench")), (120, 36), self._folder / "home")
            found.append(terminal.first_screen / 1000)
            terminal.close()
        note = f"median of {len(found)}, {min(found):.2f} to {max(found):.2f} s"
        budget = _FIRST_SCREEN[self._size]
        return Row("first painted screen", self._size, median(found), budget, floor=0.21, note=note, leeway=STRICT)


def _about(run: Run) -> str:
    return f"processor {run.busy:.2f} s, peak {run.peak / _MB:.0f} MB"
