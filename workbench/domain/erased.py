"""What an erasure did beside the project itself: in the copies of it that lie among its backups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.i18n import _, n_

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Erased:
    """What became of the copies that held what was erased."""

    rewritten: int = 0
    """How many were written anew without it."""
    removed: tuple[str, ...] = ()
    """The names of those that could not be read, and were removed for that."""
    left: tuple[str, ...] = ()
    """The names of those that still hold it, because the disk is full or does not answer."""

    def told(self) -> Iterator[str]:
        """Yield what the user must know, a sentence each."""
        if self.rewritten:
            yield n_(
                "It was also erased from {count} backup.", "It was also erased from {count} backups.", self.rewritten
            ).format(count=self.rewritten)
        if self.removed:
            yield _("These backups could not be read, and were removed whole: {names}").format(
                names=", ".join(self.removed)
            )
        if self.left:
            yield _(
                "These backups still hold it, since they could not be written; make room on the disk and open the "
                "project again: {names}"
            ).format(names=", ".join(self.left))
        yield _("Files that were exported, and copies kept elsewhere, are as they were; delete them yourself.")
