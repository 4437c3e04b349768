"""Paragraphs, stretches of text and cells as the XML of a Word document; every text is escaped on its way.

There may be fifty thousand quotes and a million cells, so that they are written as text at once and never held as a
tree. Nothing here knows what they say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.exporters.docx_marks import legal_xml

if TYPE_CHECKING:
    from collections.abc import Iterable

_MARKUP = re.compile("[&<>\n\t]")
_WRITTEN = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
_SIGNS = re.compile("([●◐○◆◈◇★]+)")
"""What the font of the text does not have."""
TAB = "<w:r><w:tab/></w:r>"


def run(text: str, style: str = "", properties: str = "") -> str:
    """Return a stretch of text; nothing where there is none.

    Args:
        text: of anybody.
        style: the id of a character style.
        properties: more of them, as XML.
    """
    if not text:
        return ""
    look = (f'<w:rStyle w:val="{style}"/>' if style else "") + properties
    inside = _MARKUP.sub(lambda found: _WRITTEN[found[0]], legal_xml(text))
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{inside}</w:t></w:r>'


def marked(text: str, properties: str = "") -> str:
    """Return a stretch of text in which marks stand in the font that has them."""
    return "".join(run(part, "Marks" if place % 2 else "", properties) for place, part in enumerate(_SIGNS.split(text)))


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph.

    Args:
        style: the id of a paragraph style.
        content: its stretches, as XML.
        properties: more of its own, as XML, in the order that the format wants.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def heading(level: int, content: str, properties: str = "") -> str:
    """Return a heading.

    Args:
        level: from 1.
        content: its stretches, as XML.
        properties: more of its own, as XML.
    """
    return paragraph(f"Heading{min(level, 6)}", content, properties)


def bookmark(number: int, name: str, content: str) -> str:
    """Return stretches to which links lead.

    Args:
        number: of its own.
        name: by which links know it.
        content: the stretches, as XML.
    """
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def link(to: str, content: str) -> str:
    """Return stretches that lead to a bookmark."""
    return f'<w:hyperlink w:anchor="{to}" w:history="1">{content}</w:hyperlink>'


def colour(of: str) -> str:
    """Return the property of a stretch that colours it."""
    return f'<w:color w:val="{of.removeprefix("#")}"/>'


def ground(of: str) -> str:
    """Return the property of a cell or a paragraph that gives it a ground."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{of.removeprefix("#")}"/>'


def cell(width: int, content: str, shade: str = "", edges: str = "") -> str:
    """Return a cell of a table.

    Args:
        width: in twentieths of a point.
        content: its paragraphs, as XML.
        shade: its ground, `#rrggbb`; none where empty.
        edges: lines that differ from those of the table's style, as XML.
    """
    lines = f"<w:tcBorders>{edges}</w:tcBorders>" if edges else ""
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>' + lines + (ground(shade) if shade else "")
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, is_head: bool = False, is_whole: bool = True) -> str:
    """Return a row of a table.

    Args:
        cells: as XML.
        is_head: whether it stands on every page.
        is_whole: whether it stands on one page.
    """
    properties = "<w:cantSplit/>" * is_whole + "<w:tblHeader/>" * is_head
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(style: str, widths: list[int], title: str, told: str) -> tuple[str, str]:
    """Return what stands before a table's rows, and what after them.

    Args:
        style: the id of a table style.
        widths: of the columns, in twentieths of a point.
        title: what it is, for those who do not see it.
        told: what is in it, for the same.
    """
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    before = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
        ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{_attribute(title)}"/><w:tblDescription w:val="{_attribute(told)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    return before, "</w:tbl>"


def _attribute(text: str) -> str:
    plain = " ".join(legal_xml(text).split())
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
