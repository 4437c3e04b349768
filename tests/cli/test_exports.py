"""Exported files: remembered in the project, looked at again, and never written where they would do harm."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import Workbench, lying_in
from tests.cli.test_bad_input import refused
from workbench.bootstrap import open_desk

if TYPE_CHECKING:
    from pathlib import Path

VERBS = ("matrix", "codings export", "codebook export")
FILES = {"matrix": "m.csv", "codings export": "c.csv", "codebook export": "b.yaml"}


def remembered(project: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(project)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute("SELECT * FROM export ORDER BY id")]


@pytest.mark.parametrize("verb", VERBS)
def test_what_is_exported_is_remembered(verb: str, small: Path, workbench: Workbench) -> None:
    steps = workbench("history", small).out
    file = small.parent / FILES[verb]
    assert workbench(*verb.split(), small, "-o", file).code == 0
    (row,) = remembered(small)
    assert row["path"] == file.name
    assert row["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    told = json.loads(row["manifest"])
    assert told["what"] == verb.split()[0]
    assert told["change"] == int(steps.split()[0])
    assert "sources" not in told
    assert workbench("history", small).out == steps, "it is no step"
    assert workbench("undo", small).code == 0
    assert remembered(small) == [row], "and is not undone"
    assert workbench("check", small).code == 0


def test_what_goes_to_the_screen_is_not_remembered(small: Path, workbench: Workbench) -> None:
    before = lying_in(small.parent)
    for verb in VERBS:
        assert workbench(*verb.split(), small).code == 0
    assert lying_in(small.parent) == before


def test_a_list_of_exports_says_what_became_of_them(
    small: Path, workbench: Workbench, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert workbench("history", small, "--exports").out == ""
    (small.parent / "exports").mkdir()
    far = tmp_path_factory.mktemp("far") / "far.json"
    for name in ("exports/m.csv", "n.md", "o.json", str(far)):
        assert workbench("matrix", small, "-o", small.parent / name).code == 0
    (small.parent / "n.md").write_text("other", "utf-8")
    (small.parent / "o.json").unlink()
    lines = workbench("history", small, "--exports").out.rstrip("\n").split("\n")
    assert [line.split("  ")[1:2] + line.split("  ")[3:] for line in lines] == [
        ["…/far.json", "written elsewhere"],
        ["o.json", "no longer there"],
        ["n.md", "changed since"],
        ["exports/m.csv", "as it was written"],
    ]
    assert all("as of change 4, 20" in line for line in lines)
    assert workbench("history", small, "--exports", "--last", "1").out.rstrip("\n") == lines[0]


def test_no_folder_of_the_machine_gets_into_the_project(
    small: Path, workbench: Workbench, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path_factory.mktemp("kari")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.chdir(home)
    assert workbench("matrix", small, "-o", "m.csv").code == 0
    assert workbench("matrix", small, "-o", small.parent.parent / "n.csv").code == 0
    assert [row["path"] for row in remembered(small)] == ["~/m.csv", "…/n.csv"]
    assert str(home).encode() not in small.read_bytes()
    assert home.name.encode() not in small.read_bytes()
    assert "as it was written" in workbench("history", small, "--exports").out


def test_an_export_of_a_project_in_use_is_not_remembered_and_says_so(small: Path, workbench: Workbench) -> None:
    desk = open_desk(small)
    said = workbench("matrix", small, "-o", small.parent / "m.csv")
    desk.close()
    assert said.code == 0
    assert "The project does not remember this export, since a copy of it was read." in said.remarks
    assert (small.parent / "m.csv").is_file()
    assert remembered(small) == []


def test_a_project_that_is_taken_meanwhile_does_not_spoil_the_export(
    small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    from workbench.cli import matrix

    held = []

    def take(project: Path) -> Path:
        held.append(open_desk(small))
        return small

    monkeypatch.setattr(matrix, "project_path", take)
    said = workbench("matrix", small, "-o", small.parent / "m.csv")
    held[0].close()
    assert said.code == 0
    assert said.remarks[-1].startswith("The project does not remember this export: small.workbench is open elsewhere")


PLACES = {
    "the project itself": ("small.workbench", "small.workbench"),
    "another project": ("other.WORKBENCH", "other.WORKBENCH"),
    "a folder": ("folder", "folder"),
    "a missing folder": ("nosuch/m.csv", "nosuch"),
    "under a file": ("sk1.txt/m.csv", "sk1.txt"),
    "a protected file": ("locked.csv", "locked.csv"),
    "a name too long": ("x" * 300 + ".csv", "xxx.csv"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_place_where_nothing_may_be_written(verb: str, place: str, small: Path, workbench: Workbench) -> None:
    (small.parent / "folder").mkdir()
    (small.parent / "locked.csv").write_text("mine", "utf-8")
    (small.parent / "locked.csv").chmod(0o400)
    before = lying_in(small.parent)
    name, told = PLACES[place]
    more = ("--format", "csv") if verb == "matrix" else ()
    said = workbench(*verb.split(), small, *more, "-o", small.parent / name)
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1), said
    assert told in said.err
    assert "-o" in said.err
    assert lying_in(small.parent) == before
    assert workbench("check", small).code == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes are not of this system")
def test_a_pipe_is_no_place_either(small: Path, workbench: Workbench) -> None:
    os.mkfifo(small.parent / "m.csv")
    refused(workbench("matrix", small, "-o", small.parent / "m.csv"), "m.csv")


def test_the_matrix_is_not_written_where_its_manifest_cannot_be(small: Path, workbench: Workbench) -> None:
    (small.parent / "m.manifest.json").mkdir()
    before = lying_in(small.parent)
    refused(workbench("matrix", small, "-o", small.parent / "m.csv"), "m.manifest.json")
    assert lying_in(small.parent) == before


def test_a_link_is_written_through(small: Path, workbench: Workbench) -> None:
    (small.parent / "exports").mkdir()
    (small.parent / "exports" / "m.csv").write_text("old", "utf-8")
    link = small.parent / "m.csv"
    link.symlink_to(small.parent / "exports" / "m.csv")
    assert workbench("codings", "export", small, "-o", link).code == 0
    assert link.is_symlink()
    assert (small.parent / "exports" / "m.csv").read_text("utf-8-sig").startswith("source")


def test_nothing_is_left_behind_when_it_is_stopped(small: Path, workbench: Workbench) -> None:
    from workbench.cli.writing import write_file

    def stopped() -> Any:
        yield b"half"
        raise KeyboardInterrupt

    before = lying_in(small.parent)
    with pytest.raises(KeyboardInterrupt):
        write_file(small.parent / "m.csv", stopped())
    assert lying_in(small.parent) == before
