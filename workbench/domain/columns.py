"""What stands in the columns of a matrix, and what is said in their headings; `placing` makes them.

What is left out of the analysis is named in headings and is never a cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.tallies import Grouping, InformantFact, Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.ids import SourceId

SEPARATOR = " > "
MISSING = {
    Grouping.CASE: "(no case)",
    Grouping.INFORMANT: "",
    Grouping.SOURCE: "",
    Grouping.ATTRIBUTE: "(no value)",
}
"""How a missing link is written in paths, which are the same in every language."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An informant or a source that is kept and listed, and not counted."""

    what: str
    """informant or source"""
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column before its first cell."""

    interviewed: tuple[str, ...] = ()
    """Informants with a turn in an interview or a group interview."""
    interviews: tuple[str, ...] = ()
    """Those interviews."""
    not_interviewed: tuple[str, ...] = ()
    """Informants of the column without such a turn."""
    words: int = 0
    """Words of the column's informants; of the whole text in a source without any."""
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column, or one of those that a case opens into."""

    key: str
    """As in the tallies; shared by a case and what it opens into."""
    line: Line
    label: str
    """The case's, informant's or source's label, or the value; empty where that is missing, and for lines."""
    path: str
    """Unique: the label, under its case where it has one, with lines and what is missing in parentheses."""
    name: str = ""
    """What the case or source is called, where that is more than its label."""
    inside: str | None = None
    """The path of the column that this one opens; None at the top."""
    members: tuple[InformantFact, ...] = ()
    """Informants, in heading order; none in lines without informants."""
    sources: frozenset[SourceId] | None = None
    """Only what is said in these sources stands here; None for whatever source."""
    heading: Heading | None = None
    """None inside another column, and for lines without informants by informant."""

    @property
    def top(self) -> bool:
        """Whether the column stands by itself."""
        return self.inside is None

    def holds(self, informants: Iterable[str], *, unattributed: bool, source: SourceId | None) -> bool:
        """Tell whether a passage counts here.

        Args:
            informants: the references of those who say some of its words.
            unattributed: whether some of its words are said by no known informant.
            source: where it stands.
        """
        if self.sources is not None and source not in self.sources:
            return False
        if self.line in {Line.DOCUMENTS, Line.NO_INFORMANT}:
            return unattributed
        return any(member.label in informants for member in self.members)
