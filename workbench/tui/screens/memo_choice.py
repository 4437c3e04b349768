"""Which memo: a new one on the passage, or one of those on words that overlap it."""

from __future__ import annotations

from typing import TYPE_CHECKING

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

_MOST = 9
"""Memos that have a digit."""
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
        self._found = [span for span in found if span != self._here]

    @property
    def draws(self) -> bool:
        """The list."""
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Open a memo, or close; a key that means nothing here does nothing, since somebody may be typing already."""
        if character == "m" or key == "enter":
            self.host.begin(MemoMode(self.host, self._here))
        elif character is not None and character in "123456789"[: len(self._found)]:
            span = self._found[int(character) - 1]
            if self.host.page.walk is not None:
                self.host.jump(self.host.page.walk.between(span.start, span.end))
            self.host.begin(MemoMode(self.host, span))
        elif key in {"escape", "backspace", "tab"}:
            self.host.end_mode()
        return True

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        digits = "1" if len(self._found) == 1 else f"1–{min(len(self._found), _MOST)}"
        keys = [("m", _("on these words")), (digits, _("the other one")), (_("Esc"), _("close"))]
        return keys_told(look, _("Memo:"), keys)

    def lines(self, look: Look, width: int, height: int) -> list[Line]:
        """Return the memo on these words, and the others."""
        mine = self.host.session.noted(self._here).memo
        on_these = " ".join(mine.split()) if mine else _("a new memo on the passage")
        lines = [self._line(look, width, "m", self._here, on_these)]
        for number, span in enumerate(self._found[: min(_MOST, height - 1)], 1):
            lines.append(self._line(look, width, str(number), span, self.host.session.noted(span).memo))
        return lines

    def _line(self, look: Look, width: int, key: str, span: Span, memo: str) -> Line:
        session = self.host.session
        words = " ".join(span.of(session.text.text if session.text is not None else "").split())
        told = f"{session.label(span)} «{fitted(words, _WORDS)}»  "
        room = width - len(told) - 6
        left: tuple[Piece, ...] = (
            (f" {key} ", look.role("accent")),
            (told, look.role("soft")),
            ("✎ " + fitted(" ".join(memo.split()), room), look.role("text")),
        )
        return Line(left)
