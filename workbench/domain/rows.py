"""What stands in the rows of a matrix: the codes in the order of the codebook.

A retired code keeps its row as long as something is counted on it, so that nothing vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain.codebook import PATH_SEPARATOR, Code, Codebook

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from workbench.domain.ids import CodeId
    from workbench.domain.tallies import Facts


class RowKind(StrEnum):
    """Whether a code has others under it."""

    THEME = "theme"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Row:
    """One code or theme."""

    code: Code
    kind: RowKind
    depth: int
    """0 at the top."""
    path: str
    """The names from the theme to the code, joined by " > "."""
    parent: str
    """The path of the code above; empty at the top."""


def rows_of(facts: Facts, counted: Collection[CodeId]) -> Iterator[Row]:
    """Yield the rows in order.

    Args:
        facts: of the view.
        counted: the codes that have a tally.
    """
    names: list[str] = []
    for depth, code in facts.codebook.walk():
        names[depth:] = [code.name]
        wanted = facts.rows is None or code.id in facts.rows
        if wanted and (not code.retired or code.id in counted):
            kind = RowKind.THEME if facts.codebook.children(code.id) else RowKind.CODE
            yield Row(code, kind, depth, PATH_SEPARATOR.join(names), PATH_SEPARATOR.join(names[:depth]))


def end_of(codebook: Codebook, theme: CodeId, name: str) -> Code | None:
    """Return the code that a pole's end names: right under the theme, else the only one of that name below it."""
    for code in codebook.children(theme):
        if code.name == name:
            return code
    below = [code for _depth, code in codebook.walk(theme) if code.name == name]
    return below[0] if len(below) == 1 else None
