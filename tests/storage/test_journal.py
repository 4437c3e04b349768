"""Undo and redo: over a restart, between two coders, and up to the horizon; ids are never given twice."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from tests.storage.studies import TEXT, add_source, span_of
from workbench.domain.errors import CannotUndo, Refused
from workbench.storage import tables
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study

WORDS = "Noen sluttet å komme"


def test_a_step_is_undone_and_redone_over_a_restart(study: Study) -> None:
    before = study.state()
    source = study.desk().sources.all()[0].id
    study.desk().codings.code(source, span_of(TEXT, WORDS), study.desk().codebook.find("Nedenfra").id)
    after = study.state()
    study.reopen()
    study.desk().history.undo()
    assert study.state() == before
    study.reopen()
    study.desk().history.redo()
    assert study.state() == after
    assert check(study.project) == ()


def test_an_insert_keeps_ids_only_and_an_update_the_old_values_of_what_changed(study: Study) -> None:
    desk = study.desk()
    source = desk.sources.all()[0].id
    coding = desk.codings.page(source, desk.own_view()).passages[0].codings[0]
    desk.codings.turn_stance(source, coding.id)
    latest = desk.history.latest()
    assert latest is not None
    change = tables.change
    inserts = study.project.connection.execute(select(change).where(change.c.op == "insert")).all()
    assert inserts
    assert all(row.before is None for row in inserts)
    (update,) = study.project.connection.execute(select(change).where(change.c.step_id == latest.id)).all()
    assert set(json.loads(update.before)) == {"stance", "changed_step"}


def test_a_run_of_new_rows_is_one_entry(study: Study) -> None:
    text = "".join(f"I: Spørsmål {number}?\nBK3: Svar {number}.\n" for number in range(50))
    add_source(study.desk(), "lang.txt", text)
    latest = study.desk().history.latest()
    assert latest is not None
    turns = [change for change in study.project_changes(latest.id) if change.table_name == "turn"]
    assert [(change.last_id - change.first_id + 1) for change in turns] == [100]


def test_a_failed_step_leaves_nothing_and_ids_go_on(study: Study) -> None:
    before = study.state()
    source = study.desk().sources.all()[0].id
    code = study.desk().codebook.find("Nedenfra").id
    with pytest.raises(Refused, match="has the code"):
        study.desk().codings.code(source, span_of(TEXT, "et åpent møte på biblioteket"), code)
    assert study.state() == before
    with pytest.raises(ZeroDivisionError):
        _break_off(study)
    assert study.state() == before
    study.desk().codings.code(source, span_of(TEXT, WORDS), code)
    assert check(study.project) == ()


def _break_off(study: Study) -> None:
    with study.project.step("broken", study.reader().coder) as work:
        work.cases.add("X", "X")
        raise ZeroDivisionError


def test_ids_of_rows_that_are_gone_do_not_come_back(study: Study) -> None:
    desk = study.desk()
    source, code = desk.sources.all()[0].id, desk.codebook.find("Nedenfra").id
    first = desk.codings.code(source, span_of(TEXT, WORDS), code).value
    desk.history.undo()
    study.reopen()
    second = study.desk().codings.code(source, span_of(TEXT, WORDS), code).value
    assert second.id > first.id
    assert (first.label, second.label) == ("BK3:4", "BK3:4b")


def test_nothing_left_to_undo_or_redo_is_said(study: Study) -> None:
    with pytest.raises(CannotUndo, match="nothing to redo"):
        study.desk().history.redo()
    while study.desk(1).history.next_undo():
        study.desk(1).history.undo()
    with pytest.raises(CannotUndo, match="nothing to undo"):
        study.desk(1).history.undo()


# -- two coders


def test_the_step_of_another_in_the_way_is_named_and_nothing_changes(study: Study) -> None:
    first, second = study.desk(0), study.desk(1)
    source = first.sources.all()[0].id
    first.codings.star(source, span_of(TEXT, WORDS), starred=True)
    second.codings.star(source, span_of(TEXT, WORDS), starred=False)
    blocking = second.history.latest()
    assert blocking is not None
    before = study.state()
    with pytest.raises(CannotUndo, match=rf"Change {blocking.id} by CD"):
        first.history.undo()
    assert study.state() == before
    second.history.undo()
    first.history.undo()


def test_what_another_did_undid_and_did_again_still_stands_in_the_way(study: Study) -> None:
    first, second = study.desk(0), study.desk(1)
    source = first.sources.all()[0].id
    first.codings.star(source, span_of(TEXT, WORDS), starred=True)
    second.codings.star(source, span_of(TEXT, WORDS), starred=False)
    second.history.undo()
    second.history.redo()
    with pytest.raises(CannotUndo, match="by CD"):
        first.history.undo()


def test_a_code_that_another_has_used_since_stays_and_the_step_is_named(study: Study) -> None:
    first, second = study.desk(0), study.desk(1)
    code = first.codebook.add("Ny kode").value
    second.codings.code(first.sources.all()[0].id, span_of(TEXT, WORDS), code)
    blocking = second.history.latest()
    assert blocking is not None
    before = study.state()
    with pytest.raises(CannotUndo, match=rf"Change {blocking.id} by CD"):
        first.history.undo()
    assert study.state() == before


def test_a_passage_that_another_has_coded_since_outlives_the_undo(study: Study) -> None:
    first, second = study.desk(0), study.desk(1)
    source, code = first.sources.all()[0].id, first.codebook.find("Nedenfra").id
    passage = first.codings.code(source, span_of(TEXT, WORDS), code).value
    second.codings.code(source, span_of(TEXT, WORDS), code)
    first.history.undo()
    rows = study.project.connection.execute(select(tables.coding).where(tables.coding.c.passage_id == passage.id)).all()
    assert [row.coder_id for row in rows] == [study.reader(1).coder]
    first.history.redo()
    first.history.undo()
    second.history.undo()
    count = select(func.count()).select_from(tables.passage).where(tables.passage.c.id == passage.id)
    assert study.project.connection.execute(count).scalar_one() == 0
    assert check(study.project) == ()


def test_each_coder_walks_the_own_steps_only(study: Study) -> None:
    first, second = study.desk(0), study.desk(1)
    source, code = first.sources.all()[0].id, first.codebook.find("Nedenfra").id
    first.codings.code(source, span_of(TEXT, WORDS), code)
    second.codings.code(source, span_of(TEXT, "før. 😀 Det"), code)
    title = second.history.next_undo()
    first.history.undo()
    assert second.history.next_undo() == title


# -- the horizon


def test_nothing_before_an_erasure_can_be_undone_and_the_reason_is_given(study: Study) -> None:
    desk = study.desk()
    add_source(desk, "to.txt", "I: Hva?\nBK3: Noe annet.\n")
    desk.codebook.add("Før")
    desk.erase_source(desk.sources.all()[1].id)
    with pytest.raises(CannotUndo, match="a source was erased then"):
        desk.history.undo()
    desk.codebook.add("Etter")
    desk.history.undo()
    with pytest.raises(CannotUndo, match="a source was erased then"):
        desk.history.undo()
    assert len(desk.history.lines()) > 5
    assert check(study.project) == ()


def test_an_undo_leaves_nothing_that_bars_the_one_before(study: Study) -> None:
    desk, before = study.desk(), study.state()
    source = desk.sources.all()[0].id
    for starred in (True, False, True, False):
        desk.codings.star(source, span_of(TEXT, WORDS), starred=starred)
    steps = len(desk.history.lines())
    while study.state() != before:
        assert desk.history.undo().done is not None
        assert len(desk.history.lines()) <= steps + 4
    assert check(study.project) == ()
