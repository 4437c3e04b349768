"""One sitting at a memo is one action: saved often, taken back and done again at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.storage.studies import TEXT, span_of
from workbench.domain.memos import MemoKind
from workbench.storage import tables
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.ids import StepId

WORDS = span_of(TEXT, "Noen sluttet å komme")
SITTINGS = (
    ("a",),
    ("a", "ab", "abc"),
    ("a", "", "b"),
    ("first", "second", ""),
    ("", "x", "xy", "xy", "x"),
)


def written(study: Study, *bodies: str) -> StepId | None:
    """Save a memo many times in one sitting; return its step."""
    desk = study.desk()
    source = desk.sources.all()[0].id
    step: StepId | None = None
    for body in bodies:
        outcome = desk.memos.write(source, WORDS, body, continues=step)
        step = outcome.done.step.id if outcome.done is not None else step
    return step


def steps(study: Study) -> int:
    """Return how many steps are stored."""
    return len(study.desk().history.lines())


@pytest.mark.parametrize("bodies", SITTINGS)
@pytest.mark.parametrize("earlier", ["", "what was there"])
def test_a_sitting_is_one_step_and_undo_and_redo_take_all_of_it(
    study: Study, bodies: tuple[str, ...], earlier: str
) -> None:
    if earlier:
        written(study, earlier)
    before, count = study.state(), steps(study)
    written(study, *bodies)
    after = study.state()
    assert steps(study) - count in ({0, 1} if not bodies[-1] and not earlier else {1})
    if steps(study) > count:
        study.desk().history.undo()
        assert study.state() == before
        study.reopen()
        study.desk().history.redo()
        assert study.state() == after
        study.desk().history.undo()
    assert study.state() == before
    assert check(study.project) == ()


def test_what_was_typed_in_between_is_not_remembered(study: Study) -> None:
    written(study, "kept")
    step = written(study, "Kari, no", "somebody", "a person")
    change = tables.change
    found = study.project.connection.execute(select(change).where(change.c.step_id == step)).all()
    assert [json.loads(row.before) for row in found if row.op == "update"] == [{"body": "kept"}]


def test_a_memo_saved_after_something_else_was_done_is_a_step_of_its_own(study: Study) -> None:
    step = written(study, "one")
    desk = study.desk()
    source = desk.sources.all()[0].id
    desk.codings.star(source, span_of(TEXT, "et åpent møte"), starred=True)
    outcome = desk.memos.write(source, WORDS, "two", continues=step)
    assert outcome.done is not None
    assert outcome.done.step.id != step
    desk.history.undo()
    assert desk.memos.mine_at(desk.sources.text(source).source.revision, WORDS).body == "one"  # type: ignore[union-attr]


def test_a_memo_that_was_undone_is_not_gone_on_with(study: Study) -> None:
    before = study.state()
    step = written(study, "one")
    desk = study.desk()
    desk.history.undo()
    outcome = desk.memos.write(desk.sources.all()[0].id, WORDS, "two", continues=step)
    assert outcome.done is not None
    assert outcome.done.step.id != step
    desk.history.undo()
    assert study.state() == before


def test_a_kind_is_changed_in_the_same_step(study: Study) -> None:
    before = study.state()
    desk = study.desk()
    source = desk.sources.all()[0].id
    step = written(study, "one")
    desk.memos.write(source, WORDS, "one", MemoKind.QUESTION, continues=step)
    memo = desk.memos.mine_at(desk.sources.text(source).source.revision, WORDS)
    assert memo is not None
    assert memo.kind is MemoKind.QUESTION
    desk.history.undo()
    assert study.state() == before
