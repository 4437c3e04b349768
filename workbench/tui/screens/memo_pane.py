"""The memo: plain text over the lower third, saved while it is written.

What is typed is on the disk a second after the last key; closing saves at once. Where it cannot be saved the
pane stays, so that nothing is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import TextArea

from workbench.domain.naming import not_for_text
from workbench.i18n import _
from workbench.tui import deeds
from workbench.tui.safe import visible
from workbench.tui.screens.mode import Mode, keys_told
from workbench.tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

    from workbench.tui.screens.desk_modes import ModeActions

_SAVED_AFTER = 1.0
"""Seconds after the last key."""
_NOT_HERE = frozenset({"ctrl+p", "f1"})
"""Keys that would open something over the memo."""


class MemoText(TextArea):
    """Plain text that shows every character, and takes none that a text cannot have."""

    def on_mount(self) -> None:
        """Take the keys."""
        self.move_cursor(self.document.end)
        self.screen.set_focus(self, scroll_visible=False)

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown: a visible mark for every character that has none, one for one."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what was pasted, without control characters; the screen has no part in it."""
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        while (unseen := not_for_text(text)) is not None:
            text = text.replace(unseen, "")
        self.insert(text)


class MemoMode(Mode):
    """Writes the memo on the passage."""

    def __init__(self, host: ModeActions) -> None:
        super().__init__(host)
        self._span = host.page.chosen
        self._saved = host.session.noted(self._span).memo
        self._timer: Timer | None = None
        look = host.look
        title = _("Memo on {passage}").format(passage=host.session.label(self._span))
        keys = keys_told(look, f"✎ {title}", [(_("Tab"), _("save and close")), (_("Esc"), _("the same"))])
        self._head = Lines(id="memo-head")
        self._head.put([Line(tuple(keys))], look.role("text"))
        self._text = MemoText(self._saved, id="memo-text", highlight_cursor_line=False)
        self._pane = Vertical(self._head, self._text, id="memo")
        self._pane.styles.height = host.pane_rows
        host.mount(self._pane)

    @property
    def covers(self) -> bool:
        """The lower third."""
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Save and close; every other key belongs to the text."""
        if key in {"tab", "escape"}:
            if self.save():
                self.host.end_mode()
            return True
        if key in _NOT_HERE:
            return True
        if self.host.focused is self._text:
            return False
        # Keys that come before the pane is there are the memo's all the same.
        self._text.insert("\n" if key == "enter" else character or "")
        return True

    def changed(self) -> None:
        """Save soon."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.host.set_timer(_SAVED_AFTER, self.save)

    def save(self) -> bool:
        """Save what is written; return whether it is saved."""
        body = self._text.text
        if body != self._saved:
            if not self.host.do(lambda: deeds.write_memo(self.host.session, self._span, body)):
                self._head.put(
                    [Line(((" " + self.host.said, self.host.look.role("warning")),))], self.host.look.role("text")
                )
                return False
            self._saved = body
        return True

    def ended(self) -> None:
        """Take the pane away."""
        if self._timer is not None:
            self._timer.stop()
        self.host.set_focus(None)
        self._pane.remove()
