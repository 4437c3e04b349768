"""The rows of the tables that a person writes (FILES.md): cases, informants, sources, codings, finished.

A row is what a line says, checked by itself; whether the case or the code it names exists is for the
service that brings it in. Nothing here reads a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from workbench.domain.attributes import AttributeColumn, AttributeType, canonical, parse_value
from workbench.domain.passages import Stance
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.sources import Kind
    from workbench.domain.transcript import Role

__all__ = [
    "AttributeColumn", "AttributeType", "CaseRow", "CodingRow", "FinishedRow", "InformantRow", "RowProblem",
    "SourceRow", "Speaker", "Table", "canonical", "parse_value",
]  # fmt: skip

FORMULA_STARTS = "=+-@\t\r＝＋－＠"
"""Characters with which a cell becomes a formula in a spreadsheet."""

GUARD = "'"
"""Put before such a cell when a table is written, and taken away when it is read (SAFETY.md §3.5)."""


_STARTS = frozenset(FORMULA_STARTS)


def guarded(cell: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula, and so that `unguarded` gives it back."""
    return GUARD + cell if cell.lstrip(GUARD)[:1] in _STARTS else cell


def unguarded(cell: str) -> str:
    """Return the text of a cell that may have been guarded."""
    return cell[1:] if cell[:1] == GUARD and cell.lstrip(GUARD)[:1] in _STARTS else cell


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A line that was kept out, and why."""

    line: int
    """In the file, from 1, as a text editor counts."""
    template: str
    """An English sentence marked for translation, with `{names}` for the values."""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A line of `cases.csv`."""

    line: int
    case: str
    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Values in the form in which they are stored, by the attribute's name; empty ones are left out."""


@dataclass(frozen=True, slots=True)
class InformantRow:
    """A line of `informants.csv`."""

    line: int
    informant: str
    case: str
    role: str = ""
    department: str = ""
    is_key: bool | None = False
    """None where the cell is empty."""
    left_out: str = ""
    """Why she is left out of the analysis; empty where she is not."""
    attributes: Mapping[str, str] = field(default_factory=dict)


class Speaker(NamedTuple):
    """Who a label in a transcript stands for."""

    label: str
    role: Role
    informant: str
    """Her reference; empty for the interviewer and the unknown."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A line of `sources.csv`."""

    line: int
    file: str
    source: str = ""
    """The label; empty where the program shall give one."""
    kind: Kind | None = None
    case: str = ""
    date: str = ""
    """As `2025-03-04`, or empty."""
    guide: str = ""
    speakers: tuple[Speaker, ...] = ()
    left_out: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


class CodingRow(NamedTuple):
    """A line of `codings.csv`; a plain tuple, since there may be millions."""

    line: int
    source: str
    """Its label, else its file name."""
    start: int | None
    """Characters of the frozen text; None where only the quote is given."""
    end: int | None
    quote: str
    code: str
    coder: str = ""
    round: str = ""
    stance: Stance = Stance.FOR
    id: str = ""
    """The passage's citable id, where known."""
    memo: str = ""
    starred: bool = False


@dataclass(frozen=True, slots=True)
class FinishedRow:
    """A line of `finished.csv`."""

    line: int
    source: str
    coder: str
    round: str
    codebook: int
    """The codebook's version."""


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """What a file of rows holds."""

    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...] = ()
    """The lines that are not among `rows`, in the order of the file."""
    extra_columns: tuple[str, ...] = ()
    """Headings that are not known here; their cells were not read."""
    attributes: tuple[AttributeColumn, ...] = ()
    columns: frozenset[str] | None = None
    """Which of the known columns the file has; None where the rows were not read from a file and have them all."""

    def has(self, column: str) -> bool:
        """Tell whether an empty field of a row says that nothing is to stand there; else the row does not tell."""
        return self.columns is None or column in self.columns
