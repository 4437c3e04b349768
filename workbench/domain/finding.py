"""Finding words in one text, as a person means them: case apart, æ ø å and accents kept.

Offsets are those of the text given. Nothing here knows of sources or screens.
"""

from __future__ import annotations

import re
import unicodedata

from workbench.domain.spans import Span

LONGEST_WORDS = 1_000
"""Characters of what is looked for, at most."""


def find_all(text: str, words: str) -> list[Span]:
    """Return every place where `words` stand in `text`, in order, not overlapping.

    Args:
        text: a frozen text.
        words: what to look for; any white space matches any white space. Capitals find capitals and small
            letters alike.
    """
    wanted = unicodedata.normalize("NFC", words).strip()[:LONGEST_WORDS]
    if not wanted:
        return []
    pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    return [Span(found.start(), found.end()) for found in re.finditer(pattern, text, re.IGNORECASE)]


def next_after(places: list[Span], offset: int) -> Span | None:
    """Return the first place that begins after `offset`, else the first of all."""
    return next((place for place in places if place.start > offset), places[0] if places else None)


def last_before(places: list[Span], offset: int) -> Span | None:
    """Return the last place that begins before `offset`, else the last of all."""
    return next((place for place in reversed(places) if place.start < offset), places[-1] if places else None)
