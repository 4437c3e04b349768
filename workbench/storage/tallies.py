"""Counting over parts: the numbers that `domain.matrix` turns into cells.

Every count reads `part` through the one filter made from the view. SQL adds up what is simple, passages
with a single part; the few that several codings, coders or turns share are counted one by one, since
a passage counts once for a theme however many codes under it it carries. No state or mark is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, insert, literal, select
from sqlalchemy.schema import Column, CreateTable, DropTable, MetaData, Table

from workbench.domain.ids import CodeId, InformantId, SourceId
from workbench.domain.spans import union_length
from workbench.domain.tallies import PAPERS, Grouping, Line, Tally, column_key
from workbench.domain.transcript import Role
from workbench.storage import tables
from workbench.storage.attributes import Attributes
from workbench.storage.codes import Codes
from workbench.storage.filters import ViewFilter
from workbench.storage.quotes import quotes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from workbench.domain.codebook import Codebook
    from workbench.domain.people import Attribute
    from workbench.domain.quotes import Quote
    from workbench.domain.view import View
    from workbench.storage.project import Project
    from workbench.storage.rows import Rows

Place = tuple[str, Line, InformantId | None]
"""Column, line and informant of a tally."""

_FOR = "for"


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
        rows = self._rows()
        counting = _Counting(Codes(rows).codebook(), grouping)
        filtered = ViewFilter(rows, view)
        columns = _Columns(rows, grouping, attribute)
        self._count(counting, filtered, columns)
        if words:
            parts: Iterable[Row[Any]] = self._connection.execute(_by_turn(filtered))
            counting.words(parts, columns)
        yield from counting.tallies()

    def _count(self, counting: _Counting, filtered: ViewFilter, columns: _Columns) -> None:
        connection = self._connection
        part = tables.part
        shared = select(part.c.passage_id).where(*filtered.part(part)).group_by(part.c.passage_id)
        shared = shared.having(func.count() > 1)
        rows = connection.execute(shared).scalars().all()
        several = _Several(connection, rows)
        keys: tuple[ColumnElement[Any], ...]
        keys = (part.c.case_id, part.c.code_id, part.c.informant_id, part.c.source_id, part.c.stance)
        needs_source = columns.grouping is Grouping.SOURCE or columns.subject == "source"
        if not needs_source:
            papers = columns.paper_sources
            is_paper = part.c.source_id.in_(sorted(papers)) if papers else literal(0)
            source: ColumnElement[Any] = case((part.c.informant_id.is_(None) & is_paper, -1), else_=0)
            keys = (part.c.case_id, part.c.code_id, part.c.informant_id, source.label("source_id"), part.c.stance)
        simple = select(*keys, func.count().label("n")).where(*filtered.part(part), several.outside(part.c.passage_id))
        for row in connection.execute(simple.group_by(*keys)):
            counting.add(row.code_id, columns.places(row), row.stance, row.n)
        if rows:
            exact = select(*(part.c[name] for name in _EXACT)).where(
                *filtered.part(part), several.inside(part.c.passage_id)
            )
            found = connection.execute(exact.order_by(part.c.passage_id))
            for _passage, of_passage in groupby(found, key=itemgetter(0)):
                counting.passage(list(of_passage), columns)
        several.drop()

    def quotes(self, view: View) -> Iterator[Quote]:
        """Yield every coding of the view with its words, in the order of the texts."""
        return quotes_of(self._rows(), view)

    def hidden(self, view: View) -> int:
        """Count the codings that the view hides."""
        filtered = ViewFilter(self._rows(), view)
        coding, passage = tables.coding, tables.passage
        shown = select(func.count()).select_from(coding).where(*filtered.coding(coding))
        if filtered.sources is not None:
            shown = shown.join(passage, passage.c.id == coding.c.passage_id)
            shown = shown.where(passage.c.source_id.in_(sorted(filtered.sources)))
        if view.informants is not None or view.cases is not None or view.attributes or filtered.informants is not None:
            part = tables.part
            reached = select(part.c.coding_id).where(*filtered.part(part))
            shown = shown.where(coding.c.id.in_(reached))
        every = self._connection.execute(select(func.count()).select_from(coding)).scalar_one()
        return every - self._connection.execute(shown).scalar_one()

    def words_said(self) -> Mapping[tuple[SourceId, InformantId | None], int]:
        """Return the words of each informant in each source; those of nobody known, interviewer apart, under None."""
        turn, speaker, revision = tables.turn, tables.speaker, tables.revision
        latest = revision.alias("latest")
        newest = select(func.max(latest.c.number)).where(latest.c.source_id == revision.c.source_id).scalar_subquery()
        query = (
            select(revision.c.source_id, speaker.c.informant_id, func.sum(turn.c.words))
            .select_from(turn.join(revision).outerjoin(speaker, speaker.c.id == turn.c.speaker_id))
            .where(revision.c.number == newest)
            .where(speaker.c.role.is_(None) | (speaker.c.role != Role.INTERVIEWER.value))
            .group_by(revision.c.source_id, speaker.c.informant_id)
        )
        return {
            (SourceId(source), None if informant is None else InformantId(informant)): words
            for source, informant, words in self._connection.execute(query)
        }


_EXACT = ("passage_id", "code_id", "coding_id", "stance", "informant_id", "case_id", "source_id")


def _by_turn(filtered: ViewFilter) -> Select[tuple[Any, ...]]:
    part = tables.part
    names = ("turn_id", "code_id", "informant_id", "case_id", "source_id", "first_word", "last_word")
    return select(*(part.c[name] for name in names)).where(*filtered.part(part)).order_by(part.c.turn_id)


_SEVERAL = Table("several", MetaData(), Column("id", tables.ID, primary_key=True), prefixes=["TEMPORARY"])


class _Several:
    """Passages with several parts in the view, in a table of this connection's own."""

    def __init__(self, connection: Connection, passages: Sequence[int]) -> None:
        self._connection = connection
        connection.execute(CreateTable(_SEVERAL))
        if passages:
            connection.execute(insert(_SEVERAL), [{"id": passage} for passage in passages])

    @staticmethod
    def inside(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return column.in_(select(_SEVERAL.c.id))

    @staticmethod
    def outside(column: ColumnElement[Any]) -> ColumnElement[bool]:
        return column.not_in(select(_SEVERAL.c.id))

    def drop(self) -> None:
        self._connection.execute(DropTable(_SEVERAL))


class _Columns:
    """Puts a part in its column and lines."""

    def __init__(self, rows: Rows, grouping: Grouping, attribute: Attribute | None) -> None:
        self.grouping = grouping
        self.subject = attribute.subject if attribute is not None else ""
        self._values = Attributes(rows).values(attribute) if attribute is not None else {}
        query = select(tables.source.c.id).where(tables.source.c.kind.in_(sorted(PAPERS)))
        self.paper_sources = frozenset(rows.connection.execute(query).scalars())

    def places(self, row: Any) -> tuple[Place, ...]:
        """Return where a part counts; `source_id` -1 stands for any document."""
        column = column_key(self.grouping, self._of(row))
        if row.informant_id is None:
            papers = row.source_id == -1 or row.source_id in self.paper_sources
            return ((column, Line.DOCUMENTS if papers else Line.NO_INFORMANT, None),)
        informant = InformantId(row.informant_id)
        if self.grouping is Grouping.INFORMANT:
            return ((column, Line.INFORMANT, informant),)
        return (column, Line.INFORMANT, informant), (column, Line.INFORMANTS, None)

    def _of(self, row: Any) -> object:
        if self.grouping is Grouping.CASE:
            return row.case_id
        if self.grouping is Grouping.INFORMANT:
            return row.informant_id
        if self.grouping is Grouping.SOURCE:
            return row.source_id
        subject = {"case": row.case_id, "informant": row.informant_id, "source": row.source_id}[self.subject]
        return self._values.get(subject, "")


class _Counting:
    """Adds up, for each code and the codes above it."""

    def __init__(self, book: Codebook, grouping: Grouping) -> None:
        self._up: dict[int, tuple[CodeId, ...]] = {
            code.id: (code.id, *(found.id for found in book.above(code.id))) for code in book.codes
        }
        self._found: dict[tuple[CodeId, Place], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])

    def add(self, code: int, places: tuple[Place, ...], stance: str, count: int) -> None:
        """Count `count` codings, each on a passage of its own."""
        way = 1 if stance == _FOR else 2
        for above in self._up[code]:
            for place in places:
                numbers = self._found[above, place]
                numbers[0] += count
                numbers[way] += count
                numbers[3] += count

    def passage(self, parts: list[Row[Any]], columns: _Columns) -> None:
        """Count one passage by all its parts."""
        seen: dict[tuple[CodeId, Place], tuple[set[str], set[int]]] = {}
        for part in parts:
            for place in columns.places(part):
                for above in self._up[part.code_id]:
                    stances, codings = seen.setdefault((above, place), (set(), set()))
                    stances.add(part.stance)
                    codings.add(part.coding_id)
        for key, (stances, codings) in seen.items():
            numbers = self._found[key]
            numbers[0] += 1
            numbers[1] += _FOR in stances
            numbers[2] += len(stances) - (_FOR in stances)
            numbers[3] += len(codings)

    def words(self, parts: Iterable[Row[Any]], columns: _Columns) -> None:
        """Count the words of the union of word ranges; `parts` come turn by turn."""
        for _turn, in_turn in groupby(parts, key=itemgetter(0)):
            ranges: dict[tuple[CodeId, Place], list[tuple[int, int]]] = {}
            for part in in_turn:
                places = columns.places(part)
                for above in self._up[part.code_id]:
                    for place in places:
                        ranges.setdefault((above, place), []).append((part.first_word, part.last_word))
            for key, some in ranges.items():
                self._found[key][4] += some[0][1] - some[0][0] if len(some) == 1 else union_length(some)

    def tallies(self) -> Iterator[Tally]:
        """Yield what was counted."""
        for (code, (column, line, informant)), numbers in self._found.items():
            yield Tally(code, column, line, informant, *numbers)
