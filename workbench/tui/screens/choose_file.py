"""Choosing a text: the files of the folder that can be read, or a path that is typed.

The file is read apart, while the screen stays alive; what cannot be read is told in the reader's own
sentence, and another can be chosen.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from textual.message import Message

from workbench.domain.errors import WorkbenchError
from workbench.domain.matching import ranked
from workbench.i18n import _, n_
from workbench.tui.safe import fitted, fitted_both_ends
from workbench.tui.screens.plain import PlainScreen, so_far
from workbench.tui.widgets.hand import wrapped, wrapped_within
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult

    from workbench.domain.reading import ReadFile
    from workbench.tui.beginning import Beginning
    from workbench.tui.outside import FileOffered
    from workbench.tui.themes import Look

_LONGEST_PATH = 1000
"""Characters that are taken."""
_SIZE = 9
_TICK = 0.5
"""Seconds between two looks at how long a file has been read."""
_WIDEST = 100


class FileScreen(PlainScreen):
    """Lets a text be chosen, and reads it."""

    class Read(Message):
        """A text was read, or could not be."""

        def __init__(self, number: int, found: ReadFile | WorkbenchError) -> None:
            super().__init__()
            self.number, self.found = number, found

    def __init__(self, beginning: Beginning, look: Look, path: str = "") -> None:
        super().__init__(look)
        self._beginning = beginning
        self._folder = ""
        self._typed = ""
        self._said = ""
        self._reading = ""
        """The file that is being read."""
        self._begun = 0.0
        """When that began."""
        self._number = 0
        """Of the last reading; an earlier one was given up."""
        self._at = 0
        self._in_project = 0
        self._files: list[FileOffered] = []
        self._found: list[int] = []
        self._first = 0
        """The row of the list that stands at the top."""
        self._path = path
        self._list("")

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield self.top
        yield self.body
        yield self.status
        yield self.keys

    def on_mount(self) -> None:
        """Read the file that was named at the start, and show for how long one is being read."""
        self.set_interval(_TICK, self._tick)
        if self._path:
            self._read(self._path)

    def _tick(self) -> None:
        if self._reading:
            self.show()

    # the list

    def _list(self, folder: str) -> bool:
        """List a folder; return whether that could be done."""
        try:
            files = self._beginning.outside.files(folder)
        except WorkbenchError as error:
            self._said = str(error)
            return False
        known = {source.name for source in self._beginning.sources()}
        self._files = [file for file in files if file.name not in known]
        self._in_project = len(files) - len(self._files)
        self._folder, self._typed = folder, ""
        self._find()
        return True

    def _find(self) -> None:
        names = [file.name for file in self._files]
        self._found = ranked(self._typed, names, names) if self._typed else list(range(len(names)))
        self._at = 0

    @property
    def _rows(self) -> int:
        """The files that fit, and the path that is typed."""
        return len(self._found) + bool(self._typed.strip())

    # keys

    def key(self, key: str, character: str | None) -> bool:
        """Take a key."""
        if key in {"ctrl+q", "ctrl+c"}:
            return False
        if key == "escape" or (key == "backspace" and (self._reading or not self._typed)):
            self._back()
        elif self._reading:
            return True
        elif key in {"down", "up", "tab", "shift+tab", "pagedown", "pageup"}:
            step = {"down": 1, "tab": 1, "pagedown": 8, "pageup": -8}.get(key, -1)
            self._at = min(max(self._at + step, 0), max(self._rows - 1, 0))
        elif key == "enter":
            self._choose()
        elif key == "backspace":
            self._type(self._typed[:-1])
        elif character is not None:
            self._type(self._typed + character)
        self.show()
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Take a path that was pasted, or a file that was dropped on the terminal."""
        event.stop()
        if not self._reading:
            self._type(self._typed + event.text.strip().split("\n", maxsplit=1)[0].strip())
            self.show()

    def on_click(self, event: events.Click) -> None:
        """Choose the file that was clicked."""
        at = event.y - 2 + self._first
        if event.widget is self.body and event.y >= 2 and at < self._rows and not self._reading:
            self._at = at
            self._choose()
            self.show()

    def _type(self, typed: str) -> None:
        self._typed, self._said = typed[:_LONGEST_PATH], ""
        self._find()

    def _choose(self) -> None:
        if self._at < len(self._found):
            self._read(self._files[self._found[self._at]].path)
        elif self._typed.strip():
            path = self._typed.strip()
            if not (self._beginning.outside.is_folder(path) and self._list(path)):
                self._read(path)
        else:
            self._said = _("Type the path of a text first; Backspace leads back.")

    def _back(self) -> None:
        if self._reading:
            self._number, self._reading = self._number + 1, ""
        else:
            self._beginning.back()

    # reading

    def _read(self, path: str) -> None:
        self._number += 1
        self._reading, self._said, self._begun = path, "", time.monotonic()
        threading.Thread(target=self._read_apart, args=(self._number, path), daemon=True).start()

    def _read_apart(self, number: int, path: str) -> None:
        found: ReadFile | WorkbenchError
        try:
            found = self._beginning.outside.read(path)
        except WorkbenchError as error:
            found = error
        self.post_message(self.Read(number, found))

    def on_file_screen_read(self, message: Read) -> None:
        """Go on to who speaks, or tell why the file cannot be read."""
        if message.number != self._number:
            return
        self._reading = ""
        if isinstance(message.found, WorkbenchError):
            self.tell(str(message.found))
            return
        twin = self._beginning.twin(message.found)
        if twin:
            told = _("{file} is in the project already, as {label}.").format(file=message.found.name, label=twin)
            if self._path:
                self._beginning.stand_in(twin, told)
            else:
                self.tell(told)
            return
        self.show()
        self._beginning.ask(message.found)

    def tell(self, sentence: str) -> None:
        """Show a sentence under the list."""
        self._said = sentence
        self.show()

    # showing

    def show(self) -> None:
        """Show the list."""
        if self.is_too_small:
            return
        look, width = self.look, self.size.width
        title = _("New project: choose a text") if self._beginning.makes_project else _("Add a text")
        self.put_title(title, self._folder or self._beginning.outside.place)
        self.body.put([self._typing(width), Line(), *self._listed(min(width, _WIDEST))], look.role("text"))
        said = wrapped_within(self._said, width - 2, 3)
        rows: list[Line] = [Line(((" " + row, look.role("bar-warning")),)) for row in said]
        if self._reading:
            told = _("Reading {file} …").format(file=fitted_both_ends(self._reading, max(width - 34, 10)))
            rows = [Line(((" " + so_far(told, time.monotonic() - self._begun), look.role("bar")),))]
        self.status.styles.height = max(len(rows), 1)
        self.status.put(rows or [Line(((" " + self._counted(), look.role("bar-soft")),))], look.role("bar"))
        back = _("Backspace") if not self._typed else _("Esc")
        if self._reading:
            self.put_keys([(_("Esc"), _("stop reading"))])
        else:
            self.put_keys(
                [("Enter", _("choose")), ("↓ ↑", _("further")), (back, _("back")), ("a–z", _("find, or a path"))]
            )

    def _typing(self, width: int) -> Line:
        look = self.look
        if not self._typed:
            asked = _("Letters of a name, or the path of a file")
            return Line(
                (
                    (" › ", look.role("accent")),
                    ("▏", look.role("strong")),
                    (fitted(asked, width - 6), look.role("soft")),
                )
            )
        return Line(
            ((" › ", look.role("accent")), (fitted_both_ends(self._typed, width - 6) + "▏", look.role("strong")))
        )

    def _counted(self) -> str:
        if not self._in_project:
            return ""
        told = n_(
            "{count} file here is in the project already.",
            "{count} files here are in the project already.",
            self._in_project,
        )
        return told.format(count=self._in_project)

    def _listed(self, width: int) -> list[Line]:
        look = self.look
        height = max(self.size.height - 5, 1)
        self._first = max(min(self._at - height // 2, self._rows - height), 0)
        shown = range(self._first, min(self._first + height, self._rows))
        if not self._rows:
            told = _("There is no other .docx or .txt file in this folder. Type the path of one.")
            return [Line((("   " + row, look.role("soft")),)) for row in wrapped(told, width - 4)]
        return [self._line(row, width) for row in shown]

    def _line(self, row: int, width: int) -> Line:
        look = self.look
        here = row == self._at
        mark = (" › " if here else "   ", look.role("accent"))
        style = look.role("chosen" if here else "text")
        if row >= len(self._found):
            path = fitted_both_ends(self._typed.strip(), width - 30)
            return Line((mark, (" " + _("the file {path}").format(path=path) + " ", style)))
        file = self._files[self._found[row]]
        name = fitted_both_ends(file.name, width - _SIZE - 8)
        size = _size(file.size)
        gap = " " * max(width - len(name) - _SIZE - 6, 1)
        return Line((mark, (f" {name} ", style), (gap, look.role("text")), (f"{size:>{_SIZE}}", look.role("soft"))))


def _size(size: int) -> str:
    """Return a file's size as people read it."""
    if size < 1_000_000:
        return _("{count} kB").format(count=-(-size // 1000))
    return _("{count} MB").format(count=round(size / 1_000_000))
