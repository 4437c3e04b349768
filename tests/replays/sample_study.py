"""The sample study before anybody coded it, and what its first coder put on it.

The table is read here by itself, so that nothing of the program says what is right; what the program kept is
read from the table that it writes.
"""

from __future__ import annotations

import csv
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.bootstrap import open_to_read
from workbench.cli.run import run

TOP = Path(__file__).resolve().parents[2]
TEXTS = TOP / "transcripts"
CODER, ROUND = "AB", "første lesning"


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """A coding as a table has it: exact words, code and stance."""

    source: str
    """The name of its file."""
    start: int
    end: int
    code: str
    stance: str
    quote: str


def wanted() -> list[Coded]:
    """Return what the first coder coded in her first reading, in text order."""
    return _read(TEXTS / "codings.csv")


def kept(project: Path) -> list[Coded]:
    """Return what a project has of the same coder and reading."""
    table = project.with_name("kept.csv")
    table.unlink(missing_ok=True)
    assert run(["codings", "export", str(project), "-o", str(table), "--raw"]) == 0
    with closing(open_to_read(project)) as desk:
        names = {source.label: source.name for source in desk.sources.all()}
    return [replace(coded, source=names[coded.source]) for coded in _read(table)]


def uncoded(project: Path) -> Path:
    """Make a project of the sample study without any coding."""
    verbs = (
        ("new", "", "--coder", CODER, "--round", ROUND),
        ("cases", str(TEXTS / "cases.csv")),
        ("informants", str(TEXTS / "informants.csv")),
        ("codebook import", str(TOP / "codebooks" / "samskaping.yaml")),
        ("import", str(TEXTS / "sources.csv")),
    )
    for verb, *rest in verbs:
        assert run([*verb.split(), str(project), *filter(None, rest)]) == 0
    return project


def _read(table: Path) -> list[Coded]:
    with table.open(encoding="utf-8-sig", newline="") as file:
        return [
            Coded(row["source"], int(row["start"]), int(row["end"]), row["code"], row["stance"], row["quote"])
            for row in csv.DictReader(file, delimiter=";")
            if (row["coder"], row["round"]) == (CODER, ROUND)
        ]
