"""What was done, and taking it back: the journal read forwards and backwards.

Undo and redo walk one coder's own steps. They refuse, naming what stands in the way, where another coder
later touched the same rows, and behind the horizon that an erasure or a migration sets.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, select

from workbench.domain.errors import CannotUndo, Refused
from workbench.domain.ids import CoderId, StepId
from workbench.domain.steps import Change, Step, next_to_redo, next_to_undo
from workbench.i18n import N_, _
from workbench.storage import tables
from workbench.storage.in_the_way import Barred, changed_later, in_force, last_of_others
from workbench.storage.taking_back import take_back

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.storage.project import Project
    from workbench.storage.work import Work

UNDO, REDO = "undo", "redo"
JOIN, NEW = "join", "new project"

_SETTING_UP = (JOIN, NEW)
"""Steps that are listed but never taken back: a coder who is there stays there."""


class History:
    """The steps of a project.

    Args:
        project: open; for writing where something is to be taken back.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def _connection(self) -> Connection:
        return self._project.connection

    def latest(self) -> Step | None:
        """Return the last step of anyone."""
        found = self._connection.execute(select(tables.step).order_by(tables.step.c.id.desc()).limit(1)).one_or_none()
        return None if found is None else _step(found)

    def steps(self, *, limit: int | None = None) -> tuple[Step, ...]:
        """Return the steps, newest first, at most `limit`."""
        query = select(tables.step).order_by(tables.step.c.id.desc())
        found = self._connection.execute(query if limit is None else query.limit(limit))
        return tuple(_step(row) for row in found)

    def changes(self, step: StepId) -> tuple[Change, ...]:
        """Return what a step did, in order: tables, row ids and the kind of change."""
        table = tables.change
        found = self._connection.execute(select(table).where(table.c.step_id == step).order_by(table.c.id))
        return tuple(Change(row.table_name, row.first_id, row.last_id, row.op) for row in found)

    def horizon(self) -> tuple[StepId, str] | None:
        """Return the last step that cannot be taken back any more, and why; None where all can."""
        query = select(tables.horizon).order_by(tables.horizon.c.step_id.desc()).limit(1)
        found = self._connection.execute(query).one_or_none()
        return None if found is None else (StepId(found.step_id), found.reason)

    def to_undo(self, coder: CoderId) -> Step | None:
        """Return the step of `coder` that an undo would take back."""
        return next_to_undo(self._own(coder))

    def to_redo(self, coder: CoderId) -> Step | None:
        """Return the undo of `coder` that a redo would take back."""
        return next_to_redo(self._own(coder))

    def original(self, step: Step) -> Step:
        """Return the step that an undo or redo, at whatever remove, is about."""
        while step.undoes is not None:
            step = self.one(step.undoes)
        return step

    def one(self, step: StepId) -> Step:
        """Return one step."""
        return _step(self._connection.execute(select(tables.step).where(tables.step.c.id == step)).one())

    def undo(self, coder: CoderId) -> tuple[Work, Step]:
        """Take back the last step of `coder`; return the new step's work and the step taken back.

        Raises:
            CannotUndo: where there is none, or something stands in the way.
        """
        step = self.to_undo(coder)
        if step is None:
            raise CannotUndo(N_("There is nothing to undo."))
        return self._take_back(step, coder, UNDO), step

    def redo(self, coder: CoderId) -> tuple[Work, Step]:
        """Do again what `coder` undid last; return the new step's work and the undo taken back.

        Raises:
            CannotUndo: where there is none, or something stands in the way.
        """
        step = self.to_redo(coder)
        if step is None:
            raise CannotUndo(N_("There is nothing to redo."))
        return self._take_back(step, coder, REDO), step

    def _take_back(self, step: Step, coder: CoderId, verb: str) -> Work:
        self._refuse_behind_horizon(step)
        later = changed_later(self._connection, step.id, coder)
        if later is not None:
            raise self._in_the_way(later)
        try:
            # A first try that failed would take with it what is written before it and not stored yet.
            if not self._project.in_transaction:
                with contextlib.suppress(Barred, Refused), self._project.step(verb, coder, {}, undoes=step.id) as work:
                    take_back(work, step.id, coder)
                    return work
            # Done once more, with a look at every link: then it goes, or it is known what stands in the way.
            with self._project.step(verb, coder, {}, undoes=step.id) as work:
                take_back(work, step.id, coder, every_link=True)
        except (Barred, Refused) as refused:
            # The rows themselves are untouched, but something of somebody else hangs on them, or they on that.
            found = refused.step if isinstance(refused, Barred) else None
            found = found or last_of_others(self._connection, step.id, coder)
            if found is None:
                raise
            raise self._in_the_way(found) from refused
        return work

    def _in_the_way(self, later: int) -> CannotUndo:
        step = self.original(self.one(StepId(later)))
        template = N_("Change {later} by {coder} came later and touches the same; that one must be undone first.")
        if not in_force(self._connection, step.id):
            template = N_("Change {later} by {coder} was taken back, and this needs it; it must be redone first.")
        return CannotUndo(template, later=step.id, coder=self._coder_name(step.coder))

    def _refuse_behind_horizon(self, step: Step) -> None:
        horizon = self.horizon()
        if horizon is not None and step.id <= horizon[0]:
            raise CannotUndo(
                N_("Nothing before change {number} can be undone: {reason}"), number=horizon[0], reason=_(horizon[1])
            )

    def _coder_name(self, coder: CoderId) -> str:
        found = self._connection.execute(select(tables.coder.c.name).where(tables.coder.c.id == coder)).scalar()
        return str(found or coder)

    def _own(self, coder: CoderId) -> Iterator[tuple[Step, bool]]:
        """Yield the steps of `coder` with whether each is an undo, newest first, a few at a time."""
        table = tables.step
        before: int = self._connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one() + 1
        while True:
            query = (
                select(table)
                .where(table.c.coder_id == coder, table.c.id < before, table.c.verb.not_in(_SETTING_UP))
                .order_by(table.c.id.desc())
                .limit(50)
            )
            found = self._connection.execute(query).all()
            if not found:
                return
            for row in found:
                yield _step(row), row.verb == UNDO
            before = found[-1].id


def _step(row: Row[Any]) -> Step:
    undoes = None if row.undoes is None else StepId(row.undoes)
    args = json.loads(row.args or "{}")
    return Step(StepId(row.id), row.guid, row.at, CoderId(row.coder_id), row.verb, args, undoes)
