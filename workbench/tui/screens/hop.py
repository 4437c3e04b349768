"""Hop: every sentence in view shows a letter, and the letter chooses the sentence.

A capital begins the passage with that sentence, and the letter after it says with which one it ends.
"""

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
        self._begins = False
        """Whether the letter being typed is a capital."""
        self._from: Standing | None = None
        """The sentence that the passage begins with, where a capital chose it."""
        self._show()

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter."""
        letter = (character or "").lower()
        typed = self._typed + letter
        if letter and not self._typed:
            self._begins = letter != character
        if letter and typed in self._places:
            self._chosen(self._places[typed])
        elif letter and any(label.startswith(typed) for label in self._places):
            self._typed = typed
            self._show()
        elif key == "backspace" and self._typed:
            self._typed = ""
            self._show()
        else:
            self.host.end_mode()
        return True

    def _chosen(self, standing: Standing) -> None:
        """Stand on the sentence, or on all from where the passage begins; wait for its end after a capital."""
        self._typed = ""
        if self._begins:
            self._from = standing
            self._show()
            self.host.show()
            return
        walk = self.host.page.walk
        self.host.end_mode()
        if self._from is not None and walk is not None:
            ends = (self._from.span, standing.span)
            standing = walk.between(min(one.start for one in ends), max(one.end for one in ends))
        self.host.jump(standing)

    def ended(self) -> None:
        """Take the letters away."""
        self.host.page.overlay([])

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        if self._from is not None:
            return keys_told(look, _("The passage ends with this letter"), [(_("Esc"), _("stay"))], width)
        keys = [("A …", _("begin here")), (_("Esc"), _("stay"))]
        return keys_told(look, _("Hop to the sentence with this letter"), keys, width)

    def _show(self) -> None:
        cut = len(self._typed)
        self.host.page.overlay(
            [
                (standing.cursor, -1, label[cut:])
                for label, standing in self._places.items()
                if label.startswith(self._typed)
            ]
        )
