"""`workbench cases`: list the cases, or bring them in from a table."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from workbench.cli.options import Blind, Coder, Project, Round
from workbench.cli.place import desk_to_read, desk_to_write
from workbench.cli.tables_told import say_table
from workbench.cli.telling import say
from workbench.i18n import _

Table = Annotated[str, typer.Argument(help=_("A table like cases.csv; left out: list them."), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "cases", help=_("List the cases, or bring them in from a table.\n\nExample: workbench cases cases.csv")
    )
    def cases(project: Project, table: Table = "", coder: Coder = "", round_: Round = "", blind: Blind = False) -> int:
        return bring_in(project, table, coder, round_, blind) if table else listing(project)


def listing(project: str) -> int:
    """List the cases with their informants."""
    with closing(desk_to_read(project)) as desk:
        informants = desk.study.informants()
        for case in desk.study.cases():
            labels = ", ".join(informant.label for informant in informants if informant.case == case.id)
            say(f"{case.label}\t{case.name}\t{labels}")
    return 0


def bring_in(project: str, table: str, coder: str, round_name: str, blind: bool) -> int:
    """Bring cases in from a table."""
    from workbench.importers.csv_tables import read_cases

    read = read_cases(table)
    with desk_to_write(project, coder, round_name, blind) as desk:
        found = desk.study.bring_in_cases(read).value
    say(
        _("Cases: {made} new, {changed} changed, {same} as before.").format(
            made=found.made, changed=found.changed, same=found.unchanged
        )
    )
    return say_table(table, read, found)
