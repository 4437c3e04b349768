"""What a process has of a project while it is open: the lock, or a private copy, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workbench import operating_system
    from workbench.domain.access import Access
    from workbench.storage.private_copy import PrivateCopy


@dataclass(slots=True)
class Hold:
    """What is given back when a project is closed."""

    access: Access
    """How it was opened."""
    lock: operating_system.FileLock | None = None
    """Held as long as it is open to be changed; None where it is only read."""
    copy: PrivateCopy | None = None
    """What is read instead of the file, where it is not the file itself."""

    def let_go(self) -> None:
        """Remove the copy and give the lock back; harmless where that was done."""
        if self.copy is not None:
            self.copy.remove()
        if self.lock is not None:
            self.lock.let_go()
            self.lock = None
