"""spaCy's sentences from a process of their own, which loads it while nobody waits.

Loading spaCy in a thread of the screen's process stops the keys for tens of milliseconds at a time; beside it,
it does not. The process is begun with the first question and ends when it is closed or its asker is gone.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import workbench
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMAND = (sys.executable, "-P", "-s", "-X", "utf8", "-m", "workbench.language.sentence_child")
_KEPT_ENVIRONMENT = ("SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_SECONDS_TO_END = 1.0


class SentencesBeside:
    """Cuts texts into sentences; asked by one thread, closed by any."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def sentences(self, text: str, bodies: Sequence[tuple[int, int]]) -> list[list[Span]]:
        """Return the sentences of stretches of a text; waits for them.

        Args:
            text: any text.
            bodies: first character and the one after the last of each stretch.

        Raises:
            OSError: where the process could not be begun, or ended.
        """
        process = self._process = self._process or _begun()
        if process.stdin is None or process.stdout is None:
            raise OSError
        question = json.dumps({"text": text, "bodies": list(bodies)})
        try:
            process.stdin.write(question.encode() + b"\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            return [[Span(start, end) for start, end in found] for found in json.loads(answer)]
        except ValueError as error:
            raise OSError from error

    def close(self) -> None:
        """End the process; another question begins a new one."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_END)


def _begun() -> subprocess.Popen[bytes]:
    environment = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    environment["PYTHONPATH"] = str(Path(workbench.__file__).parents[1])
    return subprocess.Popen(  # noqa: S603 - our own interpreter and our own module
        _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
