"""Text of people made fit for a file in XML: every character is one that such a file may hold.

What a document or a spreadsheet may hold stays as it is; nothing is dropped.
"""

from __future__ import annotations

import re

UNFIT = "\r\n?|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]"
"""What is shown as signs, as a regular expression."""

_UNFIT = re.compile(UNFIT)


def fit(text: str) -> str:
    """Return `text` with what the format may not hold shown as signs; what it may hold stays as it is."""
    return _UNFIT.sub(sign, text)


def sign(found: re.Match[str]) -> str:
    """Return what is shown for a character that the format may not hold."""
    unfit = found[0]
    if unfit[0] == "\r":
        return "\n"
    point = ord(unfit)
    if point < 0xA0:
        return "\u2421" if point == 0x7F else chr(0x2400 + (point & 0x1F)) if point < 0x20 else chr(0x2426)
    return "\ufffd"


def capital(text: str) -> str:
    """Return a heading of ours with a capital first."""
    return text[:1].upper() + text[1:]
