"""Light and dark kin of the themes' colours, for files that are read on paper and on a white screen.

No colour tells anything by itself; the marks and the words tell it all. Dark text on its tint is at least 4.5 to 1.
"""

from __future__ import annotations

import colorsys
import re

INK, SOFT, LINE, HEAD = "#1F1F1F", "#595959", "#D0D0D0", "#EFEFEF"
"""Text, text that may be passed over, lines between rows, and the ground of heads."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_CLEAR = 4.5
_GREY = 0.12
"""Saturation under which a colour has no hue to speak of."""


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
