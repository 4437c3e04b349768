"""Bringing a text to the one form that everything else relies on.

A transcript comes with its own line ends, marks and invisible characters. Here they get one form, before
the text is frozen, and what was changed is counted and remembered so that places in the original can be
found again. Nothing is dropped in silence. Decoding bytes is not done here.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate, chain, groupby, repeat
from operator import itemgetter
from typing import TYPE_CHECKING

from workbench.domain.composing import changes, compose
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"

_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_LINE_SEPARATORS = "\x0b\x0c\x85\u2028\u2029"
_GAP = itemgetter(2)

_Edges = tuple[int, ...]
_Group = tuple[int, int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class NormalisingReport:
    """How many places were changed, by kind."""

    bom: int = 0
    """Byte order marks dropped from the start."""
    line_endings: int = 0
    """CRLF and lone CR that became a line feed."""
    composed: int = 0
    """Stretches whose characters were composed or reordered (NFC)."""
    tabs: int = 0
    """Tabs that became one space."""
    controls: int = 0
    """Control characters that became a visible picture."""
    line_separators: int = 0
    """U+0085, U+2028, U+2029, vertical tabs and form feeds that became a line feed."""

    @property
    def total(self) -> int:
        """All changes."""
        return self.bom + self.line_endings + self.composed + self.tabs + self.controls + self.line_separators


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Places in the original text and the same places in the normalised one, both ways.

    Only stretches that cannot be matched character for character are kept; outside them the two texts run
    side by side. One character that became one other character needs no stretch.

    An offset strictly inside a stretch goes to the start of the stretch on the other side; its start goes to
    the start, its end to the end. Where a stretch is empty on one side (dropped characters), its one
    offset there goes to the end on the other side.

    Args:
        groups: runs of like stretches in text order, each with the characters of a stretch before and after,
            and for every stretch the number of characters between it and the one before.
    """

    groups: tuple[_Group, ...] = ()
    _edges: list[tuple[_Edges, _Edges]] = field(default_factory=list, init=False, repr=False, compare=False)

    def to_normalised(self, offset: int) -> int:
        """Return the place in the normalised text.

        Args:
            offset: characters from the start of the original text.
        """
        original, normalised = self.edges()
        return _across(offset, original, normalised)

    def to_original(self, offset: int) -> int:
        """Return the place in the original text.

        Args:
            offset: characters from the start of the normalised text.
        """
        original, normalised = self.edges()
        return _across(offset, normalised, original)

    def edges(self) -> tuple[_Edges, _Edges]:
        """Return start, end, start, end … of the stretches, in the original and in the normalised text."""
        if not self._edges:
            # Worked out when first asked for: most maps are stored and never looked into.
            original = (zip(gaps, repeat(before), strict=False) for before, _after, gaps in self.groups)
            normalised = (zip(gaps, repeat(after), strict=False) for _before, after, gaps in self.groups)
            self._edges.append((_summed(original), _summed(normalised)))
        return self._edges[0]

    def to_json(self) -> str:
        """Write the groups: `[[before, after, [gap, …]], …]`; a text that kept its places gives `[]`."""
        return json.dumps(self.groups, separators=(",", ":"))

    @classmethod
    def from_json(cls, written: str) -> OffsetMap:
        """Read what `to_json` wrote."""
        return cls(tuple((before, after, tuple(gaps)) for before, after, gaps in json.loads(written)))


@dataclass(frozen=True, slots=True)
class Normalised:
    """A text in its one form, what was changed, and the way back."""

    text: str
    report: NormalisingReport
    map: OffsetMap


def normalise(raw: str) -> Normalised:
    """Bring `raw` to the form in which texts are frozen (DESIGN.md §3).

    Args:
        raw: the decoded text of a file, unchanged.

    Raises:
        WorkbenchError: the text holds half of a surrogate pair, which no file in UTF-8 can.
    """
    text = raw.lstrip(BYTE_ORDER_MARK)
    bom = len(raw) - len(text)
    unwanted = _UNWANTED.search(text)
    composed = unicodedata.is_normalized("NFC", text)
    if unwanted is None and composed:
        return Normalised(text, NormalisingReport(bom=bom), OffsetMap(_dropped(bom)))
    return _normalise_slowly(raw, text, bom, composed)


def text_hash(text: str) -> str:
    """Return the SHA-256 of the text as UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _normalise_slowly(original: str, raw: str, bom: int, composed: bool) -> Normalised:
    pairs = raw.count("\r\n")
    line_endings = raw.count("\r")
    text = raw.replace("\r\n", "\n") if pairs else raw
    if line_endings > pairs:
        text = text.replace("\r", "\n")
    recomposed = 0
    if composed:
        groups = _groups_of_pairs(raw) if pairs else ()
    else:
        text = compose(text)
        recomposed, groups = _groups_of_composing(raw)
    tabs = text.count("\t")
    if tabs:
        text = text.replace("\t", " ")
    unwanted = sorted(set(_UNWANTED.findall(text)))
    if any(map(_HALF_PAIR.match, unwanted)):
        raise _half_pair(original)
    text, line_separators, controls = _show(text, unwanted)
    report = NormalisingReport(bom, line_endings, recomposed, tabs, controls, line_separators)
    return Normalised(text, report, OffsetMap(_dropped(bom) + groups))


def _half_pair(original: str) -> WorkbenchError:
    half = _HALF_PAIR.search(original)
    return WorkbenchError(
        N_("The text holds half of a character pair at position {position}; save it again as UTF-8."),
        position=half.start() if half else 0,
    )


def _show(text: str, unwanted: list[str]) -> tuple[str, int, int]:
    line_separators = controls = 0
    for character in unwanted:
        found = text.count(character)
        if character in _LINE_SEPARATORS:
            line_separators += found
            text = text.replace(character, "\n")
        else:
            controls += found
            text = text.replace(character, _picture(character))
    return text, line_separators, controls


def _picture(control: str) -> str:
    code = ord(control)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\u2426"


def _summed(steps: Iterable[Iterable[tuple[int, int]]]) -> _Edges:
    return tuple(accumulate(chain.from_iterable(chain.from_iterable(steps))))


def _across(offset: int, here: _Edges, there: _Edges) -> int:
    passed = bisect_right(here, offset)
    if passed == 0:
        return offset
    inside = passed % 2
    return there[passed - 1] if inside else there[passed - 1] + offset - here[passed - 1]


def _dropped(bom: int) -> tuple[_Group, ...]:
    return ((bom, 0, (0,)),) if bom else ()


def _groups_of_pairs(raw: str) -> tuple[_Group, ...]:
    """Map a text in which only CRLF changes the length; quick, since Windows files are full of them."""
    return ((2, 1, tuple(map(len, raw.split("\r\n")[:-1]))),)


def _groups_of_composing(raw: str) -> tuple[int, tuple[_Group, ...]]:
    """Count the stretches that composing changes, and map them and every CRLF."""
    composed = end = 0
    shapes: list[tuple[int, int, int]] = []
    for (start, before, after), is_pair in changes(raw):
        composed += not is_pair
        if (before, after) != (1, 1):
            shapes.append((before, after, start - end))
            end = start + before
    like = groupby(shapes, key=itemgetter(0, 1))
    return composed, tuple((before, after, tuple(map(_GAP, group))) for (before, after), group in like)
