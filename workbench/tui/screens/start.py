"""The start: where no project is in the folder, what one may begin with, and what was open last."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.message import Message

from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _
from workbench.tui.safe import fitted, fitted_both_ends
from workbench.tui.screens.plain import PlainScreen
from workbench.tui.widgets.form_lines import padded
from workbench.tui.widgets.hand import wrapped_within
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import ComposeResult

    from workbench.tui.beginning import Beginning
    from workbench.tui.outside import ProjectOffered
    from workbench.tui.themes import Look

_MOST_DIGITS = 9
_BUILDING = N_("The sample study is being made …")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that can be chosen."""

    key: str
    title: str
    told: str
    does: Callable[[], None]
    is_gone: bool = False


class StartScreen(PlainScreen):
    """Begins with a project, a new one, or the sample study."""

    class Built(Message):
        """The sample study is there, or could not be made."""

        def __init__(self, path: str, sentence: str) -> None:
            super().__init__()
            self.path, self.sentence = path, sentence

    def __init__(self, beginning: Beginning, look: Look) -> None:
        super().__init__(look)
        self._beginning = beginning
        self._at = 0
        self._said = ""
        self._is_building = False
        self._shown_at: dict[int, int] = {}
        """The entry on each row of the body."""
        self._groups = self._found()

    def compose(self) -> ComposeResult:
        """Lay out the rows."""
        yield self.top
        yield self.body
        yield self.status
        yield self.keys

    def _found(self) -> list[tuple[str, list[Entry]]]:
        outside = self._beginning.outside
        begin = [
            Entry("n", _("New project"), _("from an interview in Word or plain text"), self._begin),
            Entry(
                "s",
                _("The sample study"),
                _("invented interviews, coded and compared"),
                self._sample,
            ),
        ]
        here, recent = outside.projects(), outside.recent()
        known = {project.path for project in here}
        digits = iter(str(digit) for digit in range(1, _MOST_DIGITS + 1))
        found = [
            (_("Projects in this folder"), [self._entry(next(digits, ""), project) for project in here]),
            (
                _("Open last"),
                [self._entry(next(digits, ""), project) for project in recent if project.path not in known],
            ),
        ]
        if recent:
            begin.append(Entry("x", _("Empty the list"), _("of what was open last on this machine"), self._forget))
        return [*(group for group in found if group[1]), (_("Begin"), begin)]

    def _entry(self, digit: str, project: ProjectOffered) -> Entry:
        def open_it() -> None:
            if not project.there:
                gone = _("{name} is not in {folder} any more; x empties the list.")
                self.tell(gone.format(name=project.name, folder=project.place))
                return
            try:
                self._beginning.open(project.path)
            except WorkbenchError as error:
                self.tell(str(error))

        told = project.place if project.there else _("{folder} (gone)").format(folder=project.place)
        return Entry(digit, project.name, told, open_it, not project.there)

    @property
    def _entries(self) -> list[Entry]:
        return [entry for _title, entries in self._groups for entry in entries]

    # doing

    def key(self, key: str, character: str | None) -> bool:
        """Take a key."""
        entries = self._entries
        if self._is_building:
            return key not in {"Q", "ctrl+q", "ctrl+c"}
        if key in {"down", "up", "tab", "shift+tab", "j", "k"}:
            self._at = (self._at + (1 if key in {"down", "tab", "j"} else -1)) % len(entries)
            self.tell("")
        elif key in {"enter", "right", "space"}:
            self._do(self._at)
        elif character is not None and any(entry.key == character for entry in entries):
            self._do(next(at for at, entry in enumerate(entries) if entry.key == character))
        else:
            return False
        return True

    def on_click(self, event: events.Click) -> None:
        """Do what was clicked."""
        at = self._shown_at.get(event.y) if event.widget is self.body else None
        if at is not None and not self._is_building:
            self._do(at)

    def tell(self, sentence: str) -> None:
        """Show a sentence under the rows."""
        self._said = sentence
        self.show()

    def tell_how_to_leave(self) -> None:
        """Tell which key leaves."""
        self.tell(_("Q quits."))

    def _do(self, at: int) -> None:
        self._at, self._said = at, ""
        self.show()
        self._entries[at].does()

    def _begin(self) -> None:
        self._beginning.choose()

    def _forget(self) -> None:
        self._beginning.outside.forget_recent()
        self._groups = self._found()
        self._at = min(self._at, len(self._entries) - 1)
        self.show()

    def _sample(self) -> None:
        self._is_building = True
        self.tell(_(_BUILDING))
        threading.Thread(target=self._build, daemon=True).start()

    def _build(self) -> None:
        try:
            path, sentence = self._beginning.outside.sample(), ""
        except WorkbenchError as error:
            path, sentence = "", str(error)
        self.post_message(self.Built(path, sentence))

    def on_start_screen_built(self, message: Built) -> None:
        """Sit down at the sample study."""
        self._is_building = False
        try:
            if message.path:
                self._beginning.open(message.path)
        except WorkbenchError as error:
            message.sentence = str(error)
        self.tell(message.sentence)

    # showing

    def show(self) -> None:
        """Show the rows."""
        if self.is_too_small:
            return
        look, width = self.look, self.size.width
        self.put_title(_("Interview Workbench"), self._beginning.outside.place)
        lines, places = self._lines(min(width, 100))
        height = self.body.size.height
        chosen = next((row for row, at in places.items() if at == self._at), 0)
        first = max(min(chosen - height // 2, len(lines) - height), 0)
        self._shown_at = {row - first: at for row, at in places.items()}
        self.body.put(lines[first:], look.role("text"))
        said = wrapped_within(self._said, width - 2, 3)
        self.status.styles.height = max(len(said), 1)
        self.status.put(
            [Line(((" " + row, look.role("bar-warning")),)) for row in said], look.role("bar" if said else "text")
        )
        self.put_keys([("Enter", _("open")), ("↓ ↑", _("further")), ("?", _("keys")), ("Q", _("quit"))])

    def _lines(self, width: int) -> tuple[list[Line], dict[int, int]]:
        look = self.look
        lines: list[Line] = []
        places: dict[int, int] = {}
        number = 0
        for title, entries in self._groups:
            lines += [Line(), Line((("   " + title, look.role("soft")),))]
            for entry in entries:
                places[len(lines)] = number
                lines.append(self._line(entry, width, here=number == self._at))
                number += 1
        return lines, places

    def _line(self, entry: Entry, width: int, *, here: bool) -> Line:
        look = self.look
        name_room = min(max(width * 3 // 10, 18), 32)
        name = fitted(entry.title, name_room - 2)
        style = look.role("chosen" if here else "soft" if entry.is_gone else "text")
        return Line(
            (
                (" › " if here else "   ", look.role("accent")),
                (padded(entry.key, 2), look.role("accent")),
                (f" {name} ", style),
                (" " * (name_room - cell_len(name) - 2), look.role("text")),
                ("  " + fitted_both_ends(entry.told, width - name_room - 8), look.role("soft")),
            )
        )
