"""Coders and readings on the command line: made with the first change only, blind or not, and listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Said, Workbench, lying_in
from tests.cli.test_bad_input import refused
from workbench.bootstrap import open_to_read
from workbench.services.readers import Readers
from workbench.storage.opening import open_for_reading

if TYPE_CHECKING:
    from pathlib import Path

NEW = ("--coder", "NY", "--round", "andre")
WANTING = {
    "code, no such code": "code SK1 Nedenifra --quote fjor",
    "code, no such source": "code XX Nedenfra --quote fjor",
    "code, no such words": "code SK1 Nedenfra --quote finnesikke",
    "code, bad place": "code SK1 Nedenfra --start 9000 --end 9001",
    "finish, no such source": "finish XX",
    "finish, no such code": "finish SK1 --code Nedenifra",
    "view save, no such case": "view save x --case XX",
    "codebook import, no such file": "codebook import nosuch.yaml",
    "codings import, only bad rows": "codings import bad.csv",
    "undo, nothing to undo": "undo",
    "redo, nothing to redo": "redo --steps 2",
    "import, no such file": "import nosuch.txt",
    "import, who speaks": "import unclear.txt",
    "finish, only bad rows": "finish finished.csv",
}


def called(project: Path, workbench: Workbench, words: str, *more: str) -> Said:
    """Call a verb with the project in its place, and its files beside the project."""
    verb, *rest = words.split()
    group = [verb, rest.pop(0)] if rest and rest[0] in {"import", "save"} else [verb]
    files = [str(project.parent / word) if word.endswith((".csv", ".yaml", ".txt")) else word for word in rest]
    return workbench(*group, project, *files, *more)


@pytest.fixture
def study(small: Path) -> Path:
    (small.parent / "bad.csv").write_text("source;quote;code\nSK1;finnesikke;Nedenfra\nXX;fjor;Nedenfra\n", "utf-8")
    (small.parent / "finished.csv").write_text("source;coder;round;codebook\nXX;;;\n", "utf-8")
    (small.parent / "unclear.txt").write_text("Kari: Hei.\nOla: Hei.\nKari: Ja.\nOla: Ja.\n", "utf-8")
    return small


@pytest.mark.parametrize("words", WANTING.values(), ids=WANTING)
def test_a_verb_that_comes_to_nothing_makes_no_coder_and_no_reading(
    words: str, study: Path, workbench: Workbench
) -> None:
    before = lying_in(study.parent)
    said = called(study, workbench, words, *NEW)
    assert said.code in {1, 2}
    assert "New " not in said.err
    assert lying_in(study.parent) == before
    assert {"NY", "andre"}.isdisjoint(workbench("rounds", study).out.replace("\t", " ").split())


@pytest.mark.parametrize(
    "words",
    [
        "code SK1 Nedenfra --quote fjor",
        "finish SK1",
        "view save x --case SK",
        "codings import good.csv",
        "import good.txt --speaker SK2=SK2",
        "cases cases.csv",
    ],
)
def test_a_verb_that_changes_something_makes_them_and_says_so(words: str, study: Path, workbench: Workbench) -> None:
    (study.parent / "good.csv").write_text("source;quote;code\nSK1;fjor;Nedenfra\n", "utf-8")
    (study.parent / "good.txt").write_text("I: Hei?\nSK2: Hei.\nI: Ja?\nSK2: Ja, ja.\n", "utf-8")
    (study.parent / "cases.csv").write_text("case;name\nSK;Storvik\n", "utf-8")
    assert workbench("cases", study, study.parent / "cases.csv").code == 0 or words.startswith("cases")
    (study.parent / "cases.csv").write_text("case;name\nLM;Lilleneset\n", "utf-8")
    said = called(study, workbench, words, *NEW)
    assert said.code == 0, said
    assert [line for line in said.remarks if line.startswith("New ")] == ["New coder: NY", "New reading: andre"]
    latest = workbench("history", study, "--last", "2").out.split("\n")
    assert "NY" in latest[0]
    assert "Chose coder and reading" in latest[1]
    again = called(study, workbench, "undo")
    assert again.code == 0, again
    assert "New " not in again.err
    assert workbench("check", study).code == 0
    assert "andre" in workbench("rounds", study).out


def is_blind(project: Path, name: str) -> bool:
    opened = open_for_reading(project)
    try:
        return next(found.blind for found in Readers(opened).rounds() if found.name == name)
    finally:
        opened.close()


def test_a_blind_reading_is_made_and_kept_apart(small: Path, workbench: Workbench) -> None:
    quote = ("SK1", "Nedenfra", "--quote")
    assert workbench("code", small, *quote, "fjor", "--round", "b", "--blind").code == 0
    assert is_blind(small, "b")
    assert not is_blind(small, "1")
    before = lying_in(small.parent)
    refused(workbench("code", small, *quote, "Ja, absolutt", "--round", "b"), "b")
    refused(workbench("code", small, *quote, "Ja, absolutt", "--round", "1", "--blind"), "1")
    refused(workbench("finish", small, "SK1", "--round", "b"), "b")
    assert lying_in(small.parent) == before
    # The last reading goes on without being named, and as what it is.
    assert workbench("code", small, *quote, "Ja, absolutt", "--blind").code == 0
    assert workbench("finish", small, "SK1").code == 0
    assert workbench("code", small, *quote, "Lederne", "--round", "1").code == 0
    assert workbench("rounds", small).out == "1\tAB 1\t\nb\tAB 2\tblind\n"
    counted = workbench("codings", "export", small).out
    assert counted.count(";b;") == 2


def test_blind_needs_a_reading_of_its_own(small: Path, workbench: Workbench, tmp_path: Path) -> None:
    before = lying_in(small.parent)
    refused(workbench("code", small, "SK1", "Nedenfra", "--quote", "fjor", "--blind"), "--blind")
    refused(workbench("new", tmp_path / "ny", "--blind"), "--blind")
    assert lying_in(small.parent) == before
    assert workbench("new", tmp_path / "ny", "--blind", "--round", "b").code == 0
    assert is_blind(tmp_path / "ny.workbench", "b")


def test_the_desk_knows_that_a_reading_is_blind(small: Path, workbench: Workbench) -> None:
    assert workbench("finish", small, "SK1", "--round", "b", "--blind").code == 0
    desk = open_to_read(small)
    assert desk.chosen.blind
    desk.close()


def test_coders_without_codings_are_listed_too(small: Path, workbench: Workbench) -> None:
    assert workbench("finish", small, "SK1", "--coder", "CD").code == 0
    assert workbench("code", small, "SK1", "Nedenfra", "--quote", "fjor", "--coder", "EF").code == 0
    said = workbench("rounds", small)
    assert said.out == "1\tEF 1\t\n\tAB, CD\tno codings yet\n"
