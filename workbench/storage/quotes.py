"""Every coding that a view lets through, with its words and all that a list of quotes shows, as a stream."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from workbench.domain.ids import CodeId, SourceId
from workbench.domain.passages import Stance, split_label
from workbench.domain.quotes import Quote
from workbench.storage import tables
from workbench.storage.bulk import plain_rows
from workbench.storage.filters import part_conditions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.scope import Scope
    from workbench.storage.bulk import Values
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
        memos = _memos(rows, source)
        found = plain_rows(rows.connection, _parts(scope, source))
        for coding, parts in groupby(found, key=itemgetter(0)):
            yield _quote(list(parts), names, memos.get(coding, ""))


def _memos(rows: Rows, source: int) -> dict[int, str]:
    """Return the memos on the codings of a source, several on one coding parted by a blank line."""
    memo, coding, passage = tables.memo, tables.coding, tables.passage
    query = (
        select(memo.c.subject_id, memo.c.body)
        .select_from(passage)
        .join(coding, coding.c.passage_id == passage.c.id)
        .join(memo, (memo.c.subject == "coding") & (memo.c.subject_id == coding.c.id))
        .where(passage.c.source_id == source)
        .order_by(memo.c.id)
    )
    found: dict[int, str] = {}
    for noted, body in plain_rows(rows.connection, query):
        found[noted] = f"{found[noted]}\n\n{body}" if noted in found else body
    return found


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
    part, passage, turn, coding = tables.part, tables.passage, tables.turn, tables.coding
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
        # From the passages of the source to their parts: parts have no index by source.
        .select_from(passage)
        .join(coding, coding.c.passage_id == passage.c.id)
        .join(part, part.c.coding_id == coding.c.id)
        .join(turn, turn.c.id == part.c.turn_id)
        .where(passage.c.source_id == source, *part_conditions(scope, part))
        .order_by(passage.c.start, passage.c.end.desc(), part.c.passage_id, part.c.coding_id, part.c.start)
    )


def _quote(parts: list[Values], names: _Names, memo: str) -> Quote:
    first = parts[0]
    _coding, code, coder, round_, stance, source, _informant, _case, label, words, starred, start, end, turn = first
    informants = tuple(dict.fromkeys([names.informants[part[6]] for part in parts if part[6] is not None]))
    return Quote(
        label or "",
        words,
        names.sources[source],
        SourceId(source),
        _turn_of_label(label) or turn,
        informants,
        tuple(dict.fromkeys([names.cases[part[7]] for part in parts if part[7] is not None])),
        None in [part[6] for part in parts],
        CodeId(code),
        names.coders[coder],
        names.rounds[round_],
        _STANCES[stance],
        start,
        end,
        bool(starred),
        memo,
    )


_STANCES = {stance.value: stance for stance in Stance}


def _turn_of_label(label: str | None) -> int | None:
    """Return the turn where a passage starts, which its citable id tells."""
    found = split_label(label or "")
    return found[1] if found else None
