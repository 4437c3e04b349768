"""Cases, informants, coders and rounds, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.ids import CaseId, CoderId, InformantId, RoundId


@dataclass(frozen=True, slots=True)
class Case:
    """The unit compared: a municipality."""

    id: CaseId
    guid: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class Informant:
    """A person interviewed, known only by a reference."""

    id: InformantId
    guid: str
    label: str
    case: CaseId | None
    role: str = ""
    department: str = ""
    is_key: bool = False
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Coder:
    """Who codes: a name or initials chosen in the project."""

    id: CoderId
    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class Round:
    """A pass through the material; a blind one stands by itself."""

    id: RoundId
    guid: str
    name: str
    blind: bool


@dataclass(frozen=True, slots=True)
class Attribute:
    """A typed property of cases, informants or sources."""

    id: int
    subject: str
    """case, informant or source"""
    name: str
    type: str
    choices: tuple[str, ...] = ()
