"""What one view lets through, by id: the only place where a view's limits are decided.

The storage writes these sets as conditions on rows, the desk asks them of what is on a page, the matrix
lists its columns by them; none of them reads a limit of a view itself. Nothing is read here before it is asked for.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from workbench.domain.ids import CaseId, CodeId, InformantId, RoundId, SourceId

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from workbench.domain.codebook import Codebook
    from workbench.domain.ids import CoderId
    from workbench.domain.passages import Coding
    from workbench.domain.people import Attribute, Case, Informant, Round
    from workbench.domain.sources import Source
    from workbench.domain.view import View

Noun = TypeVar("Noun", covariant=True)
Subject = TypeVar("Subject", bound=int | None)


class Listed(Protocol[Noun]):
    """Nouns of one kind."""

    def all(self) -> tuple[Noun, ...]: ...


class Codes(Protocol):
    """The codebook."""

    def codebook(self) -> Codebook: ...


class Attributes(Protocol):
    """Typed properties and their values."""

    def named(self, subject: str, name: str) -> Attribute | None: ...
    def values(self, attribute: Attribute) -> Mapping[int, str]: ...


class Material(Protocol):
    """What a project has that a view may limit."""

    @property
    def attributes(self) -> Attributes: ...
    @property
    def cases(self) -> Listed[Case]: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def informants(self) -> Listed[Informant]: ...
    @property
    def rounds(self) -> Listed[Round]: ...
    @property
    def sources(self) -> Listed[Source]: ...


class Scope:
    """What a view lets through in one project.

    None stands for "everything, also what is made later" wherever a set may be None. Sources and informants that
    are left out of the analysis are in the scope, since a page shows them; what is *counted* leaves them out.

    Args:
        view: the choice.
        material: what there is to choose from; read when it is first needed, and then kept.
    """

    def __init__(self, view: View, material: Material) -> None:
        self.view = view
        self._material = material

    @cached_property
    def rounds(self) -> frozenset[RoundId] | None:
        """The rounds asked for, else all that are not blind: a blind reading stands by itself."""
        if self.view.rounds is not None:
            return self.view.rounds
        rounds = self._material.rounds.all()
        seen = frozenset(found.id for found in rounds if not found.blind)
        return None if len(seen) == len(rounds) else seen

    @cached_property
    def codes(self) -> frozenset[CodeId] | None:
        """The codes asked for, and all below them."""
        if self.view.codes is None:
            return None
        book = self._material.codes.codebook()
        return frozenset[CodeId]().union(*(book.below(code) for code in self.view.codes if code in book.by_id))

    @cached_property
    def sources(self) -> frozenset[SourceId] | None:
        """The sources of the view's kinds, labels and attributes."""
        view = self.view
        if view.kinds is None and view.sources is None and not self._limits("source"):
            return None
        found = (source.id for source in self._sources if view.kinds is None or source.kind in view.kinds)
        return frozenset(one for one in self._having("source", found) if view.sources is None or one in view.sources)

    @cached_property
    def cases(self) -> frozenset[CaseId | None] | None:
        """The cases of the view; None among them where words without a case are let through."""
        view = self.view
        if view.cases is None and not self._limits("case"):
            return None
        every = (*(case.id for case in self._material.cases.all()), None)
        return frozenset(one for one in self._having("case", every) if view.cases is None or one in view.cases)

    @cached_property
    def informants(self) -> frozenset[InformantId] | None:
        """The informants of the view, in the cases of the view."""
        view, cases = self.view, self.cases
        if view.informants is None and cases is None and not self._limits("informant"):
            return None
        found = (one.id for one in self._informants if cases is None or one.case in cases)
        chosen = self._having("informant", found)
        return frozenset(one for one in chosen if view.informants is None or one in view.informants)

    @cached_property
    def nobody(self) -> bool:
        """Whether words are let through that no informant says: they have no informant's attributes."""
        return self.view.informants is None and bool(list(self._having("informant", (None,))))

    @cached_property
    def counted_sources(self) -> frozenset[SourceId] | None:
        """The sources that counts are made from: those in scope that are not left out."""
        return _counted(self.sources, ((one.id, one.left_out) for one in self._sources))

    @cached_property
    def counted_informants(self) -> frozenset[InformantId] | None:
        """The informants who are counted: those in scope who are not left out."""
        return _counted(self.informants, ((one.id, one.left_out) for one in self._informants))

    @property
    def limits_speakers(self) -> bool:
        """Whether it matters who says the words of a coding."""
        return not (self.view.interviewer and self.informants is None and self.cases is None and self.nobody)

    def source(self, source: SourceId) -> bool:
        """Tell whether a source is in scope."""
        return self.sources is None or source in self.sources

    def by(self, coder: CoderId, round_: RoundId) -> bool:
        """Tell whether what this coder made in this round is in scope."""
        if self.view.coders is not None and coder not in self.view.coders:
            return False
        return self.rounds is None or round_ in self.rounds

    def coding(self, coding: Coding, *, starred: bool) -> bool:
        """Tell whether a coding is in scope, but for who says its words.

        Args:
            coding: the coding.
            starred: whether its passage has a star.
        """
        return (
            self.by(coding.coder, coding.round)
            and (self.codes is None or coding.code in self.codes)
            and self.view.stance in {None, coding.stance}
            and (starred or not self.view.starred)
        )

    def said(self, informant: InformantId | None, case: CaseId | None, *, interviewer: bool) -> bool:
        """Tell whether words are in scope.

        Args:
            informant: who says them; None where that is nobody known.
            case: of those words.
            interviewer: whether the interviewer says them.
        """
        if interviewer and not self.view.interviewer:
            return False
        if informant is not None:
            return self.informants is None or informant in self.informants
        return self.nobody and (self.cases is None or case in self.cases)

    @cached_property
    def _sources(self) -> tuple[Source, ...]:
        return self._material.sources.all()

    @cached_property
    def _informants(self) -> tuple[Informant, ...]:
        return self._material.informants.all()

    def _limits(self, subject: str) -> bool:
        return any(choice.subject == subject for choice in self.view.attributes)

    def _having(self, subject: str, found: Iterable[Subject]) -> Iterable[Subject]:
        """Return those whose attributes have the values asked for; nobody, and what has no value, has the empty one."""
        for choice in self.view.attributes:
            if choice.subject == subject:
                attribute = self._material.attributes.named(subject, choice.name)
                values = {} if attribute is None else self._material.attributes.values(attribute)
                wanted = choice.values
                found = [one for one in found if ("" if one is None else values.get(one, "")) in wanted]
        return found


def _counted(
    scope: frozenset[Subject] | None, left_out: Iterable[tuple[Subject, str | None]]
) -> frozenset[Subject] | None:
    every = tuple(left_out)
    missing = frozenset(one for one, why in every if why is not None)
    if scope is not None:
        return scope - missing
    return frozenset(one for one, _why in every) - missing if missing else None
