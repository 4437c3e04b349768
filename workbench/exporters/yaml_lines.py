"""Writing values as lines of YAML that every reader, old or new, understands alike.

Only what a codebook needs: text, whole numbers, lists of text, and lists of small sets of keys. A value is
left without quotes only where no reader could take it for anything but text. Nothing is read here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Value = str | int | Sequence[str] | Sequence[Mapping[str, str | Sequence[str]]]
"""What a key of a codebook can hold, `codes` aside."""

_RESERVED = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that some reader takes for something else than text."""

_SHORT_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def entry_lines(key: str, value: Value) -> list[str]:
    """Return the lines of one key and its value, the key in the first column."""
    if isinstance(value, int):
        return [f"{key}: {value}"]
    if isinstance(value, str):
        return _text_lines(key, value)
    if not value or isinstance(value[0], str):
        return [f"{key}: {_flow(value)}"]
    lines = [f"{key}:"]
    for part in value:
        lines += _part_lines(part) if isinstance(part, Mapping) else []
    return lines


def _part_lines(part: Mapping[str, str | Sequence[str]]) -> list[str]:
    lines = [f"{key}: {scalar(value) if isinstance(value, str) else _flow(value)}" for key, value in part.items()]
    return [f"  {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines)]


def _flow(value: Sequence[object]) -> str:
    return "[" + ", ".join(scalar(str(item), in_list=True) for item in value) + "]"


def _text_lines(key: str, text: str) -> list[str]:
    if key == "colour":
        return [f"{key}: {quoted(text)}"]
    if "\n" in text and _fits_block(text):
        return [f"{key}: |-", *(f"  {line}" if line else "" for line in text.split("\n"))]
    return [f"{key}: {scalar(text)}"]


def _fits_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(lines[0]) and lines[0][0] != " " and bool(lines[-1]) and all(_fits_line(line) for line in lines)


def _fits_line(line: str) -> bool:
    return line.isprintable() and not line.endswith(" ")


def scalar(text: str, in_list: bool = False) -> str:
    """Return `text` as it stands in YAML, quoted where it must be.

    Args:
        text: any text.
        in_list: whether it stands between [ and ].
    """
    return text if _needs_no_quotes(text, in_list) else quoted(text)


def _needs_no_quotes(text: str, in_list: bool) -> bool:
    if not text[:1].isalpha() or not text.isprintable() or text.endswith((" ", ":")):
        return False
    if ": " in text or " #" in text or text.lower() in _RESERVED:
        return False
    return not (in_list and any(character in text for character in ",[]{}:"))


def quoted(text: str) -> str:
    """Return `text` between double quotes, with everything that cannot be seen written out."""
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT_ESCAPES:
        return _SHORT_ESCAPES[character]
    if character.isprintable():
        return character
    code = ord(character)
    if code <= 0xFF:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
