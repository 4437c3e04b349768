"""Sixteen strings shown as written, wherever a file's or a person's words are shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from tests.probes import PROBES, SHOWN
from tests.tui.conftest import BOOK, runs_async, sitting, source_of
from workbench.bootstrap import new_project
from workbench.tui.safe import fitted, safe_content, visible

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.services.desk import Desk


@pytest.mark.parametrize(("probe", "shown"), list(zip(PROBES, SHOWN, strict=True)))
def test_one_helper_shows_them_as_written(probe: str, shown: str) -> None:
    assert visible(probe) == shown
    assert len(visible(probe)) == len(probe)
    assert safe_content(probe).plain == shown
    assert fitted(probe, 60) == shown


def with_probe(path: Path, probe: str) -> Desk:
    """Make a project with the probe in a text, a code, a label and a case, past the services that refuse it."""
    desk = new_project(path, coder="AB", round_name="first reading")
    desk.codebook.bring_in(BOOK)
    desk.sources.add([source_of("a.txt", f"I: Hva?\n\nBK1: Jeg sa {probe} da. Ja.\n", "BK1")])
    connection = desk._ports.store.connection  # type: ignore[attr-defined]
    for table, column in (("code", "name"), ("source", "label"), ('"case"', "name"), ("coder", "name")):
        connection.exec_driver_sql(
            f"update {table} set {column} = ? where id = (select min(id) from {table})", (probe,)
        )
    connection.commit()
    desk.close()
    return desk


@pytest.mark.parametrize("number", range(16))
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_every_screen_shows_them_as_written_and_no_control_byte(
    tmp_path: Path, number: int, size: tuple[int, int]
) -> None:
    path = tmp_path / "probe.workbench"
    with_probe(path, PROBES[number])
    seen_screens: list[str] = []

    @runs_async
    async def look() -> None:
        async with sitting(path, size) as here:
            await here.press("right", "1")
            seen_screens.append(here.text())
            for key in ("0", "escape", "tab"):
                await here.press(key)
                seen_screens.append(here.text())
            await here.press("tab", "question_mark")
            seen_screens.append(here.text())
            await here.press("question_mark")
            for key in ("f", "escape", "enter", "escape", "d", "d", "m", "tab", "y"):
                await here.press(key)
                seen_screens.append(here.text())

    look()
    shown = visible(PROBES[number]) if number < 13 else SHOWN[number]
    assert shown in seen_screens[0]
    assert f"Jeg sa {shown}"[:20] in seen_screens[0]
    assert fitted(PROBES[number], 9 if size[0] < 100 else 11) in seen_screens[3]
    for screen in seen_screens:
        assert not {unicodedata.category(found) for found in screen.replace("\n", "")} & {"Cc", "Cf", "Cs"}
