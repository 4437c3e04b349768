"""Modes of the desk by keyboard: hop, edges, picker, memo, finding; what is in the database and what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.conftest import Sitting, codings_of, runs_async, sitting
from workbench.bootstrap import open_desk
from workbench.tui.hopping import LETTERS, labels
from workbench.tui.messages import StepDone

if TYPE_CHECKING:
    from pathlib import Path


def chosen(here: Sitting) -> str:
    """Return the words a code would land on."""
    text = here.app.desk_screen.session.text
    assert text is not None
    return here.app.desk_screen.page.chosen.of(text.text)


def steps(here: Sitting) -> list[str]:
    """Return the verbs of the steps that were told of."""
    return list({id(found): found.verb for found in here.messages if isinstance(found, StepDone)}.values())


def test_hop_labels_are_unlike_one_another_and_typed_by_every_keyboard() -> None:
    for count in (0, 1, 25, 26, 60, 200):
        found = labels(count, count // 2)
        assert len(set(found)) == count
        assert not set("".join(found)) & set("fæøå")
        assert all(one == other or not other.startswith(one) for one in found for other in found)
    assert all(len(label) == 1 for label in labels(25, 3))
    assert len(labels(26, 0)[0]) == 1
    assert len(labels(26, 0)[-1]) == 2
    assert "f" not in LETTERS


@runs_async
async def test_hop_chooses_the_sentence_with_the_letter(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        place = here.app.desk_screen.page.sentences_in_view()
        letters = labels(len(place), 0)
        await here.press("f")
        row = next(row for row in here.rows() if "Det kom ikke" in row)
        assert f"{letters[1]}Det kom ikke" in row
        await here.press(letters[1], "1")
        assert "Hop to" not in here.text()
        await here.press("f", "f", "comma")
        assert chosen(here) == "Hvem tok initiativet?"
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]


@runs_async
async def test_turn_then_question_and_answer_then_the_sentence(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "t")
        assert chosen(here).startswith("Det kom ikke")
        assert chosen(here).endswith("det samme sto.")
        await here.press("t")
        assert chosen(here).startswith("Hvem tok initiativet?")
        await here.press("t")
        assert chosen(here) == "Det kom ikke fra staten, det må jeg si."


@runs_async
async def test_edges_move_by_word_and_character_and_are_kept_dropped_or_coded(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "e", "left", "left", "tab", "right")
        assert chosen(here) == "kom ikke fra staten, det må jeg"
        await here.press("tab", "comma")
        assert chosen(here) == "kom ikke fra staten, det må je"
        await here.press("escape")
        assert chosen(here) == "Det kom ikke fra staten, det må jeg si."
        await here.press("e", "left", "e")
        assert chosen(here) == "Det kom ikke fra staten, det må jeg si"
        await here.press("e", "left", "2")
        assert steps(here) == ["code"]
    desk = open_desk(project)
    page = desk.codings.page(desk.sources.named("BK1").id, desk.own_view())
    assert [found.passage.words for found in page.passages] == ["Det kom ikke fra staten, det må jeg"]
    desk.close()


@runs_async
async def test_a_theme_made_later_has_a_digit_and_takes_none_away(project: Path) -> None:
    desk = open_desk(project)
    theme = desk.codebook.add("Ny").value
    desk.codebook.add("Under", theme)
    desk.close()
    async with sitting(project) as here:
        await here.press("right", "0", "4", "1", "0", "3")
    assert [code for _id, code, _stance in codings_of(project)] == ["Under", "Alene"]


@runs_async
async def test_the_picker_finds_by_letters_ticks_several_and_never_hides_the_passage(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("end", "enter")
        assert "Da var det nesten" in here.text()
        await here.press("d", "e", "enter")
        await here.press("left", "enter", *"ned", "tab", *"peng", "tab", "enter")
        assert steps(here) == ["code", "code several"]
        await here.press("enter", "x", "backspace", "backspace", "u")
    assert codings_of(project) == [("BK1:4", "Demokrati", "for")]


@runs_async
async def test_a_name_that_is_not_there_becomes_a_code_under_the_hand_as_one_step(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "enter", *"Utenfra {0} [b]")
        assert "New code “Utenfra {0} [b]” under Hvem starter?" in here.text()
        await here.press("enter", "minus")
        assert steps(here) == ["make code and code", "stance"]
        await here.press("right", "3", "left", "enter", *"ovenfra", "enter")
    assert codings_of(project) == [
        ("BK1:2", "Utenfra {0} [b]", "against"),
        ("BK1:2", "Ovenfra", "for"),
        ("BK1:2b", "Utenfra {0} [b]", "for"),
    ]


@runs_async
async def test_in_vivo_recode_and_a_name_that_cannot_be(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "i", "r", *"demo", "enter", "minus")
        await here.press("j", "j", "enter", *("x" * 130), "enter")
        assert "120 is the most" in here.text()
        await here.press("escape")
        assert steps(here) == ["make code and code", "recode", "stance"]
    assert codings_of(project) == [("BK1:2", "Demokrati", "against")]
