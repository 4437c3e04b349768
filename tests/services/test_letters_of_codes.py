"""A code's letter: given when the code is made, kept, given anew, and never two codes with the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.code_letters import CODE_LETTERS, free_letter
from workbench.domain.codebook import CodebookDraft, CodeDraft
from workbench.domain.errors import Refused

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.ids import CodeId
    from workbench.services.desk import Desk

BOOK = CodebookDraft(
    "Bok",
    "nb",
    1,
    (CodeDraft("Fra hvem?", codes=(CodeDraft("Ovenfra"), CodeDraft("Føringer"), CodeDraft("Frivillige"))),),
)


def letters(desk: Desk) -> dict[str, str]:
    return {code.name: code.letter for code in desk.codebook.codebook().codes}


def named(desk: Desk, name: str) -> CodeId:
    return desk.codebook.find(name).id


def test_a_code_gets_a_letter_of_its_name_and_its_theme_what_is_left(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(BOOK)
    assert letters(desk) == {"Ovenfra": "O", "Føringer": "F", "Frivillige": "R", "Fra hvem?": "H"}
    desk.codebook.add("Øvrig")
    assert letters(desk)["Øvrig"] == "V"


def test_letters_stay_when_a_book_is_brought_in_again_with_more(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(BOOK)
    before = letters(desk)
    more = CodeDraft("Fra hvem?", codes=(CodeDraft("Først"), *BOOK.codes[0].codes))
    desk.codebook.bring_in(CodebookDraft("Bok", "nb", 1, (more,)))
    assert {name: letters(desk)[name] for name in before} == before


def test_a_letter_is_given_taken_and_brought_back_but_never_from_another_code(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(BOOK)
    first, second = named(desk, "Ovenfra"), named(desk, "Føringer")
    for letter in ("F", "J", "Å", "f", "BC"):
        with pytest.raises(Refused):
            desk.codebook.give_letter(first, letter)
    desk.codebook.give_letter(first, "")
    with pytest.raises(Refused, match="has no letter"):
        desk.codebook.give_letter(first, "")
    desk.codebook.give_letter(second, "O")
    with pytest.raises(Refused, match="has the letter O already"):
        desk.codebook.give_letter(second, "O")
    assert [line.title for line in desk.history.lines(2)] == [
        "Gave “Føringer” the letter O",
        "Took the letter off “Ovenfra”",
    ]
    desk.history.undo()
    desk.history.undo()
    assert letters(desk)["Ovenfra"] == "O"
    assert letters(desk)["Føringer"] == "F"


def test_a_code_that_comes_back_to_a_letter_which_another_has_gets_another(bare_study: Study) -> None:
    desk, other = bare_study.desk(), bare_study.desk(1)
    desk.codebook.add("Ovenfra")
    desk.history.undo()
    other.codebook.add("Omsorg")
    desk.history.redo()
    assert letters(desk)["Omsorg"] == "O"
    assert letters(desk)["Ovenfra"] == "V"


@given(st.lists(st.text(max_size=30), max_size=40))
def test_codes_get_different_letters_while_there_are_any(names: list[str]) -> None:
    taken: list[str] = []
    for name in names:
        taken.append(free_letter(name, taken))
    had = [letter for letter in taken if letter]
    assert len(set(had)) == len(had) == min(len(names), len(CODE_LETTERS))
    assert set(had) <= set(CODE_LETTERS)
