"""The workbook: text of people is text and never a formula, nothing is cut, it prints well, the same bytes again."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.exporters.hostile import PAYLOADS
from tests.exporters.page_reports import report, shown_quotes
from tests.golden.xlsx_pages import HEAD, QUOTES_HEAD, XlsxPage
from tests.probes import PROBES
from workbench.domain.first_page import first_page
from workbench.domain.tallies import Grouping
from workbench.exporters import xlsx_first, xlsx_quotes
from workbench.exporters.legal_text import fit
from workbench.exporters.matrix_xlsx import matrix_xlsx
from workbench.exporters.tints import dark, tint
from workbench.exporters.xlsx_book import MOST_LINKS
from workbench.exporters.xlsx_heights import MOST, lines, running_lines
from workbench.exporters.xlsx_text import in_xml, pieces
from workbench.i18n import set_language

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.domain.report import Report

SOFFICE = shutil.which("soffice")
LONG = "Ja, nei. " * 4445
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
ACTIVE = {"f", "oleObject", "externalReference", "control", "drawing", "legacyDrawing", "webPublishItem"}


@pytest.fixture(autouse=True)
def _english() -> None:
    set_language("en")


def written(made: Report) -> bytes:
    return b"".join(matrix_xlsx(made))


def page(made: Report) -> XlsxPage:
    return XlsxPage(written(made))


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def shape(file: bytes) -> dict[str, set[str]]:
    """Return the names of the elements in every part."""
    return {
        name: {str(found.tag) for found in etree.fromstring(content).iter()} for name, content in parts(file).items()
    }


# Text of people.


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES, "<r><t>x</t></r>", "_x0041_", "a\r\nb", "\ud800", "\ufffe"])
def test_no_text_becomes_a_formula_or_markup_and_every_text_stands_as_it_was_written(payload: str) -> None:
    file = written(report(lambda text: payload if text == "en regel" else text + payload))
    found = shape(file)
    assert all(not ACTIVE & {tag.rpartition("}")[2] for tag in tags} for tags in found.values())
    assert {name: tags for name, tags in found.items() if "sheet" not in name.lower()} == {
        name: tags for name, tags in shape(written(report())).items() if "sheet" not in name.lower()
    }
    read = XlsxPage(file)
    texts = read.texts()
    for text in ("Hvem starter samskaping?", "når", "når ikke", "et eksempel", "utenfor temaet"):
        assert fit(text + payload) in texts
    assert fit(payload) in texts, "by itself, as a definition"
    assert fit(f"Ovenfra{payload}") in [line[0] for line in read.lines()]
    assert fit(f"Storvik{payload} (SK)") in read.lines()[0]
    quote = next(row for row in read.quotes() if row["Id"] == "SK1:2")
    assert quote["Quote"] == fit(f"ord i SK1:2{payload}")
    assert quote["Memo"] == fit(f"et memo{payload}")
    assert quote["Asked before"] == fit(f"Hva sa du?{payload}")
    assert {cell.data_type for cell in read.cells()} == {"s", "n"}
    assert all(location.startswith("'") for sheet in read.book for location in read.links(sheet).values())


def test_what_the_format_may_not_hold_is_shown_as_signs() -> None:
    assert fit("\x00\x1b\x7f\x9f\ud800\uffff\r\n\r") == "␀␛␡␦\ufffd\ufffd\n\n"
    assert in_xml("<&>_x0041_ _x") == "&lt;&amp;&gt;_x005F_x0041_ _x"


@given(st.text(), st.integers(min_value=1, max_value=12))
def test_pieces_are_the_whole_text_and_each_fits(text: str, most: int) -> None:
    text = fit(text)
    found = list(pieces(text, lambda piece: len(piece) <= most))
    assert "".join(found) == text
    assert all(len(piece) <= most for piece in found)


def test_a_quote_of_forty_thousand_characters_survives_over_several_rows() -> None:
    made = report()
    first, *rest = shown_quotes(made.matrix.facts, str)
    long = first._replace(
        quote=first.quote._replace(words=LONG, memo="M" + LONG), asked="Hva?\n" * 300, reference="R" * 300
    )
    read = page(replace(made, quotes=[long, *rest]))
    row = next(row for row in read.quotes() if row["Id"] == first.quote.passage)
    assert (row["Quote"], row["Memo"], row["Asked before"]) == (LONG, "M" + LONG, "Hva?\n" * 300)
    (sheet,) = read.quote_sheets
    ids = [str(cell.value) for cell in sheet["A"] if str(cell.value).startswith(f"{first.quote.passage} (")]
    assert ids[0] == f"{first.quote.passage} (1 of {len(ids)}, goes on below)"
    assert ids[-1] == f"{first.quote.passage} ({len(ids)} of {len(ids)})"
    assert len(ids) > 10
    assert all(dimension.height <= MOST + 4 for dimension in sheet.row_dimensions.values() if dimension.height)


def test_a_long_definition_goes_on_below_and_a_long_cell_points_to_where_it_stands_whole() -> None:
    read = page(report(lambda text: LONG if text in {"en regel", "utenfor temaet"} else text))
    parts_ = [read.at(read.definitions, row, 3) for row in range(4, read.definitions.max_row + 1)]
    assert LONG in "".join(parts_)
    cells = [text for line in read.lines() for text in line if "see the sheet “Definitions”" in text]
    assert len(cells) == 1
    assert cells[0].startswith("1 (SK7: Ja, nei.")


def test_nothing_is_shown_without_quotes_and_without_codes() -> None:
    made = report()
    empty = replace(made.matrix, rows=(), cells=(), poles=(), spread=())
    bare = replace(made, matrix=empty, page=first_page(empty, made.manifest), quotes=[], shown_codes={})
    read = page(bare)
    assert read.quotes() == []
    assert [line[0] for line in read.lines()][:2] == ["", "informants in interviews"]


# What it looks like.


@pytest.mark.parametrize("grouping", list(Grouping)[:3])
def test_every_sheet_has_room_for_remarks_stands_still_and_prints_across(grouping: Grouping) -> None:
    read = page(report(grouping=grouping))
    assert [sheet.title for sheet in read.book] == ["Comparison", "Definitions", "Quotes"]
    heads = {"Comparison": HEAD, "Definitions": 3, "Quotes": QUOTES_HEAD}
    for sheet in read.book:
        head = [read.at(sheet, heads[sheet.title], column) for column in range(1, sheet.max_column + 1)]
        assert head[-1] == "Comment"
        assert sheet.freeze_panes is not None
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize in {8, 9}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.print_title_rows is not None
        assert "&P" in sheet.oddFooter.right.text
        assert sheet.oddHeader.left.text == "Hvem starter samskaping?"
        ground = read.book[sheet.title].cell(heads[sheet.title], 1).fill.start_color.rgb
        assert ground == "FFEFEFEF"
    quotes = read.quote_sheets[0]
    assert quotes.auto_filter.ref == f"A{QUOTES_HEAD}:O{quotes.max_row}"
    assert quotes.max_row - QUOTES_HEAD == len(read.quotes())


def test_a_projects_name_is_safe_in_the_head_of_the_pages() -> None:
    read = page(report(lambda text: "9 & 10 &P" + "x" * 300 if text == "Hvem starter samskaping?" else text))
    file = io.BytesIO()
    read.book.save(file)
    head = re.search("<oddHeader>(.*?)</oddHeader>", parts(file.getvalue())["xl/worksheets/sheet1.xml"].decode())
    assert head is not None
    assert "9 &amp;&amp; 10 &amp;&amp;P" in head[1]
    assert len(head[1]) < 255


def colour_of(run: Any) -> str:
    """Return the colour of a stretch of text."""
    return str(run.find(f"{MAIN}rPr/{MAIN}color").get("rgb"))


def test_marks_are_coloured_by_their_theme_and_quotes_counted_softly() -> None:
    file = written(report())
    strings = etree.fromstring(parts(file)["xl/sharedStrings.xml"])
    runs = [
        [(str(run.findtext(f"{MAIN}t")), colour_of(run)) for run in found.iter(f"{MAIN}r")]
        for found in strings.iter(f"{MAIN}si")
        if found.find(f"{MAIN}r") is not None
    ]
    ink = "FF" + dark("#336699")[1:]
    assert any(run[0][1] == ink and set(run[0][0]) <= set("●◐◆◈\u2009") for run in runs)
    assert any(text.startswith(" · ") and colour != ink for run in runs for text, colour in run)


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_dark_on_its_tint_is_read_well(colour: str) -> None:
    def light(of: str) -> float:
        found = [int(of[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in found)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    for strength in (0.14, 0.22):
        assert (light(tint(colour, strength)) + 0.05) / (light(dark(colour)) + 0.05) >= 4.4


@given(st.text(alphabet=st.sampled_from("abc defgh ijklæø WM.\n"), max_size=400))
def test_a_quick_estimate_of_lines_is_hardly_ever_too_small(text: str) -> None:
    assert running_lines(text, 58.0) >= lines(text, 58.0) * 0.8


# The same bytes.


def test_another_process_with_another_hash_seed_writes_the_same_bytes() -> None:
    script = (
        "import sys; from tests.exporters.page_reports import report; "
        "from workbench.exporters.matrix_xlsx import matrix_xlsx; "
        "from workbench.i18n import set_language; set_language('nb'); "
        "sys.stdout.buffer.write(b''.join(matrix_xlsx(report())))"
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


def test_it_is_dated_by_the_last_step() -> None:
    properties = parts(written(report()))["docProps/core.xml"].decode()
    assert re.findall(r">(\d{4}-[^<]*)</dcterms:", properties) == ["2026-05-03T10:12:44Z"] * 2


# Sizes.


def test_more_rows_than_a_sheet_holds_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_quotes, "MOST_ROWS", 3)
    made = report()
    read = page(made)
    assert [sheet.title for sheet in read.quote_sheets][:2] == ["Quotes", "Quotes 2"]
    assert all(sheet.max_row <= QUOTES_HEAD + 3 for sheet in read.quote_sheets)
    assert len(read.quotes()) == len(shown_quotes(made.matrix.facts, str))
    to = {read.target(location)[0].title for location in read.links(read.first).values()}
    assert "Quotes 2" in to


def test_no_sheet_has_more_links_than_the_format_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_quotes, "MOST_LINKS", 4)
    read = page(report())
    assert len(read.links(read.quote_sheets[0])) == 4 + 1
    assert MOST_LINKS < 65_530


def test_in_a_large_table_the_marks_tell_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = page(report()).lines()
    monkeypatch.setattr(xlsx_first, "_MOST_RUNS", 1)
    assert page(report()).lines() == whole


# LibreOffice.


@pytest.mark.libreoffice
def test_libreoffice_reads_every_text_and_runs_nothing(tmp_path: Path) -> None:
    made = report(lambda text: text + PAYLOADS[5])
    (tmp_path / "m.xlsx").write_bytes(written(made))
    converted = office(tmp_path, "xlsx:Calc MS Excel 2007 XML")
    read = XlsxPage(converted.read_bytes())
    before = page(made)
    assert read.lines() == before.lines()
    assert [row["Quote"] for row in read.quotes()] == [row["Quote"] for row in before.quotes()]
    assert not [cell for cell in read.cells() if cell.data_type == "f"]
    arrows = [cell.coordinate for row in read.first.iter_rows(min_row=HEAD + 1) for cell in row if cell.hyperlink]
    assert arrows == [place for place in before.links(before.first) if int(re.sub(r"\D", "", place)) > HEAD]


def office(folder: Path, to: str) -> Path:
    """Let LibreOffice convert `m.xlsx` in a folder; return what it wrote."""
    assert SOFFICE is not None
    (folder / "out").mkdir()
    command: list[Any] = [SOFFICE, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", to, "--outdir", folder / "out", folder / "m.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (found,) = (folder / "out").iterdir()
    return found


def test_the_legend_stands_over_the_table_and_every_arrow_is_closed_off_from_the_next_column() -> None:
    read = page(report())
    over = [read.at(read.first, row, 1) for row in range(1, HEAD)]
    assert any(text.startswith("● says it") and "quotes" in text for text in over)
    under = [read.at(read.first, row, 1) for row in range(HEAD + 1, read.first.max_row + 1)]
    assert not any(text.startswith("● says it") for text in under)
    arrows = [cell for row in read.first.iter_rows(min_row=HEAD + 1) for cell in row if cell.hyperlink]
    assert arrows
    assert {cell.border.right.style for cell in arrows} == {"thin"}


def test_the_quotes_name_their_case_and_who_speaks_and_print_readably() -> None:
    made = report()
    first, *rest = shown_quotes(made.matrix.facts, str)
    paper = first._replace(quote=first.quote._replace(informants=()), speaker="document")
    read = page(replace(made, quotes=[paper, *rest]))
    rows = read.quotes()
    assert {name for row in rows for name in row["Kommune"].split(", ")} == {
        "Storvik (SK)",
        "Fjordvik (FK)",
        "Ness (NK)",
        "",
    }
    assert "document" in {row["Informant"] for row in rows}
    sheet = read.quote_sheets[0]
    assert [cell.value for cell in sheet[QUOTES_HEAD]].count("★") == 1
    assert "then kommune" in read.at(sheet, 2, 1)
    assert sheet.column_dimensions["N"].hidden is False, "the references say something here"
    same = [shown._replace(reference=shown.quote.passage) for shown in shown_quotes(made.matrix.facts, str)]
    sheet = page(replace(made, quotes=same)).quote_sheets[0]
    assert sheet.column_dimensions["N"].hidden
    shown = [found.width for found in sheet.column_dimensions.values() if not found.hidden]
    points = sum(int(width * 7) for width in shown) * 0.75
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    across = 297 / 25.4 - sheet.page_margins.left - sheet.page_margins.right
    assert 11 * across * 72 / points >= 7, "smaller than 7 points on A4"
