"""What a word is, and counting them: the one definition that every number rests on (FILES.md).

A word is a run of letters, digits and marks, joined inside by one of `- ' ’ . ,` between them. Underscores
are no part of a word. Nothing here knows of sentences or of word forms.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from workbench.domain.grapheme_table import HIGH_MARKS, MARKS
from workbench.domain.spans import Span

JOINERS = "-'’.,"

_WORD, _JOINER, _OTHER = b"a", b".", b" "
_NARROW = "cp1252"
"""An encoding of one byte a character that holds what Norwegian texts are written with."""


@cache
def _pattern() -> re.Pattern[str]:
    # Marks of the high planes stand last behind a cheap look: they are many ranges, tried one by one.
    run = rf"(?:[^\W_]++|[{MARKS}]++|(?=[\U00010000-\U0010ffff])[{HIGH_MARKS}]++)++"
    return re.compile(rf"{run}(?:[{re.escape(JOINERS)}]{run})*+")


@cache
def _classes() -> bytes:
    """Return a table from a byte of the narrow encoding to its class."""
    characters = (bytes([byte]).decode(_NARROW, "replace") for byte in range(256))
    return b"".join(
        _WORD if character.isalnum() else _JOINER if character in JOINERS else _OTHER for character in characters
    )


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the words of a stretch in order; a word cut by an end of the stretch counts as far as it goes.

    Args:
        text: any text.
        start: first character of the stretch.
        end: one past its last character; None for the end of the text.
    """
    return [Span(*word.span()) for word in _pattern().finditer(text, start, len(text) if end is None else end)]


def count_words(text: str, start: int = 0, end: int | None = None) -> int:
    """Return how many words `words` would find, faster.

    Args:
        text: any text.
        start: first character of the stretch.
        end: one past its last character; None for the end of the text.
    """
    end = len(text) if end is None else end
    try:
        narrow = text[start:end].encode(_NARROW)
    except UnicodeEncodeError:
        return len(_pattern().findall(text, start, end))
    # A word begins at a letter after a gap, or after a joiner that has no letter before it.
    classes = b"  " + narrow.translate(_classes())
    return classes.count(b" a") + classes.count(b" .a") + classes.count(b"..a")


def word_range(text: str, body_start: int, body_end: int, start: int, end: int) -> tuple[int, int]:
    """Return which words of a body a stretch touches, as a half-open range of word numbers from 0.

    A word touched counts whole. Where none is touched the range is empty and stands at the number of words
    that end before the stretch.

    Args:
        text: the text the offsets belong to.
        body_start: first character of the body.
        body_end: one past its last character.
        start: first character of the stretch; what lies outside the body touches nothing.
        end: one past its last character.
    """
    first, _begun = _ended_and_begun(text, body_start, body_end, start)
    if end <= start:
        return first, first
    _ended, last = _ended_and_begun(text, body_start, body_end, end)
    return first, max(first, last)


def _ended_and_begun(text: str, body_start: int, body_end: int, offset: int) -> tuple[int, int]:
    """Count the words of a body that end at or before `offset`, and those that begin before it."""
    offset = min(max(offset, body_start), body_end)
    # No word lies across a blank: what stands before the last one can be counted the fast way.
    gap = 1 + max(text.rfind(" ", body_start, offset), text.rfind("\n", body_start, offset), body_start - 1)
    ended = begun = count_words(text, body_start, gap)
    for word in _pattern().finditer(text, gap, body_end):
        if word.start() >= offset:
            break
        begun += 1
        ended += word.end() <= offset
    return ended, begun


@dataclass(frozen=True, slots=True)
class WordIndex:
    """Where the words of one body begin and end, for many questions about the same body."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int, end: int) -> WordIndex:
        """Index the body from `start` to `end` (characters of `text`)."""
        found = [word.span() for word in _pattern().finditer(text, start, end)]
        return cls(tuple(first for first, _last in found), tuple(last for _first, last in found))

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Return the same range as `word_range` for the stretch from `start` to `end` (characters)."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end)) if start < end else first


class WordCounter:
    """The words of one body, for many questions about the same body; quicker than `word_range` from the second on.

    Args:
        text: the text the offsets belong to.
        start: first character of the body.
        end: one past its last character.
    """

    __slots__ = ("_asked", "_body", "_index", "_marked", "_start")

    def __init__(self, text: str, start: int, end: int) -> None:
        self._body = (text, start, end)
        self._asked = 0
        self._start = start - len(_MARGIN)
        self._marked = b""
        self._index: WordIndex | None = None
        try:
            narrow = text[start:end].encode(_NARROW)
        except UnicodeEncodeError:
            self._index = WordIndex.of(text, start, end)
        else:
            self._marked = _with_beginnings(_MARGIN + narrow.translate(_classes()) + _MARGIN)

    def touched(self, start: int, end: int) -> tuple[int, int]:
        """Return the same range as `word_range` for a stretch that lies within the body (characters)."""
        if self._index is None and len(self._marked) > _LONG:
            # Counting from the start again and again costs more than knowing where every word stands.
            self._asked += 1
            self._index = WordIndex.of(*self._body) if self._asked > _OFTEN else None
        if self._index is not None:
            return self._index.touched(start, end)
        marked = self._marked
        start -= self._start
        end -= self._start
        begun = marked.count(_BEGINNING, 0, start)
        # A letter that begins no word goes on with one; so does a joiner before such a letter.
        goes_on = marked[start : start + 1] == _WORD or marked[start : start + 2] == _JOINER + _WORD
        first = begun - goes_on
        return first, max(first, begun + marked.count(_BEGINNING, start, end)) if start < end else first


_LONG, _OFTEN = 8_000, 64
"""Characters of a body, and questions about it, from which an index is made."""
_MARGIN = _OTHER * 2
_BEGINNING = b"b"


def _with_beginnings(classes: bytes) -> bytes:
    """Mark the letters with which words begin: after a gap, or after a joiner that has no letter before it."""
    for before in (_OTHER, _OTHER + _JOINER, _JOINER + _JOINER):
        classes = classes.replace(before + _WORD, before + _BEGINNING)
    return classes
