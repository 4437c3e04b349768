"""The keys of the desk that begin something: hopping, edges, picking a code, a memo, finding, going.

Each begins a mode or asks the session; the desk itself shows what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from workbench.domain.codebook import PATH_SEPARATOR
from workbench.i18n import _
from workbench.tui import deeds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId
    from workbench.tui.choosing import Standing
    from workbench.tui.screens.mode import Mode
    from workbench.tui.screens.picker import Offer
    from workbench.tui.session import Deed, Here, Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.page import Page


class ModeActions(Screen[None], inherit_bindings=False):
    """What the desk does in modes; the desk gives it the page and shows."""

    session: Session
    look: Look
    page: Page
    mode: Mode | None = None
    _before: tuple[int, Standing] | None = None
    """Where the reader was before the last jump."""

    def show(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Show a sentence on the status line."""
        raise NotImplementedError

    def do(self, deed: Callable[[], Deed | None]) -> bool:
        """Do something that a service may refuse; return whether it was done."""
        raise NotImplementedError

    def go(self, standing: Standing | None) -> None:
        """Stand somewhere else in the source that is open."""
        raise NotImplementedError

    def to_source(self, index: int) -> None:
        """Open another source."""
        raise NotImplementedError

    def begin(self, mode: Mode) -> None:
        """Let a mode take the keys."""
        self.mode = mode
        self.show()

    def end_mode(self) -> None:
        """Take the keys back."""
        mode, self.mode = self.mode, None
        if mode is not None:
            mode.ended()
        self.show()

    # jumping

    def jump(self, standing: Standing | None) -> None:
        """Stand somewhere else, and remember where it was left from."""
        if standing is not None and standing != self.page.standing:
            self.leave_a_mark()
            self.go(standing)

    def leave_a_mark(self) -> None:
        """Remember this place for the way back."""
        self._before = (self.session.index, self.page.standing)

    def action_back(self) -> None:
        """Go back to where the last jump began; once more returns."""
        if self._before is None:
            self.tell(_("You have not jumped anywhere yet."))
            return
        index, standing = self._before
        self.leave_a_mark()
        if index != self.session.index:
            self.to_source(index)
        self.go(standing)

    # coding

    def action_pick(self) -> None:
        """Pick a code by its name, or make one."""
        from workbench.tui.screens.picker import Picker, Picking

        session, span = self.session, self.page.chosen
        theme = session.book.by_id[session.theme].name if session.theme is not None else ""
        making = _("New code “{{name}}” under {theme}").format(theme=braced(theme)) if theme else _("New code “{name}”")
        picking = Picking(
            _("Put on"),
            self._codes_offered(),
            lambda chosen: self.do(lambda: deeds.code_several(session, span, codes_of(chosen))),
            lambda name: self.do(lambda: deeds.code_with_new(session, span, name)),
            making,
            several=True,
        )
        self.begin(Picker(self, picking))

    def action_in_vivo(self) -> None:
        """Make a code of the words."""
        self.do(lambda: deeds.code_with_its_words(self.session, self.page.chosen))

    def pick_other(self, here: Here) -> None:
        """Pick the code that a coding is to have instead."""
        from workbench.tui.screens.picker import Picker, Picking

        picking = Picking(
            _("Instead of {code}").format(code=self.session.book.by_id[here.coding.code].name),
            self._codes_offered(),
            lambda chosen: self.do(lambda: deeds.recode(self.session, here, codes_of(chosen)[0])),
        )
        self.begin(Picker(self, picking))

    def _codes_offered(self) -> list[Offer]:
        """Return every code: those of the hand first, then in the order of the codebook."""
        from workbench.tui.screens.picker import Offer

        session, book = self.session, self.session.book
        has = {here.coding.code for here in session.here(self.page.chosen) if here.passage.span == self.page.chosen}
        codes = [code for _depth, code in book.walk() if not code.retired]
        codes.sort(key=lambda code: session.theme is None or book.theme(code.id).id != session.theme)
        return [Offer(code.name, book.path(code.id), told_of(book, code), code.id, code.id in has) for code in codes]

    # choosing

    def action_hop(self) -> None:
        """Show a letter before each sentence."""
        from workbench.tui.screens.hop import Hop

        if self.page.walk is not None:
            self.begin(Hop(self))

    def action_edges(self) -> None:
        """Move the ends of the passage."""
        from workbench.tui.screens.edging import Edging

        if self.page.walk is not None:
            self.begin(Edging(self))

    def action_turn(self) -> None:
        """Choose the turn, then question and answer, then the sentence."""
        if self.page.walk is not None:
            self.go(self.page.walk.widened(self.page.standing))


def codes_of(offers: Sequence[Offer]) -> list[CodeId]:
    """Return the codes that were chosen."""
    return [offer.code for offer in offers if offer.code is not None]


def braced(name: str) -> str:
    """Return a name so that formatting leaves it as it is."""
    return name.replace("{", "{{").replace("}", "}}")


def told_of(book: Codebook, code: Code) -> str:
    """Return what stands behind a code: the codes over it, and its definition."""
    above = PATH_SEPARATOR.join(one.name for one in book.above(code.id))
    return "  ".join(filter(None, (above, code.definition)))
