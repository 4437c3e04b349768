"""Who codes now, and in which reading: chosen by name, remembered in the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.domain.ids import CoderId, RoundId
from workbench.domain.naming import LONGEST_REFERENCE, name_problem, shown
from workbench.domain.steps import Reader
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from workbench.domain.people import Coder, Round
    from workbench.services.ports import Store, Work

_LAST_CODER, _LAST_ROUND = "last_coder", "last_round"

NOBODY = CoderId(0)
"""Who takes the first step of a project, before anyone codes."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who codes, with names, and which of them were made just now."""

    reader: Reader
    coder: str
    round: str
    new_coder: bool = False
    new_round: bool = False
    blind: bool = False
    """Whether the reading stands by itself, with the codings of all others out of sight."""


class Readers:
    """Chooses coder and round; the last used are the default (FILES.md)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def coders(self) -> tuple[Coder, ...]:
        """Return everyone who codes in this project."""
        return self._store.read().coders.all()

    def rounds(self) -> tuple[Round, ...]:
        """Return every round, in order."""
        return self._store.read().rounds.all()

    def present(self) -> Chosen | None:
        """Return the coder and round used last, where there are any; changes nothing."""
        work = self._store.read()
        coder = work.coders.named(work.settings.get(_LAST_CODER))
        round_ = work.rounds.named(work.settings.get(_LAST_ROUND))
        if coder is None or round_ is None:
            return None
        return Chosen(Reader(coder.id, round_.id), coder.name, round_.name, blind=round_.blind)

    def looking_on(self) -> Chosen:
        """Return who was here last, else the first there is, else nobody; changes nothing."""
        found = self.present()
        if found is not None:
            return found
        coder = next(iter(self.coders()), None)
        round_ = next(iter(self.rounds()), None)
        reader = Reader(coder.id if coder else NOBODY, round_.id if round_ else RoundId(0))
        blind = round_ is not None and round_.blind
        return Chosen(reader, coder.name if coder else "–", round_.name if round_ else "–", blind=blind)

    def choose(
        self, coder: str = "", round_name: str = "", *, blind: bool | None = None, with_next: bool = False
    ) -> Chosen:
        """Let `coder` read in `round_name`; both are made where they are new.

        Args:
            coder: a name or initials; the last used where empty.
            round_name: the round's name; the last used where empty.
            blind: whether the reading stands by itself; None where nobody said, and a new one then does not.
            with_next: make and remember them only together with the next step.

        Raises:
            Refused: where a name holds characters that do not belong in one, or the reading is blind where it was
                said not to be, or the other way round.
        """
        work = self._store.read()
        named = bool(round_name.strip())
        coder = coder.strip() or work.settings.get(_LAST_CODER) or _("coder 1")
        round_name = round_name.strip() or work.settings.get(_LAST_ROUND) or _("first reading")
        for name in (coder, round_name):
            _must_be_a_name(name)
        known_coder, known_round = work.coders.named(coder), work.rounds.named(round_name)
        _must_agree(known_round, blind, named=named)
        blind = known_round.blind if known_round else bool(blind)
        remembered = work.settings.get(_LAST_CODER) == coder and work.settings.get(_LAST_ROUND) == round_name
        if known_coder and known_round and remembered:
            return Chosen(Reader(known_coder.id, known_round.id), coder, round_name, blind=blind)
        by = known_coder.id if known_coder else NOBODY
        with self._store.step("join", by, {}, with_next=with_next) as step:
            found_coder = known_coder or step.coders.add(coder)
            found_round = known_round or step.rounds.add(round_name, blind=blind)
            step.settings.put(_LAST_CODER, coder)
            step.settings.put(_LAST_ROUND, round_name)
            step.tell(coder=found_coder.id, round=found_round.id)
        reader = Reader(found_coder.id, found_round.id)
        return Chosen(reader, coder, round_name, known_coder is None, known_round is None, blind)

    def counted(self) -> tuple[tuple[Round, tuple[tuple[str, int], ...]], ...]:
        """Return every round, in order, each with who coded in it and how often; codings in all sources."""
        work = self._store.read()
        coders = work.coders.all()
        found = []
        for round_ in work.rounds.all():
            made = ((coder.name, _codings(work, Reader(coder.id, round_.id))) for coder in coders)
            found.append((round_, tuple(one for one in made if one[1])))
        return tuple(found)


def _codings(work: Work, reader: Reader) -> int:
    return sum(work.codings.counted(reader).values())


def _must_be_a_name(name: str) -> None:
    problem = name_problem(name, LONGEST_REFERENCE)
    if problem is not None:
        template, values = problem
        why = _(template).format(**values)
        raise Refused(N_("“{name}” cannot be used: {why}."), name=shown(name), why=why)


def _must_agree(known: Round | None, blind: bool | None, *, named: bool) -> None:
    """Refuse to read blind where others were not, or the other way round, without knowing it.

    Args:
        known: the round, where it is there already.
        blind: what was said of it.
        named: whether the round was named; else it is the last used.
    """
    if blind and not named and (known is None or not known.blind):
        raise Refused(N_("A blind reading needs a name of its own: --blind --round NAME"))
    if blind and known is not None and not known.blind:
        raise Refused(N_("“{name}” is there already and not blind; name a new reading with --round."), name=known.name)
    if blind is False and named and known is not None and known.blind:
        raise Refused(
            N_("“{name}” is a blind reading; add --blind to read in it, or name another with --round."), name=known.name
        )
