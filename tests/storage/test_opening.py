"""Files that are no project, or cannot be used now: one sentence, nothing changed, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.storage.studies import TEXT, span_of
from workbench.domain.errors import ProjectBusy, ProjectUnusable
from workbench.storage import locking, opening
from workbench.storage.engine import APPLICATION_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.storage.studies import Study

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="asks POSIX for it")


def listing(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() if file.is_file() else b"" for file in folder.rglob("*")
    }


def refused(path: Path, *words: str) -> str:
    """Open `path` in both ways; return the sentence, after nothing was changed or left behind."""
    before = listing(path.parent)
    sentences = set()
    for way in (opening.open_for_writing, opening.open_for_reading):
        with pytest.raises(ProjectUnusable) as raised:
            way(path)
        sentences.add(str(raised.value))
    assert listing(path.parent) == before
    (sentence,) = sentences
    assert "\n" not in sentence
    assert path.stem in sentence
    for word in words:
        assert word in sentence
    return sentence


def python(code: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60, check=False, **options
    )


# -- no project


def test_a_missing_file(tmp_path: Path) -> None:
    refused(tmp_path / "borte.workbench", "workbench new")


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "tom.workbench").touch()
    refused(tmp_path / "tom.workbench", "empty", "workbench restore")


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "mappe.workbench").mkdir()
    refused(tmp_path / "mappe.workbench", "not a project file")


@pytest.mark.parametrize(
    "content",
    [
        random.Random(1).randbytes(50),
        random.Random(2).randbytes(100_000),
        b"Dette er et intervju.\n" * 100,
        b"SQLite format 3\x00",
        b"SQLite format 3\x00" + bytes(4080),
        b"SQLite format 3\x00" + random.Random(3).randbytes(8176),
        bytes(8192),
    ],
)
def test_a_binary_or_text_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "annet.workbench").write_bytes(content)
    refused(tmp_path / "annet.workbench")


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "zotero.workbench"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE items (id INTEGER)")
    refused(path, "not a project of Interview Workbench")


def test_a_database_that_only_says_it_is_ours(tmp_path: Path) -> None:
    path = tmp_path / "falsk.workbench"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("CREATE TABLE items (id INTEGER)")
    refused(path, "damaged or not a project")


# -- a project that was tampered with


@pytest.fixture
def path(study: Study) -> Iterator[Path]:
    """The file of a project that is closed, to be changed from outside."""
    study.project.close()
    whole = study.path.read_bytes()
    yield study.path
    study.path.write_bytes(whole)
    study.project = opening.open_for_writing(study.path)


def changed(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


@pytest.mark.parametrize(
    ("statements", "word"),
    [
        ("UPDATE alembic_version SET version_num = '0999'", "newer Interview Workbench"),
        ("DELETE FROM alembic_version", "damaged"),
        ("DROP TABLE alembic_version", "damaged"),
        ("DROP TABLE coding", "damaged"),
        ("ALTER TABLE coding ADD COLUMN extra TEXT", "damaged"),
        ("CREATE TABLE extra (id INTEGER)", "damaged"),
        ("CREATE VIEW spy AS SELECT body FROM text", "did not write"),
        ("CREATE TRIGGER spy AFTER INSERT ON coding BEGIN DELETE FROM passage; END", "did not write"),
        ("PRAGMA application_id = 1", "not a project of Interview Workbench"),
    ],
)
def test_a_project_that_is_newer_or_not_as_we_made_it(path: Path, statements: str, word: str) -> None:
    changed(path, statements)
    refused(path, word)


@pytest.mark.parametrize("kept", [17, 100, 512, 4096, 5000, 0.3, 0.9])
def test_a_truncated_project(path: Path, kept: float) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept if kept > 1 else kept * len(whole))])
    refused(path, "damaged or not a project", "workbench restore")


@pytest.mark.parametrize("at", range(100, 4096, 151))
def test_a_project_in_which_even_the_name_of_a_table_is_no_text(path: Path, at: int) -> None:
    """SQLite tells of damage with what it found there, which the driver then cannot read."""
    raw = bytearray(path.read_bytes())
    raw[at : at + 8] = b"\xa0\xff" * 4
    path.write_bytes(bytes(raw))
    for way in (opening.open_for_writing, opening.open_for_reading):
        with contextlib.suppress(ProjectUnusable):
            way(path).close()


@pytest.mark.parametrize("way", ["open_for_writing", "open_for_reading"])
def test_damage_that_is_met_later_is_told_in_a_sentence(path: Path, way: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'setting'"
        ((page,), (size,)) = connection.execute(query).fetchone(), connection.execute("PRAGMA page_size").fetchone()
    raw = bytearray(path.read_bytes())
    raw[(page - 1) * size : page * size] = b"\xa5" * size
    path.write_bytes(bytes(raw))
    project = getattr(opening, way)(path)
    with pytest.raises(ProjectUnusable, match="is damaged or not a project"):
        project.read().settings.get("name")
    project.close()


# -- leave to write


@POSIX
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="becomes another user, as root only")
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "lock"),
    [(0o555, 0o644, False), (0o555, 0o666, True), (0o777, 0o444, False), (0o777, 0o000, False)],
)
def test_a_file_or_folder_without_leave_to_write(path: Path, folder_mode: int, file_mode: int, lock: bool) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "delt"
        folder.mkdir()
        Path(name).chmod(0o755)
        copy = folder / "p.workbench"
        copy.write_bytes(path.read_bytes())
        copy.chmod(file_mode)
        if lock:
            locking.lock_path(copy).touch()
            locking.lock_path(copy).chmod(0o666)
        folder.chmod(folder_mode)
        before = listing(folder)
        done = python(
            "import os, pathlib, sys\n"
            "from workbench.domain.errors import ProjectUnusable\n"
            "from workbench.storage import opening, troubles\n"
            "import tempfile, workbench.storage.project\n"
            # What is imported on the way must be there before: nobody may not look into the root's folders.
            "first = pathlib.Path(tempfile.mkdtemp()) / 'first.workbench'\n"
            "opening.create(first).close(); opening.open_for_writing(first).close()\n"
            "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
            f"try: opening.open_for_writing(pathlib.Path({str(copy)!r}))\n"
            "except ProjectUnusable as error: print(error)\n"
        )
        assert done.returncode == 0, done.stderr
        assert "p.workbench" in done.stdout
        assert done.stdout.count("\n") == 1
        assert listing(folder) == before


@POSIX
@pytest.mark.parametrize("room", [0, 4096, 60_000, 200_000])
def test_a_full_disk(study: Study, room: int) -> None:
    """No file may grow over `room` bytes: one sentence, nothing changed, and the program goes on."""
    study.project.close()
    before = {name: raw for name, raw in listing(study.path.parent).items() if not name.startswith(".")}
    done = python(
        "import pathlib, resource, signal\n"
        "from tests.storage.studies import TEXT, add_source\n"
        "from workbench.bootstrap import open_desk\n"
        "from workbench.domain.errors import ProjectUnusable\n"
        f"desk = open_desk(pathlib.Path({str(study.path)!r}), coder='AB', round_name='første')\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))\n"
        "try: add_source(desk, 'stor.txt', TEXT * 3000, 'BK8')\n"
        "except ProjectUnusable as error: print(error)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))\n"
        "assert len(desk.sources.all()) == 1\n"
        "desk.codebook.add('Går videre'); desk.history.undo(); desk.close()\n"
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") == 1
    assert "prøve.workbench" in done.stdout
    assert {name for name in listing(study.path.parent) if not name.startswith("prøve.backups")} == {
        *before,
        ".prøve.lock",
    }
    study.project = opening.open_for_writing(study.path)
    assert len(study.desk().sources.all()) == 1


@POSIX
def test_a_new_project_on_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    done = python(
        "import pathlib, resource, signal\n"
        "from workbench.domain.errors import ProjectUnusable\n"
        "from workbench.storage import opening\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, resource.RLIM_INFINITY))\n"
        f"try: opening.create(pathlib.Path({str(tmp_path / 'ny.workbench')!r}))\n"
        "except ProjectUnusable as error: print(error)\n"
    )
    assert done.returncode == 0, done.stderr
    assert "ny.workbench could not be made" in done.stdout
    assert listing(tmp_path) == {}


def test_a_new_project_where_one_is(study: Study) -> None:
    with pytest.raises(ProjectUnusable, match="is there already"):
        opening.create(study.path)


def test_a_new_project_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ProjectUnusable, match="There is no folder"):
        opening.create(tmp_path / "ingen" / "p.workbench")


# -- open elsewhere


def holder(path: Path) -> subprocess.Popen[str]:
    """Return another process that has the project open."""
    child = subprocess.Popen(
        [
            sys.executable, "-c",
            ("import pathlib, sys, time\nfrom workbench.storage import opening\n"
            f"project = opening.open_for_writing(pathlib.Path({str(path)!r}))\n"
            "print('open', flush=True)\ntime.sleep(600)\n"),
        ],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


def test_a_project_open_elsewhere_is_read_from_a_copy_and_not_written(study: Study) -> None:
    state = study.state()
    study.project.close()
    child = holder(study.path)
    try:
        with pytest.raises(ProjectBusy, match="open elsewhere"):
            opening.open_for_writing(study.path)
        study.project = opening.open_for_reading(study.path)
        assert study.state() == state
        assert not study.project.writable
        with pytest.raises(ProjectBusy, match="open elsewhere"):
            study.desk().codebook.add("Nei")
        study.project.close()
    finally:
        child.kill()
        child.communicate()
    begun = time.monotonic()
    study.project = opening.open_for_writing(study.path)
    assert time.monotonic() - begun < 2
    assert {file.name for file in study.path.parent.iterdir()} == {".prøve.lock", "prøve.workbench"}


@POSIX
def test_a_killed_reader_leaves_no_copy(study: Study) -> None:
    child = subprocess.Popen(
        [
            sys.executable, "-c",
            ("import pathlib, time\nfrom workbench.storage import opening\n"
            f"project = opening.open_for_reading(pathlib.Path({str(study.path)!r}))\n"
            "print(project.read().codes.version(), flush=True)\ntime.sleep(600)\n"),
        ],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "1\n"
    child.send_signal(signal.SIGKILL)
    child.communicate()
    assert {file.name for file in study.path.parent.iterdir()} == {".prøve.lock", "prøve.workbench"}


def test_a_copy_left_by_a_killed_reader_is_removed_when_it_is_old(path: Path) -> None:
    left = path.with_name(f".{path.stem}.reading-1")
    left.write_bytes(b"x")
    os.utime(left, (time.time() - 3600,) * 2)
    opening.open_for_writing(path).close()
    assert not left.exists()


@pytest.mark.parametrize("content", [b"", random.Random(1).randbytes(3000), b"12345\n"])
def test_what_the_lock_file_holds_means_nothing(path: Path, content: bytes) -> None:
    locking.lock_path(path).write_bytes(content)
    opening.open_for_writing(path).close()
    assert locking.lock_path(path).read_bytes() == content


def test_another_program_in_the_middle_of_writing_is_waited_for_and_named(study: Study) -> None:
    study.project.connection.exec_driver_sql("PRAGMA busy_timeout = 50")
    desk = study.desk()
    source, code = desk.sources.all()[0].id, desk.codebook.find("Nedenfra").id
    with closing(sqlite3.connect(study.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ProjectBusy, match="Another program is using"):
            desk.codings.code(source, span_of(TEXT, "andre tok ordet"), code)
        other.execute("ROLLBACK")
    desk.codings.code(source, span_of(TEXT, "andre tok ordet"), code)


# -- other operating systems


def test_the_main_job_works_where_posix_modules_are_missing(tmp_path: Path) -> None:
    done = python(
        "import sys\n"
        "class Blocker:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name in {'fcntl', 'resource', 'pwd', 'msvcrt', 'grp', 'termios'}: raise ModuleNotFoundError(name)\n"
        "for name in ('fcntl', 'resource', 'pwd', 'grp', 'termios'): sys.modules.pop(name, None)\n"
        "sys.meta_path.insert(0, Blocker())\n"
        "import pathlib\n"
        "from tests.storage.studies import Study, TEXT, span_of\n"
        "from workbench import operating_system\n"
        "from workbench.storage import backups, check\n"
        "assert operating_system.fcntl is None and operating_system.resource is None\n"
        "operating_system.keep_private()\n"
        f"study = Study(pathlib.Path({str(tmp_path)!r}) / 'p.workbench').filled()\n"
        "desk = study.desk()\n"
        "code = desk.codebook.find('Nedenfra').id\n"
        "desk.codings.code(desk.sources.all()[0].id, span_of(TEXT, 'andre tok ordet'), code)\n"
        "desk.history.undo(); desk.history.redo()\n"
        "assert check.check(study.project) == ()\n"
        "backups.back_up(study.path); study.reopen(); study.close()\n"
        "backups.restore(study.path)\n"
        "print('done')\n"
    )
    assert done.stdout == "done\n", done.stderr
