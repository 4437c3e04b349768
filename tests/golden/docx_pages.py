"""Reads a comparison back from its Word document, as a word processor reads it; nothing here counts.

Text comes through python-docx; what that library has no words for, footnotes, bookmarks and links, from the XML.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

WHO = "Who"
"""The style of what says who speaks, in words that go over several turns."""
TITLES = re.compile(r"Heading ([1-9])")


@dataclass
class Quote:
    """A quote as it stands on the page."""

    path: tuple[str, ...]
    """The headings over it: of all quotes, of the theme, of the code."""
    case: str
    asked: str
    words: str
    """With whatever stands before «»."""
    note: str
    """Its footnote."""
    bookmarks: set[str]
    spoken: str
    """The same without what says who speaks."""
    memos: list[str] = field(default_factory=list)

    @property
    def said(self) -> str:
        """The words by themselves, on one line."""
        return " ".join(self.spoken.partition("«")[2].rpartition("»")[0].split())


class DocxPage:
    """One document."""

    def __init__(self, written: bytes) -> None:
        self.document: Any = Document(io.BytesIO(written))
        part: Any = self.document.part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES)
        self.footnotes: Any = parse_xml(part.blob)
        self.notes = {
            note.get(qn("w:id")): "\n".join(_text(paragraph, part) for paragraph in note).strip()
            for note in self.footnotes
        }

    @property
    def tables(self) -> list[Any]:
        """The tables, each with some of the columns."""
        return list(self.document.tables)

    def rows(self) -> list[list[Any]]:
        """Return the cells of the table, put together again where it goes on in another."""
        grids = [[list(row.cells) for row in table.rows] for table in self.tables]
        return [[*rows[0], *(cell for row in rows[1:] for cell in row[1:])] for rows in zip(*grids, strict=True)]

    def lines(self) -> list[list[str]]:
        """Return the headings and the lines of the table."""
        return [[cell.text for cell in row] for row in self.rows()]

    def blocks(self) -> Iterator[tuple[str, Any]]:
        """Yield what stands in the document, in order: the name of its style, and the paragraph or the table."""
        for block in self.document.iter_inner_content():
            yield "" if isinstance(block, Table) else block.style.name, block

    def texts(self) -> list[str]:
        """Return the text of every paragraph and of every cell, in order."""
        found: list[str] = []
        for _style, block in self.blocks():
            if isinstance(block, Paragraph):
                found.append(block.text)
            else:
                found += [cell.text for row in block.rows for cell in row.cells]
        return found

    def headings(self) -> Iterator[tuple[int, str, list[str]]]:
        """Yield the level of each heading, its text, and the bookmarks on it."""
        for style, block in self.blocks():
            title = TITLES.fullmatch(style)
            if title is not None:
                yield int(title[1]), block.text, _bookmarks(block)

    def quotes(self) -> list[Quote]:
        """Return the quotes in order, each with its headings, its question and its footnote."""
        found: list[Quote] = []
        over: list[str] = []
        case = asked = ""
        for style, block in self.blocks():
            title = TITLES.fullmatch(style)
            if title is not None:
                over[int(title[1]) - 1 :] = [block.text]
                case = ""
            elif style == "Case":
                case = block.text
            elif style == "Question":
                asked = block.text
            elif style == "Memo":
                found[-1].memos.append(block.text)
            elif style == "Quote" and (notes := _notes(block)):
                note, marks = self.notes[notes[0]], set(_bookmarks(block))
                found.append(Quote(tuple(over), case, asked, block.text, note, marks, _without(block, WHO)))
                asked = ""
        return found


def links(cell: Any) -> list[str]:
    """Return the bookmarks to which a cell leads."""
    return [found.get(qn("w:anchor")) for found in cell._tc.iter(qn("w:hyperlink"))]


def _text(paragraph: Any, part: Any) -> str:
    return Paragraph(paragraph, part).text


def _bookmarks(paragraph: Any) -> list[str]:
    return [mark.get(qn("w:name")) for mark in paragraph._p.iter(qn("w:bookmarkStart"))]


def _without(paragraph: Any, style: str) -> str:
    """Return the text that is not in a style of characters."""
    runs = (Run(found, paragraph) for found in paragraph._p.iter(qn("w:r")))
    return "".join(run.text for run in runs if run.style.name != style)


def _notes(paragraph: Any) -> list[str]:
    return [found.get(qn("w:id")) for found in paragraph._p.iter(qn("w:footnoteReference"))]
