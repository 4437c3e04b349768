from __future__ import annotations

import csv
import io
from dataclasses import replace

from tests.domain.matrix_facts import BELOW, CODEBOOK, CODINGS, FACTS, NK1, S_NK1, build, marked, person
from workbench.domain.tallies import Grouping
from workbench.exporters.matrix_csv import HEADER, matrix_csv
from workbench.i18n import set_language


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_the_file_is_as_the_page_says() -> None:
    content = matrix_csv(build(CODINGS))
    assert content.startswith(b"\xef\xbb\xbfrow;row_kind;parent;column;column_path;state;n;N;quotes;codings;words;")
    assert ";".join(HEADER).endswith("informants;against")


def test_there_is_one_line_for_each_row_and_column_and_it_says_what_the_cell_says() -> None:
    matrix = build(CODINGS)
    lines = iter(read(matrix_csv(matrix)))
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        for column, cell in zip(matrix.columns, cells, strict=True):
            line = next(lines)
            assert (line["row"], line["row_kind"], line["parent"]) == (row.code.name, row.kind.value, row.parent)
            assert line["column_path"] == column.path
            assert line["state"] == ("" if cell.state is None else cell.state.value)
            counts = (cell.n, cell.N, cell.quotes, cell.codings, cell.words)
            assert tuple(line[name] for name in ("n", "N", "quotes", "codings", "words")) == tuple(
                "" if count is None else str(count) for count in counts
            )
            assert line["informants"] == ", ".join(cell.informants)
            assert line["against"] == ", ".join(cell.against)
    assert next(lines, None) is None


def test_a_line_by_hand() -> None:
    content = matrix_csv(build(CODINGS)).decode()
    assert "\r\nOvenfra;code;Hvem starter?;SK;SK;says;2;3;5;5;35;SK1, SK2;SK1\r\n" in content
    assert "\r\nOvenfra;code;Hvem starter?;(documents);SK > (documents);;;;1;1;10;;\r\n" in content
    assert "\r\nNedenfra;theme;Hvem starter?;(documents);(no case) > (documents);;;;1;1;10;;\r\n" in content


def test_paths_of_columns_are_unique_in_every_grouping() -> None:
    for grouping in (Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE):
        lines = [
            (line["parent"], line["row"], line["column_path"]) for line in read(matrix_csv(build(CODINGS, grouping)))
        ]
        assert len(lines) == len(set(lines))


def test_the_language_of_the_screen_changes_nothing() -> None:
    english = matrix_csv(build(CODINGS))
    set_language("nb")
    assert matrix_csv(build(CODINGS)) == english


def test_the_order_in_which_tallies_come_changes_nothing() -> None:
    assert matrix_csv(build(reversed(CODINGS))) == matrix_csv(build(CODINGS))


def test_names_that_a_spreadsheet_would_run_are_guarded_unless_raw() -> None:
    codes = tuple(replace(code, name='=A1;"x"') if code.id == BELOW else code for code in CODEBOOK.codes)
    matrix = build(facts=replace(FACTS, codebook=replace(CODEBOOK, codes=codes)))
    assert '\'=A1;"x"' in {line["row"] for line in read(matrix_csv(matrix))}
    assert '=A1;"x"' in {line["row"] for line in read(matrix_csv(matrix, raw=True))}


def test_an_informant_without_case_has_a_column_in_a_column() -> None:
    facts = replace(FACTS, informants=(person(NK1, "XX1", None, S_NK1),), cases=())
    lines = read(matrix_csv(build([marked(1, ("NK1:1", S_NK1), BELOW, NK1)], facts=facts)))
    found = [(line["column"], line["column_path"], line["n"]) for line in lines if line["row"] == "Nedenfra"]
    assert found == [("(no case)", "(no case)", "1"), ("XX1", "(no case) > XX1", "1")]
