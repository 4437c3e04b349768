"""Checks of what stands around the texts: values that have few forms, properties, memos, what is finished."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Column, Table, exists, func, select

from workbench.domain.checking import Finding
from workbench.domain.codebook import DimensionKind
from workbench.domain.naming import shown
from workbench.domain.passages import Origin, Stance
from workbench.domain.sources import Kind
from workbench.domain.transcript import Role
from workbench.i18n import N_
from workbench.storage import tables
from workbench.storage.check_names import kind_of, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from workbench.storage.rows import Rows

_FORMS: tuple[tuple[Column[str], frozenset[str]], ...] = (
    (tables.source.c.kind, frozenset(Kind)),
    (tables.speaker.c.role, frozenset(Role)),
    (tables.coding.c.stance, frozenset(Stance)),
    (tables.coding.c.origin, frozenset(Origin)),
    (tables.attribute.c.subject, frozenset({"case", "informant", "source"})),
)

SUBJECTS: dict[str, Table] = {
    table.name: table
    for table in (
        tables.case,
        tables.informant,
        tables.source,
        tables.turn,
        tables.passage,
        tables.coding,
        tables.code,
        tables.item,
    )
}
"""What a memo or a property may be about, and where it is kept."""

_JSON = (tables.attribute.c.choices, tables.view.c.choice, tables.code.c.dimension)


def check(rows: Rows) -> Iterator[Finding]:
    """Yield what is wrong with everything around the texts."""
    connection = rows.connection
    yield from _forms(connection)
    yield from _written_values(connection)
    yield from _attribute_values(connection)
    yield from _memos(connection)
    yield from _finished(connection)


def _forms(connection: Connection) -> Iterator[Finding]:
    for column, allowed in _FORMS:
        table = column.table
        for row in connection.execute(select(table.c.id).where(column.not_in(sorted(allowed)))):
            yield Finding(
                "form",
                N_(
                    "Something that is stored about {thing} is nothing that the program knows; bring back an earlier"
                    " copy with: workbench restore {project}"
                ),
                {"thing": named(connection, table.name, row.id), "column": column.name, "id": row.id},
            )


def _written_values(connection: Connection) -> Iterator[Finding]:
    for column in _JSON:
        for row in connection.execute(select(column.table.c.id, column.label("written")).where(column != "")):
            try:
                found = json.loads(row.written)
                broken = column is tables.code.c.dimension and found["kind"] not in set(DimensionKind)
            except (ValueError, KeyError, TypeError):
                broken = True
            if broken:
                yield Finding(
                    "written",
                    N_(
                        "Something that is stored about {thing} cannot be read; bring back an earlier copy with:"
                        " workbench restore {project}"
                    ),
                    {"thing": named(connection, column.table.name, row.id), "column": column.name, "id": row.id},
                )


def _attribute_values(connection: Connection) -> Iterator[Finding]:
    value, attribute = tables.attribute_value, tables.attribute
    for subject in ("case", "informant", "source"):
        about = SUBJECTS[subject]
        query = (
            select(value.c.id, value.c.subject_id, attribute.c.name)
            .join(attribute, attribute.c.id == value.c.attribute_id)
            .where(attribute.c.subject == subject, ~exists().where(about.c.id == value.c.subject_id))
        )
        for row in connection.execute(query):
            yield Finding(
                "attribute",
                N_(
                    "A value of “{name}” belongs to {subject} that is not there; bring back an earlier copy with:"
                    " workbench restore {project}"
                ),
                {"name": shown(row.name), "subject": kind_of(subject), "id": row.subject_id},
            )


def _memos(connection: Connection) -> Iterator[Finding]:
    memo = tables.memo
    for subject in connection.execute(select(memo.c.subject).distinct()).scalars().all():
        query = select(memo.c.id, memo.c.subject_id).where(memo.c.subject == subject)
        table = SUBJECTS.get(subject)
        if table is not None:
            query = query.where(~exists().where(table.c.id == memo.c.subject_id))
        for row in connection.execute(query):
            yield Finding(
                "memo",
                N_(
                    "A memo is on {subject} that is not there; bring back an earlier copy with: workbench restore"
                    " {project}"
                ),
                {"id": row.id, "subject": kind_of(subject), "subject_id": row.subject_id},
            )


def _finished(connection: Connection) -> Iterator[Finding]:
    stamp, source, coder = tables.finished, tables.source, tables.coder
    version = connection.execute(select(func.max(tables.codebook_version.c.version))).scalar() or 1
    query = (
        select(source.c.label, coder.c.name, stamp.c.codebook_version)
        .select_from(stamp.join(source).join(coder))
        .where((stamp.c.codebook_version > version) | (stamp.c.codebook_version < 1))
    )
    for row in connection.execute(query):
        yield Finding(
            "finished",
            N_(
                "{source} is finished by {coder} for version {stamped} of the codebook, which is at {version}; finish"
                " it again."
            ),
            {"source": row.label, "coder": row.name, "stamped": row.codebook_version, "version": version},
        )
    twice = (
        select(source.c.label, func.count().label("times"))
        .select_from(stamp.join(source))
        .group_by(stamp.c.source_id, stamp.c.coder_id, stamp.c.round_id, stamp.c.code_id)
        .having(func.count() > 1)
    )
    for row in connection.execute(twice):
        yield Finding(
            "finished twice",
            N_("{source} is finished {times} times by the same coder in the same reading; please report this."),
            {"source": row.label, "times": row.times},
        )
