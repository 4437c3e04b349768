"""Hop: every sentence in view shows a letter, and the letter chooses the sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.hopping import labels
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from workbench.tui.choosing import Standing
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


class Hop(Mode):
    """Waits for the letter of a sentence."""

    def __init__(self, host: ModeActions) -> None:
        super().__init__(host)
        page = host.page
        found = page.sentences_in_view()
        here = page.standing.cursor
        near = min(range(len(found)), key=lambda place: abs(found[place].cursor - here), default=0)
        self._places: dict[str, Standing] = dict(zip(labels(len(found), near), found, strict=True))
        self._typed = ""
        self._show()

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter."""
        letter = (character or "").lower()
        typed = self._typed + letter
        if letter and typed in self._places:
            standing = self._places[typed]
            self.host.end_mode()
            self.host.jump(standing)
        elif letter and any(label.startswith(typed) for label in self._places):
            self._typed = typed
            self._show()
        elif key == "backspace" and self._typed:
            self._typed = ""
            self._show()
        else:
            self.host.end_mode()
        return True

    def ended(self) -> None:
        """Take the letters away."""
        self.host.page.overlay([])

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        return keys_told(look, _("Hop to the sentence with this letter"), [(_("Esc"), _("stay"))])

    def _show(self) -> None:
        cut = len(self._typed)
        self.host.page.overlay(
            [
                (standing.cursor, -1, label[cut:])
                for label, standing in self._places.items()
                if label.startswith(self._typed)
            ]
        )
