"""Coders and rounds: who reads, and in which pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, select

from workbench.domain.ids import CoderId, RoundId
from workbench.domain.people import Coder, Round
from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.storage.rows import Rows


class Coders:
    """The people who code in this project."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[Coder, ...]:
        """Return every coder, in the order they came."""
        found = self._rows.connection.execute(select(tables.coder).order_by(tables.coder.c.id))
        return tuple(_coder(row) for row in found)

    def named(self, name: str) -> Coder | None:
        """Return the coder called `name`."""
        found = self._rows.connection.execute(select(tables.coder).where(tables.coder.c.name == name)).one_or_none()
        return None if found is None else _coder(found)

    def add(self, name: str) -> Coder:
        """Add a coder."""
        guid = self._rows.guid()
        return Coder(CoderId(self._rows.insert(tables.coder, guid=guid, name=name)), guid, name)


class Rounds:
    """The passes through the material."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    def all(self) -> tuple[Round, ...]:
        """Return every round, in order."""
        found = self._rows.connection.execute(select(tables.round_).order_by(tables.round_.c.position))
        return tuple(_round(row) for row in found)

    def named(self, name: str) -> Round | None:
        """Return the round called `name`."""
        query = select(tables.round_).where(tables.round_.c.name == name)
        found = self._rows.connection.execute(query).one_or_none()
        return None if found is None else _round(found)

    def add(self, name: str, *, blind: bool = False) -> Round:
        """Add a round after the others."""
        guid = self._rows.guid()
        position = self._rows.connection.execute(select(func.count()).select_from(tables.round_)).scalar_one()
        row_id = self._rows.insert(tables.round_, guid=guid, name=name, blind=blind, position=position)
        return Round(RoundId(row_id), guid, name, blind)


def _coder(row: Row[Any]) -> Coder:
    return Coder(CoderId(row.id), row.guid, row.name)


def _round(row: Row[Any]) -> Round:
    return Round(RoundId(row.id), row.guid, row.name, bool(row.blind))
