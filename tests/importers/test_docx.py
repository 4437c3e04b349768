"""The text of Word documents: what is kept, what is left out, and that it is told."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx as python_docx
import pytest

from workbench.domain.errors import ImportFailed
from workbench.importers import docx as reader

Docx = Callable[..., bytes]


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def text_of(data: bytes) -> str:
    return reader.read(data, "a.docx").text


def notices_of(data: bytes) -> list[str]:
    return [str(notice) for notice in reader.read(data, "a.docx").warnings]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("En")) + p(r("to")) + p() + p(r("tre")), "En\nto\n\ntre"),
        (p(r("I:"), "<w:r><w:tab/></w:r>", r("Hei")), "I:\tHei"),
        (p("<w:r><w:t>en</w:t><w:br/><w:t>to</w:t><w:cr/><w:t>tre</w:t></w:r>"), "en\nto\ntre"),
        (p("<w:r><w:t>e</w:t><w:noBreakHyphen/><w:t>post</w:t><w:softHyphen/></w:r>"), "e\u2011post\u00ad"),
        (p(r("æøå &amp; «&lt;» 😀 a\u0301")), "æøå & «<» 😀 a\u0301"),
        (p("<w:r><w:rPr><w:b/></w:rPr><w:t>Ka</w:t></w:r>", r("ri: "), r("Ja.")), "Kari: Ja."),
        (p("<w:r><w:t>delt\nlinje</w:t></w:r>"), "delt linje"),
        (p(r("a"), properties='<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'), "a"),
        (p(r("Se "), f"<w:hyperlink>{r('her')}</w:hyperlink>", f"<w:smartTag>{r('!')}</w:smartTag>"), "Se her!"),
        (p(f"<w:sdt><w:sdtContent>{r('felt')}</w:sdtContent></w:sdt>"), "felt"),
        (f"<w:sdt><w:sdtContent>{p(r('i'))}{p(r('boks'))}</w:sdtContent></w:sdt>", "i\nboks"),
        (
            p(
                "<w:r><w:instrText> PAGE </w:instrText></w:r>",
                f'<w:fldSimple w:instr="DATE">{r("i dag")}</w:fldSimple>',
            ),
            "i dag",
        ),
        (p("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"), "x+y"),
        (
            p('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:char="zz"/><w:sym w:char="D800"/></w:r>'),
            "\uf0e0\ufffd\ufffd",
        ),
    ],
)
def test_text_comes_out_as_written(docx: Docx, body: str, text: str) -> None:
    assert text_of(docx(body)) == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(r("Før "), f"<w:ins>{r('INNSATT ')}</w:ins>", r("etter.")), "Før INNSATT etter."),
        (p(r("Før "), "<w:del><w:r><w:delText>SLETTET </w:delText></w:r></w:del>", r("etter.")), "Før etter."),
        (
            p(f"<w:moveFrom>{r('flyttet')}</w:moveFrom>", r("x")) + p(f"<w:moveTo>{r('flyttet')}</w:moveTo>"),
            "x\nflyttet",
        ),
        (p(f"<w:ins><w:del>{r('begge')}</w:del></w:ins>", r("x")), "x"),
        (p(r("en"), properties="<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>") + p(r(" to")) + p(r("tre")), "en to\ntre"),
        (p(r("en"), properties="<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>") + p(r("to")), "en\nto"),
        (
            f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('borte'))}</w:tc></w:tr><w:tr><w:tc>{p(r('her'))}</w:tc></w:tr></w:tbl>",
            "her",
        ),
    ],
)
def test_tracked_changes_are_read_as_accepted_and_told(docx: Docx, body: str, text: str) -> None:
    data = docx(body)
    assert text_of(data) == text
    (notice,) = notices_of(data)
    assert notice.startswith("Tracked changes were read as accepted: insertions ")


def test_tracked_changes_are_counted(docx: Docx) -> None:
    body = p(f"<w:ins>{r('a')}</w:ins>", "<w:del><w:r/></w:del>", f"<w:ins>{r('b')}</w:ins>")
    assert notices_of(docx(body)) == ["Tracked changes were read as accepted: insertions 2, deletions 1."]


def test_tables_are_read_in_order_each_paragraph_of_a_cell_a_line(docx: Docx) -> None:
    row = "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    inner = f"<w:tbl>{row.format(p(r('i1')), p(r('i2')))}</w:tbl>"
    table = f"<w:tbl>{row.format(p(r('a')) + p(r('b')), inner + p(r('c')))}{row.format(p(r('d')), p(r('e')))}</w:tbl>"
    assert text_of(docx(p(r("før")) + table + p(r("etter")))) == "før\na\nb\ni1\ni2\nc\nd\ne\netter"


def test_a_text_box_is_read_once_after_the_paragraph_that_holds_it(docx: Docx) -> None:
    def box(*content: str) -> str:
        inside = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
        return (
            "<w:r><mc:AlternateContent>"
            f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )

    inner = p(r("boks "), box(p(r("indre"))), r("slutt"))
    body = p(r("før "), box(inner, p(r("linje to"))), r("etter"), box(p(r("ny boks")))) + p(r("til sist"))
    assert text_of(docx(body)) == "før etter\nboks slutt\nindre\nlinje to\nny boks\ntil sist"


def test_an_old_text_box_without_a_choice_is_read(docx: Docx) -> None:
    inside = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(r('boks'))}</w:txbxContent></v:textbox></w:pict></w:r>"
    assert text_of(docx(p(r("a"), inside, r("b")))) == "ab\nboks"
    only_fallback = f"<mc:AlternateContent><mc:Fallback>{r('x')}</mc:Fallback></mc:AlternateContent>"
    assert text_of(docx(p(only_fallback))) == "x"


@pytest.mark.parametrize(
    ("body", "notice"),
    [
        (p(r("a"), '<w:r><w:commentReference w:id="0"/></w:r>'), "Comments in the margin were not read: 1."),
        (
            p("<w:r><w:footnoteReference/></w:r>", "<w:r><w:endnoteReference/></w:r>"),
            "Footnotes and endnotes were not read: 2.",
        ),
        (p(r("a")) + "<w:altChunk/>", "Documents inserted as a whole were not read: 1."),
        (
            p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>skjult</w:t></w:r>"),
            "Text marked as hidden in Word was read: 1 places.",
        ),
        (p('<w:r><w:sym w:char="F0E0"/></w:r>'), "Signs from a picture font may look different here: 1."),
    ],
)
def test_what_is_not_read_is_told(docx: Docx, body: str, notice: str) -> None:
    assert notices_of(docx(body)) == [notice]


def test_headers_and_footers_are_told_only_where_they_hold_text(docx: Docx, document: Callable[[str], str]) -> None:
    assert notices_of(docx(p(r("a")), {"word/header1.xml": document(p())})) == []
    assert notices_of(docx(p(r("a")), {"word/footer1.xml": document(p(r("Side 1")))})) == [
        "Page headers and footers were not read."
    ]


def test_the_strict_form_is_read(zipped: Docx, document: Callable[[str], str]) -> None:
    strict = document(p(r("streng"), "<w:r><w:tab/></w:r>")).replace(
        "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
    )
    assert text_of(zipped({"word/document.xml": strict})) == "streng\t"


def test_the_main_part_may_have_another_name(zipped: Docx, document: Callable[[str], str]) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    relations = f'<Relationships><Relationship Type="{kind}" Target="/word/document2.xml"/></Relationships>'
    assert text_of(zipped({"_rels/.rels": relations, "word/document2.xml": document(p(r("hei")))})) == "hei"


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_encodings_of_unicode_are_read(zipped: Docx, document: Callable[[str], str], codec: str) -> None:
    written = document(p(r("blåbær"))).replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert text_of(zipped({"word/document.xml": written.encode(codec)})) == "blåbær"


def test_a_document_made_by_another_library_reads_the_same() -> None:
    made = python_docx.Document()
    made.add_paragraph("I:\tHva er det?")
    paragraph = made.add_paragraph()
    paragraph.add_run("BK3:").bold = True
    paragraph.add_run(" Samskaping.")
    paragraph.add_run().add_break()
    paragraph.add_run("Ja.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "en", "to"
    file = io.BytesIO()
    made.save(file)
    assert text_of(file.getvalue()) == "I:\tHva er det?\nBK3: Samskaping.\nJa.\nen\nto"
    assert notices_of(file.getvalue()) == []


def test_charts_bring_archives_that_are_left_alone(docx: Docx, zipped: Docx) -> None:
    assert text_of(docx(p(r("a")), {"word/embeddings/Microsoft_Excel.xlsx": zipped({"x": "y"})})) == "a"


def test_an_old_or_protected_document_is_told_apart() -> None:
    with pytest.raises(ImportFailed, match=r"a\.docx is protected with a password or in the old Word form"):
        reader.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512, "a.docx")
