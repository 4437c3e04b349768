"""The one place where what the program writes and what the recount says are laid beside each other.

Both name columns and states in their own way; the mapping stands here once. A table is cells by row path and
column path, a cell the fields of the matrix CSV from `state` on, as text. Nothing here counts.
"""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from tests.golden.truth.answers import DOCUMENTS, INFORMANTS, Cell, Truth
from tests.golden.truth.whole import recount
from workbench.cli.run import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import pytest

    from tests.golden.truth.study import Source

STATES = {"●": "says", "◐": "against", "·": "nothing-found", "?": "unread"}
"""The recount's marks, and the program's names; without a guide there are no others."""

GROUPINGS = ("case", "informant", "source", "attribute:merger")
MISSING = {"case": "(no case)", "informant": "", "source": "", "attribute:merger": "(no value)"}
SEPARATOR = " > "
FIELDS = ("state", "n", "N", "quotes", "codings", "words", "informants", "against")
NOTHING = ("", "", "", "0", "0", "0", "", "")

Fields = tuple[str, ...]
Table = dict[tuple[str, str], Fields]

VIEWS: Mapping[str, tuple[tuple[str, ...], Mapping[str, Any]]] = {
    "everything": ((), {}),
    "only AB": (("--by", "AB"), {"coders": frozenset({"AB"})}),
    "only CD": (("--by", "CD"), {"coders": frozenset({"CD"})}),
    "second reading": (("--in-round", "andre lesning"), {"rounds": frozenset({"andre lesning"})}),
    "against": (("--stance", "against"), {"stance": "against"}),
}
"""Each view as the command line and as the recount say it."""


class Study:
    """A study folder, and the project that the program made of it."""

    def __init__(self, folder: Path, codebook: Path, project: Path) -> None:
        self.folder = folder
        self.codebook = codebook
        self.project = project
        self._truths: dict[str, Truth] = {}

    def truth(self, **view: Any) -> Truth:
        """Count the folder in a view, once for each view."""
        key = repr(sorted(view.items()))
        if key not in self._truths:
            self._truths[key] = recount(self.folder, self.codebook, **view)
        return self._truths[key]

    def written(self, columns: str, ending: str, *options: str) -> bytes:
        """Let the program write a matrix; return the file."""
        file = self.project.parent / f"matrix.{ending}"
        assert run(["matrix", str(self.project), "--columns", columns, "-o", str(file), *options]) == 0
        return file.read_bytes()


def cells_of(truth: Truth, grouping: str) -> tuple[Cell, ...]:
    """Return the recount's cells of one matrix."""
    if grouping.startswith("attribute:"):
        return truth.by_attribute[grouping.partition(":")[2]]
    return {"case": truth.by_case, "informant": truth.by_informant, "source": truth.by_source}[grouping]


def column_path(cell: Cell, grouping: str) -> str:
    """Return what the program calls the column, or the line of it, in which a cell of the recount stands."""
    column = cell.column or MISSING[grouping]
    # A document is a column by itself, and not a line of one.
    if cell.line == INFORMANTS or (grouping == "source" and cell.line == DOCUMENTS):
        return column
    return SEPARATOR.join(filter(None, (column, f"({cell.line})")))


def truth_table(truth: Truth, grouping: str) -> Table:
    """Return the recount's cells; a case opens into the cells of its informants."""
    found = {(cell.row, column_path(cell, grouping)): fields_of(cell) for cell in cells_of(truth, grouping)}
    if grouping == "case":
        own = {(cell.row, cell.column): cell for cell in truth.by_informant if cell.line == INFORMANTS}
        for cell in truth.by_case:
            for ref, _mark in cell.marks:
                path = SEPARATOR.join((column_path(cell, grouping), ref))
                found[cell.row, path] = fields_of(own[cell.row, ref])
    return found


def fields_of(cell: Cell) -> Fields:
    """Return a cell of the recount as the program's CSV writes it."""
    state = "" if cell.state is None else STATES[cell.state]
    numbers = ("" if found is None else str(found) for found in (cell.n, cell.N))
    counts = (str(cell.quotes), str(cell.codings), str(cell.words))
    return state, *numbers, *counts, ", ".join(cell.informants), ", ".join(cell.against)


def csv_table(written: bytes) -> Table:
    """Return the cells of a matrix CSV."""
    rows = list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=";"))
    found = {
        (_path(row["parent"], row["row"]), row["column_path"]): tuple(row[name] for name in FIELDS) for row in rows
    }
    assert len(found) == len(rows), "two lines for one cell"
    return found


def json_table(written: bytes) -> Table:
    """Return the cells of a matrix JSON."""
    cells = json.loads(written)["cells"]
    found = {(cell["row"], cell["column"]): tuple(_text(cell[name]) for name in FIELDS) for cell in cells}
    assert len(found) == len(cells), "two entries for one cell"
    return found


def differences(program: Table, truth: Table) -> list[str]:
    """Tell every cell in which the program and the recount do not agree.

    The program shows lines without informants only where something is counted in them; such lines of the
    recount must be empty.
    """
    empty = {key for key in truth.keys() - program.keys() if truth[key] == NOTHING and key[1].endswith(")")}
    told = [f"only in the program: {key}" for key in sorted(program.keys() - truth.keys())]
    told += [f"only in the recount: {key}" for key in sorted(truth.keys() - program.keys() - empty)]
    both = sorted(program.keys() & truth.keys())
    told += [f"{key}: {program[key]}, recount {truth[key]}" for key in both if program[key] != truth[key]]
    return told


def changed_cells(before: Table, after: Table) -> set[tuple[str, str]]:
    """Return the cells that are not the same; a cell that is not there counts as empty."""
    return {key for key in before.keys() | after.keys() if before.get(key, NOTHING) != after.get(key, NOTHING)}


def speak(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program speak a language from the next command on."""
    monkeypatch.setenv("WORKBENCH_LANGUAGE", language)


def without_labels(source: Source, words: str) -> str:
    """Return words of a source without what stands between its turns, on one line."""
    start = source.text.index(words)
    end = start + len(words)
    said = (source.text[max(turn.start, start) : min(turn.end, end)] for turn in source.turns)
    return " ".join(" ".join(said).split())


def _path(parent: str, row: str) -> str:
    return SEPARATOR.join(filter(None, (parent, row)))


def _text(value: int | str | Iterable[str] | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int | str) else ", ".join(value)
