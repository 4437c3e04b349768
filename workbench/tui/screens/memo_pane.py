"""The memo: plain text over the lower third, saved while it is written.

What is typed is on the disk a second after the last key, and while one types on every few seconds; closing
saves at once. All that is saved in one sitting is one step, taken back at once. Where it cannot be saved the
pane stays, so that nothing is lost.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Vertical
from textual.widgets import TextArea

from workbench.domain.memos import MemoKind
from workbench.domain.naming import not_for_text
from workbench.i18n import N_, _
from workbench.services.memos import LONGEST
from workbench.tui import deeds
from workbench.tui.safe import visible
from workbench.tui.screens.mode import Mode, keys_told
from workbench.tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.timer import Timer

    from workbench.domain.ids import StepId
    from workbench.domain.spans import Span
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.session import Deed

_SAVED_AFTER = 1.0
"""Seconds after the last key."""
_SAVED_AT_LEAST = 5.0
"""Seconds that words wait at most, however fast one types on."""
_NOT_HERE = frozenset({"ctrl+p", "f1"})
"""Keys that would open something over the memo."""

KINDS = {
    MemoKind.NOTE: N_("note"),
    MemoKind.IDEA: N_("idea"),
    MemoKind.METHOD: N_("method"),
    MemoKind.QUESTION: N_("question"),
}
_IN_ORDER = tuple(KINDS)


class MemoText(TextArea):
    """Plain text that shows every character, and takes none that a text cannot have.

    Args:
        text: what it begins with.
        above: what to do when the cursor goes up from the first row.
        refuse: says that a paste is too long.
    """

    def __init__(
        self, text: str, above: Callable[[], None] | None = None, refuse: Callable[[int], None] | None = None
    ) -> None:
        super().__init__(text, id="memo-text", highlight_cursor_line=False)
        self._above = above
        self._refuse = refuse

    def on_mount(self) -> None:
        """Take the keys."""
        self.move_cursor(self.document.end)
        self.screen.set_focus(self, scroll_visible=False)

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown: a visible mark for every character that has none, one for one."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)

    def write(self, typed: str) -> None:
        """Put what was typed at the cursor, in the place of what is marked."""
        self._replace_via_keyboard(typed, *self.selection)

    def action_cursor_up(self, select: bool = False) -> None:
        """Go a row up; from the first one, out of the text."""
        at_top = self.wrapped_document.location_to_offset(self.cursor_location).y == 0
        if at_top and not select and self._above is not None:
            self._above()
        else:
            super().action_cursor_up(select)

    async def _on_paste(self, event: events.Paste) -> None:
        """Take what was pasted, without control characters; the screen has no part in it."""
        event.stop()
        event.prevent_default()
        text = event.text.replace("\r\n", "\n").replace("\r", "\n")
        length = len(self.text) - len(self.selected_text) + len(text)
        if length > LONGEST:
            if self._refuse is not None:
                self._refuse(length)
            return
        while (unseen := not_for_text(text)) is not None:
            text = text.replace(unseen, "")
        self.replace(text, *self.selection)


class MemoMode(Mode):
    """Writes the memo on a passage.

    Args:
        host: the desk.
        span: the passage; the one that is chosen where None.
    """

    def __init__(self, host: ModeActions, span: Span | None = None) -> None:
        super().__init__(host)
        self._span = span or host.page.chosen
        noted = host.session.noted(self._span)
        self._saved = noted.memo, noted.kind
        self._kind = noted.kind
        self._step: StepId | None = None
        """The step that this sitting is."""
        self._choosing_kind = False
        self._trouble = ""
        self._timer: Timer | None = None
        self._waiting_since: float | None = None
        self._head = Lines(id="memo-head")
        self._text = MemoText(noted.memo, self._to_kind, self._refuse)
        self._pane = Vertical(self._head, self._text, id="memo")
        self._pane.styles.height = host.pane_rows
        self._show_head()
        host.mount(self._pane)

    @property
    def covers(self) -> bool:
        """The lower third."""
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Save and close, or choose the kind; every other key belongs to the text."""
        if key in {"tab", "escape"}:
            if self.save(last=True):
                self.host.end_mode()
            return True
        if key in _NOT_HERE:
            return True
        if self._choosing_kind:
            self._kind_key(key, character)
            return True
        typed = "\n" if key == "enter" else character
        if typed is None:
            # An arrow before the pane is there has nowhere to go.
            return self.host.focused is not self._text
        self._text.write(typed)
        return True

    def changed(self) -> None:
        """Save soon."""
        self._trouble = ""
        now = time.monotonic()
        if self._waiting_since is None:
            self._waiting_since = now
        if self._timer is not None:
            self._timer.stop()
        wait = min(_SAVED_AFTER, max(self._waiting_since + _SAVED_AT_LEAST - now, 0.01))
        self._timer = self.host.set_timer(wait, self.save)

    def save(self, *, last: bool = False) -> bool:
        """Save what is written; return whether it is saved.

        Args:
            last: whether the pane closes. An empty memo is taken away only then: more may be typed.
        """
        self._waiting_since = None
        body = self._text.text
        if (body, self._kind) == self._saved or not (body.strip() or last):
            return True
        if not body.strip() and not self._saved[0]:
            return True
        if not self.host.do(lambda: self._written(body)):
            self._trouble = self.host.said
            self._show_head()
            return False
        self._saved = body, self._kind
        self._show_head()
        return True

    def ended(self) -> None:
        """Take the pane away, nothing unsaved in it."""
        self.save(last=True)
        if self._timer is not None:
            self._timer.stop()
        self.host.set_focus(None)
        self._pane.remove()

    def _written(self, body: str) -> Deed:
        deed = deeds.write_memo(self.host.session, self._span, body, self._kind, self._step)
        if deed.done is not None:
            self._step = deed.done.step.id
        return deed

    def _refuse(self, length: int) -> None:
        told = _("A memo has at most {most} characters, and this would be {length}: bring it in as a text of its own.")
        self._trouble = told.format(most=LONGEST, length=length)
        self._show_head()

    # what kind it is

    def _to_kind(self) -> None:
        self._choosing_kind = True
        self.host.set_focus(None)
        self._show_head()

    def _kind_key(self, key: str, character: str | None) -> None:
        place = _IN_ORDER.index(self._kind)
        if key in {"right", "left"}:
            self._turn_to(_IN_ORDER[(place + (1 if key == "right" else -1)) % len(_IN_ORDER)])
        elif character is not None and character in "1234":
            self._turn_to(_IN_ORDER[int(character) - 1])
        elif key in {"down", "enter"}:
            self._choosing_kind = False
            self.host.set_focus(self._text, scroll_visible=False)
        self._show_head()

    def _turn_to(self, kind: MemoKind) -> None:
        self._kind = kind
        self.changed()

    def _show_head(self) -> None:
        """Say what is written, and what the keys do; or why it is not saved."""
        look, width = self.host.look, self.host.size.width
        if self._trouble:
            pieces = [(f" {self._trouble}", look.role("warning"))]
        elif self._choosing_kind:
            kinds = [(str(n), _(KINDS[kind])) for n, kind in enumerate(_IN_ORDER, 1)]
            pieces = keys_told(look, _("Kind:"), [*kinds, ("← →", ""), ("↓", _("back to the text"))], width)
            place = 2 + 2 * _IN_ORDER.index(self._kind)
            soft = look.role("soft")
            pieces[place : place + 1] = [(" ", soft), (_(KINDS[self._kind]), look.role("chosen")), ("  ", soft)]
        else:
            title = _("Memo on {passage}").format(passage=self.host.session.label(self._span))
            keys = [(_("Tab"), _("save and close")), (_("Esc"), _("the same")), ("↑", _(KINDS[self._kind]))]
            pieces = keys_told(look, f"✎ {title}", keys, width)
        self._head.put([Line(tuple(pieces))], look.role("text"))
