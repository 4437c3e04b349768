"""A pane of a few lines: pieces of text with styles, left and right, drawn without any layout of Textual.

Every piece is made safe here, once more than needed. A pane that has not changed is not drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.safe import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style

Piece = tuple[str, "Style"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what stands at the left, what at the right, and what is behind them."""

    left: tuple[Piece, ...] = ()
    right: tuple[Piece, ...] = ()


class Direct(Widget):
    """A widget whose rows reach the screen as they are drawn.

    Textual lays borders, padding and filters over every row, which costs more than drawing it; a pane of
    ours has none of them. The filters are for sixteen colours or none, and there the long way is taken.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the rows of a part of the widget."""
        if self.app.no_color or self.app.current_theme.ansi:
            return super().render_lines(crop)
        self._dirty_regions.clear()
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if crop.x == 0 and crop.right == self.size.width:
            return strips
        return [strip.crop(crop.x, crop.right) for strip in strips]


class Lines(Direct):
    """Draws lines."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._lines: tuple[Line, ...] = ()
        self._behind: Style | None = None
        self._strips: dict[int, Strip] = {}
        self._drawn_for = 0

    def put(self, lines: Sequence[Line], behind: Style) -> None:
        """Show other lines.

        Args:
            lines: from the top.
            behind: the style of what is empty.
        """
        new = tuple(lines)
        if new == self._lines and behind == self._behind:
            return
        before = self._lines
        self._lines = new
        if behind != self._behind or len(before) != len(new):
            self._behind = behind
            self._strips.clear()
            self.refresh()
            return
        changed = [y for y, (line, other) in enumerate(zip(new, before, strict=True)) if line != other]
        for y in changed:
            self._strips.pop(y, None)
        self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.size.width
        if width != self._drawn_for:
            self._strips.clear()
            self._drawn_for = width
        found = self._strips.get(y)
        if found is None:
            line = self._lines[y] if y < len(self._lines) else Line()
            found = self._strips[y] = drawn(line, width, self._behind)
        return found


def drawn(line: Line, width: int, behind: Style | None) -> Strip:
    """Return a line as a strip; what stands at the right is never pushed out.

    Args:
        line: what is shown.
        width: cells.
        behind: the style of what is empty.
    """
    left = [Segment(visible(text), style) for text, style in line.left]
    right = [Segment(visible(text), style) for text, style in line.right]
    right_cells = sum(cell_len(segment.text) for segment in right)
    room = max(width - right_cells, 0)
    strip = Strip(left).adjust_cell_length(room, behind)
    return Strip([*strip, *right]).adjust_cell_length(width, behind)
