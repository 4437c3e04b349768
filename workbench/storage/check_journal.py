"""Checks of the journal: every change belongs to a step, and every row to a change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, or_, select

from workbench.domain.checking import Finding
from workbench.i18n import N_
from workbench.storage import check_made, tables
from workbench.storage.check_names import named
from workbench.storage.journal import DELETE, INSERT, UPDATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from workbench.storage.rows import Rows


def check(rows: Rows) -> Iterator[Finding]:
    """Yield what is wrong with the journal."""
    connection = rows.connection
    yield from _steps(connection)
    yield from _changes(connection)
    yield from check_made.check(connection)
    yield from _changed_steps(connection)
    yield from _horizons(connection)


def _steps(connection: Connection) -> Iterator[Finding]:
    step = tables.step
    undone = step.alias("undone")
    lost = step.c.undoes.is_not(None) & ((step.c.undoes >= step.c.id) | ~exists().where(undone.c.id == step.c.undoes))
    for row in connection.execute(select(step.c.id, step.c.undoes).where(lost)):
        yield Finding(
            "undoes",
            N_("Change {id} takes back change {undoes}, which is not before it; bring back an earlier copy with:"
               " workbench restore {project}"),
            {"id": row.id, "undoes": row.undoes},
        )  # fmt: skip
    twice = select(step.c.undoes, func.count().label("times")).where(step.c.undoes.is_not(None))
    for row in connection.execute(twice.group_by(step.c.undoes).having(func.count() > 1)):
        yield Finding(
            "undone twice",
            N_("Change {id} is taken back {times} times; bring back an earlier copy with: workbench restore {project}"),
            {"id": row.undoes, "times": row.times},
        )
    for row in connection.execute(select(step.c.id, step.c.args).where(step.c.args != "")):
        if not _is_object(row.args):
            yield Finding(
                "step", N_("What change {id} says of itself cannot be read; please report this."), {"id": row.id}
            )


def _is_object(written: str) -> bool:
    try:
        return isinstance(json.loads(written), dict)
    except ValueError:
        return False


def _changes(connection: Connection) -> Iterator[Finding]:
    change, step = tables.change, tables.step
    for row in connection.execute(
        select(change.c.id, change.c.step_id).where(~exists().where(step.c.id == change.c.step_id))
    ):
        yield Finding(
            "change step",
            N_("The history tells what change {step} did, but not of the change itself; bring back an earlier copy"
               " with: workbench restore {project}"),
            {"id": row.id, "step": row.step_id},
        )  # fmt: skip
    senseless = or_(
        change.c.first_id < 1,
        change.c.last_id < change.c.first_id,
        change.c.op.not_in((INSERT, UPDATE, DELETE)),
        change.c.table_name.not_in(sorted(tables.JOURNALLED)),
        (change.c.op == UPDATE) & (change.c.first_id != change.c.last_id),
    )
    for row in connection.execute(select(change.c.id, change.c.step_id).where(senseless)):
        yield Finding(
            "change",
            N_("What the history tells of change {step} makes no sense, so it cannot be undone; please report this."),
            {"id": row.id, "step": row.step_id},
        )  # fmt: skip
    yield from _forgotten(connection)


def _forgotten(connection: Connection) -> Iterator[Finding]:
    """Yield what can no longer be taken back though no erasure or migration says so."""
    change = tables.change
    horizon = connection.execute(select(func.max(tables.horizon.c.step_id))).scalar() or 0
    query = select(change.c.id, change.c.step_id).where(
        change.c.op != INSERT, change.c.before.is_(None), change.c.step_id > horizon
    )
    for row in connection.execute(query):
        yield Finding(
            "change before",
            N_("The history has forgotten what was there before change {step}, so it cannot be undone; please report"
               " this."),
            {"id": row.id, "step": row.step_id},
        )  # fmt: skip


def _changed_steps(connection: Connection) -> Iterator[Finding]:
    for table in (tables.passage, tables.coding):
        query = select(table.c.id, table.c.changed_step).where(
            ~exists().where(tables.step.c.id == table.c.changed_step)
        )
        for row in connection.execute(query):
            yield Finding(
                "changed step",
                N_("Change {step}, the last of {thing}, is not in the history; please report this."),
                {"thing": named(connection, table.name, row.id), "id": row.id, "step": row.changed_step},
            )  # fmt: skip


def _horizons(connection: Connection) -> Iterator[Finding]:
    horizon = tables.horizon
    # A project that was never worked in may have been brought up to date: then it stands at 0.
    query = select(horizon.c.id, horizon.c.step_id).where(
        horizon.c.step_id != 0, ~exists().where(tables.step.c.id == horizon.c.step_id)
    )
    for row in connection.execute(query):
        yield Finding(
            "horizon",
            N_("Undo ends at change {step}, which is not in the history; please report this."),
            {"id": row.id, "step": row.step_id},
        )
