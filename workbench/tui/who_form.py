"""The form that a text passes through on its way in: its cells, what each is for, and what is still unclear.

Binds what is typed to the `Draft`, and asks about names that may be real. Knows no keys and draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.naming import name_problem, shown
from workbench.domain.proposing import LONGEST_PROJECT, file_stem, may_be_a_name, names_a_person, project_name
from workbench.i18n import N_, _, n_
from workbench.tui.coming_in import KINDS, Who
from workbench.tui.form import Button, Choice, Field, Form
from workbench.tui.outside import NewProject

if TYPE_CHECKING:
    from workbench.tui.coming_in import Draft, Person
    from workbench.tui.form import Cell, Row
    from workbench.tui.outside import Outside

_CASE_WORDS = (
    (N_("municipality"), N_("municipalities")),
    (N_("school"), N_("schools")),
    (N_("hospital"), N_("hospitals")),
    (N_("workplace"), N_("workplaces")),
    (N_("family"), N_("families")),
)
_LONGEST_CODER = 40
_WHO = tuple(Who)
_KINDS = tuple(kind for kind, _word in KINDS)


class Asked:
    """The cells about one label."""

    def __init__(self, person: Person, number: int) -> None:
        self.person = person
        self.who = Choice(f"who-{number}", [_(who.value) for who in _WHO], _WHO.index(person.who))
        self.reference = Field(f"reference-{number}", person.reference)
        self.case = Field(f"case-{number}", person.case)
        self.role = Field(f"role-{number}", person.role, hint=_("optional"))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All of them, whether they are shown now or not."""
        return (self.who, self.reference, self.case, self.role)

    def show_proposed(self) -> None:
        """Show what is proposed of the person now, where nothing else was typed."""
        for cell, words in ((self.reference, self.person.reference), (self.case, self.person.case)):
            if cell.is_proposed and cell.value != words:
                cell.put(words)


@dataclass(frozen=True, slots=True)
class Unclear:
    """A cell that must be looked at before the text can come in."""

    cell: Field
    sentence: str
    may_stand: bool = False
    """Whether she may answer that it is right as it is."""


class WhoForm:
    """The cells, row by row.

    Args:
        draft: the text on its way in.
        outside: where a new project would be made; None where there is one already.
        case_word: what the project calls a case, where there is one.
    """

    def __init__(self, draft: Draft, outside: Outside | None, case_word: str) -> None:
        self.draft, self._outside = draft, outside
        self._case_word = case_word
        self._kept: list[str] = []
        """What may be a real name, and is wanted all the same."""
        stem = draft.file.name.rpartition(".")[0]
        name = project_name(outside.folder_name, stem) if outside is not None else ""
        self.name = Field("name", name or _("my study"))
        self.coder = Field("coder", hint=_("for example AB"))
        self.word = Field("case-word", _(_CASE_WORDS[0][0]), offers=[_(one) for one, _several in _CASE_WORDS])
        self.kind = Choice("kind", [_(word) for _kind, word in KINDS], _KINDS.index(draft.kind))
        self.asked = [Asked(person, number) for number, person in enumerate(draft.persons)]
        for asked in self.asked:
            asked.case.offers = draft.known.cases
        self.begin = Button("begin", _("Begin coding") if outside is not None else _("Bring it in"))
        self.other, self.leave = Button("other", _("Another file")), Button("leave", _("Leave"))
        self.form = Form(self.rows, self._changed)
        if outside is None and draft.names_speakers:
            self.form.stand("who-0")

    # cells

    def rows(self) -> list[Row]:
        """Return the cells that can be gone to now."""
        rows: list[Row] = [[field] for field, _title in self.titled()]
        if self.draft.speaks:
            rows += [self.cells_of(asked) for asked in self.asked]
        return [*rows, [self.begin, self.other, self.leave]]

    def titled(self) -> list[tuple[Cell, str]]:
        """Return the cells above the labels, with what stands before them."""
        kind: list[tuple[Cell, str]] = [(self.kind, _("The text is"))]
        if self._outside is None:
            return kind
        return [
            (self.name, _("Project")),
            (self.coder, _("Your initials")),
            (self.word, _("A case is a")),
            *kind,
        ]

    def cells_of(self, asked: Asked) -> Row:
        """Return the cells about a label that can be gone to now."""
        if asked.person.who is not Who.INFORMANT:
            return [asked.who]
        known = self.draft.informant_known(asked.person)
        return [asked.who, asked.reference] if known else list(asked.cells)

    @property
    def here(self) -> Asked | None:
        """The label that is stood on."""
        return next((asked for asked in self.asked if self.form.here in asked.cells), None)

    @property
    def case_word(self) -> str:
        """What a case is called."""
        return (self.word.value.strip() if self._outside is not None else self._case_word) or _("case")

    def _changed(self, cell: Cell) -> None:
        """Take what was typed or chosen."""
        if cell is self.kind:
            self.draft.kind = _KINDS[self.kind.at]
        for asked in (one for one in self.asked if cell in one.cells):
            person = asked.person
            person.reference, person.case, person.role = asked.reference.value, asked.case.value, asked.role.value
            if cell is asked.who:
                self.draft.say_who(person, _WHO[asked.who.at])
                asked.show_proposed()

    def follow_case(self) -> None:
        """Propose the case just typed for the next informant too."""
        asked = self.here
        if asked is None or self.form.here is not asked.case or asked.case.value:
            return
        before = [one.case.value for one in self.asked[: self.asked.index(asked)] if one.case.value]
        if before:
            asked.case.put(before[-1])
            asked.person.case = before[-1]

    # what is said

    def project(self) -> NewProject:
        """Return what is said of the project."""
        word = self.word.value.strip()
        several = {_(one): _(many) for one, many in _CASE_WORDS}
        return NewProject(self.name.value.strip(), self.coder.value.strip(), word, several.get(word, word))

    def unclear(self) -> Unclear | None:
        """Return the first thing that is not clear yet; what may stand is asked once."""
        if self._outside is not None:
            found = self._unclear_name(self._outside)
            if found is not None:
                return found
        question = self.draft.question(self._kept)
        if question is None:
            return None
        asked = next(one for one in self.asked if one.person is question.person)
        if question.may_stand:
            self._kept.append(question.person.reference.strip())
        field = next(one for one in (asked.reference, asked.case, asked.role) if one.value == question.words)
        return Unclear(field, question.sentence, question.may_stand)

    def _unclear_name(self, outside: Outside) -> Unclear | None:
        name, coder = self.name.value.strip(), self.coder.value.strip()
        if not coder:
            return Unclear(self.coder, _("Write your initials, or any short name that is shown with what you code."))
        for field, words, longest in ((self.name, name, LONGEST_PROJECT), (self.coder, coder, _LONGEST_CODER)):
            problem = name_problem(words, longest)
            if problem is not None:
                why = _(problem[0]).format(**problem[1])
                return Unclear(field, _("“{name}” cannot be used: {why}.").format(name=shown(words), why=why))
        try:
            outside.refuse(name)
        except WorkbenchError as error:
            return Unclear(self.name, str(error))
        if names_a_person(name) and name not in self._kept:
            self._kept.append(name)
            told = _("“{name}” may be a person's name. Call the project something else, or Enter again to keep it.")
            return Unclear(self.name, told.format(name=shown(name)), may_stand=True)
        return None

    # what the cells are for

    def hint(self) -> str:
        """Say what the cell is for that is stood on."""
        here, asked = self.form.here, self.here
        if asked is not None:
            return self._hint_on(asked)
        return {
            self.name.id: _("What you call the study; the file becomes {file}."),
            self.coder.id: _("Your initials, or any short name: it is shown with what you code."),
            self.word.id: _("What you compare. → goes on: {words}. Or type your own word."),
            self.kind.id: self._hint_on_kind(),
            self.begin.id: _("Nothing is stored before you press Enter here."),
        }.get(here.id, _("Nothing is kept of what stands here.")).format(
            file=(file_stem(self.name.value) or "…") + ".workbench", words=", ".join(self.word.offers[1:4]) + " …"
        )

    def _hint_on_kind(self) -> str:
        if not self.draft.names_speakers:
            if self.draft.speaks:
                return _("No line names who speaks: say below who says all of it. A question in it counts as said too.")
            told = _("No line begins with a speaker and a colon, so it is taken for a document.")
            return told + " " + _("← makes it an interview with one person.")
        return _("An interview has speakers; a document has paragraphs, and nobody speaks.")

    def _hint_on(self, asked: Asked) -> str:
        here, label = self.form.here, shown(asked.person.seen.label)
        if here is asked.who:
            return self._hint_on_who(asked)
        if here is asked.case:
            return _("Where the informant belongs: {case}.").format(case=self.case_word)
        if here is asked.role:
            return _("What the informant does, if you want it: leader, nurse …")
        known = self.draft.informant_known(asked.person)
        if known is not None:
            about = " · ".join(filter(None, (known.case, known.role)))
            return _("The informant is in the project already: {about}").format(about=about or "–")
        if may_be_a_name(asked.person.seen.label):
            return _(
                "“{label}” may be a real name: this reference stands for the person in lists and exports. "
                "The text itself stays as it is."
            ).format(label=label)
        reference = shown(asked.reference.value) or "BK1"
        return _("A reference that names nobody; quotes are cited by it: {reference}:14").format(reference=reference)

    def _hint_on_who(self, asked: Asked) -> str:
        seen = asked.person.seen
        if not seen.label:
            return _("Who says all of it? The text itself names nobody.")
        turns = n_("{count} turn", "{count} turns", seen.turns).format(count=seen.turns)
        words = n_("{count} word", "{count} words", seen.words).format(count=seen.words)
        told = _("“{label}”: {turns}, {words}. Who is it?").format(label=shown(seen.label), turns=turns, words=words)
        return told + " " + _("No speaker means that the text goes on there.")
