"""`workbench import`: bring texts in, with who speaks under which label.

Only the words of the command line; what they do is in `importing`, loaded when it is done.
"""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.cli.options import Blind, Coder, DryRun, Project, Round
from workbench.i18n import _

Files = Annotated[
    list[str], typer.Argument(help=_("Transcripts (.txt, .docx), or a table like sources.csv."), show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "import",
        help=_(
            "Bring texts in.\n\n"
            "Example: workbench import sk1.docx --speaker I=interviewer --speaker Kari=SK1 --case Storvik\n\n"
            "Example: workbench import transcripts/sources.csv"
        ),
    )
    def import_(
        project: Project,
        files: Files,
        kind: Annotated[str, typer.Option("--kind", help=_("interview, group, document, observation or survey."))] = "",
        speaker: Annotated[
            list[str] | None,
            typer.Option(
                "--speaker",
                help=_("Who a label stands for: LABEL=interviewer, unknown or a reference."),
                show_default=False,
            ),
        ] = None,
        case: Annotated[str, typer.Option("--case", help=_("The case they belong to."), show_default=False)] = "",
        label: Annotated[str, typer.Option("--label", help=_("The source's short label."), show_default=False)] = "",
        dry_run: DryRun = False,
        coder: Coder = "",
        round_: Round = "",
        blind: Blind = False,
    ) -> int:
        from workbench.cli.importing import Importing

        asked = Importing(project, files, kind, speaker or (), case, label, (coder, round_, blind), dry_run=dry_run)
        return asked.run()
