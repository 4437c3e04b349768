"""The program in a pseudo-terminal, and somebody's fingers at it: keys by name go in, a screen is read.

A key is one key press. `press` waits until the program has painted and rests, as a person does who looks at
the screen; `type_ahead` does not wait. Only for systems with pseudo-terminals.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.replays.screen import TerminalScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
NAMED = {
    "→": b"\x1b[C", "←": b"\x1b[D", "↑": b"\x1b[A", "↓": b"\x1b[B", "PgDn": b"\x1b[6~", "PgUp": b"\x1b[5~",
    "Home": b"\x1b[H", "End": b"\x1b[F", "Space": b" ", "Backspace": b"\x7f", "Enter": b"\r", "Tab": b"\t",
    "Esc": b"\x1b",
}  # fmt: skip
"""Keys with a name; every other key is the character that it types."""
PATIENCE = 20.0
"""Seconds that a key may take, on a machine that has much else to do."""
_SUPPORTS_SYNC = b"\x1b[?2026;2$y"
_LAST_PAINTED = " keys"
"""Words of the undermost row, painted last."""


def as_bytes(key: str) -> bytes:
    """Return what a terminal sends for a key."""
    return NAMED.get(key) or key.encode()


class Keyboard:
    """The program at work on a project.

    Args:
        arguments: what stands behind `workbench`.
        size: columns and rows.
        home: where it keeps what belongs to the machine.
    """

    def __init__(self, arguments: Sequence[str], size: tuple[int, int], home: Path) -> None:
        self.screen = TerminalScreen(*size)
        self.pressed = 0
        self.ended = self._reaping = False
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:  # pragma: no cover - the child
            environment = os.environ | {
                "TERM": "xterm-256color", "COLORTERM": "truecolor", "WORKBENCH_HOME": str(home),
                "WORKBENCH_LANGUAGE": "en", "PYTHONPATH": str(ROOT), "COLUMNS": str(size[0]), "LINES": str(size[1]),
            }  # fmt: skip
            os.execve(sys.executable, [sys.executable, "-m", "workbench", *arguments], environment)
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if not self._reaping:
            self.kill()

    def begin(self) -> None:
        """Wait for the first screen."""
        end = time.monotonic() + 3 * PATIENCE
        while _LAST_PAINTED not in self.screen.text():
            assert time.monotonic() < end, self.screen.text()
            assert not self.ended, self.screen.text()
            self.read(0.05)
        self.settle()
        os.write(self._terminal, _SUPPORTS_SYNC)
        self.settle()

    def press(self, *keys: str) -> None:
        """Press keys, and wait for each one's screen."""
        for key in keys:
            self.type_ahead(key)
            self.settle()

    def type_ahead(self, *keys: str) -> None:
        """Press keys without waiting."""
        for key in keys:
            self.pressed += 1
            os.write(self._terminal, as_bytes(key))

    def read(self, seconds: float) -> bool:
        """Take in what is written within so many seconds; return whether anything was."""
        if self.ended or not select.select([self._terminal], [], [], seconds)[0]:
            return False
        try:
            written = os.read(self._terminal, 1 << 16)
        except OSError:
            written = b""
        self.ended = not written
        self.screen.feed(written)
        return bool(written)

    def settle(self, quiet: float = 0.008) -> None:
        """Read until the program has nothing to write and nothing to do.

        Args:
            quiet: seconds without a word from it.
        """
        end = time.monotonic() + PATIENCE
        self.read(0.5)
        still = 0
        while still < 3 and not self.ended:
            assert time.monotonic() < end, "it does not come to rest"
            still = 0 if self.read(quiet) or not self._rests() else still + 1

    def quit(self) -> int:
        """Press Q; return the exit code."""
        self.type_ahead("Q")
        end = time.monotonic() + PATIENCE
        while not self.ended:
            assert time.monotonic() < end, self.screen.text()
            self.read(0.05)
        return self._reaped()

    def kill(self) -> None:
        """End it as the power does, and read what it had said before."""
        os.kill(self.pid, signal.SIGKILL)
        while self.read(0.2):
            pass
        self._reaped()

    def _reaped(self) -> int:
        self._reaping = True
        os.close(self._terminal)
        _pid, status = os.waitpid(self.pid, 0)
        return os.waitstatus_to_exitcode(status)

    def _rests(self) -> bool:
        """Tell whether its first thread waits for something; where that cannot be seen, it is believed."""
        try:
            state = Path(f"/proc/{self.pid}/task/{self.pid}/stat").read_text("ascii", "replace")
        except OSError:
            return True
        return state.rpartition(")")[2].split()[0] in "SDZ"
