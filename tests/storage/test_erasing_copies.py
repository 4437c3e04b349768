"""What is erased is erased from every copy beside the project too, and a death in between is made good."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import TEXT, add_source, span_of
from tests.storage.test_erasing import canary, written
from workbench.bootstrap import open_desk
from workbench.storage import backups, copies, opening
from workbench.storage.check import check
from workbench.storage.erasing import Erasing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.studies import Study
    from workbench.domain.erased import Erased

WORD = canary(random.Random(7))
TEXT_TO_GO = f"I: Hva sa du?\nBK3: Jeg sa {WORD} og {WORD}, som alle andre.\n"


def holding(folder: Path, word: str = WORD) -> list[str]:
    """Return every file below a folder in whose bytes a word stands, in any encoding."""
    return sorted(
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and any(file.read_bytes().count(form) for form in written(word))
    )


def back_up(study: Study) -> Path:
    study.clock.time += timedelta(minutes=1)
    return backups.back_up(study.path, clock=study.clock).path


@pytest.fixture
def copied(study: Study) -> dict[str, Path]:
    """Copies of a project from before and after a source came in, was worked on, and was undone and done again."""
    desk = study.desk()
    found = {"before": back_up(study)}
    add_source(desk, "bk9.txt", TEXT_TO_GO, informant="BK9")
    found["brought in"] = back_up(study)
    desk.history.undo()
    found["undone"] = back_up(study)
    desk.history.redo()
    doomed = desk.sources.all()[1].id
    desk.codings.code(doomed, span_of(TEXT_TO_GO, f"sa {WORD}"), desk.codebook.find("Nedenfra").id)
    desk.history.undo()
    found["worked on"] = back_up(study)
    study.project.close()
    kept = backups.restore(study.path, found["worked on"].name, clock=study.clock).kept
    assert kept is not None
    found["put aside"] = kept
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    return found


def erase(study: Study) -> Erased:
    desk = study.desk()
    return desk.erase_source(desk.sources.all()[1].id)


def test_no_word_is_left_in_any_copy_and_every_copy_is_whole(study: Study, copied: dict[str, Path]) -> None:
    folder = study.path.parent
    untouched = copied["before"].read_bytes()
    assert len(holding(folder)) >= 4
    erased = erase(study)
    assert holding(folder) == []
    assert (erased.rewritten, erased.removed, erased.left) == (4, (), ())
    assert copied["before"].read_bytes() == untouched
    assert sorted(file.name for file in folder.iterdir()) == [".prøve.lock", "prøve.backups", "prøve.workbench"]
    assert {file.name for file in (folder / "prøve.backups").iterdir()} == {file.name for file in copied.values()}
    for file in copied.values():
        assert file.stat().st_mode & 0o777 == 0o600
        project = opening.open_for_reading(file)
        assert check(project) == (), file.name
        assert project.read().sources.text(project.read().sources.all()[0].id).text == TEXT
        assert len(project.read().sources.all()) == 1
        project.close()
    assert next(erased.told()) == "It was also erased from 4 backups."


def test_a_copy_without_a_trace_of_it_is_not_written(study: Study, copied: dict[str, Path]) -> None:
    before = {file: (file.read_bytes(), file.stat().st_ino) for file in copied.values()}
    add_source(study.desk(), "ny.txt", "I: Hva?\nBK3: Noe helt annet.\n")
    erased = study.desk().erase_source(study.desk().sources.all()[2].id)
    assert erased.rewritten == 0
    assert {file: (file.read_bytes(), file.stat().st_ino) for file in copied.values()} == before


def test_the_copy_can_still_be_brought_back_and_another_source_kept_its_work(
    study: Study, copied: dict[str, Path]
) -> None:
    erase(study)
    study.project.close()
    backups.restore(study.path, copied["worked on"].name, clock=study.clock)
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    assert holding(study.path.parent) == []
    desk = study.desk()
    (kept,) = desk.sources.all()
    assert len(desk.codings.page(kept.id, desk.own_view()).passages) == 3


def test_a_copy_that_cannot_be_read_is_removed_and_named(study: Study, copied: dict[str, Path]) -> None:
    broken = copied["brought in"]
    whole = broken.read_bytes()
    broken.write_bytes(whole[:4096] + random.Random(1).randbytes(4096 * 4) + whole[4096 * 5 :])
    erased = erase(study)
    assert erased.removed == (broken.name,)
    assert not broken.exists()
    assert holding(study.path.parent) == []
    assert any(broken.name in sentence for sentence in erased.told())


def test_what_killed_processes_left_goes_too(study: Study, copied: dict[str, Path]) -> None:
    left = [
        study.path.with_name(".prøve.reading-abc"),
        copied["before"].with_name(".unfinished-1"),
        copied["before"].with_name(copied["before"].name + "-journal"),
    ]
    for file in left[:2]:
        shutil.copy(copied["worked on"], file)
    erase(study)
    assert not any(file.exists() for file in left)
    assert holding(study.path.parent) == []


def test_copies_for_which_there_is_no_room_are_named_and_erased_when_the_project_is_opened_again(
    study: Study, copied: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patched:
        patched.setattr(copies, "copy_database", full)
        erased = erase(study)
    assert len(erased.left) == 5
    assert erased.removed == ()
    assert len(holding(study.path.parent)) == 4
    assert any("make room" in sentence for sentence in erased.told())
    study.project.close()
    desk = open_desk(study.path, coder="AB", round_name="første")
    assert desk.finished_erasure[:2] == (
        "An erasure that had been interrupted was finished.",
        "It was also erased from 4 backups.",
    )
    desk.close()
    desk = open_desk(study.path, coder="AB", round_name="første")
    assert desk.finished_erasure == ()
    desk.close()
    assert holding(study.path.parent) == []
    assert sorted(file.name for file in study.path.parent.glob(".*")) == [".prøve.lock"]
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)


@pytest.mark.skipif(os.name != "posix", reason="asks POSIX for it")
def test_the_old_bytes_are_overwritten_unless_something_else_still_leads_to_them(
    study: Study, copied: dict[str, Path], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "snapshot"
    os.link(copied["worked on"], elsewhere)
    with copied["brought in"].open("rb") as old:
        erase(study)
        assert not any(old.read())
    assert holding(tmp_path, WORD) == ["snapshot"]
    with closing(sqlite3.connect(elsewhere)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_was_about_to_be_erased_and_was_not_stays(study: Study, copied: dict[str, Path]) -> None:
    desk = study.desk()

    class Died(Exception):
        pass

    def dying(*_words: object, **_more: object) -> None:
        notes.append(note.read_text("utf-8"))
        raise Died

    notes: list[str] = []
    note = study.path.with_name(".prøve.erasing")
    doomed = desk.sources.all()[1].id
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Erasing, "erase_source", dying)
        with pytest.raises(Died):
            desk.erase_source(doomed)
    assert not note.exists()
    study.project.close()
    # As a death between the note and the step would leave it.
    note.write_text(notes[0], encoding="utf-8")
    assert WORD not in notes[0]
    held = holding(study.path.parent)
    desk = open_desk(study.path, coder="AB", round_name="første")
    assert len(desk.sources.all()) == 2
    desk.close()
    assert holding(study.path.parent) == held
    assert not list(study.path.parent.glob(".prøve.erasing*"))
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)


@pytest.mark.skipif(os.name != "posix", reason="kills itself as POSIX does")
@pytest.mark.parametrize("call", range(1, 14))
def test_a_death_at_any_moment_is_made_good_when_the_project_is_opened(
    study: Study, copied: dict[str, Path], call: int
) -> None:
    """It dies at the n-th time it puts a file in its place, makes or removes one, or changes the project."""
    study.project.close()
    done = subprocess.run(
        [
            sys.executable, "-c",
            ("import os, pathlib, signal, sqlite3, sys\n"
            "from workbench.bootstrap import open_desk\n"
            f"desk = open_desk(pathlib.Path({str(study.path)!r}), coder='AB', round_name='første')\n"
            "class Keeper:\n"
            "    def before_bulk(self): pass\n"
            "import dataclasses\n"
            "desk._ports = dataclasses.replace(desk._ports, keeper=Keeper())\n"
            "count = 0\n"
            "def audit(event, args):\n"
            "    global count\n"
            "    if event in {'os.rename', 'os.remove', 'sqlite3.connect', 'tempfile.mkstemp'}:\n"
            "        count += 1\n"
            f"        if count == {call * 4}: os.kill(os.getpid(), signal.SIGKILL)\n"
            "sys.addaudithook(audit)\n"
            "desk.erase_source(desk.sources.all()[1].id)\n"
            "print(count)\n"),
        ],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, (done.stdout, done.stderr)
    desk = open_desk(study.path, coder="AB", round_name="første")
    assert len(desk.sources.all()) == 1
    desk.close()
    assert holding(study.path.parent) == []
    project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    assert check(project) == ()
    for file in copied.values():
        copy = opening.open_for_reading(file)
        assert check(copy) == ()
        copy.close()
    study.project = project
