"""The list of sources: what each holds, and what is left to do.

A list to move in and choose from; which source is opened is decided by the screen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from workbench.i18n import _
from workbench.tui.safe import fitted
from workbench.tui.widgets.lines import Direct, Line, Piece, drawn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style
    from textual import events

    from workbench.services.finished import ToDo
    from workbench.tui.themes import Look

_NUMBER = 9


class SourceList(Direct, ScrollView, can_focus=False):
    """Rows of sources, one of them chosen."""

    ALLOW_SELECT = False

    class Opened(Message):
        """A source was clicked."""

    def __init__(self, rows: Sequence[ToDo], cases: Mapping[int, str], look: Look, chosen: int) -> None:
        super().__init__(id="source-list")
        self._rows = rows
        self._cases = cases
        self._look = look
        self.chosen = min(max(chosen, 0), max(len(rows) - 1, 0))

    def on_mount(self) -> None:
        """Begin with the source that is open in view."""
        self.call_after_refresh(self._look_there)

    def on_resize(self) -> None:
        """Make room for every row."""
        self.virtual_size = Size(self.size.width, len(self._rows))
        self._look_there()

    def move(self, step: int) -> None:
        """Choose a row so many further down or up."""
        self.chosen = min(max(self.chosen + step, 0), max(len(self._rows) - 1, 0))
        self._look_there()
        self.refresh()

    def page(self, step: int) -> None:
        """Choose a row a page further down or up."""
        self.move(step * max(self.size.height - 1, 1))

    def on_click(self, event: events.Click) -> None:
        """Choose the row that was clicked."""
        row = event.y + round(self.scroll_y)
        if row < len(self._rows):
            self.chosen = row
            self.refresh()
            self.post_message(self.Opened())

    def render_line(self, y: int) -> Strip:
        """Draw one row of the window."""
        row = y + round(self.scroll_y)
        if row >= len(self._rows):
            return Strip([Segment(" " * self.size.width, self._look.role("text"))])
        chosen = row == self.chosen
        line = source_line(self._rows[row], self._cases, self._look, self.size.width, chosen=chosen)
        return drawn(line, self.size.width, self._look.role("chosen" if chosen else "text"))

    def _look_there(self) -> None:
        top, height = round(self.scroll_y), self.size.height
        if self.chosen < top:
            self.scroll_to(y=self.chosen, animate=False, force=True)
        elif height and self.chosen >= top + height:
            self.scroll_to(y=self.chosen - height + 1, animate=False, force=True)


def heading(look: Look, width: int) -> Line:
    """Return the names of the columns."""
    return _line(
        ("", _("source"), _("case"), _("words"), _("codings"), _("finished")), [look.role("bar-soft")] * 6, width
    )


def source_line(row: ToDo, cases: Mapping[int, str], look: Look, width: int, *, chosen: bool) -> Line:
    """Return one source of the list."""
    source = row.source
    case = cases.get(source.case, "") if source.case is not None else ""
    if source.left_out is not None:
        left = _("left out: {reason}").format(reason=source.left_out or "–")
    elif row.finished is None:
        left = ""
    elif row.not_read_for:
        left = _("not yet for {codes}").format(codes=", ".join(code.name for code in row.not_read_for))
    else:
        left = "✓"
    cells = ("▸" if chosen else "", source.label, case or source.name, str(source.words), str(row.codings or ""), left)
    text, soft = look.role("text"), look.role("soft")
    styles = [look.role("chosen")] * 6 if chosen else [text, look.role("strong"), soft, text, text, soft]
    return _line(cells, styles, width)


def _line(cells: tuple[str, ...], styles: Sequence[Style], width: int) -> Line:
    mark, label, case, words, codings, left = cells
    label_room = 12 if width < 100 else 20
    rest = width - 3 - label_room - 2 * _NUMBER - 2
    case_room = max(rest * 3 // 5, 4)
    pieces: list[Piece] = [
        (f" {mark:<1} ", styles[0]),
        (_padded(label, label_room), styles[1]),
        (_padded(case, case_room), styles[2]),
        (f"{words:>{_NUMBER}}", styles[3]),
        (f"{codings:>{_NUMBER}}  ", styles[4]),
        (fitted(left, max(rest - case_room, 3)), styles[5]),
    ]
    return Line(tuple(pieces))


def _padded(text: str, cells: int) -> str:
    shown = fitted(text, cells - 1)
    return shown + " " * (cells - cell_len(shown))
