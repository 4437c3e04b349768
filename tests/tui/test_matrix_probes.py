"""Sixteen strings shown as written wherever the comparison and its quotes show a person's words."""

from __future__ import annotations

import unicodedata
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.probes import PROBES
from tests.tui.conftest import runs_async, sitting
from tests.tui.study import sample_study
from workbench.bootstrap import open_desk
from workbench.domain.view import View
from workbench.tui.safe import fitted, visible

if TYPE_CHECKING:
    from pathlib import Path

PLACES = (
    ("code", "name"),
    ('"case"', "name"),
    ("informant", "label"),
    ("coder", "name"),
    ("round", "name"),
    ("source", "label"),
    ("attribute", "name"),
    ("view", "name"),
)


def with_probe(folder: Path, probe: str) -> Path:
    """Put a probe into names, words and a memo, past the services that would refuse it."""
    path = sample_study(folder)
    with closing(open_desk(path)) as desk:
        desk.views.save("view", View())
        connection = desk._ports.store.connection  # type: ignore[attr-defined]
        for table, column in PLACES:
            first = f"(select min(id) from {table})"
            connection.exec_driver_sql(f"update {table} set {column} = ? where id = {first}", (probe,))
        connection.exec_driver_sql("update passage set words = ? || ' ' || words", (probe,))
        connection.exec_driver_sql("update memo set body = ?", (probe,))
        connection.commit()
    return path


@pytest.mark.parametrize("number", range(16))
def test_they_are_shown_as_written(tmp_path: Path, number: int) -> None:
    path = with_probe(tmp_path, PROBES[number])
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        async with sitting(path, (200, 60)) as here:
            await here.press("g", "m")
            await here.pilot.pause(0.1)
            for key in ("o", "right", "t", "t", "l", "l", "v", "v", "left", "enter", "d", "y", "enter"):
                await here.press(key)
                await here.pilot.pause(0.03)
                seen.append(here.text())

    look()
    shown = visible(PROBES[number])
    opened, choice, quotes = seen[0], seen[6], seen[9]
    assert fitted(f"▾ {PROBES[number]} (", 34)[:-1] in opened
    assert f"■ {shown}" in opened
    assert opened.split("\n")[1].count(shown[:6]) >= 2
    assert choice.count(shown) >= 4
    assert f"«{shown} " in quotes
    for screen in seen:
        assert not {unicodedata.category(found) for found in screen.replace("\n", "")} & {"Cc", "Cf", "Cs"}
