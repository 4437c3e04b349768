"""`workbench codings import|export`: every coding as a table."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.exit_codes import FINDINGS
from workbench.cli.nearest import codes_meant
from workbench.cli.options import Blind, Coder, Output, Project, Raw, Round
from workbench.cli.place import desk_to_read, desk_to_write, project_path
from workbench.cli.telling import remark, say, say_columns_kept_out, say_problems, waiting
from workbench.cli.typer_words import Verbs
from workbench.i18n import _

File = Annotated[str, typer.Argument(help=_("A table like codings.csv."), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = Verbs(help=_("Codings as a table: bring them in, write them out."))
    group.command("import", help=_("Bring codings in.\n\nExample: workbench codings import codings.csv --coder CD"))(
        bring_in
    )
    group.command("export", help=_("Write all codings.\n\nExample: workbench codings export -o codings.csv"))(write)
    app.add_typer(group, name="codings")


def bring_in(project: Project, file: File, coder: Coder = "", round_: Round = "", blind: Blind = False) -> int:
    """Bring codings in from a table; rows that are not certain are listed and kept out."""
    from workbench.importers.csv_codings import read_codings

    with waiting(_("Reading {file}").format(file=Path(file).name)):
        read = read_codings(file)
    with desk_to_write(project, coder, round_, blind) as desk:
        with waiting(_("Bringing in {count} codings").format(count=len(read.rows))):
            found = desk.codings_table.bring_in(read).value
        near = list(codes_meant(found.problems, desk.codebook.codebook()))
    say(
        _("Codings: {made} new, on {passages} new passages; {kept_out} rows kept out.").format(
            made=found.made, passages=found.passages, kept_out=len(found.problems)
        )
    )
    say_columns_kept_out(read.extra_columns)
    kept_out = say_problems(file, found.problems)
    for line in near:
        remark(line)
    return FINDINGS if kept_out else 0


def write(project: Project, output: Output = "", raw: Raw = False) -> None:
    """Write every coding of every coder in every reading."""
    from workbench.cli.writing import Exporting, must_be_writable
    from workbench.domain.view import EVERYTHING
    from workbench.exporters.csv_table import codings_csv

    if output:
        must_be_writable(Path(output), ".csv")
    with closing(desk_to_read(project)) as desk:
        chunks = codings_csv(desk.codings_table.rows(), raw)
        exporting = Exporting(desk)
        if output:
            exporting.write(Path(output), chunks, "codings", EVERYTHING)
        else:
            for chunk in chunks:
                sys.stdout.buffer.write(chunk)
            sys.stdout.flush()
    exporting.note(project_path(project))
