"""How a cell is written in words and marks, the same on screen and in every file (MATRIX.md §§1-4).

The texts are in the language now chosen and hold user text as it is; whoever writes them into a format
escapes them. No percent, no share, no total over cases.
"""

from __future__ import annotations

from workbench.domain.cells import COUNTED, MOST_MARKS, Cell, State, mark
from workbench.domain.norwegian import number
from workbench.i18n import N_, _, language, n_

STATE_WORDS = {
    State.SAYS: N_("says it"),
    State.AGAINST: N_("against"),
    State.ASKED_SILENT: N_("asked, said nothing"),
    State.NOTHING_FOUND: N_("nothing found"),
    State.NOT_ASKED: N_("not asked"),
    State.UNREAD: N_("not read"),
}

# By whether somebody was not asked, and whether somebody is not read.
_FRACTIONS = {
    (False, False): (N_("{n} of {all}"), "{n}/{all}"),
    (False, True): (N_("{n} of {all} read"), N_("{n}/{all} read")),
    (True, False): (N_("{n} of {all} asked"), N_("{n}/{all} asked")),
    (True, True): (N_("{n} of {all} asked and read"), N_("{n}/{all} asked and read")),
}

NONE = "–"
NONE_ASCII = "-"


def none(*, ascii_marks: bool = False) -> str:
    """Return what stands where a line has nothing in a column."""
    return NONE_ASCII if ascii_marks else NONE


def dot(*, ascii_marks: bool = False) -> str:
    """Return what stands between who speaks and how many quotes."""
    return "; " if ascii_marks else " · "


def fraction(cell: Cell) -> str:
    """Return `3 of 7`, or the one state that all are in: `2 of 5 read`, `asked, said nothing`."""
    states = {voice.state for voice in cell.voices}
    if not cell.n and len(states) == 1:
        return _(STATE_WORDS[next(iter(states))])
    if not states & COUNTED:
        return _("not asked or not read")
    return _fraction(cell, 0)


def _fraction(cell: Cell, form: int) -> str:
    states = {voice.state for voice in cell.voices}
    template = _FRACTIONS[State.NOT_ASKED in states, State.UNREAD in states][form]
    return _(template).format(n=cell.n, all=cell.N)


def quotes_text(cell: Cell) -> str:
    """Return how many quotes, and who gives half or more of them: `14 (8: SK3)`."""
    total = number(cell.quotes, language())
    shares = ", ".join(f"{number(share.quotes, language())}: {share.informant}" for share in cell.dominant)
    return f"{total} ({shares})" if shares else total


def cell_text(cell: Cell, *, alone: bool, ascii_marks: bool = False) -> str:
    """Return a cell in the form of the first page: `◆●◐ 2 of 3 · 8`.

    Args:
        cell: of any column.
        alone: whether the column is one informant or one source, so that one mark says who.
        ascii_marks: use marks that every terminal has.
    """
    if not cell.voices:
        return _text_without_voices(cell, ascii_marks=ascii_marks)
    counted = cell.quotes or cell.n or cell.against
    if alone and len(cell.voices) == 1:
        marks = cell.marks(ascii_marks=ascii_marks)
        return f"{marks} {quotes_text(cell)}" if counted else marks
    if len(cell.voices) > MOST_MARKS:
        who = _fraction(cell, 1)
    else:
        who = f"{cell.marks(ascii_marks=ascii_marks)} {fraction(cell)}"
    return who + dot(ascii_marks=ascii_marks) + quotes_text(cell) if counted else who


def _text_without_voices(cell: Cell, *, ascii_marks: bool) -> str:
    if cell.state is not None and not cell.quotes:
        return mark(cell.state, ascii_marks=ascii_marks)
    return plain_text(cell, ascii_marks=ascii_marks)


def plain_text(cell: Cell, *, ascii_marks: bool = False) -> str:
    """Return the quotes of a line without informants: `3 quotes (1 against)`."""
    if not cell.quotes:
        return none(ascii_marks=ascii_marks)
    text = quotes_counted(cell.quotes)
    if cell.quotes_against:
        text += " (" + _("{count} against").format(count=number(cell.quotes_against, language())) + ")"
    return text


def quotes_counted(count: int) -> str:
    """Return `1 quote`, `8 quotes`."""
    return n_("{count} quote", "{count} quotes", count).format(count=number(count, language()))


def against_text(cell: Cell, *, ascii_marks: bool = False) -> str:
    """Return who speaks against and in how many quotes: `1: BK3 · 1 quote`."""
    if not cell.against:
        return none(ascii_marks=ascii_marks)
    who = f"{len(cell.against)}: {', '.join(cell.against)}"
    return who + dot(ascii_marks=ascii_marks) + quotes_counted(cell.quotes_against)


def spoken(cell: Cell) -> str:
    """Return the cell as a screen reader says it: `3 of 7: BK1, BK2, BK4; against: BK3`."""
    if not cell.voices:
        if cell.state is not None and not cell.quotes:
            return _(STATE_WORDS[cell.state])
        return quotes_counted(cell.quotes)
    text = fraction(cell)
    if cell.informants:
        text += ": " + ", ".join(cell.informants)
    if cell.against:
        text += "; " + _("against: {informants}").format(informants=", ".join(cell.against))
    return text
