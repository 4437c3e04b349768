"""The command palette: every command by its title, and every code by its name.

Names of codes are a person's words; they are given as finished text, never to be read as markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.command import DiscoveryHit, Hit, Hits, Provider

from workbench.i18n import _
from workbench.tui.commands import every_command
from workbench.tui.safe import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CODES_FROM = 0.0


class Everything(Provider):
    """Commands and codes."""

    async def discover(self) -> Hits:
        """Offer the commands before anything is typed."""
        for title, run, hint in self._commands():
            yield DiscoveryHit(Text(title), run, text=title, help=hint)

    async def search(self, query: str) -> Hits:
        """Offer what fits the words typed."""
        matcher = self.matcher(query)
        for title, run, hint in (*self._commands(), *self._codes()):
            score, places = matcher.fuzzy_search.match(query, title)
            if score > _CODES_FROM:
                shown = Text(title)
                for place in places:
                    shown.stylize("bold underline", place, place + 1)
                yield Hit(score, shown, run, text=title, help=hint)

    def _commands(self) -> Iterator[tuple[str, Callable[[], object], str]]:
        for command in every_command():
            if command.in_palette and self._can(command.action):
                title = f"{_(command.title)}   {_(command.key_names)}"
                yield title, self._runner(command.action), _(command.help)

    def _codes(self) -> Iterator[tuple[str, Callable[[], object], None]]:
        names: Callable[[], list[tuple[str, Callable[[], object]]]] | None
        names = getattr(self.screen, "codes_by_name", None)
        for name, run in names() if names is not None else ():
            yield visible(name), run, None

    def _can(self, action: str) -> bool:
        """Tell whether a command can be done on this screen."""
        return hasattr(self.screen, f"action_{action}") or hasattr(self.app, f"action_{action}")

    def _runner(self, action: str) -> Callable[[], object]:
        screen, app = self.screen, self.app

        async def run() -> None:
            await app.run_action(action, screen if hasattr(screen, f"action_{action}") else app)

        return run
