"""`workbench demo`: the sample study, coded and compared, in a minute."""

from __future__ import annotations

import errno
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli.open_ import in_terminal, sit_down
from workbench.cli.telling import progress, say
from workbench.domain.errors import WorkbenchError
from workbench.domain.reasons import because
from workbench.domain.sources import Kind
from workbench.i18n import N_, _, language

if TYPE_CHECKING:
    from workbench.services.sources import NewSource

PROJECT = "samskaping.workbench"

_MATRICES = (
    ("matrix.csv", "case"),
    ("matrix.json", "case"),
    ("matrix.md", "case"),
    ("matrix-informants.csv", "informant"),
    ("matrix-sources.csv", "source"),
    ("matrix-merger.csv", "attribute:merger"),
)


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "demo",
        help=_("Build the sample study, compare its cases, and look around.\n\nExample: workbench demo my-demo"),
    )
    def demo(
        folder: Annotated[str, typer.Argument(help=_("Where; left out: this folder."), show_default=False)] = ".",
    ) -> None:
        place = Path(folder)
        _make(place)
        project = place / PROJECT
        if not project.exists():
            build(project)
        write_matrices(project, place / "exports")
        say(
            _("1. The comparison: open {file}; each mark is one informant.").format(
                file=place / "exports" / "matrix.md"
            )
        )
        say(_("2. The same to count with: {file}, in a spreadsheet.").format(file=place / "exports" / "matrix.csv"))
        say(_("3. The coding itself: workbench {file}, then ? for the keys.").format(file=project))
        if in_terminal():
            sit_down(project)


def sample() -> Path:
    """Return the folder that holds the sample study's `transcripts` and `codebooks`.

    Raises:
        WorkbenchError: where the installation lacks it.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "sample", package.parent):
        if (folder / "transcripts" / "sources.csv").is_file():
            return folder
    raise WorkbenchError(N_("The sample study is missing from this installation; install Interview Workbench again."))


def build(project: Path) -> None:
    """Make the sample project: tables, codebook, texts, codings by two coders, and what is finished."""
    from workbench.bootstrap import discard, new_project
    from workbench.importers.codebook_yaml import read_codebook
    from workbench.importers.csv_codings import read_codings
    from workbench.importers.csv_tables import read_cases, read_finished, read_informants

    folder = sample()

    def table(name: str) -> str:
        return str(folder / "transcripts" / name)

    words = {"case_word": "kommune", "case_words": "kommuner", "language": language()}
    desk = new_project(project, coder="AB", round_name="første lesning", name="Samskaping", **words)
    try:
        with progress(_("Building the sample study"), 6) as step:
            for action in (
                lambda: desk.study.bring_in_cases(read_cases(table("cases.csv"))),
                lambda: desk.study.bring_in_informants(read_informants(table("informants.csv"))),
                lambda: desk.codebook.bring_in(read_codebook(str(folder / "codebooks" / "samskaping.yaml"))),
                lambda: desk.sources.add(_sources(folder / "transcripts")),
                lambda: desk.codings_table.bring_in(read_codings(table("codings.csv"))),
                lambda: desk.study.bring_in_finished(read_finished(table("finished.csv"))),
            ):
                action()
                step()
    except BaseException:
        desk.close()
        discard(project)
        raise
    desk.close()


def _sources(folder: Path) -> list[NewSource]:
    from workbench.domain.errors import ImportFailed
    from workbench.domain.reading import ReadRequest
    from workbench.importers.csv_tables import read_sources
    from workbench.importers.isolated import IsolatedReader
    from workbench.services.sources import NewSource, Speaking

    rows = read_sources(str(folder / "sources.csv")).rows
    requests = [
        ReadRequest(
            str(folder / row.file), row.kind or Kind.INTERVIEW, tuple(said.label for said in row.speakers) or None
        )
        for row in rows
    ]
    found = []
    with IsolatedReader() as reader:
        for row, read in zip(rows, reader.read_all(requests), strict=True):
            if isinstance(read, ImportFailed):
                raise read
            speakers = tuple(Speaking(said.label, said.role, said.informant) for said in row.speakers)
            kind = row.kind or Kind.INTERVIEW
            found.append(
                NewSource(
                    read, read.turns, kind, speakers, row.source, row.case, row.date, row.guide, row.left_out or None
                )
            )
    return found


def write_matrices(project: Path, exports: Path) -> None:
    """Write the matrices of the sample project; a file that is there already stays as it is."""
    from workbench.bootstrap import open_to_read
    from workbench.cli.matrix import MatrixFile
    from workbench.domain.view import EVERYTHING

    missing = [(name, columns) for name, columns in _MATRICES if not (exports / name).exists()]
    if not missing:
        return
    _make(exports)
    with closing(open_to_read(project)) as desk:
        for name, columns in missing:
            MatrixFile(desk, EVERYTHING, columns).write(str(exports / name), quiet=True)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if isinstance(error, FileExistsError):
            error = NotADirectoryError(errno.ENOTDIR, "")
        raise WorkbenchError(
            N_("{folder} could not be made ({reason}); name another folder."), folder=folder, reason=because(error)
        ) from error
