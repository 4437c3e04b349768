"""The mouse on the page: click, drag, double and triple click, and the wheel.

Turns places on the screen into passages; what a passage is, the walk knows, and the page shows it. Nothing
here can only be done with the mouse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message
from textual.scroll_view import ScrollView

from workbench.tui.choosing import NOWHERE, Standing
from workbench.tui.pointing import dragged, word_at

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from workbench.domain.sources import SourceText
    from workbench.domain.spans import Span
    from workbench.tui.choosing import Walk
    from workbench.tui.page_layout import PageLayout
    from workbench.tui.widgets.page_rows import PageRows

_WHEEL_ROWS = 3
_SCROLLS_EVERY = 0.05
"""Seconds between rows while the mouse is held above or below the page."""
_WORD, _SENTENCE = 2, 3
"""Clicks in a row."""


class Pointed(ScrollView):
    """A page that listens to the mouse."""

    class Chosen(Message, namespace="page"):
        """Other words were chosen with the mouse."""

        def __init__(self, left: Standing | None = None) -> None:
            super().__init__()
            self.left = left
            """Where the reader stood, if the wheel took the text away from there."""

    standing = NOWHERE
    held = False
    """Whether something else has the keys, so that the mouse chooses nothing."""
    _text: SourceText | None = None
    _walk: Walk | None = None
    _layout: PageLayout | None = None
    _rows: PageRows | None = None
    _covered = 0
    _pressed: int | None = None
    """The character on which the button went down."""
    _dragging = False
    _pointer = (0, 0)
    _scrolling: Timer | None = None

    def stand(self, standing: Standing, *, keep_column: bool = False, look: bool = True) -> bool:
        """Stand somewhere; return whether other words are chosen or the cursor moved."""
        raise NotImplementedError

    # pressing and dragging

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to mark words, should the mouse move."""
        self._dragging = False
        rows, layout = self._rows, self._layout
        if self.held or event.button != 1 or rows is None or layout is None or event.x < rows.gutter.width:
            return
        self._pressed = self._character(event.x, event.y, other=None)
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark words up to the mouse."""
        if self._pressed is None or self.app.mouse_captured is not self:
            return
        self._pointer = event.x, event.y
        outside = not 0 <= event.y < self.size.height - self._covered
        if outside and self._scrolling is None:
            self._scrolling = self.set_interval(_SCROLLS_EVERY, self._scroll_and_mark)
        elif not outside:
            self._stop_scrolling()
        self._mark()

    def on_mouse_up(self) -> None:
        """Let the marked words be the passage."""
        if self._pressed is None:
            return
        self._pressed = None
        self._stop_scrolling()
        self.release_mouse()
        if self._dragging:
            self.post_message(self.Chosen())

    def _scroll_and_mark(self) -> None:
        rows = -1 if self._pointer[1] < 0 else 1
        self._scroll_by(rows)
        self._mark()

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _mark(self) -> None:
        """Choose the words between where the button went down and where the mouse is."""
        if self._pressed is None or self._text is None:
            return
        reached = self._character(*self._pointer, other=self._pressed)
        if reached is None or (reached == self._pressed and not self._dragging):
            return
        self._dragging = True
        span = dragged(self._text.text, self._pressed, reached)
        if span is not None:
            self.stand(Standing(min(max(reached, span.start), span.end - 1), span), look=False)

    # clicking

    def on_click(self, event: events.Click) -> None:
        """Choose the sentence, the word, or the passage of a coding."""
        if self._dragging or self.held or event.button != 1:
            return
        found = self._clicked(event)
        if found is not None:
            self.stand(found, look=False)
            self.post_message(self.Chosen())

    def _clicked(self, event: events.Click) -> Standing | None:
        layout, walk, rows, text = self._layout, self._walk, self._rows, self._text
        row = event.y + round(self.scroll_y)
        if layout is None or walk is None or rows is None or text is None or row >= layout.height:
            return None
        coded = rows.passage_at(row, event.x)
        if coded is not None:
            return walk.between(coded.start, coded.end)
        if layout.turn_of(row) is None:
            return None
        offset = layout.offset_at(row, event.x - rows.gutter.width)
        if event.chain < _WORD:
            return walk.at(offset)
        span = word_at(walk, text.text, offset) if event.chain == _WORD else walk.sentence_at(offset)
        return Standing(min(max(offset, span.start), max(span.end - 1, span.start)), span)

    def _character(self, x: int, y: int, *, other: int | None) -> int | None:
        """Return the character in a cell; between turns, the nearest on the side of `other`."""
        layout, rows = self._layout, self._rows
        if layout is None or rows is None or not layout.height:
            return None
        row = min(max(y + round(self.scroll_y), 0), layout.height - 1)
        column = x - rows.gutter.width
        way = -1 if other is not None and layout.row_of(other) < row else 1
        while layout.turn_of(row) is None and 0 <= row + way < layout.height:
            row, column = row + way, layout.width if way < 0 else 0
        return layout.offset_at(row, max(column, 0))

    # the wheel

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Show later rows."""
        self._wheel(event, _WHEEL_ROWS)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Show earlier rows."""
        self._wheel(event, -_WHEEL_ROWS)

    def _wheel(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        event.prevent_default()
        self._scroll_by(rows)
        if self._pressed is not None or self.held:
            return
        left, found = self.standing, self._kept_in_view(rows)
        if found is not None and self.stand(found, look=False):
            self.post_message(self.Chosen(left))

    def _scroll_by(self, rows: int) -> None:
        if self._layout is not None:
            last = max(self._layout.height + self._covered - self.size.height, 0)
            self.scroll_to(y=min(max(round(self.scroll_y) + rows, 0), last), animate=False, force=True, immediate=True)

    def _kept_in_view(self, rows: int) -> Standing | None:
        """Return a passage in view where the one that is chosen was scrolled out of it."""
        layout, walk = self._layout, self._walk
        if layout is None or walk is None or not layout.height:
            return None
        top, height = round(self.scroll_y), max(self.size.height - self._covered, 1)
        bottom = min(top + height, layout.height) - 1
        first, last = self._rows_of(self.standing.span)
        if first <= bottom and last >= top:
            return None
        margin = height // 5
        if rows > 0:
            first, last = min(top + margin, bottom), bottom
        else:
            first, last = top, max(bottom - margin, top)
        found = walk.sentences_between(layout.bounds(first)[0], layout.bounds(last)[1])
        if not found:
            return walk.at(layout.bounds(first if rows > 0 else last)[0])
        return found[0] if rows > 0 else found[-1]

    def _rows_of(self, span: Span) -> tuple[int, int]:
        """Return the first row and the last on which words stand."""
        assert self._layout is not None
        return self._layout.row_of(span.start), self._layout.row_of(max(span.end - 1, span.start))
