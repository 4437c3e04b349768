"""What a recount hands out: plain values, no rules."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

SAYS, AGAINST, NOTHING, NOT_READ = "●", "◐", "·", "?"
STATE_ORDER = (SAYS, AGAINST, NOTHING, NOT_READ)
INFORMANTS, DOCUMENTS, NO_INFORMANT = "informants", "documents", "no informant"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something listed instead of counted; `row` is the row of the file, its heading being 1."""

    file: str
    row: int
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """A node of the codebook; `need` is the codebook version from which it can be read."""

    path: str
    name: str
    parent: str
    kind: str
    since: int
    need: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One row × column × line; `marks` are the informants' own states in heading order."""

    row: str
    column: str
    line: str
    state: str | None
    n: int | None
    N: int | None
    quotes: int
    codings: int
    words: int
    informants: tuple[str, ...]
    against: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Poles:
    """A case's informants in the four groups of a theme with two ends."""

    theme: str
    ends: tuple[str, str]
    case: str
    only_first: tuple[str, ...]
    both: tuple[str, ...]
    only_second: tuple[str, ...]
    neither: tuple[str, ...]
    unread: tuple[str, ...]
    other_end_unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """The first lines of the first page, for one case ("" holds what has no case)."""

    case: str
    name: str
    informants: tuple[str, ...]
    interviews: tuple[str, ...]
    words: int
    without_interview: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An informant or a source kept, listed and not counted."""

    what: str
    ref: str
    case: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What was made of one source; `finished` is the highest version stamped in the view, 0 if none."""

    label: str
    file: str
    kind: str
    case: str
    informants: tuple[str, ...]
    turns: int
    characters: int
    informant_words: int
    finished: int
    left_out: str


@dataclass(frozen=True, slots=True)
class Coding:
    """A located row of codings.csv; `turn` is the first turn it touches, 0 if none."""

    source: str
    start: int
    end: int
    code: str
    coder: str
    round: str
    against: bool
    row: int
    turn: int

    @property
    def passage(self) -> tuple[str, int, int]:
        """The passage that codings share."""
        return self.source, self.start, self.end


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything counted, in the view asked for."""

    view: dict[str, Any]
    rows: tuple[Row, ...]
    by_case: tuple[Cell, ...]
    by_informant: tuple[Cell, ...]
    by_source: tuple[Cell, ...]
    by_attribute: dict[str, tuple[Cell, ...]]
    poles: tuple[Poles, ...]
    cases: tuple[CaseFacts, ...]
    left_out: tuple[LeftOut, ...]
    sources: tuple[SourceFacts, ...]
    codings: tuple[Coding, ...]
    hidden: int
    problems: tuple[Problem, ...]

    def to_json(self) -> str:
        """The whole of it as JSON, the same bytes each time."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
