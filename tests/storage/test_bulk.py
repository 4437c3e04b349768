"""Many rows at once: what comes in as one step goes and comes back as one, and indexes put aside are there again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, inspect, select

from tests.storage.studies import Study, add_source, span_of
from workbench.domain.passages import Stance
from workbench.domain.tables import CodingRow, Table
from workbench.storage import journal, tables, taking_back
from workbench.storage.check import check
from workbench.storage.runs import together, without

LONG = "".join(f"I: Hva skjedde på møte {number}?\nBK3: På møte {number} sa alle noe.\n" for number in range(60))


@pytest.fixture(params=[False, True], ids=["few", "many"])
def many(request: pytest.FixtureRequest, study: Study, monkeypatch: pytest.MonkeyPatch) -> Study:
    """A study with two longer sources; each step is done as a small one, and as one of a million rows."""
    for number in (4, 5):
        add_source(study.desk(), f"{number}.txt", f"{LONG}BK3: Slutt {number}.\n", f"BK{number}")
    if request.param:
        monkeypatch.setattr(journal, "_TO_PUT_ASIDE", 1)
        monkeypatch.setattr(journal, "_ROWS_IN_A_BUNDLE", 7)
        monkeypatch.setattr(taking_back, "_MANY_ROWS", 1)
    return study


def brought_in(study: Study, memo: str = "") -> int:
    """Bring codings in, by two coders, in both longer sources and the short one; return how many."""
    rows = [
        CodingRow(
            line, label, None, None, words, code, coder, memo=memo if line % 7 == 0 else "", starred=line % 11 == 0
        )
        for line, (label, words, code, coder) in enumerate(
            (
                (label, f"møte {number} sa alle", code, coder)
                for label in ("BK4", "BK5")
                for number in range(60)
                for code, coder in (("Nedenfra", "AB"), ("Ovenfra", "AB"), ("Nedenfra", "CD"))
            ),
            2,
        )
    ]
    rows.append(CodingRow(999, "BK3", None, None, "et åpent møte på biblioteket", "Slippe kontrollen", "AB"))
    return study.desk().codings_table.bring_in(Table(tuple(rows))).value.made


def indexes(study: Study) -> set[str | None]:
    return {
        index["name"] for name in ("part", "coding") for index in inspect(study.project.connection).get_indexes(name)
    }


@pytest.mark.parametrize("memo", ["", "Fra fil."])
def test_what_came_in_as_one_step_goes_and_comes_back_as_one(many: Study, memo: str) -> None:
    before, there = many.state(), indexes(many)
    assert brought_in(many, memo) == 361
    after = many.state()
    assert check(many.project) == ()
    for _ in range(2):
        many.desk().history.undo()
        assert many.state() == before
        assert check(many.project) == ()
        many.reopen()
        many.desk().history.redo()
        assert many.state() == after
        assert check(many.project) == ()
    assert indexes(many) == there


def test_what_another_has_marked_since_stays(many: Study) -> None:
    brought_in(many)
    source = many.desk().sources.all()[1]
    text = many.desk().sources.text(source.id).text
    words = span_of(text, "møte 17 sa alle")
    many.desk(1).memos.write(source.id, words, "Se her.")
    many.desk(0).history.undo()
    kept = many.project.connection.execute(
        select(tables.passage.c.words).where(tables.passage.c.source_id == source.id)
    ).scalars()
    assert list(kept) == ["møte 17 sa alle"]
    assert [finding for finding in check(many.project) if finding.grave] == []
    many.desk(0).history.redo()
    many.desk(0).history.undo()
    many.desk(1).history.undo()
    left = select(func.count()).select_from(tables.passage).where(tables.passage.c.source_id == source.id)
    assert many.project.connection.execute(left).scalar_one() == 0
    assert check(many.project) == ()


def test_what_was_gone_before_does_not_come_back_with_the_rest(many: Study) -> None:
    brought_in(many)
    source = many.desk().sources.all()[1].id
    desk = many.desk(0)
    page = desk.codings.page(source, desk.own_view())
    gone = page.passages[30]
    desk.codings.take_off(source, [coding.id for coding in gone.codings])
    after = many.state()
    for _ in range(2):
        desk.history.undo()
    for _ in range(2):
        desk.history.redo()
    assert many.state() == after


def test_a_step_that_fails_leaves_every_index(many: Study) -> None:
    before, there = many.state(), indexes(many)
    with pytest.raises(ZeroDivisionError):
        _broken_off(many)
    assert (many.state(), indexes(many)) == (before, there)
    assert brought_in(many) == 361
    assert indexes(many) == there


def _broken_off(study: Study) -> None:
    source = study.desk().sources.all()[1]
    with study.project.step("broken", study.reader().coder) as work:
        text = work.sources.text(source.id)
        places = [(start, start + 4) for start in range(10, 400, 5)]
        passages = work.passages.add_many(text, places)
        code, reader = study.desk().codebook.find("Nedenfra").id, study.reader()
        rows = [
            (passage, code, reader.coder, reader.round, Stance.FOR, *place)
            for passage, place in zip(passages, places, strict=True)
        ]
        work.codings.bring_in(rows, source.id)
        raise ZeroDivisionError


RUNS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 9)).map(lambda run: (run[0], run[0] + run[1])))


def members(runs: list[tuple[int, int]]) -> set[int]:
    return {row for first, last in runs for row in range(first, last + 1)}


@settings(max_examples=2000)
@given(RUNS, RUNS)
def test_runs_hold_what_their_rows_do(runs: list[tuple[int, int]], taken: list[tuple[int, int]]) -> None:
    one, left = together(runs), without(runs, taken)
    assert members(one) == members(runs)
    assert all(before[1] + 1 < after[0] for before, after in pairwise(one))
    assert members(left) == members(runs) - members(taken)
