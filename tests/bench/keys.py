"""How many keys a coding costs: the sample study coded by the first coder's table, all by keyboard.

The cheapest keys are looked for, pressed one by one in a pseudo-terminal, counted there, and what the project
holds then is compared with the table. Run: python -m tests.bench.keys [--check] [--write] [--size 80x24].
With --write the logs under tests/replays are written anew; without, those that are there are pressed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from tests.replays import key_log
from tests.replays.keyboard import Keyboard
from tests.replays.page_model import PageModel
from tests.replays.planning import planned
from tests.replays.sample_study import kept, uncoded, wanted
from workbench.bootstrap import open_desk, open_to_read
from workbench.domain.spans import Span
from workbench.i18n import set_language
from workbench.tui.app import WorkbenchApp
from workbench.tui.choosing import Walk
from workbench.tui.screens.desk import pane_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.replays.key_log import Logged
    from tests.replays.sample_study import Coded
    from tests.replays.ways import Keys

WHOLE, OTHERS = 4.0, 9.0
"""Keys that a coding may cost, where the passage begins and ends with a sentence, and where not."""


def page_on(project: Path, size: tuple[int, int]) -> PageModel:
    """Return a model of the page that a terminal of this size has room for."""

    async def measured() -> PageModel:
        app = WorkbenchApp(lambda: open_desk(project))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            page = app.desk_screen.page
            below = size[1] - page.region.bottom
            return PageModel(page.size, max(pane_height(size[1]) - below, 0))

    return asyncio.run(measured())


def write_log(project: Path, size: tuple[int, int]) -> None:
    """Look for the cheapest keys, and write them down."""
    model = page_on(project, size)
    with closing(open_to_read(project)) as desk:
        keys = planned(desk, wanted(), model)
    key_log.write(size, wanted(), keys)


def pressed(project: Path, size: tuple[int, int], log: Sequence[Logged]) -> tuple[int, list[Coded]]:
    """Press a log on a copy of a project; return how many keys that were, and what is coded then."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "coded.workbench"
        shutil.copy(project, copy)
        with Keyboard(["open", str(copy)], size, Path(folder) / "home") as keyboard:
            keyboard.begin()
            number = key_log.press(keyboard, log)
            keyboard.quit()
        return number, kept(copy)


def on_borders(project: Path, codings: Sequence[Coded]) -> list[bool]:
    """Tell of each coding whether it begins and ends with a sentence."""
    with closing(open_to_read(project)) as desk:
        walks = {source.name: Walk(desk.sources.text(source.id)) for source in desk.sources.all()}
    return [bool(walks[one.source].sentences_in(Span(one.start, one.end))) for one in codings]


def mean(keys: Sequence[Keys]) -> float:
    """Return keys per coding."""
    return sum(map(len, keys)) / len(keys)


def main() -> int:
    """Print the table; with --check, fail where a budget is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--size", default="", choices=("", "120x36", "80x24"))
    asked = parser.parse_args()
    set_language("en")
    sizes = [size for size in key_log.SIZES if asked.size in {"", f"{size[0]}x{size[1]}"}]
    missed = False
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WORKBENCH_HOME"] = str(Path(folder) / "home")
        project = uncoded(Path(folder) / "samskaping.workbench")
        borders = on_borders(project, wanted())
        print(f"{'terminal':10}{'passages':26}{'codings':>8}{'keys':>7}{'each':>7}{'budget':>8}  as in the table")
        for size in sizes:
            if asked.write:
                write_log(project, size)
            missed |= measured(project, size, borders)
    return 1 if asked.check and missed else 0


def measured(project: Path, size: tuple[int, int], borders: Sequence[bool]) -> bool:
    """Press a log and print its rows; tell whether a budget is missed, or anything is not as in the table."""
    log = key_log.read(size)
    number, coded = pressed(project, size, log)
    assert number == sum(len(one.keys) for one in log)
    same = sorted(coded) == sorted(key_log.wanted_of(log))
    missed = not same
    for name, on_border, budget in (("sentences", True, WHOLE), ("others", False, OTHERS)):
        keys = [one.keys for one, found in zip(log, borders, strict=True) if found is on_border]
        late = mean(keys) > budget
        missed |= late
        told = f"{len(keys):>8}{sum(map(len, keys)):>7}{mean(keys):>7.2f}{budget:>8}"
        mark = "  missed" if late else ""
        print(f"{f'{size[0]}×{size[1]}':10}{name:26}{told}  {'yes' if same else 'NO'}{mark}", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
