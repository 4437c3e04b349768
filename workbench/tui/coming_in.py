"""A text on its way in: who speaks under which label, and what is still to be asked.

Everything is proposed from what the text and the project say, shown, and changed by a person; nothing is
stored before she says so. Real names are asked about and never proposed. Knows no screen.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain.naming import LONGEST_REFERENCE, name_problem, same, shown
from workbench.domain.proposing import is_reference, may_be_a_name, next_reference, reference_for
from workbench.domain.sources import SPOKEN, Kind
from workbench.domain.transcript import LabelSeen, Role, document_turns, names_nobody, turns_by_labels
from workbench.i18n import N_, _, n_
from workbench.services.sources import NewSource, Speaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.reading import ReadFile
    from workbench.domain.transcript import Turn
    from workbench.services.desk import Desk


class Who(StrEnum):
    """What a label that was found can stand for."""

    INFORMANT = N_("informant")
    INTERVIEWER = N_("interviewer")
    UNKNOWN = N_("unknown")
    NOBODY = N_("no speaker")


KINDS = (
    (Kind.INTERVIEW, N_("interview")),
    (Kind.DOCUMENT, N_("document")),
    (Kind.OBSERVATION, N_("observation")),
)


@dataclass(frozen=True, slots=True)
class KnownInformant:
    """An informant of the project, as the screen shows her."""

    case: str
    role: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a project knows that helps to say who speaks."""

    informants: Mapping[str, KnownInformant] = field(default_factory=dict)
    """By reference, in order."""
    cases: tuple[str, ...] = ()
    before: Mapping[str, tuple[Role, str]] = field(default_factory=dict)
    """Who the labels of earlier texts stand for: the role, and the informant's reference."""


def known_of(desk: Desk) -> Known:
    """Return what a project knows."""
    cases = {case.id: case.label for case in desk.study.cases()}
    informants = desk.study.informants()
    references = {informant.id: informant.label for informant in informants}
    return Known(
        {one.label: KnownInformant(cases.get(one.case, "") if one.case else "", one.role) for one in informants},
        tuple(cases.values()),
        {
            label: (role, references.get(who, "") if who is not None else "")
            for label, (role, who) in desk.sources.speakers_before().items()
        },
    )


@dataclass(slots=True)
class Person:
    """A label, and who is said to stand behind it; no label where one person says it all."""

    seen: LabelSeen
    who: Who
    reference: str = ""
    case: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What stands in the way of a text coming in."""

    person: Person
    words: str
    """What was written."""
    sentence: str
    may_stand: bool = False
    """Whether she may answer that it is right as it is."""


class Draft:
    """A text that was read, and all that is said of it so far.

    Args:
        file: what was read.
        known: what the project knows.
    """

    def __init__(self, file: ReadFile, known: Known | None = None) -> None:
        self.file = file
        self.known = known or Known()
        self._labels = list(file.labels)
        self.kind = Kind.INTERVIEW if self._labels else Kind.DOCUMENT
        self.persons: list[Person] = []
        for seen in self._labels:
            self.persons.append(self._proposed(seen))
        if not self._labels:
            self.persons.append(self._who_says_it_all())
        self._turns: tuple[tuple[Kind, frozenset[str]], tuple[Turn, ...]] | None = None

    # who

    def _proposed(self, seen: LabelSeen) -> Person:
        role, reference = self.known.before.get(seen.label, (None, ""))
        if role is Role.INFORMANT and names_nobody(seen.label):
            # "Informant" was somebody else the last time.
            role, reference = Role.INFORMANT, ""
        if role is None:
            role = Role.INFORMANT if seen.label in self.known.informants else seen.guess
        person = Person(seen, Who[role.name], reference)
        if role is Role.INFORMANT:
            self._refer(person)
        return person

    def _who_says_it_all(self) -> Person:
        """Return who may be said to say everything, in a text in which no speaker is named."""
        seen = LabelSeen("", len(self.file.turns), sum(turn.words for turn in self.file.turns), Role.INFORMANT, "")
        person = Person(seen, Who.INFORMANT)
        self._refer(person)
        return person

    @property
    def names_speakers(self) -> bool:
        """Whether any line of the text begins with a speaker."""
        return bool(self._labels)

    def _refer(self, person: Person) -> None:
        """Propose a reference, and the case of those who have such references."""
        known, label = self.known.informants, person.seen.label
        if not person.reference and label in known:
            person.reference = label
        if not person.reference:
            answering = [seen for seen in self._labels if seen.guess is Role.INFORMANT]
            stem = self.file.name.rpartition(".")[0] if len(answering) < 2 else ""
            taken = {*known, *(one.reference for one in self.persons if one is not person and one.reference)}
            person.reference = reference_for(label, stem, tuple(known), taken)
        if not person.case:
            person.case = self._likely_case(person.reference)

    def _likely_case(self, reference: str) -> str:
        alike = [one for one in self.known.informants if _series(one) == _series(reference)]
        here = [one.case for one in self.persons if one.case]
        return here[-1] if here else self.known.informants[alike[-1]].case if alike else ""

    def say_who(self, person: Person, who: Who) -> None:
        """Say what a label stands for; an informant gets a reference to begin with."""
        person.who = who
        if who is Who.INFORMANT:
            self._refer(person)

    def informant_known(self, person: Person) -> KnownInformant | None:
        """Return what the project knows of the informant whose reference is written, if it knows her."""
        return self.known.informants.get(self._reference(person))

    def _reference(self, person: Person) -> str:
        """Return the reference as it is stored: as the project writes it, where only capitals differ."""
        written = unicodedata.normalize("NFC", person.reference.strip())
        return next((one for one in self.known.informants if same(one) == same(written)), written)

    @property
    def speaks(self) -> bool:
        """Whether the kind of text has speakers."""
        return self.kind in SPOKEN and bool(self.persons)

    @property
    def informants(self) -> list[Person]:
        """Those who are said to be informants."""
        return [person for person in self.persons if person.who is Who.INFORMANT] if self.speaks else []

    # what stands in the way

    def question(self, kept: Sequence[str] = ()) -> Question | None:
        """Return the first thing to be asked before the text can come in.

        Args:
            kept: references that may be a real name, and that she wants all the same.
        """
        for person in self.informants:
            for words, is_needed in ((person.reference, True), (person.case, False), (person.role, False)):
                problem = name_problem(words.strip(), LONGEST_REFERENCE) if words.strip() or is_needed else None
                if problem is not None:
                    why = _(problem[0]).format(**problem[1])
                    told = _("“{name}” cannot be used: {why}.").format(name=shown(words), why=why)
                    return Question(person, words, told)
        for person in self.informants:
            reference = self._reference(person)
            if reference not in self.known.informants and reference not in kept and may_be_a_name(reference):
                told = _(
                    "“{name}” may be a real name. Write a reference such as {reference}, or Enter again to keep it."
                )
                better = next_reference(tuple(self.known.informants), {one.reference for one in self.informants})
                return Question(
                    person, person.reference, told.format(name=shown(reference), reference=better), may_stand=True
                )
        return None

    # what comes in

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The turns as they would come in now."""
        left = frozenset(one.seen.label for one in self.persons if one.who is Who.NOBODY)
        asked = (self.kind if self.kind not in SPOKEN else Kind.INTERVIEW, left)
        if self._turns is None or self._turns[0] != asked:
            self._turns = (asked, self._cut(left))
        return self._turns[1]

    def _cut(self, left: frozenset[str]) -> tuple[Turn, ...]:
        if self.kind not in SPOKEN or not self._labels:
            return document_turns(self.file.text)
        labels = [one.seen.label for one in self.persons if one.seen.label not in left]
        if labels and len(labels) == len(self.file.labels):
            return self.file.turns
        return turns_by_labels(self.file.text, labels)

    def new_source(self) -> NewSource:
        """Return what comes in."""
        speakers = tuple(self._speaking(one) for one in self.persons if one.who is not Who.NOBODY)
        if not self.speaks:
            return NewSource(self.file, self.turns, self.kind)
        references = {speaking.informant for speaking in speakers if speaking.informant}
        cases = {self._case(person) for person in self.informants}
        kind = Kind.GROUP if self.kind is Kind.INTERVIEW and len(references) > 1 else self.kind
        return NewSource(self.file, self.turns, kind, speakers, case=cases.pop() if len(cases) == 1 else "")

    def _speaking(self, person: Person) -> Speaking:
        if person.who is not Who.INFORMANT:
            return Speaking(person.seen.label, Role[person.who.name])
        return Speaking(
            person.seen.label, Role.INFORMANT, self._reference(person), self._case(person), person.role.strip()
        )

    def _case(self, person: Person) -> str:
        known = self.informant_known(person)
        written = unicodedata.normalize("NFC", person.case.strip()) if known is None else known.case
        return next((case for case in self.known.cases if same(case) == same(written)), written)

    # what is told

    @property
    def counted(self) -> str:
        """How much text there is."""
        turns, words = len(self.turns), sum(turn.words for turn in self.turns)
        if self.kind in SPOKEN:
            told = n_("{count} turn", "{count} turns", turns).format(count=turns)
        else:
            told = n_("{count} paragraph", "{count} paragraphs", turns).format(count=turns)
        return told + ", " + n_("{count} word", "{count} words", words).format(count=words)

    @property
    def changed(self) -> str:
        """What reading changed in the text, and what it noticed."""
        return " ".join(map(str, self.file.warnings)) or _("Every character is as it was in the file.")


def _series(reference: str) -> str:
    return reference.rstrip("0123456789") if is_reference(reference) else reference
