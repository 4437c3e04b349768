"""Hopping: which letters stand before the sentences in view, so that one or two keys choose any of them.

Letters are those that every Norwegian and US keyboard types alone, and never `f`, which begins the hop.
"""

from __future__ import annotations

LETTERS = "jkdslaghienrtuomvwcybpxqz"
"""Those that lie best under the hands first."""


def labels(count: int, near: int) -> list[str]:
    """Return a label for each of so many sentences; the farthest from `near` get two letters where one is too few.

    No label is the beginning of another.

    Args:
        count: sentences in view.
        near: the place of the sentence stood on, from 0.
    """
    firsts = 0
    while len(LETTERS) - firsts + firsts * len(LETTERS) < count and firsts < len(LETTERS):
        firsts += 1
    single = LETTERS[: len(LETTERS) - firsts]
    double = [first + second for first in LETTERS[len(single) :] for second in LETTERS]
    given = [*single, *double][:count]
    order = sorted(range(count), key=lambda place: (abs(place - near), place))
    found = [""] * count
    for label, place in zip(given, order, strict=False):
        found[place] = label
    return found
