"""`workbench` and `workbench open`: sit down at the project, or begin one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.exit_codes import MISTAKE
from workbench.cli.options import Blind, Coder, Project, Round
from workbench.cli.place import project_path, projects_in
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.desk import Desk

Files = Annotated[list[str] | None, typer.Argument(help=_("Transcripts to bring in on the way."), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command("open", help=_("Sit down at a project.\n\nExample: workbench open masteroppgave.workbench --coder AB"))
    def open_(
        project: Project, files: Files = None, coder: Coder = "", round_: Round = "", blind: Blind = False
    ) -> int:
        folder = Path(project)
        if in_terminal() and folder.is_dir() and len(projects_in(folder)) != 1:
            return begin(folder, files or ())
        path = project_path(project)
        if not in_terminal():
            raise WorkbenchError(
                N_("The coding screen needs a terminal; see what else there is with: workbench --help")
            )
        return sit_down(path, coder, round_, blind=blind, files=files or ())


def in_terminal() -> bool:
    """Tell whether there is someone to look at a screen."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def sit_down(
    path: Path, coder: str = "", round_name: str = "", *, blind: bool = False, files: Sequence[str] = ()
) -> int:
    """Show the coding screen of a project until the user leaves it; return the exit code.

    Args:
        path: the project.
        coder: who codes; the last one where empty.
        round_name: in which reading; the last one where empty.
        blind: whether the reading was said to stand by itself.
        files: transcripts to bring in first.
    """
    from workbench.cli.doorway import Doorway, opened_and_remembered
    from workbench.language.beside import SentencesBeside
    from workbench.tui.app import WorkbenchApp

    def opened() -> Desk:
        return opened_and_remembered(path, coder, round_name, blind=blind)

    app = WorkbenchApp(opened, outside=Doorway(path.parent), files=_whole(files), sentences=SentencesBeside)
    app.run()
    return MISTAKE if app.return_code else 0


def begin(folder: Path, files: Sequence[str] = ()) -> int:
    """Show the start of a folder that holds no project, or several; with a transcript, go on with that.

    Args:
        folder: where a new project is made.
        files: transcripts to begin it with.
    """
    from workbench.cli.doorway import Doorway
    from workbench.language.beside import SentencesBeside
    from workbench.tui.app import WorkbenchApp

    app = WorkbenchApp(None, outside=Doorway(folder), files=_whole(files), sentences=SentencesBeside)
    app.run()
    return MISTAKE if app.return_code else 0


def _whole(files: Sequence[str]) -> list[str]:
    """Return paths as they are meant where the command was given."""
    return [str(Path(file).absolute()) for file in files]
