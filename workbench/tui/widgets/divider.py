"""The pane beside the page, and the edge between the two: dragged with the mouse, or moved by keys.

The width a person chose belongs to the machine, not to the project; it is used wherever the terminal has room
for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Container
from textual.message import Message

from workbench import settings

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

_LEAST = 20
"""Cells of the pane."""
_LEAST_BESIDE = 62
"""Cells that stay for the page: its gutter, and rows of forty letters or more."""


class Divided(Container):
    """Holds a pane whose right edge can be moved.

    Args:
        pane: it draws the edge itself, in its last column.
    """

    class Resized(Message, namespace="divided"):
        """The pane has another width."""

    def __init__(self, pane: Widget) -> None:
        super().__init__(pane)
        self._pane = pane
        self._wanted = settings.hand_width()

    def fit(self) -> None:
        """Take the width that was chosen, as far as the terminal has room for it."""
        if self._wanted:
            self._pane.styles.width = self._within(self._wanted)

    def by(self, cells: int) -> None:
        """Make the pane wider, or narrower, and remember it."""
        if self._pane.display and self._pane.size.width:
            self._resize(self._pane.size.width + cells)
            settings.remember_hand_width(self._wanted)

    def on_resize(self) -> None:
        """Tell that what is in the pane has to be fitted."""
        self.post_message(self.Resized())

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge."""
        if event.button == 1 and event.screen_x == self.region.right - 1:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw the edge to the mouse."""
        if self.app.mouse_captured is self:
            self._resize(int(event.screen_x) - self.region.x + 1)

    def on_mouse_up(self) -> None:
        """Let go, and remember the width."""
        if self.app.mouse_captured is self:
            self.release_mouse()
            settings.remember_hand_width(self._wanted)

    def _resize(self, width: int) -> None:
        width = self._within(width)
        if width != self._pane.size.width:
            self._wanted = width
            self._pane.styles.width = width

    def _within(self, width: int) -> int:
        return max(min(width, self.screen.size.width - _LEAST_BESIDE), _LEAST)
