"""The hand: which digit puts on which code, in a pane at the left or on one row.

Shows what the session says; it decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.i18n import _
from workbench.tui.hand import NO_CODES, hand_of, has_themes, themes_by_digit
from workbench.tui.room import names_fitted
from workbench.tui.safe import CUT, fitted
from workbench.tui.widgets.lettered import lettered, name_with_letter
from workbench.tui.widgets.lines import Line, Lines, Piece

if TYPE_CHECKING:
    from rich.style import Style

    from workbench.domain.codebook import Code
    from workbench.domain.ids import CodeId
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

_LEAD = 5
"""Cells before a name: its digit and its stripe."""
_LEAST_DEFINITION = 6
"""Rows that are left to the definition; names take a second row only where there are more."""


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
        lines = self._lines_of_codes(session, look, theme, width, counts, rows=2)
        if len(lines) > height - _LEAST_DEFINITION:
            lines = self._lines_of_codes(session, look, theme, width, counts, rows=1)
        if told is not None:
            lines += [self._rule(look, width), *_definition_lines(told, look, width, height - len(lines) - 1)]
        edge = ("│", look.role("faint"))
        lines += [Line()] * (height - len(lines))
        self.put([Line(line.left, (*line.right, edge)) for line in lines[:height]], look.role("text"))

    def _lines_of_codes(
        self, session: Session, look: Look, theme: CodeId | None, width: int, counts: Counts, *, rows: int
    ) -> list[Line]:
        lines = _hand_lines(session, look, theme, width, counts, rows)
        if not session.book.codes:
            lines += [Line(((" " + row, look.role("soft")),)) for row in wrapped(_(NO_CODES), width - 2)]
        if has_themes(session.book):
            lines += [self._rule(look, width), *_theme_lines(session, look, theme, width, counts, rows)]
        return lines

    def _rule(self, look: Look, width: int) -> Line:
        return Line(((" " + "─" * (width - 2), look.role("faint")),))


class HandRow(Lines):
    """The hand on one row, for a narrow terminal."""

    def show(self, session: Session, look: Look, theme: CodeId | None) -> None:
        """Show what the digits mean, as many as fit."""
        room = self.size.width - 2
        if room <= 0:
            return
        codes = _codes(session, theme)
        if not codes and not session.book.codes:
            self.put([Line(((" " + fitted(_(NO_CODES), room), look.role("bar-soft")),))], look.role("bar"))
            return
        tail = _("0 other theme") if has_themes(session.book) else ""
        names = names_fitted(
            [name_with_letter(code) for _digit, code in codes], room - cell_len(tail) - 1 - 3 * len(codes)
        )
        pieces: list[Piece] = [(" ", look.role("bar"))]
        for (digit, code), name in zip(codes, names, strict=True):
            pieces += [
                (str(digit), look.role("bar-accent")),
                (look.shape(code.id), look.stripe(code.id, "bar")),
                *lettered(name + " ", code.letter, look.role("bar")),
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
        """Return the numbers of a code, and of all under it, without what is empty before them."""
        shown = self._shown(code)
        written = shown.lstrip()
        here = max(self._here - len(shown) + len(written), 0)
        return ((written[:here], look.role("text")), (written[here:], look.role("soft")))

    def cells_of(self, code: CodeId) -> int:
        """Return the cells that the numbers of a code take, and one before them."""
        return len(self._shown(code).lstrip()) + 1

    def _shown(self, code: CodeId) -> str:
        here, every = self._session.here_and_everywhere(code)
        return self._columns(str(here or ""), "" if every is None else str(every or "·"))

    def _columns(self, here: str, every: str) -> str:
        return f"{here:>{self._here}} {every:>{self._all}} "


def _hand_lines(
    session: Session, look: Look, theme: CodeId | None, width: int, counts: Counts, rows: int
) -> list[Line]:
    holding = session.book.by_id.get(theme) if theme is not None else None
    title = holding.name if holding is not None and has_themes(session.book) else _("Codes")
    lines = [Line(((" " + fitted(title, width - counts.width - 2), look.role("strong")),), (counts.heading(look),))]
    for digit, code in _codes(session, theme):
        lead = ((f" {digit} ", look.role("accent")), (look.shape(code.id) + " ", look.stripe(code.id)))
        lines += _named_lines(code, lead, look.role("text"), counts.of(look, code.id), width, rows)
    return lines


def _theme_lines(
    session: Session, look: Look, theme: CodeId | None, width: int, counts: Counts, rows: int
) -> list[Line]:
    lines = [Line(((" " + _("0 + theme + code"), look.role("soft")),))]
    for digit, found in themes_by_digit(session.book).items():
        mine = found.id == theme
        lead = (
            (f" {digit} ", look.role("accent" if mine else "soft")),
            (look.mark(found) + " ", look.stripe(found.id)),
        )
        style = look.role("strong" if mine else "text")
        lines += _named_lines(found, lead, style, counts.of(look, found.id), width, rows)
    return lines


def _named_lines(
    code: Code, lead: tuple[Piece, ...], style: Style, numbers: tuple[Piece, ...], width: int, rows: int
) -> list[Line]:
    """Return a code with its numbers; a long name goes on below them where there may be two rows."""
    room = width - _LEAD - 1 - sum(cell_len(shown) for shown, _style in numbers)
    name = name_with_letter(code)
    first = wrapped(name, room)[0]
    if rows == 1 or first == name or not name.startswith(first):
        return [Line((*lead, *lettered(fitted(name, room), code.letter, style)), numbers)]
    rest = " " * _LEAD + fitted(name[len(first) :].strip(), width - _LEAD - 1)
    letter_below = "" if code.letter in first.upper() else code.letter
    return [
        Line((*lead, *lettered(first, code.letter, style)), numbers),
        Line(lettered(rest, letter_below, style)),
    ]


def _definition_lines(code: Code, look: Look, width: int, room: int) -> list[Line]:
    shape = (look.shape(code.id) + " ", look.stripe(code.id))
    lines = [
        Line(((" ", look.role("text")), shape if not number else ("  ", shape[1]), (row, look.role("strong"))))
        for number, row in enumerate(wrapped(code.name, width - 4))
    ]
    parts = [(code.definition, "text")]
    if code.when_not:
        parts.append((_("Not: {when_not}").format(when_not=code.when_not), "soft"))
    for words, role in parts:
        lines += [Line(((" " + row, look.role(role)),)) for row in wrapped(words, width - 2)]
    if len(lines) > room > 0:
        (cut, style), (following, _style) = lines[room - 1].left[-1], lines[room].left[-1]
        lines[room - 1] = Line((*lines[room - 1].left[:-1], (cut_row(cut, following, width - 1), style)))
    return lines[: max(room, 0)]


def wrapped_within(text: str, width: int, most: int) -> list[str]:
    """Return words on at most so many rows; what does not fit is cut, and the last row ends in "…" then."""
    rows = wrapped(text, width)
    if len(rows) > most > 0:
        rows[most - 1] = cut_row(rows[most - 1], rows[most], width)
    return rows[: max(most, 0)]


def cut_row(row: str, following: str, width: int) -> str:
    """Return a row with as much of the one after it as there is room for; its end tells that more was cut."""
    shown = fitted(f"{row} {following.strip()}", width)
    return shown if shown.endswith(CUT) else fitted(row, width - 2) + f" {CUT}"


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
