"""The pieces of a YAML tree: values that know where they stand, and where that is for a text editor.

Nothing here reads YAML; `yaml_tree` builds these.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.domain.codebook_rules import PlacedFinding

Plain = str | int | float | bool | date | None
"""What a single value of YAML can mean."""

_NULL = re.compile(r"~|null|Null|NULL|")
_BOOL = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(
    r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})([Tt \t].*)?")


@dataclass(slots=True)
class Node:
    """A value of the file: one of `plain`, `items` or `entries` is in use."""

    start: int
    """Where it begins, in characters of the text."""
    plain: Plain = None
    items: list[Node] | None = None
    entries: dict[str, Node] | None = None
    keys: dict[str, int] = field(default_factory=dict)
    """Where each key of `entries` begins."""
    size: int = 1
    """Values in it, itself included."""

    def value(self) -> Any:
        """Return the same as lists, dictionaries and plain values."""
        if self.items is not None:
            return [item.value() for item in self.items]
        if self.entries is not None:
            return {key: entry.value() for key, entry in self.entries.items()}
        return self.plain

    def find(self, path: tuple[str | int, ...]) -> int:
        """Return where the value at `path` begins, or the nearest thing above it that is there."""
        node, at = self, self.start
        for step in path:
            if isinstance(step, str) and node.entries and step in node.entries:
                node, key = node.entries[step], node.keys[step]
                at = key if node.plain is None and node.items is None and node.entries is None else node.start
            elif isinstance(step, int) and node.items and step < len(node.items):
                node = node.items[step]
                at = node.start
            else:
                break
        return at

    def find_key(self, path: tuple[str | int, ...]) -> int:
        """Return where the last key of `path` begins."""
        node: Node | None = self
        for step in path[:-1]:
            node = _below(node, step)
        last = path[-1]
        return node.keys[last] if node and isinstance(last, str) and last in node.keys else self.find(path)


def _below(node: Node | None, step: str | int) -> Node | None:
    if node is None:
        return None
    if isinstance(step, str):
        return (node.entries or {}).get(step)
    return node.items[step] if node.items and step < len(node.items) else None


class Lines:
    """Turns a place in the text into the line and column that a text editor shows."""

    def __init__(self, text: str, file: str) -> None:
        self._breaks = [found.start() for found in re.finditer("\n", text)]
        self._file = file

    def finding(self, at: int, template: str, **values: object) -> PlacedFinding:
        """Return a finding at character `at`."""
        above = bisect_left(self._breaks, at)
        column = at - (self._breaks[above - 1] if above else -1)
        return PlacedFinding(self._file, above + 1, column, template, values)


def meaning(written: str) -> Plain:
    """Return what an unquoted value means in YAML 1.2; a date is kept as one so that it can be explained."""
    if _NULL.fullmatch(written):
        return None
    if _BOOL.fullmatch(written):
        return written.lower() == "true"
    if _WHOLE.fullmatch(written):
        return int(written)
    if _NUMBER.fullmatch(written):
        return 0.0
    if _DATE.fullmatch(written):
        return date.min
    return written
