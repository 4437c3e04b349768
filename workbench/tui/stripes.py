"""The stripes beside the text: which coding has which lane on a row, and the shape of its stripe.

Knows stretches and keys, not codes or colours; draws nothing.
"""

from __future__ import annotations

from bisect import insort
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


def _in_text(pair: tuple[Span, Hashable]) -> tuple[int, int]:
    return pair[0].start, -pair[0].end


def _blocks(span: Span) -> range:
    return range(span.start // _BLOCK, max(span.end - 1, span.start) // _BLOCK + 1)


class Stripes(Generic[Key]):
    """Stretches with keys, to be asked what lies where.

    Args:
        stretches: each with a key of its own.
    """

    def __init__(self, stretches: Iterable[tuple[Span, Key]]) -> None:
        ordered = sorted(stretches, key=_in_text)
        self._lanes = lanes(ordered)
        self._blocks: dict[int, list[tuple[Span, Key]]] = defaultdict(list)
        for pair in ordered:
            for block in _blocks(pair[0]):
                self._blocks[block].append(pair)

    def change(self, gone: Iterable[tuple[Span, Key]], new: Iterable[tuple[Span, Key]]) -> tuple[int, int] | None:
        """Take stretches out and put others in, as if made anew; stripes elsewhere are not looked at.

        Args:
            gone: stretches that are there.
            new: stretches that are not; of those on the same characters all or none are given, in their order.

        Returns:
            The first character and the one after the last between which lanes may differ; None where nothing did.
        """
        edges: list[tuple[int, int]] = []
        for pair in gone:
            edges.append((pair[0].start, pair[0].end))
            del self._lanes[pair[1]]
            for block in _blocks(pair[0]):
                self._blocks[block].remove(pair)
        for pair in new:
            edges.append((pair[0].start, pair[0].end))
            for block in _blocks(pair[0]):
                insort(self._blocks[block], pair, key=_in_text)
        if not edges:
            return None
        return self._lay_lanes(min(start for start, _end in edges), max(end for _start, end in edges))

    def _lay_lanes(self, start: int, end: int) -> tuple[int, int]:
        """Give lanes anew to all that hangs together with a stretch; return where that is."""
        while True:
            found = self.between(start, end)
            first = min((span.start for span, _key in found), default=start)
            last = max((span.end for span, _key in found), default=end)
            if start <= first and last <= end:
                self._lanes.update(lanes(found))
                return start, end
            start, end = min(start, first), max(end, last)

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

        What ends and what begins on the same row may have one lane; there the later one stands in one that is free.

        Args:
            start: first character of the row.
            end: one past its last.
            room: lanes that are drawn.
        """
        drawn: list[Key | None] = [None] * room
        waiting: list[Key] = []
        for _span, key in self.between(start, end):
            lane = self._lanes[key]
            if lane < room and drawn[lane] is None:
                drawn[lane] = key
            else:
                waiting.append(key)
        free = [lane for lane, key in enumerate(drawn) if key is None] if waiting else []
        for lane, key in zip(free, waiting, strict=False):
            drawn[lane] = key
        return tuple(drawn), len(waiting) > len(free)
