"""`workbench matrix`: the comparison, as CSV, JSON or Markdown."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import options as o
from workbench.cli.place import desk_to_read
from workbench.cli.writing import write_file
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workbench.domain.tallies import Grouping
    from workbench.domain.view import View
    from workbench.services.desk import Desk

FORMATS = ("csv", "json", "md")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "matrix",
        help=_(
            "Compare: themes against cases, informants, sources or the values of an attribute.\n\n"
            "Example: workbench matrix -o exports/matrix.csv\n\n"
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
            typer.Option("--format", help=_("csv, json or md; left out: by the file's ending."), show_default=False),
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
            written.write(output, format_)


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
        self._matrix = desk.matrix.matrix(Asked(view, grouping, attribute, words))

    def write(self, output: str, format_: str = "", *, quiet: bool = False) -> None:
        """Write the file, with its manifest beside it where the format has no room for it."""
        chosen = format_ or (Path(output).suffix.lstrip(".").lower() if output else "md")
        if chosen not in FORMATS:
            raise WorkbenchError(N_("“{format}” is no format of the matrix; choose csv, json or md."), format=chosen)
        chunks = list(getattr(self, f"_{chosen}")())
        if not output:
            sys.stdout.buffer.write(b"".join(chunks))
            sys.stdout.flush()
            return
        write_file(Path(output), chunks, quiet=quiet)
        if chosen == "csv":
            write_file(Path(output).with_suffix(".manifest.json"), self._manifest(), quiet=quiet)

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

    def _manifest(self) -> Iterable[bytes]:
        from workbench.exporters.manifest_json import manifest_json

        return [manifest_json(self._desk.manifest(self._view)).encode("utf-8")]


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
