"""All keys: the ten that a beginner codes with, then the others by what they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from workbench.i18n import _
from workbench.tui.commands import Group, every_command, first_ten
from workbench.tui.widgets.hand import wrapped
from workbench.tui.widgets.lines import Line, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult

    from workbench.tui.themes import Look

_KEY_CELLS = 10
_WIDEST_HELP = 100


class HelpScreen(Screen[None], inherit_bindings=False):
    """The key card."""

    AUTO_FOCUS = None

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._top, self._bottom = Lines(id="top"), Lines(id="keys")
        self._card = Static(id="card")
        self._scroll = VerticalScroll(self._card, can_focus=False)
        for keys, action in (
            ("question_mark,escape,backspace,Q,enter", "dismiss"),
            ("down,j", "roll(1)"),
            ("up,k", "roll(-1)"),
            ("pagedown,J,space", "roll(20)"),
            ("pageup,K", "roll(-20)"),
        ):
            self._bindings.bind(keys, action, show=False)

    def compose(self) -> ComposeResult:
        """Lay out the card."""
        yield self._top
        yield self._scroll
        yield self._bottom

    def on_resize(self) -> None:
        """Write the card in the width there is."""
        look = self.look
        title, back = _("Keys"), _("? back    ↓ ↑ further")
        self._top.put([Line(((f" {title}", look.role("bar-strong")),))], look.role("bar"))
        self._bottom.put([Line(((f" {back}", look.role("soft")),))], look.role("text"))
        self._card.update(Content("\n").join(self._rows(min(self.size.width - 4, _WIDEST_HELP))))

    def action_roll(self, rows: int) -> None:
        """Show further rows."""
        self._scroll.scroll_relative(y=rows, animate=False)

    def _rows(self, width: int) -> Iterator[Content]:
        first = first_ten()
        sections = [(_("The first ten keys"), first)]
        for group in Group:
            of_group = tuple(one for one in every_command() if one.group is group and one not in first)
            sections.append((_(group.value), of_group))
        for number, (title, commands) in enumerate(sections):
            if number:
                yield Content("")
            yield Content.styled(" " + title, "bold")
            for command in commands:
                keys = _(command.key_names) or _(": name")
                yield from self._command(keys, _(command.title), _(command.help), width)

    def _command(self, keys: str, title: str, told: str, width: int) -> Iterator[Content]:
        lead = " " * (_KEY_CELLS + 2)
        room = max(width - _KEY_CELLS - 2, 20)
        gap = " " * max(_KEY_CELLS - cell_len(keys), 1)
        first, *others = wrapped(f"{title}. {told}", room)
        cut = min(len(title) + 1, len(first))
        yield Content.assemble(("  " + keys + gap, "$accent"), first[:cut], (first[cut:], "$soft"))
        for row in others:
            yield Content.styled(lead + row, "$soft")
