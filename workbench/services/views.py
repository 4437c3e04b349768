"""Views: chosen by names, saved under a name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from workbench.domain.attributes import AttributeType, canonical
from workbench.domain.errors import Refused
from workbench.domain.ids import CodeId
from workbench.domain.outcomes import Outcome
from workbench.domain.passages import Stance
from workbench.domain.sources import Kind
from workbench.domain.view import EVERYTHING, AttributeChoice, View
from workbench.i18n import N_
from workbench.services.codebook import code_meant

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.codebook import Codebook
    from workbench.domain.ids import RoundId
    from workbench.domain.people import Attribute
    from workbench.domain.steps import Reader
    from workbench.services.ports import Store, Work


NAMED = ("coders", "rounds", "cases", "informants", "sources")
"""Limits of a view that are written as names of things in the project."""


@dataclass(frozen=True, slots=True)
class Names:
    """A view as a person writes it; an empty list leaves that open."""

    coders: Sequence[str] = ()
    rounds: Sequence[str] = ()
    kinds: Sequence[str] = ()
    cases: Sequence[str] = ()
    informants: Sequence[str] = ()
    sources: Sequence[str] = ()
    codes: Sequence[str] = ()
    attributes: Sequence[str] = ()
    """Each `NAME=VALUE` or `NAME=VALUE|VALUE`."""
    stance: str = ""
    starred: bool = False
    interviewer: bool = False


class ViewService:
    """Resolves, saves and lists views."""

    def __init__(self, store: Store, reader: Reader) -> None:
        self._store = store
        self._reader = reader

    def resolve(self, names: Names, base: View = EVERYTHING) -> View:
        """Return `base` limited further by names.

        Raises:
            Refused: where a name means nothing in this project.
        """
        work = self._store.read()
        book = work.codes.codebook()
        known = _Known(work)
        limits: dict[str, Any] = {
            field: frozenset(known.one(field, name) for name in getattr(names, field))
            for field in NAMED
            if getattr(names, field)
        }
        if names.kinds:
            limits["kinds"] = frozenset(_kind(name) for name in names.kinds)
        if names.codes:
            limits["codes"] = frozenset(code_meant(book, name).id for name in names.codes)
        if names.attributes:
            limits["attributes"] = tuple(_choice(work, written) for written in names.attributes)
        if names.stance:
            limits["stance"] = Stance(names.stance)
        _refuse_blind_with_others(work, limits.get("rounds"))
        _narrow(limits, base, book)
        limits["attributes"] = (*base.attributes, *limits.get("attributes", ()))
        limits["starred"] = base.starred or names.starred
        limits["interviewer"] = base.interviewer or names.interviewer
        return replace(base, **limits)

    def save(self, name: str, view: View) -> Outcome[bool]:
        """Keep a view under a name."""
        with self._store.step("save view", self._reader.coder, {"view": name}) as work:
            news = work.views.save(name, view)
        return Outcome(news, work.done)

    def all(self) -> tuple[tuple[str, View], ...]:
        """Return names and views, in the order they were first saved."""
        return self._store.read().views.all()

    def named(self, name: str) -> View:
        """Return a saved view.

        Raises:
            Refused: where there is none of that name.
        """
        found = self._store.read().views.named(name)
        if found is None:
            names = ", ".join(known for known, _view in self.all()) or "–"
            raise Refused(N_("There is no view “{name}”; there are: {names}."), name=name, names=names)
        return found

    def described(self, view: View) -> Mapping[str, tuple[str, ...]]:
        """Return what a view limits, to which names; what it leaves open is absent."""
        work = self._store.read()
        known = _Known(work)
        book = work.codes.codebook()
        found = {
            field: tuple(known.name(field, one) for one in sorted(getattr(view, field)))
            for field in NAMED
            if getattr(view, field) is not None
        }
        if view.kinds is not None:
            found["kinds"] = tuple(sorted(kind.value for kind in view.kinds))
        if view.codes is not None:
            found["codes"] = tuple(book.path(code) for code in sorted(view.codes) if code in book.by_id)
        # Named with the subject, since a case and an informant may have an attribute of one name.
        values: dict[str, frozenset[str]] = {}
        for choice in view.attributes:
            name = f"{choice.subject}.{choice.name}"
            values[name] = values.get(name, choice.values) & choice.values
        found.update((name, tuple(sorted(wanted))) for name, wanted in values.items())
        if view.stance is not None:
            found["stance"] = (view.stance.value,)
        return found | {flag: ("yes",) for flag in ("starred", "interviewer") if getattr(view, flag)}


class _Known:
    """Names and ids of the nouns a view may limit."""

    def __init__(self, work: Work) -> None:
        self._by_name: dict[str, dict[str, int]] = {
            "coders": {coder.name: coder.id for coder in work.coders.all()},
            "rounds": {found.name: found.id for found in work.rounds.all()},
            "cases": {case.label: case.id for case in work.cases.all()},
            "informants": {informant.label: informant.id for informant in work.informants.all()},
            "sources": {source.label: source.id for source in work.sources.all()},
        }
        self._case_names = {case.name: case.id for case in work.cases.all()}

    def one(self, field: str, name: str) -> int:
        found = self._by_name[field].get(name)
        if found is None and field == "cases":
            found = self._case_names.get(name)
        if found is None:
            names = ", ".join(self._by_name[field]) or "–"
            raise Refused(N_("“{name}” is not in this project; there are: {names}."), name=name, names=names)
        return found

    def name(self, field: str, one: int) -> str:
        return next((name for name, found in self._by_name[field].items() if found == one), "–")


def _narrow(limits: dict[str, Any], base: View, book: Codebook) -> None:
    """Limit further what `base` limits already."""
    for field in (*NAMED, "kinds"):
        earlier = getattr(base, field)
        if field in limits and earlier is not None:
            limits[field] &= earlier
    if base.codes is not None and "codes" in limits:
        # A theme stands for all below it, in either of the two.
        limits["codes"] = _with_all_below(book, base.codes) & _with_all_below(book, limits["codes"])
    if base.stance not in {None, limits.get("stance", base.stance)}:
        raise Refused(N_("That view shows only one stance, and you asked for the other."))


def _with_all_below(book: Codebook, codes: frozenset[CodeId]) -> frozenset[CodeId]:
    return frozenset[CodeId]().union(*(book.below(code) for code in codes if code in book.by_id))


def attribute_meant(known: Sequence[Attribute], written: str) -> Attribute | None:
    """Return the attribute that `name` or `subject.name` means; None where there is none.

    Raises:
        Refused: where several subjects have an attribute of that name.
    """
    found = [one for one in known if written in {one.name, f"{one.subject}.{one.name}"}]
    if len(found) > 1:
        names = ", ".join(f"{one.subject}.{one.name}" for one in found)
        raise Refused(N_("“{name}” may mean {names}; write one of those."), name=written, names=names)
    return found[0] if found else None


def _kind(name: str) -> Kind:
    try:
        return Kind(name)
    except ValueError as error:
        kinds = ", ".join(kind.value for kind in Kind)
        raise Refused(N_("“{name}” is no kind of source; there are: {kinds}."), name=name, kinds=kinds) from error


def _choice(work: Work, written: str) -> AttributeChoice:
    name, _equals, values = written.partition("=")
    found = attribute_meant(work.attributes.all(), name.strip())
    if found is None or not _equals:
        names = ", ".join(attribute.name for attribute in work.attributes.all()) or "–"
        raise Refused(
            N_("“{written}” is not NAME=VALUE of an attribute; there are: {names}."), written=written, names=names
        )
    kind = AttributeType(found.type)
    wanted = frozenset(canonical(kind, found.choices, value.strip()) for value in values.split("|"))
    return AttributeChoice(found.subject, found.name, wanted)


def _refuse_blind_with_others(work: Work, rounds: frozenset[RoundId] | None) -> None:
    """Refuse a blind reading together with any other: it stands by itself and is never added in."""
    for found in work.rounds.all():
        if rounds is not None and len(rounds) > 1 and found.blind and found.id in rounds:
            raise Refused(N_("“{name}” is a blind reading and stands by itself; ask for it alone."), name=found.name)
