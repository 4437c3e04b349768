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
    from workbench.services.ports import Store

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
        return Chosen(Reader(coder.id, round_.id), coder.name, round_.name)

    def looking_on(self) -> Chosen:
        """Return who was here last, else the first there is, else nobody; changes nothing."""
        found = self.present()
        if found is not None:
            return found
        coder = next(iter(self.coders()), None)
        round_ = next(iter(self.rounds()), None)
        reader = Reader(coder.id if coder else NOBODY, round_.id if round_ else RoundId(0))
        return Chosen(reader, coder.name if coder else "–", round_.name if round_ else "–")

    def choose(self, coder: str = "", round_name: str = "", *, blind: bool = False) -> Chosen:
        """Let `coder` read in `round_name`; both are made where they are new.

        Args:
            coder: a name or initials; the last used where empty.
            round_name: the round's name; the last used where empty.
            blind: a round that is new stands by itself.

        Raises:
            Refused: where a name holds characters that do not belong in one.
        """
        work = self._store.read()
        coder = coder.strip() or work.settings.get(_LAST_CODER) or _("coder 1")
        round_name = round_name.strip() or work.settings.get(_LAST_ROUND) or _("first reading")
        for name in (coder, round_name):
            problem = name_problem(name, LONGEST_REFERENCE)
            if problem is not None:
                template, values = problem
                why = _(template).format(**values)
                raise Refused(N_("“{name}” cannot be used: {why}."), name=shown(name), why=why)
        known_coder, known_round = work.coders.named(coder), work.rounds.named(round_name)
        remembered = work.settings.get(_LAST_CODER) == coder and work.settings.get(_LAST_ROUND) == round_name
        if (known_coder and known_round and remembered) or not self._store.writable:
            if known_coder is None or known_round is None:
                raise Refused(N_("“{name}” does not code in this project yet."), name=coder)
            return Chosen(Reader(known_coder.id, known_round.id), coder, round_name)
        with self._store.step("join", known_coder.id if known_coder else NOBODY, {}) as step:
            found_coder = known_coder or step.coders.add(coder)
            found_round = known_round or step.rounds.add(round_name, blind=blind)
            step.settings.put(_LAST_CODER, coder)
            step.settings.put(_LAST_ROUND, round_name)
            step.tell(coder=found_coder.id, round=found_round.id)
        reader = Reader(found_coder.id, found_round.id)
        return Chosen(reader, coder, round_name, known_coder is None, known_round is None)
