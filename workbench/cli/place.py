"""Where the project is that a command means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from workbench.services.desk import Desk

SUFFIX = ".workbench"


def project_path(project: str) -> Path:
    """Return the file that PROJECT means.

    Args:
        project: a file, or a folder that holds exactly one.

    Raises:
        WorkbenchError: where it means none or several.
    """
    if project.startswith("postgresql://"):
        raise WorkbenchError(N_("Projects on a server cannot be opened by this version; give a .workbench file."))
    path = Path(project)
    if not path.is_dir():
        return path
    found = sorted(file for file in path.glob(f"*{SUFFIX}") if not file.name.startswith("."))
    if not found:
        raise WorkbenchError(
            N_("There is no project in {folder}; make one with: workbench new NAME"), folder=_shown(path)
        )
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise WorkbenchError(N_("{folder} holds {names}; name the one you mean."), folder=_shown(path), names=names)
    return found[0]


def _shown(folder: Path) -> str:
    return _("this folder") if str(folder) == "." else str(folder)


def desk_to_write(project: str, coder: str = "", round_name: str = "", *, blind: bool = False) -> Desk:
    """Open the project to change it, and say so where coder or round are new."""
    from workbench.bootstrap import open_desk
    from workbench.cli.telling import say_new_reader

    desk = open_desk(project_path(project), coder=coder, round_name=round_name, blind=blind)
    say_new_reader(desk.chosen)
    desk.keep_copy()
    return desk


def desk_to_read(project: str) -> Desk:
    """Open the project to read it; where it is in use, a private copy, and say so."""
    from workbench.bootstrap import open_to_read
    from workbench.cli.telling import say_copy

    desk = open_to_read(project_path(project))
    if not desk.writable:
        say_copy(desk)
    return desk
