"""One cell of the matrix: who speaks, who is silent, who was not asked or not read (MATRIX.md §2).

A cell is a finished value; how it is written stands in `cell_words` and in the exporters.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_MARKS = 12
"""Informants in a cell that are shown as marks; more are shown as `5/23`."""

NAMED_FROM = 4
"""Quotes in a cell from which an informant who gives half of them is named."""


class State(StrEnum):
    """What is known of one informant and one code, in the order of which the first that applies counts."""

    SAYS = "says"
    AGAINST = "against"
    ASKED_SILENT = "asked-silent"
    NOTHING_FOUND = "nothing-found"
    NOT_ASKED = "not-asked"
    UNREAD = "unread"

    # The enumeration's own hash is written in Python, and every cell asks for it several times.
    __hash__ = str.__hash__


COUNTED = frozenset({State.SAYS, State.AGAINST, State.ASKED_SILENT, State.NOTHING_FOUND})
"""States of an informant who is in N."""

_RANK = {state: rank for rank, state in enumerate(State)}
_MARKS = dict(zip(State, "●◐○·–?", strict=True))
_KEY_MARKS = _MARKS | {State.SAYS: "◆", State.AGAINST: "◈", State.ASKED_SILENT: "◇"}
_ASCII = dict(zip(State, "sxo.-?", strict=True))
_ASCII_KEY = _ASCII | {State.SAYS: "S", State.AGAINST: "X", State.ASKED_SILENT: "O"}


def mark(state: State, *, is_key: bool = False, ascii_marks: bool = False) -> str:
    """Return the one character that shows a state."""
    if ascii_marks:
        return (_ASCII_KEY if is_key else _ASCII)[state]
    return (_KEY_MARKS if is_key else _MARKS)[state]


def first_state(states: Iterable[State]) -> State | None:
    """Return the state that says most, or None of none."""
    return min(states, key=_RANK.__getitem__, default=None)


class Voice(NamedTuple):
    """One informant in a cell."""

    informant: str
    """The informant's reference."""
    is_key: bool
    state: State


class Share(NamedTuple):
    """An informant who gives half or more of a cell's quotes."""

    informant: str
    quotes: int


class Cell(NamedTuple):
    """What one row has in one column. A named tuple, since a large matrix has a hundred thousand of them."""

    state: State | None
    """In one word: the first that applies among the informants; None where nobody can have a state."""
    n: int | None
    """Informants who say it; None in lines without informants."""
    N: int | None
    """Informants who speak of it, or are read and, where a guide tells, asked."""
    quotes: int
    quotes_against: int
    codings: int
    words: int
    informants: tuple[str, ...] = ()
    """Those who say it, in heading order."""
    against: tuple[str, ...] = ()
    """Those who speak against it, whether or not they also say it."""
    voices: tuple[Voice, ...] = ()
    """Every informant of the column, in heading order."""
    dominant: tuple[Share, ...] = ()
    """Who gives half or more of four quotes or more, where others could have."""

    def count(self, state: State) -> int:
        """Return how many informants are in `state`."""
        return sum(voice.state is state for voice in self.voices)

    @property
    def beside(self) -> tuple[str, ...]:
        """The informants who are not in N."""
        return tuple(voice.informant for voice in self.voices if voice.state not in COUNTED)

    def marks(self, *, ascii_marks: bool = False) -> str:
        """Return one mark for each informant in heading order, or `5/23` where they are more than twelve."""
        if len(self.voices) > MOST_MARKS:
            return f"{self.n}/{self.N}"
        return "".join(mark(voice.state, is_key=voice.is_key, ascii_marks=ascii_marks) for voice in self.voices)
