"""What is loaded at the start: nothing that is slow, before it is needed (DESIGN.md §4)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.cli import sample_study

ROOT = Path(__file__).resolve().parents[2]
SLOW = {"spacy", "docx", "alembic", "lxml", "openpyxl", "xlsxwriter", "jinja2", "ruamel", "pydantic"}
SCREEN = {"textual", "rich"}
SCRIPT = """
import json, sys
{before}
from workbench.cli.run import run
code = run({words!r})
print("\\n" + json.dumps([code, sorted({{name.partition(".")[0] for name in sys.modules}})]))
"""


def loaded_by(*words: str, before: str = "") -> set[str]:
    """Run a command line in a process of its own; return the packages that it loaded."""
    command = [sys.executable, "-c", SCRIPT.format(words=list(words), before=before)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    code, names = json.loads(done.stdout.rstrip("\n").rpartition("\n")[2])
    assert code == 0, done.stderr
    return set(names)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("start") / sample_study.PROJECT
    sample_study.build(path)
    return str(path)


@pytest.mark.parametrize("words", [("--help",), ("matrix", "--help"), ("codebook", "import", "--help")], ids=" ".join)
def test_help_loads_neither_a_database_nor_a_screen(words: tuple[str, ...]) -> None:
    assert not loaded_by(*words) & (SLOW | SCREEN | {"sqlalchemy", "rapidfuzz"})


@pytest.mark.parametrize("verb", ["matrix", "todo", "history"])
def test_a_matrix_to_csv_and_a_list_load_nothing_slow(verb: str, project: str, tmp_path: Path) -> None:
    more = ("-o", str(tmp_path / "m.csv")) if verb == "matrix" else ()
    found = loaded_by(verb, project, *more)
    assert "sqlalchemy" in found
    assert not found & (SLOW | SCREEN)


def test_code_and_undo_load_nothing_slow(project: str) -> None:
    assert not loaded_by("code", project, "SK1", "Nedenfra", "--start", "703", "--end", "720") & (SLOW | SCREEN)
    assert not loaded_by("undo", project) & (SLOW | SCREEN)


def test_the_first_screen_loads_nothing_slow() -> None:
    found = loaded_by("--help", before="import workbench.tui.app, workbench.tui.screens.desk")
    assert "textual" in found
    assert not found & SLOW


def test_a_slow_module_would_be_seen() -> None:
    assert "ruamel" in loaded_by("--help", before="import ruamel.yaml")
