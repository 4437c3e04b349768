"""`report`: every format of one view side by side, under names that tell nobody's name, and never half."""

from __future__ import annotations

import errno
import hashlib
import json
import re
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.conftest import Workbench, lying_in
from tests.cli.test_bad_input import refused
from tests.cli.test_exports import remembered
from workbench import operating_system
from workbench.bootstrap import open_desk
from workbench.cli import report
from workbench.cli.matrix import FORMATS
from workbench.cli.report import file_stem
from workbench.domain.given_names import GIVEN_NAMES
from workbench.domain.proposing import names_a_person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ENDINGS = ("csv", "docx", "html", "json", "manifest.json", "md", "xlsx")


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_every_format_is_written_as_matrix_writes_it(small: Path, workbench: Workbench) -> None:
    out = small.parent / "exports"
    said = workbench("report", small, "-o", out)
    assert (said.code, said.err) == (0, "")
    assert names(out) == {f"comparison.{ending}" for ending in ENDINGS}
    for ending in FORMATS:
        assert workbench("matrix", small, "-o", small.parent / f"m.{ending}").code == 0
        assert (small.parent / f"m.{ending}").read_bytes() == (out / f"comparison.{ending}").read_bytes()
    lines = said.out.rstrip("\n").split("\n")
    assert [re.findall(r"comparison\.\w+", line) for line in lines[:-1]] == [
        [f"comparison.{ending}"] for ending in ("docx", "html", "xlsx", "md", "csv", "json")
    ]
    assert lines[-1] == f"Look at {out / 'comparison.docx'} first."


def test_each_file_is_remembered_once(small: Path, workbench: Workbench) -> None:
    out = small.parent / "exports"
    assert workbench("report", small, "-o", out).code == 0
    found = {row["path"]: row for row in remembered(small)}
    assert found.keys() == {f"exports/comparison.{ending}" for ending in FORMATS}
    for path, row in found.items():
        assert row["sha256"] == hashlib.sha256((small.parent / path).read_bytes()).hexdigest()
        assert json.loads(row["manifest"])["what"] == "matrix"


def test_a_second_report_writes_the_same_bytes_over_the_first(small: Path, workbench: Workbench) -> None:
    out = small.parent / "exports"
    assert workbench("report", small, "-o", out).code == 0
    before = lying_in(out)
    assert workbench("report", small, "-o", out).code == 0
    assert lying_in(out) == before


def test_a_view_gives_its_name_and_its_quotes(sample: Path, workbench: Workbench) -> None:
    out = sample.parent / "exports"
    assert workbench("view", "save", sample, "bare Ness", "--case", "NK").code == 0
    assert workbench("report", sample, "bare Ness", "-o", out).code == 0
    assert names(out) == {f"bare-Ness.{ending}" for ending in ENDINGS}
    found = json.loads((out / "bare-Ness.json").read_bytes())
    assert {informant[:2] for passage in found["passages"] for informant in passage["informants"]} == {"NK"}
    assert workbench("report", sample, "bare Ness", "-o", out, "--columns", "attribute:merger").code == 0
    assert "bare-Ness_merger.docx" in names(out)
    refused(workbench("report", sample, "Ness", "-o", out), "bare Ness")


def test_a_view_of_a_person_or_of_nothing_that_can_be_a_name_gets_a_number(small: Path, workbench: Workbench) -> None:
    for view in ("Kari Nordmann", "../:*?", "nul", "a/b", "a b"):
        assert workbench("view", "save", small, view, "--starred").code == 0
        out = small.parent / "exports" / hashlib.sha256(view.encode()).hexdigest()
        assert workbench("report", small, view, "-o", out).code == 0
    made = [sorted(names(folder))[1] for folder in (small.parent / "exports").iterdir()]
    assert sorted(made) == ["a-b.docx", "view-1.docx", "view-2.docx", "view-3.docx", "view-5.docx"]


@given(st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=6, unique=True))
def test_names_of_files_are_safe_and_no_two_views_share_one(views: list[str]) -> None:
    stems = [file_stem(view, views) for view in views]
    assert len({stem.casefold() for stem in (*stems, file_stem("", views))}) == len(stems) + 1
    for stem in stems:
        assert re.fullmatch(r"[^\W_](?:[^\W_-]|-(?!-)){0,49}", stem), stem
        assert not names_a_person(stem.replace("-", " ")) or stem.startswith("view-")
        assert stem.casefold() not in GIVEN_NAMES
        assert stem.casefold() not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


# What stands in the way.


@pytest.mark.parametrize("ending", ENDINGS)
def test_one_protected_file_stops_all_of_them_before_the_first(ending: str, small: Path, workbench: Workbench) -> None:
    out = small.parent / "exports"
    out.mkdir()
    for other in ENDINGS:
        (out / f"comparison.{other}").write_text("mine", "utf-8")
    (out / f"comparison.{ending}").chmod(0o400)
    before = lying_in(small.parent)
    refused(workbench("report", small, "-o", out), f"comparison.{ending}")
    assert lying_in(small.parent) == before


@pytest.mark.parametrize("place", ["file", "file/under", "exports/comparison.xlsx is a folder"])
def test_a_place_where_no_folder_can_be(place: str, small: Path, workbench: Workbench) -> None:
    (small.parent / "file").write_text("mine", "utf-8")
    if " is " in place:
        (small.parent / "exports" / "comparison.xlsx").mkdir(parents=True)
    before = lying_in(small.parent)
    folder = place.partition("/comparison")[0]
    refused(workbench("report", small, "-o", small.parent / folder), folder.split("/")[0])
    assert lying_in(small.parent) == before


@pytest.mark.parametrize(
    "words", [["nosuch"], ["--columns", "nosuch"], ["--columns", "attribute:nosuch"], ["--view", "x"]], ids=" ".join
)
def test_what_is_not_there_makes_no_folder(words: list[str], small: Path, workbench: Workbench) -> None:
    before = lying_in(small.parent)
    said = workbench("report", small, *words, "-o", small.parent / "exports")
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert lying_in(small.parent) == before


def test_a_file_that_another_program_holds_keeps_what_it_has(
    small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = small.parent / "exports"
    assert workbench("report", small, "-o", out).code == 0
    old = (out / "comparison.xlsx").read_bytes()
    assert workbench("code", small, "SK1", "Nedenfra", "--quote", "i fjor").code == 0
    really = operating_system.replace_durably

    def held(new: Path, old_: Path) -> None:
        if old_.suffix == ".xlsx":
            raise PermissionError(errno.EACCES, "held")
        really(new, old_)

    monkeypatch.setattr(operating_system, "replace_durably", held)
    refused(workbench("report", small, "-o", out), "comparison.xlsx")
    assert (out / "comparison.xlsx").read_bytes() == old
    assert names(out) == {f"comparison.{ending}" for ending in ENDINGS}, "nothing half lies about"
    now = {row["path"]: row["sha256"] for row in remembered(small)}
    for ending in FORMATS:
        sha256 = hashlib.sha256((out / f"comparison.{ending}").read_bytes()).hexdigest()
        assert now[f"exports/comparison.{ending}"] == sha256, "what was written is remembered all the same"


def test_a_project_in_use_is_reported_from_a_copy(small: Path, workbench: Workbench) -> None:
    with closing(open_desk(small)):
        said = workbench("report", small, "-o", small.parent / "exports")
    assert said.code == 0
    assert "The project does not remember this export, since a copy of it was read." in said.remarks
    assert names(small.parent / "exports") == {f"comparison.{ending}" for ending in ENDINGS}


def test_nothing_coded_gives_whole_files(tmp_path: Path, workbench: Workbench) -> None:
    assert workbench("new", tmp_path / "a", "--coder", "AB").code == 0
    assert workbench("report", tmp_path / "a.workbench", "-o", tmp_path / "exports").code == 0
    assert names(tmp_path / "exports") == {f"comparison.{ending}" for ending in ENDINGS}


def test_it_shows_how_far_it_is(small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    @contextmanager
    def shown(what: str, total: int) -> Iterator[Callable[[], None]]:
        steps.append(f"{what} {total}")
        yield lambda: steps.append(what)

    monkeypatch.setattr(report, "progress", shown)
    assert workbench("report", small, "-o", small.parent / "exports").code == 0
    assert steps == ["Writing 6", *["Writing"] * 6]


def test_every_format_is_told_of() -> None:
    assert set(report._TOLD) == set(FORMATS)
