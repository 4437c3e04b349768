"""What the storage counts and hands to the matrix: tallies, and the facts around them.

The storage counts in SQL and decides nothing; `matrix_of` decides and counts nothing. All values are
already limited to the view, but for what is said here about its code, star and stance filters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.ids import CaseId, CodeId, InformantId, SourceId
from workbench.domain.sources import Kind

if TYPE_CHECKING:
    from workbench.domain.codebook import Codebook
    from workbench.domain.people import Attribute
    from workbench.domain.view import View

PAPERS = frozenset({Kind.DOCUMENT, Kind.OBSERVATION})
"""Kinds whose words without an informant stand in the line "documents"."""


class Grouping(StrEnum):
    """What stands in the columns."""

    CASE = "case"
    INFORMANT = "informant"
    SOURCE = "source"
    ATTRIBUTE = "attribute"


class Line(StrEnum):
    """What of a column a tally counts."""

    INFORMANT = "informant"
    """One informant in the column."""
    INFORMANTS = "informants"
    """All informants of the column together."""
    DOCUMENTS = "documents"
    """Words without an informant in documents and observations."""
    NO_INFORMANT = "no informant"
    """Words without an informant elsewhere; the interviewer's only if the view asks for them."""

    # The enumeration's own hash is written in Python, and every tally is looked up by its line.
    __hash__ = str.__hash__


class Tally(NamedTuple):
    """What one code has in one line of one column.

    There is a tally for each code *and each code above it*: a theme's tally is the union over itself and all
    below (distinct passages and codings, words of the union of ranges). Tallies of nothing are left out.

    `column` is `case:3`, `informant:5`, `source:7` or `value:ja`; what has no case, informant or value is in
    `case:`, `informant:` or `value:`. An informant's words go to the informant's own case and values, words
    without informant to those of the source. By informant, all words without informant are in `informant:`.
    With INFORMANT as grouping the line INFORMANT is enough; every other grouping has INFORMANTS as well.
    """

    code: CodeId
    column: str
    line: Line
    informant: InformantId | None
    """Set when `line` is INFORMANT, else None."""
    quotes: int
    """Distinct passages, those against included."""
    quotes_for: int
    """Distinct passages with a coding *for*."""
    quotes_against: int
    """Distinct passages with a coding *against*; a passage may be in both where two coders disagree."""
    codings: int
    words: int


def column_key(grouping: Grouping, of: object = None) -> str:
    """Return the key of a column.

    Args:
        grouping: what stands in the columns.
        of: the id, or the attribute's value; None or "" where it is missing.
    """
    kind = "value" if grouping is Grouping.ATTRIBUTE else grouping.value
    return f"{kind}:{'' if of is None else of}"


def view_of_states(view: View) -> View | None:
    """Return the view that decides states, or None where it is `view` itself.

    Code, star and stance filters change quotes and counts, never states (FILES.md), so a view with one of
    them needs a second set of tallies, counted in the view that is returned here.
    """
    wide = replace(view, codes=None, stance=None, starred=False)
    return None if wide == view else wide


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case that may be a column."""

    id: CaseId
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class InformantFact:
    """An informant of the view, left out or not."""

    id: InformantId
    label: str
    case: CaseId | None
    is_key: bool
    left_out: str | None
    """Why the informant is left out of the analysis; None where not."""
    words: int
    """Words said in the sources of the view that are not left out."""
    sources: tuple[SourceId, ...]
    """The sources of the view in which the informant has a turn."""


@dataclass(frozen=True, slots=True)
class SourceFact:
    """A source of the view, left out or not."""

    id: SourceId
    label: str
    name: str
    kind: Kind
    case: CaseId | None
    left_out: str | None
    words: int
    """Words of its informants; of the whole text where it has none."""
    informants: tuple[InformantId, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """A source is read to the end for the codebook of `version`, or for `code` and what is below it only."""

    source: SourceId
    code: CodeId | None
    version: int


@dataclass(frozen=True, slots=True)
class Values:
    """The attribute that columns are made of, and the canonical value of each case, informant or source."""

    attribute: Attribute
    of: Mapping[int, str]


Asked = Mapping[tuple[InformantId, CodeId], bool]
"""Whether an informant was asked about a code; a pair is absent where no guide tells."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a matrix needs beside its tallies; all in the order of the project."""

    codebook: Codebook
    cases: tuple[CaseFact, ...] = ()
    informants: tuple[InformantFact, ...] = ()
    sources: tuple[SourceFact, ...] = ()
    finished: tuple[Stamp, ...] = ()
    """Of the view's coders and rounds, blind ones left out unless the view is one blind round."""
    values: Values | None = None
    """Needed where the grouping is ATTRIBUTE."""
    hidden: int = 0
    """Codings that the view hides."""
    asked: Asked | None = None
    """None where no guide tells."""
    rows: frozenset[CodeId] | None = None
    """The codes that get a row; None means all."""
    case_words: tuple[str, str] | None = field(default=None)
    """What the student calls one case and several ("kommune", "kommuner"); None for our own words."""
