"""Who is who in a text that was read, and for a new project what to call it; then the text comes in.

One form: a person walks through it with Enter and sees the text beside or below. The screen routes keys
and draws; what is asked is decided in `who_form`, what is proposed in `coming_in`.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Container
from textual.message import Message

from workbench.domain.errors import WorkbenchError
from workbench.i18n import _
from workbench.tui.form import Button, Choice
from workbench.tui.safe import fitted
from workbench.tui.screens.plain import PlainScreen, so_far
from workbench.tui.who_form import WhoForm
from workbench.tui.widgets.form_lines import drawn_cell, padded
from workbench.tui.widgets.hand import wrapped_within
from workbench.tui.widgets.lines import Line, Lines
from workbench.tui.widgets.preview import preview

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from workbench.tui.beginning import Beginning
    from workbench.tui.coming_in import Draft
    from workbench.tui.form import Cell, Field
    from workbench.tui.outside import NewProject
    from workbench.tui.themes import Look
    from workbench.tui.who_form import Asked
    from workbench.tui.widgets.lines import Piece

_BESIDE = 116
"""Cells from which the text stands beside the form."""
_FORM = 76
_LEAST_PREVIEW = 6
_TICK = 0.5
"""Seconds between two looks at how long the text has been coming in."""
_LABEL, _WHO, _REFERENCE, _CASE = 13, 17, 11, 17
_TITLE, _FIELD = 17, 36


class WhoScreen(PlainScreen):
    """Asks what a text needs before it comes in."""

    class Stored(Message):
        """The text is in the project, or could not be brought in."""

        def __init__(self, found: Callable[[], None] | WorkbenchError) -> None:
            super().__init__()
            self.found = found

    def __init__(self, beginning: Beginning, look: Look, draft: Draft) -> None:
        super().__init__(look)
        self._beginning, self._draft = beginning, draft
        outside = beginning.outside if beginning.makes_project else None
        self.who = WhoForm(draft, outside, beginning.case_word)
        self._said = ""
        self._asked_at: Field | None = None
        """Where something was asked; Enter goes back from there to the end."""
        self._first_label = 0
        self._is_beside = False
        self._begun: float | None = None
        """When the text began to come in; keys do nothing then."""
        self._ticking: Timer | None = None
        self._form_rows = self._status_rows = 0
        self._cells_at: list[tuple[int, int, int, Cell]] = []
        """Row, first and last column, and the cell there; for the mouse."""
        self._preview = Lines(id="preview")

    def compose(self) -> ComposeResult:
        """Lay out form, text and status."""
        yield self.top
        with Container(id="sides"):
            yield self.body
            yield self._preview
        yield self.status
        yield self.keys

    # keys

    def key(self, key: str, character: str | None) -> bool:
        """Take a key."""
        if key in {"ctrl+q", "ctrl+c"}:
            return False
        if self._begun is not None:
            return True
        if key == "escape":
            self._escape()
        else:
            self._form_key(key, character)
        self.show()
        return True

    def _form_key(self, key: str, character: str | None) -> None:
        form, asked_at, said = self.who.form, self._asked_at, self._said
        self._asked_at, self._said = None, ""
        if key == "enter" and asked_at is not None and form.here is asked_at:
            form.stand("begin")
            if said:
                self._press(self.who.begin)
            return
        pressed = form.key(key, character)
        if form.here is asked_at:
            self._asked_at = asked_at
        self.who.follow_case()
        if pressed is not None:
            self._press(pressed)

    def on_paste(self, event: events.Paste) -> None:
        """Write what was pasted."""
        event.stop()
        if self._begun is None:
            self.who.form.paste(event.text)
            self.show()

    def on_click(self, event: events.Click) -> None:
        """Go to the cell that was clicked, or press it."""
        if event.widget is not self.body or self._begun is not None:
            return
        for row, first, last, cell in self._cells_at:
            if row == event.y and first <= event.x < last:
                self.who.form.stand(cell.id)
                if isinstance(cell, Button):
                    self._press(cell)
                self.show()
                return

    def tell(self, sentence: str) -> None:
        """Tell why something was not done."""
        self._said = sentence
        self.show()

    def _escape(self) -> None:
        """Go to the button that leaves, where anything was typed; there, leave."""
        form = self.who.form
        self._said = ""
        if form.was_touched and form.here is not self.who.leave:
            form.stand("leave")
        else:
            self._beginning.leave()

    def _press(self, button: Button) -> None:
        if button is self.who.leave:
            self._beginning.leave()
        elif button is self.who.other:
            self._beginning.back_to_files()
        else:
            unclear = self.who.unclear()
            if unclear is None:
                self._begun = time.monotonic()
                self._ticking = self.set_interval(_TICK, self.show)
                threading.Thread(target=self._store, args=(self.who.project(),), daemon=True).start()
                return
            self.who.form.stand(unclear.cell.id)
            # What is asked about is written anew, or kept with Enter.
            unclear.cell.is_proposed = True
            self._asked_at = unclear.cell
            self.tell(unclear.sentence)

    def _store(self, project: NewProject) -> None:
        """Bring the text in; runs beside the screen."""
        found: Callable[[], None] | WorkbenchError
        try:
            found = self._beginning.bring_in(self._draft, project)
        except WorkbenchError as error:
            found = error
        self.post_message(self.Stored(found))

    def on_who_screen_stored(self, message: Stored) -> None:
        """Go to the text, or tell why it could not be brought in."""
        if self._ticking is not None:
            self._ticking.stop()
        if isinstance(message.found, WorkbenchError):
            self._begun = None
            self.tell(str(message.found))
        else:
            message.found()

    # showing

    def on_resize(self) -> None:
        """Put the text beside the form where there is room."""
        self._is_beside = self.size.width >= _BESIDE
        self.set_class(self._is_beside, "-beside")
        super().on_resize()

    def show(self) -> None:
        """Show form, text and status."""
        if self.is_too_small:
            self._preview.put([], self.look.role("text"))
            return
        title = _("New project") if self._beginning.makes_project else _("Add a text")
        self.put_title(title, self._draft.file.name)
        self._show_status()
        self._show_form(_FORM if self._is_beside else self.size.width)
        self._show_preview()
        self.put_keys(self._keys())

    def _show_status(self) -> None:
        """Show what the import makes of the file, and what the cell stood on is for."""
        look, width = self.look, self.size.width
        told = f"{self._draft.file.name}: {self._draft.counted}. {self._draft.changed}"
        if self._begun is not None:
            self._said = so_far(_("The text is brought in …"), time.monotonic() - self._begun)
        hint = (self._said, "bar-warning") if self._said else (self.who.hint(), "bar-soft")
        counted = [row for row in _rows(told, "bar", width) if row[0]]
        rows = [*counted, *_rows(hint[0], hint[1], width)]
        self._status_rows = len(rows)
        self.status.styles.height = len(rows)
        self.status.put([Line(((" " + row, look.role(role)),)) for row, role in rows], look.role("bar"))

    def _keys(self) -> list[tuple[str, str]]:
        here = self.who.form.here
        if isinstance(here, Button):
            return [("Enter", here.title.lower()), ("← →", _("the others")), ("↑", _("back"))]
        keys = [("Enter", _("next")), ("↓ ↑", _("rows"))]
        if isinstance(here, Choice):
            keys.append(("← →", _("change")))
        elif here.offers:
            keys.append(("← →", _("suggestions")))
        return [*keys, (_("Backspace"), _("back")), (_("Esc"), _("leave"))]

    def _show_form(self, width: int) -> None:
        self._cells_at = []
        lines: list[Line] = [Line()]
        for cell, title in self.who.titled():
            lead: Piece = ("  " + padded(title, _TITLE - 2), self.look.role("soft"))
            lines.append(Line((lead, *self._cell(cell, len(lines), _TITLE, min(width - _TITLE - 2, _FIELD)))))
        if self._draft.speaks:
            lines.append(Line())
            lines += self._who_lines(width, len(lines))
        lines.append(Line())
        lines.append(self._buttons(len(lines)))
        self._form_rows = len(lines) + 1
        self.body.styles.height = "1fr" if self._is_beside else self._form_rows
        self.body.put(lines, self.look.role("text"))

    def _cell(self, cell: Cell, row: int, column: int, width: int) -> list[Piece]:
        self._cells_at.append((row, column, column + width, cell))
        return drawn_cell(cell, self.look, width, here=cell is self.who.form.here)

    def _buttons(self, row: int) -> Line:
        column = _TITLE
        pieces: list[Piece] = [(" " * column, self.look.role("text"))]
        for button in (self.who.begin, self.who.other, self.who.leave):
            width = cell_len(button.title) + 5
            pieces += self._cell(button, row, column, width)
            column += width
        return Line(tuple(pieces))

    def _who_lines(self, width: int, row: int) -> list[Line]:
        """Return the heading and as many labels as there is room for."""
        asked, room = self.who.asked, self._room_for_labels(row)
        if self.who.here is not None:
            at = asked.index(self.who.here)
            self._first_label = min(max(self._first_label, at - room + 1), at)
        self._first_label = max(min(self._first_label, len(asked) - room), 0)
        shown = asked[self._first_label : self._first_label + room]
        lines = [self._heading(width, len(shown))]
        for number, one in enumerate(shown, row + 1):
            lines.append(self._who_line(one, width, number))
        return lines

    def _room_for_labels(self, row: int) -> int:
        below = 5 + self._status_rows + (0 if self._is_beside else _LEAST_PREVIEW)
        return max(min(len(self.who.asked), self.size.height - row - 1 - below), 2)

    def _heading(self, width: int, shown: int) -> Line:
        heads = (
            (_("label"), _LABEL + 3),
            (_("who"), _WHO - 1),
            (_("reference"), _REFERENCE),
            (self.who.case_word, _CASE),
        )
        words = "  " + "".join(padded(title, cells - 1) + " " for title, cells in heads) + _("role")
        count = len(self.who.asked)
        if shown == count:
            return Line(((fitted(words, width - 1), self.look.role("soft")),))
        told = _("{first}–{last} of {count}").format(
            first=self._first_label + 1, last=self._first_label + shown, count=count
        )
        head = padded(words, width - cell_len(told) - 2)
        return Line(((head + " ", self.look.role("soft")), (told, self.look.role("accent"))))

    def _who_line(self, asked: Asked, width: int, row: int) -> Line:
        look = self.look
        label = look.role("strong" if self.who.here is asked else "text")
        pieces: list[Piece] = [("  " + padded(asked.person.seen.label or _("all of it"), _LABEL), label)]
        column = _LABEL + 2
        widths = (_WHO, _REFERENCE, _CASE, width - column - _WHO - _REFERENCE - _CASE - 1)
        cells = self.who.cells_of(asked)
        for cell, wide in zip(cells, widths, strict=False):
            pieces += self._cell(cell, row, column, wide)
            column += wide
        known = self._draft.informant_known(asked.person) if len(cells) == 2 else None
        if known is not None:
            about = " · ".join(filter(None, (known.case, known.role)))
            pieces.append(("  " + fitted(about, width - column - 3), look.role("soft")))
        return Line(tuple(pieces))

    def _show_preview(self) -> None:
        here = self.who.here
        label = here.person.seen.label if here is not None and self._draft.speaks else ""
        width = self.size.width - _FORM if self._is_beside else self.size.width
        height = self.size.height - 2 - self._status_rows - (1 if self._is_beside else self._form_rows)
        lines = preview(self._draft.file.text, self._draft.turns, label, self.look, width, max(height, 1))
        self._preview.put([Line(), *lines] if self._is_beside else lines, self.look.role("text"))


def _rows(words: str, role: str, width: int) -> list[tuple[str, str]]:
    """Return words on two rows; that they were cut is told."""
    rows = wrapped_within(words, width - 2, 2)
    return [(row, role) for row in [*rows, ""][:2]]
