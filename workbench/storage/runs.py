"""Runs of ids: how the journal remembers many new rows as one, from the first id to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Run = tuple[int, int]
"""The first and the last id."""


def together(runs: Iterable[Run]) -> list[Run]:
    """Return runs of ids in order, those that touch made one."""
    found: list[Run] = []
    for first, last in sorted(runs):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def without(runs: Iterable[Run], taken: Iterable[Run]) -> list[Run]:
    """Return what is left of runs of ids when those of `taken` are taken out."""
    left = together(runs)
    for low, high in together(taken):
        left = [
            run
            for first, last in left
            for run in ((first, min(last, low - 1)), (max(first, high + 1), last))
            if run[0] <= run[1]
        ]
    return left
