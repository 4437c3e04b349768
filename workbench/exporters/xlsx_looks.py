"""How cells look: light heads, thin lines, room for remarks.

No colour tells anything by itself; the marks and the words tell it all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workbench.exporters.tints import HEAD, INK, LINE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

LEADS = "#1F4E79"
"""What leads somewhere."""
REMARKS = "#FFFDF5"
"""The ground of cells that wait for a remark."""


class Looks:
    """The looks of one workbook, each made once.

    Args:
        workbook: they belong to.
    """

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def run(self, **properties: Any) -> Format:
        """Return the look of a stretch inside a cell's text."""
        return self._look({"font_color": INK, **properties})

    def cell(self, **properties: Any) -> Format:
        """Return the look of a cell: wrapped, from the top, a little in, a thin line under it."""
        # An indent is obeyed everywhere only where the side is said too.
        usual = {
            "text_wrap": True,
            "align": "left",
            "indent": 1,
            "valign": "top",
            "font_color": INK,
            "bottom": 1,
            "bottom_color": LINE,
        }
        return self._look({**usual, **properties})

    def plain(self, **properties: Any) -> Format:
        """Return the look of words that stand outside every table."""
        return self._look({"text_wrap": True, "valign": "top", "font_color": INK, **properties})

    def head(self, **properties: Any) -> Format:
        """Return the look of a column's heading."""
        return self.cell(bold=True, bg_color=HEAD, bottom=1, bottom_color="#8C8C8C", **properties)

    def arrow(self, arrow: str, **properties: Any) -> Format:
        """Return the look of a number that is shown as an arrow, and leads somewhere."""
        look = {
            "num_format": f'"{arrow}"',
            "align": "left",
            "indent": 0,
            "text_wrap": False,
            "font_color": LEADS,
            **properties,
        }
        return self.cell(**look)

    def remark(self) -> Format:
        """Return the look of a cell that waits for a remark."""
        return self.cell(bg_color=REMARKS, left=1, left_color=LINE)

    def _look(self, properties: dict[str, Any]) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(dict(key))
        return self._made[key]
