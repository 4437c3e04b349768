"""A sitting of a new user at the sample study: the keys with their times, and the history they made.

Keys and times stand in `session.keys`, one key a line; the history and the places that were coded, without any
words, in `session.history`. Both can be recorded anew with: python -m tests.replays.session_log
"""

from __future__ import annotations

import contextlib
import io
import json
import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.replays.keyboard import Keyboard
from tests.replays.sample_study import kept, wanted
from workbench.cli.run import run
from workbench.cli.sample_study import build
from workbench.i18n import set_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HERE = Path(__file__).parent
KEYS, HISTORY = HERE / "session.keys", HERE / "session.history"
SIZE = (100, 30)
REOPENED = "(opened again)"
"""Stands between two sittings."""
AT_ONCE = 0.25
"""Seconds: a key that came sooner after the one before was pressed without looking."""

_SCRIPT = """
? PgDn ?
→ → j hop:Det_er_det_samme 2
→ a 1 - j Space 3
m type:Samme_ord_hos_alle? Tab *
b type:Rektorene Enter
r type:ned Enter
x u u U
/ type:penger Enter n n , hop:Det_kom_ikke Enter type:føri Enter
J hop:Uten Space Backspace 0 5 3
e ← ← Tab → i
→ Enter type:Ungdommene_selv Enter
t 4 t 4 - Esc
d Esc v Esc
> > < x u
Tab ↓ ↓ Enter j j 0 0 3 2
) ( g type:FK1:5 Enter 1
D u j Space . →
"""
_SECOND = """
u u U U → 2 y x
"""


class Recorder:
    """Somebody at the keys, who looks before a key and types words fast.

    Args:
        keyboard: the program.
        keys: what was pressed so far, each with its time in seconds.
        begun: when the first sitting began.
    """

    def __init__(self, keyboard: Keyboard, keys: list[tuple[float, str]], begun: float) -> None:
        self._keyboard, self._keys, self._begun = keyboard, keys, begun
        self._chance = random.Random(len(keys))

    def press(self, *keys: str, fast: bool = False) -> None:
        """Press keys, and write down when."""
        for key in keys:
            time.sleep(self._chance.uniform(0.03, 0.09) if fast else self._chance.uniform(0.35, 0.9))
            self._keys.append((round(time.monotonic() - self._begun, 2), key))
            self._keyboard.type_ahead(key)
            if not fast:
                self._keyboard.settle()
        self._keyboard.settle()

    def follow(self, script: str) -> None:
        """Press what a script says."""
        for token in script.split():
            kind, _colon, words = token.partition(":")
            words = words.replace("_", " ")
            if kind == "hop":
                self.press("f")
                self.press(*self._letters_before(words))
            elif kind == "type":
                self.press(*("Space" if letter == " " else letter for letter in words), fast=True)
            else:
                self.press(token)

    def _letters_before(self, words: str) -> str:
        """Read off the screen which letters a hop shows before words."""
        for row in self._keyboard.screen.rows():
            before, found, _after = row.partition(words)
            if found:
                return before[-1]
        raise AssertionError(f"{words!r} is not in\n{self._keyboard.screen.text()}")


def record() -> None:
    """Record the keys and the history anew."""
    set_language("en")
    with tempfile.TemporaryDirectory() as folder:
        project, steps = new_study(Path(folder))
        keys: list[tuple[float, str]] = []
        begun = time.monotonic()
        for number, script in enumerate((_SCRIPT, _SECOND)):
            with Keyboard(["open", str(project)], SIZE, Path(folder) / "home") as keyboard:
                keyboard.begin()
                if number:
                    keys.append((round(time.monotonic() - begun, 2), REOPENED))
                Recorder(keyboard, keys, begun).follow(script)
                keys.append((round(time.monotonic() - begun, 2), "Q"))
                assert keyboard.quit() == 0
        KEYS.write_text("".join(f"{at:7.2f} {key}\n" for at, key in keys), encoding="utf-8")
        HISTORY.write_text("".join(f"{line}\n" for line in told_of(project, steps)), encoding="utf-8")


def new_study(folder: Path) -> tuple[Path, int]:
    """Make the sample study as a user gets it; return the project and how many steps that took."""
    project = folder / "samskaping.workbench"
    build(project, quiet=True)
    return project, len(_history(project))


def told_of(project: Path, steps: int) -> list[str]:
    """Return what was done after so many steps, and which places have codings that the sample study has not."""
    places = sorted((one.source, one.start, one.end) for one in set(kept(project)) - set(wanted()))
    return [*map(json.dumps, _history(project)[steps:]), *map(json.dumps, places)]


def read_keys() -> list[tuple[float, str]]:
    """Return the keys with their times."""
    found = []
    for line in KEYS.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        at, _blank, key = line.strip().partition(" ")
        found.append((float(at), key))
    return found


def sittings(keys: Sequence[tuple[float, str]]) -> Iterator[list[tuple[float, str]]]:
    """Yield the keys from one opening to the next, without the last, which quits."""
    sitting: list[tuple[float, str]] = []
    for at, key in (*keys, (0.0, REOPENED)):
        if key == REOPENED:
            yield sitting[:-1]
            sitting = []
        else:
            sitting.append((at, key))


def press_again(keyboard: Keyboard, keys: Sequence[tuple[float, str]]) -> None:
    """Press recorded keys: what came fast without looking, the rest when the screen is there."""
    for (at, key), (following, _key) in zip(keys, [*keys[1:], (1e9, "")], strict=True):
        keyboard.type_ahead(key)
        if following - at > AT_ONCE:
            keyboard.settle()


def _history(project: Path) -> list[dict[str, Any]]:
    """Return the steps of a project, the oldest first, without times and without the values they were called with."""
    written = io.StringIO()
    with contextlib.redirect_stdout(written):
        assert run(["history", str(project), "--json", "--last", "0"]) == 0
    steps = [json.loads(line) for line in written.getvalue().strip().split("\n")]
    return [
        {name: step[name] for name in ("step", "verb", "undoes", "changes")}
        for step in sorted(steps, key=lambda step: int(step["step"]))
    ]


if __name__ == "__main__":
    record()
