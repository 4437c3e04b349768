"""Counting over parts: the numbers that `domain.matrix` turns into cells.

Every count reads `part` through the one filter made from the view. SQL adds up what is simple, passages
with a single part; the few that several codings, coders or turns share are counted one by one, since
a passage counts once for a theme however many codes under it it carries. No state or mark is decided here.
"""

from __future__ import annotations

from collections import Counter as Counts
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, bindparam, case, func, null, select

from workbench.domain.ids import CodeId, InformantId, SourceId
from workbench.domain.scope import Scope
from workbench.domain.tallies import PAPERS, Grouping, Tally
from workbench.domain.transcript import Role
from workbench.storage import tables
from workbench.storage.adding_up import FOR, AddingUp, Places
from workbench.storage.bulk import plain_rows, within
from workbench.storage.filters import part_conditions
from workbench.storage.quotes import quotes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.domain.people import Attribute
    from workbench.domain.quotes import Quote
    from workbench.domain.view import View
    from workbench.storage.bulk import Values
    from workbench.storage.project import Project
    from workbench.storage.rows import Rows
    from workbench.storage.work import Work


class Counter:
    """Counts over the parts of a project.

    Args:
        project: open.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    @property
    def _connection(self) -> Connection:
        return self._project.connection

    def _rows(self) -> Rows:
        return self._project.rows()

    def tallies(
        self, view: View, grouping: Grouping, attribute: Attribute | None, *, words: bool = True
    ) -> Iterator[Tally]:
        """Yield what each code, and each code above it, has in each line of each column.

        Args:
            view: what is shown.
            grouping: what stands in the columns.
            attribute: whose values are the columns, where they are values.
            words: count words too; without them every tally has 0 words and comes faster.
        """
        material = self._project.read()
        places = _places(material, grouping, attribute)
        adding = AddingUp(material.codes.codebook(), places)
        scope = Scope(view, material)
        for query in _simple(scope, by_source=places.by_source):
            adding.parts(plain_rows(self._connection, query))
        self._put_right(adding, scope)
        if words:
            adding.words(self._by_turn(scope))
        yield from adding.tallies()

    def _put_right(self, adding: AddingUp, scope: Scope) -> None:
        """Count passages one by one that `AddingUp.parts` may have counted more than once for a code."""
        connection = self._connection
        several = (passage for (passage,) in plain_rows(connection, _in_several_turns()))
        passages = sorted(_in_one_theme(connection, adding.root).union(several))
        part, coding = tables.part, tables.coding
        # A list, not a table of its own: from a list the way leads by two indexes, whatever else there is.
        query = (
            select(*(part.c[name] for name in _EXACT))
            .join_from(coding, part, part.c.coding_id == coding.c.id)
            .where(coding.c.passage_id.in_(bindparam("some", expanding=True)), *part_conditions(scope, part))
            .order_by(coding.c.passage_id, coding.c.id)
        )
        for at in range(0, len(passages), _PASSAGES_AT_ONCE):
            adding.passages(plain_rows(connection, query, {"some": passages[at : at + _PASSAGES_AT_ONCE]}))

    def _by_turn(self, scope: Scope) -> Iterator[Values]:
        """Yield parts as `AddingUp.words` wants them, some turns at a time: sorting all at once takes the memory."""
        last = self._connection.execute(select(func.max(tables.turn.c.id))).scalar() or 0
        for low in range(0, last + 1, _TURNS_AT_ONCE):
            some = {"low": low, "high": low + _TURNS_AT_ONCE - 1}
            yield from plain_rows(self._connection, _of_turns(scope), some)

    def quotes(self, view: View) -> Iterator[Quote]:
        """Yield every coding of the view with its words, in the order of the texts."""
        return quotes_of(self._rows(), Scope(view, self._project.read()))

    def hidden(self, view: View) -> int:
        """Count the codings that the view hides: those none of whose words it counts."""
        every = self._connection.execute(select(func.count()).select_from(tables.coding)).scalar_one()
        return every - sum(self.code_counts(view).values())

    def code_counts(self, view: View) -> Mapping[CodeId, int]:
        """Count the codings that a view shows by code; codes with none are left out."""
        part = tables.part
        conditions = part_conditions(Scope(view, self._project.read()), part)
        # In the order of the covering index; a coding is counted once for each of its parts, and put right after.
        every = select(part.c.case_id, part.c.code_id, func.count()).where(*conditions)
        counts: Counts[CodeId] = Counts()
        for _case, code, parts in self._connection.execute(every.group_by(part.c.case_id, part.c.code_id)):
            counts[CodeId(code)] += parts
        twice = select(part.c.code_id, func.count() - func.count(part.c.coding_id.distinct()))
        twice = twice.where(part.c.coding_id.in_(_several_parts()), *conditions).group_by(part.c.code_id)
        counts.subtract({CodeId(code): parts for code, parts in self._connection.execute(twice)})
        return counts

    def words_said(self) -> Mapping[tuple[SourceId, InformantId | None], int]:
        """Return the words of each informant in each source; those of nobody known, interviewer apart, under None."""
        # Added up by speaker first, which an index answers alone.
        turn, speaker, revision = tables.turn, tables.speaker, tables.revision
        spoken = select(turn.c.speaker_id, turn.c.revision_id, func.sum(turn.c.words).label("words"))
        by_speaker = spoken.group_by(turn.c.speaker_id, turn.c.revision_id).subquery()
        latest = revision.alias("latest")
        newest = select(func.max(latest.c.number)).where(latest.c.source_id == revision.c.source_id).scalar_subquery()
        query = (
            select(revision.c.source_id, speaker.c.informant_id, func.sum(by_speaker.c.words))
            .select_from(by_speaker.join(revision, revision.c.id == by_speaker.c.revision_id))
            .outerjoin(speaker, speaker.c.id == by_speaker.c.speaker_id)
            .where(revision.c.number == newest)
            .where(speaker.c.role.is_(None) | (speaker.c.role != Role.INTERVIEWER.value))
            .group_by(revision.c.source_id, speaker.c.informant_id)
        )
        return {
            (SourceId(source), None if informant is None else InformantId(informant)): words
            for source, informant, words in self._connection.execute(query)
        }


_PASSAGES_AT_ONCE = 5_000
_TURNS_AT_ONCE = 60_000

_EXACT = ("passage_id", "code_id", "coding_id", "stance", "informant_id", "case_id", "source_id")


def _of_turns(scope: Scope) -> Select[tuple[Any, ...]]:
    part = tables.part
    names = ("turn_id", "code_id", "informant_id", "case_id", "source_id", "first_word", "last_word")
    query = select(*(part.c[name] for name in names)).where(within(part.c.turn_id), *part_conditions(scope, part))
    return query.order_by(part.c.turn_id)


def _simple(scope: Scope, *, by_source: bool) -> Iterator[Select[tuple[Any, ...]]]:
    """Yield queries that count parts by case, code and informant, and by source where that matters."""
    part = tables.part
    keys = (part.c.case_id, part.c.code_id, part.c.informant_id)
    counts = (func.count(), func.sum(case((part.c.stance == FOR, 1), else_=0)))
    if by_source:
        every = (*keys, part.c.source_id)
        yield select(*every, *counts).where(*part_conditions(scope, part)).group_by(*every)
        return
    # In the order of the covering index, so that nothing need be sorted.
    said = part.c.informant_id.is_not(None)
    yield select(*keys, null(), *counts).where(*part_conditions(scope, part), said).group_by(*keys)
    written = (part.c.case_id, part.c.code_id, part.c.source_id)
    query = select(part.c.case_id, part.c.code_id, null(), part.c.source_id, *counts)
    yield query.where(*part_conditions(scope, part), ~said).group_by(*written)


def _in_one_theme(connection: Connection, root: Mapping[int, int]) -> set[int]:
    """Return the passages, of any view, with several codings under one theme."""
    one, other = tables.coding, tables.coding.alias("other")
    pairs = select(one.c.passage_id, one.c.code_id, other.c.code_id).join_from(
        one, other, (other.c.passage_id == one.c.passage_id) & (other.c.id > one.c.id)
    )
    return {passage for passage, code, another in plain_rows(connection, pairs) if root[code] == root[another]}


def _in_several_turns() -> Select[int]:
    """Return the query for passages, of any view, that have parts in several turns."""
    coding = tables.coding
    return select(coding.c.passage_id).where(coding.c.id.in_(_several_parts()))


def _several_parts() -> Select[int]:
    part = tables.part
    return select(part.c.coding_id).group_by(part.c.coding_id).having(func.count() > 1)


def _places(material: Work, grouping: Grouping, attribute: Attribute | None) -> Places:
    values = material.attributes.values(attribute) if attribute is not None else {}
    papers = frozenset(source.id for source in material.sources.all() if source.kind in PAPERS)
    return Places(grouping, attribute, values, papers)
