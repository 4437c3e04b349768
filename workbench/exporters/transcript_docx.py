"""A coded transcript as a Word document to be read and written in: turns, names in the margin, memos as comments.

The turns are one plain table, since that comes out the same in Word and in LibreOffice; each row of it begins where
coded words begin, so that names stand beside them. The document is dated by the project and never by the wall clock.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workbench.domain.days import day
from workbench.domain.showing import on_one_line
from workbench.exporters import docx_marks as marks
from workbench.exporters import transcript_words as said
from workbench.exporters.docx_xml import heading, paragraph, run
from workbench.exporters.transcript_rows import Rows, bar
from workbench.i18n import language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from workbench.domain.coded_transcript import CodedTranscript, ShownMemo

_A4 = (11906, 16838)
_MARGIN = 1134
_WIDTH = _A4[0] - 2 * _MARGIN
_STYLES = Path(__file__).parent / "word" / "transcript_styles.xml"
_LEFT_OUT = {"stylesWithEffects", "customXml", "numbering", "webSettings"}
"""Parts of the template that no page of ours needs."""
_INITIALS = 3


def transcript_docx(transcript: CodedTranscript) -> Iterator[bytes]:
    """Yield the document, in the language now chosen.

    Args:
        transcript: what is shown.
    """
    from docx import Document

    document: Any = Document()
    title = f"{transcript.source.label} – {said.words(transcript.source.kind)['coded_transcript']}"
    _prepare(document)
    marks.set_properties(document, on_one_line(title), transcript.manifest, language())
    section = document.sections[0]
    _as_a4(section)
    marks.number_pages(section, on_one_line(title), _WIDTH)
    comments = Comments(document)
    _fill(document, _text(transcript, comments))
    yield marks.saved(document)


class Comments:
    """The comments of a document: a memo each, by the one who wrote it, on the day of its step.

    Args:
        document: of python-docx.
    """

    def __init__(self, document: Any) -> None:
        self._comments = document.comments

    def add(self, memo: ShownMemo) -> int:
        """Take a memo; return the number by which the text refers to it."""
        author = on_one_line(marks.legal_xml(memo.coder))
        text = f"{said.memo_title(memo)} · {day(memo.at)}\n{memo.body}"
        added = self._comments.add_comment(marks.legal_xml(text), author, _initials(author))
        added._comment_elm.date = datetime.fromisoformat(memo.at).astimezone(UTC)
        number: int = added.comment_id
        return number


def _initials(name: str) -> str:
    words = name.split()
    return name if len(name) <= _INITIALS else "".join(word[0] for word in words[:_INITIALS]).upper()


def _text(transcript: CodedTranscript, comments: Comments) -> Iterator[str]:
    """Yield everything in the document, as XML."""
    words = said.words(transcript.source.kind)
    yield paragraph("Title", run(transcript.source.label))
    yield paragraph("Subtitle", run(said.subtitle(transcript)))
    yield from map(_fact, said.facts(transcript))
    yield paragraph("HowToRead", run(words["how_to_read"]))
    if transcript.memos:
        yield heading(1, run(words["source_memos"]))
        for memo in transcript.memos:
            about = run(f"{said.memo_title(memo)}. ", "Strong") + run(f" {said.memo_by(memo)}", "Soft")
            yield paragraph("Rule", about)
            yield paragraph("Rule", run(memo.body))
        yield heading(1, run(words["transcript"]))
    yield from Rows(transcript, comments.add, _WIDTH).table()
    yield from _codes(transcript)
    yield heading(1, run(words["made"]))
    yield from map(_fact, said.made_from(transcript))


def _fact(fact: tuple[str, str]) -> str:
    name, value = fact
    return paragraph("Fact", run(name, "Soft") + "<w:r><w:tab/></w:r>" + run(value))


def _codes(transcript: CodedTranscript) -> Iterator[str]:
    words = said.words()
    yield heading(1, run(words["codes"]))
    if not transcript.codes:
        yield paragraph("Rule", run(words["no_codes"]))
    theme = None
    for used in transcript.codes:
        if used.theme.id != theme:
            theme = used.theme.id
            yield heading(2, run(used.theme.name))
        told = said.counted(used) + (f" · {words['retired']}" if used.code.retired else "")
        yield paragraph("UsedCode", run(used.code.name) + run(f"   {told}", "Soft"), "<w:keepNext/>" + bar(used))
        *rules, last = tuple(said.rules(used)) or ((words["rule"], words["no_definition"]),)
        for name, text in rules:
            yield paragraph("Rule", run(f"{name}: ", "Soft") + run(text), "<w:keepNext/><w:keepLines/>")
        yield paragraph("Rule", run(f"{last[0]}: ", "Soft") + run(last[1]), "<w:keepLines/>")


# The file.


def _prepare(document: Any) -> None:
    """Put our styles in the place of the template's, take away what we do not need, say what language is spoken."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn

    part = document.part
    for key in [key for key, found in part.rels.items() if found.reltype.rpartition("/")[2] in _LEFT_OUT]:
        del part.rels[key]
    spoken = marks.document_language(language())
    styles: Any = parse_xml(_STYLES.read_text(encoding="utf-8").replace("LANGUAGE", spoken))
    document.styles.element[:] = styles[:]
    settings = document.settings.element
    fonts = settings.find(qn("w:themeFontLang"))
    fonts.attrib.clear()
    fonts.set(qn("w:val"), spoken)
    for found in settings.find(qn("w:compat")):
        # Else Word imitates its version of 2010, and says so over every page.
        if found.get(qn("w:name")) == "compatibilityMode":
            found.set(qn("w:val"), "15")


def _as_a4(section: Any) -> None:
    from docx.shared import Twips

    section.page_width, section.page_height = map(Twips, _A4)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Twips(_MARGIN)
    section.header_distance = section.footer_distance = Twips(_MARGIN // 2)


def _fill(document: Any, text: Iterable[str]) -> None:
    """Put the text before the document's last section, at once: putting in a row at a time would take minutes."""
    from docx.oxml import parse_xml
    from lxml import etree

    body = document.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    before, section, after = etree.tostring(document.element, encoding="unicode").partition("<w:sectPr")
    document.part._element = parse_xml("".join((before, *text, section, after)))
