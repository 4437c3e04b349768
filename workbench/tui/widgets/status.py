"""The lines above and below the page: where you are, what a code would land on, what was done, and keys.

They show what the session and the page say; they decide nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.domain.passages import Stance
from workbench.domain.words import count_words
from workbench.i18n import _, n_
from workbench.tui.commands import every_command
from workbench.tui.safe import fitted, fitted_both_ends
from workbench.tui.widgets.lines import Line, Lines, Piece
from workbench.tui.widgets.page_rows import AGAINST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.spans import Span
    from workbench.tui.session import Here, Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.page import Page

_STRIP = 24
"""Cells of the overview at most."""
_NARROW = 100
_LEAST_TOLD = 12
TELLS_KEY = "  ·  "
"""Stands between what was done and the key that undoes it."""


class TopLine(Lines):
    """The source, the reading, and an overview of what is coded where."""

    def show(self, session: Session, look: Look, page: Page) -> None:
        """Show where the reader is."""
        width = self.size.width
        if not width:
            return
        if session.text is None:
            self.put([Line(((f" {fitted(session.desk.name, width - 2)}", look.role("bar-strong")),))], look.role("bar"))
            return
        source, chosen = session.text.source, session.desk.chosen
        case = session.cases.get(source.case, "") if source.case is not None else ""
        turns = len(session.text.turns)
        reading = _("READ ONLY") if not session.desk.writable else f"{chosen.round} · {chosen.coder}"
        turn = _("{turn} of {turns} ").format(turn=page.turn_number, turns=turns)
        overview = _overview(session, look, page, min(_STRIP, width // 5))
        right: list[Piece] = [
            (fitted(reading, width // 3) + "   ", look.role("bar-soft" if session.desk.writable else "bar-warning")),
            *overview,
            ("  " + turn, look.role("bar")),
        ]
        room = width - sum(cell_len(text) for text, _style in right) - cell_len(source.label) - 5
        about = case or source.name
        left: tuple[Piece, ...] = (
            (f" {source.label}", look.role("bar-strong")),
            (f"  {fitted(about, room)}" if about and room > 3 else "", look.role("bar-soft")),
        )
        self.put([Line(left, tuple(right))], look.role("bar"))


def _overview(session: Session, look: Look, page: Page, cells: int) -> list[Piece]:
    """Return the source from its beginning to its end in a few cells: stripes where most is coded, and here."""
    text = session.text
    if text is None or not text.turns or cells < 6:
        return []
    end = max(text.turns[-1].body_end, 1)
    here = min(page.standing.cursor * cells // end, cells - 1)
    pieces: list[Piece] = []
    for cell, code in enumerate(session.overview(cells)):
        if cell == here:
            pieces.append(("◆", look.role("bar-accent")))
        elif code is None:
            pieces.append(("·", look.role("bar-faint")))
        else:
            pieces.append((look.shape(code), look.stripe(code, "bar")))
    return pieces


class Status(Lines):
    """What a code would land on, and what was just done."""

    def show(self, session: Session, look: Look, page: Page, said: str, *, warning: bool) -> None:
        """Show both lines.

        Args:
            session: codings and when they were saved.
            look: styles.
            page: what is chosen.
            said: what was just done, or why not.
            warning: whether `said` tells that something was not done.
        """
        if not self.size.width:
            return
        self.put(
            [_landing(session, look, page, self.size.width), _done(session, look, said, self.size.width, warning)],
            look.role("bar"),
        )


def _landing(session: Session, look: Look, page: Page, width: int) -> Line:
    span = page.chosen
    star = " ★" if session.is_starred(span) else ""
    left: list[Piece] = [
        (f" {session.label(span)}{star}", look.role("bar-strong")),
        (" · " if width >= _NARROW else "  ", look.role("bar-faint")),
        (length(session, page, span), look.role("bar-soft")),
    ]
    right = _noted(session, look, span, width // 3)
    room = width - sum(cell_len(text) for text, _style in (*left, *right)) - 4
    return Line((*left, ("   ", look.role("bar")), *named(session, look, session.here(span), room)), tuple(right))


def _noted(session: Session, look: Look, span: Span, room: int) -> list[Piece]:
    """Return what the words are about, and which memos there are on them or on words that overlap."""
    found, memos = session.noted(span), session.memos_on(span)
    pieces: list[Piece] = []
    if found.about:
        told = _("about: {items}").format(items=", ".join(found.about))
        pieces.append((fitted(told, room) + "  ", look.role("bar-soft")))
    if not memos:
        return pieces
    pieces.append(("✎ ", look.role("bar-accent")))
    if memos == [span]:
        told = fitted(" ".join(found.memo.split()), max(room // 2, 6))
    else:
        told = n_("{count} memo", "{count} memos", len(memos)).format(count=len(memos))
    pieces.append((told + " ", look.role("bar-soft")))
    return pieces


def length(session: Session, page: Page, span: Span) -> str:
    """Return how long the chosen passage is, in sentences and words."""
    if session.text is None or page.walk is None:
        return ""
    sentences = page.walk.sentences_in(span)
    number = count_words(session.text.text, span.start, span.end)
    words = n_("{count} word", "{count} words", number).format(count=number)
    if sentences == 0:
        return _("part of a sentence, {words}").format(words=words)
    return n_("{count} sentence, {words}", "{count} sentences, {words}", sentences).format(count=sentences, words=words)


def named(session: Session, look: Look, here: Sequence[Here], room: int, *, numbered: bool = False) -> list[Piece]:
    """Return the codes on a passage by stripe and name, as many as fit, and how many do not."""
    pieces: list[Piece] = []
    for number, found in enumerate(here, 1):
        code = found.coding.code
        tail = f" {AGAINST}" if found.coding.stance is Stance.AGAINST else ""
        digit = f"{number} " if numbered else ""
        name = f" {fitted(session.book.by_id[code].name, 28)}{tail}   "
        needed = cell_len(digit) + 1 + cell_len(name)
        if needed > room - (4 if number < len(here) else 0):
            pieces.append((f"+{len(here) - number + 1}", look.role("bar-soft")))
            break
        room -= needed
        pieces += [(digit, look.role("bar-accent")), (look.shape(code), look.stripe(code, "bar"))]
        pieces.append((name, look.role("bar")))
    return pieces


def _done(session: Session, look: Look, said: str, width: int, warning: bool) -> Line:
    right: list[Piece] = []
    if session.hidden:
        right.append((_hidden(session, width) + "   ", look.role("bar-soft")))
    if session.saved_at:
        saved = _("saved {time}").format(time=session.saved_at if width >= _NARROW else session.saved_at[:5])
        right.append((saved + " ", look.role("bar-soft")))
    room = width - sum(cell_len(text) for text, _style in right) - 2
    return Line(((" " + _shortened(said, room), look.role("bar-warning" if warning else "bar")),), tuple(right))


def _hidden(session: Session, width: int) -> str:
    """Tell how many codings are hidden, by whom they are, and which key shows them."""
    count, names = session.hidden, fitted(session.hidden_by, width // 6)
    if width < _NARROW:
        return _("hidden {count} ({names})").format(count=count, names=names)
    told = n_("hidden: {count} coding by {names} · v", "hidden: {count} codings by {names} · v", count)
    return told.format(count=count, names=names)


def _shortened(said: str, room: int) -> str:
    """Return what was done in so many cells; how to undo it stays, and so does its end."""
    head, between, tail = said.rpartition(TELLS_KEY)
    if cell_len(said) <= room or not between:
        return fitted(said, room)
    left = room - cell_len(between + tail)
    return fitted_both_ends(head, left) + between + tail if left >= _LEAST_TOLD else fitted(said, room)


class KeyLine(Lines):
    """The keys that are used most, or what the next key means."""

    def show(self, look: Look, asked: Sequence[Piece] = ()) -> None:
        """Show keys.

        Args:
            look: styles.
            asked: what the next key means, where one is waited for.
        """
        if not self.size.width:
            return
        self.put([Line(tuple(asked) if asked else _keys(look, self.size.width))], look.role("text"))


def _keys(look: Look, width: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = [(" ", look.role("text"))]
    used = 1
    for command in sorted((found for found in every_command() if found.short), key=lambda found: found.rank):
        key, word = _(command.key_names), _(command.short)
        used += cell_len(key) + cell_len(word) + 3
        if used > width:
            break
        pieces += [(key, look.role("accent")), (f" {word}  ", look.role("soft"))]
    return tuple(pieces)
