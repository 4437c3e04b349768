"""The quotes behind a cell or a code: in turn over informants, starred ones first; Enter goes to the words.

They are read a few at a time, so that no key waits. The screen answers the quote to go to; nothing is changed here.
"""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.screen import Screen

from workbench.domain.citing import quotation
from workbench.domain.errors import WorkbenchError
from workbench.domain.passages import Stance
from workbench.i18n import N_, _, n_
from workbench.tui.comparing import Passage, passages_in_turn
from workbench.tui.safe import fitted, fitted_both_ends
from workbench.tui.screens.list_keys import Key, bind, keys_shown
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.quote_flow import QuoteFlow

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from workbench.domain.report import ShownQuote
    from workbench.tui.comparing import Wanted
    from workbench.tui.session import Session
    from workbench.tui.themes import Look

KEYS = (
    Key("enter,right", "passage", N_("to the text"), N_("Enter")),
    Key("y", "copy", N_("copy")),
    Key("d", "all_of_it", N_("all of it")),
    Key("comma,g,q,tab,escape,backspace,left", "dismiss", N_("back"), ","),
    Key("down,j", "move(1)", N_("down"), "↓"),
    Key("up,k", "move(-1)", N_("up"), "↑"),
    Key("pagedown,J,space", "page(1)"),
    Key("pageup,K", "page(-1)"),
    Key("home", "move(-1000000)"),
    Key("end", "move(1000000)"),
)

_AT_ONCE = 0.02
"""Seconds of reading after which keys are looked at again."""
_PAUSE = 0.005


class QuotesScreen(Screen[Passage], inherit_bindings=False):
    """Goes through quotes.

    Args:
        session: the project.
        look: styles.
        wanted: which quotes.
        begin: source, start and end of the quote to begin at.
    """

    AUTO_FOCUS = None

    def __init__(self, session: Session, look: Look, wanted: Wanted, begin: tuple[int, int, int] | None = None) -> None:
        super().__init__()
        self.session, self.look = session, look
        self._wanted, self._begin = wanted, begin
        self._reading = session.desk.reports.quotes(wanted.view)
        self._read: list[ShownQuote] = []
        self._count: int | None = None
        """How many there are; None while they are read."""
        self._said, self._warning = "", False
        self._cases = {case.label: case.name or case.label for case in session.desk.study.cases()}
        self.list = QuoteFlow(look, self._who)
        self._top, self._line, self._bottom = Lines(id="top"), Lines(id="code-said"), Lines(id="keys")
        bind(self, KEYS)

    def compose(self) -> ComposeResult:
        """Lay out the quotes."""
        yield self._top
        yield self.list
        yield self._line
        yield self._bottom

    def on_mount(self) -> None:
        """Read the quotes; a few are there at once."""
        self._read_more()

    def on_resize(self) -> None:
        """Fit everything to the size there is."""
        self.call_after_refresh(self.show)

    def look_changed(self, look: Look) -> None:
        """Show everything in other colours."""
        self.look = self.list.look = look
        self.list.make_again()
        self.show()

    # reading

    def _read_more(self) -> None:
        end = monotonic() + _AT_ONCE
        try:
            for shown in self._reading:
                if self._wanted.holds(shown.quote):
                    self._read.append(shown)
                if monotonic() >= end:
                    self.set_timer(_PAUSE, self._read_more)
                    self.show()
                    return
        except WorkbenchError as error:
            self._said, self._warning = str(error), True
        passages = passages_in_turn(self._read)
        self._count = len(passages)
        self.list.fill(passages, self._begin)
        self._make_more()
        self.show()

    def _make_more(self) -> None:
        if not self.list.make_more():
            self.set_timer(_PAUSE, self._make_more)

    # showing

    def show(self) -> None:
        """Show the lines above and below the quotes."""
        look, width = self.look, self.size.width
        right = _("reading …")
        if self._count is not None:
            right = n_("{count} quote", "{count} quotes", self._count).format(count=self._count)
            right = f"{min(self.list.at + 1, self._count)} / {right}"
        title = fitted_both_ends(self._wanted.title, max(width - cell_len(right) - 4, 10))
        self._top.put(
            [Line(((f" {title}", look.role("bar-strong")),), ((right + " ", look.role("bar-soft")),))],
            look.role("bar"),
        )
        said = self._said
        if self._count == 0 and not said:
            said = _("No quote here; documents have a line of their own under the code.")
        passage = self.list.passage
        if not said and passage is not None:
            said = _told_of(passage)
        style = look.role("bar-warning" if self._warning else "bar")
        self._line.put([Line(((" " + fitted(said, width - 2), style),))], look.role("bar"))
        self._bottom.put([Line(tuple(keys_shown(look, KEYS, width)))], look.role("text"))

    def _who(self, shown: ShownQuote) -> str:
        quote = shown.quote
        who = ", ".join(quote.informants) or quote.source
        where = ", ".join(self._cases.get(case, case) for case in quote.cases)
        return ", ".join(filter(None, (who, where)))

    # keys

    def on_row_list_opened(self) -> None:
        """Stand on what was clicked."""
        self.list.choose(self.list.chosen)
        self.show()

    def action_move(self, step: int) -> None:
        """Choose another quote."""
        self.list.move(step)
        self._told("")

    def action_page(self, step: int) -> None:
        """Choose a quote a page further."""
        self.list.page(step)
        self._told("")

    def action_all_of_it(self) -> None:
        """Show all of the quote, with the words around it."""
        self.list.open_or_close()
        self._told("")

    def action_copy(self) -> None:
        """Copy the quote with its reference."""
        passage = self.list.passage
        if passage is not None:
            quoted = quotation(passage.shown.quote.words, passage.shown.reference)
            self._told(self.app.copied(quoted))  # type: ignore[attr-defined]

    def action_passage(self) -> None:
        """Answer the chosen quote."""
        if self.list.passage is not None:
            self.dismiss(self.list.passage)

    @property
    def place(self) -> int:
        """Which quote is chosen, from 1."""
        return self.list.at + 1

    def _told(self, sentence: str) -> None:
        self._said, self._warning = sentence, False
        self.show()


def _told_of(passage: Passage) -> str:
    """Return how the project refers to a quote, and who coded it how."""
    told = [passage.shown.reference]
    for coding in passage.codings:
        quote = coding.quote
        stance = ", " + _("against") if quote.stance is Stance.AGAINST else ""
        told.append(f"{coding.path}{stance} ({quote.coder}, {quote.round})")
    return "  ·  ".join(told)
