"""The contracts of `pyproject.toml` hold, and each fails when it is broken on purpose."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import PACKAGE, ROOT

LAYERS = "Layers point inwards, and siblings do not know each other"
PLAIN = "The domain and the services are plain Python"
TEXTUAL = "Only the screen code knows Textual"
SCREENS = "The screens reach data only through services"
CYCLES = "No cycles inside a folder"

PLANTED = [
    ("domain/planted.py", "from workbench.services import desk\n", LAYERS),
    ("services/planted.py", "from workbench.storage import engine\n", LAYERS),
    ("exporters/planted.py", "def late() -> None:\n    from workbench.importers import docx\n", LAYERS),
    ("storage/planted.py", "from workbench.language import similar\n", LAYERS),
    ("i18n.py", "from workbench import operating_system\n", LAYERS),
    ("tui/planted.py", "from workbench import bootstrap\n", LAYERS),
    ("importers/planted.py", "from workbench.cli import telling\n", LAYERS),
    ("newcomer.py", "", LAYERS),
    ("services/planted.py", "import sqlalchemy\n", PLAIN),
    ("domain/planted.py", "def late() -> None:\n    import rapidfuzz\n", PLAIN),
    ("storage/planted.py", "import textual\n", TEXTUAL),
    ("tui/planted.py", "from workbench.storage import engine\n", SCREENS),
    ("tui/screens/planted.py", "import spacy\n", SCREENS),
    ("domain/planted.py", "from workbench.domain import text\n", CYCLES),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the copy of the program in a folder."""
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(tool), "--config", str(folder / "pyproject.toml"), "--no-cache"],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "NO_COLOR": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the program that may be broken."""
    shutil.copytree(PACKAGE, tmp_path / "workbench", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_program_keeps_its_contracts(copy: Path) -> None:
    found = lint(copy)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "5 kept, 0 broken" in found.stdout


@pytest.mark.parametrize(("file", "source", "contract"), PLANTED)
def test_a_broken_contract_is_found(copy: Path, file: str, source: str, contract: str) -> None:
    place = copy / "workbench" / file
    before = place.read_text(encoding="utf-8") if place.exists() else ""
    place.write_text(before + "\n" + source, encoding="utf-8")
    if contract == CYCLES:
        other = copy / "workbench" / "domain" / "text.py"
        other.write_text(other.read_text(encoding="utf-8") + "\nfrom workbench.domain import planted\n", "utf-8")
    found = lint(copy)
    assert found.returncode != 0
    told = found.stdout + found.stderr
    # A folder without a place ends the check before any contract is shown.
    assert f"{contract} BROKEN" in told or (file == "newcomer.py" and "newcomer" in told), told
