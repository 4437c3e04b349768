"""A code keeps the digit it was given, and every code of a theme has one while there are any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.codebook import CodebookDraft, CodeDraft

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.services.desk import Desk

NESTED = CodebookDraft(
    "Bok",
    "nb",
    1,
    (
        CodeDraft(
            "Hvem starter?",
            codes=(
                CodeDraft("Ovenfra", codes=(CodeDraft("Føringer"),)),
                CodeDraft("Nedenfra", codes=(CodeDraft("Egne ledere"),)),
            ),
        ),
        CodeDraft("Hvorfor?", codes=(CodeDraft("Penger"),)),
    ),
)


def digits(desk: Desk) -> dict[str, int | None]:
    return {code.name: code.slot for code in desk.codebook.codebook().codes}


def test_codes_under_codes_have_digits_too_after_those_right_under_the_theme(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(NESTED)
    assert digits(desk) == {
        "Hvem starter?": 1, "Ovenfra": 1, "Nedenfra": 2, "Føringer": 3, "Egne ledere": 4, "Hvorfor?": 2, "Penger": 1,
    }  # fmt: skip


def test_a_digit_stays_when_codes_are_added_above_it(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(NESTED)
    before = digits(desk)
    book = desk.codebook.codebook()
    theme = next(code.id for code in book.themes if code.name == "Hvem starter?")
    desk.codebook.add("Innbyggere", theme)
    longer = CodeDraft("Hvem starter?", codes=(CodeDraft("Først"), *NESTED.codes[0].codes))
    desk.codebook.bring_in(CodebookDraft("Bok", "nb", 1, (CodeDraft("Nytt tema"), longer, NESTED.codes[1])))
    after = digits(desk)
    assert {name: after[name] for name in before} == before
    assert (after["Innbyggere"], after["Først"], after["Nytt tema"]) == (5, 6, 3)


def test_the_tenth_code_has_no_digit(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(
        CodebookDraft("Bok", "nb", 1, (CodeDraft("T", codes=tuple(CodeDraft(f"K{n}") for n in range(1, 11))),))
    )
    assert [digits(desk)[f"K{n}"] for n in (1, 9, 10)] == [1, 9, None]
