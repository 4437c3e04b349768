"""Where the program keeps what belongs to this machine: where you were, which theme you like.

One small JSON file for each project, one for the screen and one with the paths of the projects that were open
last, readable by their owner only; they hold ids, offsets and paths, never words of a study. What cannot be
read is as if it were not there: nothing here may stop a start. Standard library only; the platform's folders
are looked up when first needed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path

_PROGRAM = "interview-workbench"
_SCREEN = "screen"
_LARGEST = 1_000_000
"""Bytes of a settings file that is worth reading."""
_MOST_SOURCES = 5_000
_WIDEST = 1_000
_RECENT = "recent"
_MOST_RECENT = 9


THEMES_IN_HAND = "*"
"""Stands where the themes themselves were the hand, which they are in a book that has no codes under them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody was in a project."""

    source: str = ""
    """The source's GUID."""
    offsets: dict[str, int] = field(default_factory=dict)
    """The character stood on, by the source's GUID."""
    theme: str = ""
    """The GUID of the theme whose codes were in the hand, or `THEMES_IN_HAND`."""


def state_folder() -> Path:
    """Return the folder of what the program remembers; WORKBENCH_HOME wins."""
    home = os.environ.get("WORKBENCH_HOME")
    if home:
        return Path(home) / "state"
    from platformdirs import user_state_path

    return user_state_path(_PROGRAM, appauthor=False)


def log_folder() -> Path:
    """Return the folder of what is written when the program fails; WORKBENCH_HOME wins."""
    home = os.environ.get("WORKBENCH_HOME")
    if home:
        return Path(home) / "log"
    from platformdirs import user_log_path

    return user_log_path(_PROGRAM, appauthor=False)


def place_in(project: str) -> Place:
    """Return where somebody was in the project with this GUID."""
    found = _read(_name_of(project))
    source, offsets, theme = found.get("source", ""), found.get("offsets", {}), found.get("theme", "")
    if not (isinstance(source, str) and isinstance(offsets, dict) and isinstance(theme, str)):
        return Place()
    whole = {guid: place for guid, place in offsets.items() if isinstance(place, int) and place >= 0}
    return Place(source, whole, theme)


def remember_place(project: str, place: Place) -> None:
    """Keep where somebody is in the project with this GUID; a full or read-only disk is no reason to stop."""
    newest = dict(list(place.offsets.items())[-_MOST_SOURCES:])
    _write(_name_of(project), asdict(Place(place.source, newest, place.theme)))


def screen_theme() -> str:
    """Return the name of the theme last chosen; empty where none was."""
    found = _read(_SCREEN).get("theme", "")
    return found if isinstance(found, str) else ""


def remember_screen_theme(name: str) -> None:
    """Keep the name of the theme that was chosen."""
    _remember_of_screen("theme", name)


def hand_width() -> int:
    """Return the cells that somebody gave the pane beside the page; 0 where nobody did."""
    found = _read(_SCREEN).get("hand", 0)
    return found if isinstance(found, int) and 0 < found < _WIDEST else 0


def remember_hand_width(cells: int) -> None:
    """Keep how wide the pane beside the page is."""
    _remember_of_screen("hand", cells)


def chooses_turns() -> bool:
    """Tell whether the cursor chooses whole turns instead of sentences."""
    return _read(_SCREEN).get("turns") is True


def remember_choosing_turns(turns: bool) -> None:
    """Keep whether the cursor chooses whole turns."""
    _remember_of_screen("turns", turns)


def _remember_of_screen(key: str, value: object) -> None:
    _write(_SCREEN, {**_read(_SCREEN), key: value})


def recent_projects() -> tuple[str, ...]:
    """Return the paths of the projects that were open last, the newest first."""
    found = _read(_RECENT).get("paths", ())
    paths = [path for path in found if isinstance(path, str)] if isinstance(found, list) else []
    return tuple(paths[:_MOST_RECENT])


def remember_project(path: str) -> None:
    """Put a project first among those that were open last.

    Args:
        path: the whole path of its file.
    """
    others = [other for other in recent_projects() if other != path]
    _write(_RECENT, {"paths": [path, *others][:_MOST_RECENT]})


def forget_projects() -> None:
    """Empty the list of projects that were open last."""
    if recent_projects():
        _write(_RECENT, {"paths": []})


def _name_of(project: str) -> str:
    return "project-" + hashlib.sha256(project.encode("utf-8", "replace")).hexdigest()[:24]


def _read(name: str) -> dict[str, object]:
    try:
        with (state_folder() / f"{name}.json").open("rb") as file:
            found = json.loads(file.read(_LARGEST))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(name: str, values: dict[str, object]) -> None:
    folder = state_folder()
    new = folder / f".{name}.{os.getpid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(values, file)
        new.replace(folder / f"{name}.json")
