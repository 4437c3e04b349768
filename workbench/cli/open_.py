"""`workbench` and `workbench open`: sit down at the project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from workbench.cli.options import Coder, Project, Round
from workbench.cli.place import project_path
from workbench.domain.errors import ProjectBusy, WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.services.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command("open", help=_("Sit down at a project.\n\nExample: workbench open masteroppgave.workbench --coder AB"))
    def open_(project: Project, coder: Coder = "", round_: Round = "") -> None:
        path = project_path(project)
        if not in_terminal():
            raise WorkbenchError(
                N_("The coding screen needs a terminal; see what else there is with: workbench --help")
            )
        sit_down(path, coder, round_)


def in_terminal() -> bool:
    """Tell whether there is someone to look at a screen."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def sit_down(path: Path, coder: str = "", round_name: str = "") -> None:
    """Show the coding screen of a project until the user leaves it."""
    from workbench.tui.app import WorkbenchApp

    def opened() -> Desk:
        from workbench.bootstrap import open_desk, open_to_read

        try:
            return open_desk(path, coder=coder, round_name=round_name)
        except ProjectBusy:
            return open_to_read(path)

    WorkbenchApp(opened).run()
