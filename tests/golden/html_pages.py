"""Reads a comparison back from its HTML page, as a browser's parser sees it; nothing here counts.

The table comes from what a reader sees, the cells from the index that the page's script reads.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import html5lib

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from tests.golden.agreeing import Table

STATES = ("says", "against", "asked-silent", "nothing-found", "not-asked", "unread")


class HtmlPage:
    """One page."""

    def __init__(self, written: bytes) -> None:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(written)
        self.mistakes: list[Any] = parser.errors
        self.index: dict[str, Any] = json.loads(self.script("index"))

    def script(self, name: str) -> str:
        """Return the text of a script by its id."""
        return next(found.text or "" for found in self.root.iter("script") if found.get("id") == name)

    def shape(self) -> set[tuple[str, tuple[str, ...]]]:
        """Return every tag with the names of its attributes."""
        return {(str(found.tag), tuple(sorted(map(str, found.keys())))) for found in self.root.iter() if _is_tag(found)}

    def lines(self) -> list[list[str]]:
        """Return the lines of the table as a reader sees them."""
        table = next(found for found in self.root.iter("table") if found.get("id") == "matrix")
        return [["".join(seen(cell)) for cell in row] for row in table.iter("tr")]

    def addresses(self) -> list[str]:
        """Return where the cells of the table lead to."""
        return [str(found.get("href")) for found in self.root.iter("a") if found.get("class") == "cell"]

    def texts(self) -> set[str]:
        """Return the text of every element that holds only text."""
        return {"".join(found.itertext()) for found in self.root.iter() if _is_tag(found) and not len(found)}

    def table(self) -> Table:
        """Return the cells as the matrix CSV writes them."""
        columns = self.index["columns"]
        members = [[self.index["informants"][place][0] for place in column[4]] for column in columns]
        found = {}
        for row, cells in zip(self.index["rows"], self.index["cells"], strict=True):
            for place, cell in enumerate(cells):
                found[row[4], columns[place][0]] = _fields(cell, members[place])
        return found

    def passages(self) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
        """Return the source and the words of each passage of each cell."""
        index = self.index
        ids, voices, _starred = index["passages"]
        words = [(source, text) for source, _place, text in self.quotes()]
        assert len(words) == len(ids)
        found: dict[tuple[str, str], set[int]] = {}
        for passage, row in zip(index["codings"][0], index["codings"][1], strict=True):
            for line in _with_those_above(index["rows"], row):
                for column in index["voices"][voices[passage]][3]:
                    found.setdefault((index["rows"][line][4], index["columns"][column][0]), set()).add(passage)
        return {key: Counter(words[passage] for passage in passages) for key, passages in found.items()}

    def quotes(self) -> Iterator[tuple[str, int, str]]:
        """Yield source, place in it and words of each passage; those of several turns without who says them."""
        for source, (label, _name) in enumerate(self.index["sources"]):
            texts, _asked, _memos = json.loads(self.script(f"words-{source}"))
            for place, text in enumerate(texts):
                yield label, place, text[0] or "\n".join(said for _who, _is_asked, said in text[6])


def seen(found: Element) -> Iterator[str]:
    """Yield the text of an element without what is there for the ear only."""
    if found.get("class") != "unseen":
        yield found.text or ""
        for below in found:
            yield from seen(below)
            yield below.tail or ""


def _is_tag(found: Element) -> bool:
    return isinstance(found.tag, str)


def _with_those_above(rows: list[Any], row: int) -> Iterator[int]:
    while row >= 0:
        yield row
        row = rows[row][3]


def _fields(cell: list[Any], members: list[str]) -> tuple[str, ...]:
    state, n, among, quotes, _against, codings, words, states, against = cell
    assert len(states) == len(members) or not states
    says = [member for member, digit in zip(members, states, strict=False) if STATES[int(digit)] == "says"]
    return (
        "" if state < 0 else STATES[state],
        "" if n is None else str(n),
        "" if among is None else str(among),
        str(quotes),
        str(codings),
        str(words),
        ", ".join(says),
        ", ".join(members[place] for place in against),
    )
