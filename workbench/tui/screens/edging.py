"""Edges: one end of the passage is moved by words or characters, and kept or dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.choosing import Standing
from workbench.tui.edges import by_character, by_word
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_MOVES = {"right": (by_word, 1), "left": (by_word, -1), "full_stop": (by_character, 1), "comma": (by_character, -1)}


class Edging(Mode):
    """Moves the ends of the passage."""

    def __init__(self, host: ModeActions) -> None:
        super().__init__(host)
        self._before = host.page.standing
        self._last = True

    def key(self, key: str, character: str | None) -> bool:
        """Move an end, or end the mode; a code is put on the passage as it is now."""
        if key in _MOVES:
            self._move(key)
        elif key == "tab":
            self._last = not self._last
            self.host.show()
        elif key in {"e", "enter"}:
            self.host.end_mode()
        elif key in {"escape", "backspace"}:
            self.host.page.stand(self._before)
            self.host.end_mode()
        elif character is not None and character in "0123456789i":
            self.host.end_mode()
            return False
        return True

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        title = _("End:") if self._last else _("Beginning:")
        keys = [
            ("← →", _("word")),
            (", .", _("character")),
            (_("Tab"), _("other end")),
            ("1–9", _("code")),
            ("e", _("keep")),
            (_("Esc"), _("drop")),
        ]
        return keys_told(look, title, keys)

    def _move(self, key: str) -> None:
        page, text = self.host.page, self.host.session.text
        if page.walk is None or text is None or not len(page.chosen):
            return
        way, step = _MOVES[key]
        span = way(page.walk, text.text, page.chosen, step, last=self._last)
        page.stand(Standing(span.end - 1 if self._last else span.start, span))
        self.host.show()
