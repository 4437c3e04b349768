"""Making the columns of a matrix from the facts.

A case opens into its informants, then into what has no informant; the other groupings are flat. What has
no case, informant or value gets a column of its own and never vanishes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.columns import MISSING, SEPARATOR, Column, Heading, LeftOut
from workbench.domain.norwegian import SortKey, norwegian_key
from workbench.domain.sources import Kind
from workbench.domain.tallies import (
    PAPERS,
    Facts,
    Grouping,
    InformantFact,
    Line,
    SourceFact,
    Values,
    column_key,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from workbench.domain.ids import SourceId

_INTERVIEWS = frozenset({Kind.INTERVIEW, Kind.GROUP})
_YES, _NO = ("yes", "ja"), ("no", "nei")


@dataclass(slots=True)
class _Place:
    """A column in the making."""

    key: str
    label: str
    missing: str
    name: str = ""
    members: list[InformantFact] = field(default_factory=list)
    texts: list[SourceFact] = field(default_factory=list)
    """Sources whose words without informant stand here."""
    sources: list[SourceFact] | None = None
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def path(self) -> str:
        return self.label or self.missing


class Columns:
    """Makes the columns of one matrix.

    Args:
        facts: of the view.
        grouping: what stands in the columns.
        counted: the column keys and lines that have tallies.
    """

    def __init__(self, facts: Facts, grouping: Grouping, counted: frozenset[tuple[str, Line]]) -> None:
        self._facts = facts
        self._grouping = grouping
        self._counted = counted
        self._informants = [informant for informant in facts.informants if informant.left_out is None]
        self._sources = [source for source in facts.sources if source.left_out is None]
        self._rank = {informant.id: rank for rank, informant in enumerate(self._informants)}

    def make(self) -> tuple[Column, ...]:
        """Return the columns in order, each followed by what it opens into."""
        makers: dict[Grouping, Callable[[], list[_Place]]] = {
            Grouping.CASE: self._cases,
            Grouping.INFORMANT: self._people,
            Grouping.SOURCE: self._texts,
            Grouping.ATTRIBUTE: self._values,
        }
        return tuple(column for place in makers[self._grouping]() for column in self._columns(place))

    # What there is a column for.

    def _cases(self) -> list[_Place]:
        grouping = Grouping.CASE
        places: dict[object, _Place] = {
            case.id: _Place(column_key(grouping, case.id), case.label, MISSING[grouping], case.name)
            for case in self._facts.cases
        }
        places[None] = _Place(column_key(grouping), "", MISSING[grouping])
        self._fill(places, informant=lambda found: found.case, source=lambda found: found.case)
        return self._without_empty_missing(places, None)

    def _people(self) -> list[_Place]:
        grouping = Grouping.INFORMANT
        places: dict[object, _Place] = {
            informant.id: _Place(column_key(grouping, informant.id), informant.label, "")
            for informant in self._informants
        }
        places[None] = _Place(column_key(grouping), "", "")
        self._fill(places, informant=lambda found: found.id, source=lambda _found: None)
        return list(places.values())

    def _texts(self) -> list[_Place]:
        places = []
        for source in self._sources:
            place = _Place(column_key(Grouping.SOURCE, source.id), source.label, "", source.name, sources=[source])
            place.members.extend(self._informants[rank] for rank in sorted(self._ranks_in(source)))
            place.texts.append(source)
            places.append(place)
        return places

    def _ranks_in(self, source: SourceFact) -> Iterator[int]:
        return (self._rank[found] for found in source.informants if found in self._rank)

    def _values(self) -> list[_Place]:
        values = self._facts.values
        if values is None:
            raise ValueError("an attribute's matrix needs the attribute's values")
        by_source = values.attribute.subject == "source"
        places: dict[object, _Place] = {
            value: _Place(
                column_key(Grouping.ATTRIBUTE, value),
                value,
                MISSING[Grouping.ATTRIBUTE],
                sources=[] if by_source else None,
            )
            for value in sorted(self._distinct(values), key=partial(value_order, values))
        }
        if by_source:
            self._fill_by_source(places, values)
        else:
            informant, source = _ways_to_value(values)
            self._fill(places, informant=informant, source=source)
        return self._without_empty_missing(places, "")

    def _distinct(self, values: Values) -> set[str]:
        subjects: dict[str, Iterable[int]] = {
            "case": [case.id for case in self._facts.cases],
            "informant": [informant.id for informant in self._informants],
            "source": [source.id for source in self._sources],
        }
        return {values.of.get(subject, "") for subject in subjects[values.attribute.subject]} | {""}

    def _fill(
        self,
        places: dict[object, _Place],
        informant: Callable[[InformantFact], object],
        source: Callable[[SourceFact], object],
    ) -> None:
        for person in self._facts.informants:
            place = places.get(informant(person))
            if place is not None and person.left_out is None:
                place.members.append(person)
            elif place is not None:
                place.left_out.append(LeftOut("informant", person.label, person.left_out or ""))
        for text in self._facts.sources:
            place = places.get(source(text))
            if place is not None and text.left_out is None:
                place.texts.append(text)
            elif place is not None:
                place.left_out.append(LeftOut("source", text.label, text.left_out or ""))

    def _fill_by_source(self, places: dict[object, _Place], values: Values) -> None:
        for source in self._sources:
            place = places[values.of.get(source.id, "")]
            place.texts.append(source)
            if place.sources is not None:
                place.sources.append(source)
        for place in places.values():
            ranks = {rank for source in place.texts for rank in self._ranks_in(source)}
            place.members.extend(self._informants[rank] for rank in sorted(ranks))
        for source in self._facts.sources:
            if source.left_out is not None and (missed := places.get(values.of.get(source.id, ""))) is not None:
                missed.left_out.append(LeftOut("source", source.label, source.left_out))

    def _without_empty_missing(self, places: dict[object, _Place], missing: object) -> list[_Place]:
        place = places[missing]
        if not place.members and not place.left_out and not self._has(place, *Line):
            del places[missing]
        return list(places.values())

    def _has(self, place: _Place, *lines: Line) -> bool:
        return any((place.key, line) in self._counted for line in lines)

    # How a place becomes columns.

    def _columns(self, place: _Place) -> Iterator[Column]:
        top = self._top(place)
        if top is not None:
            yield top
            if self._grouping is Grouping.CASE:
                for member in place.members:
                    path = place.path + SEPARATOR + member.label
                    yield Column(place.key, Line.INFORMANT, member.label, path, inside=top.path, members=(member,))
        for line in (Line.DOCUMENTS, Line.NO_INFORMANT):
            if self._has(place, line) and (top is None or top.line is not line):
                path = SEPARATOR.join(name for name in (place.path, f"({line.value})") if name)
                inside = None if top is None else top.path
                yield Column(place.key, line, "", path, inside=inside, sources=_sources_of(place, line))

    def _top(self, place: _Place) -> Column | None:
        if self._grouping is Grouping.INFORMANT:
            if not place.members and not place.label:
                return None
            line = Line.INFORMANT
        elif self._grouping is Grouping.SOURCE and not place.members:
            line = _line_of(place.texts[0])
        else:
            line = Line.INFORMANTS
        sources = None if place.sources is None else frozenset(source.id for source in place.sources)
        return Column(
            place.key,
            line,
            place.label,
            place.path,
            place.name,
            members=tuple(place.members),
            sources=sources,
            heading=self._heading(place),
        )

    def _heading(self, place: _Place) -> Heading:
        allowed = self._sources if place.sources is None else place.sources
        interviews = [source for source in allowed if source.kind in _INTERVIEWS]
        spoken = {source.id for source in interviews}
        interviewed: list[InformantFact] = []
        others: list[InformantFact] = []
        for member in place.members:
            (others if spoken.isdisjoint(member.sources) else interviewed).append(member)
        heard = {source for member in interviewed for source in member.sources}
        if place.sources is None:
            words = sum(member.words for member in place.members)
        else:
            words = sum(source.words for source in place.sources)
        return Heading(
            interviewed=tuple(member.label for member in interviewed),
            interviews=tuple(source.label for source in interviews if source.id in heard),
            not_interviewed=tuple(member.label for member in others),
            words=words,
            left_out=tuple(place.left_out),
        )


def _line_of(source: SourceFact) -> Line:
    return Line.DOCUMENTS if source.kind in PAPERS else Line.NO_INFORMANT


def _sources_of(place: _Place, line: Line) -> frozenset[SourceId]:
    return frozenset(source.id for source in place.texts if _line_of(source) is line)


def _ways_to_value(values: Values) -> tuple[Callable[[InformantFact], object], Callable[[SourceFact], object]]:
    def of(subject: int | None) -> str:
        return "" if subject is None else values.of.get(subject, "")

    if values.attribute.subject == "case":
        return lambda informant: of(informant.case), lambda source: of(source.case)
    return lambda informant: of(informant.id), lambda _source: ""


def value_order(values: Values, value: str) -> tuple[int, Decimal, SortKey]:
    """Return what a value is sorted by: choices and numbers in their order, text by the alphabet, missing last."""
    attribute = values.attribute
    if not value:
        return 3, Decimal(0), norwegian_key("")
    if value in attribute.choices:
        return 0, Decimal(attribute.choices.index(value)), norwegian_key("")
    if attribute.type == "yesno" and value in (*_YES, *_NO):
        return 0, Decimal(value in _NO), norwegian_key("")
    if attribute.type in {"integer", "decimal"}:
        try:
            return 1, Decimal(value), norwegian_key("")
        except InvalidOperation:
            pass
    return 2, Decimal(0), norwegian_key(value)
