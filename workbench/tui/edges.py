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


def by_word(walk: Walk, text: str, span: Span, step: int, *, last: bool) -> Span:
    """Return `span` with one end moved to the next word's end or beginning.

    Args:
        walk: where the turns are.
        text: the source's text.
        span: the passage.
        step: 1 to the right, -1 to the left.
        last: whether the end is moved, else the beginning.
    """
    at = span.end - 1 if last else span.start
    index = walk.turn_index(at)
    near = [
        word
        for turn in walk.turns[max(index - 1, 0) : index + 2]
        for word in words(text, turn.body_start, turn.body_end)
    ]
    if last:
        places = sorted(word.end for word in near if word.end > span.start)
        old = span.end
    else:
        places = sorted(word.start for word in near if word.start < span.end)
        old = span.start
    further = [place for place in places if (place > old if step > 0 else place < old)]
    if not further:
        return span
    new = further[0] if step > 0 else further[-1]
    return Span(span.start, new) if last else Span(new, span.end)


def by_character(walk: Walk, text: str, span: Span, step: int, *, last: bool) -> Span:
    """Return `span` with one end moved by a character; the arguments are those of `by_word`."""
    if not walk.turns:
        return span
    old = span.end if last else span.start
    new = graphemes.next_boundary(text, old) if step > 0 else graphemes.previous_boundary(text, old)
    new = min(max(new, walk.turns[0].body_start), walk.turns[-1].body_end)
    start, end = (span.start, new) if last else (new, span.end)
    return Span(start, end) if start < end else span
