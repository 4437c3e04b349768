"""How cells look: light heads, a theme's hue as a tint, its darker kin for marks that speak.

No colour tells anything by itself; the marks and the words tell it all. Dark text on its tint is at least 4.5 to 1.
"""

from __future__ import annotations

import colorsys
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

INK, SOFT, LINE, HEAD = "#1F1F1F", "#595959", "#D0D0D0", "#EFEFEF"
"""Text, text that may be passed over, lines between rows, and the ground of heads."""
LEADS = "#1F4E79"
"""What leads somewhere."""
REMARKS = "#FFFDF5"
"""The ground of cells that wait for a remark."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CLEAR = 4.5
_GREY = 0.12
"""Saturation under which a colour has no hue to speak of."""


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


def tint(colour: str, strength: float = 0.14) -> str:
    """Return a light kin of a theme's colour, on which black is read well.

    Args:
        colour: `#rrggbb`; anything else gives a light grey.
        strength: how much of its hue stays, from 0 to 1.
    """
    red, green, blue = _hue(colour, 0.5)
    return _written(*(1 - strength * (1 - part) for part in (red, green, blue)))


def dark(colour: str) -> str:
    """Return a dark kin of a theme's colour that is read well on its own tint."""
    ground = _light(_parts(tint(colour, 0.22)))
    for lightness in range(45, 5, -5):
        parts = _hue(colour, lightness / 100)
        if (ground + 0.05) / (_light(parts) + 0.05) >= _CLEAR:
            return _written(*parts)
    return INK


def _hue(colour: str, lightness: float) -> tuple[float, float, float]:
    if not _COLOUR.fullmatch(colour):
        return lightness, lightness, lightness
    turn, _lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    return colorsys.hls_to_rgb(turn, lightness, min(saturation, 0.75) if saturation > _GREY else 0.0)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return red, green, blue


def _light(parts: tuple[float, float, float]) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _written(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in parts)
