"""One reader process, seen from ours: started when first needed, and started anew when it was lost.

Only this file knows how the process is run. It says nothing about whose turn it is; that is `isolated`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import workbench
from workbench.importers import border

if TYPE_CHECKING:
    from workbench.domain.errors import ImportFailed
    from workbench.domain.reading import ReadFile, ReadRequest

COMMAND = (sys.executable, "-P", "-s", "-B", "-X", "utf8", "-m", "workbench.importers.child")
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_SECONDS_TO_END = 2.0


class ChildProcess:
    """A process that reads one file after the other; used by one thread, watched by another.

    Args:
        wall_seconds: how long one file may take.
    """

    def __init__(self, wall_seconds: float) -> None:
        self._wall_seconds = wall_seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._deadline: float | None = None
        self.timed_out = False
        """Whether the process was stopped because a file took too long."""

    def ask(self, request: ReadRequest) -> None:
        """Send a request; a lost process shows when its answer is awaited."""
        block = border.packed_request(request, _place(request.path))
        try:
            border.send(self._input(), block)
        except OSError:
            return

    def begin(self) -> None:
        """Let the clock run for the request that is answered next."""
        with self._guard:
            self._deadline = time.monotonic() + self._wall_seconds

    def answer(self) -> ReadFile | ImportFailed:
        """Wait for the answer to the oldest request.

        Raises:
            BorderError: the process was lost; every request to it must be made again.
        """
        try:
            output = self._output()
            return border.unpacked_answer(border.receive(output), border.receive(output))
        except OSError as error:
            raise border.BorderError from error
        finally:
            with self._guard:
                self._deadline = None

    def stop_if_late(self) -> None:
        """End the process where it takes too long; called from the watching thread."""
        with self._guard:
            late = self._deadline is not None and time.monotonic() > self._deadline
            if late and self._process is not None:
                self.timed_out = True
                self._deadline = None
                self._process.kill()

    def kill(self) -> None:
        """End the process at once; the next request starts another."""
        with self._guard:
            process, self._process = self._process, None
            self._deadline = None
            self.timed_out = False
        if process is not None:
            process.kill()
            _close(process)

    def close(self) -> None:
        """Let the process end by itself, and end it where it does not."""
        with self._guard:
            process, self._process = self._process, None
        if process is not None:
            _close(process)

    def _input(self) -> BinaryIO:
        if self._process is None:
            process = _start()
            with self._guard:
                self._process = process
        return cast("BinaryIO", self._running().stdin)

    def _output(self) -> BinaryIO:
        return cast("BinaryIO", self._running().stdout)

    def _running(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is None:
            raise border.BorderError
        return process


def _place(path: str) -> str:
    """Return the path from the root of the system, as the reader, which always speaks UTF-8, names it."""
    return os.fsencode(os.path.abspath(path)).decode("utf-8", "surrogateescape" if os.name != "nt" else "surrogatepass")


def _start() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment["PYTHONPATH"] = str(Path(workbench.__file__).parents[1])
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        try:
            cast("BinaryIO", stream).close()
        except OSError:
            continue
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
