"""What a study folder holds, before it is counted."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import DOCUMENTS, NO_INFORMANT, Coding, Problem
from .text import clean, decode
from .turns import INTERVIEWER, PAPERS, UNKNOWN, Turn

if TYPE_CHECKING:
    from .codebook import Node

COLUMNS = {
    "cases.csv": {"case", "name"},
    "informants.csv": {"informant", "case", "role", "department", "key", "left_out"},
    "sources.csv": {"file", "source", "kind", "case", "date", "guide", "speakers", "left_out"},
    "codings.csv": {
        "source",
        "start",
        "end",
        "quote",
        "code",
        "coder",
        "round",
        "stance",
        "id",
        "memo",
        "starred",
    },
    "finished.csv": {"source", "coder", "round", "codebook"},
}
TYPED = ("cases.csv", "informants.csv")


@dataclass(slots=True)
class Case:
    """A row of cases.csv."""

    ref: str
    name: str = ""
    values: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Informant:
    """A row of informants.csv."""

    ref: str
    case: str = ""
    left_out: str = ""


@dataclass
class Source:
    """A row of sources.csv with its text and turns."""

    file: str
    label: str
    kind: str
    case: str
    left_out: str
    text: str
    turns: tuple[Turn, ...]

    @cached_property
    def informants(self) -> tuple[str, ...]:
        """Those with a turn in it, in the order they first speak (R8)."""
        spoken = (turn.speaker for turn in self.turns)
        return tuple(dict.fromkeys(s for s in spoken if s not in (INTERVIEWER, UNKNOWN)))

    def touched(self, start: int, end: int) -> list[Turn]:
        """The turns whose bodies a range shares a character with."""
        return [turn for turn in self.turns if max(turn.start, start) < min(turn.end, end)]

    @property
    def is_interview(self) -> bool:
        """Whether the first page counts it as one."""
        return self.kind in ("interview", "group")

    @property
    def line(self) -> str:
        """Where its parts without informant stand."""
        return DOCUMENTS if self.kind in PAPERS else NO_INFORMANT


@dataclass(frozen=True, slots=True)
class Stamp:
    """A row of finished.csv."""

    source: str
    coder: str
    round: str
    version: int


@dataclass(slots=True)
class Study:
    """A folder, read."""

    folder: Path
    root: Node
    cases: dict[str, Case] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    informants: dict[str, Informant] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    codings: list[Coding] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def list_problem(self, file: str, row: int, what: str, detail: str = "") -> None:
        """Say what was not counted."""
        self.problems.append(Problem(file, row, what, detail))

    def table(self, name: str) -> list[tuple[int, dict[str, str]]]:
        """A CSV file's rows with their numbers; values untouched, headings cleaned."""
        path = self.folder / name
        if not path.exists():
            self.list_problem(name, 0, "file not found")
            return []
        text = decode(path.read_bytes()).removeprefix("\ufeff")
        heading = text.split("\n", 1)[0]
        comma = heading.count(",") > heading.count(";")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="," if comma else ";"))
        names = [clean(value) for value in rows[0]] if rows else []
        for extra in sorted(set(names) - COLUMNS[name]):
            if name not in TYPED or ":" not in extra:
                self.list_problem(name, 1, "extra column", extra)
        return [
            (number, dict(zip(names, values, strict=False)))
            for number, values in enumerate(rows[1:], 2)
            if any(value.strip() for value in values)
        ]

    def source_named(self, value: str) -> Source | None:
        """By label, else by file name, whole or its last part, if only one fits."""
        if value in self.sources:
            return self.sources[value]
        for part in (lambda file: file, lambda file: Path(file).name):
            fits = [source for source in self.sources.values() if part(source.file) == value]
            if len(fits) == 1:
                return fits[0]
        return None
