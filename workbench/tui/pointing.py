"""What the mouse means on a text: words between two places, or the word at one.

Pure: from characters to spans. No end cuts what a person sees as one character, and white space at the ends
of a passage is nobody's words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain import graphemes
from workbench.domain.spans import Span
from workbench.domain.words import words

if TYPE_CHECKING:
    from workbench.tui.choosing import Walk


def dragged(text: str, pressed: int, reached: int) -> Span | None:
    """Return what was marked from one character to another, both taken in; None where it is white space only.

    Args:
        text: the source's text.
        pressed: the character on which the button went down.
        reached: the character on which the mouse is now.
    """
    marked = graphemes.snap(text, Span(min(pressed, reached), max(pressed, reached) + 1))
    piece = text[marked.start : marked.end]
    inner = piece.strip()
    if not inner:
        return None
    start = marked.start + len(piece) - len(piece.lstrip())
    # A mark may sit on white space; then the two are one character, and stay.
    return graphemes.snap(text, Span(start, start + len(inner)))


def word_at(walk: Walk, text: str, offset: int) -> Span:
    """Return the word in which a character stands; where it stands in none, its sentence.

    Args:
        walk: where the sentences are.
        text: the source's text.
        offset: a character.
    """
    sentence = walk.sentence_at(offset)
    found = (word for word in words(text, sentence.start, sentence.end) if word.start <= offset < word.end)
    word = next(found, None)
    return sentence if word is None else graphemes.snap(text, word)
