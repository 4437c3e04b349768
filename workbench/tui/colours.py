"""Colours: a hue for each theme, shades for its codes, light tints for words; always legible.

Plain arithmetic on `#rrggbb`. Two hues are never mixed with one another (red over blue would read as a
purple theme that is not there); a hue is only ever mixed with the background.
"""

from __future__ import annotations

import colorsys
import re

LEGIBLE = 4.5
"""The least contrast of words with what is behind them (WCAG 2, AA)."""
HUES = ("#3978d1", "#c0692b", "#8f62d9", "#208a55", "#cc4177", "#1f8597", "#8a7f1f", "#c04b3c", "#5b6fc7")
"""For themes whose colour nobody chose, in the order of their digits."""
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 40

Rgb = tuple[float, float, float]


def is_colour(written: str) -> bool:
    """Tell whether `written` is `#rrggbb`."""
    return _HEX.fullmatch(written) is not None


def hue_of(chosen: str, digit: int) -> str:
    """Return a theme's colour: the one chosen for it, else one by its digit (from 1)."""
    return chosen.lower() if is_colour(chosen) else HUES[(digit - 1) % len(HUES)]


def shade_of(chosen: str, theme: str, digit: int) -> str:
    """Return a code's colour: the one chosen for it, else a shade of its theme's.

    Args:
        chosen: what the codebook says; may be empty.
        theme: the theme's colour.
        digit: the code's digit, from 1.
    """
    if is_colour(chosen):
        return chosen.lower()
    hue, light, strong = colorsys.rgb_to_hls(*_parts(theme))
    offset = ((digit * 2) % 5 - 2) * 0.06
    return _written(colorsys.hls_to_rgb(hue, min(max(light + offset, 0.2), 0.8), strong))


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def legible(colour: str, background: str, least: float = LEGIBLE) -> str:
    """Return `colour`, made lighter or darker only as far as it takes to read it on `background`."""
    goal = "#ffffff" if contrast("#ffffff", background) >= contrast("#000000", background) else "#000000"
    for step in range(_STEPS + 1):
        tried = mixed(colour, goal, step / _STEPS)
        if contrast(tried, background) >= least:
            return tried
    return goal


def tint(colour: str, background: str, words: str, strength: float) -> str:
    """Return a light wash of `colour` over `background` on which `words` can be read.

    Args:
        colour: the theme's.
        background: what it lies on.
        words: the colour of the words on it.
        strength: how much of the colour, from 0 to 1, where legibility allows.
    """
    while strength > 0.02:
        washed = mixed(background, colour, strength)
        if contrast(words, washed) >= LEGIBLE:
            return washed
        strength *= 0.8
    return background


def mixed(one: str, other: str, share: float) -> str:
    """Return `one` with `share` (0 to 1) of `other` in it."""
    first, second = _parts(one), _parts(other)
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return _written((red, green, blue))


def _parts(colour: str) -> Rgb:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _written(parts: Rgb) -> str:
    return "#" + "".join(f"{round(min(max(part, 0.0), 1.0) * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
