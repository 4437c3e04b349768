"""The desk: one source on the page, the hand, and what was done.

The screen composes its panes and routes keys: a key is a row of the command table, an action here, a call
of the session. It works nothing out by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal

from workbench.domain.code_letters import CODE_LETTERS
from workbench.domain.errors import WorkbenchError
from workbench.i18n import _
from workbench.tui.commands import DESK
from workbench.tui.digits import Digits, Waiting
from workbench.tui.hand import hand_of, themes_by_digit
from workbench.tui.messages import SourceShown, StepDone
from workbench.tui.safe import runs_right_to_left
from workbench.tui.screens.desk_modes import ModeActions
from workbench.tui.widgets.digits_told import DigitMeans, digits_told
from workbench.tui.widgets.divider import Divided
from workbench.tui.widgets.hand import HandPane, HandRow, wrapped_within
from workbench.tui.widgets.lettered import name_with_letter
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.page import Page
from workbench.tui.widgets.status import LONGEST_NAME, TELLS_KEY, KeyLine, Status, TopLine, coding_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.style import Style
    from textual import events
    from textual.app import ComposeResult
    from textual.dom import DOMNode
    from textual.timer import Timer

    from workbench.domain.codebook import Code
    from workbench.domain.ids import CodeId
    from workbench.domain.spans import Span
    from workbench.tui.choosing import Standing
    from workbench.tui.screens.mode import Mode
    from workbench.tui.session import Deed, Elsewhere, Here, Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

WIDE = 110
"""Cells from which the hand has a pane of its own."""
WIDER = 140
"""Cells from which that pane has room for long names."""
_PLACE_AFTER = 2.0
"""Seconds after a move until the place is written down."""
_SOON = 0.05
"""Seconds until what need not be on the first frame is counted."""


def _of_coding(session: Session, look: Look, here: Here) -> tuple[str, str, Style]:
    """Return the name, the stripe and its style of a coding that is asked about."""
    code = here.coding.code
    return coding_name(session, here, LONGEST_NAME), look.shape(code), look.stripe(code)


def pane_height(height: int) -> int:
    """Return the rows of a pane over the lower third of a screen."""
    return max(min(height - 6, max(height // 3, 8)), 3)


class DeskScreen(ModeActions, inherit_bindings=False):
    """Coding, one source at a time."""

    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - as Textual declares it
        (0, "-narrow"),
        (WIDE, "-wide"),
        (WIDER, "-wider"),
    ]
    AUTO_FOCUS = None

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self.session = session
        self.look = look
        self._digits = Digits(session)
        self._said = ""
        self._warning = False
        self._told_of_direction = False
        self._wheeled = False
        """Whether the passage was last changed by the wheel."""
        self._counting: Timer | None = None
        self._keeping_place: Timer | None = None
        for command in (one for one in DESK if one.keys):
            self._bindings.bind(command.keys, command.action, _(command.title), show=False)
        self.page = Page(session, look, id="page")
        self._panes = (TopLine(id="top"), HandPane(id="hand"), HandRow(id="hand-row"), Status(id="status"))
        self.beside = Divided(self._panes[1])
        self._key_line = KeyLine(id="keys")
        self._pane = Lines(id="pane")

    def compose(self) -> ComposeResult:
        """Lay out the panes."""
        top, _hand, row, status = self._panes
        yield top
        with Horizontal(id="middle"):
            yield self.beside
            yield self.page
        yield row
        yield status
        yield self._key_line
        yield self._pane

    def on_mount(self) -> None:
        """Open where the person was."""
        self._open(self.session.begin())
        if not self.session.desk.writable:
            self._tell(self.session.desk.read_only, warning=True)
        elif told := self.session.desk.finished_erasure:
            self._tell(" ".join(told), warning=True)
        elif not self.session.sources:
            self._tell(_("No text yet: o brings one in."), warning=True)

    async def _on_idle(self, event: events.Idle) -> None:
        """Paint as soon as nothing more is to be done; Textual waits for its next sixtieth of a second."""
        await super()._on_idle(event)
        if self._dirty_widgets or self._layout_required or self._scroll_required or self._repaint_required:
            self._on_timer_update()

    def on_resize(self) -> None:
        """Fit every pane to the new width."""
        self.beside.fit()
        self.call_after_refresh(self.show)

    def on_divided_resized(self) -> None:
        """Fit the panes to where their edge is now."""
        self.show()

    def on_screen_resume(self) -> None:
        """Show what may have changed under another screen."""
        self.show()

    def look_changed(self, look: Look) -> None:
        """Show everything in other colours."""
        self.look = look
        self.page.look_changed(look)
        self.show()

    def leave(self) -> None:
        """Write down where the person is; what is being written is saved."""
        if self.mode is not None:
            self.end_mode()
        self.session.remember(self.page.standing.cursor)
        self.session.leave()

    def codes_by_name(self) -> list[tuple[str, Callable[[], object]]]:
        """Return every code with what puts it on; for the palette."""
        book = self.session.book
        return [
            (book.path(code.id), lambda code=code.id: self._code(code))  # type: ignore[misc]
            for _depth, code in book.walk()
            if not code.retired
        ]

    # what was done

    def on_step_done(self, message: StepDone) -> None:
        """Show what a step touched."""
        touched = message.done.touched
        if touched.any_of("code"):
            self.app.codebook_changed()  # type: ignore[attr-defined]
        if touched.any_of("code"):
            self.page.codings_changed()
        elif touched.any_of("coding", "passage", "memo", "passage_item"):
            self.page.codings_changed(self.session.changed)
        self.show()

    def on_page_chosen(self, message: Page.Chosen) -> None:
        """Show what the mouse chose; the way back leads to where the wheel began."""
        if message.left is not None and not self._wheeled:
            self._before = (self.session.index, message.left)
        self._moved()
        self._wheeled = message.left is not None

    def do(self, deed: Callable[[], Deed | None]) -> bool:
        """Do something that a service may refuse; its sentence is shown, and nothing has changed then.

        Returns:
            Whether it was done.
        """
        try:
            done = deed()
        except WorkbenchError as error:
            self._digits.drop()
            self._tell(str(error), warning=True)
            return False
        if done is None:
            self.show()
            return True
        went = done.where is not None and self._look_at(done.where)
        undoes = "" if done.done is None else _("U does it again") if deed == self.session.undo else _("u undoes it")
        if went:
            undoes = ", ".join(filter(None, (undoes, _("and , goes back"))))
        self._said, self._warning = TELLS_KEY.join(filter(None, (done.sentence, undoes))), False
        if done.done is None:
            self.show()
        else:
            self.post_message(StepDone(done.done, done.sentence))
        return True

    def _look_at(self, where: Elsewhere) -> bool:
        """Go to where something was taken back or done again, unless it is in view; return whether that was gone to."""
        ids = [source.id for source in self.session.sources]
        is_here = self.session.text is not None and self.session.text.source.id == where.source
        if where.source not in ids or (is_here and (where.span is None or self.page.sees(where.span))):
            return False
        self.leave_a_mark()
        if not is_here:
            self.to_source(ids.index(where.source))
        span = where.span or self.session.span_of(where.source, where.passages)
        if span is not None and self.page.walk is not None:
            self.go(self.page.walk.between(span.start, span.end))
        return True

    def begin(self, mode: Mode) -> None:
        """Let a mode take the keys; what was told before is done with."""
        self._said, self._warning = "", False
        super().begin(mode)

    def _tell(self, sentence: str, *, warning: bool = False) -> None:
        self._said, self._warning = sentence, warning
        self.show()

    # showing

    def show(self) -> None:
        """Show everything as it is now."""
        session, look, theme = self.session, self.look, self._digits.theme
        top, hand, row, status = self._panes
        if not session.knows_everywhere and self.size.width >= WIDE:
            self._count_soon()
        top.show(session, look, self.page)
        hand.show(session, look, theme=theme, told=self._told())
        row.show(session, look, theme)
        mode = self.mode
        asked = self._asked() if mode is None else [mode.asked(look, self.size.width)]
        above = asked[0] if len(asked) > 1 else ()
        status.show(session, look, self.page, self._said, warning=self._warning, asked=above)
        self._key_line.show(look, asked[-1])
        self._show_pane()

    def _count_soon(self) -> None:
        """Count the codings of all sources once everything else is seen."""
        if self._counting is None:
            self._counting = self.set_timer(_SOON, self._count_everywhere)

    def _count_everywhere(self) -> None:
        self._counting = None
        self.session.count_everywhere()
        self._panes[1].show(self.session, self.look, theme=self._digits.theme, told=self._told())

    def _show_pane(self) -> None:
        """Draw the pane of a mode over the lower third, and keep the passage out of it."""
        mode, look = self.mode, self.look
        drawn = mode is not None and mode.draws
        height = self.pane_rows if mode is None else min(self.pane_rows, mode.rows)
        self._pane.display = drawn
        if mode is not None and drawn:
            self._pane.styles.height = height
            width = self.size.width
            top = [Line((("─" * width, look.role("bar-faint")),))]
            if self._said and self._warning:
                warning = look.role("bar-warning")
                top = [Line(((" " + row, warning),)) for row in wrapped_within(self._said, width - 2, height - 3)]
            lines = [*top, *mode.lines(look, width, height - 1 - len(top))]
            lines += [Line()] * (height - 1 - len(lines))
            self._pane.put([*lines, Line(tuple(mode.asked(look, width)))], look.role("text"))
        chrome = self.size.height - self.page.region.bottom
        self.page.keep_clear(max(height - chrome, 0) if self.is_covered else 0)

    @property
    def pane_rows(self) -> int:
        """The rows of a pane over the lower third."""
        return pane_height(self.size.height)

    @property
    def said(self) -> str:
        """The sentence on the status line."""
        return self._said

    @property
    def is_covered(self) -> bool:
        """Whether a pane lies over the lower third."""
        return self.mode is not None and self.mode.covers

    def _told(self) -> Code | None:
        """Return the code whose definition is shown: that of the passage, else the last one put on."""
        here = self.session.here(self.page.chosen)
        code = here[-1].coding.code if here else self.session.last
        return self.session.book.by_id.get(code) if code is not None else None

    def _asked(self) -> list[list[Piece]]:
        """Return what the next digit means, where one is waited for, on one row or on two."""
        look, session, digits = self.look, self.session, self._digits
        if digits.waiting is Waiting.CODE:
            return [[]]
        if digits.waiting is Waiting.ROW:
            meant = [DigitMeans(str(n), *_of_coding(session, look, one)) for n, one in enumerate(digits.rows, 1)]
            if digits.more_rows:
                told = _("{count} more").format(count=digits.more_rows)
                meant.append(DigitMeans("0", told))
            return digits_told(look, _("Which one?"), meant, self.size.width)
        if digits.waiting is Waiting.CODE_OF_THEME:
            theme = session.book.by_id[digits.theme] if digits.theme is not None else None
            codes = {0: theme} if theme is not None else {}
            codes |= hand_of(session.book, digits.theme)
            title = _("Code:")
        else:
            codes = themes_by_digit(session.book)
            title = _("Theme:") if digits.waiting is Waiting.THEME else _("Into the hand:")
        meant = [
            DigitMeans(str(digit), name_with_letter(code), look.mark(code), look.stripe(code.id), code.letter)
            for digit, code in sorted(codes.items())
        ]
        return digits_told(look, title, meant, self.size.width)

    def _open(self, offset: int) -> None:
        if self.session.text is not None:
            self.page.open(self.session.text, offset)
            if self.page.walk is not None:
                self.post_message(SourceShown(self.session.text, self.page.walk))
            if not self._told_of_direction and runs_right_to_left(self.session.text.text):
                self._told_of_direction = True
                self._said = _("Some words here run from right to left: they can be coded, but may stand out of order.")
        self.show()

    def go(self, standing: Standing | None) -> None:
        """Stand somewhere else in the source that is open."""
        if standing is not None and self.page.stand(standing):
            self._moved()
        elif self._digits.drop():
            self.show()

    def _moved(self) -> None:
        self._wheeled = False
        self._digits.drop()
        self.session.moved()
        if not self._warning or self.session.desk.writable:
            self._said, self._warning = "", False
        self.show()
        if self._keeping_place is None:
            self._keeping_place = self.set_timer(_PLACE_AFTER, self._keep_place)

    def _keep_place(self) -> None:
        """Write down where the person is: a window that is closed says nothing before."""
        self._keeping_place = None
        self.session.remember(self.page.standing.cursor)
        self.session.leave()

    def _go_or_tell(self, standing: Standing, told: str) -> None:
        """Stand somewhere else, or tell why nothing happened."""
        if standing == self.page.standing and self._digits.waiting is Waiting.CODE:
            self._tell(told)
        else:
            self.go(standing)

    def _at_the_end(self) -> str:
        if len(self.session.sources) < 2:
            return _("The text ends here.")
        return _("The text ends here; ) opens the next one.")

    @property
    def _span(self) -> Span:
        return self.page.chosen

    # choosing

    def action_next_sentence(self) -> None:
        """Go to the next sentence."""
        if self.page.walk:
            self._go_or_tell(self.page.walk.next(self.page.standing), self._at_the_end())

    def action_previous_sentence(self) -> None:
        """Go to the sentence before."""
        if self.page.walk:
            self._go_or_tell(self.page.walk.previous(self.page.standing), _("The text begins here."))

    def action_row_down(self) -> None:
        """Go one row down."""
        if self.page.rows_by(1):
            self._moved()

    def action_row_up(self) -> None:
        """Go one row up."""
        if self.page.rows_by(-1):
            self._moved()

    def action_next_turn(self) -> None:
        """Go to the next turn."""
        if self.page.walk:
            self._go_or_tell(self.page.walk.turn_by(self.page.standing, 1), self._at_the_end())

    def action_previous_turn(self) -> None:
        """Go to the turn before."""
        if self.page.walk:
            self._go_or_tell(self.page.walk.turn_by(self.page.standing, -1), _("The text begins here."))

    def action_page_down(self) -> None:
        """Go one page down."""
        if self.page.pages_by(1):
            self._moved()

    def action_page_up(self) -> None:
        """Go one page up."""
        if self.page.pages_by(-1):
            self._moved()

    def action_grow(self) -> None:
        """Take the next sentence too."""
        if self.page.walk:
            self._go_or_tell(self.page.walk.grown(self.page.standing), self._at_the_end())

    def action_shrink(self) -> None:
        """Give a sentence, a clause or a word back."""
        if self.page.walk:
            shorter = self.page.walk.shrunk(self.page.standing)
            self._go_or_tell(shorter, _("Nothing shorter than a word; e moves the ends."))

    def action_back_to_sentence(self) -> None:
        """Drop what was begun."""
        if self._digits.drop():
            self.show()
        elif self.page.walk:
            self.go(self.page.walk.at(self.page.standing.cursor))

    # coding

    async def take(self, event: events.Key) -> None:
        """Take a key: in a mode every one, else the digits of the hand and what the table of keys says.

        Textual would send a key round by the screen and back to the application before its command runs, and a key
        typed meanwhile would overtake it: a digit would code the sentence before the one just gone to.
        """
        if self.mode is not None and self.mode.key(event.key, event.character if event.is_printable else None):
            return
        if self.focused is not None:
            await self._run_bound(self.focused, event.key)
        elif event.character is not None and event.character in "123456789":
            digit = int(event.character)
            self.do(lambda: self._digits.press(digit, self._span))
        elif event.character is not None and event.character in CODE_LETTERS:
            letter = event.character
            self.do(lambda: self._digits.letter(letter, self._span))
        elif not await self._run_bound(self, event.key):
            await self._run_bound(self.app, event.key)

    async def _run_bound(self, node: DOMNode, key: str) -> bool:
        """Do what a key means to a part of the screen; return whether it means anything."""
        bound = node._bindings.key_to_bindings.get(key, ())
        for binding in bound:
            await self.app.run_action(binding.action, node)
        return bool(bound)

    def on_paste(self, event: events.Paste) -> None:
        """Hand what was pasted to the mode that takes words."""
        event.stop()
        if self.mode is not None:
            self.mode.pasted(event.text)

    def action_other_hand(self) -> None:
        """Take a 0."""
        self.do(lambda: self._digits.zero(self._span))

    def press_instead(self, digit: int, means: Callable[[CodeId], Deed]) -> None:
        """Take a digit of the hand for something else than putting its code on."""
        self._digits.instead(means)
        self.do(lambda: self._digits.press(digit, self._span) if digit else self._digits.zero(self._span))

    def _code(self, code: CodeId) -> None:
        self.do(lambda: self.session.code(self._span, code))

    def action_again(self) -> None:
        """Put the last code on again."""
        self.do(lambda: self.session.code_again(self._span))

    def action_take_off(self) -> None:
        """Take a coding off."""
        self.do(lambda: self._digits.act_on(self.session.meant(self._span), self.session.take_off))

    def action_recode(self) -> None:
        """Give a coding another code."""

        def picked(here: Here) -> Deed | None:
            self.pick_other(here)
            return None

        self.do(lambda: self._digits.act_on(self.session.meant(self._span), picked))

    def action_letter(self) -> None:
        """Give a code the letter that puts it on."""

        def picked(here: Here) -> Deed | None:
            self.ask_letter(self.session.book.by_id[here.coding.code])
            return None

        self.do(lambda: self._digits.act_on(self.session.meant(self._span), picked))

    def action_against(self) -> None:
        """Turn a coding the other way."""
        self.do(lambda: self._digits.act_on(self.session.meant(self._span), self.session.turn_stance))

    def action_star(self) -> None:
        """Star the passage, or no longer."""
        self.do(lambda: self.session.star(self._span))

    def action_undo(self) -> None:
        """Take back the last step."""
        self.do(self.session.undo)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self.do(self.session.redo)

    def action_finished(self) -> None:
        """Say that the source is finished, or not."""
        self.do(self.session.finish)

    # going

    def action_next_coding(self) -> None:
        """Go to the next passage with a code."""
        self._to_coding(1)

    def action_previous_coding(self) -> None:
        """Go to the passage with a code before."""
        self._to_coding(-1)

    def _to_coding(self, step: int) -> None:
        found = self.session.neighbour(self._span, step)
        if found is None or self.page.walk is None:
            self._tell(_("No coding further on.") if step > 0 else _("No coding before this."))
            return
        start, end = found
        self.jump(self.page.walk.between(start, end))

    def action_next_source(self) -> None:
        """Open the next source."""
        self.leave_a_mark()
        self.to_source(self.session.index + 1)

    def action_previous_source(self) -> None:
        """Open the source before."""
        self.leave_a_mark()
        self.to_source(self.session.index - 1)

    def to_source(self, index: int) -> None:
        """Open another source."""
        if not self.session.sources:
            return
        self.session.remember(self.page.standing.cursor)
        self._digits.drop()
        self.session.moved()
        offset = self.session.open(index)
        self._said, self._warning = "", False
        self._open(offset)

    def action_start_of_source(self) -> None:
        """Go to the first sentence."""
        if self.page.walk:
            self.jump(self.page.walk.at(0))

    def action_end_of_source(self) -> None:
        """Go to the last sentence."""
        if self.page.walk and self.session.text:
            self.jump(self.page.walk.at(len(self.session.text.text)))

    def action_sources(self) -> None:
        """Show the list of sources."""
        self.open_sources()

    def open_sources(self) -> None:
        """Show the list of sources."""
        from workbench.tui.screens.sources import SourcesScreen

        def opened(index: int | None) -> None:
            if index is not None:
                self.leave_a_mark()
                self.to_source(index)

        self.app.push_screen(SourcesScreen(self.session, self.look), opened)

    def action_codebook(self) -> None:
        """Show the codebook."""
        self.open_codebook()

    def open_codebook(self) -> None:
        """Show the codebook, at the code of the passage."""
        from workbench.tui.screens.codebook import CodebookScreen

        def answered(found: tuple[Span, str] | None) -> None:
            if found is not None and self.page.walk is not None:
                span, told = found
                self.jump(self.page.walk.between(span.start, span.end))
                self.tell(told)

        code = self._told()
        screen = CodebookScreen(self.session, self.look, code.id if code is not None else None, self.page.chosen)
        self.app.push_screen(screen, answered)

    def saved(self) -> None:
        """Tell when the last change was saved."""
        at = self.session.saved_at
        self._tell(_("Saved {time}, nothing to save.").format(time=at) if at else _("Nothing to save."))

    def tell(self, sentence: str) -> None:
        """Show a sentence on the status line."""
        self._tell(sentence)

    def warn(self, sentence: str) -> None:
        """Show a sentence about something that is wrong on the status line."""
        self._tell(sentence, warning=True)
