"""What one coder takes back while another worked on: nothing is left hanging, and what bars the way is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.storage.studies import BOOK, TEXT, add_source, span_of
from workbench.domain.attributes import AttributeColumn, AttributeType
from workbench.domain.codebook import CodebookDraft, CodeDraft, Dimension, DimensionKind
from workbench.domain.errors import CannotUndo
from workbench.domain.ids import PassageId
from workbench.domain.tables import CaseRow, FinishedRow, InformantRow, Table
from workbench.storage import tables
from workbench.storage.check import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.storage.studies import Study
    from workbench.services.desk import Desk

WORDS = span_of(TEXT, "Noen sluttet å komme")


class Both:
    """The two desks, and what they do most."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.first, self.second = study.desk(0), study.desk(1)
        self.source = self.first.sources.all()[0].id
        self.nedenfra = self.first.codebook.find("Nedenfra").id

    def code(self, desk: Desk) -> int:
        """Code the words; return the step."""
        desk.codings.code(self.source, WORDS, self.nedenfra)
        return self.latest()

    def take_off(self, desk: Desk) -> int:
        """Take the code off the words again; return the step."""
        page = desk.codings.page(self.source, desk.own_view())
        (found,) = (found for found in page.passages if found.passage.span == WORDS)
        desk.codings.take_off(self.source, [coding.id for coding in found.codings])
        return self.latest()

    def latest(self) -> int:
        step = self.first.history.latest()
        assert step is not None
        return step.id

    def refused(self, act: Callable[[], object], names: str) -> None:
        """Make sure that `act` changes nothing and names the step."""
        before = self.study.state()
        with pytest.raises(CannotUndo, match=names):
            act()
        assert self.study.state() == before
        assert self.sound()

    def sound(self) -> bool:
        return [finding for finding in check(self.study.project) if finding.grave] == []


@pytest.fixture
def both(study: Study) -> Both:
    return Both(study)


def passages(study: Study) -> list[tuple[int, str | None]]:
    """Return ids and labels of the passages with the words."""
    table = tables.passage
    query = select(table.c.id, table.c.label).where(table.c.start == WORDS.start, table.c.end == WORDS.end)
    return [(row.id, row.label) for row in study.project.connection.execute(query)]


def test_a_memo_comes_back_with_its_passage(both: Both) -> None:
    both.code(both.second)
    there = passages(both.study)
    both.first.memos.write(both.source, WORDS, "En tanke.")
    both.first.history.undo()
    both.take_off(both.second)
    assert passages(both.study) == []
    both.first.history.redo()
    assert passages(both.study) == there
    assert both.first.memos.mine(PassageId(there[0][0])) is not None
    assert both.sound()
    both.first.history.undo()
    assert passages(both.study) == []
    both.second.history.undo()
    assert passages(both.study) == there
    assert both.sound()


def test_a_memo_taken_away_comes_back_with_its_passage(both: Both) -> None:
    both.code(both.second)
    there = passages(both.study)
    both.first.memos.write(both.source, WORDS, "En tanke.")
    both.first.memos.write(both.source, WORDS, "")
    both.take_off(both.second)
    both.first.history.undo()
    assert passages(both.study) == there
    assert both.sound()


def test_a_coding_comes_back_with_its_passage(both: Both) -> None:
    both.code(both.second)
    there = passages(both.study)
    both.code(both.first)
    both.first.history.undo()
    both.second.history.undo()
    assert passages(both.study) == []
    both.first.history.redo()
    assert passages(both.study) == there
    both.second.history.redo()
    assert both.sound()


def test_an_item_comes_back_with_its_passage(both: Both) -> None:
    both.code(both.second)
    there = passages(both.study)
    both.first.items.attach(both.source, WORDS, "Torget")
    both.first.history.undo()
    both.take_off(both.second)
    both.first.history.redo()
    assert passages(both.study) == there
    assert both.sound()


def test_a_passage_does_not_come_back_beside_one_of_the_same_words(both: Both) -> None:
    both.code(both.second)
    both.first.memos.write(both.source, WORDS, "En tanke.")
    both.first.history.undo()
    both.take_off(both.second)
    barring = both.code(both.second)
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")


def test_a_star_comes_back_with_its_passage(both: Both) -> None:
    both.first.codings.star(both.source, WORDS, starred=True)
    there = passages(both.study)
    both.second.memos.write(both.source, WORDS, "En tanke.")
    both.first.codings.star(both.source, WORDS, starred=False)
    both.first.history.undo()
    both.first.history.redo()
    both.second.history.undo()
    assert passages(both.study) == []
    both.first.history.undo()
    assert passages(both.study) == there
    assert both.sound()


def test_an_item_that_another_uses_stays(both: Both) -> None:
    both.first.items.attach(both.source, WORDS, "Torget")
    both.second.items.attach(both.source, span_of(TEXT, "åpent møte"), "Torget")
    barring = both.latest()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.undo, f"Change {barring} by CD came later")


@pytest.mark.parametrize("name", ["Torget", "TORGET"])
@pytest.mark.parametrize("case", ["Bergvik", ""])
def test_an_item_does_not_come_back_beside_one_of_the_same_name(both: Both, name: str, case: str) -> None:
    add_source(both.first, "to.txt", f"{TEXT}BK3: Mer.\n", "BK4", case=case)
    source = both.first.sources.all()[-1].id
    both.first.items.attach(source, WORDS, "Torget")
    both.first.history.undo()
    both.second.items.attach(source, WORDS, name)
    barring = both.latest()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")


def test_a_star_does_not_come_back_on_a_passage_that_is_gone(both: Both) -> None:
    both.code(both.second)
    both.first.codings.star(both.source, WORDS, starred=True)
    both.first.history.undo()
    barring = both.take_off(both.second)
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")


def test_a_starred_passage_does_not_come_back_beside_one_of_the_same_words(both: Both) -> None:
    both.first.codings.star(both.source, WORDS, starred=True)
    both.first.history.undo()
    barring = both.code(both.second)
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")


def test_a_stamp_does_not_come_back_beside_one_that_another_brought_in(both: Both) -> None:
    add_source(both.first, "to.txt", "I: Hva?\nBK3: Noe annet.\n", "BK4")
    source = both.first.sources.all()[-1]
    both.first.finished.finish(source.id)
    both.first.history.undo()
    both.second.study.bring_in_finished(Table((FinishedRow(2, source.label, "AB", "første", 1),)))
    barring = both.latest()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")
    assert both.first.finished.stamp_of(source.id).finished == 1


def test_a_stamp_for_a_code_does_not_come_back_when_the_code_is_gone(both: Both) -> None:
    code = both.second.codebook.add("Tillit").value
    made = both.latest()
    both.first.finished.finish(both.source, code)
    both.first.history.undo()
    both.second.history.undo()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.redo, f"Change {made} by CD was taken back")


def test_a_coding_does_not_come_back_when_its_code_is_gone(both: Both) -> None:
    code = both.second.codebook.add("Tillit").value
    made = both.latest()
    both.first.codings.code(both.source, WORDS, code)
    both.first.history.undo()
    both.second.history.undo()
    both.refused(both.first.history.redo, f"Change {made} by CD was taken back")


def test_a_recoding_is_not_taken_back_when_the_code_before_is_gone(both: Both) -> None:
    code = both.second.codebook.add("Tillit").value
    made = both.latest()
    both.first.codings.code(both.source, WORDS, code)
    page = both.first.codings.page(both.source, both.first.own_view())
    (found,) = (found for found in page.passages if found.passage.span == WORDS)
    both.first.codings.recode(both.source, found.codings[0].id, both.nedenfra)
    both.second.history.undo()
    both.refused(both.first.history.undo, f"Change {made} by CD was taken back")


def test_a_source_that_another_has_coded_stays(both: Both) -> None:
    add_source(both.first, "to.txt", "I: Hva?\nBK3: Noe annet.\n", "BK4")
    source = both.first.sources.all()[-1].id
    both.second.codings.code(source, span_of("I: Hva?\nBK3: Noe annet.\n", "Noe annet"), both.nedenfra)
    barring = both.latest()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.undo, f"Change {barring} by CD came later")


def test_a_case_that_another_has_described_stays(both: Both) -> None:
    size = AttributeColumn("folk", AttributeType.INTEGER)
    both.first.study.bring_in_cases(Table((CaseRow(2, "Bergvik", "Bergvik", {"folk": "1"}),), attributes=(size,)))
    both.second.study.bring_in_cases(Table((CaseRow(2, "Sund", "Sund", {}),)))
    both.first.study.bring_in_cases(Table((CaseRow(2, "Sund", "Sund", {"folk": "2"}),), attributes=(size,)))
    barring = both.latest()
    both.refused(both.second.history.undo, f"Change {barring} by AB came later")


def test_an_informant_does_not_come_back_beside_one_of_the_same_reference(both: Both) -> None:
    both.first.study.bring_in_informants(Table((InformantRow(2, "BK9", "Bergvik"),)))
    both.first.history.undo()
    both.second.study.bring_in_informants(Table((InformantRow(2, "BK9", "Bergvik"),)))
    barring = both.latest()
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")


@pytest.mark.parametrize("name", ["Tillit", "tillit"])
def test_a_code_does_not_come_back_beside_one_of_the_same_name(both: Both, name: str) -> None:
    both.first.codebook.add("Tillit")
    both.first.history.undo()
    both.second.codebook.add(name)
    barring = both.latest()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.redo, f"Change {barring} by CD came later")
    both.second.history.undo()
    both.second.history.undo()
    both.first.history.redo()
    assert both.sound()


def test_a_code_that_a_dimension_has_come_to_name_stays(both: Both) -> None:
    both.first.codebook.add("Sidelengs", both.first.codebook.find("Retning").id)
    poles = Dimension(DimensionKind.POLES, ends=("Nedenfra", "Sidelengs"))
    draft = CodebookDraft(BOOK.name, BOOK.language, 1, (CodeDraft("Retning", colour="#2B7EB9", dimension=poles),))
    both.second.codebook.bring_in(draft)
    barring = both.latest()
    both.second.codebook.add("Noe helt annet")
    both.refused(both.first.history.undo, f"Change {barring} by CD came later")


def test_a_fault_that_was_there_before_bars_nothing(both: Both) -> None:
    both.study.project.connection.execute(
        tables.code.update().where(tables.code.c.name == "Ovenfra").values(name="NEDENFRA")
    )
    assert not both.sound()
    both.first.codebook.add("Tillit")
    both.first.history.undo()
    names = both.study.project.connection.execute(select(tables.code.c.name)).scalars().all()
    assert "Tillit" not in names


def test_several_taken_back_at_once_are_all_taken_back(study: Study) -> None:
    both = Both(study)
    both.code(both.first)
    both.code(both.second)
    both.take_off(both.first)
    both.take_off(both.second)
    first_code = both.first.codebook.find("Ovenfra").id
    elsewhere = span_of(TEXT, "bare en liste med navn")
    both.first.codings.code(both.source, elsewhere, first_code)
    both.first.history.undo_several(2)
    shown = both.first.codings.page(both.source, both.first.own_view()).passages
    assert elsewhere not in {found.passage.span for found in shown}
    assert WORDS in {found.passage.span for found in shown}
    assert both.sound()
    both.first.history.redo_several(2)
    both.first.history.undo_several(2)
    assert both.sound()
