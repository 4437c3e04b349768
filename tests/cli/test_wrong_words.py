"""Command lines that somebody can hardly have meant: one sentence that names what is wrong, exit 2, nothing changed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Workbench, lying_in

if TYPE_CHECKING:
    from pathlib import Path

CODE = "code small.workbench SK1 Nedenfra"

WRONG: dict[str, str] = {
    f"{CODE} --quote fjor --quote selv": "--quote is given twice",
    f"{CODE} --quote fjor --coder AB --coder CD": "--coder is given twice",
    "matrix small.workbench -o m.csv -o n.csv": "-o is given twice",
    "undo small.workbench --steps 1 --steps 2": "--steps is given twice",
    f"{CODE} --quote": "--quote needs a value after it; see: workbench code --help",
    "matrix small.workbench --starred=yes": "--starred takes no value; see: workbench matrix --help",
    f"{CODE} --quote ''": "--quote is empty",
    f"{CODE} --quote '  '": "--quote is empty",
    f"{CODE} --quote fjor --coder ''": "--coder is empty",
    f"{CODE} --quote fjor --round ' '": "--round is empty",
    "code small.workbench '' Nedenfra --quote fjor": "SOURCE is empty",
    "code small.workbench SK1 '' --quote fjor": "CODE is empty",
    f"{CODE} --quote fjor --start 3 --end 5": "not both",
    f"{CODE} --quote fjor --end 5": "not both",
    "code small.workbench SK1 Ukjent --quote fjor": "workbench codebook export",
    "finish small.workbench SK1 --code ''": "--code is empty",
    "finish small.workbench ''": "SOURCE is empty",
    "finish small.workbench SK1 --not --code Nedenfra": "--code",
    "finish small.workbench finished.csv --not": "--not",
    "finish small.workbench finished.csv --code Nedenfra": "--code",
    "cases small.workbench ''": "TABLE is empty",
    "informants small.workbench ' '": "TABLE is empty",
    "import small.workbench ''": "FILE… is empty",
    "import small.workbench sk1.txt --speaker ''": "--speaker is empty",
    "codings import small.workbench ''": "FILE is empty",
    "codebook import small.workbench ''": "FILE is empty",
    "codings export small.workbench -o ''": "-o is empty",
    "matrix small.workbench --by AB --by ''": "--by is empty",
    "matrix small.workbench -o m": "m does not end in one of .csv, .json",
    "matrix small.workbench -o m.pdf": "m.pdf does not end in one of .csv, .json",
    "matrix small.workbench -o small.workbench": "small.workbench would be taken for a project",
    "matrix small.workbench --format csv -o sk1.txt": "sk1.txt is there already and no .csv file",
    "codings export small.workbench -o sk1.txt": "sk1.txt is there already and no .csv file",
    "codebook export small.workbench -o sk1.txt": "sk1.txt is there already and no .yaml file",
    "view save small.workbench ''": "NAME is empty",
    "history small.workbench --last -5": "--last",
    "restore small.workbench --copy ''": "--copy is empty",
    "backup nosuch.workbench": "no project nosuch.workbench",
    "new ''": "NAME is empty",
    "new .workbench": "“.workbench”",
    "todo ''": "“”",
    "-": "“-”",
    "''": "“”",
}


@pytest.mark.parametrize("line", WRONG)
def test_what_cannot_be_meant_is_refused(
    line: str, small: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.parent)
    before = lying_in(small.parent)
    said = workbench(*shlex.split(line))
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1), said
    assert WRONG[line] in said.err
    assert lying_in(small.parent) == before


def test_what_may_be_said_twice_may(small: Path, workbench: Workbench) -> None:
    assert workbench("matrix", small, "--by", "AB", "--by", "AB", "--starred", "--starred").code == 0


def test_a_file_of_ours_is_written_again(small: Path, workbench: Workbench) -> None:
    for name, verb in (("m.csv", "matrix"), ("c.CSV", "codings export"), ("b.yml", "codebook export")):
        for _time in range(2):
            assert workbench(*verb.split(), small, "-o", small.parent / name).code == 0


def test_exports_are_listed_as_json(small: Path, workbench: Workbench) -> None:
    assert workbench("matrix", small, "-o", small.parent / "m.csv").code == 0
    said = workbench("history", small, "--exports", "--json").out
    assert said.startswith('{"file": "m.csv", "at": "20')
    assert '"state": "same", "manifest": {"what": "matrix"' in said
