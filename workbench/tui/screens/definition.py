"""The definition of a code, over the lower third."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.screens.mode import Mode, keys_told
from workbench.tui.widgets.hand import wrapped
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.codebook import Code
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


class Definition(Mode):
    """Shows what codes mean, one at a time."""

    def __init__(self, host: ModeActions, codes: Sequence[Code]) -> None:
        super().__init__(host)
        self._codes = codes
        self._at = 0

    @property
    def draws(self) -> bool:
        """A pane."""
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Show another code, or close."""
        if key in {"right", "down", "left", "up"}:
            self._at = (self._at + (1 if key in {"right", "down"} else -1)) % len(self._codes)
            self.host.show()
        else:
            self.host.end_mode()
        return True

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        further = [("→ ←", _("next code here"))] if len(self._codes) > 1 else []
        return keys_told(look, _("Definition"), [*further, ("d", _("close"))], width)

    def lines(self, look: Look, width: int, height: int) -> list[Line]:
        """Return what the codebook says of the code."""
        code = self._codes[self._at]
        name = self.host.session.book.path(code.id)
        found = [
            Line(
                (
                    (" ", look.role("text")),
                    (look.shape(code.id) + " ", look.stripe(code.id)),
                    (name, look.role("strong")),
                )
            )
        ]
        parts = (
            (code.definition or _("No definition yet."), ""),
            (code.when, _("Use: {words}")),
            (code.when_not, _("Not: {when_not}")),
            (code.example, _("Example: {words}")),
        )
        for words, told in parts:
            if words:
                written = told.format(words=words, when_not=words) if told else words
                role = look.role("soft" if told else "text")
                found += [Line(((" " + row, role),)) for row in wrapped(written, width - 2)]
        if len(found) > height:
            found = [*found[: height - 1], Line(((" …", look.role("soft")),))]
        return found
