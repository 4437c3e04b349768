"""A table of codings comes in the same whether its rows are looked at together or one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.studies import Study, add_source
from workbench.domain.passages import Stance
from workbench.domain.tables import CodingRow, Table
from workbench.services import codings_table
from workbench.services.codings import are_surely_whole, is_surely_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

ODD = "I: Hva nå?\nBK3: Vi fikk det til, x\u0301 og y – alle sammen.\nI: Og så?\nBK3: Ja, til slutt.\n"
WORDS = [(ODD.index(words), ODD.index(words) + len(words)) for words in ("Vi fikk det", "det til", "Ja, til slutt")]
ELSEWHERE = [(0, 2), (15, 27), (17, 18), (18, 19), (40, 42), (30, 200), (5, 5), (len(ODD) - 20, len(ODD))]
SELDOM = st.sampled_from([("", "", False), ("", "", False), ("BK4:2b", "", False), ("", "Fra fil.", True)])


@st.composite
def row(draw: st.DrawFn, line: int) -> CodingRow:
    """Draw a row; most are as they should be."""
    start, end = draw(st.sampled_from(WORDS * 4 + ELSEWHERE))
    code = draw(st.sampled_from(["Nedenfra"] * 4 + ["Ovenfra"] * 4 + ["Ukjent"]))
    coder = draw(st.sampled_from(["", "AB", "CD"]))
    quote = draw(st.sampled_from(["", "", ODD[start:end], "andre ord"])) if draw(st.booleans()) else ""
    stance = draw(st.sampled_from(list(Stance)))
    return CodingRow(line, "BK4", start, end, quote, code, coder, "", stance, *draw(SELDOM))


@st.composite
def tables(draw: st.DrawFn) -> Table[CodingRow]:
    """Draw a table of codings."""
    return Table(tuple(draw(row(line)) for line in range(2, 2 + draw(st.integers(1, 6)))))


def came_of(study: Study, table: Table[CodingRow]) -> tuple[object, ...]:
    """Bring codings in and take them out; return what was there meanwhile, save ids, which are never given again."""
    outcome = study.desk().codings_table.bring_in(table)
    rows = [(*row[1:9], *row[10:]) for row in study.desk().codings_table.rows()]
    if outcome.value.made:
        study.desk().history.undo()
    found = outcome.value
    return found.made, found.passages, [(told.line, str(told)) for told in found.problems], rows


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(table=tables())
def test_a_glance_and_a_look_at_each_row_bring_in_the_same(study: Study, table: Table[CodingRow]) -> None:
    if not any(source.label == "BK4" for source in study.desk().sources.all()):
        add_source(study.desk(), "4.txt", ODD, "BK4")
    together = came_of(study, table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codings_table._BringingIn, "_at_a_glance", lambda *_arguments: None)
        assert came_of(study, table) == together


def test_good_rows_are_taken_at_a_glance(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    add_source(study.desk(), "4.txt", ODD, "BK4")
    monkeypatch.setattr(codings_table._BringingIn, "_one_by_one", lambda *_arguments: [])
    rows = [CodingRow(line, "BK4", *place, "", "Nedenfra", "AB") for line, place in enumerate(WORDS, 2)]
    assert study.desk().codings_table.bring_in(Table(tuple(rows))).value.made == len(WORDS)


@given(text=st.text("ab \n\t\u00a0é\u0301–", min_size=1, max_size=12), data=st.data())
def test_many_stretches_are_surely_whole_only_where_each_is(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda place: place[0] < place[1]
    )
    stretches: Sequence[tuple[int, int]] = data.draw(st.lists(places, min_size=1, max_size=4))
    starts, ends = zip(*stretches, strict=True)
    if are_surely_whole(text, starts, ends):
        assert all(is_surely_whole(text, start, end) for start, end in stretches)
    if len(stretches) == 1 and is_surely_whole(text, *stretches[0]):
        assert are_surely_whole(text, starts, ends)
