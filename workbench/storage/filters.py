"""A view's scope as conditions on rows, so that two queries cannot filter differently.

What a view lets through is decided in `domain.scope`; here the sets become plain comparisons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, FromClause, exists, true

from workbench.storage import tables

if TYPE_CHECKING:
    from workbench.domain.scope import Scope


def coding_conditions(scope: Scope, columns: FromClause) -> list[ColumnElement[bool]]:
    """Return the conditions on a table with coder_id, round_id, code_id, stance and passage_id."""
    view, c = scope.view, columns.c
    found: list[ColumnElement[bool]] = []
    if view.coders is not None:
        found.append(c.coder_id.in_(sorted(view.coders)))
    if scope.rounds is not None:
        found.append(c.round_id.in_(sorted(scope.rounds)))
    if scope.codes is not None:
        found.append(c.code_id.in_(sorted(scope.codes)))
    if view.stance is not None:
        found.append(c.stance == view.stance.value)
    if view.starred:
        # Under a name of its own, since the outer query may read passages too.
        starred = tables.passage.alias("starred_passage")
        found.append(exists().where(starred.c.id == c.passage_id, starred.c.starred))
    return found


def part_conditions(scope: Scope, columns: FromClause) -> list[ColumnElement[bool]]:
    """Return the conditions on `part`: the coding's, and those on who says the words where."""
    c = columns.c
    # What a search coded gives no mark before somebody has looked at it (MATRIX.md §1).
    found = [*coding_conditions(scope, columns), ~c.unread]
    if scope.counted_sources is not None:
        found.append(c.source_id.in_(sorted(scope.counted_sources)))
    found.extend(_said(scope, columns))
    if not scope.view.interviewer:
        found.append(~c.interviewer)
    return found


def _said(scope: Scope, columns: FromClause) -> list[ColumnElement[bool]]:
    """Return the condition on who says the words; none where anybody, and nobody, may."""
    informant = columns.c.informant_id
    if scope.counted_informants is None and scope.nobody and scope.cases is None:
        return []
    spoken = informant.is_not(None)
    if scope.counted_informants is not None:
        spoken = informant.in_(sorted(scope.counted_informants))
    if not scope.nobody:
        return [spoken]
    return [spoken | (informant.is_(None) & _in_case(scope, columns.c.case_id))]


def _in_case(scope: Scope, case: ColumnElement[int | None]) -> ColumnElement[bool]:
    if scope.cases is None:
        return true()
    found: ColumnElement[bool] = case.in_(sorted(one for one in scope.cases if one is not None))
    return found | case.is_(None) if None in scope.cases else found
