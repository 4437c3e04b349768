"""How much of each source is coded, kept at hand for the list of sources and counted a few sources at a time.

A large study takes a second or two to count, and nobody should wait for it: each call counts for so long and
no longer. Knows services and no screen.
"""

from __future__ import annotations

from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING

from workbench.domain.shares import Share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.ids import SourceId
    from workbench.domain.steps import Touched
    from workbench.domain.view import View
    from workbench.services.desk import Desk

_AT_ONCE = 4
"""Sources that are counted by one question to the project."""
_OF_SOURCES = frozenset({"coding", "passage", "memo", "passage_item", "item", "finished"})
"""Tables that change nothing about sources that a step does not name."""
_NOTHING = frozenset({"memo", "passage_item", "item", "finished", "code"})
"""Tables that change no share."""


class SharesAtHand:
    """The shares that were counted in one view."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._view: View | None = None
        self._known: dict[SourceId, Share] = {}

    def get(self, source: SourceId) -> Share | None:
        """Return the share of a source; None where it was not counted yet."""
        return self._known.get(source)

    def look_in(self, view: View) -> None:
        """Say what is shown; what was counted in another view is forgotten."""
        if view != self._view:
            self._view = view
            self._known.clear()

    def count(self, wanted: Iterable[SourceId], seconds: float) -> bool:
        """Count sources that are not known yet, the first ones first.

        Args:
            wanted: sources, in the order in which they are wanted.
            seconds: after which no more are begun.

        Returns:
            Whether all of them are known now.
        """
        end = monotonic() + seconds
        missing = (source for source in wanted if source not in self._known)
        while some := list(islice(missing, _AT_ONCE)):
            if self._view is None or monotonic() >= end:
                return False
            found = self._desk.shares(self._view, some)
            self._known.update({source: found.get(source, Share()) for source in some})
        return True

    def forget(self, touched: Touched) -> None:
        """Forget what a step may have changed."""
        if touched.tables <= _NOTHING:
            return
        if touched.sources and touched.tables <= _OF_SOURCES | _NOTHING:
            for source in touched.sources:
                self._known.pop(source, None)
        else:
            self._known.clear()
