"""What is shown in a terminal too small to read and code in: what it needs. Everything else waits beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import ModalScreen
from textual.widgets import Static

from workbench.i18n import _
from workbench.tui.safe import safe_content

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.geometry import Size

LEAST_WIDE, LEAST_HIGH = 40, 10
"""Cells of the smallest terminal in which a sentence, its stripes and the status lines can be seen."""


def is_too_small(size: Size) -> bool:
    """Tell whether a terminal has too few cells."""
    return size.width < LEAST_WIDE or size.height < LEAST_HIGH


class TooSmall(ModalScreen[None], inherit_bindings=False):
    """Says how large the terminal has to be; the keys do nothing meanwhile but quit."""

    AUTO_FOCUS = None

    def __init__(self) -> None:
        super().__init__()
        self._sentence = Static()
        self._bindings.bind("Q", "app.leave", show=False)

    def compose(self) -> ComposeResult:
        """Lay out the one sentence."""
        yield self._sentence

    def on_resize(self, event: events.Resize) -> None:
        """Say it for the size there is."""
        told = _("Make this window larger: {wide} × {high} is needed, it has {width} × {height}. Nothing is lost.")
        width, height = event.size
        self._sentence.update(safe_content(told.format(wide=LEAST_WIDE, high=LEAST_HIGH, width=width, height=height)))
