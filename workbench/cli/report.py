"""`workbench report`: one view of the comparison in every format, side by side in a folder."""

from __future__ import annotations

import re
import unicodedata
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from workbench.cli import options as o
from workbench.cli.matrix import MatrixFile
from workbench.cli.place import EXPORTS, desk_to_read, project_path
from workbench.cli.telling import progress, say
from workbench.cli.writing import Exporting, make_folder, must_be_writable
from workbench.domain.proposing import names_a_person
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.services.desk import Desk

_TOLD = {
    "docx": N_("{file}: to read and to print, with every quote (Word)"),
    "html": N_("{file}: to click through, from a mark to the words around (any browser)"),
    "xlsx": N_("{file}: to sort, to filter and to comment (Excel)"),
    "md": N_("{file}: the table alone, as text"),
    "csv": N_("{file}: the cells, for calculations"),
    "json": N_("{file}: everything, for other programs"),
}
"""What each file is for, in the order in which they are told."""
_UNFIT = re.compile(r"[\W_]+")
_LONGEST = 50
"""Characters of a file's name, without its ending."""
_TAKEN_BY_WINDOWS = re.compile(r"(?i:con|prn|aux|nul|(?:com|lpt)\d)")


def register(app: typer.Typer) -> None:
    """Add the command to the program."""

    @app.command(
        "report",
        help=_(
            "Write the comparison in every format, into one folder.\n\n"
            "Example: workbench report -o exports\n\n"
            "Example: workbench report my-study.workbench storvik -o exports"
        ),
    )
    def report(
        project: o.Project,
        view: Annotated[str, typer.Argument(help=_("A saved view; left out: everything."), show_default=False)] = "",
        folder: Annotated[str, typer.Option("--output", "-o", help=_("The folder; made where it is not."))] = EXPORTS,
        columns: Annotated[
            str, typer.Option("--columns", help=_("case, informant, source or attribute:NAME."))
        ] = "case",
    ) -> None:
        desk = desk_to_read(project)
        exporting = Exporting(desk, quiet=True)
        try:
            with closing(desk):
                written = _write(desk, exporting, view, columns, Path(folder))
        finally:
            exporting.note(project_path(project))
        for ending, file in written.items():
            say(_(_TOLD[ending]).format(file=file))
        say(_("Look at {file} first.").format(file=written["docx"]))


def _write(desk: Desk, exporting: Exporting, view: str, columns: str, folder: Path) -> dict[str, Path]:
    """Write the files; refuse before the first where one of them cannot be."""
    from workbench.domain.view import EVERYTHING

    chosen = desk.views.named(view) if view else EVERYTHING
    stem = file_stem(view, [name for name, _view in desk.views.all()], columns)
    # Refuses columns that are none before a folder is made.
    matrix = MatrixFile(desk, chosen, columns)
    make_folder(folder)
    files = {ending: folder / f"{stem}.{ending}" for ending in _TOLD}
    for ending, file in files.items():
        must_be_writable(file, f".{ending}")
    must_be_writable(folder / f"{stem}.manifest.json", ".json")
    with progress(_("Writing"), len(files)) as step:
        for file in files.values():
            matrix.write(str(file), "", exporting)
            step()
    return files


def file_stem(view: str, views: Sequence[str], columns: str = "case") -> str:
    """Return what the files of a view are called, without their endings.

    A file goes to other people and other systems: it bears no person's name, nothing that a system could not store, and
    never the name of another view's file. Where a view's name is of no use, its number is.

    Args:
        view: its name; empty for everything.
        views: the names of all that are kept, in order.
        columns: as the option says them.
    """
    of = "" if columns == "case" else "_" + _plain(columns.removeprefix("attribute:"))
    everything, numbered = _("comparison"), _("view")
    if not view:
        return everything + of
    plain = _plain(view)
    taken = {everything.casefold(), *(_plain(other).casefold() for other in views if other != view)}
    taken_by_us = re.compile(rf"{numbered}-\d+", re.IGNORECASE)
    is_free = plain and not any(found.fullmatch(plain) for found in (taken_by_us, _TAKEN_BY_WINDOWS))
    tells = names_a_person(view) or names_a_person(plain.replace("-", " "))
    if not is_free or tells or plain.casefold() in taken:
        plain = f"{numbered}-{views.index(view) + 1}"
    return plain + of


def _plain(name: str) -> str:
    return _UNFIT.sub("-", unicodedata.normalize("NFC", name))[:_LONGEST].strip("-")
