"""Tables as CSV: what a spreadsheet gets, and that reading gives back what was written."""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.domain.passages import Stance
from workbench.domain.tables import FORMULA_STARTS, CodingRow
from workbench.exporters.csv_table import codings_csv, csv_bytes, csv_chunks
from workbench.importers.csv_tables import read_codings


def text_of(*table: Any, **how: Any) -> str:
    return csv_bytes(*table, **how).decode("utf-8-sig")


def test_a_table_is_written_for_norwegian_excel() -> None:
    written = csv_bytes(("a", "b"), [("x;y", 1), ('«nei» "ja"', None), ("to\nlinjer", -2), ("", "")])
    assert written == '\ufeffa;b\r\n"x;y";1\r\n"«nei» ""ja""";\r\n"to\nlinjer";-2\r\n;\r\n'.encode()


def test_formulas_are_guarded_unless_raw() -> None:
    rows = [("=1+1", "- nei, vi", "'=x", "a=b", "'hei'")]
    assert text_of(("h",) * 5, rows) == "h;h;h;h;h\r\n'=1+1;'- nei, vi;''=x;a=b;'hei'\r\n"
    assert text_of(("h",) * 5, rows, raw=True) == "h;h;h;h;h\r\n=1+1;- nei, vi;'=x;a=b;'hei'\r\n"


@pytest.mark.parametrize("start", [*FORMULA_STARTS, "\0"])
@pytest.mark.parametrize("body", ["cmd|' /C calc'!A0", 'HYPERLINK("http://x")', "1+1"])
def test_no_cell_begins_as_a_formula(start: str, body: str) -> None:
    text = text_of(("h",), [(start + body,)])
    cell = next(iter(list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]))[0]
    assert cell[0] not in FORMULA_STARTS
    assert "\0" not in text


def test_a_long_table_comes_in_pieces_that_join() -> None:
    rows = [(str(number), number) for number in range(5001)]
    pieces = list(csv_chunks(("a", "b"), rows))
    assert len(pieces) == 3
    assert b"".join(pieces) == csv_bytes(("a", "b"), iter(rows))
    assert list(csv.reader(io.StringIO(text_of(("a", "b"), rows), newline=""), delimiter=";"))[-1] == ["5000", "5000"]


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text).replace("\0", "")


cells = (
    st.text(alphabet="=+-@'\t\n\r;,\" aå", max_size=12)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
).map(_composed)  # fmt: skip
names = st.text(alphabet="=+-@'aåB;,\"> 1:", min_size=1, max_size=12).map(str.strip).filter(bool)
places = st.tuples(st.integers(0, 10**9), st.integers(1, 10**6)).map(lambda place: (place[0], place[0] + place[1]))


@st.composite
def coding_rows(draw: st.DrawFn) -> CodingRow:
    quote = draw(cells)
    start, end = draw(places if not quote else places | st.just((None, None)))
    reader = names | st.just("")
    return CodingRow(
        0, draw(names), start, end, quote, draw(names), draw(reader), draw(reader), draw(st.sampled_from(Stance)),
        draw(cells), draw(cells), draw(st.booleans()),
    )  # fmt: skip


@settings(max_examples=2000)
@given(st.lists(coding_rows(), max_size=4))
@example([CodingRow(0, "'=S", 0, 1, "'=x", "-K", memo="=1\n\t", id="'")])
@example([CodingRow(0, "S", 0, 1, "\ufeff=1", "K")])
@example([CodingRow(0, "S", None, None, "\u037e", "K"), CodingRow(0, "S", 1, 2, "", "K")])
def test_codings_read_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, rows: list[CodingRow]) -> None:
    path = tmp_path_factory.getbasetemp() / "codings.csv"
    path.write_bytes(b"".join(codings_csv(rows)))
    table = read_codings(str(path))
    assert not table.problems
    assert [row._replace(line=0) for row in table.rows] == rows


def test_codings_have_the_columns_of_the_format() -> None:
    row = CodingRow(9, "SK1", 3, 9, "- nei", "Tema > Kode", "KA", "Første", Stance.AGAINST, "SK1:2", "m", True)
    assert b"".join(codings_csv([row])).decode("utf-8-sig") == (
        "source;start;end;quote;code;coder;round;stance;id;memo;starred\r\n"
        "SK1;3;9;'- nei;Tema > Kode;KA;Første;against;SK1:2;m;yes\r\n"
    )
