"""The Word document of a coded transcript: the words are the text's, marks and comments lie on the passages' words."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from lxml import etree

from tests.architecture.pseudo import Pseudo
from tests.domain.matrix_facts import MANIFEST
from tests.domain.transcripts_made import ABOVE, BELOW, Mark, said_and_marked, source_text, transcript
from tests.exporters.hostile import PAYLOADS
from tests.exporters.test_transcript_html import small
from tests.exporters.transcript_pages import TranscriptDocument
from tests.probes import PROBES
from workbench import i18n
from workbench.domain.passages import Stance
from workbench.domain.sources import Kind
from workbench.exporters.docx_marks import legal_xml
from workbench.exporters.transcript_docx import transcript_docx
from workbench.exporters.transcript_rows import stretches

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.coded_transcript import CodedTranscript

FOR, AGAINST = Stance.FOR, Stance.AGAINST
SOFFICE = shutil.which("soffice")
ACTIVE = {"fldSimple", "instrText", "object", "altChunk", "control", "attachedTemplate", "hyperlink", "drawing"}
Drawn = tuple[list[tuple[str, str]], list[Mark]]


def written(made: CodedTranscript) -> bytes:
    return b"".join(transcript_docx(made))


def document(made: CodedTranscript) -> TranscriptDocument:
    return TranscriptDocument(written(made))


@pytest.fixture(scope="module")
def innocent() -> TranscriptDocument:
    i18n.set_language("en")
    return document(small())


# The words.


@settings(max_examples=100)
@given(said_and_marked())
def test_the_words_come_out_turn_by_turn_as_they_were(drawn: Drawn) -> None:
    said, marks = drawn
    assert document(transcript(said, marks)).turns() == [body for _label, body in said]


@settings(max_examples=100)
@given(said_and_marked())
def test_what_is_marked_are_the_words_of_passages(drawn: Drawn) -> None:
    said, marks = drawn
    made, text = transcript(said, marks), source_text(said)
    covered = {at for passage in made.passages for at in range(passage.span.start, passage.span.end)}
    assert document(made).marked() == [
        "".join("1" if at in covered else "0" for at in range(turn.body_start, turn.body_end)) for turn in text.turns
    ]


@settings(max_examples=60)
@given(said_and_marked())
def test_every_memo_is_a_comment_on_its_words(drawn: Drawn) -> None:
    said, marks = drawn
    made, text = transcript(said, marks), source_text(said)
    wanted = []
    for passage in made.passages:
        turns = text.turns_in(passage.span)
        end = min(passage.span.end, turns[0].body_end) if turns else 0
        words = text.text[max(passage.span.start, turns[0].body_start) : end] if turns else ""
        wanted += [("Anne Berg", "AB", "2026-05-03T10:12:00+00:00", words) for _memo in passage.memos]
    found = [(one.author, one.initials, one.date, one.on) for one in document(made).comments()]
    assert sorted(found) == sorted(wanted)


@given(said_and_marked())
@settings(max_examples=200)
def test_the_rows_of_a_turn_are_the_turn(drawn: Drawn) -> None:
    said, marks = drawn
    longer = [(label, " ".join([body] * 60).strip()) for label, body in said]
    for turn in transcript(longer, marks).turns:
        rows = list(stretches(turn))
        assert "".join(row.text for row in rows) == turn.text
        assert [row.is_first for row in rows] == [True] + [False] * (len(rows) - 1)
        begun = [place for row in rows for piece in row.pieces for place in piece.begins]
        assert begun == [place for piece in turn.pieces for place in piece.begins]
        closed = [place for row in rows for piece in row.pieces for place in piece.closes]
        assert closed == [place for piece in turn.pieces for place in piece.closes]


@pytest.mark.parametrize("filling", ["Ja, det var slik. ", "ord uten punktum ", "x", "👩\u200d👩\u200d👧", "ord\n"])
def test_a_turn_of_a_hundred_thousand_characters_is_whole(filling: str) -> None:
    body = (filling * (100_500 // len(filling))).strip()
    text = source_text([("SK1", body)])
    begins = text.turns[0].body_start
    marks = [Mark(at, at + 60, ((BELOW, 1, FOR),)) for at in range(begins, begins + len(body) - 60, 1200)]
    made = transcript([("SK1", body)], marks)
    found = document(made)
    assert found.turns() == [body]
    rows = found.rows()
    assert all(len(words) <= 6000 for _speaker, words, _margin in rows)
    assert all(not words.startswith("\u200d") for _speaker, words, _margin in rows)


def test_a_new_row_begins_with_the_sentence_of_a_passage() -> None:
    body = "Dette er en setning som ingen har kodet. " * 20 + "Her begynner det. Og det går videre."
    at = source_text([("SK1", body)]).text.index("begynner")
    rows = document(transcript([("SK1", body)], [Mark(at, at + 12, ((BELOW, 1, FOR),))])).rows()
    assert [words[:18] for _speaker, words, _margin in rows] == ["Dette er en setnin", "Her begynner det. "]
    assert [margin for _speaker, _words, margin in rows] == ["", "1 SK1:1b Nedenfra\nAbout: Kvelvet"]


# What stands around them.


def test_the_margin_names_codes_stance_coder_and_star(innocent: TranscriptDocument) -> None:
    speaker, _words, margin = innocent.rows()[1]
    assert speaker == "2\tSK1"
    assert margin.split("\n") == [
        "1 SK1:2b ★ Ovenfra −\u00a0against CD",
        "Nedenfra Anne Berg",
        "Kjenner ordet Anne Berg",
        "About: Kvelvet · memo: see the comment",
        "2 SK1:2c Hvem starter? Anne Berg",
        "3 SK1:2d Kjenner ordet CD",
        "memo: see the comment",
    ]


def test_the_head_of_the_table_stands_on_every_page(innocent: TranscriptDocument) -> None:
    heads = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in innocent.table.rows]
    assert heads == [True] + [False] * (len(heads) - 1)
    captions = [found.get(qn("w:val")) for found in innocent.table._tbl.iter(qn("w:tblCaption"))]
    assert captions == ["SK1 – coded transcript"]


def test_every_page_has_its_number(innocent: TranscriptDocument) -> None:
    (foot,) = (part for name, part in innocent.parts().items() if name.startswith("word/footer"))
    assert re.findall(rb'w:instr="(\w+)"', foot) == [b"PAGE", b"NUMPAGES"]


def test_all_styles_that_are_used_are_there(innocent: TranscriptDocument) -> None:
    parts = innocent.parts()
    known = set(re.findall(rb'w:styleId="(\w+)"', parts["word/styles.xml"]))
    used = set()
    for name in ("document", "comments", "footer1"):
        used |= set(re.findall(rb'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', parts[f"word/{name}.xml"]))
    assert used <= known


@pytest.mark.parametrize(("language", "spoken"), [("nb", "nb-NO"), ("en", "en-GB")])
def test_the_document_speaks_the_language_chosen_and_is_dated_by_the_project(language: str, spoken: str) -> None:
    i18n.set_language(language)
    found = document(small())
    properties = found.document.core_properties
    assert properties.language == spoken
    assert f'w:lang w:val="{spoken}"'.encode() in found.parts()["word/styles.xml"]
    made = dt.datetime.fromisoformat(MANIFEST.at)
    assert properties.created == properties.modified == made
    assert {date.date() for date in (one.timestamp for one in found.document.comments)} == {dt.date(2026, 5, 3)}


def test_the_same_transcript_gives_the_same_bytes() -> None:
    assert written(small()) == written(small())


# Text of people.


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES])
def test_no_text_acts_and_every_text_stands_as_it_was_written(payload: str, innocent: TranscriptDocument) -> None:
    found = document(small(lambda text: text + payload))
    assert found.shape() <= innocent.shape() | {(qn("w:br"), ()), (qn("w:rtl"), ())}
    texts = found.texts()
    for text in ("SK1", "Ovenfra", "Fra staten.", "når ikke", "et memo", "om alt", "Storvik", "Prøve", "Kvelvet"):
        assert legal_xml(text + payload).replace("\n", "") in texts.replace("\n", "")


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES])
def test_what_is_said_stands_as_it_was_said(payload: str) -> None:
    body = legal_xml(payload).strip()
    said = [(f"X{body}", f"{body} ja {body}")]
    found = document(transcript(said, [Mark(3 + len(body), 6 + 2 * len(body), ((ABOVE, 1, AGAINST),))]))
    assert found.turns() == [f"{body} ja {body}"]
    assert found.rows()[0][0] == f"1\tX{body}"


def test_nothing_in_the_file_acts(innocent: TranscriptDocument) -> None:
    parts = innocent.parts()
    tags = {etree.QName(one).localname for one in etree.fromstring(parts["word/document.xml"]).iter()}
    assert not tags & ACTIVE
    relations = b"".join(part for name, part in parts.items() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in relations
    assert not {name for name in parts if re.search(r"vba|embed|ole|media|thumbnail|customXml", name)}


def test_long_names_and_rules_are_whole() -> None:
    assert "Nedenfra" + "æ" * 500 in document(small(lambda text: text + "æ" * 500)).texts()


def test_words_from_right_to_left_say_so() -> None:
    found = document(transcript([("SK1", "שלום וברכה"), ("SK1", "Hei")]))
    directions = [row.cells[1]._tc.find(f".//{qn('w:bidi')}") is not None for row in list(found.table.rows)[1:]]
    assert directions == [True, False]


def test_no_word_of_the_document_is_bare() -> None:
    greek = str.maketrans("abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", "α" * 29 + "Ω" * 29)
    i18n.use_translations(Pseudo(), "en")
    try:
        made = transcript([("I", "1"), ("SK1", "2, 3")], [Mark(10, 14, ((BELOW, 1, FOR), (ABOVE, 2, AGAINST)), "4")],
                          lambda text: text.translate(greek))  # fmt: skip
        found = document(made)
    finally:
        i18n.set_language("en")
    bare = re.sub(r"⟦.*?⟧", " ", found.texts(), flags=re.DOTALL)
    assert set(re.findall(r"[A-Za-zÆØÅæøå]+", bare)) <= {"SK", "I", "T", "Z", "Interview", "Workbench", "ab" * 32}


# In another program.


@pytest.mark.libreoffice
def test_libreoffice_reads_it_and_writes_it_again(tmp_path: Path) -> None:
    body = "En linje.\nOg en til, med 👩\u200d👩\u200d👧 og שלום. " + "Mer å si om dette her. " * 60
    said = [("I", "Hva sa du?"), ("SK1", body.strip()), ("X", "<b>nei</b> &amp; {{ 1 }}")]
    start = source_text(said).turns[1].body_start
    marks = [Mark(start, start + 30, ((BELOW, 1, FOR),), "et memo"), Mark(start + 500, start + 600, ((ABOVE, 2, FOR),))]
    made = transcript(said, marks)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "t.docx").write_bytes(written(made))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = [str(SOFFICE), home, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "in" / "t.docx")], check=True, capture_output=True, timeout=300)
    again = TranscriptDocument((tmp_path / "t.docx").read_bytes())
    assert [" ".join(text.split()) for text in again.turns()] == [" ".join(text.split()) for _label, text in said]
    assert [one.author for one in again.comments()] == ["Anne Berg"]
    assert "et memo" in again.comments()[0].text
    assert again.comments()[0].on == body[:30]


def test_python_docx_is_loaded_only_when_it_is_asked_for() -> None:
    code = "import sys, workbench.exporters.transcript_docx as t; assert not {'docx', 'lxml'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert docx.__version__


def test_a_document_has_paragraphs_and_not_turns() -> None:
    i18n.set_language("en")
    made = small()
    paper = replace(made, source=replace(made.source, kind=Kind.DOCUMENT))
    for one, expected in ((made, ("Turn", "What is said")), (paper, ("Paragraph", "What is written"))):
        table = docx.Document(BytesIO(written(one))).tables[0]
        assert tuple(cell.text for cell in table.rows[0].cells[:2]) == expected


def test_a_code_stands_on_the_page_of_its_rules() -> None:
    i18n.set_language("en")
    blocks = list(docx.Document(BytesIO(written(small()))).paragraphs)
    styles = [block.style.style_id if block.style is not None else "" for block in blocks]
    codes = [place for place, style in enumerate(styles) if style == "UsedCode"]
    assert codes
    for place in codes:
        end = place + 1
        while end < len(styles) and styles[end] == "Rule":
            end += 1
        assert end > place + 1
        assert all(block.paragraph_format.keep_with_next for block in blocks[place : end - 1])
        assert not blocks[end - 1].paragraph_format.keep_with_next
