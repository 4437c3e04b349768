"""The first page of a comparison taken apart: which row each line tells of, which stretches a cell's text has.

Every format that can show a stretch differently shows the same stretches so. Nothing is counted here and no text
changed.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.cell_words import dot, quotes_text
from workbench.domain.cells import MOST_MARKS, Cell, State
from workbench.domain.first_page import LineKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.report import Report

OWN = frozenset({LineKind.THEME, LineKind.CODE})
"""Kinds of lines that tell of a row themselves; those under it tell of the row over them."""

_SPEAKS = frozenset({State.SAYS, State.AGAINST})


class Tone(Enum):
    """How a stretch of a cell's text is said."""

    SPEAKS = "mark of one who speaks"
    SILENT = "mark of one who does not"
    PLAIN = "words"
    SOFT = "how many quotes"


class Stretch(NamedTuple):
    """A part of a cell's text."""

    tone: Tone
    text: str


def cell_stretches(cell: Cell, text: str) -> list[Stretch]:
    """Return a cell's text in stretches; together they are the whole text.

    Args:
        cell: of a theme or a code.
        text: what the first page says of it.
    """
    found: list[Stretch] = []
    if 0 < len(cell.voices) <= MOST_MARKS and text.startswith(cell.marks()):
        for voice, sign in zip(cell.voices, cell.marks(), strict=True):
            tone = Tone.SPEAKS if voice.state in _SPEAKS else Tone.SILENT
            if found and found[-1].tone is tone:
                found[-1] = Stretch(tone, found[-1].text + sign)
            else:
                found.append(Stretch(tone, sign))
        text = text[len(cell.voices) :]
    ending = dot() + quotes_text(cell)
    if text.endswith(ending):
        return [*found, Stretch(Tone.PLAIN, text.removesuffix(ending)), Stretch(Tone.SOFT, ending)]
    return [*found, Stretch(Tone.PLAIN, text)]


def rows_of_lines(report: Report) -> Iterator[int | None]:
    """Yield for each line of the first page which row of the matrix it tells of; None over the first."""
    over: list[int] = []
    place = -1
    for line in report.page.lines:
        if line.kind in OWN:
            place += 1
            del over[line.depth :]
            # A view may show a code without the one above it.
            over += [place] * (line.depth + 1 - len(over))
        yield None if line.kind is LineKind.HEADING else over[min(line.depth, len(over)) - (line.kind not in OWN)]
