"""`workbench restore`: bring an earlier copy back; the file as it is now is kept beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.options import Project
from workbench.cli.place import project_path
from workbench.cli.telling import say
from workbench.i18n import _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "restore",
        help=_("List the copies, or bring one back.\n\nExample: workbench restore masteroppgave.workbench --latest"),
    )
    def restore(
        project: Project,
        copy: Annotated[str, typer.Option("--copy", help=_("Which copy, as listed."), show_default=False)] = "",
        latest: Annotated[bool, typer.Option("--latest", help=_("The newest copy."))] = False,
    ) -> None:
        from workbench.bootstrap import backups_of, bring_back

        path = project_path(project)
        found = backups_of(path)
        if not copy and not latest:
            for one in found:
                say(one.name)
            say(_("Bring one back with: workbench restore {name} --copy NAME").format(name=path.name))
            return
        kept = bring_back(path, Path(copy).name if copy else None)
        say(_("{name} is as it was then.").format(name=path.name))
        if kept is not None:
            say(_("The file as it was is kept as {kept}.").format(kept=kept.name))
