"""What is shown: the codings of others too or only one's own, and tints or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


class Shown(Mode):
    """Turns what is shown on and off."""

    def key(self, key: str, character: str | None) -> bool:
        """Turn something on or off, or close."""
        if character == "1":
            self.host.show_everyone()
        elif character == "2":
            self.host.show_tints()
        else:
            self.host.end_mode()
        return True

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        on, off = _("yes"), _("no")
        others = _("codings of others: {state}").format(state=on if self.host.session.everyone else off)
        tints = _("tints: {state}").format(state=on if look.tints else off)
        return keys_told(look, _("Shown"), [("1", others), ("2", tints), ("v", _("close"))])
