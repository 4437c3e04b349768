"""The hand: which digit puts on which code, in a pane at the left or on one row.

Shows what the session says; it decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.domain.codebook import theme_digit
from workbench.i18n import _
from workbench.tui.hand import hand_of
from workbench.tui.safe import fitted
from workbench.tui.widgets.lines import Line, Lines, Piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.codebook import Code
    from workbench.domain.ids import CodeId
    from workbench.tui.session import Session
    from workbench.tui.themes import Look


class HandPane(Lines):
    """The hand, the other themes, and the definition of a code, from top to bottom."""

    def show(self, session: Session, look: Look, *, theme: CodeId | None, told: Code | None) -> None:
        """Show what the digits mean.

        Args:
            session: codebook and counts.
            look: styles.
            theme: whose codes the digits mean just now.
            told: the code whose definition is shown.
        """
        width, height = self.size.width - 1, self.size.height
        if width <= 0:
            return
        counts = Counts(session)
        lines = [*_hand_lines(session, look, theme, width, counts), self._rule(look, width)]
        lines += _theme_lines(session, look, theme, width, counts)
        if told is not None:
            lines += [self._rule(look, width), *_definition_lines(told, look, width, height - len(lines) - 1)]
        edge = ("│", look.role("faint"))
        lines += [Line()] * (height - len(lines))
        self.put([Line(line.left, (*line.right, edge)) for line in lines[:height]], look.role("text"))

    def _rule(self, look: Look, width: int) -> Line:
        return Line(((" " + "─" * (width - 2), look.role("faint")),))


class HandRow(Lines):
    """The hand on one row, for a narrow terminal."""

    def ask(self, look: Look, asked: Sequence[Piece]) -> None:
        """Show the first part of what the next digit may mean."""
        self.put([Line(tuple(asked))], look.role("text"))

    def show(self, session: Session, look: Look, theme: CodeId | None) -> None:
        """Show what the digits mean, as many as fit."""
        room = self.size.width - 2
        if room <= 0:
            return
        codes = _codes(session, theme)
        tail = _("0 other theme")
        share = max((room - cell_len(tail) - 1) // max(len(codes), 1) - 3, 3)
        spare = sum(max(share - cell_len(code.name), 0) for _digit, code in codes)
        pieces: list[Piece] = [(" ", look.role("bar"))]
        for digit, code in codes:
            name = fitted(code.name, share + min(max(cell_len(code.name) - share, 0), spare))
            spare -= max(cell_len(name) - share, 0)
            pieces += [
                (str(digit), look.role("bar-accent")),
                (look.shape(code.id), look.stripe(code.id, "bar")),
                (name + " ", look.role("bar")),
            ]
        self.put([Line(tuple(pieces), ((tail + " ", look.role("bar-soft")),))], look.role("bar"))


def _codes(session: Session, theme: CodeId | None) -> list[tuple[int, Code]]:
    return list(hand_of(session.book, theme).items())


class Counts:
    """How many codings codes have on this page and on all: as two columns, as wide as the numbers need.

    Args:
        session: what is counted; what all pages have stays empty until somebody counted it.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        most = max(session.counts_everywhere.values(), default=0) if session.knows_everywhere else 0
        self._here = max(cell_len(_("here")), 3)
        self._all = max(cell_len(_("all")), len(str(most)) + 1)

    @property
    def width(self) -> int:
        """The cells of both columns."""
        return self._here + self._all + 2

    def heading(self, look: Look) -> Piece:
        """Return what stands over the columns."""
        return self._columns(_("here"), _("all")), look.role("soft")

    def of(self, look: Look, code: CodeId) -> tuple[Piece, ...]:
        """Return the numbers of a code, and of all under it."""
        here, every = self._session.here_and_everywhere(code)
        shown = self._columns(str(here or ""), "" if every is None else str(every or "·"))
        return ((shown[: self._here], look.role("text")), (shown[self._here :], look.role("soft")))

    def _columns(self, here: str, every: str) -> str:
        return f"{here:>{self._here}} {every:>{self._all}} "


def _hand_lines(session: Session, look: Look, theme: CodeId | None, width: int, counts: Counts) -> list[Line]:
    holding = session.book.by_id.get(theme) if theme is not None else None
    title = holding.name if holding is not None else _("Codes")
    head = Line(((" " + fitted(title, width - counts.width - 2), look.role("strong")),), (counts.heading(look),))
    return [head, *(_code_line(look, digit, code, width, counts) for digit, code in _codes(session, theme))]


def _code_line(look: Look, digit: int, code: Code, width: int, counts: Counts) -> Line:
    left: tuple[Piece, ...] = (
        (f" {digit} ", look.role("accent")),
        (look.shape(code.id) + " ", look.stripe(code.id)),
        (fitted(code.name, width - counts.width - 5), look.role("text")),
    )
    return Line(left, counts.of(look, code.id))


def _theme_lines(session: Session, look: Look, theme: CodeId | None, width: int, counts: Counts) -> list[Line]:
    book = session.book
    head = Line(((" " + _("0 + theme + code"), look.role("soft")),))
    lines = [head]
    for found in sorted(book.themes, key=lambda one: theme_digit(book, one) or 99):
        digit = theme_digit(book, found)
        if found.retired or digit is None:
            continue
        mine = found.id == theme
        left: tuple[Piece, ...] = (
            (f" {digit} ", look.role("accent" if mine else "soft")),
            ("■ ", look.stripe(found.id)),
            (fitted(found.name, width - counts.width - 5), look.role("strong" if mine else "text")),
        )
        lines.append(Line(left, counts.of(look, found.id)))
    return lines


def _definition_lines(code: Code, look: Look, width: int, room: int) -> list[Line]:
    lines = [
        Line(
            (
                (" ", look.role("text")),
                (look.shape(code.id) + " ", look.stripe(code.id)),
                (fitted(code.name, width - 4), look.role("strong")),
            )
        )
    ]
    parts = [(code.definition, "text")]
    if code.when_not:
        parts.append((_("Not: {when_not}").format(when_not=code.when_not), "soft"))
    for words, role in parts:
        lines += [Line(((" " + row, look.role(role)),)) for row in wrapped(words, width - 2)]
    if len(lines) > room > 0:
        lines = lines[:room]
        last = lines[-1].left[-1]
        lines[-1] = Line((*lines[-1].left[:-1], (fitted(last[0] + " ……", width - 1), last[1])))
    return lines[: max(room, 0)]


def wrapped_within(text: str, width: int, most: int) -> list[str]:
    """Return words on at most so many rows; what does not fit is cut, and the last row ends in "…" then."""
    rows = wrapped(text, width)
    if len(rows) > most:
        rows[most:] = []
        rows[-1:] = [fitted(row + " ………", width) for row in rows[-1:]]
    return rows


def wrapped(text: str, width: int) -> list[str]:
    """Return words on rows of at most so many cells; a word that is too long is cut."""
    rows: list[str] = []
    for word in text.split():
        piece = fitted(word, width)
        if rows and cell_len(rows[-1]) + 1 + cell_len(piece) <= width:
            rows[-1] += " " + piece
        else:
            rows.append(piece)
    return rows
