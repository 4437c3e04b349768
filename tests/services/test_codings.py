"""What a coder does on the text: codes, stances, stars, memos, items, and the labels passages keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import TEXT, span_of
from workbench.domain.errors import Refused
from workbench.domain.passages import Stance
from workbench.domain.spans import Span
from workbench.domain.view import View

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.ids import CodeId, SourceId
    from workbench.services.desk import Desk


INTERVIEWER_TOO = View(interviewer=True)


def places(study: Study) -> tuple[Desk, SourceId, CodeId, CodeId]:
    desk = study.desk()
    source = desk.sources.all()[0].id
    return desk, source, desk.codebook.find("Nedenfra").id, desk.codebook.find("Ovenfra").id


def labels(desk: Desk, source: SourceId) -> list[str | None]:
    return [coded.passage.label for coded in desk.codings.page(source, desk.own_view()).passages]


def test_the_same_code_twice_is_refused_and_the_other_stance_changes_the_first(study: Study) -> None:
    desk, source, nedenfra, _ovenfra = places(study)
    words = span_of(TEXT, "Noen sluttet å komme")
    desk.codings.code(source, words, nedenfra)
    with pytest.raises(Refused, match="has the code “Nedenfra” already"):
        desk.codings.code(source, words, nedenfra)
    desk.codings.code(source, words, nedenfra, Stance.AGAINST)
    found = next(c for c in desk.codings.page(source, desk.own_view()).passages if c.passage.span == words)
    assert [coding.stance for coding in found.codings] == [Stance.AGAINST]


def test_a_label_is_never_given_again(study: Study) -> None:
    desk, source, nedenfra, _ovenfra = places(study)
    words = span_of(TEXT, "Etterpå ble det flere møter.")
    first = desk.codings.code(source, words, nedenfra).value.label
    assert first == "BK3:4"
    desk.history.undo()
    assert first not in labels(desk, source)
    second = desk.codings.code(source, span_of(TEXT, "andre tok ordet hver gang"), nedenfra).value.label
    assert second == "BK3:4b"
    third = desk.codings.code(source, words, nedenfra).value.label
    assert third == "BK3:4c"


def test_redo_brings_the_very_same_label_back(study: Study) -> None:
    desk, source, nedenfra, _ovenfra = places(study)
    made = desk.codings.code(source, span_of(TEXT, "Hva lærte dere"), nedenfra).value.label
    desk.history.undo()
    desk.history.redo()
    assert made in labels(desk, source)


def test_a_passage_goes_with_its_last_coding_unless_something_holds_it(study: Study) -> None:
    desk, source, nedenfra, ovenfra = places(study)
    words = span_of(TEXT, "andre tok ordet")
    desk.codings.code_all(source, words, [nedenfra, ovenfra])
    found = next(c for c in desk.codings.page(source, INTERVIEWER_TOO).passages if c.passage.span == words)
    desk.codings.take_off(source, [found.codings[0].id])
    assert found.passage.label in labels(desk, source)
    desk.codings.star(source, words, starred=True)
    desk.codings.take_off(source, [found.codings[1].id])
    assert found.passage.label in labels(desk, source)
    desk.codings.star(source, words, starred=False)
    assert found.passage.label not in labels(desk, source)


def test_several_codes_are_one_step(study: Study) -> None:
    desk, source, nedenfra, ovenfra = places(study)
    words = span_of(TEXT, "Noen sluttet å komme")
    assert desk.codings.code_all(source, words, [nedenfra, ovenfra, nedenfra]).value == 2
    desk.history.undo()
    assert not [c for c in desk.codings.page(source, INTERVIEWER_TOO).passages if c.passage.span == words]
    with pytest.raises(Refused, match="has these codes already"):
        desk.codings.code_all(source, span_of(TEXT, "et åpent møte på biblioteket"), [nedenfra])


def test_a_new_code_and_its_first_coding_are_one_step(study: Study) -> None:
    desk, source, _nedenfra, _ovenfra = places(study)
    theme = desk.codebook.find("Læring").id
    before = desk.codebook.codebook().version
    code = desk.codings.code_with_new(source, span_of(TEXT, "Noen sluttet å komme"), "Frafall", theme).value
    book = desk.codebook.codebook()
    assert book.path(code) == "Læring > Frafall"
    assert book.by_id[code].slot == 2
    assert book.by_id[code].since == book.version == before + 1
    desk.history.undo()
    assert desk.codebook.codebook().find("Frafall") == ()
    assert desk.codebook.codebook().version > book.version


def test_words_are_grown_to_whole_characters_and_trimmed_of_white_space(study: Study) -> None:
    desk, source, nedenfra, _ovenfra = places(study)
    at = TEXT.index(" 😀 ")
    passage = desk.codings.code(source, Span(at, at + 3), nedenfra).value
    assert passage.words == "😀"
    with pytest.raises(Refused, match="no words"):
        desk.codings.code(source, Span(at, at + 1), nedenfra)
    with pytest.raises(Refused, match="ends at"):
        desk.codings.code(source, Span(0, len(TEXT) + 1), nedenfra)


def test_only_own_codings_in_this_reading_can_be_changed(study: Study) -> None:
    desk, source, _nedenfra, ovenfra = places(study)
    theirs = [
        coding
        for coded in desk.codings.page(source, INTERVIEWER_TOO).passages
        for coding in coded.codings
        if coding.coder != desk.chosen.reader.coder
    ]
    for act in (
        lambda: desk.codings.take_off(source, [theirs[0].id]),
        lambda: desk.codings.turn_stance(source, theirs[0].id),
        lambda: desk.codings.recode(source, theirs[0].id, ovenfra),
    ):
        with pytest.raises(Refused, match="your own"):
            act()


def test_the_page_says_how_many_codings_of_others_it_hides(study: Study) -> None:
    desk, source, _nedenfra, _ovenfra = places(study)
    page = desk.codings.page(source, desk.own_view())
    assert page.hidden == 1
    assert desk.codings.page(source, INTERVIEWER_TOO).hidden == 0


def test_recoding_keeps_the_memo_and_refuses_a_double(study: Study) -> None:
    desk, source, nedenfra, ovenfra = places(study)
    words = span_of(TEXT, "Noen sluttet å komme")
    desk.codings.code(source, words, nedenfra)
    found = next(c for c in desk.codings.page(source, INTERVIEWER_TOO).passages if c.passage.span == words)
    desk.memos.write(source, words, "viktig")
    desk.codings.recode(source, found.codings[0].id, ovenfra)
    after = next(c for c in desk.codings.page(source, INTERVIEWER_TOO).passages if c.passage.span == words)
    assert [coding.code for coding in after.codings] == [ovenfra]
    assert [memo.body for memo in desk.memos.on_passage(after.passage.id)] == ["viktig"]
    desk.codings.code(source, words, nedenfra)
    with pytest.raises(Refused, match="that code already"):
        desk.codings.recode(source, after.codings[0].id, nedenfra)


def test_a_memo_holds_its_passage_and_an_empty_one_lets_it_go(study: Study) -> None:
    desk, source, _nedenfra, _ovenfra = places(study)
    words = span_of(TEXT, "Noen sluttet å komme")
    desk.memos.write(source, words, "hvem?")
    passage = study.project.read().passages.at(desk.sources.all()[0].revision, words)
    assert passage is not None
    assert passage.label is None
    mine = desk.memos.mine(passage.id)
    assert mine is not None
    assert mine.body == "hvem?"
    desk.memos.write(source, words, "")
    assert study.project.read().passages.one(passage.id) is None


def test_an_item_is_made_once_and_attached_to_many_passages(study: Study) -> None:
    desk, source, _nedenfra, _ovenfra = places(study)
    first, second = span_of(TEXT, "Noen sluttet å komme"), span_of(TEXT, "andre tok ordet")
    desk.items.attach(source, first, "Byverkstedet")
    desk.items.attach(source, second, "byverkstedet")
    assert [item.name for item in desk.items.all()] == ["Byverkstedet"]
    with pytest.raises(Refused, match="already"):
        desk.items.attach(source, second, "BYVERKSTEDET")
    passage = study.project.read().passages.at(desk.sources.all()[0].revision, second)
    assert passage is not None
    desk.items.detach(source, passage.id, "Byverkstedet")
    assert study.project.read().passages.one(passage.id) is None


def test_undoing_leaves_the_citable_id_that_another_coder_codes_under(study: Study) -> None:
    desk, source, nedenfra, _ovenfra = places(study)
    words = span_of(TEXT, "Noen sluttet å komme")
    desk.codings.star(source, words, starred=True)
    label = desk.codings.code(source, words, nedenfra).value.label
    study.desk(1).codings.code(source, words, nedenfra)
    desk.history.undo()
    assert label in labels(desk, source)


def test_a_version_that_someone_finished_for_never_comes_again(study: Study) -> None:
    desk, source, _nedenfra, _ovenfra = places(study)
    desk.codebook.add("Frafall")
    other = study.desk(1)
    other.finished.finish(source)
    finished_for = desk.codebook.codebook().version
    desk.history.undo()
    code = desk.codebook.add("Deltakelse").value
    assert desk.codebook.codebook().by_id[code].since > finished_for


def test_taking_nothing_off_is_refused(study: Study) -> None:
    desk, source, _nedenfra, _ovenfra = places(study)
    with pytest.raises(Refused):
        desk.codings.take_off(source, [])
