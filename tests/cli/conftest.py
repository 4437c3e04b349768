"""The command line in this process, the sample project, and what lies in a folder."""

from __future__ import annotations

import gc
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from workbench.cli import sample_study
from workbench.cli.exit_codes import MISTAKE
from workbench.cli.run import run

TOP = Path(__file__).resolve().parents[2]

INTERVIEW = "I: Hvem begynte?\nSK1: Vi begynte selv, i fjor.\nI: Ja?\nSK1: Ja, absolutt. Lederne kom etter.\n"


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def remarks(self) -> list[str]:
        """The lines on the error stream."""
        return self.err.rstrip("\n").split("\n") if self.err else []


Workbench = Callable[..., Said]

BOOK = """# Kept: the first
name: Bok
codes:
  - name: Start # kept too
    codes:
      - name: Ovenfra
      - name: Nedenfra
"""


@pytest.fixture
def workbench(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Workbench:
    """Run a command line; a mistake of ours fails the test."""
    monkeypatch.setenv("WORKBENCH_LANGUAGE", "en")
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path_factory.getbasetemp() / "home"))

    def call(*words: object) -> Said:
        capsys.readouterr()
        code = run([str(word) for word in words])
        gc.enable()
        said = capsys.readouterr()
        assert code != MISTAKE, said.err
        return Said(code, said.out, said.err)

    return call


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sample project's bytes."""
    project = tmp_path_factory.mktemp("built") / sample_study.PROJECT
    sample_study.build(project)
    return project.read_bytes()


@pytest.fixture
def sample(built: bytes, tmp_path: Path) -> Path:
    """A copy of the sample project in a folder of its own."""
    project = tmp_path / sample_study.PROJECT
    project.write_bytes(built)
    return project


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a project of one interview, a theme and two codes, by coder AB, and its files."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "sk1.txt").write_text(INTERVIEW, "utf-8")
    (folder / "book.yaml").write_text(BOOK, "utf-8")
    project = str(folder / "small.workbench")
    for words in (
        ["new", project, "--coder", "AB", "--round", "1"],
        ["codebook", "import", project, str(folder / "book.yaml")],
        ["import", project, str(folder / "sk1.txt"), "--speaker", "SK1=SK1"],
    ):
        assert run(words) == 0
    return folder


@pytest.fixture
def small(made: Path, tmp_path: Path) -> Path:
    """A copy of the small project, with its files beside it."""
    for name in ("sk1.txt", "book.yaml", "small.workbench"):
        shutil.copy(made / name, tmp_path / name)
    return tmp_path / "small.workbench"


def lying_in(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash; not the locks, which mean nothing, and not the backups."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".lock" and ".backups" not in str(path)
    }
