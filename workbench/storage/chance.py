"""The machine's clock and random numbers, behind the domain's `Clock` and `Guids`."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from uuid import UUID

_MANY = 20
_VARIANT = "89ab"


class SystemClock:
    """The machine's clock."""

    def now(self) -> str:
        """Return the time in UTC, ISO 8601 to the second, ending in Z."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class RandomGuids:
    """GUIDs from the system's randomness: of version 4, or where many are wanted at once of version 8 (RFC 9562).

    Those made together differ in the first eight digits only, which count up from a random number, and share
    90 random bits: made and put into an index in order, they cost a tenth. They tell nothing of time or place.
    """

    def __init__(self) -> None:
        self._counted = int.from_bytes(os.urandom(4), "big")

    def new(self, count: int) -> list[str]:
        """Return `count` GUIDs of 36 characters in lower case."""
        if count < _MANY:
            return [str(UUID(bytes=os.urandom(16), version=4)) for _ in range(count)]
        tail = os.urandom(12).hex()
        rest = f"{tail[:4]}-8{tail[5:8]}-{_VARIANT[int(tail[8], 16) & 3]}{tail[9:12]}-{tail[12:]}"
        first = self._counted & 0xFFFFFFFF
        self._counted += count
        guid = f"%08x-{rest}"
        return [guid % (number & 0xFFFFFFFF) for number in range(first, first + count)]
