"""Bringing a copy back, as somebody does who has lost something."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Workbench, lying_in
from tests.cli.test_bad_input import refused
from workbench.bootstrap import open_desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def copied(small: Path, workbench: Workbench) -> str:
    """The name of a copy from before the last coding."""
    assert workbench("backup", small).code == 0
    (copy,) = (small.parent / "small.backups").iterdir()
    assert workbench("code", small, "SK1", "Nedenfra", "--quote", "i fjor").code == 0
    return copy.name


def steps(project: Path, workbench: Workbench) -> int:
    return workbench("history", project, "--last", 0).out.count("\n")


def test_a_sound_file_is_not_called_damaged_and_can_be_had_again(
    small: Path, workbench: Workbench, copied: str
) -> None:
    now = steps(small, workbench)
    said = workbench("restore", small, "--copy", copied)
    assert said.code == 0
    assert "damaged" not in said.out
    assert steps(small, workbench) == now - 1
    (kept,) = (small.parent / "small.backups").glob("small-before-restore-*.workbench")
    assert f"--copy {kept.name}" in said.out
    assert steps(kept, workbench) == now
    assert workbench("history", small.parent).code == 0, "the folder still holds one project"
    assert kept.name in workbench("restore", small).out
    assert workbench("restore", small, "--copy", kept.name).code == 0
    assert steps(small, workbench) == now


def test_the_project_says_where_the_copies_are_and_not_where_one_stands(
    small: Path,
    workbench: Workbench,
    copied: str,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    here = tmp_path_factory.mktemp("here")
    (here / copied).write_text("another thing of the same name")
    monkeypatch.chdir(here)
    now = steps(small, workbench)
    assert workbench("restore", small, "--copy", copied).code == 0
    assert steps(small, workbench) == now - 1
    before = lying_in(small.parent)
    refused(workbench("restore", small, "--copy", f"./{copied}"), copied)
    assert lying_in(small.parent) == before


def test_a_copy_that_was_kept_elsewhere_is_told_with_its_folder(
    small: Path, workbench: Workbench, copied: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stick = tmp_path_factory.mktemp("stick") / "min kopi.workbench"
    shutil.copy(small.parent / "small.backups" / copied, stick)
    now = steps(small, workbench)
    assert workbench("restore", small, "--copy", stick).code == 0
    assert steps(small, workbench) == now - 1


def test_a_project_that_is_open_elsewhere_is_not_replaced(small: Path, workbench: Workbench, copied: str) -> None:
    desk = open_desk(small)
    before = lying_in(small.parent)
    for words in (("--latest",), ("--copy", copied)):
        refused(workbench("restore", small, *words), "small.workbench is open elsewhere")
    assert lying_in(small.parent) == before
    desk.close()
    assert workbench("restore", small, "--latest").code == 0


@pytest.mark.parametrize("way", ["folder", "file"])
def test_a_project_that_is_gone_is_brought_back_by_its_folder_or_its_name(
    small: Path, workbench: Workbench, copied: str, way: str
) -> None:
    small.unlink()
    asked = small.parent if way == "folder" else small
    assert copied in workbench("restore", asked).out
    said = workbench("restore", asked, "--latest")
    assert (said.code, said.out) == (0, f"small.workbench is again as in {copied}.\n")
    assert workbench("check", small).code == 0


def test_nothing_to_bring_back(small: Path, workbench: Workbench) -> None:
    assert "There are no copies of" in workbench("restore", small).out
    before = sorted(file.name for file in small.parent.iterdir())
    refused(workbench("restore", small, "--latest"), "small.workbench")
    refused(workbench("restore", small, "--copy", "20260101T100000Z-1-00000000.workbench"), "20260101T100000Z")
    refused(workbench("restore", small.parent / "ingen" / "p.workbench", "--latest"), "ingen")
    assert sorted(file.name for file in small.parent.iterdir()) == before


def test_a_copy_that_is_no_sound_project_is_refused(small: Path, workbench: Workbench, copied: str) -> None:
    bad = small.parent / "small.backups" / copied
    bad.write_bytes(bad.read_bytes()[:9000])
    before = lying_in(small.parent)
    refused(workbench("restore", small, "--copy", copied), copied)
    refused(workbench("restore", small, "--latest"), "small.workbench")
    assert lying_in(small.parent) == before
