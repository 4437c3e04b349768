"""The log of keys with which the sample study was coded: written, read, and pressed again.

One line for each coding: the file, its first and last character, and the keys, with a blank between two. Neither
words nor codes stand in it; they are in the table that it is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.replays.sample_study import wanted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.replays.keyboard import Keyboard
    from tests.replays.sample_study import Coded
    from tests.replays.ways import Keys

HERE = Path(__file__).parent
SIZES = ((120, 36), (80, 24))


@dataclass(frozen=True, slots=True)
class Logged:
    """The keys for one coding, and where it is."""

    source: str
    start: int
    end: int
    keys: Keys


def log_of(size: tuple[int, int]) -> Path:
    """Return where the keys for a terminal of so many columns and rows are logged."""
    return HERE / f"coding-{size[0]}x{size[1]}.keys"


def write(size: tuple[int, int], codings: Sequence[Coded], keys: Sequence[Keys]) -> None:
    """Write a log."""
    lines = [
        f"{coded.source} {coded.start} {coded.end}: {' '.join(pressed)}\n"
        for coded, pressed in zip(codings, keys, strict=True)
    ]
    log_of(size).write_text("".join(lines), encoding="utf-8")


def read(size: tuple[int, int]) -> list[Logged]:
    """Read a log."""
    found = []
    for line in log_of(size).read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        place, _colon, keys = line.partition(": ")
        source, start, end = place.split(" ")
        found.append(Logged(source, int(start), int(end), tuple(keys.split(" "))))
    return found


def press(keyboard: Keyboard, log: Sequence[Logged]) -> int:
    """Press the keys of a log; return how many were pressed."""
    before = keyboard.pressed
    for logged in log:
        keyboard.press(*logged.keys)
    return keyboard.pressed - before


def wanted_of(log: Sequence[Logged]) -> list[Coded]:
    """Return the codings of the table that a log, or the beginning of one, makes."""
    codings = wanted()[: len(log)]
    assert [(one.source, one.start, one.end) for one in codings] == [(one.source, one.start, one.end) for one in log]
    return codings
