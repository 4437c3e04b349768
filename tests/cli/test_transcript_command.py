"""`workbench transcript`: what it writes, what it refuses, and that nothing is lost when it fails."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import TOP, Workbench, lying_in
from tests.cli.test_bad_input import refused
from tests.cli.test_exports import remembered
from tests.cli.test_full_disk import disk as disk
from tests.cli.test_full_disk import fill
from tests.exporters.transcript_pages import TranscriptDocument, TranscriptPage
from workbench.bootstrap import open_to_read

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = ("docx", "html")


def bodies(project: Path, label: str) -> list[str]:
    desk = open_to_read(project)
    try:
        text = desk.sources.text(desk.sources.named(label).id)
    finally:
        desk.close()
    return [text.text[turn.body_start : turn.body_end] for turn in text.turns]


def test_every_source_of_the_sample_study_comes_out_whole(sample: Path, workbench: Workbench) -> None:
    desk = open_to_read(sample)
    labels = [source.label for source in desk.sources.all()]
    desk.close()
    for label in labels:
        for ending, reader in (("docx", TranscriptDocument), ("html", TranscriptPage)):
            file = sample.parent / f"{label}.{ending}"
            said = workbench("transcript", sample, label, "-o", file)
            assert (said.code, said.out, said.remarks) == (0, "", [f"Wrote {file}"])
            assert reader(file.read_bytes()).turns() == bodies(sample, label)
    assert len(labels) == 13


@pytest.mark.parametrize("ending", ENDINGS)
def test_it_is_remembered_as_an_export(ending: str, small: Path, workbench: Workbench) -> None:
    file = small.parent / f"t.{ending.upper()}"
    assert workbench("transcript", small, "SK1", "-o", file).code == 0
    (row,) = remembered(small)
    assert (row["path"], '"what": "transcript"' in row["manifest"]) == (file.name, True)
    assert "as it was written" in workbench("history", small, "--exports").out
    assert workbench("check", small).code == 0


def test_the_project_may_be_left_out(small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(small.parent)
    assert workbench("transcript", "SK1", "-o", "t.html").code == 0
    assert (small.parent / "t.html").is_file()


def test_filters_limit_what_is_shown_and_say_so(sample: Path, workbench: Workbench) -> None:
    whole, limited, saved = (sample.parent / f"{name}.html" for name in ("whole", "limited", "saved"))
    assert workbench("transcript", sample, "FK2", "-o", whole).code == 0
    said = workbench("transcript", sample, "FK2", "-o", limited, "--by", "AB", "--code", "Hvem starter?")
    assert said.code == 0
    assert workbench("view", "save", sample, "mitt", "--by", "AB", "--code", "Hvem starter?").code == 0
    assert workbench("transcript", sample, "FK2", "-o", saved, "--view", "mitt").code == 0
    pages = [TranscriptPage(file.read_bytes()) for file in (whole, limited, saved)]
    assert pages[0].turns() == pages[1].turns()
    counted = [len(page.of_class("note")) for page in pages]
    assert counted[0] > counted[1] == counted[2] > 0
    told = "Shown here, but not counted in the comparison: "
    assert any(text.startswith(told) and "interviewer" in text for text in pages[0].texts())
    assert "coders: AB; codes: Hvem starter?" in pages[1].texts()
    assert any(text.startswith("The view hides ") for text in pages[1].texts())


BAD = {
    "no source": (("SK11", "-o", "t.html"), "SK11"),
    "no file": (("SK1",), "-o NAME.docx"),
    "wrong ending": (("SK1", "-o", "t.pdf"), "t.pdf does not end in one of .docx, .html"),
    "no ending": (("SK1", "-o", "t"), "t does not end in one of .docx, .html"),
    "no folder": (("SK1", "-o", "nosuch/t.html"), "There is no folder nosuch"),
    "a folder": (("SK1", "-o", "folder.html"), "folder.html is a folder"),
    "a project": (("SK1", "-o", "x.workbench"), "x.workbench would be taken for a project"),
    "protected": (("SK1", "-o", "locked.docx"), "locked.docx is protected"),
    "no coder": (("SK1", "-o", "t.html", "--by", "XX"), "XX"),
    "no view": (("SK1", "-o", "t.html", "--view", "mitt"), "There is no view “mitt”"),
    "no stance": (("SK1", "-o", "t.html", "--stance", "ja"), "“ja” is no stance"),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_one_sentence(
    what: str, small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    (small.parent / "folder.html").mkdir()
    (small.parent / "locked.docx").write_text("mine", "utf-8")
    (small.parent / "locked.docx").chmod(0o400)
    before = lying_in(small.parent)
    words, told = BAD[what]
    refused(workbench("transcript", *words), told)
    assert lying_in(small.parent) == before


def test_names_that_are_nearly_right_are_asked_about(small: Path, workbench: Workbench) -> None:
    for words, meant in ((("SK11",), "SK1"), (("SK1", "--code", "Ovenfre"), "Ovenfra")):
        said = workbench("transcript", small, *words, "-o", small.parent / "t.html")
        assert (said.code, len(said.remarks)) == (2, 1)
        assert f"Did you mean “{meant}”" in said.err


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("room", [0, 8])
def test_a_full_disk_leaves_the_old_file(ending: str, room: int, disk: Path, workbench: Workbench) -> None:
    target = disk / f"t.{ending}"
    target.write_bytes(b"old" * 1000)
    fill(disk, room)
    before = lying_in(disk)
    refused(workbench("transcript", disk / "small.workbench", "SK1", "-o", target), "the disk is full")
    assert lying_in(disk) == before


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_old_file_is_replaced_whole(ending: str, small: Path, workbench: Workbench) -> None:
    target = small.parent / f"t.{ending}"
    target.write_bytes(b"old" * 100_000)
    assert workbench("transcript", small, "SK1", "-o", target).code == 0
    assert b"oldold" not in target.read_bytes()
    assert [path.name for path in small.parent.iterdir() if path.name.startswith(".t")] == []


def test_two_processes_write_the_same_bytes(small: Path, tmp_path: Path) -> None:
    found = set()
    for seed, zone in (("1", "Europe/Oslo"), ("2", "Pacific/Auckland")):
        folder = tmp_path / seed
        folder.mkdir()
        script = (
            "import sys; from workbench.cli.run import run;"
            "[run(['transcript', sys.argv[1], 'SK1', '-o', f't.{e}']) and sys.exit(1) for e in ('html', 'docx')]"
        )
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(TOP),
                                    "WORKBENCH_LANGUAGE": "nb", "WORKBENCH_HOME": str(folder / "home")}  # fmt: skip
        command = [sys.executable, "-c", script, str(small)]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        found.add(tuple((folder / f"t.{ending}").read_bytes() for ending in ("html", "docx")))
    assert len(found) == 1
