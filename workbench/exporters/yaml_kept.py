"""An earlier codebook file cut into pieces that can be kept: comments, lines, and what they mean.

ruamel says where each value begins and ends; the lines themselves are taken from the text, so that what
did not change is written back as it was, and a comment stays with the code or key that it stands above.
Nothing is written here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

_BETWEEN = re.compile(r"\s*(#.*)?")
_BEGIN = re.compile(r"\s*(#.*)?|---\s*")
_DASH = re.compile(r"\s*-\s+")
_BLOCK_COMMENT = re.compile(r"[^#]*:\s*[|>][-+0-9]*(\s+#.*)")
_STRING, _NUMBER, _NULL = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "int", "null"))


class CannotKeep(Exception):
    """The text is built in a way that cannot be cut into lines."""


@dataclass(slots=True)
class KeptEntry:
    """One key with its value."""

    key: str
    column: int
    """Where the key stands, in characters from the left."""
    above: list[str]
    """Lines of comment and empty lines over it."""
    lines: list[str]
    """Its own lines; those of `codes` end before the first code."""
    means: Any
    comment: str = ""
    """The comment behind the value, with the white space before it."""
    codes: list[KeptCode] = field(default_factory=list)


@dataclass(slots=True)
class KeptCode:
    """A code, or at the top the whole codebook."""

    above: list[str]
    dash: int
    """Where its dash stands; -1 for the whole codebook."""
    column: int
    entries: list[KeptEntry]
    below: list[str] = field(default_factory=list)
    """Lines after the end, for the whole codebook."""

    def means(self, key: str) -> Any:
        """Return what stands at `key`, or None."""
        return next((entry.means for entry in self.entries if entry.key == key), None)

    @property
    def codes(self) -> list[KeptCode]:
        """The codes right under it."""
        return next((entry.codes for entry in self.entries if entry.key == "codes"), [])


def keep(text: str) -> KeptCode:
    """Cut an earlier codebook file into pieces.

    Args:
        text: YAML with line feeds.

    Raises:
        CannotKeep: it is no YAML, or not written one key on a line.
    """
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    try:
        root = _composed(text)
        _must(root is not None and _is_map(root))
        kept, end = _Cutter(lines).map(root, 0, -1)
    except CannotKeep:
        raise
    except Exception as error:
        raise CannotKeep from error
    kept.below = lines[end:]
    _must(all(_BETWEEN.fullmatch(line) for line in kept.below))
    return kept


def meaning_of(text: str) -> Any:
    """Return what a YAML text means, in plain values; None where it is no YAML."""
    try:
        return _meaning(_composed(text))
    except Exception:
        return None


def _composed(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe", pure=True).compose(text)


def _must(holds: bool) -> None:
    if not holds:
        raise CannotKeep


def _is_map(node: Any) -> bool:
    return type(node).__name__ == "MappingNode" and not node.flow_style and bool(node.value)


def _is_list(node: Any) -> bool:
    return type(node).__name__ == "SequenceNode"


def _is_scalar(node: Any) -> bool:
    return type(node).__name__ == "ScalarNode"


def _meaning(node: Any) -> Any:
    if _is_list(node):
        return [_meaning(item) for item in node.value]
    if not _is_scalar(node):
        return {_meaning(key): _meaning(value) for key, value in node.value}
    tag = str(node.tag)
    if tag == _NULL:
        return None
    if tag == _NUMBER:
        return int(node.value)
    _must(tag == _STRING)
    return unicodedata.normalize("NFC", node.value)


class _Cutter:
    """Takes lines for nodes; every method returns the line after the last one it used."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines

    def map(self, node: Any, begin: int, dash: int) -> tuple[KeptCode, int]:
        """Cut a set of keys whose lines, comments above included, begin at line `begin`."""
        column = node.start_mark.column
        kept = KeptCode([], dash, column, [])
        seen: set[str] = set()
        for number, (key, value) in enumerate(node.value):
            line = key.start_mark.line
            _must(_is_scalar(key) and key.start_mark.column == column and key.value not in seen)
            _must(key.anchor is None and key.style is None)
            seen.add(key.value)
            above = self._between(begin, line, _BEGIN if number == 0 and dash < 0 else _BETWEEN)
            entry, begin = self._entry(key, value, column)
            entry.above = above
            if number == 0 and dash >= 0:
                kept.above, entry.above = entry.above, []
                entry.lines[0] = " " * column + entry.lines[0][column:]
            else:
                _must(not self._lines[line][:column].strip())
            kept.entries.append(entry)
        return kept, begin

    def _between(self, begin: int, end: int, allowed: re.Pattern[str]) -> list[str]:
        _must(begin <= end)
        between = self._lines[begin:end]
        _must(all(allowed.fullmatch(line) for line in between))
        return between

    def _entry(self, key: Any, value: Any, column: int) -> tuple[KeptEntry, int]:
        _must(value.anchor is None)
        line = key.start_mark.line
        if key.value == "codes" and _is_list(value) and not value.flow_style:
            entry = KeptEntry(key.value, column, [], self._lines[line : line + 1], None)
            return entry, self._codes(value, entry, line + 1)
        end = max(line + 1, self._end(value))
        lines = self._lines[line:end]
        return KeptEntry(key.value, column, [], lines, _meaning(value), self._comment(value, lines)), end

    def _codes(self, node: Any, entry: KeptEntry, begin: int) -> int:
        for item in node.value:
            _must(_is_map(item) and item.anchor is None)
            dash = _DASH.fullmatch(self._lines[item.start_mark.line][: item.start_mark.column])
            _must(dash is not None)
            found = self._lines[item.start_mark.line].index("-")
            code, begin = self.map(item, begin, found)
            entry.codes.append(code)
        return begin

    def _end(self, node: Any) -> int:
        """Return the line after the last one of a value; 0 where it is empty."""
        _must(node.anchor is None)
        if _is_scalar(node) and node.start_mark.index == node.end_mark.index:
            return 0
        if _is_scalar(node) and node.style in ("|", ">"):
            end = int(node.end_mark.line) + (1 if node.end_mark.column else 0)
            while end and not self._lines[end - 1].strip():
                end -= 1
            return end
        if _is_scalar(node) or node.flow_style:
            for part in [] if _is_scalar(node) else node.value:
                self._end(part) if not isinstance(part, tuple) else [self._end(side) for side in part]
            return int(node.end_mark.line) + 1
        parts = node.value if _is_list(node) else [value for _key, value in node.value]
        own = [key.start_mark.line + 1 for key, _value in node.value] if not _is_list(node) else []
        return max([*own, *(self._end(part) for part in parts)], default=0)

    def _comment(self, node: Any, lines: list[str]) -> str:
        if _is_scalar(node) and node.style in ("|", ">"):
            found = _BLOCK_COMMENT.fullmatch(lines[0])
            return found[1] if found else ""
        if _is_scalar(node) and node.start_mark.index == node.end_mark.index:
            before, hash_, after = lines[0].partition("#")
            return before[len(before.rstrip()) :] + hash_ + after if hash_ else ""
        if _is_scalar(node) or node.flow_style:
            rest = self._lines[node.end_mark.line][node.end_mark.column :]
            return rest if rest.lstrip().startswith("#") else ""
        return ""
