"""`workbench rounds`: the readings, who coded in them and how much, and which are blind."""

from __future__ import annotations

from contextlib import closing

import typer

from workbench.cli.options import Project
from workbench.cli.place import desk_to_read
from workbench.cli.telling import say
from workbench.i18n import _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "rounds",
        help=_("List the readings with who coded in them, and which are blind.\n\nExample: workbench rounds"),
    )
    def rounds(project: Project) -> None:
        with closing(desk_to_read(project)) as desk:
            counted = desk.readers.counted()
            names = [coder.name for coder in desk.readers.coders()]
        for round_, made in counted:
            codings = ", ".join(f"{name} {number}" for name, number in made)
            blind = _("blind") if round_.blind else ""
            say(f"{round_.name}\t{codings}\t{blind}")
        coding = {name for _round, made in counted for name, _number in made}
        without = [name for name in names if name not in coding]
        if without:
            say("\t{names}\t{told}".format(names=", ".join(without), told=_("no codings yet")))
