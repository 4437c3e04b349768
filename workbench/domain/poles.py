"""Poles: which informants speak for only one end of a theme, for both, for only the other, for neither.

"Both" is a finding that a balance of two counts would hide (MATRIX.md §3). An informant is at an end with
a coding *for* it or for something beneath it. Nobody is placed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.cells import COUNTED, Cell, State, Voice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.codebook import Code


@dataclass(frozen=True, slots=True)
class PoleGroups:
    """The informants of one column, by reference, in heading order; each is in one of the first six."""

    only_first: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()
    neither: tuple[str, ...] = ()
    """At no end, though read (and asked, where a guide tells) for both."""
    not_asked: tuple[str, ...] = ()
    """At no end, read for both, and not asked about both."""
    unread: tuple[str, ...] = ()
    """At no end, and not read for both."""
    half: tuple[str, ...] = ()
    """Those at only one end of whom the other end is not known: not read, or not asked."""


@dataclass(frozen=True, slots=True)
class PolesRow:
    """The groups of one theme with two ends, one for each column of the matrix; None in lines without informants."""

    theme: Code
    ends: tuple[Code, Code]
    groups: tuple[PoleGroups | None, ...]


def pole_groups(first: Cell, second: Cell) -> PoleGroups:
    """Return the groups of one column.

    Args:
        first: the column's cell for the first end.
        second: its cell for the other end; the same informants in the same order.
    """
    found: dict[str, list[str]] = {}
    for at_first, at_second in zip(first.voices, second.voices, strict=True):
        for group in _groups(at_first, at_second):
            found.setdefault(group, []).append(at_first.informant)
    return PoleGroups(**{group: tuple(informants) for group, informants in found.items()})


def _groups(first: Voice, second: Voice) -> Iterable[str]:
    says = (first.state is State.SAYS, second.state is State.SAYS)
    states = {first.state, second.state}
    if all(says):
        return ("both",)
    if any(says):
        only = "only_first" if says[0] else "only_second"
        return (only,) if states <= COUNTED else (only, "half")
    if states <= COUNTED:
        return ("neither",)
    return ("unread",) if State.UNREAD in states else ("not_asked",)
