"""The sheet says what the first page says, whatever is open, turned or far down; and finds the quotes it counts."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from time import process_time
from typing import TYPE_CHECKING

import pytest

from tests.domain.matrix_facts import CODINGS, FACTS, MANIFEST, build, by_attribute
from tests.tui.study import sample_study
from workbench.bootstrap import open_desk
from workbench.domain.cells import Cell, State, Voice
from workbench.domain.codebook import Code, Codebook
from workbench.domain.columns import Column
from workbench.domain.first_page import LineKind, first_page
from workbench.domain.ids import CodeId
from workbench.domain.matrix import Matrix
from workbench.domain.rows import Row, RowKind
from workbench.domain.tallies import Facts, Grouping, Line
from workbench.domain.view import View
from workbench.i18n import set_language
from workbench.tui import matrix_layout
from workbench.tui.comparing import Comparison, behind, of_code, passages_in_turn
from workbench.tui.matrix_layout import SPREAD, Sheet
from workbench.tui.matrix_seen import Seen

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.services.desk import Desk
    from workbench.services.matrix import Asked
    from workbench.tui.matrix_layout import SheetColumn, SheetLine

SIZES = {1: "stor", 2: "liten"}


def matrix_by(grouping: Grouping) -> Matrix:
    facts = by_attribute("case", SIZES) if grouping is Grouping.ATTRIBUTE else FACTS
    return build(CODINGS, grouping, facts)


@pytest.mark.parametrize("grouping", list(Grouping))
@pytest.mark.parametrize("block", [1, 2, 32])
@pytest.mark.parametrize("ascii_marks", [False, True])
def test_a_closed_sheet_is_the_first_page(
    monkeypatch: pytest.MonkeyPatch, grouping: Grouping, block: int, ascii_marks: bool
) -> None:
    monkeypatch.setattr(matrix_layout, "_BLOCK", block)
    matrix = matrix_by(grouping)
    page = first_page(matrix, MANIFEST, ascii_marks=ascii_marks)
    sheet = Sheet(matrix, MANIFEST, ascii_marks=ascii_marks)
    shown = [
        (line.kind, line.depth, sheet.name(line), tuple(sheet.text(line, column) for column in sheet.columns))
        for line in sheet.lines
    ]
    wanted = [(line.kind, line.depth, line.title, line.cells) for line in page.lines]
    # The lines of headings know no total.
    cut = len(page.headings) - (sheet.columns[-1].path == SPREAD)
    heads = [kind is LineKind.HEADING for kind, *_rest in shown]
    assert [(*found[:3], found[3][:cut]) for found, head in zip(shown, heads, strict=True) if head] == [
        (*found[:3], found[3][:cut]) for found in wanted if found[0] is LineKind.HEADING
    ]
    assert [found for found, head in zip(shown, heads, strict=True) if not head] == wanted[sum(heads) :]
    assert tuple(sheet.heading(column) for column in sheet.columns) == page.headings


def test_a_case_opens_into_its_informants_and_says_of_each_alone() -> None:
    matrix = build(CODINGS)
    case = next(column for column in matrix.columns if column.label == "SK")
    sheet = Sheet(matrix, MANIFEST, [case.path])
    inside = [column for column in sheet.columns if column.is_inside]
    assert [sheet.heading(column) for column in inside] == ["SK1", "SK2", "SK3"]
    line = next(line for line in sheet.lines if sheet.name(line) == "Ovenfra")
    assert [sheet.text(line, column) for column in inside] == ["◆ 2", "● 3", "·"]
    against = sheet.lines[sheet.lines.index(line) + 1]
    assert against.kind is LineKind.AGAINST
    assert [sheet.text(against, column) for column in inside] == ["1", "–", "–"]
    words = [[sheet.text(line, column) for line in sheet.lines[:4]] for column in inside]
    assert words == [["", "", "1,000", ""], ["", "", "2,000", ""], ["", "", "3,000", ""]]
    assert sum(column.is_open for column in sheet.columns) == 1
    assert sheet.spoken(line, inside[0]).startswith("1 of 1: SK1; against: SK1")


@pytest.mark.parametrize("turned", [False, True])
def test_every_cell_is_found_again_by_its_keys_also_in_another_sheet(turned: bool) -> None:
    matrix = build(CODINGS)
    seen = Seen(Sheet(matrix, MANIFEST), turned=turned, short=False)
    later = Seen(Sheet(matrix, MANIFEST, [column.path for column in matrix.columns]), turned=not turned, short=True)
    for row in range(seen.count):
        for across in range(seen.across):
            keys = seen.keys(row, across)
            assert seen.find(*keys) == (row, across)
            at = later.find(*keys)
            assert None not in at
            assert later.keys(*at) == keys
    assert seen.find((LineKind.CODE, 999), "nowhere") == (None, None)


def test_short_cells_have_marks_and_how_many_of_how_many_only() -> None:
    sheet = Sheet(build(CODINGS), MANIFEST)
    line = next(line for line in sheet.lines if sheet.name(line) == "Ovenfra")
    column = next(column for column in sheet.columns if "Storvik" in sheet.heading(column))
    long, short = sheet.text(line, column), sheet.text(line, column, short=True)
    assert long.startswith(f"{short} · ")
    assert short == f"{sheet.marks(line, column)} 2 of 3"


def every_cell(sheet: Sheet) -> list[tuple[SheetLine, SheetColumn, Cell]]:
    found = [(line, column, sheet.cell(line, column)) for line in sheet.lines for column in sheet.columns]
    return [(line, column, cell) for line, column, cell in found if cell is not None]


def quotes_behind(desk: Desk, asked: Asked, sheet: Sheet, line: SheetLine, column: SheetColumn | None) -> int:
    wanted = behind(asked, sheet, line, column)
    assert wanted is not None
    return len(passages_in_turn(shown for shown in desk.reports.quotes(wanted.view) if wanted.holds(shown.quote)))


@pytest.mark.parametrize("grouping", list(Grouping))
def test_as_many_quotes_stand_behind_a_cell_as_it_counts(tmp_path: Path, grouping: Grouping) -> None:
    with closing(open_desk(sample_study(tmp_path))) as desk:
        comparison = Comparison(grouping, "merger" if grouping is Grouping.ATTRIBUTE else "")
        asked = comparison.asked(desk)
        matrix = desk.matrix.matrix(asked)
        sheet = Sheet(matrix, desk.manifest(asked.view), [column.path for column in matrix.columns])
        cells = every_cell(sheet)[:: 5 if grouping is Grouping.CASE else 9]
        for line, column, cell in cells:
            counted = cell.quotes_against if line.kind is LineKind.AGAINST else cell.quotes
            assert quotes_behind(desk, asked, sheet, line, column) == counted
        assert sum(cell.quotes > 1 for _line, _column, cell in cells) > 5
        line = next(line for line in sheet.lines if sheet.name(line) == "Ovenfra")
        every = quotes_behind(desk, asked, sheet, line, None)
        assert every == len(passages_in_turn(desk.reports.quotes(of_code(*ovenfra(desk)).view))) == 58


def ovenfra(desk: Desk) -> tuple[Codebook, CodeId, Desk]:
    book = desk.codebook.codebook()
    return book, next(code.id for code in book.codes if code.name == "Ovenfra"), desk


def test_a_view_of_one_code_shows_a_theme_with_the_quotes_of_that_code_only(tmp_path: Path) -> None:
    with closing(open_desk(sample_study(tmp_path))) as desk:
        book, code, _desk = ovenfra(desk)
        desk.views.save("ovenfra", View(codes=frozenset({code})))
        comparison = Comparison(saved="ovenfra")
        asked = comparison.asked(desk)
        sheet = Sheet(desk.matrix.matrix(asked), desk.manifest(asked.view))
        line = next(line for line in sheet.lines if line.kind is LineKind.THEME)
        assert sheet.name(line) == book.theme(code).name
        cell = sheet.cell(line, sheet.columns[0])
        assert cell is not None
        assert quotes_behind(desk, asked, sheet, line, sheet.columns[0]) == cell.quotes > 10


def test_quotes_come_in_turn_and_each_passage_once(tmp_path: Path) -> None:
    with closing(open_desk(sample_study(tmp_path))) as desk:
        found = passages_in_turn(desk.reports.quotes(of_code(*ovenfra(desk)).view))
        assert len({passage.key for passage in found}) == len(found)
        speakers = [passage.shown.quote.informants for passage in found]
        several = len(set(speakers))
        assert several > 5
        assert len(set(speakers[:several])) == several
        assert max(len(passage.codings) for passage in found) > 1


def test_what_was_counted_is_known_until_something_changes(tmp_path: Path) -> None:
    with closing(open_desk(sample_study(tmp_path))) as desk:
        comparison = Comparison()
        asked = comparison.asked(desk)
        assert comparison.known(desk, asked) is None
        comparison.keep(desk, asked, desk.matrix.matrix(asked))
        assert comparison.known(desk, comparison.asked(desk)) is not None
        assert comparison.known(desk, replace(asked, grouping=Grouping.SOURCE)) is None
        desk.views.save("mine", desk.own_view())
        assert comparison.known(desk, asked) is None


def test_both_languages_say_the_same_numbers() -> None:
    english = Sheet(build(CODINGS), MANIFEST)
    told = [english.spoken(line, column) for line, column, _cell in every_cell(english)]
    set_language("nb")
    norwegian = Sheet(build(CODINGS), MANIFEST)
    sagt = [norwegian.spoken(line, column) for line, column, _cell in every_cell(norwegian)]
    digits = [[letter for letter in text if letter.isdigit()] for text in told]
    assert digits == [[letter for letter in text if letter.isdigit()] for text in sagt]
    assert told != sagt


def test_two_thousand_codes_and_four_hundred_cases_are_looked_at_in_parts() -> None:
    codes = tuple(Code(CodeId(n), f"g{n}", None, n, f"Kode {n}", "#336699") for n in range(1, 2001))
    voices = (Voice("X1", False, State.SAYS),)
    cell = Cell(State.SAYS, 1, 1, 1, 0, 1, 0, ("X1",), voices=voices)
    columns = tuple(Column(f"case:{n}", Line.INFORMANTS, f"C{n}", f"C{n}") for n in range(400))
    rows = tuple(Row(code, RowKind.CODE, 0, code.name, "") for code in codes)
    cells = ((cell,) * 400,) * 2000
    matrix = Matrix(Grouping.CASE, rows, columns, cells, (), (None,) * 2000, (), 0, Facts(Codebook(codes)))
    began = process_time()
    sheet = Sheet(matrix, MANIFEST)
    assert sheet.text(sheet.lines[-1], sheet.columns[-1]) == "● 1 of 1 · 1"
    assert sheet.name(sheet.lines[-1]) == "Kode 2000"
    assert len(sheet.lines) == 2004
    assert process_time() - began < 5
