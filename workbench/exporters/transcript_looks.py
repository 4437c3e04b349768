"""How the codes of a transcript look: a hue for each theme, a shape of stripe for each code, never two hues blended.

A theme whose colour nobody chose has one by its place, so that stripes side by side can be told apart.
"""

from __future__ import annotations

import colorsys
import re
from functools import cache
from typing import TYPE_CHECKING

from workbench.exporters.html_table import HUES
from workbench.exporters.tints import dark, tint

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from workbench.domain.coded_transcript import MarkedPassage, UsedCode

SHAPES = 9
"""Shapes of a stripe; the last is a theme's own."""

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_GREY = 0.12
"""Saturation under which a colour has no hue to speak of."""
_BY_PLACE = ("#3978d1", "#c0692b", "#8f62d9", "#208a55", "#cc4177", "#1f8597", "#8a7f1f", "#c04b3c", "#5b6fc7")


def colour(used: UsedCode) -> str:
    """Return the `#rrggbb` of a code's theme."""
    chosen = used.theme.colour
    return chosen if _COLOUR.fullmatch(chosen) else _BY_PLACE[used.theme_place % len(_BY_PLACE)]


def hue(used: UsedCode) -> str:
    """Return the class of a code's hue in the stylesheet; `x` where its colour has none."""
    written = colour(used)
    red, green, blue = (int(written[place : place + 2], 16) / 255 for place in (1, 3, 5))
    turn, _light, saturation = colorsys.rgb_to_hls(red, green, blue)
    return "x" if saturation < _GREY else str(round(turn * HUES) % HUES)


@cache
def dark_and_tint(of: str) -> tuple[str, str]:
    """Return the dark and the light kin of a colour, as Word writes them: without the #."""
    return dark(of).removeprefix("#"), tint(of).removeprefix("#")


def shape(used: UsedCode) -> int:
    """Return the shape of a code's stripe, from 0."""
    return SHAPES - 1 if used.rank is None else used.rank % SHAPES


def one_theme(over: Iterable[MarkedPassage], codes: Sequence[UsedCode]) -> UsedCode | None:
    """Return a code of the only theme that lies on words; None where several do, or none."""
    found = {codes[code.used].theme.id: codes[code.used] for passage in over for code in passage.codes}
    return next(iter(found.values())) if len(found) == 1 else None
