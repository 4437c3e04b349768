"""The tables around the texts, codings as a table, views, and what a listing shows."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import TOP, Workbench, lying_in

if TYPE_CHECKING:
    from pathlib import Path

TRANSCRIPTS = TOP / "transcripts"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def codings(project: Path, workbench: Workbench) -> list[dict[str, str]]:
    said = workbench("codings", "export", project)
    assert said.code == 0
    return list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_cases_and_informants_come_in_and_are_listed(small: Path, workbench: Workbench) -> None:
    said = workbench("cases", small, TRANSCRIPTS / "cases.csv")
    assert (said.code, said.out) == (0, "Cases: 3 new, 0 changed, 0 as before.\n")
    said = workbench("informants", small, TRANSCRIPTS / "informants.csv")
    assert (said.code, said.out) == (0, "Informants: 11 new, 1 changed, 0 as before.\n")
    assert workbench("cases", small).out.split("\n")[0] == "SK\tStorvik\tSK1, SK2, SK3, SK4, SK5, SK6, SK7"
    listed = workbench("informants", small).out
    assert listed.startswith("SK1\tSK\tkommunaldirektør, oppvekst\tBSO\tkey informant\n")
    assert "left out: snakket bare om" in listed
    said = workbench("informants", small, TRANSCRIPTS / "informants.csv")
    assert said.out == "Informants: 0 new, 0 changed, 12 as before.\n"


def test_a_table_brought_in_again_says_what_it_cleared_and_an_undo_brings_it_back(
    small: Path, workbench: Workbench
) -> None:
    assert workbench("informants", small, TRANSCRIPTS / "informants.csv").code == 0
    before = workbench("informants", small).out
    short = written(small.parent, "i.csv", "informant;case\nSK1;SK\nSK7;SK\n")
    assert workbench("informants", small, short).out == "Informants: 0 new, 0 changed, 2 as before.\n"
    empty = written(small.parent, "i.csv", "informant;case;role;left_out;years:integer\nSK1;SK;;;\nSK7;;;;\n")
    said = workbench("informants", small, empty)
    assert (said.code, said.out.split("\n")) == (
        0,
        [
            "Informants: 0 new, 2 changed, 0 as before.",
            "Cleared, since the cells are empty: role (2), years (2), case (1), left_out (1).",
            "",
        ],
    )
    assert workbench("informants", small).out != before
    assert workbench("undo", small).code == 0
    assert workbench("informants", small).out == before


@pytest.mark.parametrize(
    ("verb", "table", "sentence"),
    [
        ("informants", "informant;case\nNY;SK\nny;FK\n", "“ny” stands in line 2 and in line 3"),
        ("cases", "case;name\nNY;Nytt\nNytt;Nytt\n", "Lines 2 and 3 of the table tell of the same (Nytt)"),
        ("cases", "case;name;;\nNY;Nytt;;x\n", "column 4 has no name"),
        ("cases", "case;name" + ";x" * 10_000 + "\nNY;Nytt\n", "more than 500 columns"),
        ("finish", "source;codebook\nSK1;1\nsk1.txt;1\n", "Lines 2 and 3 of the table tell of the same (sk1.txt)"),
        ("import", "file;date\nsk1.txt;2025-01-01\n./sk1.txt;2025-01-02\n", "tell of the same (./sk1.txt)"),
    ],
)
def test_a_table_that_says_two_things_is_refused_and_nothing_changed(
    verb: str, table: str, sentence: str, small: Path, workbench: Workbench
) -> None:
    path = written(small.parent, "t.csv", table)
    before = workbench("history", small).out
    said = workbench(verb, small, path)
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert sentence in said.err
    assert workbench("history", small).out == before


def test_bad_rows_are_listed_with_their_line_and_extra_columns_named(small: Path, workbench: Workbench) -> None:
    table = written(
        small.parent, "cases.csv", "case,name,population:integer,mayor\nSK,Storvik,12,Ola\nFK,Fjordvik,mange,\n"
    )
    said = workbench("cases", small, table)
    assert said.code == 1
    assert f"{table}, line 3: " in said.err
    assert "Columns that were not read: mayor" in said.err
    assert workbench("cases", small).out == "SK\tStorvik\t\n"


def test_codings_that_are_not_certain_are_listed_and_kept_out(small: Path, workbench: Workbench) -> None:
    table = written(
        small.parent,
        "codings.csv",
        "source;start;end;quote;code;coder;round;stance\n"
        'SK1;;;"Vi begynte selv";Nedenfra;CD;2;for\n'
        "SK1;;;SK1;Nedenfra;CD;2;for\n"
        "SK1;;;finnes ikke;Nedenfra;CD;2;\n"
        "SK1;0;4;Lederne;Nedenfra;CD;2;\n"
        "SK1;;;i fjor;Nedefra;CD;2;\n"
        "SK1;;;i fjor;Start > Ovenfra;CD;2;-\n"
        "SK1;;;i fjor;Ovenfra;CD;2;against\n"
        "SK1;;;i fjor;Ovenfra;CD;2;for\n"
        "SK9;;;i fjor;Ovenfra;CD;2;for\n"
        "SK1;;;i fjor;Ovenfra;CD;2;kanskje\n"
        "SK1;5;;;Ovenfra;CD;2;\n"
        "SK1;;;;Ovenfra;CD;2;\n",
    )
    said = workbench("codings", "import", small, table)
    assert said.code == 1
    assert said.out == "Codings: 2 new, on 2 new passages; 10 rows kept out.\n"
    listed = [re.search(r"line (\d+): (.*)", line) for line in said.remarks]
    problems = {int(found[1]): found[2] for found in listed if found}
    assert list(problems) == [3, 4, 5, 6, 8, 9, 10, 11, 12, 13]
    assert "times; give start and end" in problems[3]
    assert "not in SK1" in problems[4]
    assert "Other words stand in SK1" in problems[5]
    assert "Nedefra" in problems[6]
    assert "already" in problems[8]
    assert "the other way" in problems[9]
    assert [
        (row["quote"], row["code"], row["coder"], row["round"], row["stance"], row["id"])
        for row in codings(small, workbench)
    ] == [
        ("Vi begynte selv", "Nedenfra", "CD", "2", "for", "SK1:2"),
        ("i fjor", "Ovenfra", "CD", "2", "against", "SK1:2b"),
    ]


def test_coder_and_round_come_from_the_flags_where_a_table_names_none(small: Path, workbench: Workbench) -> None:
    table = written(small.parent, "codings.csv", "source;quote;code\nsk1.txt;i fjor;Nedenfra\n")
    said = workbench("codings", "import", small, table, "--coder", "CD", "--round", "andre")
    assert said.code == 0
    assert (said.remarks, said.out) == (
        ["New coder: CD", "New reading: andre"],
        "Codings: 1 new, on 1 new passages; 0 rows kept out.\n",
    )
    assert [(row["coder"], row["round"]) for row in codings(small, workbench)] == [("CD", "andre")]


def test_code_by_quote_and_by_place(small: Path, workbench: Workbench) -> None:
    said = workbench("code", small, "SK1", "Nedenfra", "--quote", "Vi begynte selv")
    assert (said.code, said.out, said.err) == (0, "Coded SK1:2: Vi begynte selv\n", "")
    said = workbench("code", small, "sk1.txt", "Start > Ovenfra", "--start", 22, "--end", 37, "--against")
    assert said.out == "Coded SK1:2: Vi begynte selv\n"
    found = [(row["start"], row["end"], row["code"], row["stance"]) for row in codings(small, workbench)]
    assert found == [("22", "37", "Nedenfra", "for"), ("22", "37", "Ovenfra", "against")]
    before = lying_in(small.parent)
    said = workbench("code", small, "SK1", "Nedenfra", "--quote", "Vi begynte selv")
    assert (said.code, said.out) == (2, "")
    assert "already" in said.err
    assert lying_in(small.parent) == before
    said = workbench("code", small, "SK1", "Nedenfra", "--quote", "Vi begynte selv", "--against")
    assert said.code == 0
    assert [row["stance"] for row in codings(small, workbench)] == ["against", "against"]


def test_finish_by_hand_by_code_and_from_a_table(small: Path, workbench: Workbench) -> None:
    def state() -> str:
        return " ".join(workbench("todo", small).out.split("\n")[1].split())

    assert state() == "SK1 0 not begun"
    assert workbench("finish", small, "SK1").out == "SK1 is finished, for codebook 1.\n"
    assert state() == "SK1 0 finished"
    book = written(small.parent, "book.yaml", (small.parent / "book.yaml").read_text() + "  - name: Nytt\n")
    assert "version 2" in workbench("codebook", "import", small, book).out
    assert state() == "SK1 0 finished, but not read for: Nytt"
    assert workbench("finish", small, "SK1", "--code", "Nytt").code == 0
    assert state() == "SK1 0 finished"
    assert workbench("finish", small, "SK1", "--not").code == 0
    assert state() == "SK1 0 not begun"
    table = written(
        small.parent, "finished.csv", "source;coder;round;codebook\nsk1.txt;AB;1;2\nSK9;AB;1;2\nSK1;AB;1;to\n"
    )
    said = workbench("finish", small, table)
    assert (said.code, said.out) == (1, "Finished: 1 new, 0 for a later codebook, 0 as before.\n")
    assert [line.rpartition(", line ")[2][0] for line in said.remarks] == ["3", "4"]
    assert state() == "SK1 0 finished"


def test_a_view_is_saved_listed_and_used(sample: Path, workbench: Workbench) -> None:
    said = workbench("view", "save", sample, "storvik", "--case", "SK", "--by", "AB", "--stance", "against")
    assert (said.code, said.out) == (0, "Saved the view “storvik”.\n")
    assert workbench("view", "save", sample, "alt").code == 0
    listed = workbench("view", "list", sample).out.split("\n")
    assert listed[0] == "storvik\tcoders: AB; cases: SK; stance: against"
    assert listed[1] == "alt\teverything"
    by_view = workbench("matrix", sample, "--format", "csv", "--view", "storvik").out
    by_hand = workbench("matrix", sample, "--format", "csv", "--case", "SK", "--by", "AB", "--stance", "against").out
    assert by_view == by_hand
    assert by_view != workbench("matrix", sample, "--format", "csv").out
    narrower = workbench("matrix", sample, "--format", "json", "--view", "storvik", "--code", "Ovenfra").out
    assert json.loads(narrower)["manifest"]["view"] == {
        "coders": ["AB"], "cases": ["SK"], "codes": ["Hvem starter? > Ovenfra"], "stance": ["against"],
    }  # fmt: skip


@pytest.mark.parametrize(
    "options", [("--ascii",), ("--transpose",), ("--no-words",), ("--starred",), ("--interviewer",)]
)
def test_every_switch_of_the_matrix_makes_a_difference(
    options: tuple[str, ...], sample: Path, workbench: Workbench
) -> None:
    format_ = "md" if options[0] in {"--ascii", "--transpose"} else "csv"
    plain, other = (workbench("matrix", sample, "--format", format_, *more) for more in ((), options))
    assert plain.code == other.code == 0
    assert plain.out != other.out


def test_the_matrix_is_written_by_the_files_ending_with_its_manifest(sample: Path, workbench: Workbench) -> None:
    folder = sample.parent
    for name in ("m.csv", "m.json", "m.md"):
        said = workbench("matrix", sample, "-o", folder / name)
        assert (said.code, said.out) == (0, "")
        assert said.remarks[0] == f"Wrote {folder / name}"
    manifest = json.loads((folder / "m.manifest.json").read_text("utf-8"))
    assert manifest == json.loads((folder / "m.json").read_text("utf-8"))["manifest"]
    assert set(lying_in(folder)) == {"m.csv", "m.json", "m.md", "m.manifest.json", sample.name}


def test_history_tells_every_step_and_no_words_of_a_transcript(small: Path, workbench: Workbench) -> None:
    workbench("code", small, "SK1", "Nedenfra", "--quote", "Lederne kom etter")
    table = written(small.parent, "c.csv", "source;quote;code;memo\nSK1;absolutt;Nedenfra;Tonje Berg sa det\n")
    assert workbench("codings", "import", small, table).code == 0
    workbench("undo", small)
    titles = workbench("history", small).out.split("\n")
    assert "Undid: Brought in codings" in titles[0]
    assert "Coded SK1:4 as “Nedenfra”" in titles[2]
    told = workbench("history", small, "--json", "--last", 0).out
    steps = [json.loads(line) for line in told.rstrip("\n").split("\n")]
    assert [step["step"] for step in steps] == list(range(len(steps), 0, -1))
    assert any(change[0] == "coding" for change in steps[2]["changes"])
    assert all(isinstance(row, int) for step in steps for change in step["changes"] for row in change[2:])
    for word in ("Lederne", "absolutt", "Tonje", "begynte", "fjor"):
        assert word not in told
    assert len(workbench("history", small, "--last", 1).out.split("\n")) == 2


def test_check_backup_and_restore(small: Path, workbench: Workbench) -> None:
    said = workbench("check", small)
    assert (said.code, said.out, said.err) == (0, "small.workbench is in order.\n", "")
    assert workbench("backup", small).code == 0
    copies = list((small.parent / "small.backups").glob("*.workbench"))
    assert copies
    before = codings(small, workbench)
    workbench("code", small, "SK1", "Nedenfra", "--quote", "i fjor")
    assert copies[0].name in workbench("restore", small).out
    said = workbench("restore", small, "--copy", max(copies).name)
    assert said.code == 0, said.err
    assert "small-before-restore-" in said.out
    assert codings(small, workbench) == before


def test_the_codebook_is_checked_and_written_with_its_comments(small: Path, workbench: Workbench) -> None:
    book = small.parent / "book.yaml"
    said = workbench("codebook", "check", book)
    assert (said.code, said.err) == (0, "")
    assert "3 codes" in said.out
    said = workbench("codebook", "export", small, "-o", book)
    assert said.code == 0
    assert "# Kept: the first" in book.read_text("utf-8")
    assert "# kept too" in book.read_text("utf-8")
    again = workbench("codebook", "import", small, book)
    assert again.out == "Codes: 0 new, 0 changed, 3 as before; the codebook is now version 1.\n"
    fresh = workbench("codebook", "export", small)
    assert (fresh.code, "#" in fresh.out) == (0, False)


def test_a_comment_in_an_older_encoding_is_kept_and_no_picture_is_written_over(
    small: Path, workbench: Workbench
) -> None:
    book = small.parent / "book.yaml"
    book.write_bytes("# Årets kodebok\nname: Bok\ncodes:\n  - name: Start\n".encode("cp1252"))
    assert workbench("codebook", "export", small, "-o", book).code == 0
    assert "# Årets kodebok" in book.read_text("utf-8")
    picture = small.parent / "picture.yaml"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    said = workbench("codebook", "export", small, "-o", picture)
    assert (said.code, len(said.remarks)) == (2, 1)
    assert "picture.yaml" in said.err
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_a_codebook_that_grew_says_what_became_of_it(small: Path, workbench: Workbench) -> None:
    book = written(small.parent, "b.yaml", "name: Bok\ncodes:\n  - name: Start\n    definition: Hvem\n  - name: Nytt\n")
    said = workbench("codebook", "import", small, book)
    assert said.out == "Codes: 1 new, 1 changed, 0 as before; the codebook is now version 2.\n"
    assert "Start > Ovenfra" in said.err
    assert "kept" in said.err
