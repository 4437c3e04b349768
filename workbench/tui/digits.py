"""What the next digit means: a code of the hand, a theme, a code of that theme, or a row of the here line.

A small state machine, without a screen; it asks the session to do what the digits amount to.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.i18n import N_, _
from workbench.tui.session import Deed

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.ids import CodeId
    from workbench.domain.spans import Span
    from workbench.tui.session import Here, Session


_MOST = 9
"""Codings that have a digit at once."""


class Waiting(Enum):
    """What a digit is waited for."""

    CODE = auto()
    """Of the hand: nothing was begun."""
    THEME = auto()
    """After 0."""
    CODE_OF_THEME = auto()
    """After 0 and a theme."""
    HAND = auto()
    """After 0 0."""
    ROW = auto()
    """Which of several codings is meant."""


class Digits:
    """Turns digits into deeds."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.waiting = Waiting.CODE
        self._theme: CodeId | None = None
        self._rows: list[Here] = []
        self._first = 0
        """The row that 1 means."""
        self._row_means: Callable[[Here], Deed | None] | None = None
        self._instead: Callable[[CodeId], Deed] | None = None
        """What is done with a code, where it is not put on the passage."""

    @property
    def theme(self) -> CodeId | None:
        """The theme whose codes the next digit means."""
        return self._theme if self.waiting is Waiting.CODE_OF_THEME else self._session.theme

    def drop(self) -> bool:
        """Forget what was begun; return whether anything was."""
        begun = self.waiting is not Waiting.CODE
        self.waiting, self._theme, self._instead = Waiting.CODE, None, None
        self._rows, self._first, self._row_means = [], 0, None
        return begun

    @property
    def rows(self) -> list[Here]:
        """The codings that 1 to 9 mean, where one of several is asked for."""
        return self._rows[self._first : self._first + _MOST]

    @property
    def more_rows(self) -> int:
        """How many codings more there are, which 0 shows."""
        return len(self._rows) - len(self.rows)

    def instead(self, means: Callable[[CodeId], Deed]) -> None:
        """Let the digits that follow do something else with a code than put it on."""
        self.drop()
        self._instead = means

    def zero(self, span: Span) -> Deed | None:
        """Take a 0: another theme, and once more: another hand; after a theme, the theme itself as a code.

        Args:
            span: the chosen words.

        Returns:
            What was done; nothing where a digit is waited for.
        """
        waiting, theme = self.waiting, self._theme
        if waiting is Waiting.CODE:
            self._session.must_have_codes()
            self.waiting = Waiting.THEME
        elif waiting is Waiting.THEME and self._instead is None:
            self.waiting = Waiting.HAND
        elif waiting is Waiting.ROW and self.more_rows:
            self._first = self._first + _MOST if self._first + _MOST < len(self._rows) else 0
        elif waiting is Waiting.CODE_OF_THEME and theme is not None:
            return self._put(span, theme)
        else:
            self.drop()
        return None

    def _put(self, span: Span, code: CodeId) -> Deed:
        """Do with a code what its digits are for."""
        instead = self._instead
        self.drop()
        return self._session.code(span, code) if instead is None else instead(code)

    def act_on(self, rows: list[Here], means: Callable[[Here], Deed | None]) -> Deed | None:
        """Do something with the one coding there is, or wait for a digit where there are several."""
        if len(rows) == 1:
            self.drop()
            return means(rows[0])
        self.waiting, self._rows, self._first, self._row_means = Waiting.ROW, rows, 0, means
        return None

    def press(self, digit: int, span: Span) -> Deed | None:
        """Take a digit from 1 to 9.

        Args:
            digit: the digit.
            span: the chosen words.

        Returns:
            What was done; nothing where another digit is waited for.
        """
        waiting, theme, rows, means = self.waiting, self.theme, self.rows, self._row_means
        if waiting is Waiting.THEME:
            return self._theme_pressed(digit, span)
        if waiting is Waiting.CODE or waiting is Waiting.CODE_OF_THEME:
            return self._put(span, self._session.in_hand(digit, theme).id)
        self.drop()
        if waiting is Waiting.ROW:
            if means is None or digit > len(rows):
                raise Refused(N_("No code here has the digit {digit}."), digit=digit)
            return means(rows[digit - 1])
        return Deed(None, _("In the hand: {theme}").format(theme=self._session.hold(digit).name))

    def letter(self, letter: str, span: Span) -> Deed:
        """Take the letter of a code, whatever is waited for.

        Args:
            letter: a capital.
            span: the chosen words.
        """
        return self._put(span, self._session.lettered(letter).id)

    def _theme_pressed(self, digit: int, span: Span) -> Deed | None:
        theme = self._session.theme_with(digit)
        if not self._session.book.children(theme.id):
            return self._put(span, theme.id)
        self.waiting, self._theme = Waiting.CODE_OF_THEME, theme.id
        return None
