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
        self.rows: list[Here] = []
        self._row_means: Callable[[Here], Deed | None] | None = None

    @property
    def theme(self) -> CodeId | None:
        """The theme whose codes the next digit means."""
        return self._theme if self.waiting is Waiting.CODE_OF_THEME else self._session.theme

    def drop(self) -> bool:
        """Forget what was begun; return whether anything was."""
        begun = self.waiting is not Waiting.CODE
        self.waiting, self._theme, self.rows, self._row_means = Waiting.CODE, None, [], None
        return begun

    def zero(self, span: Span) -> Deed | None:
        """Take a 0: another theme, and once more: another hand; after a theme, the theme itself as a code.

        Args:
            span: the chosen words.

        Returns:
            What was done; nothing where a digit is waited for.
        """
        waiting, theme = self.waiting, self._theme
        if waiting is Waiting.CODE:
            self.waiting = Waiting.THEME
        elif waiting is Waiting.THEME:
            self.waiting = Waiting.HAND
        else:
            self.drop()
            if waiting is Waiting.CODE_OF_THEME and theme is not None:
                return self._session.code(span, theme)
        return None

    def act_on(self, rows: list[Here], means: Callable[[Here], Deed | None]) -> Deed | None:
        """Do something with the one coding there is, or wait for a digit where there are several."""
        if len(rows) == 1:
            self.drop()
            return means(rows[0])
        self.waiting, self.rows, self._row_means = Waiting.ROW, rows[:9], means
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
        self.drop()
        if waiting is Waiting.ROW:
            if means is None or digit > len(rows):
                raise Refused(N_("No code here has the digit {digit}."), digit=digit)
            return means(rows[digit - 1])
        if waiting is Waiting.HAND:
            return Deed(None, _("In the hand: {theme}").format(theme=self._session.hold(digit).name))
        if waiting is Waiting.THEME:
            return self._theme_pressed(digit, span)
        return self._session.code(span, self._session.in_hand(digit, theme).id)

    def _theme_pressed(self, digit: int, span: Span) -> Deed | None:
        theme = self._session.theme_with(digit)
        if not self._session.book.children(theme.id):
            return self._session.code(span, theme.id)
        self.waiting, self._theme = Waiting.CODE_OF_THEME, theme.id
        return None
