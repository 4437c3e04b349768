"""`workbench backup`: a verified copy, now."""

from __future__ import annotations

import typer

from workbench.cli.options import Project
from workbench.cli.place import project_path
from workbench.cli.telling import say
from workbench.i18n import _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command("backup", help=_("Make a verified copy beside the project.\n\nExample: workbench backup"))
    def backup(project: Project) -> None:
        from workbench.bootstrap import back_up

        made = back_up(project_path(project))
        say(_("Copied and verified: {path}").format(path=made))
