"""What is proposed for a text on its way in, what is asked about it, and what comes of the answers."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from workbench.bootstrap import check_project, new_project
from workbench.domain.reading import ReadFile
from workbench.domain.sources import Kind
from workbench.domain.text import normalise, text_hash
from workbench.domain.transcript import Role, labels_in, proposed_labels, turns_by_labels
from workbench.services.sources import Speaking
from workbench.tui.coming_in import Draft, Known, KnownInformant, Who, known_of
from workbench.tui.form import Button, Cell, Choice, Field, Form

if TYPE_CHECKING:
    from pathlib import Path

ONE = "I: Hva?\nKari: Det.\nI: Hvem?\nKari: Vi.\n"
TWO = "I: Hva?\nKari: Det.\nOla: Nei.\nI: Hvem?\nKari: Vi.\nOla: Dere.\n"
STUDY = Known(
    {"BK1": KnownInformant("Bergen", "leder"), "FK1": KnownInformant("Fjell", ""), "FK2": KnownInformant("Fjell", "")},
    ("Bergen", "Fjell"),
    {"I": (Role.INTERVIEWER, ""), "Informant": (Role.INFORMANT, "FK2"), "Kari": (Role.INFORMANT, "BK1")},
)


def read(text: str, name: str = "intervju1.txt") -> ReadFile:
    found = normalise(text)
    turns = turns_by_labels(found.text, proposed_labels(found.text))
    labels = labels_in(found.text)
    digest = text_hash(found.text)
    return ReadFile(
        name, found.text, digest, found.report, found.map.to_json(), "utf-8", "x", 1, labels=labels, turns=turns
    )


def proposed(draft: Draft) -> list[tuple[str, Who, str, str]]:
    return [(one.seen.label, one.who, one.reference, one.case) for one in draft.persons]


def test_a_name_is_never_proposed_as_a_reference() -> None:
    assert proposed(Draft(read(TWO))) == [
        ("I", Who.INTERVIEWER, "", ""),
        ("Kari", Who.INFORMANT, "INF1", ""),
        ("Ola", Who.INFORMANT, "INF2", ""),
    ]


def test_a_file_named_by_a_reference_proposes_it() -> None:
    assert proposed(Draft(read(ONE, "bk3.docx")))[1][2] == "BK3"
    assert proposed(Draft(read(TWO, "bk3.docx")))[1][2] == "INF1"


@pytest.mark.parametrize(
    ("label", "reference", "case"),
    [("Kari", "BK1", "Bergen"), ("Informant", "FK3", "Fjell"), ("Ola", "FK3", "Fjell"), ("FK1", "FK1", "Fjell")],
)
def test_who_was_who_is_remembered(label: str, reference: str, case: str) -> None:
    draft = Draft(read(ONE.replace("Kari", label)), STUDY)
    assert proposed(draft) == [("I", Who.INTERVIEWER, "", ""), (label, Who.INFORMANT, reference, case)]


def test_a_known_informant_is_written_as_the_project_writes_her() -> None:
    draft = Draft(read(ONE), STUDY)
    person = draft.persons[1]
    person.reference, person.case = " bk1 ", "Elsewhere"
    assert draft.informant_known(person) == KnownInformant("Bergen", "leder")
    assert draft.question() is None
    assert draft.new_source().speakers[1] == Speaking("Kari", Role.INFORMANT, "BK1", "Bergen", "")


def test_two_informants_make_a_group_and_two_cases_none_for_the_text() -> None:
    draft = Draft(read(TWO))
    first, second = draft.persons[1:]
    first.case, second.case = "Bergen", "bergen"
    assert draft.new_source().kind is Kind.GROUP
    draft.known = Known(cases=("Bergen",))
    assert draft.new_source().case == "Bergen"
    second.case = "Fjell"
    assert draft.new_source().case == ""


def test_the_same_person_under_two_labels_is_no_group() -> None:
    draft = Draft(read(TWO))
    draft.persons[2].reference = draft.persons[1].reference
    assert draft.new_source().kind is Kind.INTERVIEW


def test_a_label_that_is_no_speaker_joins_the_turn_before() -> None:
    draft = Draft(read(TWO))
    draft.say_who(draft.persons[2], Who.NOBODY)
    assert len(draft.turns) == 4
    assert [speaking.label for speaking in draft.new_source().speakers] == ["I", "Kari"]
    draft.say_who(draft.persons[2], Who.UNKNOWN)
    assert len(draft.turns) == 6


def test_a_document_has_no_speakers() -> None:
    draft = Draft(read(ONE))
    draft.kind = Kind.DOCUMENT
    assert (draft.new_source().speakers, draft.question()) == ((), None)
    assert draft.counted == "1 paragraph, 8 words"


@pytest.mark.parametrize("reference", ["", "  ", "a\u200bb", "x" * 201])
def test_a_reference_that_cannot_be_is_asked_about(reference: str) -> None:
    draft = Draft(read(ONE))
    draft.persons[1].reference = reference
    question = draft.question()
    assert question is not None
    assert (question.person, question.may_stand) == (draft.persons[1], False)


def test_a_real_name_is_asked_about_until_it_is_kept() -> None:
    draft = Draft(read(ONE))
    draft.persons[1].reference = "Kari"
    question = draft.question()
    assert question is not None
    assert question.may_stand
    assert "INF1" in question.sentence
    assert draft.question(["Kari"]) is None


def test_what_a_new_informant_is_comes_in_with_the_text_as_one_step(tmp_path: Path) -> None:
    desk = new_project(tmp_path / "s.workbench", coder="AB")
    try:
        draft = Draft(read(TWO))
        for person, case in zip(draft.persons[1:], ("Bergen", "Fjell"), strict=True):
            person.case, person.role = case, f"leder i {case}"
        before = len(desk.history.lines())
        desk.sources.add([draft.new_source()])
        assert len(desk.history.lines()) == before + 1
        cases = {case.id: case.label for case in desk.study.cases()}
        assert [(one.label, cases[one.case], one.role) for one in desk.study.informants() if one.case] == [
            ("INF1", "Bergen", "leder i Bergen"),
            ("INF2", "Fjell", "leder i Fjell"),
        ]
        known = known_of(desk)
        assert known.informants["INF2"] == KnownInformant("Fjell", "leder i Fjell")
        assert known.before["Ola"] == (Role.INFORMANT, "INF2")
        assert known.before["I"] == (Role.INTERVIEWER, "")
        desk.history.undo()
        assert known_of(desk) == Known()
    finally:
        desk.close()


# the form


def form_of(*rows: list[Cell]) -> Form:
    return Form(lambda: list(rows), lambda cell: None)


def press(form: Form, *keys: str) -> Button | None:
    pressed = None
    for key in keys:
        pressed = form.key(key, key if len(key) == 1 else None)
    return pressed


def stood_on(form: Form) -> str:
    return form.here.id


def test_what_was_proposed_is_replaced_by_the_first_letter() -> None:
    field = Field("a", "study")
    form = form_of([field])
    press(form, "n", "y")
    assert field.value == "ny"
    field.put("again")
    press(form, "backspace", "x")
    assert field.value == "agaix"


def test_the_caret_moves_within_what_is_typed() -> None:
    field = Field("a", "abc")
    form = form_of([field])
    press(form, "left", "left", "X", "delete", "home", "Y", "end", "Z")
    assert field.value == "YaXcZ"


def test_arrows_go_through_what_is_offered_until_something_is_typed() -> None:
    field = Field("a", "one", offers=["one", "two"])
    form = form_of([field])
    press(form, "right")
    assert field.value == "two"
    press(form, "right", "left", "left")
    assert field.value == "one"
    press(form, "x", "left", "y")
    assert field.value == "yx"


def test_a_choice_is_changed_by_arrows_space_and_letters() -> None:
    choice = Choice("a", ["informant", "interviewer", "unknown"])
    form = form_of([choice])
    for key, at in (("right", 1), ("i", 0), ("i", 1), ("u", 2), ("q", 2), ("space", 0), ("left", 2)):
        press(form, key)
        assert choice.at == at, key


def test_enter_walks_through_and_backspace_never_goes_round() -> None:
    first, second, done = Field("a"), Field("b", "x"), Button("c", "Done")
    form = form_of([first, second], [done])
    press(form, "enter", "enter")
    assert form.here is done
    assert press(form, "enter") is done
    press(form, *["backspace"] * 9)
    assert second.value == ""
    assert stood_on(form) == "a"
    press(form, "up")
    assert stood_on(form) == "c"


def test_a_paste_is_one_line() -> None:
    field = Field("a", "old")
    form = form_of([field])
    form.paste("  Bergen kommune \nFjell")
    assert field.value == "Bergen kommune"
    form.paste("x" * 1_000_000)
    assert len(field.value) == 200


def test_words_before_an_address_are_never_proposed_as_speakers() -> None:
    draft = Draft(read(ONE + "mailto: kari@x.no\nI: Ja?\nmailto: ola@x.no\nmailto: per@x.no\n"))
    assert [one.seen.label for one in draft.persons] == ["I", "Kari"]
    assert [turn.label for turn in draft.turns] == ["I", "Kari", "I", "Kari", "I"]
    assert draft.file.text[draft.turns[3].body_start :].startswith("Vi.\nmailto: kari@x.no")
    alone = Draft(read("mailto: a@x.no\nmailto: b@x.no\nmailto: c@x.no\n"))
    assert alone.kind is Kind.DOCUMENT


UNLABELLED = "Vi begynte i mars.\n\nDet var to av oss.\n\nSiden kom kommunen.\n"


def test_a_text_without_labels_can_be_said_by_one_informant(tmp_path: Path) -> None:
    known = Known({"BK1": KnownInformant("Bergen", "")}, ("Bergen",), {"": (Role.INFORMANT, "BK1")})
    draft = Draft(read(UNLABELLED, "samtale.txt"), known)
    assert (draft.kind, draft.speaks) == (Kind.DOCUMENT, False)
    draft.kind = Kind.INTERVIEW
    assert [(one.who, one.reference) for one in draft.persons] == [(Who.INFORMANT, "BK2")]
    assert len(draft.turns) == 3
    with closing(new_project(tmp_path / "study.workbench", coder="AB")) as desk:
        added = desk.sources.add([draft.new_source()]).value[0]
        assert added.source is not None
        assert added.label == "BK2"
        (informant,) = desk.study.informants()
        assert informant.label == "BK2"
        assert {turn.informant for turn in desk.sources.text(added.source).turns} == {informant.id}
    assert check_project(tmp_path / "study.workbench") == ()


def test_a_text_without_labels_may_have_nobody_who_is_known() -> None:
    draft = Draft(read(UNLABELLED))
    draft.kind = Kind.INTERVIEW
    draft.say_who(draft.persons[0], Who.UNKNOWN)
    assert draft.question() is None
    assert [(one.role, one.informant) for one in draft.new_source().speakers] == [(Role.UNKNOWN, "")]
