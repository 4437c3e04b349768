"""Sharing out the cells of a row: among names that stand side by side, and within a sentence that is too long.

What is short gets all it needs, what is long shares the rest, and nothing is cut twice. Draws nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.tui.safe import CUT, fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

_QUOTED = re.compile(rf"(?<=[“«])(?P<words>[^“”«»]*?){CUT}?(?=[”»])")
_LEAST_QUOTED = 4
"""Cells of quoted words that are worth the room."""


def shared_out(needs: Sequence[int], room: int) -> list[int]:
    """Return how many of `room` cells each of several names gets: what it needs, or as much as the others at most.

    Args:
        needs: the cells of each name.
        room: the cells there are.
    """
    given = [0] * len(needs)
    left, waiting = max(room, 0), sorted(range(len(needs)), key=lambda place: needs[place])
    while waiting:
        share, over = divmod(left, len(waiting))
        if needs[waiting[0]] > share:
            for number, place in enumerate(waiting):
                given[place] = share + (number < over)
            break
        place = waiting.pop(0)
        given[place] = needs[place]
        left -= needs[place]
    return given


def names_fitted(names: Sequence[str], room: int) -> list[str]:
    """Return names cut so that they take at most `room` cells together."""
    cells = shared_out([cell_len(name) for name in names], room)
    return [fitted(name, most) for name, most in zip(names, cells, strict=True)]


def least_cells(sentence: str) -> int:
    """Return the cells that a sentence needs, so that nothing but the words it quotes is cut."""
    found = _QUOTED.search(sentence)
    return cell_len(sentence) - (max(cell_len(found[0]) - _LEAST_QUOTED, 0) if found is not None else 0)


def sentence_fitted(sentence: str, room: int) -> str:
    """Return a sentence that takes at most `room` cells, cut once: in the words it quotes where that is enough.

    Args:
        sentence: what is told.
        room: the cells there are.
    """
    too_many = cell_len(sentence) - room
    if too_many <= 0:
        return sentence
    found = _QUOTED.search(sentence)
    if found is not None:
        most = cell_len(found[0]) - too_many
        if most >= _LEAST_QUOTED:
            return sentence[: found.start()] + fitted(found["words"] + CUT, most) + sentence[found.end() :]
    return fitted(sentence, room)
