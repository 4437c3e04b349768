"""Edges: the ends of the passage are put at a word by its letter, or moved by words and characters; kept or dropped.

A small letter is where the passage ends, a capital where it begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.choosing import Standing
from workbench.tui.edges import by_character, by_word, to_word, words_of
from workbench.tui.hopping import word_labels
from workbench.tui.screens.mode import Mode, keys_told

if TYPE_CHECKING:
    from workbench.domain.spans import Span
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_ROOM_FOR_WORDS = 100
"""Cells from which the key line has room for whole words."""
_MOVES = {"right": (by_word, 1), "left": (by_word, -1), "full_stop": (by_character, 1), "comma": (by_character, -1)}


class Edging(Mode):
    """Moves the ends of the passage."""

    def __init__(self, host: ModeActions) -> None:
        super().__init__(host)
        self._before = host.page.standing
        self._last = True
        self._words = lettered(host)
        self._typed = ""
        self._letter()

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
        elif character is not None and character.isalpha():
            self._to_word(character)
        return True

    def ended(self) -> None:
        """Take the letters away."""
        self.host.page.overlay([])

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        title = _("End:") if self._last else _("Beginning:")
        wide = width >= _ROOM_FOR_WORDS
        keys = [
            ("a …", _("end here") if wide else _("end")),
            ("A …", _("begin here") if wide else _("begin")),
            ("← →", _("word")),
            (", .", _("character")),
            (_("Tab"), _("other end")),
            *([("1–9", _("code"))] if wide else []),
            ("e", _("keep")),
            (_("Esc"), _("drop")),
        ]
        return keys_told(look, title, keys, width)

    def _move(self, key: str) -> None:
        page, text = self.host.page, self.host.session.text
        if page.walk is None or text is None or not len(page.chosen):
            return
        way, step = _MOVES[key]
        self._choose(way(page.walk, text.text, page.chosen, step, last=self._last))

    def _to_word(self, character: str) -> None:
        """Take a letter: the first of a word's letters tells by its size which end is meant."""
        if not self._typed:
            self._last = character.islower()
        typed = self._typed + character.lower()
        if typed in self._words:
            self._typed = ""
            self._choose(to_word(self.host.page.chosen, self._words[typed], last=self._last))
        else:
            self._typed = typed if any(label.startswith(typed) for label in self._words) else ""
        self._letter()

    def _choose(self, span: Span) -> None:
        self.host.page.stand(Standing(span.end - 1 if self._last else span.start, span))
        self.host.show()

    def _letter(self) -> None:
        """Show the letters that may come next before their words."""
        cut = len(self._typed)
        self.host.page.overlay(
            [(word.start, -1, label[cut:]) for label, word in self._words.items() if label.startswith(self._typed)]
        )


def lettered(host: ModeActions) -> dict[str, Span]:
    """Return the words of the chosen passage by the letters that are shown before them."""
    walk, text = host.page.walk, host.session.text
    if walk is None or text is None or not len(host.page.chosen):
        return {}
    found = words_of(walk, text.text, host.page.chosen)
    return {label: word for label, word in zip(word_labels(len(found)), found, strict=True) if label}
