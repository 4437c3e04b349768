"""The list of sources: what it tells, its orders, and that counting never keeps anyone waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import Sitting, runs_async, sitting, source_of
from workbench.bootstrap import open_desk
from workbench.domain.spans import Span
from workbench.tui.screens.sources import SourcesScreen
from workbench.tui.session import Session
from workbench.tui.shares import SharesAtHand
from workbench.tui.widgets.source_list import Listed, Order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.domain.ids import CodeId
    from workbench.services.desk import Desk

THIRD = """I: Hva skjedde?

BK3: Ingen ting.

BK4: Det er ikke sant. Det skjedde mye.
"""


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    """The project, with a third interview in another municipality."""
    found = open_desk(project)
    found.sources.add([source_of("bk3.txt", THIRD, "BK3", case="Ness")])
    yield found
    found.close()


def _first(session: Session) -> Span:
    """Return the first answer of the open source."""
    assert session.text is not None
    turn = session.text.turns[1]
    return Span(turn.body_start, turn.body_end)


def _code(session: Session) -> CodeId:
    return session.desk.codebook.find("Ovenfra").id


def rows_of(here: Sitting) -> list[list[str]]:
    """Return the rows of the list, each as its words."""
    return [row.split() for row in here.rows()[2:-1] if row.strip()]


async def counted(here: Sitting) -> None:
    """Wait until everything is counted."""
    while isinstance(here.app.screen, SourcesScreen) and not here.app.screen._all_known:
        await here.pilot.pause(0.02)


@runs_async
async def test_a_source_tells_who_speaks_how_much_is_coded_and_what_is_left(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "D", "right_parenthesis", "tab")
        await counted(here)
        assert rows_of(here) == [
            ["BK1", "Storvik", "BK1", "60", "18", "%", "1", "✓"],
            ["▸", "BK2", "Storvik", "BK2", "8"],
        ]
        assert "2 sources  ·  1 finished" in here.rows()[0]
        assert "first reading · AB" in here.rows()[0]


@runs_async
async def test_the_list_goes_by_order_and_keeps_the_chosen_source(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("right", "1", "D", "right_parenthesis", "tab", "s", "s")
        await counted(here)
        assert "order: least coded first" in here.text()
        assert [row[1] if row[0] == "▸" else row[0] for row in rows_of(here)] == ["BK2", "BK1"]
        await here.press("down", "s", "enter")
        assert here.rows()[0].startswith(" BK1")


def test_orders_are_by_case_by_share_and_by_what_is_left_to_do(desk: Desk) -> None:
    session = Session(desk)
    session.begin()
    session.code(_first(session), _code(session))
    session.finish()
    session.shares.look_in(session.view)
    assert session.shares.count([source.id for source in session.sources], 10)
    listed = Listed(session.sources, session.cases, desk.speaking(), desk.finished.read_to(), session.shares)
    labels = [source.label for source in session.sources]
    assert labels == ["BK1", "BK2", "BK3"]
    told = {order: [labels[place] for place in listed.in_order(order)] for order in Order}
    assert told[Order.PROJECT] == labels
    assert told[Order.CASE] == labels
    assert told[Order.LEAST_CODED] == ["BK2", "BK3", "BK1"]
    assert told[Order.TO_DO] == ["BK2", "BK3", "BK1"]


def test_counting_stops_in_time_and_forgets_only_what_a_step_touched(desk: Desk) -> None:
    session = Session(desk)
    session.begin()
    shares, every = session.shares, [source.id for source in session.sources]
    assert not shares.count(every, 10)
    shares.look_in(session.view)
    assert not shares.count(every, 0)
    assert shares.get(every[0]) is None
    assert shares.count(every, 10)
    before = [shares.get(source) for source in every]
    session.code(_first(session), _code(session))
    assert [shares.get(source) for source in every] == [None, *before[1:]]
    session.star(_first(session))
    assert shares.count(every, 10)
    changed = shares.get(every[0])
    assert changed is not None
    assert changed.codings == 1
    shares.look_in(session.view)
    assert shares.get(every[0]) == changed
    session.everyone = True
    shares.look_in(session.view)
    assert shares.get(every[0]) is None


def test_a_step_on_nobody_knows_which_source_forgets_everything(desk: Desk) -> None:
    shares, every = SharesAtHand(desk), [source.id for source in desk.sources.all()]
    shares.look_in(desk.own_view())
    assert shares.count(every, 10)
    outcome = desk.codebook.rename(desk.codebook.find("Penger").id, "Kroner")
    assert outcome.done is not None
    shares.forget(outcome.done.touched)
    assert shares.get(every[0]) is not None
    made = desk.sources.add([source_of("bk5.txt", THIRD.replace("BK3", "BK5").replace("mye", "lite"), "BK5")])
    assert made.done is not None
    shares.forget(made.done.touched)
    assert shares.get(every[0]) is None
