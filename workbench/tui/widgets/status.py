"""The lines above and below the page: where you are, what a code would land on, what was done, and keys.

They show what the session and the page say; they decide nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.domain.passages import Stance
from workbench.domain.words import count_words
from workbench.i18n import _, n_
from workbench.tui.commands import every_command
from workbench.tui.room import least_cells, sentence_fitted
from workbench.tui.safe import fitted
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
_LEAST_ABOUT = 16
LONGEST_NAME = 28
"""Cells of a code's name on the status line."""
_MEMO = "✎ "
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

    def show(
        self,
        session: Session,
        look: Look,
        page: Page,
        said: str,
        *,
        warning: bool,
        asked: Sequence[Piece] = (),
    ) -> None:
        """Show both lines.

        Args:
            session: codings and when they were saved.
            look: styles.
            page: what is chosen.
            said: what was just done, or why not.
            warning: whether `said` tells that something was not done.
            asked: what the next key means, where the line of keys below has no room for all of it.
        """
        width = self.size.width
        if not width:
            return
        below = Line(tuple(asked)) if asked else _done(session, look, said, width, warning=warning)
        self.put([_landing(session, look, page, width), below], look.role("bar"))


def _landing(session: Session, look: Look, page: Page, width: int) -> Line:
    span = page.chosen
    star = " ★" if session.is_starred(span) else ""
    left: list[Piece] = [
        (f" {session.label(span)}{star}", look.role("bar-strong")),
        (" · " if width >= _NARROW else "  ", look.role("bar-faint")),
        (length(session, page, span), look.role("bar-soft")),
    ]
    noted = _noted(session, span)
    room = width - sum(cell_len(text) for text, _style in left) - 5
    codes = named(session, look, session.here_just_first(span), room - noted.least, tight=width < _NARROW)
    used = sum(cell_len(text) for text, _style in codes)
    return Line((*left, ("   ", look.role("bar")), *codes), noted.pieces(look, room - used))


@dataclass(frozen=True, slots=True)
class _OnWords:
    """What the words are about, and the memo on them, as the status line tells it; of both, one at most is cut."""

    about: str
    memo: str
    few: str
    """The same memo in the fewest cells."""

    @property
    def least(self) -> int:
        """The cells without which it would not be told at all."""
        return (cell_len(_MEMO + self.few) + 1 if self.memo else 0) + (_LEAST_ABOUT if self.about else 0)

    def pieces(self, look: Look, room: int) -> tuple[Piece, ...]:
        """Return both in so many cells."""
        soft, memo, gaps = look.role("bar-soft"), self.memo, bool(self.memo) * 3 + bool(self.about) * 2
        if self.about and cell_len(self.about + memo) + gaps > room:
            memo = self.few
        pieces: list[Piece] = []
        if self.about:
            pieces.append((fitted(self.about, room - gaps - cell_len(memo)) + "  ", soft))
        if memo:
            pieces += [(_MEMO, look.role("bar-accent")), (fitted(memo, room - 3) + " ", soft)]
        return tuple(pieces)


def _noted(session: Session, span: Span) -> _OnWords:
    """Return what the words are about, and which memos there are on them or on words that overlap."""
    found, memos = session.noted(span), session.memos_on(span)
    about = _("about: {items}").format(items=", ".join(found.about)) if found.about else ""
    few = str(len(memos)) if memos else ""
    told = n_("{count} memo", "{count} memos", len(memos)).format(count=len(memos)) if memos else ""
    return _OnWords(about, " ".join(found.memo.split()) if memos == [span] else told, few)


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


def named(session: Session, look: Look, here: Sequence[Here], room: int, *, tight: bool = False) -> list[Piece]:
    """Return the codes on a passage by stripe and name, the first in any case, and how many do not fit."""
    before, after = ("", "  ") if tight else (" ", "   ")
    around = 1 + len(before + after)
    pieces: list[Piece] = []
    for number, found in enumerate(here, 1):
        code = found.coding.code
        more = 4 if number < len(here) else 0
        name = coding_name(session, found, max(room - more - around, 4) if number == 1 else LONGEST_NAME)
        needed = cell_len(name) + around
        if number > 1 and needed > room - more:
            pieces.append((f"+{len(here) - number + 1}", look.role("bar-soft")))
            break
        room -= needed
        pieces += [(look.shape(code), look.stripe(code, "bar")), (before + name + after, look.role("bar"))]
    return pieces


def coding_name(session: Session, here: Here, cells: int) -> str:
    """Return the name of a coding's code in at most so many cells, with a sign where the words speak against it."""
    against = f" {AGAINST}" if here.coding.stance is Stance.AGAINST else ""
    name = session.book.by_id[here.coding.code].name
    return fitted(name, min(cells, LONGEST_NAME) - len(against)) + against


def _done(session: Session, look: Look, said: str, width: int, *, warning: bool) -> Line:
    """Return what was done, and at the right what is hidden and when it was saved, as far as there is room for it."""
    saved = ""
    if session.saved_at:
        saved = _("saved {time}").format(time=session.saved_at if width >= _NARROW else session.saved_at[:5]) + " "
    hidden, fewer = _hidden(session, width)
    tellings = [(hidden, saved), (fewer, saved), (fewer, "")]
    rooms = [(one, width - cell_len("".join(one)) - 2) for one in tellings]
    whole = (one for one, room in rooms[:2] if cell_len(said) <= room)
    cut = (one for one, room in rooms[1:] if least_cells(said) <= room)
    told = next(whole, None) or next(cut, tellings[1])
    right = tuple((words, look.role("bar-soft")) for words in told if words)
    room = width - cell_len("".join(told)) - 2
    return Line(((" " + _shortened(said, room), look.role("bar-warning" if warning else "bar")),), right)


def _hidden(session: Session, width: int) -> tuple[str, str]:
    """Tell how many codings are hidden, by whom they are, and which key shows them; and the same in fewer words."""
    count, names = session.hidden, session.hidden_by
    if not count:
        return "", ""
    fewer = _("hidden: {count} · v").format(count=count) + "   "
    if cell_len(names) > width // 5:
        return fewer, fewer
    told = n_("hidden: {count} coding by {names} · v", "hidden: {count} codings by {names} · v", count)
    if width < _NARROW:
        told = _("hidden {count} ({names})")
    return told.format(count=count, names=names) + "   ", fewer


def _shortened(said: str, room: int) -> str:
    """Return what was done in so many cells, cut once; how to undo it stays."""
    head, between, tail = said.rpartition(TELLS_KEY)
    left = room - cell_len(between + tail)
    if cell_len(said) <= room or not between or left < _LEAST_TOLD:
        return sentence_fitted(said, room)
    return sentence_fitted(head, left) + between + tail


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
