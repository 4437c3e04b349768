"""The application: themes, the table of keys, and what happens when something fails.

It is handed a callable that opens a desk, and knows nothing of files. Nobody's words are ever printed when
it fails.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import App
from textual.command import CommandPalette, Provider

from workbench import settings
from workbench.i18n import _
from workbench.tui import crash
from workbench.tui.commands import EVERYWHERE
from workbench.tui.palette import Everything
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.session import Session
from workbench.tui.themes import DARK, LIGHT, SIXTEEN, Look, textual_themes

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.services.desk import Desk

_THEMES = (DARK, LIGHT, SIXTEEN)


class WorkbenchApp(App[None], inherit_bindings=False):
    """Shows one project.

    Args:
        open_desk: opens the project; called once, when the screen is built.
        theme: which theme to begin with; the one of last time where empty.
    """

    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Everything}
    ENABLE_COMMAND_PALETTE = True
    ALLOW_SELECT = False
    ESCAPE_TO_MINIMIZE = False

    def __init__(self, open_desk: Callable[[], Desk], theme: str = "") -> None:
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
        self._desk = open_desk()
        self._session = Session(self._desk)
        self.theme = self._theme_to_begin_with(theme or settings.screen_theme())
        self.look = self._look()

    @property
    def desk_screen(self) -> DeskScreen:
        """The desk."""
        return next(screen for screen in self.screen_stack if isinstance(screen, DeskScreen))

    def get_default_screen(self) -> DeskScreen:
        """Begin at the desk."""
        return DeskScreen(self._session, self.look)

    def codebook_changed(self) -> None:
        """Make styles for the codes there are now."""
        self.look = self._look()
        self.desk_screen.look_changed(self.look)

    # commands

    def action_help_screen(self) -> None:
        """Show the keys."""
        from workbench.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.look))

    def action_command_palette(self) -> None:
        """Show everything by name."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            self.push_screen(
                CommandPalette(placeholder=_("What do you want to do? Or the name of a code"), id="--command-palette")
            )

    def action_light_or_dark(self) -> None:
        """Go to the next theme, and remember it."""
        self.theme = _THEMES[(_THEMES.index(self.theme) + 1) % len(_THEMES)] if self.theme in _THEMES else DARK
        settings.remember_screen_theme(self.theme)
        self.look = self._look()
        self.desk_screen.look_changed(self.look)

    def tints_or_none(self) -> None:
        """Let coded words wear the colour of their theme, or no longer."""
        self._tints = not self._tints
        self.look = self._look()
        self.desk_screen.look_changed(self.look)

    def action_saved(self) -> None:
        """Tell that everything is saved."""
        self.desk_screen.saved()

    def action_leave(self) -> None:
        """Quit."""
        self.desk_screen.leave()
        self.exit()

    def action_not_that_way(self) -> None:
        """Tell how to quit."""
        self.desk_screen.tell(_("Q quits. Everything is saved."))

    def on_ready(self) -> None:
        """Keep what was loaded for good out of the garbage collector's rounds: they cost frames."""
        gc.collect()
        gc.freeze()

    def on_unmount(self) -> None:
        """Close the project."""
        self._desk.close()

    # failing

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence and a number; what failed is written down without anybody's words."""
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        number, path = crash.kept(error)
        said = _("Interview Workbench had to stop (error {number}). Everything you coded is saved.").format(
            number=number
        )
        where = _("What happened, without any of your texts, is in {path}").format(path=path) if path else ""
        self.panic(Text("\n".join(filter(None, (said, where)))))

    # looks

    def _look(self) -> Look:
        depth = self.console.color_system or "none"
        return Look(
            self.theme,
            self._session.book,
            depth=depth,
            marked=self.no_color or depth == "none",
            plain=not _draws_boxes(),
            tints=self._tints,
        )

    def _theme_to_begin_with(self, asked: str) -> str:
        if asked in _THEMES:
            return asked
        few = self.console.color_system in {"standard", "windows"} and not self.is_headless
        return SIXTEEN if few else DARK


def _draws_boxes() -> bool:
    encoding = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    try:
        "▌┃╎◆›".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
