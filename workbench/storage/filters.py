"""One view as conditions on rows, so that two places cannot filter differently.

Ids are resolved here once, from small tables; the big ones are then filtered by plain comparisons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, exists, select

from workbench.domain.ids import CodeId, InformantId, RoundId, SourceId
from workbench.storage import tables
from workbench.storage.attributes import Attributes
from workbench.storage.codes import Codes

if TYPE_CHECKING:
    from collections.abc import Collection

    from workbench.domain.view import View
    from workbench.storage.rows import Rows


class ViewFilter:
    """What a view lets through, as conditions.

    Args:
        rows: for reading.
        view: the choice.
    """

    def __init__(self, rows: Rows, view: View) -> None:
        self._rows = rows
        self.view = view
        self.sources = self._source_ids()
        self.informants = self._informant_ids()
        self.rounds = self._round_ids()
        self.codes = self._code_ids()

    def coding(self, columns: FromClause) -> list[ColumnElement[bool]]:
        """Return the conditions on a table with coder_id, round_id, code_id, stance and passage_id."""
        view, c = self.view, columns.c
        found: list[ColumnElement[bool]] = []
        if view.coders is not None:
            found.append(c.coder_id.in_(sorted(view.coders)))
        if self.rounds is not None:
            found.append(c.round_id.in_(sorted(self.rounds)))
        if self.codes is not None:
            found.append(c.code_id.in_(sorted(self.codes)))
        if view.stance is not None:
            found.append(c.stance == view.stance.value)
        if view.starred:
            # Under a name of its own, since the outer query may read passages too.
            starred = tables.passage.alias("starred_passage")
            found.append(exists().where(starred.c.id == c.passage_id, starred.c.starred))
        return found

    def part(self, columns: FromClause) -> list[ColumnElement[bool]]:
        """Return the conditions on `part`: the coding's, and those on who speaks where."""
        c = columns.c
        found = self.coding(columns)
        if self.sources is not None:
            found.append(c.source_id.in_(sorted(self.sources)))
        if self.informants is not None:
            found.append(c.informant_id.is_(None) | c.informant_id.in_(sorted(self.informants)))
        if self.view.cases is not None:
            found.append(c.case_id.in_(sorted(self.view.cases)))
        if self.view.informants is not None:
            found.append(c.informant_id.is_not(None))
        if not self.view.interviewer:
            found.append(~c.interviewer)
        return found

    def _round_ids(self) -> frozenset[RoundId] | None:
        if self.view.rounds is not None:
            return self.view.rounds
        blind = select(tables.round_.c.id).where(tables.round_.c.blind)
        if not self._rows.connection.execute(blind).first():
            return None
        seen = select(tables.round_.c.id).where(~tables.round_.c.blind)
        return frozenset(RoundId(found) for found in self._rows.connection.execute(seen).scalars())

    def _code_ids(self) -> frozenset[CodeId] | None:
        if self.view.codes is None:
            return None
        book = Codes(self._rows).codebook()
        below = (book.below(code) for code in self.view.codes if code in book.by_id)
        return frozenset().union(*below)

    def _source_ids(self) -> frozenset[SourceId] | None:
        """Return the sources of the view that are not left out; None where those are all."""
        table = tables.source
        query = select(table.c.id).where(table.c.left_out.is_(None))
        if self.view.kinds is not None:
            query = query.where(table.c.kind.in_(sorted(self.view.kinds)))
        if self.view.sources is not None:
            query = query.where(table.c.id.in_(sorted(self.view.sources)))
        found = frozenset(SourceId(one) for one in self._rows.connection.execute(query).scalars())
        found &= frozenset(SourceId(one) for one in self._having("source", found))
        every = self._rows.connection.execute(select(table.c.id)).scalars().all()
        return None if len(found) == len(every) else found

    def _informant_ids(self) -> frozenset[InformantId] | None:
        """Return the informants of the view that are not left out; None where those are all."""
        table = tables.informant
        rows = self._rows.connection.execute(select(table.c.id, table.c.case_id, table.c.left_out)).all()
        found = frozenset(InformantId(row.id) for row in rows if row.left_out is None)
        if self.view.informants is not None:
            found &= self.view.informants
        found &= frozenset(InformantId(one) for one in self._having("informant", found))
        cases = self._having("case", {row.case_id for row in rows})
        found &= frozenset(InformantId(row.id) for row in rows if row.case_id in cases)
        return None if len(found) == len(rows) else found

    def _having(self, subject: str, ids: Collection[int | None]) -> frozenset[int]:
        """Return those of `ids` whose attributes have the values the view asks for."""
        found = frozenset(ids)
        attributes = Attributes(self._rows)
        for choice in self.view.attributes:
            attribute = attributes.named(subject, choice.name) if choice.subject == subject else None
            if attribute is None:
                continue
            values = attributes.values(attribute)
            found = frozenset(one for one in found if values.get(one or 0, "") in choice.values)
        return found  # type: ignore[return-value]
