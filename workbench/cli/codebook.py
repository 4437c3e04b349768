"""`workbench codebook import|export|check`: the codebook as a file that a person can read and write."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.exit_codes import FINDINGS
from workbench.cli.options import Blind, Coder, Output, Project, Round
from workbench.cli.place import desk_to_read, desk_to_write, project_path
from workbench.cli.telling import remark, say
from workbench.cli.typer_words import Verbs
from workbench.i18n import _

File = Annotated[str, typer.Argument(help=_("A codebook file, as codebooks/samskaping.yaml."), show_default=False)]


def register(app: typer.Typer) -> None:
    """Add the commands to the program."""
    group = Verbs(help=_("The codebook as a file: bring one in, write one out, check one."))
    group.command("import", help=_("Bring a codebook in.\n\nExample: workbench codebook import samskaping.yaml"))(
        bring_in
    )
    group.command("export", help=_("Write the codebook.\n\nExample: workbench codebook export -o codebook.yaml"))(write)
    group.command("check", help=_("Check a codebook file.\n\nExample: workbench codebook check samskaping.yaml"))(check)
    app.add_typer(group, name="codebook")


def bring_in(project: Project, file: File, coder: Coder = "", round_: Round = "", blind: Blind = False) -> None:
    """Bring a codebook file in."""
    from workbench.importers.codebook_yaml import read_codebook

    draft = read_codebook(file)
    with desk_to_write(project, coder, round_, blind) as desk:
        found = desk.codebook.bring_in(draft).value
    say(
        _("Codes: {made} new, {changed} changed, {same} as before; the codebook is now version {version}.").format(
            made=found.made, changed=found.changed, same=found.unchanged, version=found.version
        )
    )
    if found.not_in_file:
        remark(_("Not in the file, and kept: {paths}").format(paths=", ".join(found.not_in_file)))


def write(project: Project, output: Output = "") -> None:
    """Write the codebook; comments of a file that is there already are kept."""
    from workbench.cli.writing import Exporting, must_be_writable
    from workbench.domain.view import EVERYTHING
    from workbench.exporters.codebook_yaml import write_codebook
    from workbench.importers.codebook_yaml import LARGEST
    from workbench.importers.written_files import read_text

    if output:
        must_be_writable(Path(output), ".yaml", ".yml")
    earlier = read_text(output, LARGEST)[1] if output and Path(output).is_file() else None
    with closing(desk_to_read(project)) as desk:
        written = write_codebook(desk.codebook.draft(), earlier)
        exporting = Exporting(desk)
        if output:
            exporting.write(Path(output), [written.encode("utf-8")], "codebook", EVERYTHING)
        else:
            say(written.rstrip("\n"))
    exporting.note(project_path(project))


def check(file: File) -> int:
    """Check a codebook file, and list all that is wrong with it."""
    from workbench.domain.codebook_rules import CodebookUnreadable
    from workbench.importers.codebook_yaml import read_codebook

    try:
        draft = read_codebook(file)
    except CodebookUnreadable as failed:
        for finding in failed.findings:
            remark(str(finding))
        return FINDINGS
    codes = sum(1 for _code in draft.walk())
    say(
        _("{file} is in order: {codes} codes, version {version}.").format(file=file, codes=codes, version=draft.version)
    )
    return 0
