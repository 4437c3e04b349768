"""The list of sources, over the whole screen: choose one with the arrows and Enter.

How much is coded is counted after the list is seen, a few sources at a time, and kept for the next look.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.screen import Screen

from workbench.i18n import N_, _, n_
from workbench.tui.safe import fitted
from workbench.tui.screens.list_keys import DOWN, FURTHER, UP, Key, bind, keys_shown, whose
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.source_list import Listed, Order, SourceList, heading

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.tui.session import Session
    from workbench.tui.themes import Look

KEYS = (
    Key("enter,right", "open", N_("open"), N_("Enter")),
    Key("s", "order", N_("order")),
    Key("tab,escape,backspace,left,g", "dismiss", N_("back"), N_("Tab")),
    DOWN,
    UP,
    *FURTHER,
)

_AT_FIRST = 0.015
"""Seconds that are spent on counting before the list is seen."""
_FEW = 100
"""Sources up to which any are counted before the list is seen."""
_AT_ONCE = 0.02
"""Seconds of counting after which keys are looked at again."""
_PAUSE = 0.01


class SourcesScreen(Screen[int], inherit_bindings=False):
    """Chooses a source; answers its place in the list."""

    AUTO_FOCUS = None

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.look = look
        self._sources, self._shares = session.sources, session.shares
        self._shares.look_in(session.view)
        desk = session.desk
        listed = Listed(session.sources, session.cases, desk.speaking(), desk.finished.read_to(), session.shares)
        self._order = Order.PROJECT
        self._all_known = False
        self._told, self._whose = _told(listed), whose(session)
        self._case_word = desk.setting("case_word") or _("case")
        self.list = SourceList(listed, look, session.index)
        self._top, self._head, self._bottom = Lines(id="top"), Lines(id="list-head"), Lines(id="keys")
        bind(self, KEYS)

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self._top
        yield self._head
        yield self.list
        yield self._bottom

    def on_mount(self) -> None:
        """Count a small study in a moment; a large one once the list is seen."""
        every = [source.id for source in self._sources]
        if len(every) <= _FEW:
            self._shares.count(every, _AT_FIRST)
        self.set_timer(_PAUSE, self._count_more)

    def _count_more(self) -> None:
        """Count those in view, then all others; a list by what is coded is put in order when all are known."""
        every = [source.id for source in self._sources]
        known = self._shares.count([*self.list.sources_in_view, *every], _AT_ONCE)
        if known:
            self._all_known = True
            if self._order is Order.LEAST_CODED:
                self.list.put_in_order(self._order)
            self.show()
        else:
            self.set_timer(_PAUSE, self._count_more)
        self.list.refresh()

    def on_resize(self) -> None:
        """Show titles and keys in the width there is."""
        self.show()

    def look_changed(self, look: Look) -> None:
        """Show everything in other colours."""
        self.look = self.list.look = look
        self.list.refresh()
        self.show()

    def show(self) -> None:
        """Show the lines above and below the list."""
        look, width = self.look, self.size.width
        right = fitted(_("counting …") if self._is_counting else self._whose, width // 2)
        left = ((f" {fitted(self._told, max(width - cell_len(right) - 4, 10))}", look.role("bar-strong")),)
        self._top.put([Line(left, ((right + " ", look.role("bar-soft")),))], look.role("bar"))
        self._head.put([heading(look, width, self._case_word)], look.role("bar"))
        order = _("order: {order}").format(order=_(self._order.value))
        keys = [replace(key, word=order) if key.action == "order" else key for key in KEYS]
        self._bottom.put([Line(tuple(keys_shown(look, keys, width)))], look.role("text"))

    @property
    def _is_counting(self) -> bool:
        """Whether the order depends on what is not counted yet."""
        return self._order is Order.LEAST_CODED and not self._all_known

    def on_row_list_opened(self) -> None:
        """Open what was clicked."""
        self.action_open()

    def action_move(self, step: int) -> None:
        """Choose another source."""
        self.list.move(step)

    def action_page(self, step: int) -> None:
        """Choose a source a page further."""
        self.list.page(step)

    def action_order(self) -> None:
        """Put the sources in another order."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.list.put_in_order(self._order)
        self.show()

    def action_open(self) -> None:
        """Answer the chosen source."""
        if self.list.source is not None:
            self.dismiss(self.list.source)


def _told(listed: Listed) -> str:
    """Return how many sources there are, and how many are finished and left out."""
    sources = listed.sources
    left_out = sum(source.left_out is not None for source in sources)
    finished = sum(
        read.finished is not None and not read.not_read_for
        for read in (listed.read_to(source) for source in sources if source.left_out is None)
    )
    told = [n_("{count} source", "{count} sources", len(sources)).format(count=len(sources))]
    told.append(_("{count} finished").format(count=finished))
    if left_out:
        told.append(_("{count} left out").format(count=left_out))
    return "  ·  ".join(told)
