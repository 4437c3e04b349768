"""Two processes, seconds apart, with other hash seeds: the same bytes in every file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from tests.cli.conftest import TOP

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from workbench.cli.run import run
project = sys.argv[1]
for verb in (
    ["matrix", project, "-o", "m.csv"], ["matrix", project, "-o", "m.json"], ["matrix", project, "-o", "m.md"],
    ["matrix", project, "-o", "m.html"], ["matrix", project, "-o", "m.xlsx"],
    ["matrix", project, "-o", "m.docx"], ["transcript", project, "FK2", "-o", "FK2.docx"],
    ["transcript", project, "FK2", "-o", "FK2.html"],
    ["matrix", project, "--columns", "source", "-o", "s.html"],
    ["matrix", project, "--columns", "informant", "-o", "i.csv"],
    ["matrix", project, "--columns", "source", "-o", "s.json"],
    ["matrix", project, "--columns", "attribute:size", "-o", "a.md"],
    ["matrix", project, "--by", "AB", "--by", "CD", "--case", "SK", "--case", "NK", "--code", "Ovenfra", "--code",
     "Nedenfra", "--kind", "interview", "--kind", "group", "--starred", "-o", "v.json"],
    ["codings", "export", project, "-o", "codings.csv"], ["codebook", "export", project, "-o", "book.yaml"],
):
    assert run(verb) == 0, verb
"""


def files_written(project: Path, folder: Path, seed: str, zone: str) -> dict[str, bytes]:
    folder.mkdir()
    environment = os.environ | {
        "PYTHONHASHSEED": seed,
        "PYTHONPATH": str(TOP),
        "TZ": zone,
        "WORKBENCH_LANGUAGE": "nb",
        "WORKBENCH_HOME": str(folder / "home"),
    }
    command = [sys.executable, "-c", SCRIPT, str(project)]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_the_same_project_gives_the_same_bytes(sample: Path, tmp_path: Path) -> None:
    first = files_written(sample, tmp_path / "first", "1", "Europe/Oslo")
    time.sleep(1.1)
    os.utime(sample)
    second = files_written(sample, tmp_path / "second", "2", "Pacific/Auckland")
    assert len(first) == 15 + 2, "fifteen files, and a manifest beside each matrix in CSV"
    assert first == second
