"""The file of a Word document: its styles, its pages with their numbers, its footnotes, and room for what is written.

python-docx makes everything but the text and the footnotes; those are written straight into the file, since there may
be very many. Nothing is written to disk on the way: texts of people may not lie about in a folder for temporary files.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.exporters.docx_marks import (
    dated_part,
    document_language,
    landscape,
    number_pages,
    set_properties,
)
from workbench.exporters.docx_xml import marked, paragraph, run
from workbench.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.manifest import Manifest

UPRIGHT, ACROSS = 9638, 14570
"""How wide the text is on a page, in twentieths of a point."""

_A4 = (11906, 16838)
_MARGIN = 1134
_STYLES = Path(__file__).parent / "word" / "styles.xml"
_DOCUMENT, _FOOTNOTES = "word/document.xml", "word/footnotes.xml"
_NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_LEFT_OUT = {"stylesWithEffects", "customXml", "numbering", "webSettings"}
"""Parts of the template that no page of ours needs."""
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
    f"<w:r><w:{sign}/></w:r></w:p></w:footnote>"
    for kind, number, sign in (("separator", -1, "separator"), ("continuationSeparator", 0, "continuationSeparator"))
)


class Footnotes:
    """The footnotes of a document, in the order in which they come."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def add(self, text: str) -> str:
        """Take a footnote; return its sign, as XML."""
        number = len(self.written) + 1
        sign = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        self.written.append(
            f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
            f"{sign}<w:footnoteRef/></w:r>{run(' ' + text)}</w:p></w:footnote>"
        )
        return f'{sign}<w:footnoteReference w:id="{number}"/></w:r>'


class DocxFile:
    """A document with pages of two kinds: those of the table, and all that follow.

    Args:
        title: what it is called.
        manifest: what it is made from.
        legend: what the marks mean, for the foot of the table's pages.
        is_across: whether the pages of the table lie across.
    """

    def __init__(self, title: str, manifest: Manifest, legend: str, *, is_across: bool) -> None:
        from docx import Document
        from docx.enum.section import WD_SECTION
        from lxml import etree

        self._document: Any = Document()
        _prepare(self._document)
        set_properties(self._document, title, manifest, language())
        _as_a4(self._document.sections[0])
        self._document.add_section(WD_SECTION.NEW_PAGE)
        first, second = self._document.sections
        if is_across:
            landscape(first)
        for section, width in ((first, ACROSS if is_across else UPRIGHT), (second, UPRIGHT)):
            section.footer.is_linked_to_previous = False
            number_pages(section, title, width)
            section._sectPr.attrib.clear()
        _put_over(first.footer, paragraph("Footer", marked(legend), '<w:spacing w:after="40"/>'))
        second.header.is_linked_to_previous = False
        _put_over(second.header, _running_head())
        second.header._element.remove(second.header.paragraphs[-1]._p)
        self.end_of_table, self._end = (
            etree.tostring(section._sectPr, encoding="unicode") for section in (first, second)
        )
        """What the last paragraph of the table's pages holds among its properties."""

    def with_text(self, text: Iterable[str], footnotes: Footnotes) -> BytesIO:
        """Return the file.

        Args:
            text: everything between the first and the last page, as XML, piece by piece.
            footnotes: filled while the text is gone through.
        """
        body = self._document.element.body
        for child in list(body):
            body.remove(child)
        empty, filled = BytesIO(), BytesIO()
        self._document.save(empty)
        with zipfile.ZipFile(empty) as old, zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as new:
            for name in (*(name for name in old.namelist() if name != _FOOTNOTES), _FOOTNOTES):
                content = old.read(name)
                if name == _DOCUMENT:
                    before, after = content.decode("utf-8").split("<w:body/>")
                    pieces: Iterable[str] = chain((before, "<w:body>"), text, (self._end, "</w:body>", after))
                elif name == _FOOTNOTES:
                    pieces = chain((_head(),), footnotes.written, ("</w:footnotes>",))
                else:
                    new.writestr(dated_part(name), content)
                    continue
                _write(new, name, pieces)
        return filled


def _put_over(part: Any, content: str) -> None:
    """Put a paragraph over the first of a header or a footer."""
    from docx.oxml import parse_xml

    part.paragraphs[0]._p.addprevious(parse_xml(content.replace("<w:p>", f'<w:p xmlns:w="{_NAMES}">', 1)))


def _running_head() -> str:
    """Return the theme of the page, as a field that Word fills in; a number names a heading in every language."""
    return paragraph("Footer", '<w:fldSimple w:instr="STYLEREF 2"><w:r><w:t></w:t></w:r></w:fldSimple>')


def _write(file: zipfile.ZipFile, name: str, pieces: Iterable[str]) -> None:
    with file.open(dated_part(name), "w", force_zip64=True) as out:
        for piece in pieces:
            out.write(piece.encode("utf-8"))


def _head() -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes xmlns:w="{_NAMES}">{_SEPARATORS}'


def _as_a4(section: Any) -> None:
    from docx.shared import Twips

    section.page_width, section.page_height = map(Twips, _A4)
    section.left_margin = section.right_margin = Twips(_MARGIN)
    section.top_margin, section.bottom_margin = Twips(_MARGIN), Twips(_MARGIN)
    section.header_distance = section.footer_distance = Twips(_MARGIN // 2)


def _prepare(document: Any) -> None:
    """Put our styles in the place of the template's, and take away what we do not need."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml import parse_xml

    part = document.part
    for key in [key for key, found in part.rels.items() if found.reltype.rpartition("/")[2] in _LEFT_OUT]:
        del part.rels[key]
    spoken = document_language(language())
    styles = parse_xml(_STYLES.read_text(encoding="utf-8").replace("LANGUAGE", spoken))
    kept = document.styles.element
    for found in list(kept):
        kept.remove(found)
    kept.extend(list(styles))
    notes = Part(PackURI("/" + _FOOTNOTES), _TYPE, b"", part.package)
    part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    _settle(document.settings.element, spoken)


def _settle(settings: Any, spoken: str) -> None:
    """Say in the settings what language is spoken, where footnotes are parted, and that no old program is imitated."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    for name in ("w:savePreviewPicture", "w:rsids", "w:proofState"):
        for found in settings.findall(qn(name)):
            settings.remove(found)
    settings.find(qn("w:zoom")).attrib.update({qn("w:val"): "none", qn("w:percent"): "100"})
    fonts = settings.find(qn("w:themeFontLang"))
    fonts.attrib.clear()
    fonts.set(qn("w:val"), spoken)
    compatible = settings.find(qn("w:compat"))
    old = compatible.find(qn("w:useFELayout"))
    compatible.remove(old)
    for found in compatible:
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")
    parted = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    compatible.addprevious(parse_xml(f'<w:footnotePr xmlns:w="{_NAMES}">{parted}</w:footnotePr>'))
