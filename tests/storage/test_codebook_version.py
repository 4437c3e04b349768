"""The codebook's version goes up with each change of meaning, and never back or round: stamps refer to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import BOOK, add_source
from workbench.domain.codebook import CodebookDraft, CodeDraft
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study


def version(study: Study) -> int:
    return study.desk().codebook.codebook().version


def late(study: Study, coder: int = 0) -> list[str]:
    """Return the codes that a coder has not read the finished source for."""
    (todo, *_rest) = study.desk(coder).finished.todo()
    assert todo.finished is not None
    return [code.name for code in todo.not_read_for]


def redefined(study: Study, definition: str, coder: int = 0) -> None:
    """Bring in a codebook file in which «Læring» has another definition."""
    draft = CodebookDraft(BOOK.name, BOOK.language, 1, (CodeDraft("Læring", definition=definition),))
    study.desk(coder).codebook.bring_in(draft)


def test_unrelated_changes_of_two_coders_are_undone_in_any_order(study: Study) -> None:
    before = study.state()
    study.desk(0).codebook.add("Tillit")
    study.desk(1).codebook.add("Makt")
    study.desk(0).history.undo()
    assert [code.name for code in study.desk().codebook.codebook().themes][-1] == "Makt"
    study.desk(1).history.undo()
    assert study.state() == before
    study.desk(0).history.redo()
    study.desk(1).history.redo()
    assert check(study.project) == ()


def test_the_version_goes_up_with_each_step_that_changes_the_meaning_undo_and_redo_among_them(study: Study) -> None:
    seen = [version(study)]
    study.desk().codebook.add("Tillit")
    seen.append(version(study))
    for _ in range(2):
        study.desk().history.undo()
        seen.append(version(study))
        study.desk().history.redo()
        seen.append(version(study))
    assert seen == sorted(set(seen))
    study.desk().codebook.rename(study.desk().codebook.find("Tillit").id, "Trygghet")
    study.desk().history.undo()
    assert version(study) == seen[-1]
    study.reopen()
    assert version(study) == seen[-1]


def test_an_undone_change_that_nobody_read_by_costs_no_reading(study: Study) -> None:
    redefined(study, "Noe annet.")
    assert late(study) == ["Læring"]
    study.desk().history.undo()
    assert late(study) == []


def test_who_read_while_a_code_was_away_has_not_read_for_it_when_it_comes_back(study: Study) -> None:
    study.desk(0).codebook.add("Tillit")
    study.desk(0).history.undo()
    source = study.desk(1).sources.all()[0].id
    study.desk(1).finished.finish(source)
    study.desk(0).history.redo()
    assert late(study, coder=1) == ["Tillit"]
    study.desk(1).finished.finish(source)
    assert late(study, coder=1) == []


def test_who_read_by_the_new_definition_has_not_read_by_the_old_one(study: Study) -> None:
    redefined(study, "Noe annet.", coder=0)
    study.desk(1).finished.finish(study.desk(1).sources.all()[0].id)
    study.desk(0).history.undo()
    assert late(study, coder=1) == ["Læring"]


def test_a_code_made_twice_is_dated_twice(study: Study) -> None:
    desk = study.desk(0)
    desk.codebook.add("Tillit")
    first = desk.codebook.find("Tillit").since
    desk.history.undo()
    study.desk(1).codebook.add("Tillit")
    assert desk.codebook.find("Tillit").since > first


@pytest.mark.parametrize("finished", [False, True])
def test_a_first_codebook_has_the_version_of_its_file_unless_somebody_read_before_it(
    bare_study: Study, finished: bool
) -> None:
    desk = bare_study.desk()
    add_source(desk, "en.txt", "I: Hva?\nBK3: Noe.\n")
    if finished:
        desk.finished.finish(desk.sources.all()[0].id)
    desk.codebook.bring_in(CodebookDraft("Bok", "nb", 1, (CodeDraft("Tillit"),)))
    assert version(bare_study) == (2 if finished else 1)
    assert desk.codebook.find("Tillit").since == version(bare_study)


def test_a_codebook_that_was_taken_back_does_not_lend_its_version_to_another(bare_study: Study) -> None:
    desk = bare_study.desk()
    desk.codebook.bring_in(CodebookDraft("Feil", "en", 4, (CodeDraft("Tid"),)))
    desk.history.undo()
    desk.codebook.bring_in(CodebookDraft("Rett", "nb", 4, (CodeDraft("Tillit"),)))
    book = desk.codebook.codebook()
    assert (book.name, book.language) == ("Rett", "nb")
    assert book.version > 4
    assert desk.codebook.find("Tillit").since == book.version


def test_a_code_that_comes_back_takes_a_free_digit(study: Study) -> None:
    first = study.desk(0).codebook.add("Tillit").value
    study.desk(0).history.undo()
    second = study.desk(1).codebook.add("Makt").value
    study.desk(0).history.redo()
    book = study.desk().codebook.codebook()
    assert book.by_id[first].slot != book.by_id[second].slot
    assert None not in (book.by_id[first].slot, book.by_id[second].slot)
    study.desk(0).history.undo()
    study.desk(1).history.undo()
    assert check(study.project) == ()
