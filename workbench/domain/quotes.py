"""Quotes: one value for each coding that a view lets through, with all that a list of quotes shows.

They come in the order of the texts. Labels, not ids, so that an exporter needs nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from workbench.domain.ids import CodeId, SourceId
    from workbench.domain.passages import Stance


class Quote(NamedTuple):
    """One coding on one passage; codings on the same passage follow each other. There may be a million of them."""

    passage: str
    """The citable id, `SK3:41b`."""
    words: str
    source: str
    """The source's label."""
    source_id: SourceId
    turn: int
    """The number of the turn where the passage starts; 0 where it starts before the first."""
    informants: tuple[str, ...]
    """The references of those who say some of the words, in text order; those left out are not among them."""
    cases: tuple[str, ...]
    """The labels of the cases that the words count for, in text order."""
    unattributed: bool
    """Whether some of the words count in the line "documents" or "no informant"."""
    code: CodeId
    coder: str
    round: str
    stance: Stance
    start: int
    """Characters of the source's text."""
    end: int
    starred: bool = False
    memo: str = ""
    """The coding's memos, a blank line between two."""

    @property
    def informant(self) -> str | None:
        """The reference of the one who speaks, or None where nobody or several do."""
        return self.informants[0] if len(self.informants) == 1 else None

    @property
    def case(self) -> str | None:
        """The label of the one case that the words count for, or None where it is none or several."""
        return self.cases[0] if len(self.cases) == 1 else None
