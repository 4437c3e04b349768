"""`workbench undo` and `workbench redo`."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import Blind, Coder, Project, Round
from workbench.cli.place import desk_to_write
from workbench.cli.telling import say, waiting
from workbench.i18n import _

Steps = Annotated[int, typer.Option("--steps", min=1, help=_("How many steps."))]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""

    @app.command("undo", help=_("Take back the last step.\n\nExample: workbench undo --steps 3"))
    def undo(project: Project, steps: Steps = 1, coder: Coder = "", round_: Round = "", blind: Blind = False) -> None:
        with desk_to_write(project, coder, round_, blind) as desk, waiting(_("Taking back")):
            titles = desk.history.undo_several(steps)
        for title in titles:
            say(_("Undid: {title}").format(title=title))

    @app.command("redo", help=_("Do again what was undone last.\n\nExample: workbench redo"))
    def redo(project: Project, steps: Steps = 1, coder: Coder = "", round_: Round = "", blind: Blind = False) -> None:
        with desk_to_write(project, coder, round_, blind) as desk, waiting(_("Doing again")):
            titles = desk.history.redo_several(steps)
        for title in titles:
            say(_("Redid: {title}").format(title=title))
