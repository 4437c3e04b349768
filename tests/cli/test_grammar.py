from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer.main

from tests.cli.conftest import INTERVIEW, TOP, Workbench, lying_in
from workbench.cli.run import is_project, run, with_project

if TYPE_CHECKING:
    from pathlib import Path


def verbs() -> list[tuple[str, ...]]:
    from workbench.cli.app import app

    found: list[tuple[str, ...]] = []
    top = typer.main.get_command(app)
    for name, command in top.commands.items():  # type: ignore[attr-defined]
        below = getattr(command, "commands", None)
        found += [(name,)] if below is None else [(name, second) for second in below]
    return found


WRITING = {
    "cases", "informants", "import", "codebook import", "code", "codings import", "finish", "view save", "undo",
    "redo", "new",
}  # fmt: skip
ALL = (
    "new import cases informants codebook·import codebook·export codebook·check code codings·import codings·export "
    "finish todo matrix view·save view·list history undo redo check backup restore demo open"
)


def test_every_verb_of_the_main_job_is_there() -> None:
    assert {" ".join(verb) for verb in verbs()} >= {verb.replace("·", " ") for verb in ALL.split()}


@pytest.mark.parametrize("verb", verbs(), ids=" ".join)
def test_every_help_has_an_example_that_the_program_understands(verb: tuple[str, ...], workbench: Workbench) -> None:
    said = workbench(*verb, "--help")
    assert (said.code, said.err) == (0, "")
    examples = re.findall(r"Example: (workbench .+)", said.out)
    assert examples, said.out
    assert all(example.startswith(f"workbench {' '.join(verb)}") for example in examples)


@pytest.mark.parametrize("verb", sorted(WRITING))
def test_every_writing_verb_takes_coder_and_round(verb: str, workbench: Workbench) -> None:
    help_ = workbench(*verb.split(), "--help").out
    assert "--coder" in help_
    assert "--round" in help_


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ([], ["open", "."]),
        (["a.workbench"], ["open", "a.workbench"]),
        (["sk1.docx"], ["import", ".", "sk1.docx"]),
        (["SK1.TXT", "--case", "SK"], ["import", ".", "SK1.TXT", "--case", "SK"]),
        (["matrix", "--format", "csv"], ["matrix", ".", "--format", "csv"]),
        (["matrix", "a.workbench", "--ascii"], ["matrix", "a.workbench", "--ascii"]),
        (["codings", "export"], ["codings", "export", "."]),
        (["codings", "export", "b.workbench", "-o", "x"], ["codings", "export", "b.workbench", "-o", "x"]),
        (["codebook", "check", "c.yaml"], ["codebook", "check", "c.yaml"]),
        (["code", "SK1", "Nedenfra"], ["code", ".", "SK1", "Nedenfra"]),
        (["undo", "postgresql://x/y"], ["undo", "postgresql://x/y"]),
        (["demo"], ["demo"]),
        (["--help"], ["--help"]),
    ],
)
def test_the_project_is_the_first_argument_or_this_folders(
    written: list[str], understood: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert with_project(written) == understood


def test_a_folder_is_a_project_and_a_name_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "studie").mkdir()
    assert [is_project(word) for word in ("studie", "SK1", "x.workbench")] == [True, False, True]


def test_project_as_file_as_folder_and_left_out(
    small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_file = workbench("todo", small)
    by_folder = workbench("todo", small.parent)
    monkeypatch.chdir(small.parent)
    left_out = workbench("todo")
    assert by_file == by_folder == left_out
    assert (by_file.code, by_file.err) == (0, "")
    assert "SK1" in by_file.out


def test_a_folder_with_none_and_with_two(workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said = workbench("todo")
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert "this folder" in said.err
    assert "workbench new" in said.err
    workbench("new", "a", "--coder", "AB")
    workbench("new", "b", "--coder", "AB")
    said = workbench("todo")
    assert (said.code, len(said.remarks)) == (2, 1)
    assert "a.workbench" in said.err
    assert "b.workbench" in said.err


def test_a_server_is_refused_for_now(workbench: Workbench) -> None:
    said = workbench("todo", "postgresql://server/study")
    assert (said.code, len(said.remarks)) == (2, 1)


def test_a_transcript_alone_begins_a_project_in_its_folder(
    workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "studie"
    folder.mkdir()
    (folder / "sk1.txt").write_text(INTERVIEW, "utf-8")
    (folder / "sk2.txt").write_text(INTERVIEW.replace("SK1", "SK2"), "utf-8")
    monkeypatch.chdir(folder)
    first = workbench("sk1.txt", "--speaker", "SK1=SK1")
    assert first.code == 0, first.err
    assert "studie.workbench" in first.err
    second = workbench("sk2.txt", "--speaker", "SK2=SK2")
    assert (second.code, second.out) == (0, "Added sk2.txt as SK2.\n")
    assert [name for name in lying_in(folder) if name.endswith(".workbench")] == ["studie.workbench"]


@pytest.mark.parametrize(
    "words", [["nosuch.docx"], ["sk1.txt"], ["sk1.txt", "--speaker", "Kari=interviewer;Per=unknown", "--dry-run"]]
)
def test_a_transcript_that_does_not_come_in_begins_nothing(
    words: list[str], workbench: Workbench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sk1.txt").write_text("Kari: Hei.\nPer: Hallo.\n" * 3, "utf-8")
    before = lying_in(tmp_path)
    said = workbench(*words)
    assert said.code == (0 if "--dry-run" in words else 2)
    assert "Made the project" not in said.err
    assert lying_in(tmp_path) == before
    assert not list(tmp_path.glob(".*.lock"))


@pytest.mark.parametrize(
    "words",
    [
        ["nosuchverb"],
        ["matrix", "--nosuchoption"],
        ["code", "SK1"],
        ["undo", "--steps", "0"],
        ["undo", "--steps", "x"],
        ["matrix", "--columns", "nosuch"],
        ["matrix", "--columns", "attribute"],
        ["matrix", "--columns", "attribute:nosuch"],
        ["matrix", "--format", "xlsx"],
        ["matrix", "--stance", "maybe"],
        ["matrix", "--by", "Nobody"],
        ["matrix", "--in-round", "7"],
        ["matrix", "--kind", "letter"],
        ["matrix", "--case", "X"],
        ["matrix", "--code", "X"],
        ["matrix", "--where", "x"],
        ["matrix", "--view", "x"],
        ["matrix", "-o", "nosuchfolder/m.csv"],
        ["matrix", "-o", "m.doc"],
        ["import", "sk1.txt", "--kind", "letter"],
        ["import", "sk1.txt", "book.yaml", "--label", "A"],
        ["finish", "SK9"],
        ["finish", "SK1", "--code", "X"],
        ["code", "SK1", "Nedenfra"],
        ["code", "SK1", "Nedenfra", "--start", "5"],
        ["code", "SK1", "Nedenfra", "--start", "5", "--end", "100000"],
        ["code", "SK1", "Nedenfra", "--quote", "finnes ikke"],
        ["code", "SK1", "Nedenfra", "--quote", "SK1"],
        ["code", "SK1", "Nosuch", "--quote", "i fjor"],
        ["code", "SK9", "Nedenfra", "--quote", "i fjor"],
        ["restore", "--copy", "nosuch"],
        ["redo"],
        ["new", "small"],
        ["new", "nosuchfolder/x"],
        ["new", "x", "--coder", "a\tb"],
        ["todo", "nosuch.workbench"],
        ["open"],
        ["view", "save", "x", "--by", "Nobody"],
        ["codings", "export", "-o", "nosuchfolder/x.csv"],
        ["demo", "book.yaml"],
        ["demo", "book.yaml/demo"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_is_one_sentence_and_changes_nothing(
    words: list[str], small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    before = lying_in(small.parent)
    said = workbench(*words)
    assert (said.code, said.out) == (2, ""), said
    assert len(said.remarks) == 1, said.err
    assert not re.search(r"Traceback|Error|None|\{", said.err)
    assert lying_in(small.parent) == before


def test_words_of_a_file_cannot_steer_the_terminal(small: Path, workbench: Workbench) -> None:
    said = workbench("finish", small, "SK1\x1b[2J")
    assert said.code == 2
    assert "\x1b" not in said.err


def test_a_mistake_of_ours_tells_no_words(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from workbench.services.finished import FinishedService

    def fail(_self: object) -> None:
        raise KeyError("Kari fra Storvik")

    monkeypatch.setattr(FinishedService, "todo", fail)
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path / "home"))
    assert run(["todo", str(small)]) == 70
    err = capsys.readouterr().err
    assert len(err.rstrip("\n").split("\n")) == 1
    written = "".join(path.read_text("utf-8") for path in (tmp_path / "home").rglob("mistake-*"))
    assert "KeyError" in written
    assert "Kari" not in written + err


def test_the_program_ends_with_the_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "workbench", "todo", str(tmp_path / "nosuch.workbench")]
    done = subprocess.run(command, cwd=TOP, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"nosuch.workbench" in done.stderr


@pytest.mark.parametrize("verb", ["demo", "new", "matrix", "todo"])
def test_a_folder_named_like_a_verb_does_not_stand_in_its_way(
    verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / verb).mkdir()
    monkeypatch.chdir(tmp_path)
    assert with_project([verb, "x.workbench"])[0] == verb
