"""Moving one end of a passage by a word or by a character as a person sees it.

Pure: from a span to a span. An end never passes the other, nor the first and last words said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import graphemes
from workbench.domain.spans import Span
from workbench.domain.words import words

if TYPE_CHECKING:
    from workbench.tui.choosing import Walk

_NEAR = 2_000
"""Characters in which the next word is looked for first: a turn may be as long as a book."""


def by_word(walk: Walk, text: str, span: Span, step: int, *, last: bool) -> Span:
    """Return `span` with one end moved to the next word's end or beginning.

    Args:
        walk: where the turns are.
        text: the source's text.
        span: the passage.
        step: 1 to the right, -1 to the left.
        last: whether the end is moved, else the beginning.
    """
    old = span.end if last else span.start
    for reach in (_NEAR, len(text)):
        near = _words_about(walk, text, span.end - 1 if last else span.start, reach)
        if last:
            places = [word.end for word in near if word.end > span.start]
        else:
            places = [word.start for word in near if word.start < span.end]
        further = [place for place in places if (place > old if step > 0 else place < old)]
        if further:
            new = further[0] if step > 0 else further[-1]
            return Span(span.start, new) if last else Span(new, span.end)
    return span


def _words_about(walk: Walk, text: str, at: int, reach: int) -> list[Span]:
    """Return the whole words of this turn, the one before and the one after, no further off than `reach`."""
    index = walk.turn_index(at)
    found: list[Span] = []
    for turn in walk.turns[max(index - 1, 0) : index + 2]:
        start, end = max(turn.body_start, at - reach), min(turn.body_end, at + reach)
        # A word at an end of the stretch may go on beyond it.
        found += [
            word
            for word in words(text, start, max(end, start))
            if (word.start > start or start == turn.body_start) and (word.end < end or end == turn.body_end)
        ]
    return found


def words_of(walk: Walk, text: str, span: Span) -> list[Span]:
    """Return the whole words of a passage, without the labels between turns; of a very long one, those near its ends.

    Args:
        walk: where the turns are.
        text: the source's text.
        span: the passage.
    """
    stretches = (
        [span] if len(span) <= 2 * _NEAR else [Span(span.start, span.start + _NEAR), Span(span.end - _NEAR, span.end)]
    )
    said = [
        Span(max(stretch.start, turn.body_start), min(stretch.end, turn.body_end))
        for stretch in stretches
        for turn in walk.turns[walk.turn_index(stretch.start) : walk.turn_index(stretch.end - 1) + 1]
    ]
    return [word for one in said if one.start < one.end for word in words(text, one.start, one.end)]


def to_word(span: Span, word: Span, *, last: bool) -> Span:
    """Return `span` with one end at a word; the word alone where the other end would be passed.

    Args:
        span: the passage.
        word: where it is to end or begin.
        last: whether the end is moved, else the beginning.
    """
    start, end = (span.start, word.end) if last else (word.start, span.end)
    return Span(start, end) if start < end else word


def by_character(walk: Walk, text: str, span: Span, step: int, *, last: bool) -> Span:
    """Return `span` with one end moved by a character; the arguments are those of `by_word`."""
    if not walk.turns:
        return span
    old = span.end if last else span.start
    new = graphemes.next_boundary(text, old) if step > 0 else graphemes.previous_boundary(text, old)
    new = min(max(new, walk.turns[0].body_start), walk.turns[-1].body_end)
    start, end = (span.start, new) if last else (new, span.end)
    return Span(start, end) if start < end else span
