"""`workbench finish`: say that a source is read to the end, or looked through for one code."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from workbench.cli.exit_codes import FINDINGS
from workbench.cli.options import Coder, Project, Round
from workbench.cli.place import desk_to_write
from workbench.cli.telling import say, say_columns_kept_out, say_problems
from workbench.i18n import _


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
    ) -> int:
        if source.lower().endswith(".csv"):
            return _from_table(project, source, coder, round_)
        with closing(desk_to_write(project, coder, round_)) as desk:
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


def _from_table(project: str, table: str, coder: str, round_name: str) -> int:
    from workbench.importers.csv_tables import read_finished

    read = read_finished(table)
    with closing(desk_to_write(project, coder, round_name)) as desk:
        found = desk.study.bring_in_finished(read).value
    say(_("Finished: {made} new, {same} as before.").format(made=found.made, same=found.unchanged))
    say_columns_kept_out(read.extra_columns)
    return FINDINGS if say_problems(table, found.problems) else 0
