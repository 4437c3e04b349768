"""Stretches of text, how they overlap, and where their stripes stand.

Offsets are code points of a frozen text, and ranges are half open. Nothing here knows what a stretch is
about: `runs` and `lanes` take any hashable key.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters: `start` is in, `end` is out."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a range of characters: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """Return the characters of `text` in this range."""
        return text[self.start : self.end]


def runs(spans: Iterable[tuple[Span, Key]]) -> Iterator[tuple[Span, tuple[Key, ...]]]:
    """Cut overlapping spans into runs over which the set of keys is constant, in text order."""
    edges: list[tuple[int, int, int, Key]] = []
    for order, (span, key) in enumerate(spans):
        if span.start < span.end:
            edges += [(span.start, 1, order, key), (span.end, 0, order, key)]
    edges.sort(key=lambda edge: edge[:3])
    open_keys: dict[int, Key] = {}
    here = 0
    for at, opening, order, key in edges:
        if open_keys and at > here:
            yield Span(here, at), tuple(open_keys[n] for n in sorted(open_keys))
        if opening:
            open_keys[order] = key
        else:
            del open_keys[order]
        here = at


def lanes(spans: Iterable[tuple[Span, Key]]) -> dict[Key, int]:
    """Give each key the leftmost stripe column that is free where its span begins."""
    ends: list[int] = []
    placed: dict[Key, int] = {}
    for span, key in sorted(spans, key=lambda pair: (pair[0].start, -pair[0].end)):
        lane = next((n for n, end in enumerate(ends) if end <= span.start), len(ends))
        ends[lane : lane + 1] = [span.end]
        placed[key] = lane
    return placed
