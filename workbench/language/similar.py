"""Names near a name, for "did you mean"; never used to decide anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

if TYPE_CHECKING:
    from collections.abc import Sequence


def nearest(name: str, names: Sequence[str], limit: int = 3, cutoff: int = 70) -> tuple[str, ...]:
    """Return the names most like `name`, whatever their case, the nearest first.

    Args:
        name: what was written.
        names: what there is.
        limit: how many at most.
        cutoff: how like they must be, from 0 (not at all) to 100 (equal).
    """
    found = process.extract(
        name, list(dict.fromkeys(names)), scorer=fuzz.WRatio, processor=str.casefold, limit=limit, score_cutoff=cutoff
    )
    return tuple(near for near, _score, _place in found)
