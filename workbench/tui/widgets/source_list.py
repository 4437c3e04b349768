"""The list of sources: who speaks, how much is coded, and what is left to do.

A list to move in and choose from; which source is opened is decided by the screen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from workbench.i18n import N_, _
from workbench.services.finished import NOT_BEGUN
from workbench.tui.safe import fitted
from workbench.tui.widgets.form_lines import padded
from workbench.tui.widgets.lines import Line
from workbench.tui.widgets.row_list import RowList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.style import Style

    from workbench.domain.ids import SourceId
    from workbench.domain.shares import Share
    from workbench.domain.sources import Source
    from workbench.services.finished import ReadTo
    from workbench.tui.shares import SharesAtHand
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_WIDE = 100
"""Cells from which the informants have a column."""


class Order(StrEnum):
    """What the list goes by."""

    PROJECT = N_("as they came in")
    CASE = N_("by case")
    LEAST_CODED = N_("least coded first")
    TO_DO = N_("not finished first")


@dataclass(frozen=True, slots=True)
class Listed:
    """What is known of the sources, to be shown in a list."""

    sources: Sequence[Source]
    cases: Mapping[int, str]
    speaking: Mapping[SourceId, tuple[str, ...]]
    read: Mapping[SourceId, ReadTo]
    shares: SharesAtHand

    def case(self, source: Source) -> str:
        """Return the name of a source's case; empty where it has none."""
        return self.cases.get(source.case, "") if source.case is not None else ""

    def read_to(self, source: Source) -> ReadTo:
        """Return how far a source is read."""
        return self.read.get(source.id, NOT_BEGUN)

    def in_order(self, order: Order) -> list[int]:
        """Return the places of the sources in the order of the list."""
        places = list(range(len(self.sources)))
        if order is Order.CASE:
            rank = {case: number for number, case in enumerate(self.cases)}
            return sorted(places, key=lambda place: rank.get(self.sources[place].case or 0, len(rank)))
        if order is Order.LEAST_CODED:
            return sorted(places, key=lambda place: self._coded(self.sources[place]))
        if order is Order.TO_DO:
            return sorted(places, key=lambda place: self._done(self.sources[place]))
        return places

    def _coded(self, source: Source) -> float:
        share = self.shares.get(source.id)
        counts = share is not None and share.said and source.left_out is None
        return share.coded / share.said if share is not None and counts else 2.0

    def _done(self, source: Source) -> int:
        """Return 0 for what is still to be read, then what is to be looked through, then what is done."""
        read = self.read_to(source)
        if source.left_out is not None:
            return 3
        return 0 if read.finished is None else 1 if read.not_read_for else 2


class SourceList(RowList):
    """Rows of sources, one of them chosen."""

    def __init__(self, listed: Listed, look: Look, source: int) -> None:
        super().__init__(look, source, id="source-list")
        self._listed = listed
        self._places = listed.in_order(Order.PROJECT)

    @property
    def count(self) -> int:
        """How many sources there are."""
        return len(self._places)

    @property
    def source(self) -> int | None:
        """The place of the chosen source among those of the project."""
        return self._places[self.chosen] if self.chosen < len(self._places) else None

    @property
    def sources_in_view(self) -> list[SourceId]:
        """The sources that are seen."""
        return [self._listed.sources[self._places[row]].id for row in self.in_view]

    def put_in_order(self, order: Order) -> None:
        """Show the sources in another order; the chosen one stays chosen."""
        source = self.source
        self._places = self._listed.in_order(order)
        self.chosen = self._places.index(source) if source is not None else 0
        self.changed()

    def row(self, number: int, width: int) -> tuple[Line, Style]:
        """Draw a source."""
        chosen = number == self.chosen
        line = source_line(self._listed, self._listed.sources[self._places[number]], self.look, width, chosen=chosen)
        return line, self.look.role("chosen" if chosen else "text")


class _Columns(NamedTuple):
    """Cells of the columns; 0 keeps one out."""

    mark: int
    source: int
    case: int
    who: int
    words: int
    share: int
    codings: int
    left: int


def _columns(width: int) -> _Columns:
    words, share, codings = (max(len(title) + 1, least) for title, least in zip(_numbers(), (7, 7, 6), strict=True))
    source = 10 if width < _WIDE else 12
    rest = max(width - 4 - source - words - share - codings - 2, 24)
    if width < _WIDE:
        return _Columns(3, source, rest * 2 // 5, 0, words, share, codings, rest - rest * 2 // 5)
    case, who = min(rest // 4, 28), min(rest // 4, 32)
    return _Columns(3, source, case, who, words, share, codings, rest - case - who)


def _numbers() -> tuple[str, str, str]:
    return _("words"), _("coded"), _("codings")


def heading(look: Look, width: int, case_word: str) -> Line:
    """Return the names of the columns."""
    cells = ("", _("source"), case_word, _("informants"), *_numbers(), _("finished, or left to do"))
    return _line(cells, [look.role("bar-soft")] * len(cells), _columns(width))


def source_line(listed: Listed, source: Source, look: Look, width: int, *, chosen: bool) -> Line:
    """Return one source of the list."""
    share = listed.shares.get(source.id)
    codings = "" if share is None else str(share.codings or "")
    who = ", ".join(listed.speaking.get(source.id, ()))
    left, done = _left(listed, source, share)
    cells = (
        "▸" if chosen else "",
        source.label,
        listed.case(source) or source.name,
        who,
        str(source.words),
        _percent(share),
        codings,
        left,
    )
    text, soft = look.role("text"), look.role("soft")
    styles = [text, look.role("strong"), soft, soft, soft, text, text, look.role("accent") if done else soft]
    if chosen:
        styles = [look.role("chosen")] * len(cells)
    return _line(cells, styles, _columns(width))


def _percent(share: Share | None) -> str:
    if share is None:
        return "…"
    percent = share.percent
    if percent is None:
        return "–"
    if percent == 0:
        return "<1 %" if share.coded else ""
    return f"{percent} %"


def _left(listed: Listed, source: Source, share: Share | None) -> tuple[str, bool]:
    """Return what is left to do, and whether nothing is."""
    read = listed.read_to(source)
    if source.left_out is not None:
        return _("left out: {reason}").format(reason=source.left_out or "–"), False
    if read.finished is None:
        return _("begun") if share is not None and share.codings else "", False
    if read.not_read_for:
        return _("not yet for {codes}").format(codes=", ".join(code.name for code in read.not_read_for)), False
    return "✓", True


def _line(cells: Sequence[str], styles: Sequence[Style], columns: _Columns) -> Line:
    mark, label, case, who, words, share, codings, left = cells
    pieces: list[Piece] = [
        (f" {mark:<1} ", styles[0]),
        (padded(fitted(label, columns.source - 1), columns.source), styles[1]),
        (padded(fitted(case, columns.case - 1), columns.case), styles[2]),
        (padded(fitted(who, columns.who - 1), columns.who) if columns.who else "", styles[3]),
        (f"{words:>{columns.words}}", styles[4]),
        (f"{share:>{columns.share}}", styles[5]),
        (f"{codings:>{columns.codings}}  ", styles[6]),
        (fitted(left, columns.left), styles[7]),
    ]
    return Line(tuple(pieces))
