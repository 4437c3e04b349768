"""Words typed on the key line: what to find in this source, or the id to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.safe import fitted
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_MOST = 1000
"""Characters that are taken."""


class Typing(Mode):
    """Takes words until Enter.

    Args:
        host: the desk.
        title: what is asked for.
        take: is given what was typed; says whether that was it.
    """

    def __init__(self, host: ModeActions, title: str, take: Callable[[str], bool]) -> None:
        super().__init__(host)
        self._title, self._take = title, take
        self._typed = ""

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter, or end."""
        if key == "enter":
            if not self._typed.strip() or self._take(self._typed):
                self.host.end_mode()
        elif key in {"escape", "tab"} or (key == "backspace" and not self._typed):
            self.host.end_mode()
        elif key == "backspace":
            self._type(self._typed[:-1])
        elif character is not None:
            self._type(self._typed + character)
        return True

    def pasted(self, text: str) -> None:
        """Take what was pasted, on one line."""
        self._type(self._typed + " ".join(text[:_MOST].split()))

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return what was typed so far."""
        room = max(width - len(self._title) - 30, 10)
        typed = (fitted(self._typed, room) + "▏  ", look.role("accent"))
        keys = keys_told(look, "", [("Enter", _("go")), (_("Esc"), _("drop"))])
        return [(f" {self._title} ", look.role("strong")), typed, *keys]

    def _type(self, typed: str) -> None:
        self._typed = typed[:_MOST]
        self.host.show()


class Going(Typing):
    """Takes a small letter that acts at once, or an id that begins with a capital or a digit."""

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter."""
        if not self._typed and character is not None and character.isalpha() and character.islower():
            self.host.end_mode()
            if character == "s":
                self.host.open_sources()
            else:
                self.host.tell(_("After g: s for the sources, or an id like BK3:14."))
            return True
        return super().key(key, character)
