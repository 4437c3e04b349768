"""Reading files in processes apart: two of them, kept busy, their answers handed out in order.

A file that hangs or kills its reader costs that file and a new process, nothing else. Every request gives
one answer: what was read, or one `ImportFailed`. No `multiprocessing`: it would run the caller's own main
module again.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import TYPE_CHECKING, Self

from workbench.domain.errors import ImportFailed
from workbench.domain.reading import ReadFile, ReadRequest
from workbench.i18n import N_
from workbench.importers.border import BorderError
from workbench.importers.child_process import ChildProcess
from workbench.importers.files import shown_name
from workbench.importers.formats import is_isolated
from workbench.importers.one_file import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

WALL_SECONDS = 30.0
"""For one file."""
_CHILDREN = 2
_AHEAD = 2
"""Requests a process is given at a time, so that it need not wait for us between two files."""
_WINDOW = 12
"""Answers held for a caller who is slower than the readers."""
_MANY_LABELS = 200
"""A longer request waits its turn: two of them could fill the pipe while the reader fills the other."""
_WATCHED_EVERY = 0.25

Answer = ReadFile | ImportFailed
Job = tuple[int, ReadRequest]


class IsolatedReader:
    """Reads files in processes that can harm nothing; started when first needed, ended with the `with` block.

    To be used from one thread at a time.

    Args:
        wall_seconds: how long one file may take before it is given up.
        children: how many processes at most.
    """

    def __init__(self, *, wall_seconds: float = WALL_SECONDS, children: int = _CHILDREN) -> None:
        self._wall_seconds = wall_seconds
        self._children = [ChildProcess(wall_seconds) for _ in range(children)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in self._children:
            child.close()

    def read(self, request: ReadRequest) -> ReadFile:
        """Read one file; plain text, which nothing but our own code looks at, in this process.

        Raises:
            ImportFailed: the file cannot be read.
        """
        if not is_isolated(request.path):
            return read_file(request, request.path)
        (answer,) = self.read_all([request])
        if isinstance(answer, ImportFailed):
            raise answer
        return answer

    def read_all(self, requests: Iterable[ReadRequest]) -> Iterator[Answer]:
        """Read files side by side, and hand them out in the order asked for.

        Args:
            requests: the files.
        """
        jobs = _Jobs(requests, len(self._children))
        over = threading.Event()
        threads = [threading.Thread(target=self._work, args=(child, jobs), daemon=True) for child in self._children]
        threads.append(threading.Thread(target=self._watch, args=(over,), daemon=True))
        for thread in threads:
            thread.start()
        finished = False
        try:
            yield from jobs.answers()
            finished = True
        finally:
            jobs.stop()
            if not finished:
                for child in self._children:
                    child.kill()
            over.set()
            for thread in threads:
                thread.join()

    def _watch(self, over: threading.Event) -> None:
        while not over.wait(min(_WATCHED_EVERY, self._wall_seconds / 4)):
            for child in self._children:
                child.stop_if_late()

    def _work(self, child: ChildProcess, jobs: _Jobs) -> None:
        asked: deque[Job] = deque()
        try:
            while self._ask_ahead(child, jobs, asked):
                child.begin()
                index, request = asked.popleft()
                lost = False
                try:
                    answer = child.answer()
                except BorderError:
                    lost = True
                    answer = self._given_up(request, late=child.timed_out)
                if lost or child.timed_out:
                    child.kill()
                    for _, waiting in asked:
                        child.ask(waiting)
                jobs.answered(index, answer)
        except BaseException as error:
            jobs.fail(error)

    def _ask_ahead(self, child: ChildProcess, jobs: _Jobs, asked: deque[Job]) -> bool:
        """Keep a few requests with the process; return whether it has any."""
        while len(asked) < _AHEAD and not any(_is_long(request) for _, request in asked):
            job = jobs.take(wait=not asked)
            if job is None:
                break
            child.ask(job[1])
            asked.append(job)
        return bool(asked)

    def _given_up(self, request: ReadRequest, *, late: bool) -> ImportFailed:
        file = shown_name(request.path)
        if late:
            return ImportFailed(
                file,
                N_("{file} was given up after {seconds} seconds; copy its text into a new document and give that."),
                seconds=round(self._wall_seconds),
            )
        return ImportFailed(
            file, N_("{file} stopped its reader: it is damaged or far too large; save it anew or divide it.")
        )


def _is_long(request: ReadRequest) -> bool:
    return len(request.labels or ()) > _MANY_LABELS


class _Jobs:
    """The files still to be read and the answers not yet handed out, shared between threads."""

    def __init__(self, requests: Iterable[ReadRequest], workers: int) -> None:
        self._requests = tuple(requests)
        self._workers = workers
        self._change = threading.Condition()
        self._answers: dict[int, Answer] = {}
        self._taken = 0
        self._given = 0
        self._error: BaseException | None = None
        self._stopped = False

    def take(self, *, wait: bool) -> Job | None:
        """Return the next file to read, or None where there is none left.

        Args:
            wait: whether to wait until the caller has room for more answers; without it None is returned,
                also where so few files are left that another process may want them.
        """
        with self._change:
            while not self._stopped and self._taken < len(self._requests):
                few = not wait and len(self._requests) - self._taken < self._workers
                if self._taken - self._given < _WINDOW and not few:
                    self._taken += 1
                    return self._taken - 1, self._requests[self._taken - 1]
                if not wait:
                    return None
                self._change.wait()
            return None

    def answered(self, index: int, answer: Answer) -> None:
        """Keep an answer until it is its turn."""
        with self._change:
            self._answers[index] = answer
            self._change.notify_all()

    def answers(self) -> Iterator[Answer]:
        """Hand out the answers in the order of the files."""
        for index in range(len(self._requests)):
            with self._change:
                while index not in self._answers and self._error is None:
                    self._change.wait()
                if self._error is not None:
                    raise self._error
                answer = self._answers.pop(index)
                self._given = index + 1
                self._change.notify_all()
            yield answer

    def fail(self, error: BaseException) -> None:
        """Let the caller have an error of our own making."""
        with self._change:
            self._error = error
            self._change.notify_all()

    def stop(self) -> None:
        """Give out no more files."""
        with self._change:
            self._stopped = True
            self._change.notify_all()
