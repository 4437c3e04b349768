"""What is shown: one frozen choice, given to every listing, count, screen and export.

`None` means "all"; for rounds it means all that are not blind, since a blind reading stands by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.ids import CaseId, CodeId, CoderId, InformantId, RoundId, SourceId
    from workbench.domain.passages import Stance
    from workbench.domain.sources import Kind


@dataclass(frozen=True, slots=True)
class AttributeChoice:
    """Only subjects whose attribute has one of these values; the empty text stands for a missing value."""

    subject: str
    """case, informant or source"""
    name: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class View:
    """A frozen choice of what is shown."""

    coders: frozenset[CoderId] | None = None
    rounds: frozenset[RoundId] | None = None
    kinds: frozenset[Kind] | None = None
    cases: frozenset[CaseId] | None = None
    informants: frozenset[InformantId] | None = None
    sources: frozenset[SourceId] | None = None
    attributes: tuple[AttributeChoice, ...] = ()
    codes: frozenset[CodeId] | None = None
    stance: Stance | None = None
    starred: bool = False
    interviewer: bool = False
    """Count the interviewer's words and parts too."""


EVERYTHING = View()
