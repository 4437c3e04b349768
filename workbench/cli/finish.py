"""`workbench finish`: say that a source is read to the end, or looked through for one code."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import Blind, Coder, Project, Round
from workbench.cli.place import desk_to_write
from workbench.cli.tables_told import say_table
from workbench.cli.telling import say
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "finish",
        help=_(
            "Say that a source is read to the end, for the codebook as it is.\n\n"
            "Example: workbench finish SK1\n\n"
            "Example: workbench finish SK1 --code «Egne ledere»\n\n"
            "Example: workbench finish finished.csv"
        ),
    )
    def finish(
        project: Project,
        source: Annotated[
            str, typer.Argument(help=_("The source's label, or a table like finished.csv."), show_default=False)
        ],
        code: Annotated[
            str, typer.Option("--code", help=_("Looked through for this code only."), show_default=False)
        ] = "",
        not_finished: Annotated[bool, typer.Option("--not", help=_("Not finished after all."))] = False,
        coder: Coder = "",
        round_: Round = "",
        blind: Blind = False,
    ) -> int:
        is_table = source.lower().endswith(".csv")
        if is_table and (code or not_finished):
            raise WorkbenchError(N_("A table says for itself what is finished; leave --code and --not out."))
        if code and not_finished:
            raise WorkbenchError(N_("--not takes back that the source is finished at all; leave --code out."))
        if is_table:
            return _from_table(project, source, coder, round_, blind)
        with desk_to_write(project, coder, round_, blind) as desk:
            found = desk.sources.named(source)
            if not_finished:
                desk.finished.take_back(found.id)
                say(_("{source} is not finished.").format(source=found.label))
            elif code:
                meant = desk.codebook.find(code)
                desk.finished.finish(found.id, meant.id)
                say(_("{source} is looked through for “{code}”.").format(source=found.label, code=meant.name))
            else:
                desk.finished.finish(found.id)
                version = desk.codebook.codebook().version
                say(_("{source} is finished, for codebook {version}.").format(source=found.label, version=version))
        return 0


def _from_table(project: str, table: str, coder: str, round_name: str, blind: bool) -> int:
    from workbench.importers.csv_tables import read_finished

    read = read_finished(table)
    with desk_to_write(project, coder, round_name, blind) as desk:
        found = desk.study.bring_in_finished(read).value
    say(
        _("Finished: {made} new, {changed} for a later codebook, {same} as before.").format(
            made=found.made, changed=found.changed, same=found.unchanged
        )
    )
    return say_table(table, read, found)
