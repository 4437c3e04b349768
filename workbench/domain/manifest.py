"""What an exported file was made from, so that it can be made again.

It is dated by the last step and never by the wall clock (DESIGN.md §3, Reproducible).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ManifestSource:
    """A source whose text was in reach of the export, and the hash of that text."""

    label: str
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an exported file was made from."""

    project: str
    """The project's name."""
    project_guid: str
    program: str
    """The program's version."""
    change: int
    """The number of the last step."""
    at: str
    """When the last step was taken: UTC, ISO 8601, ending in Z."""
    codebook: str
    """The codebook's name."""
    codebook_version: int
    coders: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    view: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the view limits (`coders`, `rounds`, `kinds`, `cases` …) to which names; what it leaves open is absent."""
    sources: tuple[ManifestSource, ...] = ()

    @property
    def minute(self) -> str:
        """When the last step was taken, to the minute: `2026-05-03T10:12Z`."""
        return f"{self.at[:16]}Z" if len(self.at) > len("2026-05-03T10:12Z") else self.at
