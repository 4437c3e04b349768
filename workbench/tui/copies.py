"""Verified copies of the project while one works: soon after it was opened, then every quarter of an hour.

A copy is made in a thread with connections of its own, so that no key waits for it. What goes wrong is told, once for
each reason, on the status line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from workbench.services.desk import Desk

AFTER_OPENING = 3.0
"""Seconds after the first screen: nobody waits for it then."""
LOOK_EVERY = 60.0
"""Seconds between two looks at whether a copy is due."""
MINUTES = 15


class Copies:
    """Has copies made behind the screen.

    Args:
        app: whose timers and workers do it.
        tell: shows a warning on the status line.
    """

    def __init__(self, app: App[None], tell: Callable[[str], None]) -> None:
        self._app = app
        self._tell = tell
        self._told = ""
        self._desk: Desk | None = None

    def of(self, desk: Desk) -> None:
        """Begin with a project that was just opened."""
        if self._desk is None:
            self._app.set_interval(LOOK_EVERY, lambda: self._begin(MINUTES))
        self._desk = desk
        self._app.set_timer(AFTER_OPENING, lambda: self._begin(0))

    def _begin(self, minutes: int) -> None:
        desk = self._desk
        if desk is not None and desk.writable:
            self._app.run_worker(lambda: self._keep(desk, minutes), thread=True, group="copies", exclusive=True)

    def _keep(self, desk: Desk, minutes: int) -> None:
        try:
            desk.keep_copy(minutes)
        except WorkbenchError as error:
            told = _("No backup was made: {why}").format(why=error)
            if told != self._told:
                self._told = told
                self._app.call_from_thread(self._tell, told)
