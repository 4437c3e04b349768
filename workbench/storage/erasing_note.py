"""Where a project notes that something is being erased, so that an erasure that was interrupted is finished.

Stands by itself so that opening a project loads no more than this of erasing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def note_of(path: Path) -> Path:
    """Return the file beside a project that is there while something is being erased."""
    return path.with_name(f".{path.stem}.erasing")
