"""The stripes beside the text: which coding has which lane on a row, and the shape of its stripe.

Knows stretches and keys, not codes or colours; draws nothing.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, TypeVar

from workbench.domain.spans import Span, lanes

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

Key = TypeVar("Key", bound="Hashable")

SHAPES = "▌┃╎▐║┆▍╏┊"
"""One for each digit of a hand; a code without a digit has the last."""
PLAIN_SHAPES = "#|:%H;!&~"
"""The same, for a terminal that can draw letters only."""
MORE = "+"
"""Stands in the last lane where there are more stripes than fit."""
_BLOCK = 512
"""Characters of a stretch that is looked up at once."""


def shape(digit: int | None, shapes: str = SHAPES) -> str:
    """Return the stripe of the code with this digit (1 to 9)."""
    return shapes[digit - 1] if digit is not None and 1 <= digit <= len(shapes) else shapes[-1]


class Stripes(Generic[Key]):
    """Stretches with keys, to be asked what lies where.

    Args:
        stretches: each with a key of its own.
    """

    def __init__(self, stretches: Iterable[tuple[Span, Key]]) -> None:
        self._stretches = sorted(stretches, key=lambda pair: (pair[0].start, -pair[0].end))
        self._lanes = lanes(self._stretches)
        self._blocks: dict[int, list[tuple[Span, Key]]] = defaultdict(list)
        for span, key in self._stretches:
            for block in range(span.start // _BLOCK, max(span.end - 1, span.start) // _BLOCK + 1):
                self._blocks[block].append((span, key))

    def between(self, start: int, end: int) -> list[tuple[Span, Key]]:
        """Return what shares a character with the stretch from `start` to `end`, in text order."""
        first, last = start // _BLOCK, max(end - 1, start) // _BLOCK
        if first == last:
            return [(span, key) for span, key in self._blocks.get(first, ()) if span.start < end and start < span.end]
        found = dict.fromkeys(
            (span, key)
            for block in range(first, last + 1)
            for span, key in self._blocks.get(block, ())
            if span.start < end and start < span.end
        )
        return list(found)

    def lane(self, key: Key) -> int:
        """Return the lane of a key, from 0 at the left."""
        return self._lanes[key]

    def on(self, start: int, end: int, room: int) -> tuple[tuple[Key | None, ...], bool]:
        """Return the key in each lane beside a row, and whether there are more than fit.

        Args:
            start: first character of the row.
            end: one past its last.
            room: lanes that are drawn.
        """
        drawn: list[Key | None] = [None] * room
        more = False
        for _span, key in self.between(start, end):
            lane = self._lanes[key]
            if lane >= room:
                more = True
            elif drawn[lane] is None:
                drawn[lane] = key
        return tuple(drawn), more
