"""What is compared, and where one stood in it: kept while the program runs, so that one comes back to the same cell.

Asks services and knows no screen.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from workbench.domain.first_page import LineKind
from workbench.domain.passages import Stance
from workbench.domain.tallies import Grouping
from workbench.domain.view import EVERYTHING, View
from workbench.i18n import _
from workbench.services.matrix import Asked
from workbench.services.views import Names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from workbench.domain.codebook import Codebook
    from workbench.domain.ids import CodeId
    from workbench.domain.matrix import Matrix
    from workbench.domain.quotes import Quote
    from workbench.domain.report import ShownQuote
    from workbench.services.desk import Desk
    from workbench.tui.matrix_layout import Sheet, SheetColumn, SheetLine


@dataclass(slots=True)
class Comparison:
    """What is chosen, and where the cursor stands."""

    grouping: Grouping = Grouping.CASE
    attribute: str = ""
    saved: str = ""
    """The name of the saved view that is looked in; empty for everything."""
    rounds: tuple[str, ...] = ()
    """The reading that is counted; empty for all that are not blind."""
    coders: tuple[str, ...] = ()
    """The coder whose codings are counted; empty for all."""
    opened: set[str] = field(default_factory=set)
    turned: bool = False
    line: tuple[LineKind, int] | None = None
    column: str | None = None
    quote: tuple[int, int, int] | None = None
    """The source, start and end of the quote that was last gone to."""
    _counted: tuple[int, Asked, Matrix] | None = None

    def asked(self, desk: Desk) -> Asked:
        """Return what is to be counted; a blind reading stands by itself.

        Raises:
            Refused: where something chosen is gone.
        """
        if desk.chosen.blind:
            base, names = desk.own_view(), Names()
        else:
            base = desk.views.named(self.saved) if self.saved else EVERYTHING
            names = Names(rounds=self.rounds, coders=self.coders)
        return Asked(desk.views.resolve(names, base), self.grouping, self.attribute, words=False)

    def forget(self) -> None:
        """Look at everything again, where something chosen is gone."""
        self.grouping, self.attribute, self.saved, self.rounds, self.coders = Grouping.CASE, "", "", (), ()

    def known(self, desk: Desk, asked: Asked) -> Matrix | None:
        """Return what was counted, where nothing was changed and nothing else is asked for since."""
        now = (_change(desk), asked)
        return self._counted[2] if self._counted is not None and self._counted[:2] == now else None

    def keep(self, desk: Desk, asked: Asked, matrix: Matrix) -> None:
        """Remember what was counted a moment ago."""
        self._counted = (_change(desk), asked, matrix)


def _change(desk: Desk) -> int:
    step = desk.history.latest()
    return step.id if step is not None else 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """The quotes that stand behind a cell."""

    view: View
    title: str
    name: str
    """The name of the code, for a sentence."""
    holds: Callable[[Quote], bool]


def behind(asked: Asked, sheet: Sheet, line: SheetLine, column: SheetColumn | None) -> Wanted | None:
    """Return which quotes stand behind a cell, or behind a row in all columns; None where there can be none.

    Args:
        asked: what was counted.
        sheet: what is shown of it.
        line: of the sheet.
        column: of the sheet; None for all.
    """
    from workbench.tui.matrix_layout import OF_A_CODE

    if line.kind not in OF_A_CODE:
        return None
    matrix, row = sheet.matrix, sheet.matrix.rows[line.row]
    view = replace(asked.view, codes=_codes(matrix.facts.codebook, row.code.id, asked.view))
    against = line.kind is LineKind.AGAINST
    more = f"  ·  {sheet.name(line)}" if line.kind not in {LineKind.CODE, LineKind.THEME} else ""
    title, name = row.path + more, row.code.name
    if column is None or column.place is None:
        finder = matrix.column_finder()
        return Wanted(view, title, name, lambda quote: _speaks(quote, against=against) and bool(finder.places(quote)))
    place = sheet.place(line, column)
    if place is None:
        return None
    found = matrix.columns[place]
    allowed = found.sources
    if found.members:
        spoken = frozenset(source for member in found.members for source in member.sources)
        allowed = spoken if allowed is None else allowed & spoken
    if allowed is not None:
        view = replace(view, sources=allowed if view.sources is None else view.sources & allowed)
    return Wanted(
        view,
        f"{title}  ·  {sheet.heading(column)}",
        name,
        lambda quote: (
            _speaks(quote, against=against)
            and found.holds(quote.informants, unattributed=quote.unattributed, source=quote.source_id)
        ),
    )


def of_code(book: Codebook, code: CodeId | None, desk: Desk) -> Wanted:
    """Return the quotes of a code and all below it, or all quotes, as the matrix would count them at first."""
    asked = Comparison().asked(desk)
    if code is None or code not in book.by_id:
        return Wanted(asked.view, _("all codes"), _("all codes"), lambda _quote: True)
    view = replace(asked.view, codes=frozenset({code}))
    return Wanted(view, book.path(code), book.by_id[code].name, lambda _quote: True)


def _speaks(quote: Quote, *, against: bool) -> bool:
    return not against or quote.stance is Stance.AGAINST


def _codes(book: Codebook, code: CodeId, view: View) -> frozenset[CodeId]:
    """Return the code, or what of it and of all below it the view asks for."""
    if view.codes is None:
        return frozenset({code})
    asked = frozenset[int]().union(*(book.below(one) for one in view.codes if one in book.by_id))
    return frozenset(one for one in book.below(code) if one in asked)


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote once, with all codings that it has in the list."""

    shown: ShownQuote
    codings: tuple[ShownQuote, ...]

    @property
    def key(self) -> tuple[int, int, int]:
        """What finds it again."""
        return key_of(self.shown)


def key_of(shown: ShownQuote) -> tuple[int, int, int]:
    """Return source, start and end of a quote."""
    return shown.quote.source_id, shown.quote.start, shown.quote.end


def passages_in_turn(quotes: Iterable[ShownQuote]) -> list[Passage]:
    """Return each passage once, in turn over informants, the starred ones of each first."""
    from workbench.domain.report import in_turn

    by_passage: dict[tuple[int, int, int], list[ShownQuote]] = {}
    for shown in quotes:
        by_passage.setdefault(key_of(shown), []).append(shown)
    firsts = in_turn(found[0] for found in by_passage.values())
    return [Passage(shown, tuple(by_passage[key_of(shown)])) for shown in firsts]
