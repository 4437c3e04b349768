"""The machine's clock and random numbers, behind the domain's `Clock` and `Guids`."""

from __future__ import annotations

import os
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock."""

    def now(self) -> str:
        """Return the time in UTC, ISO 8601 to the second, ending in Z."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class RandomGuids:
    """Version 4 GUIDs from the system's randomness, many at a time (RFC 9562 §5.4)."""

    def new(self, count: int) -> list[str]:
        """Return `count` random GUIDs of 36 characters in lower case."""
        digits = os.urandom(16 * count).hex()
        variant = "89ab"
        found = []
        for at in range(0, 32 * count, 32):
            h = digits[at : at + 32]
            found.append(f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{variant[int(h[16], 16) & 3]}{h[17:20]}-{h[20:]}")
        return found
