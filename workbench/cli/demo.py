"""`workbench demo`: the sample study, coded and compared, in a minute."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from workbench.cli.open_ import in_terminal, sit_down
from workbench.cli.place import EXPORTS
from workbench.cli.sample_study import PROJECT, build
from workbench.cli.telling import say
from workbench.cli.writing import make_folder
from workbench.i18n import _

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
        make_folder(place)
        project = place / PROJECT
        if not project.exists():
            build(project)
        write_matrices(project, place / EXPORTS)
        say(_("1. The comparison: open {file}; each mark is one informant.").format(file=place / EXPORTS / "matrix.md"))
        say(_("2. The same to count with: {file}, in a spreadsheet.").format(file=place / EXPORTS / "matrix.csv"))
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
    make_folder(exports)
    with closing(open_to_read(project)) as desk:
        exporting = Exporting(desk, quiet=True)
        for name, columns in missing:
            MatrixFile(desk, EVERYTHING, columns).write(str(exports / name), "", exporting)
    exporting.note(project)
