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

_COUNT = 4
"""Cells of a count."""


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
        lines = [*_hand_lines(session, look, theme, width), self._rule(look, width)]
        lines += _theme_lines(session, look, theme, width)
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


def _hand_lines(session: Session, look: Look, theme: CodeId | None, width: int) -> list[Line]:
    holding = session.book.by_id.get(theme) if theme is not None else None
    title = holding.name if holding is not None else _("Codes")
    head = Line(((" " + fitted(title, width - 7), look.role("strong")),), ((_("here") + " ", look.role("soft")),))
    return [head, *(_code_line(session, look, digit, code, width) for digit, code in _codes(session, theme))]


def _code_line(session: Session, look: Look, digit: int, code: Code, width: int) -> Line:
    count = session.counts[code.id]
    name = fitted(code.name, width - _COUNT - 6)
    shown = f"{count:>{_COUNT}} " if count else " " * _COUNT + " "
    left: tuple[Piece, ...] = (
        (f" {digit} ", look.role("accent")),
        (look.shape(code.id) + " ", look.stripe(code.id)),
        (name, look.role("text")),
    )
    return Line(left, ((shown, look.role("soft")),))


def _theme_lines(session: Session, look: Look, theme: CodeId | None, width: int) -> list[Line]:
    book = session.book
    head = Line(((" " + _("0 + theme + code"), look.role("soft")),))
    lines = [head]
    for found in sorted(book.themes, key=lambda one: theme_digit(book, one) or 99):
        digit = theme_digit(book, found)
        if found.retired or digit is None:
            continue
        mine = found.id == theme
        count = sum(session.counts[code] for code in book.below(found.id))
        shown = f"{count:>{_COUNT}} " if count else " " * _COUNT + " "
        left: tuple[Piece, ...] = (
            (f" {digit} ", look.role("accent" if mine else "soft")),
            ("■ ", look.stripe(found.id)),
            (fitted(found.name, width - _COUNT - 6), look.role("strong" if mine else "text")),
        )
        lines.append(Line(left, ((shown, look.role("soft")),)))
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
