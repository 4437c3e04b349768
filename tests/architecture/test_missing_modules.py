"""The main job runs where the modules of one operating system cannot be imported."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.architecture.source import PACKAGE

if TYPE_CHECKING:
    from pathlib import Path

_RUN = """
import sys
from workbench.cli.run import run
code = 0
for line in sys.argv[1:]:
    code = code or run(line.split("|"))
sys.exit(code)
"""
_ONE_SYSTEM = ("fcntl", "msvcrt", "resource", "pwd")

TEXT = "I: Hvordan begynte det?\n\nA1: Vi begynte selv.\n\nI: Og så?\n\nA1: Så kom kommunen.\n"


def main_job(folder: Path, missing: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Make a project, bring a text in, code, finish, compare and check, where some modules cannot be imported.

    They are missing in every process of the program, the reader of files too: Python runs `sitecustomize` first, and
    the reader looks for modules only where the program itself lies, so that the program is copied beside it.
    """
    hook = folder / "hook"
    shutil.copytree(PACKAGE, hook / "workbench", ignore=shutil.ignore_patterns("__pycache__"))
    hook.joinpath("sitecustomize.py").write_text(
        f"import sys\nsys.modules.update(dict.fromkeys({missing!r}))\n", "utf-8"
    )
    (folder / "a1.txt").write_text(TEXT, "utf-8")
    (folder / "cases.csv").write_text("case;name\nA;Alfa\n", "utf-8")
    (folder / "informants.csv").write_text("informant;case\nA1;A\n", "utf-8")
    (folder / "book.yaml").write_text(
        "name: B\nlanguage: nb\ncodes:\n  - name: Tema\n    codes:\n      - name: Selv\n", "utf-8"
    )
    lines = [
        "new|p|--coder|AB",
        "cases|cases.csv",
        "informants|informants.csv",
        "codebook|import|book.yaml",
        "import|a1.txt|--speaker|I=interviewer|--speaker|A1=A1",
        "code|A1|Selv|--quote|Vi begynte selv.",
        "finish|A1",
        "matrix|-o|m.csv",
        "undo",
        "redo",
        "check",
        "backup",
    ]
    return subprocess.run(
        [sys.executable, "-c", _RUN, *lines],
        cwd=folder,
        env={
            "PYTHONPATH": str(hook),
            "WORKBENCH_LANGUAGE": "en",
            "HOME": str(folder),
            "PATH": "",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_main_job_needs_no_module_of_one_system(tmp_path: Path) -> None:
    done = main_job(tmp_path, _ONE_SYSTEM)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Selv" in (tmp_path / "m.csv").read_text("utf-8-sig")


def test_a_module_that_is_needed_and_missing_is_found(tmp_path: Path) -> None:
    done = main_job(tmp_path, (*_ONE_SYSTEM, "sqlite3"))
    assert done.returncode != 0
