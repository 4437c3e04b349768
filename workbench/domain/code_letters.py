"""Letters of codes: a capital that puts one code on, whatever is in the hand.

Like a digit, a letter is stored with its code and never moves by itself. Nothing here stores or draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

CODE_LETTERS = "BCEFGHILMOPRSTVWXYZ"
"""The capitals that may be a code's: those that every keyboard types, and that mean nothing else at the desk."""


def free_letter(name: str, taken: Collection[str]) -> str:
    """Return the letter that a new code gets: of its name where one is free, else the next; "" where all are taken.

    Args:
        name: the code's name; the beginnings of its words come before what else is in it.
        taken: letters of other codes.
    """
    return next((letter for letter in _wished(name.upper()) if letter in CODE_LETTERS and letter not in taken), "")


def _wished(name: str) -> Iterator[str]:
    yield from (word[0] for word in name.split())
    yield from name
    yield from CODE_LETTERS
