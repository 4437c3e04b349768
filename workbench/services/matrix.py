"""The comparison matrix of a view."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.domain.matrix import Matrix, matrix_of
from workbench.domain.scope import Scope
from workbench.domain.tallies import (
    CaseFact,
    Facts,
    Grouping,
    InformantFact,
    SourceFact,
    Stamp,
    Values,
    view_of_states,
)
from workbench.i18n import N_
from workbench.services.views import attribute_meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from workbench.domain.codebook import Codebook
    from workbench.domain.ids import CodeId, InformantId, SourceId
    from workbench.domain.people import Attribute
    from workbench.domain.quotes import Quote
    from workbench.domain.sources import Source
    from workbench.domain.view import View
    from workbench.services.ports import Counter, Store, Work


@dataclass(frozen=True, slots=True)
class Asked:
    """What a matrix is asked for."""

    view: View
    grouping: Grouping = Grouping.CASE
    attribute: str = ""
    """The name of the attribute whose values are the columns."""
    words: bool = True


class MatrixService:
    """Makes matrices from tallies.

    Args:
        store: the project.
        counter: counts over its parts.
    """

    def __init__(self, store: Store, counter: Counter) -> None:
        self._store = store
        self._counter = counter

    def matrix(self, asked: Asked) -> Matrix:
        """Make a matrix.

        Raises:
            Refused: where the attribute does not exist.
        """
        attribute = self._attribute(asked.attribute) if asked.grouping is Grouping.ATTRIBUTE else None
        tallies = self._counter.tallies(asked.view, asked.grouping, attribute, words=asked.words)
        wide = view_of_states(asked.view)
        voices = None if wide is None else self._counter.tallies(wide, asked.grouping, attribute, words=False)
        return matrix_of(self._facts(asked.view, attribute), asked.grouping, tallies, voices)

    def quotes(self, view: View) -> Iterator[Quote]:
        """Yield every coding of the view with its words, in the order of the texts."""
        return self._counter.quotes(view)

    def _attribute(self, name: str) -> Attribute:
        known = self._store.read().attributes.all()
        found = attribute_meant(known, name)
        if found is None:
            names = ", ".join(attribute.name for attribute in known) or "–"
            raise Refused(N_("There is no attribute “{name}”; there are: {names}."), name=name, names=names)
        return found

    def _facts(self, view: View, attribute: Attribute | None) -> Facts:
        work = self._store.read()
        scope = Scope(view, work)
        book = work.codes.codebook()
        said = _said(self._counter.words_said())
        sources = {
            source.id: source
            for source in work.sources.all()
            if scope.source(source.id) and _speaks(scope, source, said.by_source.get(source.id, {}))
        }
        return Facts(
            codebook=book,
            cases=tuple(
                CaseFact(case.id, case.label, case.name)
                for case in work.cases.all()
                if scope.cases is None or case.id in scope.cases
            ),
            informants=_informants(work, scope, sources, said),
            sources=tuple(
                _source(source, _in_scope(scope, said.by_source.get(source.id, {}))) for source in sources.values()
            ),
            finished=_stamps(work, scope),
            values=None if attribute is None else Values(attribute, work.attributes.values(attribute)),
            hidden=self._counter.hidden(view),
            rows=_rows(book, scope),
            case_words=_case_words(work),
        )


@dataclass(frozen=True, slots=True)
class _Said:
    """How many words each informant says in each source."""

    by_informant: Mapping[InformantId, Mapping[SourceId, int]]
    by_source: Mapping[SourceId, Mapping[InformantId, int]]


def _said(words: Mapping[tuple[SourceId, InformantId | None], int]) -> _Said:
    by_informant: dict[InformantId, dict[SourceId, int]] = defaultdict(dict)
    by_source: dict[SourceId, dict[InformantId, int]] = defaultdict(dict)
    for (source, informant), count in words.items():
        if informant is not None:
            by_informant[informant][source] = count
            by_source[source][informant] = count
    return _Said(by_informant, by_source)


def _speaks(scope: Scope, source: Source, speaking: Mapping[InformantId, int]) -> bool:
    """Tell whether anything said in a source is in scope: by an informant, or by nobody known."""
    return bool(_in_scope(scope, speaking)) or scope.said(None, source.case, interviewer=False)


def _in_scope(scope: Scope, speaking: Mapping[InformantId, int]) -> Mapping[InformantId, int]:
    return {who: words for who, words in speaking.items() if scope.informants is None or who in scope.informants}


def _informants(work: Work, scope: Scope, sources: Mapping[SourceId, Source], said: _Said) -> tuple[InformantFact, ...]:
    found = []
    for informant in work.informants.all():
        if scope.informants is not None and informant.id not in scope.informants:
            continue
        mine = {source: words for source, words in said.by_informant.get(informant.id, {}).items() if source in sources}
        found.append(
            InformantFact(
                informant.id,
                informant.label,
                informant.case,
                informant.is_key,
                informant.left_out,
                sum(words for source, words in mine.items() if sources[source].left_out is None),
                tuple(sorted(mine)),
            )
        )
    return tuple(found)


def _source(source: Source, speaking: Mapping[InformantId, int]) -> SourceFact:
    return SourceFact(
        source.id,
        source.label,
        source.name,
        source.kind,
        source.case,
        source.left_out,
        sum(speaking.values()) if speaking else source.words,
        tuple(sorted(speaking)),
    )


def _stamps(work: Work, scope: Scope) -> tuple[Stamp, ...]:
    return tuple(
        Stamp(stamp.source, stamp.code, stamp.version)
        for stamp in work.finished.all()
        if scope.by(stamp.coder, stamp.round)
    )


def _rows(book: Codebook, scope: Scope) -> frozenset[CodeId] | None:
    if scope.codes is None:
        return None
    above = (found.id for code in scope.codes for found in book.above(code))
    return scope.codes | frozenset(above)


def _case_words(work: Work) -> tuple[str, str] | None:
    one, several = work.settings.get("case_word"), work.settings.get("case_words")
    return (one, several) if one and several else None
