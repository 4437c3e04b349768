"""`workbench informants`: list the informants, or bring them in from a table."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from workbench.cli.options import Blind, Coder, Project, Round
from workbench.cli.place import desk_to_read, desk_to_write
from workbench.cli.tables_told import say_table
from workbench.cli.telling import say
from workbench.i18n import _

Table = Annotated[str, typer.Argument(help=_("A table like informants.csv; left out: list them."), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "informants",
        help=_("List the informants, or bring them in from a table.\n\nExample: workbench informants informants.csv"),
    )
    def informants(
        project: Project, table: Table = "", coder: Coder = "", round_: Round = "", blind: Blind = False
    ) -> int:
        return bring_in(project, table, coder, round_, blind) if table else listing(project)


def listing(project: str) -> int:
    """List the informants with what is known of them."""
    with closing(desk_to_read(project)) as desk:
        cases = {case.id: case.label for case in desk.study.cases()}
        for informant in desk.study.informants():
            case = cases[informant.case] if informant.case is not None else "–"
            about = [informant.label, case, informant.role, informant.department]
            about.append(_("key informant") if informant.is_key else "")
            about.append(_("left out: {why}").format(why=informant.left_out) if informant.left_out else "")
            say("\t".join(about).rstrip())
    return 0


def bring_in(project: str, table: str, coder: str, round_name: str, blind: bool) -> int:
    """Bring informants in from a table."""
    from workbench.importers.csv_tables import read_informants

    read = read_informants(table)
    with desk_to_write(project, coder, round_name, blind) as desk:
        found = desk.study.bring_in_informants(read).value
    say(
        _("Informants: {made} new, {changed} changed, {same} as before.").format(
            made=found.made, changed=found.changed, same=found.unchanged
        )
    )
    return say_table(table, read, found)
