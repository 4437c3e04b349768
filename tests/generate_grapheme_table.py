"""Write `workbench/domain/grapheme_table.py` from the Unicode data of the `regex` module.

Run by hand when `regex` has moved to a newer Unicode: `python tests/generate_grapheme_table.py`.
It uses nothing of the workbench.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TARGET = Path(__file__).parents[1] / "workbench" / "domain" / "grapheme_table.py"
CLASSES = (
    ("OTHER", ""),
    ("CR", r"\p{GCB=CR}"),
    ("LF", r"\p{GCB=LF}"),
    ("CONTROL", r"\p{GCB=Control}"),
    ("ZWJ", r"\p{GCB=ZWJ}"),
    ("LINKER", r"(?=\p{InCB=Linker})\p{GCB=Extend}"),
    ("LINKER_APART", r"(?=\p{InCB=Linker})\p{GCB=Other}"),
    ("EXTEND_CONJUNCT", r"(?=\p{InCB=Extend})\p{GCB=Extend}"),
    ("EXTEND", r"\p{GCB=Extend}"),
    ("REGIONAL", r"\p{GCB=Regional_Indicator}"),
    ("PREPEND", r"\p{GCB=Prepend}"),
    ("SPACING", r"\p{GCB=SpacingMark}"),
    ("L", r"\p{GCB=L}"),
    ("V", r"\p{GCB=V}"),
    ("T", r"\p{GCB=T}"),
    ("LV", r"\p{GCB=LV}"),
    ("LVT", r"\p{GCB=LVT}"),
    ("PICTOGRAPHIC", r"\p{Extended_Pictographic}"),
    ("CONSONANT", r"\p{InCB=Consonant}"),
)
BACKSLASH = "\\"
SYLLABLES = range(0xAC00, 0xD7A4)


def class_finder() -> Callable[[int], int]:
    """Return a function from code point to the number of its class."""
    kinds = [(number, regex.compile(pattern)) for number, (_name, pattern) in enumerate(CLASSES) if pattern]

    def find(code: int) -> int:
        if code in SYLLABLES:
            return 0
        return next((number for number, kind in kinds if kind.match(chr(code))), 0)

    return find


def check_classes() -> None:
    """Make sure that one class a character says all that the rules ask."""
    for code in range(0x110000):
        character = chr(code)
        if regex.match(r"\p{InCB=Linker}", character):
            assert regex.match(r"[\p{GCB=Extend}\p{GCB=Other}]", character), hex(code)
        if regex.match(r"\p{InCB=Extend}", character):
            assert regex.match(r"[\p{GCB=Extend}\p{GCB=ZWJ}]", character), hex(code)
        if regex.match(r"[\p{InCB=Consonant}\p{Extended_Pictographic}]", character):
            assert regex.match(r"\p{GCB=Other}", character), hex(code)
        if code in SYLLABLES:
            kind = r"\p{GCB=LV}" if (code - SYLLABLES.start) % 28 == 0 else r"\p{GCB=LVT}"
            assert regex.match(kind, character), hex(code)


def ranges(find: Callable[[int], int]) -> Iterator[tuple[int, int]]:
    """Yield where a run of one class begins, and the class."""
    before = -1
    for code in range(0x110000):
        kind = find(code)
        if kind != before:
            yield code, kind
            before = kind


def marks(codes: range) -> str:
    """Return the marks among `codes` as the inside of a regular expression's class, escaped."""
    mark = regex.compile(r"\p{M}")
    found = [code for code in codes if mark.match(chr(code))]
    parts: list[str] = []
    start = 0
    for place, code in enumerate(found):
        if place + 1 < len(found) and found[place + 1] == code + 1:
            continue
        first = found[start]
        parts.append(escaped(first) + (f"-{escaped(code)}" if code > first else ""))
        start = place + 1
    return "".join(parts)


def escaped(code: int) -> str:
    """Return a character as a string literal writes it in ASCII."""
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def wrapped(parts: list[str]) -> str:
    """Lay out `parts` on lines of at most 110 characters."""
    lines, line = [], ""
    for part in parts:
        if len(line) + len(part) > 110:
            lines.append(line)
            line = ""
        line += part
    return "\n".join(f"    {line}".rstrip() for line in (*lines, line))


def quoted(text: str, prefix: str = "") -> str:
    """Lay out an escaped text as adjoining literals."""
    parts = re.findall(r"\\x..|\\u.{4}|\\U.{8}|-", text)
    return "\n".join(f'    {prefix}"{line.strip()}"' for line in wrapped(parts).split("\n"))


def module() -> str:
    """Return the text of the table's module."""
    starts = list(ranges(class_finder()))
    said = re.search(r"Unicode (\d+\.\d+\.\d+)", importlib.metadata.distribution("regex").read_text("METADATA") or "")
    version = said[1] if said else "unknown"
    names = "\n".join(f"{name} = {number}" for number, (name, _pattern) in enumerate(CLASSES))
    return f'''"""What Unicode {version} says of characters: where graphemes break, and which are marks.

Written by tests/generate_grapheme_table.py from regex {importlib.metadata.version("regex")}; not to be changed by hand.
Hangul syllables (U+AC00 to U+D7A3) are not in the table: their class follows from their number.
"""

UNICODE_VERSION = "{version}"

{names}

STARTS = (
{wrapped([f"{start}, " for start, _kind in starts])}
)
"""The code point at which each run of one class begins."""

KINDS = (
{quoted("".join(f"{BACKSLASH}x{kind:02x}" for _start, kind in starts), "b")}
)
"""The class of each run."""

MARKS = (
{quoted(marks(range(0x10000)))}
)
"""Marks (M*) of the first plane, as the inside of a regular expression's class."""

HIGH_MARKS = (
{quoted(marks(range(0x10000, 0x110000)))}
)
"""Marks (M*) of the other planes."""
'''


if __name__ == "__main__":
    check_classes()
    TARGET.write_text(module(), encoding="ascii", newline="\n")
    sys.stdout.write(f"{TARGET}\n")
