"""The list of sources, over the whole screen: choose one with the arrows and Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from workbench.i18n import N_, _, n_
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.source_list import SourceList, heading

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.tui.session import Session
    from workbench.tui.themes import Look

KEYS = (
    ("down,j", "move(1)", N_("down"), "↓"),
    ("up,k", "move(-1)", N_("up"), "↑"),
    ("pagedown,J", "page(1)", "", ""),
    ("pageup,K", "page(-1)", "", ""),
    ("home", "move(-100000)", "", ""),
    ("end", "move(100000)", "", ""),
    ("enter,right", "open", N_("open"), "Enter"),
    ("tab,escape,backspace,left", "dismiss", N_("back"), "Tab"),
)
"""Keys, action, word and key name for the key line."""


class SourcesScreen(Screen[int], inherit_bindings=False):
    """Chooses a source; answers its place in the list."""

    AUTO_FOCUS = None

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.look = look
        rows = session.desk.finished.todo()
        finished = sum(row.finished is not None and not row.not_read_for for row in rows)
        self._title = n_("{count} source", "{count} sources", len(rows)).format(count=len(rows))
        self._title += "  ·  " + _("{count} finished").format(count=finished)
        self._list = SourceList(rows, session.cases, look, session.index)
        self._top, self._head, self._bottom = Lines(id="top"), Lines(id="list-head"), Lines(id="keys")
        for keys, action, _word, _name in KEYS:
            self._bindings.bind(keys, action, show=False)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self._top
        yield self._head
        yield self._list
        yield self._bottom

    def on_resize(self) -> None:
        """Show titles and keys in the width there is."""
        look = self.look
        self._top.put([Line(((f" {self._title}", look.role("bar-strong")),))], look.role("bar"))
        self._head.put([heading(look, self.size.width)], look.role("bar"))
        pieces = [(" ", look.role("text"))]
        for _keys, _action, word, name in KEYS:
            if word:
                pieces += [(_(name), look.role("accent")), (f" {_(word)}  ", look.role("soft"))]
        self._bottom.put([Line(tuple(pieces))], look.role("text"))

    def on_source_list_opened(self) -> None:
        """Open what was clicked."""
        self.action_open()

    def action_move(self, step: int) -> None:
        """Choose another source."""
        self._list.move(step)

    def action_page(self, step: int) -> None:
        """Choose a source a page further."""
        self._list.page(step)

    def action_open(self) -> None:
        """Answer the chosen source."""
        self.dismiss(self._list.chosen)
