"""How much of a source is coded: the informants' words in at least one coding ÷ the informants' words.

Only the numbers; what is counted is decided where a view becomes a query.
"""

from __future__ import annotations

from typing import NamedTuple


class Share(NamedTuple):
    """What a view shows of one source, in numbers."""

    codings: int = 0
    coded: int = 0
    """Words of informants in at least one coding; each once, however many codings lie on it."""
    said: int = 0
    """Words of informants."""

    @property
    def percent(self) -> int | None:
        """The share that is coded, in whole per cent; None where no informant says anything."""
        return (200 * self.coded + self.said) // (2 * self.said) if self.said else None
