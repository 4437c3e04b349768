"""What lies on the text of the open source, kept up to date passage by passage instead of made anew.

Knows what a service read and what a step touched; draws nothing, and changes nothing in the project.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.tui.stripes import Stripes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from workbench.domain.ids import CodeId, CodingId, PassageId
    from workbench.domain.passages import CodedPassage, Coding, Passage
    from workbench.domain.spans import Span
    from workbench.services.codings import Page


@dataclass(frozen=True, slots=True)
class Here:
    """One coding on words that are looked at."""

    passage: Passage
    coding: Coding


class Overview:
    """Which code has most words in each of so many equal stretches of a source.

    Args:
        cells: stretches.
        end: characters of the source.
    """

    def __init__(self, cells: int, end: int) -> None:
        self._cells = cells
        self._end = max(end, 1)
        self._most: list[Counter[CodeId]] = [Counter() for _cell in range(cells)]
        self._codes: list[CodeId | None] = [None] * cells
        self._stale: set[int] = set()

    def add(self, here: Here, times: int) -> None:
        """Count a coding in (1), or out again (-1)."""
        span, code = here.passage.span, here.coding.code
        last = min(max(span.end - 1, span.start) * self._cells // self._end, self._cells - 1)
        for cell in range(span.start * self._cells // self._end, last + 1):
            self._most[cell][code] += times * len(span)
            self._stale.add(cell)

    def codes(self) -> list[CodeId | None]:
        """Return the code of each stretch; None where there is none."""
        for cell in self._stale:
            most = self._most[cell]
            there = [code for code, characters in most.items() if characters]
            self._codes[cell] = max(there, key=lambda code, most=most: (most[code], -code), default=None)  # type: ignore[misc]
        self._stale.clear()
        return self._codes


def _noted(passages: Iterable[CodedPassage], page: Page) -> list[tuple[Span, PassageId]]:
    """Return those of some passages of a page that have a memo or an item."""
    return [(found.passage.span, found.passage.id) for found in passages if found.passage.id in page.noted]


class OnPage:
    """The passages and codings of one page, to be asked what is where.

    Args:
        page: as the service read it.
        end: characters of the source.
    """

    def __init__(self, page: Page, end: int) -> None:
        self.page = page
        self._end = end
        self._passages: dict[PassageId, CodedPassage] = {}
        self.codings: dict[CodingId, Here] = {}
        self.counts: Counter[CodeId] = Counter()
        self._by_span: dict[Span, Passage] = {}
        self._coded: list[tuple[int, int]] = []
        self._overview: Overview | None = None
        self._overview_cells = 0
        for found in page.passages:
            self._add(found)
        self.stripes: Stripes[CodingId] = Stripes((here.passage.span, key) for key, here in self.codings.items())
        self._notes: Stripes[PassageId] = Stripes(_noted(page.passages, page))

    def turn_to(self, page: Page, touched: Collection[PassageId]) -> tuple[Counter[CodeId], tuple[int, int]]:
        """Take over a page that was read again.

        Args:
            page: as it is now.
            touched: the passages in which it may differ from the page before.

        Returns:
            How many codings of each code there are more or fewer than before, and the first character and the last
            between which something may have to be drawn anew.
        """
        before = [self._passages[number] for number in touched if number in self._passages]
        after = [found for found in page.passages if found.passage.id in touched]
        for found in before:
            self._drop(found)
        for found in after:
            self._add(found)
        changed = self.stripes.change(
            [(found.passage.span, coding.id) for found in before for coding in found.codings],
            [(found.passage.span, coding.id) for found in after for coding in found.codings],
        )
        self._notes.change(_noted(before, self.page), _noted(after, page))
        self.page = page
        told: Counter[CodeId] = Counter(coding.code for found in after for coding in found.codings)
        told.subtract(Counter(coding.code for found in before for coding in found.codings))
        spans = [found.passage.span for found in (*before, *after)]
        edges = [changed] if changed is not None else []
        edges += [(span.start, span.end) for span in spans]
        return told, (min((start for start, _ in edges), default=0), max((end for _, end in edges), default=0))

    def spans_of(self, passages: Collection[PassageId]) -> list[Span]:
        """Return where those of some passages stand that are on the page, in text order."""
        found = (self._passages[number].passage.span for number in passages if number in self._passages)
        return sorted(found, key=lambda span: (span.start, -span.end))

    def starred(self, span: Span) -> bool:
        """Tell whether exactly these words are starred."""
        found = self._by_span.get(span)
        return found is not None and found.starred

    def noted(self, span: Span) -> bool:
        """Tell whether exactly these words have a memo or an item."""
        found = self._by_span.get(span)
        return found is not None and found.id in self.page.noted

    def noted_between(self, span: Span) -> list[Span]:
        """Return the passages with a memo or an item that share characters with `span`, in text order."""
        return [found for found, _passage in self._notes.between(span.start, span.end)]

    def label(self, span: Span) -> str:
        """Return the citable id of exactly these words; empty where they have none."""
        found = self._by_span.get(span)
        return (found.label or "") if found is not None else ""

    def neighbour(self, span: Span, step: int) -> tuple[int, int] | None:
        """Return the passage with a code before (-1) or after (1) `span`."""
        mine = (span.start, -span.end)
        place = bisect_right(self._coded, mine) if step > 0 else bisect_left(self._coded, mine) - 1
        if not 0 <= place < len(self._coded):
            return None
        start, end = self._coded[place]
        return start, -end

    def overview(self, cells: int) -> list[CodeId | None]:
        """Return which code has most words in each of so many equal stretches of the source."""
        if self._overview is None or self._overview_cells != cells:
            self._overview, self._overview_cells = Overview(cells, self._end), cells
            for here in self.codings.values():
                self._overview.add(here, 1)
        return self._overview.codes()

    def _add(self, found: CodedPassage) -> None:
        passage = found.passage
        self._passages[passage.id] = found
        self._by_span[passage.span] = passage
        for coding in found.codings:
            here = self.codings[coding.id] = Here(passage, coding)
            self.counts[coding.code] += 1
            if self._overview is not None:
                self._overview.add(here, 1)
        if found.codings:
            # At the end, and so at once, while a whole page comes in text order.
            insort(self._coded, (passage.span.start, -passage.span.end))

    def _drop(self, found: CodedPassage) -> None:
        passage = found.passage
        del self._passages[passage.id], self._by_span[passage.span]
        for coding in found.codings:
            here = self.codings.pop(coding.id)
            self.counts[coding.code] -= 1
            if self._overview is not None:
                self._overview.add(here, -1)
        if found.codings:
            del self._coded[bisect_left(self._coded, (passage.span.start, -passage.span.end))]
