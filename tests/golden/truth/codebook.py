"""The codebook's nodes, and finding the one a name means."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from .text import clean, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(slots=True)
class Node:
    """A code while the codebook is read."""

    path: tuple[str, ...]
    since: int
    ends: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its own name."""
        return self.path[-1]

    @property
    def title(self) -> str:
        """`Theme > Code`."""
        return " > ".join(self.path)

    def family(self) -> Iterator[Node]:
        """Itself and everything beneath it, in order."""
        yield self
        for child in self.children:
            yield from child.family()

    def add(self, child: Node) -> None:
        """Take a child; two of one name are an error."""
        if any(child.name == other.name for other in self.children):
            raise ValueError(f"two codes of one name: {child.title}")
        self.children.append(child)


def _name(entry: Any) -> str:
    return clean(str(entry["name"] if isinstance(entry, dict) else entry))


def _add_missing(theme: Node, entry: Any, below: Node) -> None:
    name = _name(entry)
    if name not in {node.name for node in theme.family() if node is not theme}:
        since = int(entry.get("since", theme.since)) if isinstance(entry, dict) else theme.since
        below.add(Node((*below.path, name), since))


def _add_typology(theme: Node, entry: dict[str, Any]) -> None:
    """Axis steps and rooms are codes too (R27)."""
    axes = entry.get("axes") or []
    steps = [{_name(step) for step in axis.get("steps") or []} for axis in axes]
    for place, axis in enumerate(axes):
        shared = steps[place] & set().union(*(s for i, s in enumerate(steps) if i != place))
        below = theme
        if shared:
            _add_missing(theme, {"name": axis["name"]}, theme)
            below = next(node for node in theme.family() if node.name == _name(axis))
        for step in axis.get("steps") or []:
            _add_missing(below, step, below)
    for room in entry.get("rooms") or []:
        _add_missing(theme, room, theme)


def _read_nodes(entries: Iterable[Any], parent: Node) -> None:
    for entry in entries:
        details: dict[str, Any] = entry if isinstance(entry, dict) else {"name": entry}
        node = Node((*parent.path, _name(entry)), int(details.get("since") or 1))
        parent.add(node)
        _read_nodes(details.get("codes") or [], node)
        if details.get("dimension") == "typology":
            _add_typology(node, details)
        if details.get("dimension") == "poles":
            node.ends = [clean(str(end)) for end in details.get("ends") or []]


def read_codebook(path: Path) -> Node:
    """The codebook as one nameless root."""
    data = YAML(typ="safe", pure=True).load(decode(path.read_bytes()).removeprefix("\ufeff"))
    root = Node((), 1)
    _read_nodes(data.get("codes") or [], root)
    return root


def find_code(nodes: list[Node], value: str) -> Node | str:
    """The one code meant, or why there is none (R13)."""
    wanted = tuple(part.strip() for part in value.split(">"))
    fits = [node for node in nodes if node.path[-len(wanted) :] == wanted]
    whole = [node for node in fits if node.path == wanted]
    if len(wanted) > 1 and whole:
        fits = whole
    if len(fits) == 1:
        return fits[0]
    return "code is not unique" if fits else "code not found"
