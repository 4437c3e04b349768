"""Checks of the codebook: a tree without loops, names that can be told apart, dimensions that name real codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from workbench.domain.checking import Finding
from workbench.domain.naming import same, shown
from workbench.i18n import N_
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.storage.rows import Rows


def check(rows: Rows) -> Iterator[Finding]:
    """Yield what is wrong with the codebook."""
    code = tables.code
    query = select(code.c.id, code.c.parent_id, code.c.name, code.c.dimension).order_by(code.c.id)
    found = rows.connection.execute(query).all()
    parents: dict[int, int | None] = {row.id: row.parent_id for row in found}
    names = {row.id: row.name for row in found}
    yield from _tree(parents, names)
    yield from _siblings(parents, names)
    below: dict[int, set[str]] = {}
    for row in found:
        for above in _above(row.id, parents):
            below.setdefault(above, set()).add(row.name)
    for row in found:
        missing = _names_in(row.dimension) - below.get(row.id, set())
        if missing:
            yield Finding(
                "dimension",
                N_(
                    "The dimension of “{name}” names {count} codes that are not under it; put them there, or bring the"
                    " codebook in again."
                ),
                {"name": shown(row.name), "count": len(missing)},
            )


def _tree(parents: Mapping[int, int | None], names: Mapping[int, str]) -> Iterator[Finding]:
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            yield Finding(
                "code parent",
                N_("The code “{name}” lies under a code that is not there; bring back an earlier copy with: workbench"
                   " restore {project}"),
                {"name": shown(names[code])},
            )  # fmt: skip
        elif code in _above(code, parents):
            yield Finding(
                "code loop",
                N_("The code “{name}” lies under itself; bring back an earlier copy with: workbench restore {project}"),
                {"name": shown(names[code])},
            )


def _above(code: int, parents: Mapping[int, int | None]) -> set[int]:
    """Return the codes over `code`; with itself where the tree has a loop."""
    found: set[int] = set()
    parent = parents.get(code)
    while parent is not None and parent not in found:
        found.add(parent)
        parent = parents.get(parent)
    return found


def _siblings(parents: Mapping[int, int | None], names: Mapping[int, str]) -> Iterator[Finding]:
    taken: dict[tuple[int | None, str], int] = {}
    for code, parent in parents.items():
        first = taken.setdefault((parent, same(names[code])), code)
        if first != code:
            yield Finding(
                "code name",
                N_("Two codes in one place are called “{name}”; give one of them another name."),
                {"name": shown(names[code])},
            )


def _names_in(written: str) -> set[str]:
    """Return the code names that a stored dimension speaks of; none where it cannot be read."""
    if not written:
        return set()
    try:
        found = json.loads(written)
        steps = (step for axis in found["axes"] for step in axis["steps"])
        return {*found["ends"], *found["steps"], *steps, *(room["name"] for room in found["rooms"])}
    except (ValueError, KeyError, TypeError):
        return set()
