"""Modes of the desk by keyboard: hop, edges, picker, memo, finding; what is in the database and what is seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.conftest import FIRST, Sitting, codings_of, runs_async, sitting
from workbench import settings
from workbench.bootstrap import open_desk
from workbench.domain.spans import Span
from workbench.tui.hopping import LETTERS, WORD_LETTERS, labels, word_labels
from workbench.tui.messages import StepDone
from workbench.tui.screens import desk as desk_screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


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
    for count in (0, 1, 23, 24, 400):
        found = word_labels(count)
        assert len(set(found)) == count
        assert not set("".join(found)) & set("eifæøå")
        assert all(one == other or not other.startswith(one) for one in found for other in found)
    assert len(word_labels(30)[0]) == len(word_labels(30)[-1]) == 1
    assert word_labels(1000).count("") == 1000 - len(WORD_LETTERS) ** 2


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
async def test_in_a_hop_a_capital_begins_the_passage_and_the_next_letter_ends_it(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        places = here.app.desk_screen.page.sentences_in_view()
        letters = labels(len(places), 0)
        await here.press("f", letters[1].upper())
        assert "The passage ends with this letter" in here.text()
        await here.press(letters[2], "1", "comma")
        assert steps(here) == ["code"]
        await here.press("f", letters[2].upper(), letters[1])
        assert chosen(here).startswith("Det kom ikke")
        assert len(here.app.desk_screen.page.chosen) > len(places[2].span)
    assert [id_ for id_, _code, _stance in codings_of(project)] == ["BK1:2"]


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
async def test_in_edges_a_small_letter_ends_the_passage_and_a_capital_begins_it(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        said = ["Det", "kom", "ikke", "fra", "staten", "det", "må", "jeg", "si"]
        words = dict(zip(said, word_labels(len(said)), strict=True))
        await here.press("right", "e")
        row = next(row for row in here.rows() if "ikke" in row)
        assert f"{words['fra']}fra{words['staten']}staten," in row
        await here.press(words["fra"].upper(), words["må"])
        assert chosen(here) == "fra staten, det må"
        await here.press(words["Det"])
        assert chosen(here) == "Det"
        await here.press("escape", "e", words["staten"], "comma", "2", "u", "U")
        assert steps(here) == ["code", "undo", "redo"]
    desk = open_desk(project)
    page = desk.codings.page(desk.sources.named("BK1").id, desk.own_view())
    assert [found.passage.words for found in page.passages] == ["Det kom ikke fra state"]
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
        await here.press("left", "enter", *"ned", "tab", *"peng", "enter")
        assert steps(here) == ["code", "code several"]
        await here.press("enter", "x", "backspace", "backspace", "u")
    assert codings_of(project) == [("BK1:4", "Demokrati", "for")]


@runs_async
async def test_what_was_ticked_is_never_dropped_for_what_is_typed_after_it(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "enter", *"ned", "tab", *"helt ny", "enter")
        assert "There is no such code" in here.text()
        await here.press(*["backspace"] * 7, "enter")
        assert steps(here) == ["code"]
    assert [code for _id, code, _stance in codings_of(project)] == ["Nedenfra"]


@runs_async
async def test_a_number_alone_is_a_turn_of_this_source(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("g", "4", "enter")
        assert chosen(here).startswith("Ikke før vi hadde")
        await here.press("g", "9", "9", "enter")
        assert "There is no turn 99 here." in here.text()


@runs_async
async def test_words_that_only_the_interviewer_says_are_said_not_to_count(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("1")
        assert "(the interviewer's: not counted)" in here.text()
        await here.press("right", "1")
        assert "not counted" not in here.text()


@runs_async
async def test_the_place_is_written_down_a_while_after_a_move(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_screen, "_PLACE_AFTER", 0.05)
    async with sitting(project) as here:
        await here.press("right", "right")
        await here.pilot.pause(0.3)
        there, desk = chosen(here), here.app.desk_screen.session.desk
        kept = settings.place_in(desk.setting("guid"))
        source = next(source for source in desk.sources.all() if source.guid == kept.source)
        assert desk.sources.text(source.id).text[kept.offsets[source.guid] :].startswith(there)


@runs_async
async def test_an_id_that_is_not_shown_is_said_so(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("g", *"BK1:4z", "enter")
        assert "No passage BK1:4z is shown here; this is turn 4." in here.text()


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


@runs_async
async def test_a_memo_is_saved_while_written_and_shown_and_can_be_undone(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "m", *"viktig [b]1", "enter", *"xQ")
        assert "Memo on BK1:2" in here.text()
        assert "Det kom ikke" in here.text()
        await here.pilot.pause(1.3)
        assert steps(here) == ["memo"]
        await here.press("z", "tab")
        assert steps(here) == ["memo", "memo"]
        assert "✎ viktig [b]1" in here.text()
        await here.press("m", "escape", "u")
        assert steps(here) == ["memo", "memo", "undo"]
        assert "✎" not in here.text()
        await here.press("U")
    desk = open_desk(project)
    text = desk.sources.text(desk.sources.named("BK1").id)
    passages = [desk.memos.mine_at(text.source.revision, chosen_span) for chosen_span in [_second(text.text)]]
    assert [memo.body for memo in passages if memo] == ["viktig [b]1\nxQz"]
    desk.close()


def _second(text: str) -> Span:
    """Return the first sentence of the answer."""
    words = "Det kom ikke fra staten, det må jeg si."
    return Span(text.index(words), text.index(words) + len(words))


@runs_async
async def test_what_a_passage_is_about_is_named_suggested_shown_and_taken_off(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "b", *"Smart omsorg", "enter")
        assert "about: Smart omsorg" in here.text()
        await here.press("right", "b", *"sma", "enter")
        assert "about: Smart omsorg" in here.text()
        await here.press("b", "enter")
        assert "about: Smart omsorg" not in here.text()
    assert steps(here) == ["about", "about", "not about"]


@runs_async
async def test_find_goes_from_place_to_place_and_back(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("n")
        assert "Nothing was looked for yet" in here.text()
        await here.press("slash", *"DET", "enter")
        assert chosen(here).startswith("Det kom ikke")
        assert "1 of 6" in here.text()
        first = chosen(here)
        await here.press("n")
        assert chosen(here) != first
        await here.press("N")
        assert chosen(here) == first
        await here.press("slash", *"staten finnes ikke", "enter")
        assert "is not in this text" in here.text()
        await here.press("comma")
        assert chosen(here) != first


def shown_as_found(here: Sitting) -> list[str]:
    """Return the words on the page that look found."""
    look = here.app.look
    page = here.app.desk_screen.page
    strips = [page.render_line(y) for y in range(page.size.height)]
    return [segment.text for strip in strips for segment in strip if segment.style == look.role("here")]


@runs_async
async def test_what_was_found_is_shown_until_the_cursor_is_moved(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("slash", *"det", "enter")
        found = shown_as_found(here)
        assert {words.casefold() for words in found} == {"det"}
        assert len(found) == FIRST.casefold().count("det")
        for key in ("n", "1"):
            await here.press(key)
            assert shown_as_found(here) == found
        await here.press("escape")
        assert shown_as_found(here) == []
        await here.press("n", "right")
        assert shown_as_found(here) == []


@runs_async
async def test_found_words_that_go_over_a_row_are_shown_on_both(project: Path) -> None:
    async with sitting(project, (60, 24)) as here:
        await here.press("slash", *"staten, det må jeg si. Vi satt på vaktrommet", "enter")
        found = " ".join(" ".join(shown_as_found(here)).split())
        assert found == "staten, det må jeg si. Vi satt på vaktrommet"
        assert len(shown_as_found(here)) > 1


@runs_async
async def test_where_nothing_is_found_the_next_keys_are_keys_again(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right")
        before = chosen(here)
        await here.press("slash", *"finnes ikke", "enter")
        assert "“finnes ikke” is not in this text." in here.text()
        assert "Find:" not in here.text()
        assert chosen(here) == before
        await here.press("1", "g", *"XX9", "enter")
        assert "There is no source XX9" in here.text()
        assert "Go to" not in here.text()
        await here.press("2")
        assert chosen(here) == before
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for"), ("BK1:2", "Nedenfra", "for")]


@runs_async
async def test_in_a_blind_reading_the_codings_of_others_stay_out_of_sight(project: Path) -> None:
    async with sitting(project, opened=lambda: open_desk(project, round_name="b", blind=True)) as here:
        await here.press("v", "1")
        assert not here.app.desk_screen.session.everyone
        assert "This is a blind reading" in here.text()


@runs_async
async def test_go_by_id_and_to_what_has_no_code(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "right", "1", "g", *"BK2:2", "enter")
        assert here.rows()[0].startswith(" BK2")
        await here.press("g", *"bk", "escape", "g", *"BK1:2", "enter")
        assert chosen(here).startswith("Vi satt")
        await here.press("A")
        assert chosen(here).startswith("Det kom")
        await here.press("a")
        assert chosen(here).startswith("Etterpå")
        await here.press("g", "s", "tab", "g", *"XX9", "enter")
        assert "There is no source XX9" in here.text()


@runs_async
async def test_definition_and_quote(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "1", "d")
        assert "Det begynner hos staten." in here.text()
        await here.press("d", "y")
        assert here.app.clipboard == "«Det kom ikke fra staten, det må jeg si.» (BK1:2)"
        assert "To the clipboard:" in here.text()


@runs_async
async def test_what_is_shown_is_chosen_and_only_own_codings_are_taken_off(project: Path) -> None:
    other = open_desk(project, coder="CD")
    text = other.sources.text(other.sources.named("BK1").id)
    code = other.codebook.find("Nedenfra").id
    other.codings.code(text.source.id, _second(text.text), code)
    other.close()
    async with sitting(project, opened=lambda: open_desk(project, coder="AB")) as here:
        await here.press("right")
        assert "hidden: 1 coding by CD · v" in here.text()
        await here.press("v", "1", "2", "v")
        assert "hidden" not in here.text()
        assert not here.app.look.tints
        await here.press("x")
        assert "There is no code of yours" in here.text()
        assert steps(here) == []
