"""Text of a user or a file, made fit to be shown: every character that would act is shown as a sign instead.

Control characters become their pictures, direction and width marks a short name in angle brackets. This
is for the eye only; what is stored and exported stays as it is.
"""

from __future__ import annotations

import re

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return `text` with nothing in it that a terminal would obey; line breaks and tabs stay."""
    return _ACTING.sub(_sign, text)


def on_one_line(text: str) -> str:
    """Return `text` as `visible` does, its line breaks and tabs as spaces."""
    return " ".join(visible(text).split())


def _sign(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point < 0x20:
        return chr(0x2400 + point)
    if point == 0x7F:
        return "\u2421"
    if point < 0xA0:
        return chr(0x2400 + (point & 0x1F))
    return f"‹{point:04X}›"
