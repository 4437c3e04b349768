"""Quotes one under the other, each with the question before it, who says it, and what was noted; one is chosen.

Rows are made a few quotes at a time, so that thousands of them hold up no key. Everything is a person's words and
goes through `lines`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.domain.passages import Stance
from workbench.i18n import _
from workbench.tui.safe import fitted
from workbench.tui.widgets.hand import wrapped_within
from workbench.tui.widgets.lines import Line
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.style import Style

    from workbench.domain.report import ShownQuote
    from workbench.tui.comparing import Passage
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_WIDEST = 92
"""Cells of a row of words."""
_LEAD = 4
_MOST_ROWS = 6
"""Rows of a quote that is not opened."""
_ASKED_ROWS = 2
_AT_ONCE = 60
"""Quotes whose rows are made at once."""


class QuoteFlow(RowList):
    """Quotes to go through.

    Args:
        look: styles.
        who: returns who says a quote, and where.
    """

    def __init__(self, look: Look, who: Callable[[ShownQuote], str]) -> None:
        super().__init__(look, 0, id="quote-flow")
        self._who = who
        self._passages: Sequence[Passage] = ()
        self._opened: set[tuple[int, int, int]] = set()
        self._rows: list[tuple[int, Line]] = []
        """For each row its quote, and what it says."""
        self._starts: list[int] = []
        self.at = 0

    # what there is

    def fill(self, passages: Sequence[Passage], wanted: tuple[int, int, int] | None) -> None:
        """Show quotes, and choose one; where it is gone, the first."""
        self._passages = passages
        self.at = next((at for at, passage in enumerate(passages) if passage.key == wanted), 0)
        self.make_again()

    @property
    def passage(self) -> Passage | None:
        """The chosen quote."""
        return self._passages[self.at] if self.at < len(self._passages) else None

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def can_choose(self, number: int) -> bool:
        """Tell whether a row belongs to a quote."""
        return number < self.count

    def make_again(self) -> None:
        """Make every row again, in the width and the look there is now."""
        self._rows, self._starts = [], []
        if self.size.width:
            self._make(max(self.at + _AT_ONCE // 2, _AT_ONCE))
        self.changed()

    def make_more(self) -> bool:
        """Make the rows of some more quotes; return whether all are made."""
        if self.size.width and len(self._starts) < len(self._passages):
            self._make(len(self._starts) + _AT_ONCE)
            self.changed()
        return len(self._starts) >= len(self._passages)

    def _make(self, until: int) -> None:
        width = min(self.size.width - _LEAD - 2, _WIDEST)
        for at in range(len(self._starts), min(until, len(self._passages))):
            self._starts.append(len(self._rows))
            self._rows += [(at, line) for line in self._lines_of(self._passages[at], width)]

    def on_resize(self) -> None:
        """Make the rows for the new width."""
        self.make_again()

    # moving

    def move(self, step: int) -> None:
        """Choose a quote so many further down or up."""
        at = min(max(self.at + step, 0), max(len(self._passages) - 1, 0))
        if at >= len(self._starts):
            self._make(at + 1)
        self.at = at
        self.changed()

    def page(self, step: int) -> None:
        """Go a page further through a quote that is longer than the window, else to another quote."""
        height, top = max(self.size.height, 1), round(self.scroll_y)
        first, last = self._extent()
        if (step > 0 and last > top + height) or (step < 0 and first < top):
            self.scroll_to(y=top + step * (height - 2), animate=False, force=True)
            self.refresh()
            return
        wanted = first + step * height
        nearest = [at for at, start in enumerate(self._starts) if (start <= wanted if step > 0 else start >= wanted)]
        place = (nearest[-1] if step > 0 else nearest[0]) if nearest else 0
        self.move(place - self.at or step)

    def changed(self) -> None:
        """Show other rows, or the same ones otherwise."""
        self.chosen = self._extent()[0]
        super().changed()

    def _extent(self) -> tuple[int, int]:
        """Return the first row of the chosen quote, and the one after its last."""
        if self.at >= len(self._starts):
            return 0, 0
        last = self._starts[self.at + 1] if self.at + 1 < len(self._starts) else self.count
        return self._starts[self.at], last

    def _look_there(self) -> None:
        """Bring the chosen quote into view as a whole, or its beginning where it is longer."""
        first, last = self._extent()
        top, height = round(self.scroll_y), self.size.height
        if first < top or (height and last - first >= height):
            self.scroll_to(y=first, animate=False, force=True)
        elif height and last - 1 > top + height:
            self.scroll_to(y=last - 1 - height, animate=False, force=True)

    def open_or_close(self) -> None:
        """Show all of the chosen quote with the words around it, or no longer."""
        if self.passage is not None:
            self._opened ^= {self.passage.key}
            self.make_again()

    def choose(self, number: int) -> None:
        """Choose the quote that a row belongs to."""
        self.at = self._rows[number][0]
        self.changed()

    # drawing

    def row(self, number: int, width: int) -> tuple[Line, Style]:
        """Draw a row; a bar stands beside the chosen quote."""
        at, line = self._rows[number]
        look, here = self.look, at == self.at
        bar = "▸ " if here and number == self._starts[at] else "│ " if here and line.left else "  "
        return Line(((" " + bar, look.role("accent")), *line.left), line.right), look.role("text")

    def _lines_of(self, passage: Passage, width: int) -> Iterator[Line]:
        quote, look = passage.shown.quote, self.look
        whole = passage.key in self._opened
        text, soft = look.role("text"), look.role("soft")
        yield self._head(passage, width)
        if passage.shown.asked:
            yield from _block(_("asked: {words}"), passage.shown.asked, soft, width, 40 if whole else _ASKED_ROWS)
        if whole:
            yield from _block("{words}", passage.shown.before, soft, width, 100)
        yield from _block("«{words}»", quote.words, text, width, 10_000 if whole else _MOST_ROWS)
        if whole:
            yield from _block("{words}", passage.shown.after, soft, width, 100)
        for memo in dict.fromkeys(coding.quote.memo for coding in passage.codings if coding.quote.memo):
            yield from _block(_("memo: {words}"), memo, look.role("accent"), width, 100 if whole else 3)
        if whole:
            yield from _block("{words}", passage.shown.reference, soft, width, 2)
        yield Line()

    def _head(self, passage: Passage, width: int) -> Line:
        """Return where a quote stands, who says it, its codes with which way they speak, and who coded it."""
        look, quote = self.look, passage.shown.quote
        pieces: list[Piece] = [(quote.passage or f"{quote.source}:{quote.turn}", look.role("strong"))]
        pieces.append((" ★" if quote.starred else "", look.role("accent")))
        who = fitted(self._who(passage.shown), max(width // 3, 12))
        pieces.append((f"  {who}", look.role("soft")))
        coders = ", ".join(dict.fromkeys(coding.quote.coder for coding in passage.codings))
        room = width - sum(cell_len(text) for text, _style in pieces) - cell_len(coders) - 4
        for coding in _once(passage.codings):
            sign = "−" if coding.quote.stance is Stance.AGAINST else ""
            name = f"{look.shape(coding.quote.code)} {coding.path.rpartition(' > ')[2]}"
            needed = cell_len(name) + (2 if sign else 0) + 3
            if needed > room:
                pieces.append(("  " + fitted(name, room - 3), look.role("soft")))
                break
            pieces.append(("   " + name, look.stripe(coding.quote.code)))
            pieces.append((f" {sign}" if sign else "", look.role("warning")))
            room -= needed
        return Line((*pieces, (f"   {coders}", look.role("soft"))))


def _once(codings: Sequence[ShownQuote]) -> Iterator[ShownQuote]:
    """Yield one coding for each code and each way of speaking."""
    seen = set()
    for coding in codings:
        key = (coding.quote.code, coding.quote.stance)
        if key not in seen:
            seen.add(key)
            yield coding


def _block(template: str, words: str, style: Style, width: int, most: int) -> Iterator[Line]:
    """Yield words on rows; where there are more than so many, `…` tells."""
    if not words.strip():
        return
    cut = words[: (most + 1) * width * 2]
    for row in wrapped_within(template.replace("{words}", cut), width, most):
        yield Line(((row, style),))
