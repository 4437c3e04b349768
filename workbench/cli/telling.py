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

    from workbench.domain.tables import RowProblem
    from workbench.services.desk import Desk
    from workbench.services.readers import Chosen

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
    """Say that what follows was read from a copy."""
    step = desk.history.latest()
    remark(
        _("{name} is open elsewhere; this is as of change {number}, {at}.").format(
            name=desk.name, number=step.id if step else 0, at=step.at if step else "–"
        )
    )


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
