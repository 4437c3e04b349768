"""Hopping: which letters stand before sentences or words, so that one or two keys choose any of them.

Letters are those that every Norwegian and US keyboard types alone, and never a key that means something else
where they are shown: `f` begins the hop, `e` keeps the ends, `i` makes the words a code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LETTERS = "jkdslaghienrtuomvwcybpxqz"
"""Those that lie best under the hands first."""
WORD_LETTERS = "".join(letter for letter in LETTERS if letter not in "ei")


def labels(count: int, near: int) -> list[str]:
    """Return a label for each of so many sentences; the farthest from `near` get two letters where one is too few.

    No label is the beginning of another.

    Args:
        count: sentences in view.
        near: the place of the sentence stood on, from 0.
    """
    return _given(sorted(range(count), key=lambda place: (abs(place - near), place)), LETTERS)


def word_labels(count: int) -> list[str]:
    """Return a label for each of so many words of a passage; those in the middle get two letters where one is too few.

    Args:
        count: words of the passage.
    """
    return _given(sorted(range(count), key=lambda place: (min(place, count - 1 - place), place)), WORD_LETTERS)


def _given(order: Sequence[int], letters: str) -> list[str]:
    """Return the label of each place, the first in the order with the best letters; "" where there are none left."""
    count, firsts = len(order), 0
    while len(letters) - firsts + firsts * len(letters) < count and firsts < len(letters):
        firsts += 1
    single = letters[: len(letters) - firsts]
    double = [first + second for first in letters[len(single) :] for second in letters]
    found = [""] * count
    for label, place in zip([*single, *double], order, strict=False):
        found[place] = label
    return found
