"""`workbench todo`: every source with what is left to do in it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import typer

from workbench.cli.options import Project
from workbench.cli.place import desk_to_read
from workbench.cli.telling import say
from workbench.i18n import _, n_

if TYPE_CHECKING:
    from workbench.services.finished import ToDo


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command("todo", help=_("List the sources with what is left to do.\n\nExample: workbench todo"))
    def todo(project: Project) -> None:
        with closing(desk_to_read(project)) as desk:
            chosen = desk.chosen
            say(_("{coder}, {round}").format(coder=chosen.coder, round=chosen.round))
            for left in desk.finished.todo():
                say(f"{left.source.label:<10} {left.codings:>5}  {_told(left)}")


def _told(left: ToDo) -> str:
    if left.source.left_out is not None:
        return _("left out: {why}").format(why=left.source.left_out)
    if left.finished is None:
        return _("not finished") if left.codings else _("not begun")
    if not left.not_read_for:
        return _("finished")
    names = ", ".join(code.name for code in left.not_read_for)
    count = len(left.not_read_for)
    return n_("finished, but not read for: {names}", "finished, but not read for {count} codes: {names}", count).format(
        names=names, count=count
    )
