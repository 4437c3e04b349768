"""Composing characters (NFC), and telling which stretches of a text that changes.

What is composed is asked of Python's own Unicode data, so that the stretches always fit the text that
`unicodedata.normalize` gives. Only the shape of a change is told here; offset maps are made in `text`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain, groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Below U+0300 every character is composed as it stands, and leaves the one before it alone. (Written as
# what it is not: Python compiles that thirty times faster.)
_LONG_RUN = re.compile("[^\x00-\u02ff]{64,}")
_CRLF_OR_RUN = re.compile("\r\n|[\x00-\u02ff]?[^\x00-\u02ff]+")
_LONGEST_REMEMBERED = 8

Change = tuple[int, int, int]
"""Where a stretch begins, its characters before, its characters after."""


def compose(text: str) -> str:
    """Return `text` in NFC, in time by its length whatever it holds."""
    # Python's own ordering of marks is quadratic in the length of a run; ours is not, and it leaves
    # nothing to move. A hostile file could otherwise stop the reader for minutes.
    return unicodedata.normalize("NFC", _LONG_RUN.sub(lambda run: _in_canonical_order(run[0]), text))


def changes(raw: str) -> Iterator[tuple[Change, bool]]:
    """Yield each stretch that composing changes and each CRLF, in order, and whether it is a CRLF."""
    remembered: dict[str, tuple[Change, ...]] = {}
    for match in _CRLF_OR_RUN.finditer(raw):
        run, start = match[0], match.start()
        if run == "\r\n":
            yield (start, 2, 1), True
            continue
        found = remembered.get(run)
        if found is None:
            found = _changes_in(run)
            if len(run) <= _LONGEST_REMEMBERED:
                remembered[run] = found
        for at, before, after in found:
            yield (start + at, before, after), False


def _in_canonical_order(run: str) -> str:
    apart = "".join(map(_decomposed, run))
    ordered: list[str] = []
    for is_mark, like in groupby(apart, key=lambda character: unicodedata.combining(character) != 0):
        group = list(like)
        ordered += sorted(group, key=unicodedata.combining) if is_mark else group
    return "".join(ordered)


@lru_cache(4096)
def _decomposed(character: str) -> str:
    return unicodedata.normalize("NFD", character)


@cache
def _second_halves() -> frozenset[str]:
    """Characters that can melt into the starter before them although they are no marks themselves.

    Asked of Python's own data, so that the answer fits the `normalize` it is used with. No character above
    the second plane is composed of two.
    """
    pairs = (unicodedata.decomposition(chr(code)).split() for code in range(0xC0, 0x20000))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and pair[0][0] != "<"}
    jamo = map(chr, chain(range(0x1161, 0x1176), range(0x11A8, 0x11C3)))
    return frozenset(seconds.union(jamo))


@lru_cache(4096)
def _composing_stops_before(character: str) -> bool:
    first = _decomposed(character)[0]
    return unicodedata.combining(first) == 0 and first not in _second_halves()


def _changes_in(run: str) -> tuple[Change, ...]:
    """Find the stretches of `run` that composing changes, each as narrow as it can be told."""
    if unicodedata.is_normalized("NFC", run):
        return ()
    edges = [0, *(at for at in range(1, len(run)) if _composing_stops_before(run[at])), len(run)]
    found: list[Change] = []
    for start, end in pairwise(edges):
        before = run[start:end]
        after = compose(before)
        if before != after:
            found.append(_narrowed(start, before, after))
    return tuple(found)


def _narrowed(start: int, before: str, after: str) -> Change:
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - head) if before[-1 - at] != after[-1 - at]), shorter - head)
    return start + head, len(before) - head - tail, len(after) - head - tail
