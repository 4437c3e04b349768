"""The letter of a code: one is pressed, and from then on puts that code on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.code_letters import CODE_LETTERS
from workbench.i18n import _
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.codebook import Code
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


class Lettering(Mode):
    """Waits for a letter.

    Args:
        host: the desk.
        code: the code that gets it.
        given: called with the letter, or with "" where the code is to have none; tells whether it could be given.
    """

    def __init__(self, host: ModeActions, code: Code, given: Callable[[str], bool]) -> None:
        super().__init__(host)
        self._code = code
        self._given = given

    def key(self, key: str, character: str | None) -> bool:
        """Take the letter; a small one means the capital."""
        letter = "" if key == "minus" else (character or "").upper()
        asked = key == "minus" or letter.isalpha()
        # One that is refused is told of, and another can be pressed.
        if not asked or self._given(letter):
            self.host.end_mode()
        return True

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        taken = {code.letter for code in self.host.session.book.codes}
        free = " ".join(letter for letter in CODE_LETTERS if letter not in taken)
        title = _("Letter for {code}:").format(code=self._code.name)
        none = [("-", _("none"))] if self._code.letter else []
        return keys_told(look, title, [(free, _("are free")), *none, (_("Esc"), _("as it is"))], width)
