"""A copy of a project for one reader alone, who looks at it while another writes, or may not touch the file.

It lies beside the project, with the same protection, or in a folder of its own among the system's temporary
ones where nothing can be made there. It is for its owner only, and gone when it is closed; where a file that
is open can lose its name, it has none from the beginning, so that nothing is left however the process ends.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from glob import escape
from pathlib import Path

from workbench import operating_system
from workbench.storage import copies

_LEFT_BEHIND = 600
"""Seconds after which a private copy that still lies there belongs to nobody."""


class PrivateCopy:
    """A private copy of a project file.

    Args:
        path: the project file.

    Raises:
        OSError: where none can be made.
    """

    def __init__(self, path: Path) -> None:
        self._project = path
        self._folder: Path | None = None
        try:
            self.path = _new_file(f".{path.stem}.reading-", path.parent)
        except OSError:
            self._folder = Path(tempfile.mkdtemp(prefix="workbench-reading-"))
            self.path = _new_file("", self._folder)

    def fill(self) -> None:
        """Copy what is in the project, also while another process writes it.

        Raises:
            sqlite3.Error: where it cannot be read or there is no room.
        """
        copies.copy_into(self._project, self.path)

    def fill_with_journal(self) -> None:
        """Copy the files as they are, with what a process that was killed left beside; SQLite sorts it out.

        Only for a project that this process has not connected: closing the file would drop SQLite's locks.

        Raises:
            OSError: where they cannot be read or there is no room.
        """
        # The file last: what is beside it can be played into it once more where somebody just did that.
        for suffix in ("-journal", "-wal"):
            left = self._project.with_name(self._project.name + suffix)
            if left.exists():
                operating_system.make_new_private(self._beside(suffix))
                shutil.copyfile(left, self._beside(suffix))
        shutil.copyfile(self._project, self.path)

    def lose_name(self) -> None:
        """Take the name away once the copy is open, where the system allows that."""
        with contextlib.suppress(OSError):
            self.remove()

    def remove(self) -> None:
        """Remove the copy and all that lies beside it; harmless where it is gone."""
        for suffix in ("", "-journal", "-wal", "-shm"):
            self._beside(suffix).unlink(missing_ok=True)
        if self._folder is not None:
            self._folder.rmdir()
            self._folder = None

    def _beside(self, suffix: str) -> Path:
        return self.path.with_name(self.path.name + suffix)


def _new_file(prefix: str, folder: Path) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=prefix, dir=folder)
    os.close(descriptor)
    return Path(name)


def sweep(path: Path, *, older_than: float = _LEFT_BEHIND) -> None:
    """Remove private copies of a project that killed readers left beside it.

    Args:
        path: the project file.
        older_than: seconds; younger ones may still be read.
    """
    for left in path.parent.glob(f".{escape(path.stem)}.reading-*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime >= older_than:
                left.unlink()
