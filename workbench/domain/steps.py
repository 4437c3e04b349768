"""Steps: one user action, one transaction, one entry to undo, one line of history.

A step keeps ids and labels, never words of a transcript; its title is made when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.ids import CoderId, PassageId, RoundId, SourceId, StepId

Args = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Step:
    """One line of history."""

    id: StepId
    guid: str
    at: str
    """UTC, ISO 8601, to the second, ending in Z."""
    coder: CoderId
    verb: str
    args: Args
    undoes: StepId | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a step did to a run of rows of one table; ids only, for history and replays."""

    table: str
    first: int
    last: int
    op: str


@dataclass(frozen=True, slots=True)
class Touched:
    """What a step changed, so that only the panes concerned redraw."""

    tables: frozenset[str] = frozenset()
    sources: frozenset[SourceId] = frozenset()
    passages: frozenset[PassageId] | None = None
    """The passages that changed, came or went, or whose codings, memos or items did; None where not known."""

    def any_of(self, *tables: str) -> bool:
        """Tell whether one of `tables` was changed."""
        return not self.tables.isdisjoint(tables)


@dataclass(frozen=True, slots=True)
class Done:
    """A step that is stored."""

    step: Step
    touched: Touched = field(default_factory=Touched)


def next_to_undo(newest_first: Iterable[tuple[Step, bool]]) -> Step | None:
    """Return the step that one more undo takes back.

    Args:
        newest_first: one coder's steps with whether each is an undo (not a redo), newest first.
    """
    return _walk(newest_first, wanted_undo=False)


def next_to_redo(newest_first: Iterable[tuple[Step, bool]]) -> Step | None:
    """Return the undo that one redo takes back; None once something new was done after it."""
    return _walk(newest_first, wanted_undo=True)


def _walk(newest_first: Iterable[tuple[Step, bool]], *, wanted_undo: bool) -> Step | None:
    skip = 0
    for step, is_undo in newest_first:
        if wanted_undo and not is_undo and step.undoes is None:
            return None
        if is_undo is not wanted_undo:
            skip += 1
        elif skip:
            skip -= 1
        else:
            return step
    return None


@dataclass(frozen=True, slots=True)
class Reader:
    """Who codes now, and in which reading."""

    coder: CoderId
    round: RoundId
