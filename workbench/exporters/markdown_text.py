"""User text in Markdown, escaped so that it shows as it is written.

It must hold for CommonMark and for the tables of GitHub. Nothing here knows what the text is about.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\`*_\[\]|~$#!]")
_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")


def escaped(text: str) -> str:
    """Return `text` for a table cell or a heading; line breaks become `<br>`."""
    without_entities = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _BREAK.sub("<br>", _SPECIAL.sub(r"\\\g<0>", without_entities)).replace("\t", " ")


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of texts that are escaped already; the first column is aligned left like the others."""
    lines = [headings, ["---"] * len(headings), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
