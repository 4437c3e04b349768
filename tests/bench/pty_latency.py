"""From a key to the painted frame, measured in a pseudo-terminal: what a person's fingers feel.

A key's byte is written, and bytes are read until the terminal's end-of-frame mark (or until it is quiet).
Run: python tests/bench/pty_latency.py [--check] [--keys 200] [PROJECT]. Without a project, one with a text
of a megabyte and 5,000 codings is made.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

SYNC_END = b"\x1b[?2026l"
SUPPORTS_SYNC = b"\x1b[?2026;2$y"
QUIET = 0.003
PATIENCE = 5.0
LAST_ON_SCREEN = b" keys"
"""Words of the undermost line, painted last."""
FIRST_SCREEN = 300.0
"""Milliseconds from the start of the program to the first frame."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    name: str
    keys: bytes
    budget: float
    """Milliseconds at p95; 0 where there is none."""


ROWS = (
    Row("cursor: next sentence", b"\x1b[C", 8.0),
    Row("cursor: row down", b"\x1b[B", 8.0),
    Row("cursor: next turn", b"j", 8.0),
    Row("scroll: page down", b"J", 8.0),
    Row("scroll: page up", b"K", 8.0),
    Row("grow", b" ", 8.0),
    Row("shrink", b"\x7f", 8.0),
    Row("next coding", b">", 8.0),
)
CODING = (Row("apply code", b"\x1b[C1", 0.0), Row("undo", b"u", 0.0), Row("switch source", b")", 60.0))


class Terminal:
    """The program in a pseudo-terminal."""

    def __init__(self, project: Path, size: tuple[int, int], home: Path) -> None:
        columns, rows = size
        started = time.perf_counter()
        self.pid, self.descriptor = pty.fork()
        if self.pid == 0:
            os.environ |= {
                "TERM": "xterm-256color", "COLORTERM": "truecolor", "WORKBENCH_HOME": str(home),
                "PYTHONPATH": str(Path(__file__).resolve().parents[2]), "WORKBENCH_LANGUAGE": "en",
            }  # fmt: skip
            os.execv(sys.executable, [sys.executable, "-m", "workbench", "open", str(project)])
        fcntl.ioctl(self.descriptor, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.first_screen = self._read_until(LAST_ON_SCREEN, started)
        """Milliseconds until the first frame is painted."""
        self._read_until_quiet(0.5)
        os.write(self.descriptor, SUPPORTS_SYNC)
        self._read_until_quiet(0.3)

    def key(self, keys: bytes) -> float:
        """Press a key; return the milliseconds until its last frame is painted."""
        start = time.perf_counter()
        os.write(self.descriptor, keys)
        painted, seen = start, b""
        while time.perf_counter() - start < PATIENCE:
            wait = QUIET * 8 if SYNC_END in seen else PATIENCE
            if not select.select([self.descriptor], [], [], wait)[0]:
                break
            seen += os.read(self.descriptor, 1 << 16)
            painted = time.perf_counter()
        return (painted - start) * 1000

    def close(self) -> None:
        """Quit, as a person does."""
        os.write(self.descriptor, b"Q")
        self._read_until_quiet(0.5)
        for _try in range(40):
            if os.waitpid(self.pid, os.WNOHANG)[0]:
                return
            time.sleep(0.05)
        os.kill(self.pid, signal.SIGTERM)
        os.waitpid(self.pid, 0)

    def _read_until(self, wanted: bytes, started: float) -> float:
        seen = b""
        while wanted not in seen and time.perf_counter() - started < PATIENCE:
            if select.select([self.descriptor], [], [], PATIENCE)[0]:
                seen += os.read(self.descriptor, 1 << 16)
        return (time.perf_counter() - started) * 1000

    def _read_until_quiet(self, quiet: float) -> None:
        end = time.monotonic() + 20
        while time.monotonic() < end and select.select([self.descriptor], [], [], quiet)[0]:
            try:
                os.read(self.descriptor, 1 << 16)
            except OSError:
                return


def large_project(folder: Path, characters: int = 1_000_000, codings: int = 5_000) -> Path:
    """Make a project with one long transcript and many overlapping codings."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from workbench.bootstrap import new_project
    from workbench.domain.codebook import CodebookDraft, CodeDraft
    from workbench.domain.reading import ReadFile
    from workbench.domain.tables import CodingRow, Table
    from workbench.domain.text import normalise, text_hash
    from workbench.domain.transcript import Role, turns_by_labels
    from workbench.services.sources import NewSource, Speaking

    chance = random.Random(7)
    said = "Det kom ikke fra staten, det må jeg si. Vi satt på vaktrommet og regnet på neste år, og da var det to. "
    parts: list[str] = []
    length = 0
    while length < characters:
        answer = said * chance.randint(2, 14)
        parts.append(f"I: Hva skjedde så?\n\nBK1: {answer}\n\n")
        length += len(parts[-1])
    path = folder / "large.workbench"
    desk = new_project(path, coder="AB", round_name="first reading")
    themes = tuple(CodeDraft(f"Theme {n}", codes=tuple(CodeDraft(f"Code {n}.{m}") for m in range(5))) for n in range(5))
    desk.codebook.bring_in(CodebookDraft("Bench", "nb", 1, themes))
    names = [code.name for _depth, code in desk.codebook.codebook().walk() if code.parent is not None]
    for name, text in (("large.txt", "".join(parts)), ("small.txt", "".join(parts[:40]))):
        found = normalise(text)
        turns = turns_by_labels(found.text, ["I", "BK1"])
        file = ReadFile(name, found.text, text_hash(found.text), found.report, found.map.to_json(), "utf-8", "x", 1)
        who = (Speaking("I", Role.INTERVIEWER), Speaking("BK1", Role.INFORMANT, "BK1"))
        desk.sources.add([NewSource(file, turns, speakers=who)])
    placed = desk.sources.text(desk.sources.all()[0].id)
    rows = []
    for number in range(codings):
        turn = chance.choice(placed.turns[1::2])
        start = chance.randrange(turn.body_start, turn.body_end - 60)
        end = min(start + chance.randint(20, 400), turn.body_end)
        while placed.text[start].isspace():
            start += 1
        while placed.text[end - 1].isspace():
            end -= 1
        rows.append(
            CodingRow(
                line=number,
                source=placed.source.label,
                start=start,
                end=end,
                quote=placed.text[start:end],
                code=chance.choice(names),
                coder="AB",
                round="first reading",
            )
        )
    print("codings:", desk.codings_table.bring_in(Table(rows=tuple(rows))).value)
    desk.close()
    return path


def measured(terminal: Terminal, row: Row, keys: int) -> list[float]:
    """Press one key many times."""
    times = []
    for _press in range(keys):
        times.append(terminal.key(row.keys))
        time.sleep(0.03)
    return sorted(times)


def first_screens(project: Path, size: tuple[int, int], home: Path, times: int = 7) -> bool:
    """Open a project as small as the sample study many times; say whether the budget is missed."""
    found = []
    for _time in range(times):
        terminal = Terminal(project, size, home)
        found.append(terminal.first_screen)
        terminal.close()
    found.sort()
    late = statistics.median(found) > FIRST_SCREEN
    mark = "  missed" if late else ""
    print(f"{'first screen':28}{statistics.median(found):8.1f}{found[-1]:8.1f}{found[-1]:8.1f}{FIRST_SCREEN:8}{mark}")
    return late


def main() -> int:
    """Print the table; with --check, fail where a budget is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("project", nargs="?")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--keys", type=int, default=100)
    parser.add_argument("--size", default="120x36")
    asked = parser.parse_args()
    columns, rows = (int(part) for part in asked.size.split("x"))
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        project = Path(asked.project) if asked.project else large_project(Path(folder))
        terminal = Terminal(project, (columns, rows), Path(folder) / "home")
        print(f"{'key → painted frame, ms':28}{'p50':>8}{'p95':>8}{'max':>8}{'budget':>8}")
        sample = Path(folder) / "sample"
        sample.mkdir()
        missed += first_screens(large_project(sample, characters=20_000, codings=60), (columns, rows), sample / "home")
        for row in (*ROWS, *CODING):
            times = measured(terminal, row, asked.keys if row in ROWS else max(asked.keys // 5, 4))
            p95 = times[max(int(len(times) * 0.95) - 1, 0)]
            late = row.budget and p95 > row.budget
            missed += bool(late)
            mark = "  missed" if late else ""
            print(f"{row.name:28}{statistics.median(times):8.1f}{p95:8.1f}{times[-1]:8.1f}{row.budget or '':>8}{mark}")
        terminal.close()
    return 1 if asked.check and missed else 0


if __name__ == "__main__":
    sys.exit(main())
