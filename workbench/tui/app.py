"""The application: themes, the table of keys, and what happens when something fails.

It is handed a callable that opens a desk, or what leads to one, and knows nothing of files. Nobody's words are
ever printed when it fails.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.command import CommandPalette, Provider
from textual.events import Key

from workbench import crash, settings
from workbench.domain.errors import WorkbenchError
from workbench.i18n import _
from workbench.tui.behind import Behind
from workbench.tui.clipboard import copied
from workbench.tui.commands import EVERYWHERE
from workbench.tui.copies import Copies
from workbench.tui.palette import Everything
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.screens.plain import PlainScreen
from workbench.tui.screens.too_small import TooSmall, is_too_small
from workbench.tui.session import Session
from workbench.tui.themes import DARK, LIGHT, SIXTEEN, Look, textual_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.screen import Screen

    from workbench.services.desk import Desk
    from workbench.tui.beginning import Beginning
    from workbench.tui.behind import Splitter
    from workbench.tui.messages import SourceShown, StepDone
    from workbench.tui.outside import Outside

_THEMES = (DARK, LIGHT, SIXTEEN)
_AT_THE_DESK = "desk"


class WorkbenchApp(App[None], inherit_bindings=False):
    """Shows one project.

    Args:
        open_desk: opens the project; called once, when the screen is built. None where there is none yet.
        theme: which theme to begin with; the one of last time where empty.
        outside: files and projects, for what comes before the desk and for one more text.
        files: texts to bring in first.
        sentences: makes what cuts texts into sentences behind the screen; None where the plain splitter does alone.
    """

    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Everything}
    ENABLE_COMMAND_PALETTE = True
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(
        self,
        open_desk: Callable[[], Desk] | None,
        theme: str = "",
        outside: Outside | None = None,
        files: Sequence[str] = (),
        sentences: Callable[[], Splitter] | None = None,
    ) -> None:
        super().__init__()
        self.title = _("Interview Workbench")
        self.animation_level = "none"
        for command in EVERYWHERE:
            if command.keys:
                self._bindings.bind(
                    command.keys, command.action, _(command.title), show=False, priority=command.priority
                )
        for offered in textual_themes():
            self.register_theme(offered)
        self._tints = True
        self._behind = Behind(self, sentences)
        self._copies = Copies(self, self._warn)
        self._desk = open_desk() if open_desk is not None else None
        self.session = Session(self._desk) if self._desk is not None else None
        self._outside = outside
        self._beginning = _beginning(self, outside, files) if outside is not None else None
        self.theme = self._theme_to_begin_with(theme)
        self.look = self._look()

    @property
    def desk_screen(self) -> DeskScreen:
        """The desk."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DeskScreen))

    def get_default_screen(self) -> Screen[None]:
        """Begin at the desk, or with what leads there."""
        if self.session is not None:
            return DeskScreen(self.session, self.look)
        if self._beginning is None:
            raise ValueError
        return self._beginning.first()

    def sit_down(self, desk: Desk, said: str = "") -> None:
        """Go to the desk of a project that was opened or made a moment ago.

        Args:
            desk: the project.
            said: what was done, for its status line.
        """
        self._desk, self.session = desk, Session(desk)
        self.look = self._look()

        async def to_desk() -> None:
            # What lay under the last screen is not to be seen on the way.
            with self.batch_update():
                while len(self.screen_stack) > 1:
                    await self.pop_screen()
                # Textual can replace every screen but the first; a mode of its own has the desk for its first.
                self.add_mode(_AT_THE_DESK, self.get_default_screen)
                await self.switch_mode(_AT_THE_DESK)
            if said:
                self.desk_screen.tell(said)
            self.on_ready()

        self.call_later(to_desk)

    def to_bottom(self, then: Callable[[], None] | None = None) -> None:
        """Leave every screen but the first, then do something."""

        async def leave() -> None:
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            if then is not None:
                then()

        self.call_later(leave)

    def codebook_changed(self) -> None:
        """Make styles for the codes there are now."""
        self.look = self._look()
        self._show_in_new_look()

    def on_step_done(self, message: StepDone) -> None:
        """Open another text where the open one went, or one where there was none."""
        session = self.session
        if session is None or not message.done.touched.any_of("source"):
            return
        session.cases = {case.id: case.name or case.label for case in session.desk.study.cases()}
        there = {source.id for source in session.sources}
        if session.text is None or session.text.source.id not in there:
            session.text = None
            if session.sources:
                self.desk_screen.to_source(len(session.sources) - 1)
            else:
                self.desk_screen.page.close()
            next_keys = _("U brings it back, o adds a text") if not there else _("u undoes it")
            self.desk_screen.tell(message.sentence + "  ·  " + next_keys)

    # commands

    def action_help_screen(self) -> None:
        """Show the keys."""
        from workbench.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.look))

    def action_command_palette(self) -> None:
        """Show everything by name."""
        open_already = any(isinstance(screen, CommandPalette) for screen in self.screen_stack)
        if self.session is not None and not open_already:
            self.push_screen(
                CommandPalette(placeholder=_("What do you want to do? Or the name of a code"), id="--command-palette")
            )

    def action_light_or_dark(self) -> None:
        """Go to the next theme, and remember it."""
        self.theme = _THEMES[(_THEMES.index(self.theme) + 1) % len(_THEMES)] if self.theme in _THEMES else DARK
        settings.remember_screen_theme(self.theme)
        self.look = self._look()
        self._show_in_new_look()

    def _show_in_new_look(self) -> None:
        """Show every screen that can in the look there is now."""
        for screen in self.screen_stack:
            change: Callable[[Look], None] | None = getattr(screen, "look_changed", None)
            if change is not None:
                change(self.look)

    def tints_or_none(self) -> None:
        """Let coded words wear the colour of their theme, or no longer."""
        self._tints = not self._tints
        self.look = self._look()
        self._show_in_new_look()

    def action_saved(self) -> None:
        """Tell that everything is saved."""
        if self.session is not None:
            self.desk_screen.saved()

    def copied(self, quoted: str) -> str:
        """Copy a finished quote; return where it went, in a sentence."""
        try:
            return copied(quoted, self.copy_to_clipboard, self._outside, os.environ)
        except WorkbenchError as error:
            return str(error)

    def action_add_source(self) -> None:
        """Bring one more text in."""
        from workbench.tui.screens.sources import SourcesScreen

        if self._beginning is None or not isinstance(self.screen, DeskScreen | SourcesScreen):
            return
        if self._desk is not None and not self._desk.writable:
            reason = self._desk.read_only
            self.to_bottom(lambda: self.desk_screen.warn(reason))
        else:
            self.to_bottom(self._beginning.choose)

    def action_leave(self) -> None:
        """Quit."""
        if self.session is not None:
            self.desk_screen.leave()
        self.exit()

    def action_not_that_way(self) -> None:
        """Tell how to quit."""
        if self.session is not None and isinstance(self.screen, DeskScreen):
            self.desk_screen.tell(_("Q quits. Everything is saved."))
        elif isinstance(self.screen, PlainScreen):
            self.screen.tell_how_to_leave()

    def on_ready(self) -> None:
        """Keep what was loaded for good out of the garbage collector's rounds: they cost frames."""
        gc.collect()
        gc.freeze()
        gc.enable()
        if self._desk is not None:
            self._copies.of(self._desk)
        if self.session is not None and self._beginning is not None:
            self._beginning.next_file()

    async def on_event(self, event: events.Event) -> None:
        """Give the desk its keys one after the other, each when the one before has done its work."""
        if not isinstance(event, Key) or event.is_forwarded or not isinstance(self.screen, DeskScreen):
            await super().on_event(event)
            return
        self.app_focus = True
        if not await self._check_bindings(event.key, priority=True):
            await self.screen.take(event)

    async def on_resize(self, event: events.Resize) -> None:
        """Say what is needed where the terminal is too small, and go back to the page when it is not."""
        if is_too_small(event.size) and not isinstance(self.screen, TooSmall):
            await self.push_screen(TooSmall())
        elif not is_too_small(event.size) and isinstance(self.screen, TooSmall):
            await self.pop_screen()

    def on_source_shown(self, message: SourceShown) -> None:
        """Have the text cut behind the screen."""
        self._behind.opened(message.text, message.walk)

    def on_unmount(self) -> None:
        """Close the project."""
        self._behind.close()
        if self._desk is not None:
            self._desk.close()

    def _warn(self, sentence: str) -> None:
        if self.session is not None:
            self.desk_screen.warn(sentence)

    # failing

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence and a number; where it failed is written down without anybody's words."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self.panic(Text(crash.told(error)))

    # looks

    def _look(self) -> Look:
        depth = self.console.color_system or "none"
        return Look(
            self.theme,
            self.session.book if self.session is not None else None,
            depth=depth,
            marked=self.no_color or depth == "none",
            plain=not _draws_boxes(),
            tints=self._tints,
        )

    def _theme_to_begin_with(self, asked: str) -> str:
        if asked in _THEMES:
            return asked
        if self.console.color_system in {"standard", "windows"} and not self.is_headless:
            # What was chosen in another terminal may need colours that this one does not have.
            return SIXTEEN
        remembered = settings.screen_theme()
        return remembered if remembered in _THEMES else DARK


def _beginning(app: WorkbenchApp, outside: Outside, files: Sequence[str]) -> Beginning:
    from workbench.tui.beginning import Beginning

    return Beginning(app, outside, files)


def _draws_boxes() -> bool:
    encoding = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    try:
        "▌┃╎◆›".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
