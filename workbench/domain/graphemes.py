"""Where one character ends for the eye: the extended grapheme clusters of Unicode (UAX #29).

Moves and selections stop at these places only. The rules are here, the data is in `grapheme_table`. How
wide a grapheme is on a screen is no business of this module.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from workbench.domain import grapheme_table as table
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_THAT_CAN_JOIN = "\u0300"
"""Below it only CR and LF belong together."""
_FIRST_SYLLABLE, _LAST_SYLLABLE, _TRAILING_KINDS = 0xAC00, 0xD7A3, 28

_BREAKS_ALL = frozenset((table.CR, table.LF, table.CONTROL))
_EXTENDS = frozenset((table.LINKER, table.EXTEND_CONJUNCT, table.EXTEND))
_JOINS_BEFORE = _EXTENDS | {table.ZWJ, table.SPACING}
_LINKERS = frozenset((table.LINKER, table.LINKER_APART))
_IN_CONJUNCT = frozenset((table.ZWJ, table.EXTEND_CONJUNCT))
_HANGUL = frozenset(
    (
        *((table.L, after) for after in (table.L, table.V, table.LV, table.LVT)),
        *((before, after) for before in (table.LV, table.V) for after in (table.V, table.T)),
        *((before, table.T) for before in (table.LVT, table.T)),
    )
)


def is_boundary(text: str, offset: int) -> bool:
    """Tell whether no grapheme lies across `offset`.

    Args:
        text: any text.
        offset: characters from the start; the ends of the text, and all beyond, are boundaries.
    """
    return _is_boundary(text, offset, 0)


def next_boundary(text: str, offset: int) -> int:
    """Return the first boundary after `offset` (characters); the text's end where there is none."""
    offset = max(offset + 1, 0)
    while offset < len(text) and not _is_boundary(text, offset, 0):
        offset += 1
    return min(offset, len(text))


def previous_boundary(text: str, offset: int) -> int:
    """Return the last boundary before `offset` (characters); 0 where there is none."""
    offset = min(offset - 1, len(text))
    while offset > 0 and not _is_boundary(text, offset, 0):
        offset -= 1
    return max(offset, 0)


def snap(text: str, span: Span) -> Span:
    """Grow `span` outwards until it cuts no grapheme; an empty one moves to the boundary before it."""
    start = span.start if is_boundary(text, span.start) else previous_boundary(text, span.start)
    if not len(span):
        return Span(start, start)
    return Span(start, span.end if is_boundary(text, span.end) else next_boundary(text, span.end))


def clusters(text: str) -> Iterator[str]:
    """Yield the graphemes of `text` in order."""
    if text.isascii() and "\r" not in text:
        yield from text
        return
    start = 0
    for offset in range(1, len(text) + 1):
        if _is_boundary(text, offset, start):
            yield text[start:offset]
            start = offset


def _is_boundary(text: str, offset: int, known: int) -> bool:
    """Tell whether `offset` is a boundary, looking back no further than `known`, which is one."""
    if not 0 < offset < len(text):
        return True
    before, after = text[offset - 1], text[offset]
    if before < FIRST_THAT_CAN_JOIN and after < FIRST_THAT_CAN_JOIN:
        return before != "\r" or after != "\n"
    return not _belong_together(text, offset, known)


def _belong_together(text: str, offset: int, known: int) -> bool:
    """Apply the rules GB4 to GB13 in their order."""
    before, after = _kind(text[offset - 1]), _kind(text[offset])
    if before in _BREAKS_ALL or after in _BREAKS_ALL:
        return False
    if after in _JOINS_BEFORE or before == table.PREPEND or (before, after) in _HANGUL:
        return True
    if after == table.CONSONANT:
        return _is_linked(text, offset, known)
    if after == table.PICTOGRAPHIC:
        return before == table.ZWJ and _pictograph_stands_before(text, offset - 1, known)
    return after == table.REGIONAL and _flag_is_half_done(text, offset, known)


def _is_linked(text: str, offset: int, known: int) -> bool:
    place = offset - 1
    while place >= known and _kind(text[place]) in _IN_CONJUNCT:
        place -= 1
    return place >= known and _kind(text[place]) in _LINKERS


def _pictograph_stands_before(text: str, joiner: int, known: int) -> bool:
    place = joiner - 1
    while place >= known and _kind(text[place]) in _EXTENDS:
        place -= 1
    return place >= known and _kind(text[place]) == table.PICTOGRAPHIC


def _flag_is_half_done(text: str, offset: int, known: int) -> bool:
    place = offset
    while place > known and _kind(text[place - 1]) == table.REGIONAL:
        place -= 1
    return (offset - place) % 2 == 1


def _kind(character: str) -> int:
    code = ord(character)
    if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE:
        return table.LVT if (code - _FIRST_SYLLABLE) % _TRAILING_KINDS else table.LV
    return table.KINDS[bisect_right(table.STARTS, code) - 1]
