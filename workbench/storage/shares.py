"""Numbers beside the texts: how much of each source is coded, who speaks in it, how often each code stands.

They are those of the desk: what is left out of the analysis is counted too, since its page shows it. Words
are the union of word ranges, never a sum. Nothing is decided here and nothing is changed.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_, select

from workbench.domain.ids import CodeId, SourceId
from workbench.domain.scope import Scope
from workbench.domain.shares import Share
from workbench.domain.transcript import Role
from workbench.storage import tables
from workbench.storage.filters import coding_conditions, part_conditions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from workbench.domain.ids import InformantId
    from workbench.domain.view import View
    from workbench.storage.project import Project


class Shares:
    """Counts what the lists beside the text tell.

    Args:
        project: open.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def of(self, view: View, sources: Collection[SourceId] | None = None) -> Mapping[SourceId, Share]:
        """Return what a view shows of sources; those with neither words of informants nor codings are left out.

        Args:
            view: what is shown.
            sources: of these only; None for all.
        """
        connection = self._project.connection
        asked = None if sources is None else sorted(sources)
        said: dict[int, int] = {source: words or 0 for source, words in connection.execute(_said(asked))}
        scope = _OnPages(view, self._project.read())
        counted = {source: (codings, words) for source, codings, words in connection.execute(_coded(scope, asked))}
        return {SourceId(source): Share(*counted.get(source, (0, 0)), said.get(source, 0)) for source in said | counted}

    def speaking(self) -> Mapping[SourceId, tuple[str, ...]]:
        """Return the references of the informants of each source, in the order they were named there."""
        speaker, informant = tables.speaker, tables.informant
        query = (
            select(speaker.c.source_id, informant.c.label)
            .join(informant, informant.c.id == speaker.c.informant_id)
            .order_by(speaker.c.source_id, speaker.c.id)
        )
        found = groupby(self._project.connection.execute(query), key=itemgetter(0))
        return {SourceId(source): tuple(dict.fromkeys(label for _source, label in rows)) for source, rows in found}

    def codings(self, view: View) -> Mapping[CodeId, int]:
        """Count the codings that the pages of all sources show, by code; codes with none are left out."""
        scope = _OnPages(view, self._project.read())
        coding, part = tables.coding, tables.part
        query = select(coding.c.code_id, func.count()).where(*coding_conditions(scope, coding))
        if scope.limits_speakers or scope.sources is not None:
            shown = select(part.c.coding_id).where(*part_conditions(scope, part))
            query = query.where(coding.c.id.in_(shown))
        found = self._project.connection.execute(query.group_by(coding.c.code_id))
        return {CodeId(code): number for code, number in found}


class _OnPages(Scope):
    """The scope of a view as pages show it: what is left out of the analysis is there."""

    @property
    def counted_sources(self) -> frozenset[SourceId] | None:
        return self.sources

    @property
    def counted_informants(self) -> frozenset[InformantId] | None:
        return self.informants


def _said(sources: list[SourceId] | None) -> Select[tuple[Any, ...]]:
    """Return the query for the words of informants in each source."""
    speaker, turn, revision = tables.speaker, tables.turn, tables.revision
    latest = revision.alias("latest")
    newest = select(func.max(latest.c.number)).where(latest.c.source_id == revision.c.source_id).scalar_subquery()
    query = (
        select(speaker.c.source_id, func.sum(turn.c.words))
        .join_from(speaker, revision, revision.c.source_id == speaker.c.source_id)
        .join(turn, and_(turn.c.speaker_id == speaker.c.id, turn.c.revision_id == revision.c.id))
        .where(speaker.c.informant_id.is_not(None), speaker.c.role != Role.INTERVIEWER.value)
        .where(revision.c.number == newest)
        .group_by(speaker.c.source_id)
    )
    return query if sources is None else query.where(speaker.c.source_id.in_(sources))


def _coded(scope: Scope, sources: list[SourceId] | None) -> Select[tuple[Any, ...]]:
    """Return the query for the codings of each source, and for the words of informants under them."""
    ranges = _ranges(scope, sources)
    before, first, last = ranges.c.reached, ranges.c.first_word, ranges.c.last_word
    # Within a turn the ranges come by where they begin: each adds what reaches beyond all before it.
    more = case(
        (or_(before.is_(None), first >= before), last - first),
        (last > before, last - before),
        else_=0,
    )
    words = case((and_(ranges.c.informant_id.is_not(None), ~ranges.c.interviewer), more), else_=0)
    return select(ranges.c.source_id, func.count(ranges.c.coding_id.distinct()), func.sum(words)).group_by(
        ranges.c.source_id
    )


def _ranges(scope: Scope, sources: list[SourceId] | None) -> Subquery:
    part = tables.part
    reached = func.max(part.c.last_word).over(
        partition_by=part.c.turn_id, order_by=(part.c.first_word, part.c.id), rows=(None, -1)
    )
    names = ("source_id", "coding_id", "informant_id", "interviewer", "first_word", "last_word")
    conditions = list(part_conditions(scope, part))
    if sources is not None:
        conditions.append(_within(part.c.coding_id, sources))
    return select(*(part.c[name] for name in names), reached.label("reached")).where(*conditions).subquery()


def _within(column: ColumnElement[int], sources: list[SourceId]) -> ColumnElement[bool]:
    """Return the condition that a coding is one of some sources; it leads there by indexes."""
    coding, passage = tables.coding, tables.passage
    query = select(coding.c.id).join(passage, passage.c.id == coding.c.passage_id)
    return column.in_(query.where(passage.c.source_id.in_(sources)))
