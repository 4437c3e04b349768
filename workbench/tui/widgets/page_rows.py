"""Drawing one row of the page: number, stripes, speaker, words with tints, and names at the right.

From values to strips; it remembers names only, and forgets them when told.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise, takewhile
from operator import attrgetter
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from workbench.domain.passages import Stance
from workbench.domain.transcript import Role
from workbench.tui.safe import fitted, fitted_both_ends, visible
from workbench.tui.stripes import MORE

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from workbench.domain.ids import CodeId, CodingId
    from workbench.domain.sources import PlacedTurn, SourceText
    from workbench.domain.spans import Span
    from workbench.tui.choosing import Standing
    from workbench.tui.page_layout import PageLayout
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

AGAINST = "−"
CARET = "›"
OPENS, CLOSES = "‹", "›"
_MOST_OF_A_LABEL = 6
_FOUND = Style(bold=True, underline=True)
"""How found words look where there are too few colours for one of their own."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """What stands left of the text, in cells."""

    digits: int
    lanes: int
    marks: dict[str, str]
    """What is shown for a speaker label; nothing where only one informant speaks."""
    mark: int

    @classmethod
    def of(cls, text: SourceText, lanes: int) -> Gutter:
        """Measure the gutter that a source needs."""
        last = text.turns[-1].number if text.turns else 1
        roles = {turn.label: turn.role for turn in text.turns}
        others = [label for label, role in roles.items() if role is not Role.INTERVIEWER and label]
        marks = {label: fitted(label, _MOST_OF_A_LABEL) for label in others} if len(others) > 1 else {}
        marks |= {label: "I" for label, role in roles.items() if role is Role.INTERVIEWER}
        width = max((cell_len(mark) for mark in marks.values()), default=0)
        return cls(max(len(str(last)), 2), lanes, marks, width)

    @property
    def width(self) -> int:
        """Cells from the edge to the text."""
        return 1 + self.digits + 1 + self.lanes + 1 + (self.mark + 1 if self.mark else 0) + 2


class PageRows:
    """Draws the rows of one laid out source.

    Args:
        text: the source.
        layout: its rows.
        gutter: what stands at the left.
        session: which codings there are.
        look: how they look.
        names: whether the names of codes stand at the right.
    """

    def __init__(
        self, text: SourceText, layout: PageLayout, gutter: Gutter, session: Session, look: Look, *, names: bool
    ) -> None:
        self._text = text
        self._layout = layout
        self.gutter = gutter
        self._session = session
        self.look = look
        self._names = names
        self.found: Sequence[Span] = ()
        """Where words were found, in text order, not overlapping."""
        self._notes: dict[int, dict[int, tuple[CodingId, int]]] = {}

    def forget(self, turns: Collection[int] | None = None) -> None:
        """Forget what was worked out from codings that may have changed.

        Args:
            turns: the places of the turns in question; None for all.
        """
        for turn in tuple(self._notes) if turns is None else turns:
            self._notes.pop(turn, None)

    def draw(self, row: int, width: int, standing: Standing | None) -> Strip:
        """Return a row as it is shown.

        Args:
            row: from the top of the source.
            width: cells to fill.
            standing: what is chosen, where any of it is on this row.
        """
        turn_index = self._layout.turn_of(row)
        turn = None if turn_index is None else self._text.turns[turn_index]
        segments = self._gutter(row, turn, standing)
        words = [] if turn is None else self._words(row, turn, standing)
        segments += words
        text = self.look.role("text")
        used = sum(cell_len(segment.text) for segment in words)
        if standing is not None and self.look.marked:
            used += self._mark_ends(segments, row, standing)
        if self._names:
            segments.append(Segment(" " * (self._layout.width - used), text))
            segments += self._note(row, width - self.gutter.width - self._layout.width)
        return Strip(segments).adjust_cell_length(width, text)

    def passage_at(self, row: int, cell: int) -> Span | None:
        """Return the words of the coding whose stripe or name is drawn in a cell of a row.

        Args:
            row: from the top of the source.
            cell: from the left edge of the page.
        """
        gutter = self.gutter
        lane = cell - gutter.digits - 2
        key: CodingId | None = None
        if 0 <= lane < gutter.lanes:
            keys, more = self._session.stripes.on(*self._layout.bounds(row), gutter.lanes)
            key = None if more and lane == gutter.lanes - 1 else keys[lane]
        elif self._names and cell >= gutter.width + self._layout.width:
            found = self._named_on(row)
            key = found[0] if found is not None else None
        return None if key is None else self._session.codings[key].passage.span

    def _gutter(self, row: int, turn: PlacedTurn | None, standing: Standing | None) -> list[Segment]:
        gutter, look = self.gutter, self.look
        here = standing is not None and turn is not None and self._layout.row_of(standing.cursor) == row
        first = turn is not None and self._layout.is_first(row)
        soft, text = look.role("soft"), look.role("text")
        number = str(turn.number) if turn is not None and first else ""
        segments = [Segment(f" {number:>{gutter.digits}} ", look.role("accent") if here and number else soft)]
        segments += self._stripes(row)
        mark = gutter.marks.get(turn.label, "") if turn is not None and first else ""
        speaker = " " + mark + " " * (gutter.mark - cell_len(mark)) if gutter.mark else ""
        segments.append(Segment(speaker + " ", soft))
        segments += [Segment(CARET if here else " ", look.role("accent")), Segment(" ", text)]
        return segments

    def _stripes(self, row: int) -> list[Segment]:
        start, end = self._layout.bounds(row)
        keys, more = self._session.stripes.on(start, end, self.gutter.lanes)
        segments: list[Segment] = []
        for lane, key in enumerate(keys):
            if more and lane == len(keys) - 1:
                segments.append(Segment(MORE, self.look.role("soft")))
            elif key is None:
                segments.append(Segment(" ", self.look.role("text")))
            else:
                code = self._session.codings[key].coding.code
                segments.append(Segment(self.look.shape(code), self.look.stripe(code)))
        return segments

    def _words(self, row: int, turn: PlacedTurn, standing: Standing | None) -> list[Segment]:
        start, end = self._layout.bounds(row)
        shown = self._layout.shown(row)
        asked = turn.role is Role.INTERVIEWER
        found = self._session.stripes.between(start, end)
        edges = {start, end}
        hits = self._hits(start, end)
        for span in (*(span for span, _key in found), *hits):
            edges |= {max(span.start, start), min(span.end, end)}
        if standing is not None:
            edges |= {edge for edge in (standing.span.start, standing.span.end) if start < edge < end}
        cuts = sorted(edges)
        segments: list[Segment] = []
        for first, last in pairwise(cuts):
            style = self._style(first, asked, found, standing)
            if any(first in hit for hit in hits):
                style = self._found_style(style)
            segments.append(Segment(shown.piece(first, last), style))
        return segments

    def _hits(self, start: int, end: int) -> list[Span]:
        """Return the places with found words that share characters with a row."""
        first = bisect_right(self.found, start, key=attrgetter("end"))
        return list(takewhile(lambda hit: hit.start < end, self.found[first : first + end - start]))

    def _found_style(self, style: Style) -> Style:
        here = self.look.role("here")
        return style + _FOUND if here == self.look.role("chosen") else here

    def _style(self, at: int, asked: bool, found: list[tuple[Span, CodingId]], standing: Standing | None) -> Style:
        if standing is not None and at in standing.span:
            return self.look.role("chosen")
        book = self._session.book
        themes: set[CodeId] = {
            book.theme(self._session.codings[key].coding.code).id for span, key in found if at in span
        }
        return self.look.tinted(frozenset(themes), asked=asked)

    def _mark_ends(self, segments: list[Segment], row: int, standing: Standing) -> int:
        """Put ‹ and › in the empty cells beside the passage; return the cells that were added."""
        start, end = self._layout.bounds(row)
        span, style = standing.span, self.look.role("accent")
        chosen = self.look.role("chosen")
        places = [n for n, segment in enumerate(segments) if segment.style in (chosen, chosen + _FOUND)]
        if not places:
            return 0
        added = 0
        if start < span.end <= end:
            added = self._close(segments, places[-1] + 1, style)
        before = segments[places[0] - 1]
        if start <= span.start < end and before.text.endswith(" "):
            segments[places[0] - 1 : places[0]] = [Segment(before.text[:-1], before.style), Segment(OPENS, style)]
        return added

    def _close(self, segments: list[Segment], place: int, style: Style) -> int:
        if place == len(segments):
            segments.append(Segment(CLOSES, style))
            return 1
        after = segments[place]
        if after.text.startswith(" "):
            segments[place : place + 1] = [Segment(CLOSES, style), Segment(after.text[1:], after.style)]
        return 0

    # names

    def _named_on(self, row: int) -> tuple[CodingId, int] | None:
        """Return the coding whose name stands on a row, and how many have none; None where none stands there."""
        turn_index = self._layout.turn_of(row)
        if turn_index is None and row:
            turn_index = self._layout.turn_of(row - 1)
        if turn_index is None:
            return None
        notes = self._notes.get(turn_index)
        if notes is None:
            notes = self._notes[turn_index] = self._notes_of(turn_index)
        return notes.get(row)

    def _note(self, row: int, room: int) -> list[Segment]:
        found = self._named_on(row)
        if found is None:
            return []
        key, more = found
        coding = self._session.codings[key].coding
        name = self._session.book.by_id[coding.code].name
        tail = f" {AGAINST}" if coding.stance is Stance.AGAINST else ""
        tail += f" +{more}" if more else ""
        style = self.look.stripe(coding.code)
        shape = self.look.shape(coding.code)
        return [
            Segment(f" {shape} ", style),
            Segment(fitted_both_ends(name, room - 4 - len(tail)) + visible(tail), style),
        ]

    def _notes_of(self, turn_index: int) -> dict[int, tuple[CodingId, int]]:
        """Give each coding that begins in a turn a row for its name, and count those for which there is none."""
        turn = self._text.turns[turn_index]
        after = turn_index + 1
        rows_end = self._layout.first_row(after) if after < len(self._text.turns) else self._layout.height
        notes: dict[int, tuple[CodingId, int]] = {}
        free = 0
        for span, key in self._session.stripes.between(turn.body_start, max(turn.body_end, turn.body_start + 1)):
            if span.start < turn.body_start:
                continue
            row = max(self._layout.row_of(span.start), free)
            if row < rows_end:
                notes[row] = (key, 0)
                free = row + 1
            elif notes:
                last = max(notes)
                notes[last] = (notes[last][0], notes[last][1] + 1)
        return notes
