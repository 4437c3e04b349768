"""What the screens before the desk have in common: a title, keys, and every key taken by the screen itself.

No widget of Textual's takes keys here, so that letters are letters and nothing is done by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from workbench.i18n import _, n_
from workbench.tui.safe import fitted
from workbench.tui.widgets.hand import wrapped
from workbench.tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

LEAST_WIDTH, LEAST_HEIGHT = 56, 14


_SHOWN_AFTER = 2
"""Seconds of waiting from which they are counted on the screen."""


def so_far(told: str, seconds: float) -> str:
    """Return what is being done, and for how long already, so that waiting is seen to be no standstill."""
    whole = int(seconds)
    if whole < _SHOWN_AFTER:
        return told
    return told + "  " + n_("{count} second", "{count} seconds", whole).format(count=whole)


class PlainScreen(Screen[None], inherit_bindings=False):
    """A screen of lines."""

    AUTO_FOCUS = None

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.top, self.body, self.status, self.keys = (
            Lines(id="top"),
            Lines(id="body"),
            Lines(id="said"),
            Lines(id="keys"),
        )

    def on_resize(self) -> None:
        """Fit what is shown to the new size."""
        self.call_after_refresh(self.show)

    def on_screen_resume(self) -> None:
        """Show what may have changed."""
        self.call_after_refresh(self.show)

    def on_key(self, event: events.Key) -> None:
        """Take a key."""
        if self.key(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()

    def key(self, key: str, character: str | None) -> bool:
        """Take a key; return False where it means what it means everywhere."""
        raise NotImplementedError

    def show(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Tell something that is no part of the screen."""
        raise NotImplementedError

    def tell_how_to_leave(self) -> None:
        """Tell which key leaves."""
        self.tell(_("Esc leaves, and nothing is kept."))

    @property
    def is_too_small(self) -> bool:
        """Whether the terminal has no room; then that is shown."""
        if self.size.width >= LEAST_WIDTH and self.size.height >= LEAST_HEIGHT:
            return False
        told = _(
            "Make this window larger: {wide} × {high} is needed, it has {width} × {height}. Nothing is lost."
        ).format(wide=LEAST_WIDTH, high=LEAST_HEIGHT, width=self.size.width, height=self.size.height)
        text = self.look.role("text")
        for pane in (self.top, self.status, self.keys):
            pane.put([], text)
        self.body.put([Line(((" " + row, text),)) for row in wrapped(told, self.size.width - 2)], text)
        return True

    def put_title(self, title: str, right: str) -> None:
        """Show the title, and at the right where this is."""
        look = self.look
        room = max(self.size.width - len(title) - 4, 0)
        self.top.put(
            [Line(((f" {title}", look.role("bar-strong")),), ((fitted(right, room) + " ", look.role("bar-soft")),))],
            look.role("bar"),
        )

    def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show which keys do what."""
        pieces: list[Piece] = [(" ", self.look.role("text"))]
        for key, word in keys:
            pieces += [(key, self.look.role("accent")), (f" {word}  ", self.look.role("soft"))]
        self.keys.put([Line(tuple(pieces))], self.look.role("text"))
