"""All that a report of a comparison holds, as values: the first page, the quotes behind each mark, the definitions.

Excel, Word and HTML are made from this one value, so that they cannot tell different things. Texts of people stand in
it as they are; whoever writes them into a format escapes them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.sources import Kind
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.domain.first_page import FirstPage
    from workbench.domain.hiding import Hidden
    from workbench.domain.ids import CodeId
    from workbench.domain.manifest import Manifest
    from workbench.domain.matrix import Matrix
    from workbench.domain.quotes import Quote
    from workbench.domain.said import Said

_KINDS = {
    Kind.DOCUMENT: N_("document"),
    Kind.OBSERVATION: N_("observation"),
    Kind.SURVEY: N_("survey"),
}
"""What stands for a speaker where nobody speaks."""


class ShownQuote(NamedTuple):
    """A coding with its words, what was asked before, and the words around. A named tuple: there may be a million."""

    quote: Quote
    path: str
    """The code's path, `Theme > Code`."""
    asked: str
    """What the interviewer said last before the quote; empty where nobody asked."""
    before: str
    """The words before the quote, those of other turns after who says them."""
    after: str
    reference: str
    """In the project's citation form."""
    said: tuple[Said, ...] = ()
    """The words turn by turn."""
    speaker: str = ""
    """Who says it, in the language now chosen: the informants' references, or what the words stand in."""
    cited: str = ""
    """The reference, after the speaker where it does not say that itself; empty where it is the reference."""

    @property
    def turns(self) -> tuple[Said, ...]:
        """The words turn by turn where it matters who says which; else nothing."""
        return self.said if len(self.said) > 1 and any(part.who for part in self.said) else ()

    @property
    def words(self) -> str:
        """The words to be shown where nothing is told of their turns: without a label that was marked too."""
        return self.said[0].text if len(self.said) == 1 else self.quote.words


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
    hidden: Hidden = ()
    """How many codings it hides for which reason; each is counted once."""


def speaker(informants: Sequence[str], kind: Kind, said: Sequence[Said]) -> str:
    """Return who says words, in the language now chosen.

    Args:
        informants: the references of those who say some of them.
        kind: of the source.
        said: the words turn by turn.
    """
    if informants:
        return ", ".join(informants)
    if kind in _KINDS:
        return _(_KINDS[kind])
    asking = {part.who for part in said if part.is_asked}
    return asking.pop() if asking and all(part.is_asked for part in said) else _("no informant")


def saying_who(reference: str, who: str, informants: Sequence[str]) -> str:
    """Return a reference that says who speaks: `SK3 · G1:12`, `document D1:9`.

    Args:
        reference: in the project's form.
        who: the speaker.
        informants: the references of those who speak; one that stands in the reference need not be said again.
    """
    if informants:
        if all(re.search(rf"(?<!\w){re.escape(label)}(?!\w)", reference) for label in informants):
            return reference
        return f"{who} · {reference}"
    return f"{who} {reference}"


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
