"""A disk that is really full: one sentence, exit 2, nothing changed, nothing left, and what was saved is whole."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Workbench, lying_in
from tests.cli.test_bad_input import refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def disk(tmp_path: Path, made: Path) -> Iterator[Path]:
    """The small project, on a disk of two megabytes."""
    if sys.platform != "linux":
        pytest.skip("makes a disk as Linux does")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("only the administrator may make a disk")
    try:
        shutil.copy(made / "small.workbench", folder)
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def fill(disk: Path, but: int) -> None:
    """Leave `but` kilobytes."""
    found = os.statvfs(disk)
    (disk / "fill").write_bytes(b"x" * (found.f_bavail * found.f_frsize - but * 1024))


VERBS = {
    "code": ("code", "SK1", "Nedenfra", "--quote", "i fjor"),
    "import": ("import", "../long.txt", "--speaker", "SK1=SK1"),
    "codings import": ("codings", "import", "../codings.csv"),
    "codebook import": ("codebook", "import", "../long.yaml"),
    "matrix -o": ("matrix", "-o", "disk/matrix.csv"),
    "codings export -o": ("codings", "export", "-o", "disk/codings.csv"),
    "backup": ("backup",),
    "restore": ("restore", "--latest"),
}


@pytest.mark.parametrize("room", [0, 20, 100])
@pytest.mark.parametrize("verb", VERBS)
def test_a_full_disk(verb: str, room: int, disk: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch) -> None:
    if verb in {"matrix -o", "codings export -o"} and room:
        room = 3 if verb == "matrix -o" else 0
    top, project = disk.parent, disk / "small.workbench"
    monkeypatch.chdir(top)
    (top / "long.txt").write_text(
        "".join(f"I: Hva {n}?\nSK1: Svar {n}, og mer {n * 7}.\n" for n in range(9000)), "utf-8"
    )
    (top / "long.yaml").write_text(
        "name: Bok\ncodes:\n" + "".join(f"  - name: Kode {n}\n    definition: {'x' * 500}\n" for n in range(900)),
        "utf-8",
    )
    rows = "".join(f"SK1;{start};{end};Nedenfra\n" for start in range(25, 60) for end in range(start + 1, 60))
    (top / "codings.csv").write_text(f"source;start;end;code\n{rows}", "utf-8")
    # A copy that has it all, so that it is the step itself that meets the full disk.
    assert workbench("backup", project).code == 0
    fill(disk, room)
    words = [word.replace("../", "").replace("disk/", str(disk) + "/") for word in VERBS[verb]]
    at = 2 if verb in {"codings import", "codebook import", "codings export -o"} else 1
    before = lying_in(disk)
    copies = sorted(file.name for file in (disk / "small.backups").iterdir())
    said = workbench(*words[:at], project, *words[at:])
    if verb == "code" and room == 100:
        assert said.code == 0
        return
    named = {"matrix -o": "matrix", "codings export -o": "codings.csv"}.get(verb, "small.workbench")
    if verb == "import":
        assert (said.code, said.out) == (2, "")
        assert "small.workbench could not be written (the disk is full)" in said.remarks[-1]
    elif verb == "matrix -o" and room:
        assert said.code == 2
        assert "could not be written (the disk is full)" in said.remarks[-1]
    else:
        refused(said, named)
        assert "the disk is full" in said.err
    left = lying_in(disk)
    left.pop("matrix.csv", None)
    assert left == before
    assert sorted(file.name for file in (disk / "small.backups").iterdir()) == copies
    with closing(sqlite3.connect(project)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (disk / "fill").unlink()
    assert workbench("code", project, "SK1", "Nedenfra", "--quote", "i fjor").code == 0
    assert workbench("check", project).code == 0


def test_a_full_disk_can_be_read(disk: Path, workbench: Workbench) -> None:
    fill(disk, 0)
    before = lying_in(disk)
    for verb in ("todo", "matrix", "history", "check"):
        assert workbench(verb, disk / "small.workbench").code == 0
    assert lying_in(disk) == before
