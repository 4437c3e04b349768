"""The program's own sentences as spaCy sees them.

The boundaries come from `workbench.domain.sentences` and nowhere else; spaCy gets them set, so that its tokens and
word forms lie inside the same sentences as search and selection. Loading spaCy takes a second: import this only where
it is needed.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import spacy
from spacy.language import Language

from workbench.domain import sentences as plain
from workbench.domain.graphemes import snap
from workbench.domain.spans import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

COMPONENT = "workbench_sentences"


@Language.component(COMPONENT)
def mark_sentences(doc: Doc) -> Doc:
    """Mark the first token of each of our sentences as a start, and every other token as none."""
    text = doc.text
    waiting = sorted((span.start for span in plain.sentences(text, 0, len(text))), reverse=True)
    for token in doc:
        begins = False
        while waiting and waiting[-1] < token.idx + len(token):
            waiting.pop()
            begins = True
        token.is_sent_start = begins
    return doc


@cache
def pipeline() -> Language:
    """Return a pipeline of Norwegian tokens in our sentences; made once."""
    made = spacy.blank("nb")
    made.add_pipe(COMPONENT)
    return made


def sentences(text: str, start: int, end: int) -> list[Span]:
    """Return the sentences of one body by way of spaCy: the same as those of the domain.

    Args:
        text: the text the offsets belong to.
        start: first character of the body.
        end: one past its last character.
    """
    body = text[start:end]
    found = []
    for sentence in pipeline()(body).sents:
        words = body[sentence.start_char : sentence.end_char]
        inner = words.strip()
        if inner:
            first = sentence.start_char + len(words) - len(words.lstrip())
            grown = snap(body, Span(first, first + len(inner)))
            found.append(Span(start + grown.start, start + grown.end))
    return found
