"""`workbench matrix`: the comparison, as CSV, JSON, Markdown, Excel, Word or one HTML page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import options as o
from workbench.cli.place import desk_to_read, project_path
from workbench.cli.writing import Exporting, must_be_writable, write_file
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from workbench.domain.matrix import Matrix
    from workbench.domain.tallies import Grouping
    from workbench.domain.view import View
    from workbench.services.desk import Desk


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "matrix",
        help=_(
            "Compare: themes against cases, informants, sources or the values of an attribute.\n\n"
            "Example: workbench matrix -o exports/matrix.html\n\n"
            "Example: workbench matrix --columns attribute:merger --format md"
        ),
    )
    def matrix(
        project: o.Project,
        output: o.Output = "",
        columns: Annotated[
            str, typer.Option("--columns", help=_("case, informant, source or attribute:NAME."))
        ] = "case",
        format_: Annotated[
            str,
            typer.Option(
                "--format",
                help=_("csv, json, md, html, xlsx or docx; left out: by the file's ending."),
                show_default=False,
            ),
        ] = "",
        transpose: Annotated[bool, typer.Option("--transpose", help=_("Themes across (Markdown)."))] = False,
        ascii_: Annotated[bool, typer.Option("--ascii", help=_("Letters for marks."))] = False,
        no_words: Annotated[bool, typer.Option("--no-words", help=_("Leave words uncounted; quicker."))] = False,
        view: o.Saved = "",
        by: o.Coders = None,
        in_round: o.Rounds = None,
        kind: o.Kinds = None,
        case: o.Cases = None,
        informant: o.Informants = None,
        source: o.Sources = None,
        code: o.Codes = None,
        where: o.Where = None,
        stance: o.Stance = "",
        starred: o.Starred = False,
        interviewer: o.Interviewer = False,
    ) -> None:
        from workbench.services.views import Names

        names = Names(
            by or (),
            in_round or (),
            kind or (),
            case or (),
            informant or (),
            source or (),
            code or (),
            where or (),
            stance_named(stance),
            starred,
            interviewer,
        )
        with closing(desk_to_read(project)) as desk:
            chosen = desk.views.resolve(names, desk.views.named(view)) if view else desk.views.resolve(names)
            written = MatrixFile(desk, chosen, columns, words=not no_words, transposed=transpose, ascii_marks=ascii_)
            exporting = Exporting(desk)
            written.write(output, format_, exporting)
        exporting.note(project_path(project))


class MatrixFile:
    """One matrix, written in the format asked for.

    Args:
        desk: the project.
        view: what is shown.
        columns: as the option says it.
        words: count words.
        transposed: themes across, in Markdown.
        ascii_marks: letters for marks.
    """

    def __init__(
        self,
        desk: Desk,
        view: View,
        columns: str = "case",
        *,
        words: bool = True,
        transposed: bool = False,
        ascii_marks: bool = False,
    ) -> None:
        from workbench.services.matrix import Asked

        self._desk = desk
        self._view = view
        self._transposed = transposed
        self._ascii = ascii_marks
        grouping, attribute = _grouping(columns)
        self._asked = Asked(view, grouping, attribute, words)

    @cached_property
    def _matrix(self) -> Matrix:
        return self._desk.matrix.matrix(self._asked)

    def write(self, output: str, format_: str, exporting: Exporting) -> None:
        """Write the file, with its manifest beside it where the format has no room for it."""
        chosen = _format(output, format_)
        if chosen in _NOT_ON_SCREEN and not output:
            raise WorkbenchError(_NOT_ON_SCREEN[chosen])
        beside = Path(output).with_suffix(".manifest.json") if output and chosen == "csv" else None
        if output:
            must_be_writable(Path(output), f".{chosen}")
        if beside is not None:
            must_be_writable(beside, ".json")
        chunks = FORMATS[chosen](self)
        if not output:
            # Nothing is said before all of it can be said.
            sys.stdout.buffer.write(b"".join(chunks))
            sys.stdout.flush()
            return
        exporting.write(Path(output), chunks, "matrix", self._view)
        if beside is not None:
            write_file(beside, self._manifest(), quiet=exporting.quiet)

    def _csv(self) -> Iterable[bytes]:
        from workbench.exporters.matrix_csv import matrix_csv

        return [matrix_csv(self._matrix)]

    def _json(self) -> Iterable[bytes]:
        from workbench.exporters.matrix_json import matrix_json

        quotes = self._desk.matrix.quotes(self._view)
        return [matrix_json(self._matrix, self._desk.manifest(self._view), quotes).encode("utf-8")]

    def _md(self) -> Iterable[bytes]:
        from workbench.exporters.matrix_markdown import matrix_markdown

        manifest = self._desk.manifest(self._view)
        text = matrix_markdown(self._matrix, manifest, transposed=self._transposed, ascii_marks=self._ascii)
        return [text.encode("utf-8")]

    def _html(self) -> Iterable[bytes]:
        from workbench.exporters.matrix_html import matrix_html

        return matrix_html(self._desk.reports.report(self._asked))

    def _xlsx(self) -> Iterable[bytes]:
        from workbench.exporters.matrix_xlsx import matrix_xlsx

        return matrix_xlsx(self._desk.reports.report(self._asked))

    def _docx(self) -> Iterable[bytes]:
        from workbench.exporters.matrix_docx import matrix_docx

        return matrix_docx(self._desk.reports.report(self._asked))

    def _manifest(self) -> Iterable[bytes]:
        from workbench.exporters.manifest_json import manifest_json

        return [manifest_json(self._desk.manifest(self._view)).encode("utf-8")]


FORMATS: Mapping[str, Callable[[MatrixFile], Iterable[bytes]]] = {
    "csv": MatrixFile._csv,
    "json": MatrixFile._json,
    "md": MatrixFile._md,
    "html": MatrixFile._html,
    "xlsx": MatrixFile._xlsx,
    "docx": MatrixFile._docx,
}
"""What writes each format, by the ending of its files."""
_NOT_ON_SCREEN = {
    "xlsx": N_("An Excel file cannot be written to the screen; say where it goes: -o NAME.xlsx"),
    "docx": N_("A Word document cannot be written to the screen; say where it goes: -o NAME.docx"),
}


def _format(output: str, asked: str) -> str:
    """Return the format that was asked for, or that a file's ending tells."""
    chosen = asked or (Path(output).suffix.lstrip(".").lower() if output else "md")
    if chosen in FORMATS:
        return chosen
    if asked:
        raise WorkbenchError(
            N_("“{format}” is no format of the matrix; choose one of {formats}."),
            format=asked,
            formats=", ".join(FORMATS),
        )
    must_be_writable(Path(output))
    raise WorkbenchError(
        N_("{file} does not end in one of {endings}; end it so, or say which with --format."),
        file=output,
        endings=", ".join(f".{ending}" for ending in FORMATS),
    )


def _grouping(columns: str) -> tuple[Grouping, str]:
    from workbench.domain.tallies import Grouping

    kind, _colon, attribute = columns.partition(":")
    if kind not in set(Grouping) or (kind == Grouping.ATTRIBUTE) is not bool(attribute):
        raise WorkbenchError(
            N_("“{columns}” cannot be columns; choose case, informant, source or attribute:NAME."), columns=columns
        )
    return Grouping(kind), attribute


def stance_named(written: str) -> str:
    """Return a stance as it was written.

    Raises:
        WorkbenchError: where it is none.
    """
    if written not in {"", "for", "against"}:
        raise WorkbenchError(N_("“{stance}” is no stance; write for or against."), stance=written)
    return written
