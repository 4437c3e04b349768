"""The codebook as rows: which codes are shown, in which order, and how a dimension is told in one line.

Knows the codebook and what is looked for; draws nothing and changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from workbench.domain.codebook import DimensionKind
from workbench.domain.matching import ranked
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.codebook import Axis, Code, Codebook, Dimension
    from workbench.domain.ids import CodeId

_KINDS = {
    DimensionKind.PLAIN: N_("topics, each by itself"),
    DimensionKind.POLES: N_("two ends; one may say both"),
    DimensionKind.ORDERED: N_("steps in order; traits may mix"),
    DimensionKind.TYPOLOGY: N_("two axes; things are placed in the rooms"),
}


class Says(Enum):
    """What a row of the tree says."""

    CODE = auto()
    DIMENSION = auto()
    """How the codes under the theme above relate."""
    NEW = auto()
    """The name that is being typed for a new code."""


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One row."""

    says: Says
    depth: int
    code: Code | None
    """None where the row is for a new code."""
    fits: bool = True
    """Whether the code fits what is looked for, or is only above one that does."""


def tree_rows(book: Codebook, looked_for: str = "") -> list[TreeRow]:
    """Return the codes that fit what is looked for, each below what is above it; all where nothing is."""
    fitting = codes_that_fit(book, looked_for)
    shown = {above.id for code in fitting for above in book.above(code)} | set(fitting)
    return list(_rows(book, shown, set(fitting), told=not looked_for.strip()))


def codes_that_fit(book: Codebook, looked_for: str) -> list[CodeId]:
    """Return the codes whose names fit letters, the likeliest first."""
    live = [code for _depth, code in book.walk() if not code.retired]
    return [live[place].id for place in ranked(looked_for, [code.name for code in live])]


def _rows(book: Codebook, shown: set[CodeId], fitting: set[CodeId], *, told: bool) -> Iterator[TreeRow]:
    for depth, code in book.walk():
        if code.id not in shown:
            continue
        yield TreeRow(Says.CODE, depth, code, code.id in fitting)
        if told and code.dimension.kind is not DimensionKind.PLAIN:
            yield TreeRow(Says.DIMENSION, depth, code)


def with_new(rows: list[TreeRow], book: Codebook, parent: CodeId | None) -> tuple[list[TreeRow], int]:
    """Return the rows with one more for a new code, as the last under its parent, and the place of that row."""
    if parent is None:
        return [*rows, TreeRow(Says.NEW, 0, None)], len(rows)
    below = book.below(parent)
    last = max(number for number, row in enumerate(rows) if row.code is not None and row.code.id in below)
    depth = len(book.above(parent)) + 1
    return [*rows[: last + 1], TreeRow(Says.NEW, depth, None), *rows[last + 1 :]], last + 1


def told_kind(dimension: Dimension) -> str:
    """Return what sort of dimension it is."""
    return _(_KINDS[dimension.kind])


def told_dimension(dimension: Dimension) -> str:
    """Return a dimension in one line, of the words of its codes; empty for topics."""
    if dimension.kind is DimensionKind.POLES:
        return " ↔ ".join(dimension.ends)
    if dimension.kind is DimensionKind.ORDERED:
        return " → ".join(dimension.steps)
    if dimension.kind is DimensionKind.TYPOLOGY:
        axes = " × ".join(_told_axis(axis) for axis in dimension.axes)
        rooms = ", ".join(room.name for room in dimension.rooms)
        return f"{axes}: {rooms}" if rooms else axes
    return ""


def _told_axis(axis: Axis) -> str:
    steps = " → ".join(axis.steps)
    return f"{axis.name} ({steps})" if axis.name else steps
