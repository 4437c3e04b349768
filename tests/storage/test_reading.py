"""Who only reads takes no lock, makes nothing, changes nothing, and can read wherever the file may be read."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import TEXT, span_of
from workbench import operating_system
from workbench.bootstrap import open_desk_or_copy
from workbench.domain.access import Access
from workbench.domain.errors import ProjectBusy, ProjectReadOnly, ProjectUnusable
from workbench.storage import backups, locking, opening, private_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.storage.studies import Study

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="asks POSIX for it")


def listing(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else b"" for file in folder.rglob("*")
    }


def codings(path: Path, opened: str = "open_for_reading") -> int:
    project = getattr(opening, opened)(path)
    try:
        return int(project.connection.exec_driver_sql("SELECT count(*) FROM coding").scalar_one())
    finally:
        project.close()


@pytest.fixture
def path(study: Study) -> Iterator[Path]:
    """The file of a project that is closed and never was locked."""
    study.project.close()
    locking.lock_path(study.path).unlink()
    whole = study.path.read_bytes()
    yield study.path
    study.path.parent.chmod(0o700)
    study.path.write_bytes(whole)
    study.project = opening.open_for_writing(study.path)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for temporary files, empty."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


# -- no lock


def test_reading_makes_nothing_and_changes_nothing(path: Path) -> None:
    before, at = listing(path.parent), path.stat().st_mtime_ns
    project = opening.open_for_reading(path)
    assert (project.access, project.writable) == (Access.READ, False)
    assert project.read().codes.version() == 1
    assert listing(path.parent) == before
    assert not locking.is_held(path)
    project.close()
    assert listing(path.parent) == before
    assert path.stat().st_mtime_ns == at


def test_many_read_at_the_same_time_the_file_itself(path: Path) -> None:
    readers = [opening.open_for_reading(path) for _ in range(3)]
    assert {project.access for project in readers} == {Access.READ}
    for project in readers:
        project.close()


def test_what_is_read_is_all_of_one_moment_and_a_writer_comes_in(study: Study) -> None:
    study.project.close()
    reader = opening.open_for_reading(study.path)
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    steps = "SELECT count(*) FROM step"
    seen = reader.connection.exec_driver_sql(steps).scalar_one()
    study.project.connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    with pytest.raises(ProjectBusy, match="Another program is using"):
        study.desk().codebook.add("Etter")
    assert reader.connection.exec_driver_sql(steps).scalar_one() == seen
    reader.close()
    study.desk().codebook.add("Etter")


def test_what_was_opened_to_be_read_cannot_be_changed(path: Path) -> None:
    project = opening.open_for_reading(path)
    with (
        pytest.raises(ProjectReadOnly, match="can only be read here"),
        project.step("test", project.read().coders.all()[0].id),
    ):
        pass
    with pytest.raises(ProjectUnusable):
        project.connection.exec_driver_sql("DELETE FROM coding")
    project.close()


def test_asking_whether_it_is_open_never_refuses_a_writer(path: Path) -> None:
    """Whoever asks holds the lock for a moment; a writer who comes just then must not be sent away."""
    asking = subprocess.Popen(
        [
            sys.executable, "-c",
            ("import pathlib, sys\nfrom workbench.storage import locking\n"
            f"path = pathlib.Path({str(path)!r})\nprint('asking', flush=True)\n"
            "while True: locking.is_held(path)\n"),
        ],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    try:
        assert asking.stdout is not None
        assert asking.stdout.readline() == "asking\n"
        for _ in range(200):
            with locking.locked(path):
                assert locking.is_held(path)
    finally:
        asking.kill()
        asking.communicate()


@pytest.mark.parametrize("name", ["navn", "na[v]n", "na*n", "n?vn"])
def test_only_the_copies_of_this_project_are_swept(study: Study, name: str) -> None:
    path = study.path.with_name(f"{name}.workbench")
    own, other = path.with_name(f".{name}.reading-1"), path.with_name(".navn-2.reading-1")
    for left in (own, other):
        left.touch()
        os.utime(left, (time.time() - 3600,) * 2)
    private_copy.sweep(path)
    assert (own.exists(), other.exists()) == (False, True)


# -- where nothing can be written


AS_NOBODY = """
import os, pathlib, tempfile
from workbench.bootstrap import open_desk_or_copy
from workbench.domain.errors import WorkbenchError
from workbench.storage import opening
import workbench.storage.upgrading
first = pathlib.Path(tempfile.mkdtemp()) / 'first.workbench'
opening.create(first).close(); opening.open_for_writing(first).close(); opening.open_for_reading(first).close()
desk = open_desk_or_copy(first); desk.close()
tempfile.tempdir = {temporary!r}
path = pathlib.Path({path!r})
if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)
def inside(): return sorted(os.listdir(path.parent)) + sorted(os.listdir(tempfile.tempdir))
try:
    project = opening.open_for_reading(path)
    print(project.access, project.connection.exec_driver_sql('SELECT count(*) FROM coding').scalar_one(), *inside())
    project.close()
    desk = open_desk_or_copy(path)
    print(len(desk.sources.all()), *inside())
    print(desk.read_only)
    desk.close()
    print(*inside())
except WorkbenchError as error: print('refused:', error)
"""


@POSIX
@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o777, 0o444), (0o555, 0o444), (0o555, 0o666)])
def test_a_file_or_folder_that_may_only_be_read(path: Path, temporary: Path, folder_mode: int, file_mode: int) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        Path(name).chmod(0o755)
        folder, passing = Path(name) / "delt", Path(name) / "passing"
        for made in (folder, passing):
            made.mkdir()
            made.chmod(0o777)
        copy = folder / "p.workbench"
        copy.write_bytes(path.read_bytes())
        copy.chmod(file_mode)
        folder.chmod(folder_mode)
        before = listing(folder)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY.format(temporary=str(passing), path=str(copy))],
            capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        first, second, why, last = done.stdout.strip().split("\n")
        assert first == "read 3 p.workbench"
        # Whoever would work there tries the lock, where one can be made.
        lock = ".p.lock " if folder_mode == 0o777 else ""
        assert second in {f"1 {lock}p.workbench", "1 p.workbench"}
        assert last == second[2:]
        assert why == "p.workbench can only be read here; copy it to a folder of your own to change anything."
        assert {name: raw for name, raw in listing(folder).items() if name != ".p.lock"} == before


def test_where_no_file_can_be_made_the_copy_lies_among_the_temporary_ones(
    study: Study, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = tempfile.mkstemp

    def refusing(prefix: str, **where: Path) -> object:
        if where["dir"] == study.path.parent:
            raise PermissionError(13, "no")
        return real(prefix=prefix, **where)  # type: ignore[call-overload]

    monkeypatch.setattr(tempfile, "mkstemp", refusing)
    modes: list[int] = []
    lose = private_copy.PrivateCopy.lose_name

    def losing(copy: private_copy.PrivateCopy) -> None:
        modes.extend(file.stat().st_mode & 0o777 for file in (copy.path, copy.path.parent))
        lose(copy)

    monkeypatch.setattr(private_copy.PrivateCopy, "lose_name", losing)
    reading = opening.open_for_reading(study.path)
    assert reading.access is Access.ELSEWHERE
    assert reading.read().codes.version() == 1
    assert modes == [0o600, 0o700] or os.name != "posix"
    assert not list(temporary.iterdir()) or os.name != "posix"
    reading.close()
    assert not list(temporary.iterdir())


def test_a_copy_for_which_there_is_no_room_is_told_and_leaves_nothing(
    study: Study, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_words: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(private_copy.PrivateCopy, "fill", full)
    before = listing(study.path.parent)
    with pytest.raises(ProjectUnusable, match=r"could not be copied to be read \(the disk is full\)"):
        opening.open_for_reading(study.path)
    assert listing(study.path.parent) == before
    assert not list(temporary.iterdir())


# -- left in the middle of something


@POSIX
@pytest.mark.parametrize("folder_mode", [0o700, 0o500])
def test_a_project_left_in_the_middle_of_a_step_is_read_as_before_it_and_not_touched(
    path: Path, folder_mode: int
) -> None:
    before = codings(path)
    done = subprocess.run(
        [
            sys.executable, "-c",
            ("import os, pathlib, signal\nfrom workbench.storage import opening\n"
            f"project = opening.open_for_writing(pathlib.Path({str(path)!r}))\n"
            "project.connection.exec_driver_sql('PRAGMA cache_size = 1')\n"
            "with project.engine.connect().execution_options(step=True) as connection, connection.begin():\n"
            "    connection.exec_driver_sql('DELETE FROM part'); connection.exec_driver_sql('DELETE FROM coding')\n"
            "    connection.exec_driver_sql('UPDATE \"change\" SET before = zeroblob(200000)')\n"
            "    os.kill(os.getpid(), signal.SIGKILL)\n"),
        ],
        capture_output=True, text=True, cwd=ROOT, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    left = listing(path.parent)
    path.parent.chmod(folder_mode)
    assert codings(path) == before
    assert listing(path.parent) == left
    path.parent.chmod(0o700)
    assert codings(path, "open_for_writing") == before
    assert not journal.exists()


@POSIX
def test_a_project_that_another_tool_set_to_keep_a_log_beside_it_can_be_read(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        connection.execute("DELETE FROM memo")
        connection.commit()
    assert codings(path) == 3
    project = opening.open_for_writing(path)
    assert project.connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    project.close()


# -- called by a link


@POSIX
def test_a_link_to_a_project_has_the_lock_and_the_backups_of_the_project(study: Study, tmp_path: Path) -> None:
    link = tmp_path / "lenke.workbench"
    link.symlink_to(study.path)
    with pytest.raises(ProjectBusy, match=r"prøve\.workbench"):
        opening.open_for_writing(link)
    made = backups.back_up(link)
    assert made.path.parent == backups.folder_of(study.path)
    study.project.close()
    backups.restore(link)
    assert link.is_symlink()
    assert not study.path.is_symlink()
    study.project = opening.open_for_writing(link)
    assert study.project.path == study.path
    assert sorted(file.name for file in tmp_path.iterdir()) == ["lenke.workbench", "study"]


@POSIX
def test_a_link_to_nothing_says_where_it_leads(tmp_path: Path) -> None:
    link = tmp_path / "lenke.workbench"
    link.symlink_to(tmp_path / "borte.workbench")
    for way in (opening.open_for_writing, opening.open_for_reading):
        with pytest.raises(ProjectUnusable, match=r"lenke\.workbench is a link to .*borte\.workbench, which is not"):
            way(link)
    assert [file.name for file in tmp_path.iterdir()] == ["lenke.workbench"]


# -- the desk


def test_a_second_desk_looks_at_a_copy_and_says_why(study: Study) -> None:
    desk = open_desk_or_copy(study.path)
    assert not desk.writable
    step = desk.history.latest()
    assert step is not None
    assert desk.read_only == f"prøve.workbench is open elsewhere; this is as of change {step.id}, {step.at}."
    study.desk().codings.code(
        desk.sources.all()[0].id, span_of(TEXT, "andre tok ordet"), desk.codebook.find("Nedenfra").id
    )
    assert desk.history.latest() == step
    with pytest.raises(ProjectBusy, match="open elsewhere"):
        desk.codebook.add("Nei")
    with pytest.raises(ProjectBusy, match="open elsewhere"):
        desk.erase_source(desk.sources.all()[0].id)
    desk.close()


def test_a_desk_where_nothing_can_be_written_looks_at_a_copy_and_says_why(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_lock: operating_system.FileLock) -> bool:
        raise PermissionError(13, "no")

    monkeypatch.setattr(operating_system.FileLock, "take", refused)
    before = listing(path.parent)
    desk = open_desk_or_copy(path)
    assert "can only be read here" in desk.read_only
    with pytest.raises(ProjectReadOnly, match="can only be read here"):
        desk.codebook.add("Nei")
    # Nobody is kept from writing as long as somebody looks.
    with closing(sqlite3.connect(path, timeout=0.05)) as connection:
        connection.execute("DELETE FROM part")
        connection.commit()
    desk.close()
    assert listing(path.parent).keys() == before.keys()


def test_a_desk_that_can_work_has_nothing_to_explain(study: Study) -> None:
    assert study.desk().read_only == ""
