"""All that a report of a comparison holds, as values: the first page, the quotes behind each mark, the definitions.

Excel, Word and HTML are made from this one value, so that they cannot tell different things. Texts of people stand in
it as they are; whoever writes them into a format escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.domain.first_page import FirstPage
    from workbench.domain.ids import CodeId
    from workbench.domain.manifest import Manifest
    from workbench.domain.matrix import Matrix
    from workbench.domain.quotes import Quote

AROUND = 400
"""Characters before and after a quote that are shown around it."""


class ShownQuote(NamedTuple):
    """A coding with its words, what was asked before, and the words around. A named tuple: there may be a million."""

    quote: Quote
    path: str
    """The code's path, `Theme > Code`."""
    asked: str
    """What the interviewer said last before the quote; empty where nobody asked."""
    before: str
    """The words before the quote in what the same turn holds, at most `AROUND` characters, cut at a word."""
    after: str
    reference: str
    """In the project's citation form."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A coder in a round of the view, and how many codings of theirs the project has."""

    coder: str
    round: str
    blind: bool
    codings: int


@dataclass(frozen=True, slots=True)
class Report:
    """A comparison, ready to be written into a file."""

    page: FirstPage
    matrix: Matrix
    manifest: Manifest
    quotes: Iterable[ShownQuote]
    """In the order of the texts; codings on one passage follow each other. To be gone through once."""
    readers: tuple[Reader, ...]
    shown_codes: Mapping[CodeId, int]
    """How many codings of each code the view shows."""


def in_turn(quotes: Iterable[ShownQuote]) -> Iterator[ShownQuote]:
    """Yield quotes in turn over informants, the starred ones of each first (MATRIX.md §1).

    One informant with many quotes so does not fill the page. Informants come in the order of their first quote.
    """
    waiting: dict[tuple[str, ...], list[ShownQuote]] = {}
    for shown in quotes:
        waiting.setdefault(shown.quote.informants or (shown.quote.source,), []).append(shown)
    queues = [sorted(found, key=lambda shown: not shown.quote.starred) for found in waiting.values()]
    for place in range(max(map(len, queues), default=0)):
        yield from (queue[place] for queue in queues if place < len(queue))
