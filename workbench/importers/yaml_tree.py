"""Reading YAML 1.2 into a small tree in which every key and value knows where it stands.

The text may come from anyone, so depth, size and aliases have budgets and tags are refused. What a
student is likely to trip over (a colon, a tab, an @, a # that begins a comment) is explained in her
words. Nothing here knows what a codebook is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain.naming import shown
from workbench.i18n import N_
from workbench.importers.yaml_mistakes import explain
from workbench.importers.yaml_nodes import Lines, Node, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.codebook_rules import PlacedFinding

DEEPEST = 60
"""Levels of lists and keys inside each other."""

MOST_VALUES = 100_000
"""Keys and values, those that aliases repeat counted each time."""

MOST_ALIASES = 100

_COMMENT = re.compile(r"[ \t]*(#\w[^\n]*)")
_COMMENT_FOR_VALUE = re.compile(r"[ \t]*:[ \t]*(#\w[^\n]*)")


class Stop(Exception):
    """Reading cannot go on; the finding says why."""

    def __init__(self, finding: PlacedFinding) -> None:
        super().__init__()
        self.finding = finding


def read_tree(text: str, file: str) -> tuple[Node | None, list[PlacedFinding]]:
    r"""Read the one document of `text`.

    Args:
        text: YAML, with `\n` between lines.
        file: the name for findings.

    Returns:
        The tree, or None where it cannot be read at all (or the file is empty), and what was found wrong.
    """
    builder = _Builder(text, file)
    try:
        builder.run()
    except Stop as stop:
        return None, [*builder.findings, stop.finding]
    return builder.root, builder.findings


@dataclass(slots=True)
class _Open:
    """A list or a set of keys whose end is not reached."""

    node: Node
    anchor: str | None
    key: str | None = None
    key_end: int = 0
    waits: bool = True
    """For a key, where the node has keys."""


class _Builder:
    """Makes the tree from the parser's events, without recursion."""

    def __init__(self, text: str, file: str) -> None:
        self.findings: list[PlacedFinding] = []
        self.root: Node | None = None
        self._text = text
        self._lines = Lines(text, file)
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._unfinished: set[str] = set()
        self._aliases = 0
        self._size = 0
        self._documents = 0

    def run(self) -> None:
        """Read every event."""
        events = _events(self._text)
        while True:
            try:
                event = next(events, None)
            except Exception as error:
                at, template, values = explain(error, self._text)
                raise self._stop(at, template, **values) from error
            if event is None:
                return
            self._take(event)

    def _stop(self, at: int, template: str, **values: object) -> Stop:
        return Stop(self._lines.finding(at, template, **values))

    def _take(self, event: Any) -> None:
        kind, at = type(event).__name__, event.start_mark.index
        if kind == "DocumentStartEvent":
            self._begin_document(event, at)
        elif kind == "AliasEvent":
            self._alias(event.anchor, at)
        elif kind in ("SequenceStartEvent", "MappingStartEvent"):
            self._check(event, at)
            node = Node(at, items=[]) if kind == "SequenceStartEvent" else Node(at, entries={})
            self._begin(node, event.anchor)
        elif kind == "ScalarEvent":
            self._check(event, at)
            self._scalar(event, at)
        elif kind in ("SequenceEndEvent", "MappingEndEvent"):
            self._end()

    def _begin_document(self, event: Any, at: int) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._stop(at, N_("a second codebook begins here (---); a file holds one"))
        if event.version not in (None, (1, 2)):
            raise self._stop(0, N_("the file says it is an older YAML; take the line that begins with % away"))

    def _check(self, event: Any, at: int) -> None:
        tag = getattr(event, "tag", None)
        if tag not in (None, "?"):
            raise self._stop(at, N_("a value cannot begin with !; put it in quotes"))

    def _alias(self, name: str, at: int) -> None:
        self._aliases += 1
        if name in self._unfinished:
            raise self._stop(at, N_("*{name} points at something that it is itself part of"), name=shown(name))
        if name not in self._anchors:
            raise self._stop(at, N_("a value that begins with * points at another one; put it in quotes"))
        if self._aliases > MOST_ALIASES:
            raise self._stop(at, N_("more than {most} values begin with *"), most=MOST_ALIASES)
        self._place(self._anchors[name], at, self._anchors[name].size)

    def _begin(self, node: Node, anchor: str | None) -> None:
        if len(self._open) >= DEEPEST:
            raise self._stop(node.start, N_("lists and keys lie too deep inside each other here"))
        if anchor is not None:
            self._unfinished.add(anchor)
        self._place(node, node.start, 1)
        self._open.append(_Open(node, anchor, waits=node.entries is not None))

    def _end(self) -> None:
        closed = self._open.pop()
        if closed.anchor is not None:
            self._unfinished.discard(closed.anchor)
            self._anchors[closed.anchor] = closed.node
        if self._open:
            self._open[-1].node.size += closed.node.size - 1

    def _scalar(self, event: Any, at: int) -> None:
        node = Node(at, event.value)
        wants_key = bool(self._open) and self._open[-1].waits and self._open[-1].node.entries is not None
        if event.style is None and not wants_key:
            node.plain = meaning(event.value)
            self._notice_comment(event, node)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        self._place(node, at, 1)
        if wants_key:
            self._open[-1].key_end = event.end_mark.index

    def _notice_comment(self, event: Any, node: Node) -> None:
        """Say where a # cut a value short that was surely meant to go on (`colour: #abc`)."""
        above = self._open[-1] if self._open else _Open(node, None)
        if event.value == "" and above.node.entries is not None:
            found = _COMMENT_FOR_VALUE.match(self._text, above.key_end)
        else:
            found = _COMMENT.match(self._text, event.end_mark.index)
        if not found:
            return
        key = above.key
        at, words = found.start(1), shown(found[1].rstrip())
        if node.plain is None and key in ("colour", "color"):
            template = N_('# begins a comment, so no colour is read here; write it in quotes: "{words}"')
        else:
            template = N_("“{words}” is read as a comment; put the whole value in quotes, or a space after #")
        self.findings.append(self._lines.finding(at, template, words=words))

    def _place(self, node: Node, at: int, size: int) -> None:
        self._size += size
        if self._size > MOST_VALUES:
            raise self._stop(at, N_("the file has more than {most} values"), most=MOST_VALUES)
        if not self._open:
            self.root = node
            return
        above = self._open[-1]
        if above.node.items is not None:
            above.node.items.append(node)
            above.node.size += size
        elif above.waits:
            self._key(above, node, at)
        else:
            self._entry(above, node, size)

    def _key(self, above: _Open, node: Node, at: int) -> None:
        if not isinstance(node.plain, str):
            raise self._stop(at, N_("a key must be a word with a colon after it"))
        entries = above.node.entries
        if entries is not None and node.plain in entries:
            values = {"key": shown(node.plain), "line": self._line(above.node.keys[node.plain])}
            self.findings.append(
                self._lines.finding(at, N_("“{key}” stands twice here, the first time in line {line}"), **values)
            )
        above.key, above.waits = node.plain, False
        above.node.keys.setdefault(node.plain, at)

    def _line(self, at: int) -> int:
        return self._lines.finding(at, "").line

    def _entry(self, above: _Open, node: Node, size: int) -> None:
        if above.node.entries is not None and above.key is not None:
            above.node.entries.setdefault(above.key, node)
        above.waits = True
        above.node.size += size


def _events(text: str) -> Iterator[Any]:
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)
