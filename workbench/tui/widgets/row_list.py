"""Rows in a window, one of them chosen: what the list of sources and the codebook have in common.

It moves and scrolls; what a row says is asked of who owns it, and what choosing one does is decided there too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.tui.widgets.lines import Direct, drawn

if TYPE_CHECKING:
    from rich.style import Style
    from textual import events

    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Line


class RowList(Direct, ScrollView, can_focus=False):
    """A list to move in; rows are drawn when they are seen."""

    ALLOW_SELECT = False

    class Opened(Message):
        """A row was clicked."""

    def __init__(self, look: Look, chosen: int, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look = look
        self.chosen = chosen

    @property
    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, number: int, width: int) -> tuple[Line, Style]:
        """Return what a row says, and what is behind it."""
        raise NotImplementedError

    def can_choose(self, number: int) -> bool:
        """Tell whether a row can be chosen."""
        return True

    def on_mount(self) -> None:
        """Begin with the chosen row in view."""
        self.call_after_refresh(self.changed)

    def on_resize(self) -> None:
        """Make room for every row."""
        self.changed()

    def changed(self) -> None:
        """Show other rows, or the same ones otherwise."""
        self.chosen = min(max(self.chosen, 0), max(self.count - 1, 0))
        size = Size(self.size.width, self.count)
        if size != self.virtual_size:
            self.virtual_size = size
        self._look_there()
        self.refresh()

    def move(self, step: int) -> None:
        """Choose a row so many further down or up."""
        wanted = [number for number in range(self.count) if self.can_choose(number)]
        if not wanted:
            return
        at = wanted.index(self.chosen) if self.chosen in wanted else 0
        self.choose(wanted[min(max(at + step, 0), len(wanted) - 1)])

    def choose(self, number: int) -> None:
        """Choose a row, and bring it into view."""
        self.chosen = number
        self._look_there()
        self.refresh()

    def page(self, step: int) -> None:
        """Choose a row a page further down or up."""
        self.move(step * max(self.size.height - 1, 1))

    @property
    def in_view(self) -> range:
        """The rows that are seen."""
        top = round(self.scroll_y)
        return range(top, min(top + self.size.height, self.count))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        row = event.y + round(self.scroll_y)
        if row < self.count and self.can_choose(row):
            self.chosen = row
            self.refresh()
            self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        number, width = y + round(self.scroll_y), self.size.width
        if number >= self.count:
            return Strip([Segment(" " * width, self.look.role("text"))])
        return drawn(*self._drawable(number, width))

    def _drawable(self, number: int, width: int) -> tuple[Line, int, Style]:
        line, behind = self.row(number, width)
        return line, width, behind

    def _look_there(self) -> None:
        top, height = round(self.scroll_y), self.size.height
        if self.chosen < top:
            self.scroll_to(y=self.chosen, animate=False, force=True)
        elif height and self.chosen >= top + height:
            self.scroll_to(y=self.chosen - height + 1, animate=False, force=True)
