"""Notes on anything: what they are on, and what kind they are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.ids import CoderId, ItemId, MemoId, RoundId


class MemoKind(StrEnum):
    """What a memo is (DESIGN.md §2)."""

    NOTE = "note"
    IDEA = "idea"
    METHOD = "method"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Memo:
    """A note by one coder in one round."""

    id: MemoId
    subject: str
    """What it is on: passage, coding, code, source, case, informant, item or project."""
    subject_id: int
    kind: MemoKind
    body: str
    coder: CoderId
    round: RoundId
    at: str


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that informants talk about."""

    id: ItemId
    name: str
