"""`workbench citation`: how the project refers to a quote, shown or kept."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from workbench.cli import options as o
from workbench.cli.place import desk_to_read, desk_to_write
from workbench.cli.telling import say
from workbench.i18n import _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "citation",
        help=_(
            "Show how quotes are referred to, or keep another pattern.\n\n"
            "Names in braces are filled in: id, source, turn, who, informant, number, role, department, case, "
            "case_name, date.\n\n"
            'Example: workbench citation "{who} {number} {case} - {department}, {id}"'
        ),
    )
    def citation(
        project: o.Project,
        pattern: Annotated[str, typer.Argument(help=_("The pattern; left out, the present one is shown."))] = "",
        coder: o.Coder = "",
        round_: o.Round = "",
        blind: o.Blind = False,
    ) -> None:
        if not pattern:
            with closing(desk_to_read(project)) as desk:
                say(desk.reports.citation())
            return
        with desk_to_write(project, coder, round_, blind) as desk:
            kept = desk.reports.keep_citation(pattern).value
            example = next(iter(desk.reports.quotes(desk.own_view())), None)
        say(_("Quotes are referred to as: {pattern}").format(pattern=kept))
        if example is not None:
            say(_("For example: {reference}").format(reference=example.reference))
