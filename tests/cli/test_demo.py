from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Workbench, lying_in
from workbench.cli import sample_study

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "samskaping.workbench", "exports/matrix.csv", "exports/matrix.json", "exports/matrix.md",
    "exports/matrix.manifest.json", "exports/matrix-informants.csv", "exports/matrix-informants.manifest.json",
    "exports/matrix-sources.csv", "exports/matrix-sources.manifest.json", "exports/matrix-merger.csv",
    "exports/matrix-merger.manifest.json",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "her"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def test_the_demo_writes_its_files_and_says_three_lines(folder: Path, workbench: Workbench) -> None:
    said = workbench("demo")
    assert (said.code, said.err) == (0, "")
    lines = said.out.rstrip("\n").split("\n")
    assert [line[:2] for line in lines] == ["1.", "2.", "3."]
    assert set(lying_in(folder)) == FILES
    assert all(name in said.out for name in ("exports/matrix.md", "exports/matrix.csv", "samskaping.workbench"))
    assert workbench("check").code == 0


def test_a_second_demo_says_them_again_and_overwrites_nothing(folder: Path, workbench: Workbench) -> None:
    first = workbench("demo")
    changed = folder / "exports" / "matrix.md"
    changed.write_text("Mine egne merknader.\n", "utf-8")
    assert workbench("code", "SK1", "Nedenfra", "--start", 703, "--end", 720).code == 0
    (folder / "exports" / "matrix-merger.csv").unlink()
    before, steps = lying_in(folder), workbench("history").out
    second = workbench("demo")
    assert (second.code, second.out, second.err) == (0, first.out, "")
    after = lying_in(folder)
    assert after.pop("exports/matrix-merger.csv")
    # The project remembers what was written, and that is no step.
    assert after.pop(sample_study.PROJECT) != before.pop(sample_study.PROJECT)
    assert workbench("history").out == steps
    # A table and its manifest are one file in two, and are written together.
    assert after.pop("exports/matrix-merger.manifest.json") != before.pop("exports/matrix-merger.manifest.json")
    assert {name: after[name] for name in before} == before
    assert changed.read_text("utf-8") == "Mine egne merknader.\n"


def test_the_demo_in_a_folder_that_is_made_for_it(folder: Path, workbench: Workbench) -> None:
    said = workbench("demo", "min/egen")
    assert said.code == 0
    assert set(lying_in(folder / "min" / "egen")) == FILES


def test_a_demo_that_fails_leaves_nothing(
    folder: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = tmp_path / "broken"
    (broken / "transcripts").mkdir(parents=True)
    (broken / "transcripts" / "cases.csv").write_text("name\nStorvik\n", "utf-8")
    monkeypatch.setattr(sample_study, "sample", lambda: broken)
    said = workbench("demo")
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert not list(folder.iterdir())


def test_the_sample_is_the_repositorys_or_the_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert (sample_study.sample() / "transcripts" / "codings.csv").is_file()
    package = tmp_path / "workbench"
    for folder in ("transcripts", "codebooks"):
        (package / "sample" / folder).mkdir(parents=True)
    (package / "sample" / "transcripts" / "sources.csv").touch()
    monkeypatch.setattr(sample_study, "__file__", str(package / "cli" / "sample_study.py"))
    assert sample_study.sample() == package / "sample"


def test_the_sample_holds_what_the_study_promises(sample: Path, workbench: Workbench) -> None:
    rows = list(
        csv.DictReader(
            io.StringIO(workbench("codings", "export", sample).out.removeprefix("\ufeff"), newline=""), delimiter=";"
        )
    )
    assert len(rows) == 401
    assert len({row["code"] for row in rows}) >= 25
    assert {row["coder"] for row in rows} == {"AB", "CD"}
    assert {row["stance"] for row in rows} == {"for", "against"}
    assert not {"'", '"'} & {row["memo"] for row in rows}
    listed = workbench("todo", sample).out
    assert "not read for" in listed
    assert "left out: snakket bare om" in listed
