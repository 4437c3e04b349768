"""Reads a coded transcript back from its HTML page and its Word document: what is said, without what is ours."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import docx
import html5lib
from docx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

OURS = frozenset({"note", "key", "close", "unseen", "nothing"})
"""Classes of what stands among the words of a turn and is not said."""
OUR_STYLES = frozenset({"PassageKey", "Remark"})


def classes(found: Element) -> set[str]:
    return set(str(found.get("class") or "").split())


class TranscriptPage:
    """One page."""

    def __init__(self, written: bytes) -> None:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root: Element = parser.parse(written)
        self.mistakes: list[Any] = parser.errors

    def shape(self) -> set[tuple[str, tuple[str, ...]]]:
        """Return every tag with the names of its attributes."""
        return {(str(found.tag), tuple(sorted(map(str, found.keys())))) for found in self.root.iter()}

    def of_class(self, name: str) -> list[Element]:
        """Return the elements of a class."""
        return [found for found in self.root.iter() if name in classes(found)]

    def turns(self) -> list[str]:
        """Return what is said, turn by turn."""
        return ["".join(said(found)) for found in self.of_class("said")]

    def passages(self) -> dict[int, str]:
        """Return the words between the number of each passage and its end."""
        found: defaultdict[int, str] = defaultdict(str)
        begun: set[int] = set()
        for turn in self.of_class("said"):
            for kind, value in stream(turn):
                if kind == "begin":
                    begun.add(int(value))
                    found[int(value)] += ""
                elif kind == "end":
                    begun.discard(int("".join(filter(str.isdigit, value))))
                else:
                    for number in begun:
                        found[number] += value
        return dict(found)

    def texts(self) -> set[str]:
        """Return the text of every element that holds only text."""
        return {"".join(found.itertext()) for found in self.root.iter() if not len(found)}


def said(found: Element) -> Iterator[str]:
    """Yield the text of an element without what is ours."""
    for kind, value in stream(found):
        if kind == "text":
            yield value


def stream(found: Element) -> Iterator[tuple[str, str]]:
    """Yield words, and where passages begin and end."""
    if found.text:
        yield "text", found.text
    for below in found:
        own = classes(below) & OURS
        if not own:
            yield from stream(below)
        elif own == {"key"}:
            yield "begin", str(below.text)
        elif own == {"unseen"}:
            yield "end", "".join(below.itertext())
        if below.tail:
            yield "text", below.tail


class Comment(NamedTuple):
    """A comment as a reader sees it."""

    author: str
    initials: str
    date: str
    text: str
    on: str
    """The words it is on."""


class TranscriptDocument:
    """One Word document."""

    def __init__(self, written: bytes) -> None:
        self.file = written
        self.document: Any = docx.Document(io.BytesIO(written))
        (self.table,) = self.document.tables

    def parts(self) -> dict[str, bytes]:
        """Return the files in it."""
        with zipfile.ZipFile(io.BytesIO(self.file)) as archive:
            assert archive.testzip() is None
            return {name: archive.read(name) for name in archive.namelist()}

    def shape(self) -> set[tuple[str, tuple[str, ...]]]:
        """Return every tag with the names of its attributes."""
        body = self.document.element.body
        return {(found.tag, tuple(sorted(found.keys()))) for found in body.iter()}

    def rows(self) -> list[tuple[str, str, str]]:
        """Return number and speaker, the words, and the margin of every row but the head."""
        return [
            (first.text, "".join(run.text for run in self._said(second)), third.text)
            for first, second, third in (row.cells for row in list(self.table.rows)[1:])
        ]

    def turns(self) -> list[str]:
        """Return what is said, turn by turn."""
        found: list[str] = []
        for speaker, words, _margin in self.rows():
            if speaker:
                found.append(words)
            else:
                found[-1] += words
        return found

    def marked(self) -> list[str]:
        """Return for each turn a 1 for every character that is marked, and a 0 for the others."""
        found: list[str] = []
        for row in list(self.table.rows)[1:]:
            marks = "".join(
                ("1" if run._r.find(f"{qn('w:rPr')}/{qn('w:u')}") is not None else "0") * len(run.text)
                for run in self._said(row.cells[1])
            )
            if row.cells[0].text:
                found.append(marks)
            else:
                found[-1] += marks
        return found

    def _said(self, cell: Any) -> Iterator[Any]:
        for paragraph in cell.paragraphs:
            for run in paragraph.runs:
                style = run._r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
                if style is None or style.get(qn("w:val")) not in OUR_STYLES:
                    yield run

    def comments(self) -> list[Comment]:
        """Return the comments with the words they are on."""
        words: defaultdict[int, str] = defaultdict(str)
        inside: set[int] = set()
        for row in list(self.table.rows)[1:]:
            ours = {run._r for run in self._said(row.cells[1])}
            for found in row.cells[1]._tc.iter():
                if found.tag == qn("w:commentRangeStart"):
                    inside.add(int(found.get(qn("w:id"))))
                elif found.tag == qn("w:commentRangeEnd"):
                    inside.remove(int(found.get(qn("w:id"))))
                elif found in ours:
                    for number in inside:
                        words[number] += found.text
        assert inside == set()
        return [
            Comment(
                one.author,
                one.initials or "",
                one.timestamp.isoformat() if one.timestamp else "",
                "\n".join(paragraph.text for paragraph in one.paragraphs),
                words[one.comment_id],
            )
            for one in self.document.comments
        ]

    def texts(self) -> str:
        """Return everything a reader sees in it, comments too."""
        body = "".join(found.text or "" for found in self.document.element.body.iter(qn("w:t")))
        return body + "".join(one.text + one.author for one in self.comments())
