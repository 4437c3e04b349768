"""How commands speak: answers to standard output, remarks to the error stream, progress where someone looks on.

Everything goes through `visible`, since names and quotes come from files.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from workbench.domain.showing import visible
from workbench.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from rich.progress import Progress

    from workbench.domain.tables import RowProblem
    from workbench.services.desk import Desk
    from workbench.services.readers import Chosen

A_MOMENT = 0.5
"""Seconds that somebody waits without being told."""
MOST_PROBLEMS = 50
"""Lines of problems that are shown; how many more there are is said."""


def say(line: str = "") -> None:
    """Write an answer."""
    print(visible(line))


def remark(line: str) -> None:
    """Write something beside the answer."""
    print(visible(line), file=sys.stderr)


def say_new_reader(chosen: Chosen) -> None:
    """Say that a coder or a round was made."""
    if chosen.new_coder:
        remark(_("New coder: {name}").format(name=chosen.coder))
    if chosen.new_round:
        remark(_("New reading: {name}").format(name=chosen.round))


def say_copy(desk: Desk) -> None:
    """Say so where what follows was read from a copy."""
    if desk.read_only:
        remark(desk.read_only)


def say_problems(file: str, problems: Iterable[RowProblem]) -> int:
    """List lines that were kept out; return how many there are."""
    found = tuple(problems)
    for problem in found[:MOST_PROBLEMS]:
        remark(_("{file}, line {line}: {why}").format(file=file, line=problem.line, why=problem))
    more = len(found) - MOST_PROBLEMS
    if more > 0:
        remark(n_("… and {count} more line", "… and {count} more lines", more).format(count=more))
    return len(found)


def say_columns_kept_out(names: Collection[str]) -> None:
    """Name the columns of a table that were not read."""
    if names:
        remark(_("Columns that were not read: {names}").format(names=", ".join(names)))


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show that something is going on, where the error stream is a terminal and it lasts longer than a moment.

    Args:
        what: what is being done.
    """
    if not sys.stderr.isatty():
        yield
        return
    from threading import Timer

    shown: list[Progress] = []

    def show() -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        bar.add_task(visible(what), total=None)
        bar.start()
        shown.append(bar)

    timer = Timer(A_MOMENT, show)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for bar in shown:
            bar.stop()


@contextmanager
def progress(what: str, total: int) -> Iterator[Callable[[], None]]:
    """Show how far something is, where the error stream is a terminal and there is much to do.

    Args:
        what: what is being done.
        total: how many steps there are.

    Yields:
        A function to call after each step.
    """
    if total < 3 or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(visible(what), total=total)
        yield lambda: bar.advance(task)
