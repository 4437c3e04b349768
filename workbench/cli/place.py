"""Where the project is that a command means."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.services.desk import Desk

SUFFIX = ".workbench"
EXPORTS = "exports"
"""The folder for what is written for others, beside the project."""


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
    # Unlike `Path.is_dir` this answers for a name that is too long, or in a folder nobody may enter.
    if not os.path.isdir(path):
        return path
    found = projects_in(path)
    if not found:
        raise WorkbenchError(
            N_("There is no project in {folder}; make one with: workbench new NAME"), folder=_shown(path)
        )
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise WorkbenchError(N_("{folder} holds {names}; name the one you mean."), folder=_shown(path), names=names)
    return found[0]


def projects_in(folder: Path) -> list[Path]:
    """Return the project files of a folder, by name."""
    return sorted(file for file in folder.glob(f"*{SUFFIX}") if not file.name.startswith("."))


def _shown(folder: Path) -> str:
    return _("this folder") if str(folder) == "." else str(folder)


@contextmanager
def desk_to_write(project: str, coder: str, round_name: str, blind: bool) -> Iterator[Desk]:
    """Open the project for one change; a coder or round that is new comes with it, and is told then.

    Args:
        project: as the command line has it.
        coder: who codes; the last one where empty.
        round_name: in which reading; the last one where empty.
        blind: whether the reading was said to stand by itself.
    """
    from workbench.bootstrap import open_desk
    from workbench.cli.telling import remark, say_new_reader

    path = project_path(project)
    desk = open_desk(path, coder=coder, round_name=round_name, blind=blind, with_next=True)
    try:
        for line in desk.finished_erasure:
            remark(line)
        desk.keep_copy()
        yield desk
        joined = not desk.waits
    finally:
        desk.close()
    if joined:
        say_new_reader(desk.chosen)


def desk_to_read(project: str) -> Desk:
    """Open the project only to read it, changing nothing; where it is in use, a private copy, and say so."""
    from workbench.bootstrap import open_to_read
    from workbench.cli.telling import say_copy

    desk = open_to_read(project_path(project))
    say_copy(desk)
    return desk
