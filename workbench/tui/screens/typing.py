"""Words typed on the key line: what to find in this source, or the id to go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.safe import fitted
from workbench.tui.screens.mode import Mode, keys_told
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_MOST = 1000
"""Characters that are taken."""


class Typing(Mode):
    """Takes words until Enter, which always ends it: where nothing is found the next keys are keys again.

    Args:
        host: the desk.
        title: what is asked for.
        take: is given what was typed.
    """

    def __init__(self, host: ModeActions, title: str, take: Callable[[str], None]) -> None:
        super().__init__(host)
        self._title, self._take = title, take
        self._typed = ""

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter, or end."""
        if key == "enter":
            self.host.end_mode()
            if self._typed.strip():
                self._take(self._typed)
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
        keys = keys_told(look, "", [("Enter", _("go")), (_("Esc"), _("drop"))], 30)
        return [(f" {self._title} ", look.role("strong")), typed, *keys]

    def _type(self, typed: str) -> None:
        self._typed = typed[:_MOST]
        self.host.show()


_MENU_AFTER = 0.3
"""Seconds without a key after which the menu shows."""


class Going(Typing):
    """Takes a small letter that acts at once, or an id that begins with a capital or a digit.

    Args:
        host: the desk.
        title: what is asked for.
        take: is given the id that was typed.
        places: where a letter leads, each with its name.
    """

    def __init__(
        self,
        host: ModeActions,
        title: str,
        take: Callable[[str], None],
        places: Mapping[str, tuple[str, Callable[[], None]]],
    ) -> None:
        super().__init__(host, title, take)
        self._places = places
        self._shows_menu = False
        self._timer = host.set_timer(_MENU_AFTER, self._show_menu)

    @property
    def draws(self) -> bool:
        """A menu, once nothing was pressed for a while."""
        return self._shows_menu

    @property
    def rows(self) -> int:
        """As many as the menu has."""
        return len(self._places) + 3

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter."""
        self._timer.stop()
        if not self._typed and character is not None and character.isalpha() and character.islower():
            self.host.end_mode()
            if character in self._places:
                self._places[character][1]()
            else:
                letters = ", ".join(f"{letter} {name}" for letter, (name, _go) in self._places.items())
                self.host.tell(_("After g: {places}, or BK3:14.").format(places=letters))
            return True
        return super().key(key, character)

    def ended(self) -> None:
        """Show no menu any more."""
        self._timer.stop()

    def lines(self, look: Look, width: int, height: int) -> list[Line]:
        """Return the menu."""
        text, accent, soft = look.role("text"), look.role("accent"), look.role("soft")
        found = [Line(((f"   {letter}  ", accent), (name, text))) for letter, (name, _go) in self._places.items()]
        told = _("or type an id: BK3 a source, BK3:14 a turn or a passage")
        return [*found, Line(((f"   {fitted(told, width - 4)}", soft),))][:height]

    def _show_menu(self) -> None:
        self._shows_menu = True
        self.host.show()
