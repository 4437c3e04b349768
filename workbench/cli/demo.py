"""`workbench demo`: the sample study, coded and compared, in a minute."""

from __future__ import annotations

import errno
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.open_ import in_terminal, sit_down
from workbench.cli.sample_study import PROJECT, build
from workbench.cli.telling import say
from workbench.domain.errors import WorkbenchError
from workbench.domain.reasons import because
from workbench.i18n import N_, _

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
    ) -> int:
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
        return sit_down(project) if in_terminal() else 0


def write_matrices(project: Path, exports: Path) -> None:
    """Write the matrices of the sample project; a file that is there already stays as it is."""
    from workbench.bootstrap import open_to_read
    from workbench.cli.matrix import MatrixFile
    from workbench.cli.writing import Exporting
    from workbench.domain.view import EVERYTHING

    missing = [(name, columns) for name, columns in _MATRICES if not (exports / name).exists()]
    if not missing:
        return
    _make(exports)
    with closing(open_to_read(project)) as desk:
        exporting = Exporting(desk, quiet=True)
        for name, columns in missing:
            MatrixFile(desk, EVERYTHING, columns).write(str(exports / name), "", exporting)
    exporting.note(project)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        if isinstance(error, FileExistsError):
            error = NotADirectoryError(errno.ENOTDIR, "")
        raise WorkbenchError(
            N_("{folder} could not be made ({reason}); name another folder."), folder=folder, reason=because(error)
        ) from error
