"""The page: a source's text with turn numbers, stripes and tints, and the chosen passage.

Draws one row at a time and keeps what it drew. It moves the cursor and tells what is chosen; it changes
nothing in the project and knows no keys. What the mouse does stands in `mouse`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from workbench import settings
from workbench.tui.choosing import NOWHERE, Standing, Walk
from workbench.tui.page_layout import WIDEST, PageLayout
from workbench.tui.widgets.lines import Direct
from workbench.tui.widgets.mouse import Pointed
from workbench.tui.widgets.page_rows import Gutter, PageRows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.sources import PlacedTurn, SourceText
    from workbench.domain.spans import Span
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

_NAMES_FROM = 84
"""Cells of the page from which the names of codes have room beside the text."""
_ROOM_FOR_NAMES = 18
_LEAST_TEXT = 12
_LAYOUTS_KEPT = 4


class Page(Direct, Pointed, can_focus=False):
    """Shows one source."""

    ALLOW_SELECT = False

    def __init__(self, session: Session, look: Look, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._session = session
        self._look = look
        self._by_turns = settings.chooses_turns()
        self._column = 0
        """The cell that moves from row to row aim at."""
        self._drawn: dict[int, Strip] = {}
        self._layouts: dict[tuple[int, int, int], tuple[Sequence[PlacedTurn], PageLayout]] = {}
        self._laid_out_for = (0, 0)
        self._over: dict[int, list[tuple[int, str]]] = {}
        """Cells and letters that are drawn over the text, by row."""
        self._found: Sequence[Span] = ()
        """Where words were found, in text order."""

    # what is shown

    def open(self, text: SourceText, offset: int) -> None:
        """Show a source, standing on a character of it."""
        self._text, self._walk = text, Walk(text, by_turns=self._by_turns)
        self._found = ()
        self.standing = self._walk.at(offset)
        self._lay_out()
        self._look_there(centred=True)

    def close(self) -> None:
        """Show no source."""
        self._text = self._walk = self._layout = self._rows = None
        self.standing = NOWHERE
        self._drawn.clear()
        self.virtual_size = Size(0, 0)
        self.refresh()

    def codings_changed(self, changed: tuple[int, int] | None = None) -> None:
        """Draw again what the session says of codings.

        Args:
            changed: the first character and the last where anything may look different; None where all may.
        """
        layout = self._layout
        if changed is None or layout is None or self._rows is None:
            if self._rows is not None:
                self._rows.forget()
            self._drawn.clear()
            self.refresh()
            return
        first, last = layout.row_of(changed[0]), layout.row_of(changed[1])
        # The names beside a turn stand on its rows, or on the empty one after it.
        while not layout.is_first(first) and first:
            first -= 1
        while last + 1 < layout.height and not layout.is_first(last + 1):
            last += 1
        self._rows.forget({turn for row in range(first, last + 1) if (turn := layout.turn_of(row)) is not None})
        for row in range(first, last + 1):
            self._drawn.pop(row, None)
        self._refresh_between(first, last)

    def look_changed(self, look: Look) -> None:
        """Draw everything in other colours."""
        self._look = look
        if self._rows is not None:
            self._rows.look = look
        self._drawn.clear()
        self.refresh()

    @property
    def chosen(self) -> Span:
        """The words that a code would land on."""
        return self.standing.span

    @property
    def walk(self) -> Walk | None:
        """The moves over the text that is shown."""
        return self._walk

    @property
    def turn_number(self) -> int:
        """The number of the turn that is stood in, from 1."""
        turn = self._walk.turn(self.standing.cursor) if self._walk else None
        return turn.number if turn else 0

    def sentences_in_view(self) -> list[Standing]:
        """Return the sentences that begin on rows that are seen."""
        layout, walk = self._layout, self._walk
        if layout is None or walk is None or not layout.height:
            return []
        top = round(self.scroll_y)
        bottom = min(top + self.size.height, layout.height) - 1
        return walk.sentences_between(layout.bounds(top)[0], layout.bounds(bottom)[1])

    def sees(self, span: Span) -> bool:
        """Tell whether the first words of a passage are in view."""
        top = round(self.scroll_y)
        row = self._layout.row_of(span.start) if self._layout is not None else -1
        return top <= row < top + self.size.height - self._covered

    def overlay(self, letters: list[tuple[int, int, str]]) -> None:
        """Draw letters over the text.

        Args:
            letters: each with the character it stands at, and how many cells from there.
        """
        self._over = {}
        if self._layout is not None and self._rows is not None:
            for offset, cells, shown in letters:
                row, column = self._layout.place(offset)
                self._over.setdefault(row, []).append((self._rows.gutter.width + column + cells, shown))
        self.refresh()

    def mark(self, places: Sequence[Span]) -> None:
        """Show where words were found, until the cursor is moved.

        Args:
            places: in text order, not overlapping.
        """
        if self._rows is None or not (places or self._found):
            return
        self._found = self._rows.found = places
        self._drawn.clear()
        self.refresh()

    def choose_by(self, *, turns: bool) -> None:
        """Let the whole turn be chosen first, or the sentence."""
        self._by_turns = turns
        if self._walk is not None:
            self._walk.by_turns = turns
            self.stand(self._walk.at(self.standing.cursor))

    def keep_clear(self, rows: int) -> None:
        """Keep the passage out of so many rows at the bottom, where a pane lies over the page."""
        if rows == self._covered:
            return
        self._covered = rows
        if self._layout is not None:
            self.virtual_size = Size(self.size.width, self._layout.height + rows)
            self._look_there()

    # moving

    def stand(self, standing: Standing, *, keep_column: bool = False, look: bool = True) -> bool:
        """Stand somewhere; return whether other words are chosen or the cursor moved.

        Args:
            standing: where, and what is chosen there.
            keep_column: whether rows go on to be aimed at the same cell.
            look: whether the text is scrolled so far that the passage is in view.
        """
        self.mark(())
        before = self.standing
        if standing == before:
            return False
        self.standing = standing
        if self._layout is not None:
            if not keep_column:
                self._column = self._layout.place(standing.cursor)[1]
            for there in (before, standing):
                self._refresh_rows(there)
        if look:
            self._look_there()
        return True

    def rows_by(self, step: int) -> bool:
        """Go so many rows down, or up; rows between turns are passed over."""
        layout, walk = self._layout, self._walk
        if layout is None or walk is None:
            return False
        row = min(max(layout.row_of(self.standing.cursor) + step, 0), layout.height - 1)
        way = 1 if step > 0 else -1
        while layout.turn_of(row) is None and 0 <= row + way < layout.height:
            row += way
        return self.stand(walk.at(layout.offset_at(row, self._column)), keep_column=True)

    def pages_by(self, step: int) -> bool:
        """Go a page down or up, two rows of the old page kept in view."""
        return self.rows_by(step * max(self.size.height - 2, 1))

    # drawing

    def on_resize(self) -> None:
        """Lay the text out for another width."""
        self._lay_out()
        self._look_there(centred=True)

    def notify_style_update(self) -> None:
        """Forget what was drawn in other colours."""
        self._drawn.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        row = y + round(self.scroll_y)
        strip = self._row_drawn(row)
        for cell, shown in self._over.get(row, ()):
            letters = Strip([Segment(shown, self._look.role("here"))])
            strip = Strip.join([strip.crop(0, cell), letters, strip.crop(cell + letters.cell_length)])
        return strip

    def _row_drawn(self, row: int) -> Strip:
        rows, width = self._rows, self.size.width
        if rows is None or self._layout is None or row >= self._layout.height:
            return Strip([Segment(" " * width, self._look.role("text"))], width)
        if self._is_chosen_row(row):
            return rows.draw(row, width, self.standing)
        found = self._drawn.get(row)
        if found is None:
            found = self._drawn[row] = rows.draw(row, width, None)
        return found

    def _is_chosen_row(self, row: int) -> bool:
        assert self._layout is not None
        start, end = self._layout.bounds(row)
        span = self.standing.span
        return (span.start < end and start < span.end) or start <= self.standing.cursor <= end

    def _lay_out(self) -> None:
        text, width, height = self._text, self.size.width, self.size.height
        if text is None or not width:
            return
        wide = width >= _NAMES_FROM
        gutter = Gutter.of(text, lanes=4 if wide else 3)
        names = _ROOM_FOR_NAMES if wide else 0
        cells = max(min(WIDEST, width - gutter.width - 1 - names), _LEAST_TEXT)
        self._layout = self._laid_out(text, cells, gap=1 if height >= 24 else 0)
        self._rows = PageRows(text, self._layout, gutter, self._session, self._look, names=wide)
        self._rows.found = self._found
        self._drawn.clear()
        self._over = {}
        self.virtual_size = Size(width, self._layout.height + self._covered)
        self._column = self._layout.place(self.standing.cursor)[1]
        self.refresh()

    def _laid_out(self, text: SourceText, cells: int, gap: int) -> PageLayout:
        """Return the rows of a text, from the last few layouts where it is among them."""
        key = (text.source.revision, cells, gap)
        turns, layout = self._layouts.pop(key, (None, None))
        if layout is None or turns != text.turns:
            layout = PageLayout(text.text, text.turns, cells, gap=gap)
        self._layouts[key] = text.turns, layout
        if len(self._layouts) > _LAYOUTS_KEPT:
            del self._layouts[next(iter(self._layouts))]
        return layout

    def _refresh_rows(self, standing: Standing) -> None:
        assert self._layout is not None
        rows = [self._layout.row_of(standing.cursor), *self._rows_of(standing.span)]
        self._refresh_between(min(rows), max(rows))

    def _refresh_between(self, first: int, last: int) -> None:
        top = max(first, round(self.scroll_y))
        bottom = min(last, round(self.scroll_y) + self.size.height)
        if top <= bottom:
            self.refresh_lines(top, bottom - top + 1)

    def _look_there(self, *, centred: bool = False) -> None:
        """Scroll so far that the passage and some rows about it are in view."""
        layout, height = self._layout, self.size.height - self._covered
        if layout is None or height <= 0:
            return
        first, last = self._rows_of(self.standing.span)
        if last - first >= height - 2:
            first = last = layout.row_of(self.standing.cursor)
        top = round(self.scroll_y)
        about = 0 if last - first > height // 2 else height // 5
        if centred:
            top = first - height // 3
        elif first - about < top:
            top = first - about
        elif last + about >= top + height:
            top = last + about - height + 1
        top = min(max(top, 0), max(layout.height - height, 0))
        if top != round(self.scroll_y):
            self.scroll_to(y=top, animate=False, force=True)
