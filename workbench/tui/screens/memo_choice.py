"""Which memo: a new one on the passage, or one of those on words that overlap it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.i18n import _
from workbench.tui.safe import fitted
from workbench.tui.screens.memo_pane import MemoMode
from workbench.tui.screens.mode import Mode, keys_told
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from workbench.domain.spans import Span
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_DIGITS = "123456789"
"""Of the memos on other words; those beyond are reached with arrows."""
_WORDS = 24
"""Cells of a passage's words that are shown."""


def memo_or_choice(host: ModeActions) -> Mode:
    """Return what `m` begins: the memo, where there is no other on overlapping words, else the choice."""
    span = host.page.chosen
    found = host.session.memos_on(span)
    return MemoMode(host) if found in ([], [span]) else MemoChoice(host, found)


class MemoChoice(Mode):
    """Offers the memos on overlapping words.

    Args:
        host: the desk.
        found: their passages, in text order.
    """

    def __init__(self, host: ModeActions, found: list[Span]) -> None:
        super().__init__(host)
        self._here = host.page.chosen
        self._spans = [self._here, *(span for span in found if span != self._here)]
        self._at = 0

    @property
    def draws(self) -> bool:
        """The list."""
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Open a memo, or close; a key that means nothing here does nothing, since somebody may be typing already."""
        if character == "m":
            self._open(0)
        elif key == "enter":
            self._open(self._at)
        elif key in {"down", "up"}:
            self._at = (self._at + (1 if key == "down" else -1)) % len(self._spans)
            self.host.show()
        elif character is not None and character in _DIGITS[: len(self._spans) - 1]:
            self._open(int(character))
        elif key in {"escape", "backspace", "tab"}:
            self.host.end_mode()
        return True

    def _open(self, at: int) -> None:
        span = self._spans[at]
        if at and self.host.page.walk is not None:
            self.host.jump(self.host.page.walk.between(span.start, span.end))
        self.host.begin(MemoMode(self.host, span))

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        others = len(self._spans) - 1
        digits = "1" if others == 1 else f"1–{min(others, len(_DIGITS))}"
        keys = [("m", _("on these words")), (digits, _("the other one")), ("↓ ↑ Enter", _("choose"))]
        return keys_told(look, _("Memo:"), [*keys, (_("Esc"), _("close"))], width)

    def lines(self, look: Look, width: int, height: int) -> list[Line]:
        """Return the memo on these words, and the others; what does not fit is counted."""
        rows = height if len(self._spans) <= height else height - 1
        first = max(min(self._at - rows // 2, len(self._spans) - rows), 0)
        shown = range(first, min(first + rows, len(self._spans)))
        lines = [self._line(look, width, number) for number in shown]
        hidden = len(self._spans) - len(shown)
        if hidden:
            told = _("{count} more").format(count=hidden)
            lines.append(Line((("     + " + told, look.role("soft")),)))
        return lines

    def _line(self, look: Look, width: int, number: int) -> Line:
        session, span, here = self.host.session, self._spans[number], number == self._at
        key = "m" if not number else str(number) if number <= len(_DIGITS) else " "
        memo = session.noted(span).memo or _("a new memo on the passage")
        words = " ".join(span.of(session.text.text if session.text is not None else "").split())
        told = f"{session.label(span)} «{fitted(words, _WORDS)}»  "
        room = width - cell_len(told) - 6
        left: tuple[Piece, ...] = (
            ("›" if here else " ", look.role("accent")),
            (f"{key} ", look.role("accent")),
            (told, look.role("here" if here else "soft")),
            ("✎ " + fitted(" ".join(memo.split()), room), look.role("text")),
        )
        return Line(left)
