"""How Norwegian is sorted, and how numbers are written in the languages of the program.

The operating system's locale is never asked: the same project must give the same bytes everywhere.
Nothing here translates.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from itertools import groupby

THIN_SPACE = "\u202f"
"""Narrow and without a line break: it stands between thousands in Norwegian."""

SortKey = tuple[tuple[tuple[int, int, str], ...], str]

_AFTER_Z = {"æ": "z1", "ä": "z1", "ø": "z2", "ö": "z2", "å": "z3"}
_TWO_AS_ONE = (("aa", "å"),)
_AS_WRITTEN = {"ð": "d", "đ": "d", "ł": "l", "þ": "th", "œ": "ø", "ü": "y"}
_OTHER, _DIGITS, _LETTER = 0, 1, 2


def norwegian_key(text: str) -> SortKey:
    """Return what `text` is sorted by.

    Letters go a to z, æ, ø, å, whatever their case, with aa as å and accents passed over; a run of digits is
    one number (`SK2` before `SK10`). Two texts that differ have keys that differ.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    for pair, letter in _TWO_AS_ONE:
        folded = folded.replace(pair, letter)
    ranks: list[tuple[int, int, str]] = []
    for is_number, run in groupby(folded, str.isdecimal):
        if is_number:
            # Length before digits compares numbers of any size without making them.
            digits = "".join(str(unicodedata.decimal(digit)) for digit in run).lstrip("0")
            ranks.append((_DIGITS, len(digits), digits))
        else:
            ranks.extend(rank for letter in run for rank in _ranks(letter))
    return tuple(ranks), text


def _ranks(letter: str) -> tuple[tuple[int, int, str], ...]:
    if letter in _AFTER_Z:
        return ((_LETTER, 0, _AFTER_Z[letter]),)
    plain = _AS_WRITTEN.get(letter) or unicodedata.normalize("NFD", letter)[0]
    if plain in _AFTER_Z:
        return ((_LETTER, 0, _AFTER_Z[plain]),)
    return tuple((_LETTER if each.isalpha() else _OTHER, 0, each) for each in plain)


def number(value: int | float | Decimal, language: str) -> str:
    """Write a number as a reader of `language` does.

    Args:
        value: as many decimals are shown as it has.
        language: "nb" gives `38 210,5` with a thin space that does not break, anything else `38,210.5`.
    """
    written = format(value if isinstance(value, Decimal) else Decimal(str(value)), ",f")
    if language != "nb":
        return written
    whole, point, decimals = written.replace("-", "−").partition(".")
    return whole.replace(",", THIN_SPACE) + point.replace(".", ",") + decimals
