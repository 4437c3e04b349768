from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import INTERVIEW, TOP, Workbench, lying_in

if TYPE_CHECKING:
    from pathlib import Path

TRANSCRIPTS = TOP / "transcripts"
UNCLEAR = "Kari: Hei. Hvordan går det?\nPer: Det går bra, takk.\n" * 3


def test_speakers_are_told_on_the_command_line(small: Path, workbench: Workbench) -> None:
    text = small.parent / "g.txt"
    text.write_text(UNCLEAR + "Ola: Hei.\nOla: Ja.\n", "utf-8")
    said = workbench(
        "import", small, text, "--speaker", "Kari=interviewer", "--speaker", "Per=SK2; Ola=unknown", "--case", "SK"
    )
    assert (said.code, said.out) == (0, "Added g.txt as SK2.\n")
    assert "Per: informant SK2, 3 turns" in said.err
    assert "Ola: unknown, 2 turns" in said.err
    assert workbench("informants", small).out.split("\n")[1].startswith("SK2\tSK")


def test_labels_that_stay_unclear_end_it_with_the_preview(small: Path, workbench: Workbench) -> None:
    text = small.parent / "g.txt"
    text.write_text(UNCLEAR, "utf-8")
    before = lying_in(small.parent)
    said = workbench("import", small, text, "--coder", "NEW")
    assert (said.code, said.out) == (2, "")
    assert "g.txt: " in said.remarks[0]
    assert [line.split(",")[0].strip() for line in said.remarks[1:3]] == ["Kari: who?", "Per: who?"]
    assert "--speaker" in said.remarks[-1]
    assert lying_in(small.parent) == before


@pytest.mark.parametrize("more", [(), ("--coder", "NEW", "--round", "7")])
def test_a_dry_run_shows_and_changes_nothing(more: tuple[str, ...], small: Path, workbench: Workbench) -> None:
    before = lying_in(small.parent)
    table = TRANSCRIPTS / "sources.csv"
    said = workbench("import", small, table, "--dry-run", *more)
    assert (said.code, said.out) == (0, "13 texts would come in; nothing was changed.\n")
    assert "sk3-sk4.docx: " in said.err
    assert "Kari: informant SK3" in said.err
    assert lying_in(small.parent) == before
    again = workbench("import", small, small.parent / "sk1.txt", "--dry-run", *more)
    assert again.out == "0 texts would come in; nothing was changed.\n"
    assert "sk1.txt is in the project already, as SK1." in again.err
    assert lying_in(small.parent) == before


def test_the_same_text_twice_is_named_and_left_alone(small: Path, workbench: Workbench) -> None:
    twin = small.parent / "twin.txt"
    twin.write_text(INTERVIEW.replace("\n", "\r\n"), "utf-8")
    said = workbench("import", small, twin)
    assert (said.code, said.out) == (0, "")
    assert "twin.txt is in the project already, as SK1." in said.err
    assert len(workbench("todo", small).out.split("\n")) == 3


def test_a_table_of_sources_brings_them_in_and_describes_them(small: Path, workbench: Workbench) -> None:
    folder = small.parent
    (folder / "a.txt").write_text(UNCLEAR, "utf-8")
    (folder / "plan.txt").write_text("Plan.\n\nKommunen skal.\n", "utf-8")
    (folder / "sources.csv").write_text(
        "file;source;kind;case;date;guide;speakers;left_out;length:integer;room\n"
        'a.txt;;group;SK;2025-03-04;1;"Kari=interviewer; Per=SK2";;;B\n'
        "plan.txt;Plan;document;SK;;;;;12;\n"
        "gone;x;letter;;;;;;;\n",
        "utf-8",
    )
    said = workbench("import", small, folder / "sources.csv")
    assert said.code == 1, said.err
    assert said.out == "Added a.txt as SK2.\nAdded plan.txt as Plan.\n"
    assert "sources.csv, line 4: " in said.err
    assert "room" in said.err, "columns that are kept out are named"
    assert "12" in workbench("matrix", small, "--columns", "attribute:length", "--format", "csv").out


def test_what_is_known_of_a_source_can_be_told_later(small: Path, workbench: Workbench) -> None:
    table = small.parent / "sources.csv"
    table.write_text("file;left_out\nsk1.txt;utenfor temaet\n", "utf-8")
    assert workbench("import", small, table).code == 0
    assert "left out: utenfor temaet" in workbench("todo", small).out


def test_new_texts_and_what_is_told_of_old_ones_are_one_step(small: Path, workbench: Workbench) -> None:
    folder = small.parent
    (folder / "a.txt").write_text(UNCLEAR, "utf-8")
    table = folder / "sources.csv"
    head = "file;kind;case;date;speakers;room:text\n"
    table.write_text(head + 'sk1.txt;;SK;2025-03-04;;B\na.txt;group;SK;;"Kari=interviewer; Per=SK2";C\n', "utf-8")
    said = workbench("import", small, table)
    assert (said.code, said.out) == (
        0, "Added a.txt as SK2.\nSources that were here before: 1 changed, 0 as before.\n"
    )  # fmt: skip
    assert workbench("undo", small).code == 0
    assert [line.split()[0] for line in workbench("todo", small).out.split("\n")[1:-1]] == ["SK1"]
    assert workbench("redo", small).code == 0
    table.write_text("file;case\nsk1.txt;SK\na.txt;\n", "utf-8")
    said = workbench("import", small, table)
    assert (said.code, said.out) == (
        0,
        "Sources that were here before: 1 changed, 1 as before.\nCleared, since the cells are empty: case (1).\n",
    )
    assert "who?" not in said.err, "who speaks in them is known"
    assert "Described sources" in workbench("history", small).out.split("\n")[0]


def test_what_a_table_cannot_change_is_listed(small: Path, workbench: Workbench) -> None:
    folder = small.parent
    (folder / "plan.txt").write_text("Plan.\n\nKommunen skal.\n", "utf-8")
    table = folder / "sources.csv"
    table.write_text("file;source;kind;speakers\nsk1.txt;NY;group;\nplan.txt;;document;I=interviewer\n", "utf-8")
    said = workbench("import", small, table)
    assert (said.code, said.out) == (1, "Added plan.txt as D1.\n")
    assert [line.partition("sources.csv, ")[2] for line in said.remarks if "line" in line] == [
        "line 2: SK1 keeps its label, since it stands in the ids of passages; it cannot become “NY”.",
        "line 3: Nobody is labelled “I” in the text of D1.",
    ]
    table.write_text("file;kind\nsk1.txt;group\nplan.txt;interview\n", "utf-8")
    said = workbench("import", small, table)
    assert (said.code, said.out) == (1, "Sources that were here before: 1 changed, 0 as before.\n")
    assert "D1 came in as document" in said.err
    assert workbench("import", small, table).out == "Sources that were here before: 0 changed, 1 as before.\n"


def test_a_second_interview_and_a_group_get_labels(workbench: Workbench, small: Path) -> None:
    folder = small.parent
    (folder / "b.txt").write_text(INTERVIEW + "I: Mer?\nSK1: Ja, mer.\n", "utf-8")
    (folder / "c.txt").write_text(UNCLEAR, "utf-8")
    first = workbench("import", small, folder / "b.txt", "--speaker", "SK1=SK1")
    second = workbench("import", small, folder / "c.txt", "--speaker", "Kari=SK1", "--speaker", "Per=SK2")
    third = workbench("import", small, folder / "book.yaml")
    assert (first.out, second.out) == ("Added b.txt as SK1-2.\n", "Added c.txt as G1.\n")
    assert third.code == 2
