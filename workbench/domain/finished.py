"""Stamps that say: this source is read to the end, by this coder, in this round, for that codebook."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.ids import CodeId, CoderId, RoundId, SourceId


@dataclass(frozen=True, slots=True)
class FinishedStamp:
    """One stamp; `code` is set where the source was looked through for that code only."""

    source: SourceId
    coder: CoderId
    round: RoundId
    code: CodeId | None
    version: int
    """The codebook's version when it was set."""
