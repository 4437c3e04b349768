"""Files that were written from a project, and how the project remembers where they lie.

A place is kept from the project's folder, or from the user's own folder, so that no project tells how
somebody's machine is laid out. Nothing here opens a file.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.manifest import Manifest

_AT_HOME, _ELSEWHERE = "~/", "…/"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was just written."""

    file: Path
    sha256: str
    what: str
    """What it shows: matrix, codings or codebook."""
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was written once, as the project remembers it."""

    place: str
    """As `kept_place` gives it."""
    sha256: str
    manifest: str
    """What it was made from, as JSON."""
    at: str = ""
    """When it was written: UTC, ISO 8601, ending in Z."""


class State(StrEnum):
    """What became of an exported file."""

    SAME = "same"
    CHANGED = "changed"
    GONE = "gone"
    ELSEWHERE = "elsewhere"
    """It was written to a place that the project does not remember."""


def kept_place(file: Path, folder: Path, home: Path | None) -> str:
    """Return how the project remembers a place: from its folder, from the user's own, or by the name alone.

    Args:
        file: absolute, links followed.
        folder: the project's, likewise.
        home: the user's own folder, likewise; None where there is none.
    """
    if file.is_relative_to(folder):
        inside = file.relative_to(folder).as_posix()
        return f"./{inside}" if inside.startswith((_AT_HOME, _ELSEWHERE)) else inside
    if home is None or home == home.parent or not file.is_relative_to(home):
        return _ELSEWHERE + file.name
    if folder.is_relative_to(home):
        return os.path.relpath(file, folder).replace(os.sep, "/")
    return _AT_HOME + file.relative_to(home).as_posix()


def found_place(kept: str, folder: Path, home: Path | None) -> Path | None:
    """Return where a file is that `kept_place` remembered, or None where only its name is known."""
    if kept.startswith(_ELSEWHERE):
        return None
    if kept.startswith(_AT_HOME):
        return None if home is None else home / kept[len(_AT_HOME) :]
    return folder / kept
