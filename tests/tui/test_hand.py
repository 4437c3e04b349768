"""What digits put on: codes under codes too, the theme itself, and the same tomorrow as today."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from rich.style import Style

from tests.tui.conftest import codings_of, runs_async, sitting
from workbench.bootstrap import new_project, open_desk
from workbench.domain.codebook import Code, CodebookDraft, CodeDraft
from workbench.domain.ids import CodeId
from workbench.tui.session import Session
from workbench.tui.widgets.lettered import lettered, name_with_letter

if TYPE_CHECKING:
    from pathlib import Path


@runs_async
async def test_a_letter_puts_its_code_on_whatever_is_in_the_hand_and_is_given_with_p(project: Path) -> None:
    async with sitting(project) as here:
        letters = {code.name: code.letter for code in here.app.desk_screen.session.book.codes}
        await here.press("right", letters["Alene"], "0", "1", letters["Ovenfra"], "X")
        assert "No code has the letter X" in here.text()
        await here.press("p", "x", "right", "X", "u", "u", "X")
        assert "No code has the letter X" in here.text()
    assert [code for _id, code, _stance in codings_of(project)] == ["Alene", "Ovenfra"]


@runs_async
async def test_a_letter_that_another_code_has_is_refused_and_another_can_be_pressed(project: Path) -> None:
    async with sitting(project) as here:
        letters = {code.name: code.letter for code in here.app.desk_screen.session.book.codes}
        await here.press("right", letters["Ovenfra"], "p", letters["Alene"])
        assert "take another letter" in here.text()
        await here.press("Y", "right", "Y")
        assert "Ovenfra Y" in here.text()
    assert [code for _id, code, _stance in codings_of(project)] == ["Ovenfra", "Ovenfra"]


def test_the_letter_is_underlined_where_it_stands_and_follows_where_it_does_not() -> None:
    def underlined(letter: str) -> list[tuple[str, bool]]:
        code = Code(CodeId(1), "g", None, 0, "Ovenfra", "", letter=letter)
        pieces = lettered(name_with_letter(code), letter, Style())
        return [(text, bool(style.underline)) for text, style in pieces]

    assert underlined("") == [("Ovenfra", False)]
    assert underlined("O") == [("O", True), ("venfra", False)]
    assert underlined("F") == [("Oven", False), ("f", True), ("ra", False)]
    assert underlined("Y") == [("Ovenfra ", False), ("Y", True)]


@runs_async
async def test_nought_a_theme_and_nought_is_the_theme(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "0", "2", "0")
        assert "as Hvorfor?" in here.text()
        await here.press("right", "0", "2", "2")
        assert "as Demokrati" in here.text()
    assert len(codings_of(project)) == 2


def test_themes_in_the_hand_stay_there_when_one_gets_a_code(tmp_path: Path) -> None:
    file = tmp_path / "flat.workbench"
    with closing(new_project(file, coder="AB")) as desk:
        desk.codebook.bring_in(CodebookDraft("Flat", "nb", 1, (CodeDraft("Penger"), CodeDraft("Tid"))))
        session = Session(desk)
        assert {digit: code.name for digit, code in session.hand.items()} == {1: "Penger", 2: "Tid"}
        desk.codebook.add("Budsjett", desk.codebook.find("Penger").id)
        session.reload_book()
        assert {digit: code.name for digit, code in session.hand.items()} == {1: "Penger", 2: "Tid"}
        session.leave()
    with closing(open_desk(file)) as desk:
        again = Session(desk)
        assert {digit: code.name for digit, code in again.hand.items()} == {1: "Penger", 2: "Tid"}
        again.hold(1)
        assert {digit: code.name for digit, code in again.hand.items()} == {1: "Budsjett"}
