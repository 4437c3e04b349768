"""Every coding that a view lets through, with its words and all that a list of quotes shows, as a stream."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, Select, select

from workbench.domain.ids import CodeId, SourceId
from workbench.domain.passages import Stance, split_label
from workbench.domain.quotes import Quote
from workbench.storage import tables
from workbench.storage.filters import part_conditions
from workbench.storage.memos import Memos

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.scope import Scope
    from workbench.storage.rows import Rows


def quotes_of(rows: Rows, scope: Scope) -> Iterator[Quote]:
    """Yield every coding of the scope, in the order of the texts, codings on one passage together.

    Args:
        rows: for reading; nothing may be written before the last quote is taken.
        scope: what is shown.
    """
    names = _Names(rows)
    for source in names.sources:
        if scope.counted_sources is not None and source not in scope.counted_sources:
            continue
        found = rows.connection.execute(_parts(scope, source)).all()
        memos = Memos(rows).on("coding", {row.coding_id for row in found})
        for coding, parts in groupby(found, key=attrgetter("coding_id")):
            yield _quote(list(parts), names, memos.get(coding, ""))


class _Names:
    """Labels by id."""

    def __init__(self, rows: Rows) -> None:
        def by_id(table: Any, column: str, order: str = "id") -> dict[int, str]:
            query = select(table.c.id, table.c[column]).order_by(table.c[order], table.c.id)
            return {row[0]: row[1] for row in rows.connection.execute(query)}

        self.sources = by_id(tables.source, "label", "position")
        self.informants = by_id(tables.informant, "label")
        self.cases = by_id(tables.case, "label")
        self.coders = by_id(tables.coder, "name")
        self.rounds = by_id(tables.round_, "name")


def _parts(scope: Scope, source: int) -> Select[tuple[Any, ...]]:
    part, passage, turn = tables.part, tables.passage, tables.turn
    return (
        select(
            part.c.coding_id,
            part.c.code_id,
            part.c.coder_id,
            part.c.round_id,
            part.c.stance,
            part.c.source_id,
            part.c.informant_id,
            part.c.case_id,
            passage.c.label,
            passage.c.words,
            passage.c.starred,
            passage.c.start.label("begins"),
            passage.c.end.label("ends"),
            turn.c.number.label("turn"),
        )
        .join(passage, passage.c.id == part.c.passage_id)
        .join(turn, turn.c.id == part.c.turn_id)
        .where(part.c.source_id == source, *part_conditions(scope, part))
        .order_by(passage.c.start, passage.c.end.desc(), part.c.passage_id, part.c.coding_id, part.c.start)
    )


def _quote(parts: list[Row[Any]], names: _Names, memo: str) -> Quote:
    first = parts[0]
    informants = dict.fromkeys(names.informants[part.informant_id] for part in parts if part.informant_id is not None)
    cases = dict.fromkeys(names.cases[part.case_id] for part in parts if part.case_id is not None)
    return Quote(
        passage=first.label or "",
        words=first.words,
        source=names.sources[first.source_id],
        source_id=SourceId(first.source_id),
        turn=_turn_of_label(first.label) or first.turn,
        informants=tuple(informants),
        cases=tuple(cases),
        unattributed=any(part.informant_id is None for part in parts),
        code=CodeId(first.code_id),
        coder=names.coders[first.coder_id],
        round=names.rounds[first.round_id],
        stance=Stance(first.stance),
        start=first.begins,
        end=first.ends,
        starred=bool(first.starred),
        memo=memo,
    )


def _turn_of_label(label: str | None) -> int | None:
    """Return the turn where a passage starts, which its citable id tells."""
    found = split_label(label or "")
    return found[1] if found else None
