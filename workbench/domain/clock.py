"""Where time and identities come from; handed in, so that a test can fix both."""

from __future__ import annotations

from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> str:
        """Return the time in UTC, ISO 8601 to the second, ending in Z."""
        ...


class Guids(Protocol):
    """Gives new identities."""

    def new(self, count: int) -> list[str]:
        """Return `count` random GUIDs of 36 characters in lower case."""
        ...
