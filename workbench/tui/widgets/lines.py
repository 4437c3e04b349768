"""A pane of a few lines: pieces of text with styles, left and right, drawn without any layout of Textual.

Every piece is made safe here, once more than needed. A pane that has not changed is not drawn again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from workbench.tui.safe import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.geometry import Region

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

    def put(self, lines: Sequence[Line], behind: Style) -> None:
        """Show other lines.

        Args:
            lines: from the top.
            behind: the style of what is empty.
        """
        new = tuple(lines)
        if new == self._lines and behind == self._behind:
            return
        self._lines, self._behind = new, behind
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        line = self._lines[y] if y < len(self._lines) else Line()
        return drawn(line, self.size.width, self._behind)


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
