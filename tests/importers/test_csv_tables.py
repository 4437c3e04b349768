"""The tables a person writes: rows, what is kept out and why, and files that are no table."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.attributes import AttributeColumn, AttributeType
from workbench.domain.errors import ImportFailed
from workbench.domain.passages import Stance
from workbench.domain.sources import Kind
from workbench.domain.tables import CaseRow, CodingRow, FinishedRow, InformantRow, SourceRow, Speaker, Table
from workbench.domain.transcript import Role
from workbench.importers import csv_cells
from workbench.importers.csv_tables import read_cases, read_codings, read_finished, read_informants, read_sources

SAMPLE = Path(__file__).resolve().parents[2] / "transcripts"

QUOTE = "a quotation mark is not closed, or something stands after the closing one."
CELL = "a cell has more than 1000000 characters, or a quotation mark is not closed."

Write = Callable[[str | bytes], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(content: str | bytes) -> str:
        path = tmp_path / "t.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return str(path)

    return written


def told(table: Table[Any]) -> list[tuple[int, str]]:
    return [(problem.line, str(problem)) for problem in table.problems]


def test_cases_with_typed_attributes(write: Write) -> None:
    table = read_cases(
        write(
            "case;name;folk:integer;vekst:decimal;ny:yesno;størrelse:order(liten|stor);dato:date;merknad\n"
            "SK;Storvik;268 400;17,9;nei;Stor;4.3.2025;x\nFK;Fjordvik;;;;;;\n"
        )
    )
    assert table.rows == (
        CaseRow(
            2,
            "SK",
            "Storvik",
            {"folk": "268400", "vekst": "17.9", "ny": "no", "størrelse": "stor", "dato": "2025-03-04"},
        ),
        CaseRow(3, "FK", "Fjordvik", {}),
    )
    assert table.attributes[3] == AttributeColumn("størrelse", AttributeType.ORDER, ("liten", "stor"))
    assert table.extra_columns == ("merknad",)
    assert not table.problems


def test_lines_that_cannot_be_understood_are_listed_and_the_others_come_in(write: Write) -> None:
    table = read_cases(
        write(
            "case;name;folk:integer;x:tall\nA;a;1;\n;b;2;\nC;c;mange;\n;d;4;\nE\u202e;e;5;\nF;f;6;;;g\nG;g;7\n\n ; ;\n"
        )
    )
    assert [row.case for row in table.rows] == ["A", "G"]
    assert told(table) == [
        (1, "the column “x:tall” has no type that is known (text, integer, decimal, yesno, date, order)"),
        (3, "column case: the name is empty"),
        (4, "column folk: “mange” is not a whole number, such as 25 725"),
        (5, "column case: the name is empty"),
        (6, "column case: the name has a character that cannot be seen, U+202E; write it again without it"),
        (7, "the line has more cells than there are columns; does a cell lack its quotation marks?"),
    ]
    assert table.extra_columns == ("x:tall",)


def test_informants(write: Write) -> None:
    table = read_informants(
        write(
            "Informant,CASE,role,Key,left_out,years:integer\n"
            'SK1,SK,"leder, BHO",Ja,,9\nSK7,,,no,utenfor,\nX,,,kanskje,,\nSK8,,,,,\n'
        )
    )
    assert table.rows == (
        InformantRow(2, "SK1", "SK", "leder, BHO", "", True, "", {"years": "9"}),
        InformantRow(3, "SK7", "", "", "", False, "utenfor", {}),
        InformantRow(5, "SK8", "", "", "", None, "", {}),
    )
    assert sorted(table.columns or ()) == ["case", "informant", "key", "left_out", "role"]
    assert table.has("role")
    assert not table.has("department")
    assert told(table) == [(4, "column key: “kanskje” is neither ja nor nei, yes nor no")]


def test_sources_and_their_speakers(write: Write) -> None:
    table = read_sources(
        write(
            "file;source;kind;case;date;guide;speakers;left_out\n"
            'a.txt;;Group;SK;4.3.2025;1;"I=Interviewer; Kari=SK3; a=b=SK4;X = unknown;";\n'
            "b.txt;;film;;;;;\n"
            "c.txt;;;;snart;;;\n"
            "d.txt;;;;;;Kari;\n"
            'e.txt;;;;;;"I=interviewer;I=SK1";\n'
        )
    )
    assert table.rows == (
        SourceRow(
            2,
            "a.txt",
            kind=Kind.GROUP,
            case="SK",
            date="2025-03-04",
            guide="1",
            speakers=(
                Speaker("I", Role.INTERVIEWER, ""),
                Speaker("Kari", Role.INFORMANT, "SK3"),
                Speaker("a=b", Role.INFORMANT, "SK4"),
                Speaker("X", Role.UNKNOWN, ""),
            ),
        ),
    )
    assert told(table) == [
        (3, "“film” is not a kind of source (interview, group, document, observation, survey)"),
        (4, "column date: “snart” is not a date, such as 2025-03-04 or 4.3.2025"),
        (5, "“Kari” must be a label, = and who it is, as in I=interviewer"),
        (6, "the label “I” stands twice"),
    ]


def test_finished(write: Write) -> None:
    table = read_finished(write("source;coder;round;codebook\nSK1;KA;Første;3\nSK1;KB;;3\nSK2;KA;;0\nSK2;KA;;\n"))
    assert table.rows == (FinishedRow(2, "SK1", "KA", "Første", 3), FinishedRow(3, "SK1", "KB", "", 3))
    assert [line for line, _said in told(table)] == [4, 5]


CODINGS = (
    "source;start;end;quote;code;coder;round;stance;id;memo;starred\n"
    'SK1;3;9;"Ja; ""nei""\nså";Tema > Kode;KA;Første;against;SK1:2b;merk;ja\n'
)


def test_codings_by_place_and_by_quote(write: Write) -> None:
    table = read_codings(write(CODINGS + "SK1;;;Det er det;Kode;;;;;;\nSK2; 4 ;7;;Kode;;;IMOT;;;Nei\n"))
    assert table.rows == (
        CodingRow(
            2, "SK1", 3, 9, 'Ja; "nei"\nså', "Tema > Kode", "KA", "Første", Stance.AGAINST, "SK1:2b", "merk", True
        ),
        CodingRow(4, "SK1", None, None, "Det er det", "Kode"),
        CodingRow(5, "SK2", 4, 7, "", "Kode", stance=Stance.AGAINST),
    )
    assert not table.problems


def test_codings_in_any_order_with_columns_left_out(write: Write) -> None:
    table = read_codings(write(" Quote ,x,CODE,source\na,1,K,S\nb,2,K,S\n"))
    assert table.rows == (CodingRow(2, "S", None, None, "a", "K"), CodingRow(3, "S", None, None, "b", "K"))
    assert table.extra_columns == ("x",)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (";1;2;;K;;;;;;", "source and code must both be written"),
        ("S;1;2;;;;;;;;", "source and code must both be written"),
        ("S;;;;K;;;;;;", "neither a place (start and end) nor a quote is written"),
        ("S;1;;q;K;;;;;;", "start “1” and end “” are no place in a text"),
        ("S;2;2;q;K;;;;;;", "start “2” and end “2” are no place in a text"),
        ("S;-1;2;q;K;;;;;;", "start “-1” and end “2” are no place in a text"),
        ("S;1,5;2;q;K;;;;;;", "start “1,5” and end “2” are no place in a text"),
        (f"S;1;{'9' * 5000};q;K;;;;;;", "start “1” and end “" + "9" * 59 + "…” are no place in a text"),
        ("S;1;2;q;K;;;kanskje;;;", "“kanskje” is neither for nor against"),
        ("S;1;2;q;K;;;;;;litt", "“litt” is neither ja nor nei, yes nor no"),
        ("S;1;2;q;K\u200b;;;;;;", "the name has a character that cannot be seen, U+200B; write it again without it"),
        ("S;1;2;q;K;;;;;;;x", "the line has more cells than there are columns; does a cell lack its quotation marks?"),
    ],
)
def test_a_bad_coding_is_listed_and_its_neighbours_come_in(write: Write, line: str, sentence: str) -> None:
    table = read_codings(write(f"{CODINGS}{line}\nS;1;2;q;K;;;;;;\n"))
    assert told(table) == [(4, sentence)]
    assert [row.line for row in table.rows] == [2, 5]


def test_bad_codings_far_apart_keep_the_order_of_the_file(write: Write) -> None:
    lines = [f"S;{n};{n + 1};;K{n % 7}" if n % 1000 else "S;;;;K" for n in range(3500)]
    table = read_codings(write("source;start;end;quote;code\n" + "\n".join(lines)))
    assert [problem.line for problem in table.problems] == [2, 1002, 2002, 3002]
    assert [row.line for row in table.rows] == [n + 2 for n in range(3500) if n % 1000]


def test_a_guard_against_formulas_comes_off(write: Write) -> None:
    table = read_codings(write("source;quote;code\nS;'- nei;'=K\nS;''=1;K\nS;'vanlig';K\nS;=1;K\n"))
    assert [(row.quote, row.code) for row in table.rows] == [
        ("- nei", "=K"),
        ("'=1", "K"),
        ("'vanlig'", "K"),
        ("=1", "K"),
    ]
    assert read_cases(write("case;name\nA;'-b\n")).rows[0].name == "-b"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [";", ","])
def test_encodings_line_ends_and_delimiters(write: Write, codec: str, end: str, delimiter: str) -> None:
    lines = [["case", "name"], ["BÅ", "Blåbærøya kommune"], ["ØY", "Øygården på øya"]]
    table = read_cases(write((end.join(delimiter.join(line) for line in lines) + end).encode(codec)))
    assert table.rows == (CaseRow(2, "BÅ", "Blåbærøya kommune"), CaseRow(3, "ØY", "Øygården på øya"))


def test_a_line_that_names_the_delimiter_is_understood(write: Write) -> None:
    assert read_cases(write("sep=,\r\ncase,name\r\nA,b;c\r\n")).rows == (CaseRow(3, "A", "b;c"),)


def test_text_is_composed_but_makes_no_new_cells(write: Write) -> None:
    table = read_cases(write("case;name\nA;Bla\u030a\u037eb\n"))
    assert table.rows == (CaseRow(2, "A", "Blå\u037eb"),)


def test_nul_is_made_visible(write: Write) -> None:
    table = read_codings(write("source;quote;code\n" + "S;helt vanlig tekst;K\n" * 50 + "S;a\0b;K\n"))
    assert table.rows[-1].quote == "a\u2400b"


def test_a_long_file_is_the_same_in_pieces(write: Write) -> None:
    quote = "«Det er – ja» " * 10
    count = 12_000
    table = read_codings(write("source;quote;code\r\n" + "".join(f'S;"{quote}\r\n{n}";K\r\n' for n in range(count))))
    assert len(table.rows) == count
    assert table.rows[-1].quote == f"{quote}\r\n{count - 1}"
    assert table.rows[-1].line == 2 * count
    old = read_codings(write(("source;quote;code\n" + f"S;på {quote};K\n" * count).encode("cp1252")))
    assert old.rows[-1].quote == f"på {quote}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("case\nA\n", "t.csv has no column “name”; write it in the first line."),
        ("navn;kommune\nA;b\n", "t.csv has no column “case”; write it in the first line."),
        ("case;name;Case\nA;b;c\n", "t.csv has the column “Case” twice; rename one of them."),
        ("\ncase;name\n", "t.csv has an empty first line; it must hold the names of the columns."),
        ("case;name" + ";x" * 500 + "\n", "t.csv has more than 500 columns; leave out those that are not needed."),
        ('case;name\nA;"b\nC;d\n', "t.csv, line 2: " + QUOTE),
        ('case;name\nA;"b"c\n', "t.csv, line 2: " + QUOTE),
        ("case;name\nA;b\nA;" + "x" * 1_000_001 + "\n", "t.csv, line 3: " + CELL),
        ("sep=;", "t.csv has no column “case”; write it in the first line."),
        ("case;name" + ";x" * 10_000, "t.csv has more than 500 columns; leave out those that are not needed."),
        ("case;name;;\nA;a;;\nB;b;;x\n", "t.csv, line 3: column 4 has no name in the first line; name it or empty it."),
        ("case;name\nA;a\nB;b\na;c\n", "t.csv: “a” stands in line 2 and in line 4; take one of them out."),
        ("case;name;x:integer\nA;a;ja\nA;c;1\n", "t.csv: “A” stands in line 2 and in line 3; take one of them out."),
        ("case;name;x:integer;X:text\nA;a;1;b\n", "t.csv has two columns for “X”; take one of them out."),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused(write: Write, content: str, sentence: str) -> None:
    with pytest.raises(ImportFailed) as refused:
        read_cases(write(content))
    assert str(refused.value) == sentence


def test_columns_without_a_name_may_stand_where_nothing_is_in_them(write: Write) -> None:
    table = read_cases(write("case;name;;\nA;a;; \nB;b\n;;;\n"))
    assert [row.case for row in table.rows] == ["A", "B"]
    assert not table.extra_columns
    codings = read_codings(write("source;quote;code;\nS;a;K;\nS;b;K;\n"))
    assert len(codings.rows) == 2


def test_files_whose_names_differ_in_capitals_are_two(write: Write) -> None:
    assert len(read_sources(write("file\nA.txt\na.txt\n")).rows) == 2
    with pytest.raises(ImportFailed, match=r"“a\.txt” stands in line 2 and in line 4"):
        read_sources(write("file\na.txt\nA.txt\na.txt\n"))


def test_more_rows_than_a_table_may_have_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_cells, "MOST_ROWS", 3)
    assert len(read_cases(write("case;name\nA;a\nB;b\nC;c\n")).rows) == 3
    with pytest.raises(ImportFailed, match=r"t\.csv has more than 3 rows; divide it"):
        read_cases(write("case;name\nA;a\nB;b\nC;c\nD;d\n"))


def test_names_are_held_once(write: Write) -> None:
    path = write("source;start;end;code\n" + "En kilde;1;2;En kode med et langt navn\n" * 20_000)
    tracemalloc.start()
    table = read_codings(path)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(table.rows) == 20_000
    assert held < 20_000 * 300


@pytest.mark.parametrize("name", ["cases", "informants", "sources"])
def test_the_sample_study_reads_without_problems(name: str) -> None:
    readers: dict[str, Callable[[str], Table[Any]]] = {
        "cases": read_cases,
        "informants": read_informants,
        "sources": read_sources,
    }
    table = readers[name](str(SAMPLE / f"{name}.csv"))
    assert table.rows
    assert not table.problems
    assert not table.extra_columns


@given(st.text(alphabet="source;codequt\n\r\",'=-1 \0å", max_size=80), st.booleans())
def test_any_text_is_a_table_or_is_refused(tmp_path_factory: pytest.TempPathFactory, body: str, headed: bool) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_text(("source;quote;code\n" if headed else "") + body, "utf-8", newline="")
    try:
        table = read_codings(str(path))
    except ImportFailed:
        return
    assert all(row.source and row.code and row.quote for row in table.rows)
    assert all(str(problem) for problem in table.problems)
