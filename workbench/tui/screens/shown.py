"""What is shown and how: the codings of others, tints, what the cursor chooses first, and the pane's width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_STEP = 2
"""Cells by which a key moves the edge of the pane."""
_ROOM_FOR_WIDTH = 110
"""Cells from which there is a pane that can be wider."""


class Shown(Mode):
    """Turns what is shown on and off."""

    def key(self, key: str, character: str | None) -> bool:
        """Turn something on or off, or close."""
        if character == "1":
            self.host.show_everyone()
        elif character == "2":
            self.host.show_tints()
        elif character == "3":
            self.host.choose_turns()
        elif key in {"right", "left"}:
            self.host.beside.by(_STEP if key == "right" else -_STEP)
        else:
            self.host.end_mode()
        return True

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        on, off = _("yes"), _("no")
        wide = width >= _ROOM_FOR_WIDTH
        others = on if self.host.session.everyone else off
        walk = self.host.page.walk
        unit = _("turn") if walk is not None and walk.by_turns else _("sentence")
        told_of_others = _("codings of others: {state}") if wide else _("of others: {state}")
        told_of_cursor = _("cursor chooses: {unit}") if wide else _("chooses: {unit}")
        keys = [
            ("1", told_of_others.format(state=others)),
            ("2", _("tints: {state}").format(state=on if look.tints else off)),
            ("3", told_of_cursor.format(unit=unit)),
        ]
        if wide:
            keys.append(("← →", _("width")))
        return keys_told(look, _("Shown"), [*keys, ("v", _("close"))], width)
