"""The keys of the desk that begin something: hopping, edges, picking a code, a memo, finding, going.

Each begins a mode or asks the session; the desk itself shows what came of it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from textual.screen import Screen

from workbench import settings
from workbench.domain.codebook import PATH_SEPARATOR
from workbench.domain.errors import WorkbenchError
from workbench.domain.finding import find_all, last_before, next_after
from workbench.domain.passages import split_label
from workbench.domain.spans import Span
from workbench.domain.transcript import Role
from workbench.i18n import _
from workbench.tui import codebook_deeds, deeds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId
    from workbench.tui.choosing import Standing
    from workbench.tui.comparing import Comparison, Passage
    from workbench.tui.screens.mode import Mode
    from workbench.tui.screens.picker import Offer
    from workbench.tui.session import Deed, Here, Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.divider import Divided
    from workbench.tui.widgets.page import Page


class ModeActions(Screen[None], inherit_bindings=False):
    """What the desk does in modes; the desk gives it the page and shows."""

    session: Session
    look: Look
    page: Page
    beside: Divided
    """The pane beside the page."""
    mode: Mode | None = None
    _looked_for = ""
    _before: tuple[int, Standing] | None = None
    """Where the reader was before the last jump."""
    _list_before: tuple[object, Callable[[], None] | None] = (None, None)
    """The list from which a quote was gone to, with the place that was left then: while it is the last one left."""
    _comparison: Comparison | None = None

    def show(self) -> None:
        """Show everything as it is now."""
        raise NotImplementedError

    @property
    def pane_rows(self) -> int:
        """The rows of a pane over the lower third."""
        raise NotImplementedError

    @property
    def said(self) -> str:
        """The sentence on the status line."""
        raise NotImplementedError

    def tell(self, sentence: str) -> None:
        """Show a sentence on the status line."""
        raise NotImplementedError

    def warn(self, sentence: str) -> None:
        """Show a sentence about something that is wrong, also over a pane."""
        raise NotImplementedError

    def do(self, deed: Callable[[], Deed | None]) -> bool:
        """Do something that a service may refuse; return whether it was done."""
        raise NotImplementedError

    def press_instead(self, digit: int, means: Callable[[CodeId], Deed]) -> None:
        """Take a digit of the hand for something else than putting its code on."""
        raise NotImplementedError

    def go(self, standing: Standing | None) -> None:
        """Stand somewhere else in the source that is open."""
        raise NotImplementedError

    def to_source(self, index: int) -> None:
        """Open another source."""
        raise NotImplementedError

    def begin(self, mode: Mode) -> None:
        """Let a mode take the keys."""
        if self.mode is not None:
            self.mode.ended()
        self.mode = mode
        self.page.held = True
        self.show()

    def end_mode(self) -> None:
        """Take the keys back."""
        mode, self.mode = self.mode, None
        self.page.held = False
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
        before, to_list = self._list_before
        if to_list is not None and before is self._before:
            to_list()
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

        if not self._may_write():
            return
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
            nothing=_("No codes yet. Type a name for these words: Enter makes the code and puts it on them."),
        )
        self.begin(Picker(self, picking))

    def _may_write(self) -> bool:
        """Tell whether anything can be written on words here; if not, why not is told."""
        try:
            self.session.open_to_write()
        except WorkbenchError as error:
            self.warn(str(error))
            return False
        return True

    def action_in_vivo(self) -> None:
        """Make a code of the words."""
        self.do(lambda: deeds.code_with_its_words(self.session, self.page.chosen))

    def action_memo(self) -> None:
        """Write the memo on the passage."""
        from workbench.tui.screens.memo_choice import memo_or_choice

        if self._may_write() and len(self.page.chosen):
            self.begin(memo_or_choice(self))

    def on_text_area_changed(self) -> None:
        """Let the memo be saved soon."""
        if self.mode is not None:
            self.mode.changed()

    def action_about(self) -> None:
        """Say what the passage is about."""
        from workbench.tui.screens.picker import Offer, Picker, Picking

        if not self._may_write():
            return
        session, span = self.session, self.page.chosen
        has = session.noted(span).about
        items = [Offer(item.name, has=item.name in has) for item in session.desk.items.all()]
        picking = Picking(
            _("About"),
            items,
            lambda chosen: self.do(lambda: deeds.about(session, span, chosen[0].name)),
            lambda name: self.do(lambda: deeds.about(session, span, name)),
            _("New: “{name}”"),
            nothing=_("Nothing is named yet. Type what these words are about, and Enter."),
        )
        self.begin(Picker(self, picking))

    def pick_other(self, here: Here) -> None:
        """Pick the code that a coding is to have instead."""
        from workbench.tui.screens.picker import Picker, Picking

        if not self._may_write():
            return
        picking = Picking(
            _("Instead of {code}").format(code=self.session.book.by_id[here.coding.code].name),
            self._codes_offered(),
            lambda chosen: self.do(lambda: deeds.recode(self.session, here, codes_of(chosen)[0])),
            digit=lambda digit: self.press_instead(digit, lambda code: deeds.recode(self.session, here, code)),
        )
        self.begin(Picker(self, picking))

    def _codes_offered(self) -> list[Offer]:
        """Return every code: those of the hand first, then in the order of the codebook."""
        from workbench.tui.screens.picker import Offer

        session, book = self.session, self.session.book
        has = {
            here.coding.code
            for here in session.here(self.page.chosen)
            if here.passage.span == self.page.chosen and session.is_mine(here)
        }
        codes = [code for _depth, code in book.walk() if not code.retired]
        codes.sort(key=lambda code: session.theme is None or book.theme(code.id).id != session.theme)
        return [Offer(code.name, book.path(code.id), told_of(book, code), code.id, code.id in has) for code in codes]

    def ask_letter(self, code: Code) -> None:
        """Ask for the letter of a code."""
        from workbench.tui.screens.lettering import Lettering

        self.begin(
            Lettering(
                self, code, lambda letter: self.do(lambda: codebook_deeds.give_letter(self.session, code.id, letter))
            )
        )

    # finding and going

    def action_find(self) -> None:
        """Find words in this source."""
        from workbench.tui.screens.typing import Typing

        if self.page.walk is not None:
            self.begin(Typing(self, _("Find:"), self._find_first))

    def action_next_found(self) -> None:
        """Go to the next place with the words."""
        self._to_found(1)

    def action_previous_found(self) -> None:
        """Go to the place before."""
        self._to_found(-1)

    def _find_first(self, words: str) -> None:
        self._looked_for = words.strip()
        self._to_found(1)

    def _to_found(self, step: int) -> None:
        """Go to a place with the words, and show all such places until the cursor is moved otherwise."""
        text, walk = self.session.text, self.page.walk
        if text is None or walk is None or not self._looked_for:
            self.tell(_("Nothing was looked for yet: / finds words."))
            return
        said = [(turn.body_start, turn.body_end) for turn in walk.turns]
        places = [found for found in find_all(text.text, self._looked_for) if is_within(found, said)]
        span = self.page.chosen
        after = next_after(places, max(span.end - 1, span.start))
        found = after if step > 0 else last_before(places, span.start)
        if found is None:
            self.tell(_("“{words}” is not in this text.").format(words=deeds.told_words(self._looked_for)))
            return
        self.jump(walk.at(found.start))
        self.page.mark(places)
        told = _("{place} of {places}: “{words}”  ·  n next, N before, , back")
        place = places.index(found) + 1
        self.tell(told.format(place=place, places=len(places), words=deeds.told_words(self._looked_for)))

    def action_go_to(self) -> None:
        """Go to a passage by its id, or to a list."""
        from workbench.tui.screens.typing import Going

        places = {
            "m": (_("matrix"), self.action_matrix),
            "q": (_("quotes"), self.action_quotes),
            "s": (_("sources"), self.open_sources),
            "c": (_("codebook"), self.open_codebook),
        }
        self.begin(Going(self, _("Go to:"), self._go_to, places))

    def _go_to(self, written: str) -> None:
        if written.strip().isdecimal():
            self.leave_a_mark()
            self._to_passage(int(written), written.strip(), is_lettered=False)
            return
        parts = split_label(written)
        label = parts[0] if parts else written.strip()
        labels = [source.label.casefold() for source in self.session.sources]
        if label.casefold() not in labels:
            self.tell(_("There is no source {label}.").format(label=deeds.told_words(label)))
            return
        self.leave_a_mark()
        index = labels.index(label.casefold())
        if index != self.session.index:
            self.to_source(index)
        if parts is not None:
            self._to_passage(parts[1], written.strip(), is_lettered=bool(parts[2]))

    def _to_passage(self, number: int, label: str, *, is_lettered: bool) -> None:
        walk = self.page.walk
        turn = next((turn for turn in walk.turns if turn.number == number), None) if walk else None
        if walk is None or turn is None:
            self.tell(_("There is no turn {number} here.").format(number=number))
            return
        here = self.session.here(Span(turn.body_start, max(turn.body_end, turn.body_start + 1)))
        spans = [one.passage.span for one in here if (one.passage.label or "").casefold() == label.casefold()]
        self.go(walk.between(spans[0].start, spans[0].end) if spans else walk.at(turn.body_start))
        if is_lettered and not spans:
            told = _("No passage {label} is shown here; this is turn {number}.")
            self.tell(told.format(label=deeds.told_words(label), number=number))

    def action_matrix(self) -> None:
        """Compare the cases."""
        self._open_matrix()

    def _open_matrix(self, *, at_quote: bool = False) -> None:
        from workbench.tui.comparing import Comparison
        from workbench.tui.screens.matrix import Gone, MatrixScreen

        if self._comparison is None:
            self._comparison = Comparison()

        def answered(gone: Gone | None) -> None:
            if gone is not None:
                self._to_quote(gone.passage, gone.told, lambda: self._open_matrix(at_quote=True))

        self.app.push_screen(MatrixScreen(self.session, self.look, self._comparison, at_quote=at_quote), answered)

    def action_quotes(self) -> None:
        """Read the quotes of the code here, else of the last one put on, else all."""
        here = self.session.here(self.page.chosen)
        self._open_quotes(here[-1].coding.code if here else self.session.last)

    def _open_quotes(self, code: CodeId | None, begin: tuple[int, int, int] | None = None) -> None:
        from workbench.tui.comparing import of_code
        from workbench.tui.screens.matrix import told_place
        from workbench.tui.screens.quotes import QuotesScreen

        wanted = of_code(self.session.book, code, self.session.desk)
        screen = QuotesScreen(self.session, self.look, wanted, begin)

        def answered(passage: Passage | None) -> None:
            if passage is not None:
                told = told_place(screen.place, wanted.name)
                self._to_quote(passage, told, lambda: self._open_quotes(code, passage.key))

        self.app.push_screen(screen, answered)

    def _to_quote(self, passage: Passage, told: str, to_list: Callable[[], None]) -> None:
        """Go to the words of a quote, from where `,` leads back to the list."""
        quote = passage.shown.quote
        index = next((n for n, source in enumerate(self.session.sources) if source.id == quote.source_id), None)
        if index is None:
            return
        self.leave_a_mark()
        self._list_before = (self._before, to_list)
        if index != self.session.index or self.session.text is None:
            self.to_source(index)
        if self.page.walk is not None:
            self.go(self.page.walk.between(quote.start, quote.end))
        self.tell(told)

    def open_sources(self) -> None:
        """Show the list of sources."""
        raise NotImplementedError

    def open_codebook(self) -> None:
        """Show the codebook, at the code of the passage."""
        raise NotImplementedError

    def action_next_uncoded(self) -> None:
        """Go to the next sentence of an informant that has no code."""
        self._to_uncoded(1)

    def action_previous_uncoded(self) -> None:
        """Go to the sentence of an informant before that has no code."""
        self._to_uncoded(-1)

    def _to_uncoded(self, step: int) -> None:
        walk, here = self.page.walk, self.page.standing
        if walk is None:
            return
        while True:
            following = walk.next(here) if step > 0 else walk.previous(here)
            if following == here:
                self.tell(_("Everything further on has a code.") if step > 0 else _("Everything before has a code."))
                return
            here = following
            turn = walk.turn(here.cursor)
            asks = turn is not None and turn.role is Role.INTERVIEWER
            if len(here.span) and not asks and not any(map(self.session.is_mine, self.session.here(here.span))):
                self.jump(here)
                return

    # looking and taking along

    def action_definition(self) -> None:
        """Show what the codes here mean, else the last one put on."""
        from workbench.tui.screens.definition import Definition

        session = self.session
        codes = dict.fromkeys(one.coding.code for one in session.here(self.page.chosen))
        if not codes and session.last is not None:
            codes = dict.fromkeys([session.last])
        found = [session.book.by_id[code] for code in codes if code in session.book.by_id]
        if found:
            self.begin(Definition(self, found))
        else:
            self.tell(_("There is no code here."))

    def action_view(self) -> None:
        """Choose what is shown."""
        from workbench.tui.screens.shown import Shown

        self.begin(Shown(self))

    def show_everyone(self) -> None:
        """Show the codings of others too, or no longer; never in a blind reading."""
        if self.session.desk.chosen.blind:
            self.tell(_("This is a blind reading: the codings of others stay out of sight."))
            return
        self.session.everyone = not self.session.everyone
        self.session.reload_codings()
        self.page.codings_changed()
        self.show()

    def choose_turns(self) -> None:
        """Let the cursor choose turns, or sentences again, from now on."""
        if self.page.walk is not None:
            turns = not self.page.walk.by_turns
            settings.remember_choosing_turns(turns)
            self.page.choose_by(turns=turns)
            self.show()

    def show_tints(self) -> None:
        """Show tints, or none."""
        self.app.tints_or_none()  # type: ignore[attr-defined]

    def action_copy_quote(self) -> None:
        """Copy the words as a quote with their id."""
        if len(self.page.chosen):
            quote = deeds.quotation(self.session, self.page.chosen)
            self.tell(self.app.copied(quote))  # type: ignore[attr-defined]

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


def is_within(span: Span, said: list[tuple[int, int]]) -> bool:
    """Tell whether words stand within what one person says, not in a label or between two."""
    place = bisect_right(said, (span.start, span.end + 1_000_000_000)) - 1
    return place >= 0 and said[place][0] <= span.start and span.end <= said[place][1]
