"""`workbench restore`: bring an earlier copy back; the file as it is now is kept among the copies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.options import Project
from workbench.cli.place import SUFFIX, project_path
from workbench.cli.telling import say
from workbench.domain.errors import WorkbenchError
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

BACKUPS = ".backups"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "restore",
        help=_("List the copies, or bring one back.\n\nExample: workbench restore masteroppgave.workbench --latest"),
    )
    def restore(
        project: Project,
        copy: Annotated[
            str, typer.Option("--copy", help=_("Which copy, as listed, or a file kept elsewhere."), show_default=False)
        ] = "",
        latest: Annotated[bool, typer.Option("--latest", help=_("The newest copy."))] = False,
    ) -> None:
        from workbench.bootstrap import backups_of, bring_back

        path = _meant(project)
        if not copy and not latest:
            _list(path, backups_of(path))
            return
        chosen, kept = bring_back(path, _named(copy))
        say(_("{name} is again as in {copy}.").format(name=path.name, copy=chosen.name))
        if kept is not None:
            say(
                _("The file as it was is kept; bring it back with: workbench restore {name} --copy {kept}").format(
                    name=path, kept=kept.name
                )
            )


def _list(path: Path, found: Sequence[Path]) -> None:
    if not found:
        say(_("There are no copies of {name}; make one with: workbench backup {name}").format(name=path))
        return
    for one in found:
        say(one.name)
    say(_("Bring one back with: workbench restore {name} --copy NAME").format(name=path))


def _named(copy: str) -> str | Path | None:
    """Return a copy's name, the file where its folder is told too, or None for the newest."""
    return Path(copy) if "/" in copy or "\\" in copy else copy or None


def _meant(project: str) -> Path:
    """Return the project, in a folder also one of which only the copies are left."""
    try:
        return project_path(project)
    except WorkbenchError:
        left = sorted(Path(project).glob(f"*{BACKUPS}"))
        if len(left) != 1 or any(Path(project).glob(f"*{SUFFIX}")):
            raise
        return left[0].with_suffix(SUFFIX)
