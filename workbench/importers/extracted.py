"""What a reader of one format hands on: text as the file has it, before it is brought to one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench.domain.reading import Notice


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, unchanged."""

    text: str
    encoding: str
    warnings: tuple[Notice, ...] = ()
