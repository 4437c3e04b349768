"""What the tables of a study mean for what is in the project already, and what is told afterwards.

A column that is not in the table leaves what is there. One that is there and empty clears it, and what was
cleared is counted. A table that says two things of one is refused; this module never chooses between them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from workbench.domain.attributes import AttributeType
from workbench.domain.errors import Refused
from workbench.domain.naming import shown
from workbench.domain.tables import RowProblem
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

    from workbench.domain.attributes import AttributeColumn
    from workbench.domain.people import Attribute
    from workbench.domain.tables import Table
    from workbench.services.ports import Work


@dataclass(frozen=True, slots=True)
class TableIn:
    """What became of a table's rows."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[RowProblem, ...] = ()
    cleared: Mapping[str, int] = field(default_factory=dict)
    """How many values empty cells cleared, by the column's name."""


class Cell(NamedTuple):
    """What a row says under one heading of something that is stored."""

    column: str
    field: str
    """What the stored value is called."""
    old: object
    new: object
    is_empty: bool


class RowsIn:
    """The rows of one table on their way in.

    Args:
        work: the step's.
        subject: what the rows tell of: case, informant or source; `finished` has no attributes.
        table: the table.
    """

    def __init__(self, work: Work, subject: str, table: Table[Any]) -> None:
        self._work = work
        self._columns = table.attributes
        self._has = table.has
        self._attributes = _declared(work, subject, table.attributes)
        self._problems = list(table.problems)
        self._cleared: Counter[str] = Counter()
        self._lines: dict[Hashable, int] = {}
        self._made = self._changed = self._unchanged = 0

    def once(self, thing: Hashable, line: int, name: str) -> None:
        """Note that a line tells of `thing`.

        Raises:
            Refused: an earlier line does so too, maybe by another name.
        """
        first = self._lines.setdefault(thing, line)
        if first != line:
            raise Refused(
                N_("Lines {first} and {second} of the table tell of the same ({name}); take one of them out."),
                first=first,
                second=line,
                name=shown(name),
            )

    def values(self, *cells: Cell) -> dict[str, Any]:
        """Return what is to be stored: only what the table has a column for."""
        told = [cell for cell in cells if self._has(cell.column)]
        self._cleared.update(cell.column for cell in told if cell.is_empty and cell.old)
        return {cell.field: cell.new for cell in told}

    def put_attributes(self, subject: int, values: Mapping[str, str]) -> bool:
        """Give one subject the attributes that its row says; say whether that changed anything."""
        changed = False
        for name, attribute in self._attributes.items():
            value = values.get(name, "")
            if self._work.attributes.put(attribute, subject, value):
                changed = True
                self._cleared.update(() if value else (name,))
        return changed

    def count(self, *, new: bool, changed: bool) -> None:
        """Count a row that came in."""
        if new:
            self._made += 1
        elif changed:
            self._changed += 1
        else:
            self._unchanged += 1

    def keep_out(self, line: int, template: str, **values: object) -> None:
        """List a line that did not come in, or not wholly."""
        self._problems.append(RowProblem(line, template, values))

    def told(self) -> TableIn:
        """Return what became of the rows, now that all are in.

        Raises:
            Refused: a value is stored that the table's heading no longer names among the choices.
        """
        _choices_hold(self._work, self._columns, self._attributes)
        in_order = sorted(self._problems, key=lambda problem: problem.line)
        return TableIn(self._made, self._changed, self._unchanged, tuple(in_order), dict(self._cleared))


def _declared(work: Work, subject: str, columns: Iterable[AttributeColumn]) -> dict[str, Attribute]:
    """Return the attributes that a table's headings declare, made or retyped where needed."""
    found: dict[str, Attribute] = {}
    for column in columns:
        known = work.attributes.named(subject, column.name)
        if known is None:
            found[column.name] = work.attributes.add(subject, column.name, column.type.value, column.choices)
            continue
        if known.type != column.type.value and work.attributes.values(known):
            raise Refused(
                N_("The column {name} is of the type {old} in this project; write {name}:{old}."),
                name=column.name,
                old=known.type,
            )
        work.attributes.retype(known, column.type.value, column.choices)
        found[column.name] = known
    return found


def _choices_hold(work: Work, columns: Iterable[AttributeColumn], attributes: Mapping[str, Attribute]) -> None:
    for column in columns:
        if column.type is not AttributeType.ORDER:
            continue
        left_over = sorted(set(work.attributes.values(attributes[column.name]).values()).difference(column.choices))
        if left_over:
            raise Refused(
                N_("The column {name} does not name {value}, which this project uses; write it among the choices."),
                name=column.name,
                value=shown(left_over[0]),
            )
