"""`workbench transcript`: one source with its codings, to be read on paper, in Word or as one HTML page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import options as o
from workbench.cli.matrix import stance_named
from workbench.cli.place import desk_to_read, project_path
from workbench.cli.writing import Exporting, must_be_writable
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from workbench.domain.coded_transcript import CodedTranscript


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "transcript",
        help=_(
            "Write a source with its codes in the margin, to be read on paper.\n\n"
            "Example: workbench transcript SK1 -o exports/SK1.docx\n\n"
            "Example: workbench transcript SK1 -o exports/SK1.html --by AB --code Ovenfra"
        ),
    )
    def transcript(
        project: o.Project,
        source: Annotated[str, typer.Argument(help=_("The source's label."), show_default=False)],
        output: Annotated[
            str,
            typer.Option("--output", "-o", help=_("The file to write, .docx or .html."), show_default=False),
        ] = "",
        view: o.Saved = "",
        by: o.Coders = None,
        in_round: o.Rounds = None,
        case: o.Cases = None,
        informant: o.Informants = None,
        code: o.Codes = None,
        where: o.Where = None,
        stance: o.Stance = "",
        starred: o.Starred = False,
    ) -> None:
        from workbench.services.views import Names

        names = Names(
            coders=by or (),
            rounds=in_round or (),
            cases=case or (),
            informants=informant or (),
            codes=code or (),
            attributes=where or (),
            stance=stance_named(stance),
            starred=starred,
            interviewer=True,
        )
        written_by = FORMATS[_format(output)]
        with closing(desk_to_read(project)) as desk:
            chosen = desk.views.resolve(names, desk.views.named(view)) if view else desk.views.resolve(names)
            found = desk.transcripts.coded(desk.transcripts.named(source).id, chosen)
            exporting = Exporting(desk)
            exporting.write(Path(output), written_by(found), "transcript", chosen)
        exporting.note(project_path(project))


def _docx(found: CodedTranscript) -> Iterable[bytes]:
    from workbench.exporters.transcript_docx import transcript_docx

    return transcript_docx(found)


def _html(found: CodedTranscript) -> Iterable[bytes]:
    from workbench.exporters.transcript_html import transcript_html

    return transcript_html(found)


FORMATS: Mapping[str, Callable[[CodedTranscript], Iterable[bytes]]] = {".docx": _docx, ".html": _html}
"""What writes each format, by the ending of its files."""


def _format(output: str) -> str:
    """Return the ending of the file that is to be written.

    Raises:
        WorkbenchError: where none is named, it is of no kind that can be written, or it cannot come there.
    """
    if not output:
        raise WorkbenchError(
            N_("Say where the transcript goes, and end the file in one of {endings}: -o NAME.docx"),
            endings=", ".join(FORMATS),
        )
    ending = Path(output).suffix.lower()
    must_be_writable(Path(output), *([ending] if ending in FORMATS else []))
    if ending not in FORMATS:
        raise WorkbenchError(
            N_("{file} does not end in one of {endings}; end it so with -o."), file=output, endings=", ".join(FORMATS)
        )
    return ending
