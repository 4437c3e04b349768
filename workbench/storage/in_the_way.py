"""Which step stands in the way of taking another one back.

Rows point to rows: by links that the file itself keeps, and by two that it cannot, since a memo or a value
may be about things of several kinds. Where taking back would leave an end loose, or two things of one name,
the last step that touched the row in question is the one to name.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, UniqueConstraint, and_, exists, func, or_, select, true

from workbench.domain.naming import same
from workbench.storage import tables
from workbench.storage.bulk import within
from workbench.storage.check_people import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Table

    from workbench.domain.codebook import Codebook
    from workbench.storage.journal import StepWriter

_DESCRIBED = ("case", "informant", "source")
_NAMED: tuple[tuple[Table, str], ...] = ((tables.source, "label"), (tables.item, "name"))
"""Tables in which two names that a person cannot tell apart may not stand beside one another."""


class Barred(Exception):
    """Taking back would leave something hanging.

    Args:
        step: the step that stands in the way; None where that is not known.
    """

    def __init__(self, step: int | None) -> None:
        super().__init__(step)
        self.step = step


class _Link(NamedTuple):
    """Rows of `child`, those for which `only` holds, that point to rows of `parent` by one of their columns."""

    child: Table
    column: str
    parent: Table
    only: ColumnElement[bool]


def refuse_loose_ends(writer: StepWriter, *, every_link: bool) -> None:
    """Make sure that what a step brought back hangs on something, and that nothing hangs on what it removed.

    Args:
        writer: of the step.
        every_link: look at those links too that the file itself looks at.

    Raises:
        Barred: with the step that did away with the one end, or made the other.
    """
    connection = writer.connection
    for link in _links() if every_link else _unseen_links():
        for first, last in writer.runs(link.child.name) if writer.has_written(link.child) else ():
            parent = connection.execute(_hanging(link, by="id"), {"low": first, "high": last}).first()
            if parent is not None:
                raise Barred(last_step_on(connection, link.parent, parent.parent))
        for first, last in writer.runs(link.parent.name):
            child = connection.execute(_hanging(link, by=link.column), {"low": first, "high": last}).first()
            if child is not None:
                raise Barred(last_step_on(connection, link.child, child.child))
    for table, column in _NAMED:
        twin = _twin(writer, table, column)
        if twin is not None:
            raise Barred(last_step_on(connection, table, twin))


def missing(writer: StepWriter, parent: Table) -> set[int]:
    """Return the rows of `parent` that are not there though rows point to them which the step brought back."""
    return {
        row.parent
        for link in _links()
        if link.parent is parent
        for first, last in writer.runs(link.child.name)
        for row in writer.connection.execute(_hanging(link, by="id"), {"low": first, "high": last})
    }


Fault = tuple[str, int, int | str]
"""What is wrong, with which code, and what else that is about: another code, or a name."""


def faults(book: Codebook) -> frozenset[Fault]:
    """Return what is wrong with a codebook: two codes of one name, or a dimension that names a code it has not."""
    found: set[Fault] = set()
    taken: dict[tuple[int | None, str], int] = {}
    for code in book.codes:
        first = taken.setdefault((code.parent, same(code.name)), code.id)
        if first != code.id:
            found.add(("name", min(first, code.id), max(first, code.id)))
        if named := code.dimension.names():
            below = {book.by_id[one].name for one in book.below(code.id) if one != code.id}
            found.update(("dimension", code.id, name) for name in named if name not in below)
    return frozenset(found)


def refuse_new_faults(writer: StepWriter, new: frozenset[Fault], of: tuple[int, int]) -> None:
    """Make sure that the codebook has no fault that it did not have before.

    Args:
        writer: of the step that takes back.
        new: what is wrong with the codebook now and was not before.
        of: the step that is taken back, and its coder.

    Raises:
        Barred: with the last step by somebody else on a code that a new fault is about.
    """
    if new:
        change, step = tables.change, tables.step
        codes = {one for _kind, *about in new for one in about if isinstance(one, int)}
        touched = or_(*((change.c.first_id <= code) & (change.c.last_id >= code) for code in sorted(codes)))
        query = select(func.max(change.c.step_id)).join(step, step.c.id == change.c.step_id)
        others = query.where(step.c.id > of[0], step.c.coder_id != of[1], change.c.table_name == "code", touched)
        raise Barred(writer.connection.execute(others).scalar())


@cache
def _links() -> tuple[_Link, ...]:
    hard = [
        _Link(table, key.parent.name, key.column.table, true())
        for table in tables.JOURNALLED.values()
        for key in table.foreign_keys
        if key.column.table.name in tables.JOURNALLED
    ]
    return (*hard, *_unseen_links())


@cache
def _unseen_links() -> tuple[_Link, ...]:
    """Return the links that the file does not know of."""
    memo, value, attribute = tables.memo, tables.attribute_value, tables.attribute
    noted = [_Link(memo, "subject_id", table, memo.c.subject == name) for name, table in SUBJECTS.items()]
    described = [
        _Link(value, "subject_id", SUBJECTS[name], value.c.attribute_id.in_(_attributes(attribute, name)))
        for name in _DESCRIBED
    ]
    return (*noted, *described)


def _attributes(attribute: Table, subject: str) -> Select[int]:
    return select(attribute.c.id).where(attribute.c.subject == subject)


@cache
def _hanging(link: _Link, by: str) -> Select[Any]:
    """Return the query for the rows that point to nothing, of those whose column `by` is in a run."""
    child, parent = link.child, link.parent.alias("parent")
    points = child.c[link.column]
    nothing = points.is_not(None) & ~exists().where(parent.c.id == points)
    return (
        select(child.c.id.label("child"), points.label("parent"))
        .where(within(child.c[by]), link.only, nothing)
        .order_by(child.c.id)
    )


def _twin(writer: StepWriter, table: Table, column: str) -> int | None:
    """Return a row whose name cannot be told from that of a row which the step brought back or named anew."""
    written = {row for row, columns in writer.written(table).items() if column in columns}
    if not written:
        return None
    found = writer.connection.execute(select(table.c.id, table.c[column].label("name"))).all()
    names = {same(row.name) for row in found if row.id in written}
    return next((row.id for row in found if row.id not in written and same(row.name) in names), None)


def step_of_the_same(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int | None:
    """Return the step that made a row which one of `rows` may not stand beside; None where there is none."""
    for row in rows:
        for names in _keys(table):
            if all(row[name] is None for name in names):
                continue
            like = and_(*(table.c[name].is_not_distinct_from(row[name]) for name in names))
            twin = connection.execute(select(table.c.id).where(like, table.c.id != row["id"])).scalar()
            if twin is not None:
                return last_step_on(connection, table, twin)
    return None


def _keys(table: Table) -> Iterator[list[str]]:
    """Yield the columns that no two rows may have alike; GUIDs apart, which never come twice."""
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint) and [column.name for column in constraint.columns] != ["guid"]:
            yield [column.name for column in constraint.columns]


def last_step_on(connection: Connection, table: Table, row: int) -> int | None:
    """Return the last stored step that touched a row."""
    change = tables.change
    query = select(func.max(change.c.step_id)).where(
        change.c.table_name == table.name, change.c.first_id <= row, change.c.last_id >= row
    )
    found: int | None = connection.execute(query).scalar()
    return found


def changed_later(connection: Connection, step_id: int, coder_id: int) -> int | None:
    """Return the first later step of another coder, still in force, that touched rows of `step_id`."""
    if last_of_others(connection, step_id, coder_id) is None:
        return None
    change, step = tables.change, tables.step
    mine = change.alias("mine")
    theirs = change.alias("theirs")
    query = (
        select(theirs.c.step_id)
        .distinct()
        .select_from(mine.join(theirs, (theirs.c.table_name == mine.c.table_name)))
        .join(step, step.c.id == theirs.c.step_id)
        .where(
            mine.c.step_id == step_id,
            theirs.c.step_id > step_id,
            theirs.c.last_id >= mine.c.first_id,
            theirs.c.first_id <= mine.c.last_id,
            step.c.coder_id != coder_id,
            step.c.undoes.is_(None),
        )
        .order_by(theirs.c.step_id)
    )
    later = connection.execute(query).scalars().all()
    return next((found for found in later if in_force(connection, found)), None)


def last_of_others(connection: Connection, step_id: int, coder_id: int) -> int | None:
    """Return the last step of another coder after `step_id`."""
    step = tables.step
    query = select(func.max(step.c.id)).where(step.c.id > step_id, step.c.coder_id != coder_id)
    found: int | None = connection.execute(query).scalar()
    return found


def in_force(connection: Connection, step_id: int) -> bool:
    """Tell whether a step was not taken back, or was and then done again."""
    found = True
    taken_back_by: int | None = step_id
    while taken_back_by is not None:
        query = select(tables.step.c.id).where(tables.step.c.undoes == taken_back_by)
        taken_back_by = connection.execute(query).scalar()
        found = found if taken_back_by is None else not found
    return found
