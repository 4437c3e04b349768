"""What was exported: noted in the project, and looked at again.

Noting a file is no step: it changes nothing that could be counted or undone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.exports import Export, State, found_place, kept_place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.exports import Written
    from workbench.domain.manifest import Manifest
    from workbench.services.ports import Exports


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that was exported, with what became of it."""

    export: Export
    what: str
    change: int
    """The number of the last step when it was written."""
    as_of: str
    """When that step was taken."""
    state: State


class ExportService:
    """The files that were written from one project."""

    def __init__(self, exports: Exports) -> None:
        self._exports = exports

    def note(self, written: Iterable[Written]) -> None:
        """Remember files that were just written.

        Raises:
            ProjectUnusable: where the project cannot be written.
        """
        folder, home = self._exports.folder.resolve(), _home()
        self._exports.add(
            [
                Export(kept_place(one.file.resolve(), folder, home), one.sha256, _told(one.what, one.manifest))
                for one in written
            ]
        )

    def all(self) -> tuple[Listed, ...]:
        """Return what was exported, the newest first, each with whether the file is still as it was written."""
        folder, home = self._exports.folder.resolve(), _home()
        found = []
        for export in self._exports.all():
            told = json.loads(export.manifest)
            state = self._state(found_place(export.place, folder, home), export.sha256)
            found.append(Listed(export, told.get("what", ""), told.get("change", 0), told.get("at", ""), state))
        return tuple(found)

    def _state(self, file: Path | None, sha256: str) -> State:
        if file is None:
            return State.ELSEWHERE
        now = self._exports.hash_of(file)
        if now is None:
            return State.GONE
        return State.SAME if now == sha256 else State.CHANGED


def _told(what: str, manifest: Manifest) -> str:
    """Return what a file was made from; without the sources, so that one that is erased leaves no trace here."""
    return json.dumps(
        {
            "what": what,
            "program": manifest.program,
            "change": manifest.change,
            "at": manifest.at,
            "codebook": manifest.codebook,
            "codebook_version": manifest.codebook_version,
            "view": {name: list(chosen) for name, chosen in manifest.view.items()},
        },
        ensure_ascii=False,
    )


def _home() -> Path | None:
    """Return the user's own folder, where there is one."""
    try:
        return Path.home().resolve()
    except RuntimeError:
        return None
