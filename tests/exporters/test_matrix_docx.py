"""The Word document: text of people is text, nothing is cut, footnotes and styles are real, the same bytes again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.exporters.hostile import PAYLOADS
from tests.exporters.page_reports import report, shown_quotes
from tests.golden.docx_pages import DocxPage, links
from tests.probes import PROBES
from workbench.domain.first_page import LineKind, PageLine, first_page
from workbench.domain.passages import Stance
from workbench.domain.report import Reader
from workbench.domain.said import Said
from workbench.domain.tallies import Grouping
from workbench.exporters.docx_first import Band, bands
from workbench.exporters.docx_xml import run
from workbench.exporters.legal_text import fit
from workbench.exporters.matrix_docx import matrix_docx
from workbench.i18n import set_language

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.report import Report, ShownQuote

LONG = "Ja, nei. " * 4445
BREAKS = {qn("w:br"), qn("w:tab")}


def written(made: Report) -> bytes:
    return b"".join(matrix_docx(made))


def page(made: Report) -> DocxPage:
    return DocxPage(written(made))


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def shape(file: bytes) -> dict[str, set[str]]:
    """Return the names of the elements in every part; line breaks and tabs are text."""
    return {
        name: {str(found.tag) for found in etree.fromstring(content).iter()} - BREAKS
        for name, content in parts(file).items()
    }


def first_quote(**changes: Any) -> tuple[Report, ShownQuote]:
    """A report of which the first quote is another."""
    made = report()
    first, *rest = shown_quotes(made.matrix.facts, str)
    of_quote = {name: changes.pop(name) for name in tuple(changes) if name in first.quote._fields}
    changed = first._replace(quote=first.quote._replace(**of_quote), **changes)
    return replace(made, quotes=[changed, *rest]), changed


# Text of people.


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES, "a\r\nb\tc", "\x00\x1b", "\ud800", "\ufffe", "]]>"])
def test_no_text_becomes_markup_and_every_text_stands_as_it_was_written(payload: str) -> None:
    file = written(report(lambda text: payload if text == "en regel" else text + payload))
    assert shape(file) == shape(written(report()))
    read = DocxPage(file)
    texts = read.texts()
    assert fit("Hvem starter samskaping?" + payload) in texts
    assert any(fit(payload) in text for text in texts if text.startswith("Definition"))
    assert any(fit(f"et eksempel{payload}") in text for text in texts)
    assert fit(f"Ovenfra{payload}") in [line[0] for line in read.lines()]
    assert fit(f"Storvik{payload} (SK)") in read.lines()[0]
    quote = next(quote for quote in read.quotes() if "SK1:2." in quote.note)
    assert quote.words == fit(f"«ord i SK1:2{payload}»")
    assert quote.memos == [fit(f"Memo: et memo{payload}")]
    assert quote.asked == fit(f"Asked before: Hva sa du?{payload}")
    assert quote.note == fit(f"Informant i SK1{payload}, SK1:2.").strip()
    assert external(file) == []


def external(file: bytes) -> list[str]:
    """Return what a file fetches from elsewhere."""
    return [
        str(found.get("Target"))
        for name, content in parts(file).items()
        if name.endswith(".rels")
        for found in etree.fromstring(content)
        if found.get("TargetMode")
    ]


@given(st.text())
def test_any_text_is_one_run_that_is_read_back_as_it_is(text: str) -> None:
    root = etree.fromstring(f'<w:p xmlns:w="{qn("w:p")[1:].partition("}")[0]}">{run(text)}</w:p>')
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    read = "".join(signs.get(found.tag, found.text or "") for found in root.iter(*signs, qn("w:t")))
    assert read == fit(text)


def test_a_quote_of_forty_thousand_characters_survives_with_its_question_and_its_memo() -> None:
    made, first = first_quote(words=LONG, memo="M" + LONG, asked="Hva?\n\n" * 300, reference="R" * 300)
    quote = next(quote for quote in page(made).quotes() if quote.words == f"«{LONG}»")
    assert quote.memos == ["Memo: M" + LONG]
    assert quote.asked == "Asked before: " + "Hva?\n\n" * 300
    kept = [block.paragraph_format.keep_with_next for style, block in page(made).blocks() if style == "Question"]
    assert set(kept) == {False, None}, "a question as long as a page need not stand on that of its answer"
    assert quote.note == f"{'R' * 300}, {first.quote.passage}."


def test_a_name_or_a_reason_of_forty_thousand_characters_stands_whole_in_the_table() -> None:
    read = page(report(lambda text: LONG if text in {"utenfor temaet", "Fjordvik"} else text))
    cells = [text for line in read.lines() for text in line]
    assert f"1 (SK7: {LONG})" in cells
    assert f"{LONG} (FK)" in cells
    rows = [row for table in read.tables for row in table.rows]
    whole = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows]
    assert 0 < whole.count(False) <= 3, "only a row that is longer than a page may go on on the next"
    assert whole[0] is False
    heads = [found for table in read.tables for found in table._tbl.iter(qn("w:tblHeader"))]
    assert heads == [], "a head longer than a page would leave no room for anything else"


def test_lines_of_the_transcript_run_together_and_paragraphs_and_speakers_stay_apart() -> None:
    said = "Vi begynte \nselv i fjor.\n\nSå kom de.\nI: Hvem?\nSK1: Lederne\nvåre."
    made, _first = first_quote(words=said, asked="Hvem\nvar det?")
    quote = page(made).quotes()[0]
    assert quote.words == "«Vi begynte selv i fjor.\n\nSå kom de.\nI: Hvem?\nSK1: Lederne våre.»"
    assert quote.asked == "Asked before: Hvem var det?"


def test_nothing_is_shown_without_quotes_and_without_codes() -> None:
    made = report()
    empty = replace(made.matrix, rows=(), cells=(), poles=(), spread=())
    bare = replace(made, matrix=empty, page=first_page(empty, made.manifest), quotes=[], shown_codes={})
    read = page(bare)
    assert read.quotes() == []
    assert [line[0] for line in read.lines()][:2] == ["", "informants in interviews"]
    assert len(read.footnotes) == 2


# Quotes.


def test_who_speaks_is_said_in_the_footnote_and_turn_by_turn_under_references_only() -> None:
    said = (Said("SK3", False, "Rammen, ja."), Said("I", True, "Ja?"), Said("SK3", False, "De sender brev."))
    made, first = first_quote(
        words="Rammen, ja.\nI: Ja?\nKari: De sender brev.",
        reference="G1:12",
        passage="G1:12",
        cited="SK3 · G1:12",
        said=said,
    )
    file = written(made)
    quote = DocxPage(file).quotes()[0]
    assert quote.words == "«SK3: Rammen, ja.\n[I: Ja?]\nSK3: De sender brev.»"
    assert quote.said == "Rammen, ja. Ja? De sender brev."
    assert quote.note == "SK3 · G1:12."
    assert first.quote.passage in quote.note
    assert not any(b"Kari" in content for content in parts(file).values())


def test_one_question_stands_once_over_the_quotes_that_follow_it() -> None:
    made = report()
    shown = [quote._replace(asked="Hva var det?") for quote in shown_quotes(made.matrix.facts, str)]
    quotes = page(replace(made, quotes=shown)).quotes()
    over: dict[tuple[object, ...], list[bool]] = {}
    for quote in quotes:
        over.setdefault((quote.path, quote.case), []).append(bool(quote.asked))
    assert max(map(len, over.values())) > 1
    assert all(asked == [True] + [False] * (len(asked) - 1) for asked in over.values())


def test_the_theme_stands_over_every_page_of_quotes_and_the_legend_under_every_page_of_the_table() -> None:
    first, second = page(report()).document.sections
    fields = [found.get(qn("w:instr")) for found in second.header._element.iter(qn("w:fldSimple"))]
    assert fields == ["STYLEREF 2"]
    assert first.footer.paragraphs[0].text.startswith("● says it")
    assert not any(paragraph.text.startswith("●") for paragraph in second.footer.paragraphs)


def test_who_speaks_by_turns_with_the_starred_ones_first() -> None:
    made = report()
    quotes = shown_quotes(made.matrix.facts, str)
    (code,) = {found.quote.code for found in quotes if found.quote.passage == "SK1:2"}
    first, *_others = quotes
    listed = []
    for at, (who, turn, starred) in enumerate(
        [("SK1", 1, False), ("SK1", 2, False), ("SK1", 3, True), ("SK2", 1, False), ("SK3", 1, False)]
    ):
        label = f"{who}:{turn}"
        quote = first.quote._replace(passage=label, words=label, informants=(who,), code=code, starred=starred)
        listed.append(first._replace(quote=quote._replace(start=at, end=at + 1), reference=label))
    read = page(replace(made, quotes=listed)).quotes()
    assert [quote.said for quote in read] == ["SK1:3", "SK2:1", "SK3:1", "SK1:1", "SK1:2"]
    assert [quote.words.startswith("★ ") for quote in read] == [True, False, False, False, False]


def test_quotes_of_a_case_stand_together_whatever_the_order_of_the_texts() -> None:
    made = report()
    mixed = sorted(shown_quotes(made.matrix.facts, str), key=lambda shown: shown.quote.passage[::-1])
    order = [f"{case.name} ({case.label})" for case in made.matrix.facts.cases] + ["No case"]
    read = page(replace(made, quotes=mixed)).quotes()
    for _path, found in groupby(read, key=lambda quote: quote.path):
        places = [order.index(quote.case) for quote in found]
        assert places == sorted(places)
    assert len({quote.case for quote in read}) == 4


def test_a_line_of_those_against_leads_to_the_first_of_them() -> None:
    read = page(report())
    quotes = {mark: quote for quote in read.quotes() for mark in quote.bookmarks}
    seen = 0
    for title, *cells in read.rows():
        if title.text == "says against":
            for anchor in (anchor for cell in cells for anchor in links(cell)):
                assert quotes[anchor].words.startswith("Against: ")
                seen += 1
    assert seen >= 2


@pytest.mark.parametrize(
    ("stances", "said", "note"),
    [
        ((Stance.FOR, Stance.FOR), "", "Coded by A (1), B (1)."),
        ((Stance.AGAINST, Stance.AGAINST), "Against: ", "Coded by A (1), B (1)."),
        ((Stance.FOR, Stance.AGAINST), "For and against: ", "Coded by A (1, for), B (1, against)."),
    ],
)
def test_what_two_have_coded_stands_once_and_says_against(stances: tuple[Stance, Stance], said: str, note: str) -> None:
    made, first = first_quote(coder="A", stance=stances[0], memo="")
    second = first._replace(quote=first.quote._replace(coder="B", stance=stances[1]))
    readers = tuple(Reader(coder, "1", False, 1) for coder in "AB")
    (quote,) = page(replace(made, quotes=[first, second], readers=readers)).quotes()
    assert quote.words == f"{said}«{first.quote.words}»"
    assert quote.note == f"{first.reference}, {first.quote.passage}. {note}"


def test_an_id_that_is_the_reference_is_said_once() -> None:
    made, first = first_quote()
    made = replace(made, quotes=[first._replace(reference=first.quote.passage)])
    assert page(made).quotes()[0].note == f"{first.quote.passage}."


# What it is made of.


def test_footnotes_are_real() -> None:
    read = page(report())
    ids = [note.get(qn("w:id")) for note in read.footnotes]
    assert ids == ["-1", "0", *map(str, range(1, len(ids) - 1))]
    kinds = [note.get(qn("w:type")) for note in read.footnotes][:3]
    assert kinds == ["separator", "continuationSeparator", None]
    body = read.document.element.body
    assert [found.get(qn("w:id")) for found in body.iter(qn("w:footnoteReference"))] == ids[2:]
    assert len(ids) > 5
    assert [found.get(qn("w:id")) for found in read.document.settings.element.iter(qn("w:footnote"))] == ["-1", "0"]
    assert {style.get(qn("w:val")) for style in read.footnotes.iter(qn("w:pStyle"))} == {"FootnoteText"}
    assert {style.get(qn("w:val")) for style in read.footnotes.iter(qn("w:rStyle"))} == {"FootnoteReference"}
    content = parts(written(report()))["[Content_Types].xml"].decode()
    assert "wordprocessingml.footnotes+xml" in content


@pytest.mark.parametrize("grouping", list(Grouping)[:3])
def test_every_style_that_is_used_is_there_with_a_name(grouping: Grouping) -> None:
    found = parts(written(report(grouping=grouping)))
    styles = etree.fromstring(found["word/styles.xml"])
    known = {style.get(qn("w:styleId")) for style in styles.iter(qn("w:style"))}
    used = {
        style.get(qn("w:val"))
        for name, content in found.items()
        if name.endswith(".xml") and name != "word/styles.xml"
        for style in etree.fromstring(content).iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))
    }
    assert used <= known
    assert {"Title", "Subtitle", "Caption", "Heading1", "Heading2", "Heading3", "Quote", "ComparisonTable"} <= used
    based = {style.get(qn("w:val")) for style in styles.iter(qn("w:basedOn"), qn("w:next"))}
    assert based <= known


def test_headings_leave_no_level_out() -> None:
    levels = [level for level, _text, _marks in page(report()).headings()]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_table_has_its_head_on_every_page_whole_rows_and_words_for_those_who_do_not_see_it() -> None:
    (table,) = page(report()).tables
    assert table.style.name == "Comparison Table"
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, True, True, *[False] * (len(heads) - 3)], "also the order of the marks"
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    told = {found.tag.rpartition("}")[2]: found.get(qn("w:val")) for found in table._tbl.tblPr}
    assert told["tblCaption"] == "Hvem starter samskaping?"
    assert "Storvik (SK), Fjordvik (FK)" in told["tblDescription"]
    assert len(table.columns) == len(table.rows[0].cells)


def test_every_link_leads_to_a_bookmark_and_no_number_comes_twice() -> None:
    body = page(report()).document.element.body
    marks = [(found.get(qn("w:id")), found.get(qn("w:name"))) for found in body.iter(qn("w:bookmarkStart"))]
    ends = [found.get(qn("w:id")) for found in body.iter(qn("w:bookmarkEnd"))]
    assert len(dict(marks)) == len(marks) == len({name for _id, name in marks}) == len(ends)
    leading = {found.get(qn("w:anchor")) for found in body.iter(qn("w:hyperlink"))}
    assert leading <= {name for _id, name in marks}
    assert len(leading) > 5


def test_the_document_says_its_language_its_title_and_when_the_project_was_last_changed() -> None:
    for language, spoken in (("en", "en-GB"), ("nb", "nb-NO")):
        set_language(language)
        read = page(report())
        assert read.document.core_properties.language == spoken
        assert read.document.core_properties.title == "Hvem starter samskaping?"
        assert read.document.core_properties.author == ""
        compatible = read.document.settings.element.find(qn("w:compat"))[0]
        assert compatible.get(qn("w:val")) == "15", "an older number is shown as an old document"
        assert read.document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == spoken
    dates = parts(written(report()))["docProps/core.xml"].decode()
    assert re.findall(r">(\d{4}-[^<]*)</dcterms:", dates) == ["2026-05-03T10:12:44Z"] * 2


def test_legend_hidden_codings_and_manifest_are_in_it() -> None:
    made = report()
    texts = page(made).texts()
    flat = [" ".join(text.split()) for text in texts]
    for note in made.page.notes:
        assert " ".join(note.split()) in flat
    assert any("SHA-256" in text for text in texts)
    assert any(made.manifest.project_guid in text for text in texts)


# Pages.


def test_the_table_lies_across_only_where_it_must_and_all_that_follows_stands_upright() -> None:
    for grouping, orientation in ((Grouping.CASE, WD_ORIENT.PORTRAIT), (Grouping.INFORMANT, WD_ORIENT.LANDSCAPE)):
        made = report(lambda text: text + " og alle andre" if text in {"Fjordvik", "kommune"} else text, grouping)
        if grouping is Grouping.INFORMANT:
            made = replace(made, page=widened(made, 5))
        first, second = page(made).document.sections
        assert first.orientation == orientation
        assert second.orientation == WD_ORIENT.PORTRAIT
        assert {round(section.left_margin.cm) for section in (first, second)} == {2}
        for section in (first, second):
            foot = section.footer.paragraphs[-1]
            fields = [found.get(qn("w:instr")) for found in foot._p.iter(qn("w:fldSimple"))]
            assert fields == ["PAGE", "NUMPAGES"]
            assert foot.text.startswith("Hvem starter samskaping?")


def widened(made: Report, times: int) -> Any:
    """The first page with more columns, which no cell stands behind."""
    page_ = made.page
    lines = tuple(replace(line, cells=line.cells + line.cells * times) for line in page_.lines)
    return replace(page_, headings=page_.headings + page_.headings * times, lines=lines)


@pytest.mark.parametrize("times", [12, 60])
def test_a_table_that_is_wider_than_a_page_goes_on_in_another(times: int) -> None:
    made = report()
    made = replace(made, page=widened(made, times))
    read = page(made)
    assert read.lines() == [["", *made.page.headings], *([line.title, *line.cells] for line in made.page.lines)]
    assert len(read.tables) > times // 6
    for table in read.tables:
        widths = [int(found.get(qn("w:w"))) for found in table._tbl.tblGrid]
        assert 11000 < sum(widths) <= 14570
        assert len(widths) <= 62, "more columns than the format has"
        assert all(found.get(qn("w:w")) for found in table._tbl.iter(qn("w:tcW")))
    captions = [block.text for style, block in read.blocks() if style == "Caption"]
    assert captions[1].startswith("Table 1, continued: columns ")
    assert captions[-1].endswith(f"to {len(made.page.headings)} of {len(made.page.headings)}")


def test_a_table_that_is_a_little_too_wide_is_wrapped_and_one_far_too_wide_is_shared_out_evenly() -> None:
    def of(count: int) -> list[int]:
        line = PageLine(LineKind.CODE, "Føringer", tuple(["◆●◐ 2 av 3 · 8"] * count))
        return [len(band.places) for band in bands([line], ["SK"] * count)[0]]

    assert of(9) == [9]
    assert of(13) == [13], "in narrower columns"
    assert of(15) == [8, 7], "and not fourteen and one"


@given(st.lists(st.text(max_size=60), max_size=40), st.text(max_size=60))
def test_every_column_stands_in_one_table_and_every_table_on_a_page(headings: list[str], title: str) -> None:
    line = PageLine(LineKind.CODE, title, tuple(headings))
    found, is_across = bands([line], headings)
    assert [place for band in found for place in band.places] == list(range(len(headings)))
    assert all(isinstance(band, Band) and min(band.widths) > 300 for band in found)
    assert all(sum(band.widths) <= (14570 if is_across else 9638) for band in found)
    assert len(found) == 1 or is_across


# The same bytes.


def test_another_process_with_another_hash_seed_writes_the_same_bytes() -> None:
    script = (
        "import sys; from tests.exporters.page_reports import report; "
        "from workbench.exporters.matrix_docx import matrix_docx; "
        "from workbench.i18n import set_language; set_language('nb'); "
        "sys.stdout.buffer.write(b''.join(matrix_docx(report())))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            capture_output=True,
        ).stdout
        for seed, zone in (("1", "Europe/Oslo"), ("2", "Pacific/Auckland"))
    }
    set_language("nb")
    assert found == {written(report())}


# LibreOffice.


@pytest.mark.libreoffice
def test_libreoffice_reads_the_table_every_quote_and_every_footnote(tmp_path: Path) -> None:
    made = report(lambda text: text + PAYLOADS[5])
    before = page(made)
    (tmp_path / "m.docx").write_bytes(written(made))
    (tmp_path / "out").mkdir()
    command: list[Any] = [shutil.which("soffice"), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += [
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        tmp_path / "out",
        tmp_path / "m.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    read = DocxPage((tmp_path / "out" / "m.docx").read_bytes())
    assert read.lines() == before.lines()
    assert [(quote.words, quote.note) for quote in read.quotes()] == [
        (quote.words, quote.note) for quote in before.quotes()
    ]
    assert external((tmp_path / "out" / "m.docx").read_bytes()) == []
