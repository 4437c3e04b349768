"""The tables that a person writes (FILES.md), from a CSV file to rows.

A line that cannot be understood is kept out and listed with the reason; the others come in. A table that
says two things of one is refused whole. Columns that are not known are named and not read. Whether what a
row names exists is not asked here.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, TypeVar

from workbench.domain.attributes import (
    YES,
    AttributeColumn,
    AttributeType,
    NotThatTypeError,
    UnknownTypeError,
    attribute_column,
    canonical,
)
from workbench.domain.errors import ImportFailed, WorkbenchError
from workbench.domain.naming import LONGEST_REFERENCE, name_problem, same, shown
from workbench.domain.sources import Kind
from workbench.domain.tables import CaseRow, FinishedRow, InformantRow, RowProblem, SourceRow, Speaker, Table, unguarded
from workbench.domain.transcript import Role
from workbench.i18n import N_
from workbench.importers.csv_cells import TOO_LONG, Cells, read_cells
from workbench.importers.csv_codings import CODING_COLUMNS, read_codings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = [
    "CASE_COLUMNS", "CODING_COLUMNS", "FINISHED_COLUMNS", "INFORMANT_COLUMNS", "SOURCE_COLUMNS", "read_cases",
    "read_codings", "read_finished", "read_informants", "read_sources", "speakers_of",
]  # fmt: skip

LARGEST = 50_000_000
"""Bytes of a table of cases, informants, sources or stamps, at most."""

CASE_COLUMNS = ("case", "name")
INFORMANT_COLUMNS = ("informant", "case", "role", "department", "key", "left_out")
SOURCE_COLUMNS = ("file", "source", "kind", "case", "date", "guide", "speakers", "left_out")
FINISHED_COLUMNS = ("source", "coder", "round", "codebook")

IN_COLUMN = N_("column {column}: {reason}")

Row = TypeVar("Row")


class _Bad(WorkbenchError):
    """A line that is kept out."""


class _Line:
    """One line of a table, its cells by heading."""

    def __init__(self, number: int, cells: list[str], columns: Mapping[str, int]) -> None:
        self.number = number
        self._cells = cells
        self._columns = columns

    def fits(self, width: int) -> None:
        """Refuse a line that has something written beyond the last column."""
        if any(cell.strip() for cell in self._cells[width:]):
            raise _Bad(TOO_LONG)

    def text(self, heading: str) -> str:
        """Return the cell under `heading`, without white space about it; empty where there is none."""
        place = self._columns.get(heading, len(self._cells))
        return unguarded(self._cells[place]).strip() if place < len(self._cells) else ""

    def name(self, heading: str, needed: bool = False) -> str:
        """Return a cell that names something."""
        name = self.text(heading)
        if not name and not needed:
            return ""
        problem = name_problem(name, LONGEST_REFERENCE)
        if problem:
            raise _Bad(IN_COLUMN, column=heading, reason=WorkbenchError(problem[0], **problem[1]))
        return name

    def yes_or_no(self, heading: str) -> bool | None:
        """Return whether yes is written; None where nothing is."""
        written = self.value(heading, AttributeType.YESNO)
        return written == YES if written else None

    def value(self, heading: str, kind: AttributeType) -> str:
        """Return a typed cell in the form in which it is stored."""
        return self.attribute(AttributeColumn(heading, kind), heading)

    def attribute(self, column: AttributeColumn, heading: str) -> str:
        """Return an attribute's cell in the form in which it is stored."""
        try:
            return canonical(column.type, column.choices, self.text(heading))
        except NotThatTypeError as reason:
            raise _Bad(IN_COLUMN, column=shown(column.name), reason=reason) from reason


def read_cases(path: str) -> Table[CaseRow]:
    """Read `cases.csv`.

    Raises:
        ImportFailed: it is no such table.
    """

    def row(line: _Line, attributes: Mapping[str, str]) -> CaseRow:
        return CaseRow(line.number, line.name("case", needed=True), line.name("name"), attributes)

    cells = read_cells(path, CASE_COLUMNS, CASE_COLUMNS, LARGEST)
    return _table(cells, CASE_COLUMNS, row, "case")


def read_informants(path: str) -> Table[InformantRow]:
    """Read `informants.csv`.

    Raises:
        ImportFailed: it is no such table.
    """

    def row(line: _Line, attributes: Mapping[str, str]) -> InformantRow:
        return InformantRow(
            line.number,
            line.name("informant", needed=True),
            line.name("case"),
            line.text("role"),
            line.text("department"),
            line.yes_or_no("key"),
            line.text("left_out"),
            attributes,
        )

    cells = read_cells(path, INFORMANT_COLUMNS, ("informant", "case"), LARGEST)
    return _table(cells, INFORMANT_COLUMNS, row, "informant")


def read_sources(path: str) -> Table[SourceRow]:
    """Read `sources.csv`.

    Raises:
        ImportFailed: it is no such table.
    """

    def row(line: _Line, attributes: Mapping[str, str]) -> SourceRow:
        return SourceRow(
            line.number,
            line.name("file", needed=True),
            line.name("source"),
            _kind(line.text("kind")),
            line.name("case"),
            line.value("date", AttributeType.DATE),
            line.text("guide"),
            speakers_of(line.text("speakers")),
            line.text("left_out"),
            attributes,
        )

    cells = read_cells(path, SOURCE_COLUMNS, ("file",), LARGEST)
    return _table(cells, SOURCE_COLUMNS, row, "file")


def read_finished(path: str) -> Table[FinishedRow]:
    """Read `finished.csv`.

    Raises:
        ImportFailed: it is no such table.
    """

    def row(line: _Line, _attributes: Mapping[str, str]) -> FinishedRow:
        version = line.value("codebook", AttributeType.INTEGER)
        if not version or int(version) < 1:
            raise _Bad(N_("the codebook's version must be a whole number from 1"))
        source = line.name("source", needed=True)
        return FinishedRow(line.number, source, line.name("coder"), line.name("round"), int(version))

    cells = read_cells(path, FINISHED_COLUMNS, ("source", "codebook"), LARGEST)
    return _table(cells, FINISHED_COLUMNS, row, None)


def _table(
    cells: Cells, known: tuple[str, ...], row: Callable[[_Line, Mapping[str, str]], Row], once: str | None
) -> Table[Row]:
    """Make rows of a table's lines.

    Raises:
        ImportFailed: a name under `once` comes twice, or an attribute has two columns.
    """
    attributes, extra, problems = _attributes(cells, known, takes=once is not None)
    rows: list[Row] = []
    seen: dict[str, int] = {}
    for line in _lines(cells):
        if once is not None:
            _only_once(cells.file, line, once, seen)
        try:
            line.fits(len(cells.headings))
            rows.append(row(line, _attribute_values(line, attributes)))
        except _Bad as error:
            problems.append(RowProblem(line.number, error.template, error.values))
    columns = tuple(column for column, _heading in attributes)
    return Table(tuple(rows), tuple(problems), tuple(extra), columns, frozenset(known).intersection(cells.columns))


def _lines(cells: Cells) -> Iterator[_Line]:
    for number, row in cells.rows:
        if any(cell.strip() for cell in row):
            yield _Line(number, row, cells.columns)


def _only_once(file: str, line: _Line, heading: str, seen: dict[str, int]) -> None:
    name = line.text(heading)
    if not name:
        return
    # Two files may well have names that differ in capitals only; two people or municipalities do not.
    first = seen.setdefault(name if heading == "file" else same(name), line.number)
    if first != line.number:
        template = N_("{file}: “{name}” stands in line {first} and in line {second}; take one of them out.")
        raise ImportFailed(file, template, name=shown(name), first=first, second=line.number)


def _attributes(
    cells: Cells, known: tuple[str, ...], takes: bool
) -> tuple[list[tuple[AttributeColumn, str]], list[str], list[RowProblem]]:
    """Sort the headings that are not `known` into attributes, extra columns and problems."""
    attributes: list[tuple[AttributeColumn, str]] = []
    extra: list[str] = []
    problems: list[RowProblem] = []
    for heading in cells.headings:
        if not heading or heading.casefold() in known:
            continue
        try:
            column = attribute_column(unguarded(heading)) if takes else None
        except UnknownTypeError as error:
            problems.append(RowProblem(1, error.template, error.values))
            column = None
        if column is not None and same(column.name) in {same(other.name) for other, _heading in attributes}:
            template = N_("{file} has two columns for “{name}”; take one of them out.")
            raise ImportFailed(cells.file, template, name=shown(column.name))
        if column is None:
            extra.append(heading)
        else:
            attributes.append((column, heading.casefold()))
    return attributes, extra, problems


def _attribute_values(line: _Line, attributes: list[tuple[AttributeColumn, str]]) -> dict[str, str]:
    values = {column.name: line.attribute(column, heading) for column, heading in attributes}
    return {name: value for name, value in values.items() if value}


def _kind(text: str) -> Kind | None:
    if not text:
        return None
    if text.casefold() in set(Kind):
        return Kind(text.casefold())
    raise _Bad(N_("“{kind}” is not a kind of source ({known})"), kind=shown(text), known=", ".join(Kind))


def speakers_of(text: str) -> tuple[Speaker, ...]:
    """Read who the labels of a transcript stand for: `I=interviewer; BK3=BK3; X=unknown`.

    Raises:
        WorkbenchError: a part is not LABEL=WHO, or a label comes twice.
    """
    speakers: list[Speaker] = []
    for part in text.split(";"):
        if not part.strip():
            continue
        label, equals, who = (piece.strip() for piece in part.rpartition("="))
        if not (label and equals and who):
            raise _Bad(N_("“{part}” must be a label, = and who it is, as in I=interviewer"), part=shown(part.strip()))
        if label in {speaker.label for speaker in speakers}:
            raise _Bad(N_("the label “{label}” stands twice"), label=shown(label))
        role = Role(who.casefold()) if who.casefold() in (Role.INTERVIEWER, Role.UNKNOWN) else Role.INFORMANT
        speakers.append(Speaker(label, role, unicodedata.normalize("NFC", who) if role is Role.INFORMANT else ""))
    return tuple(speakers)
