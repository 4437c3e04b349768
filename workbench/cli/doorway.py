"""What the screens before the desk get from outside: the files of a folder, and projects to open and to make.

Joins the readers of files, the projects and what is remembered of them; shows nothing and asks nothing.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from workbench import settings
from workbench.cli.place import EXPORTS, SUFFIX, projects_in
from workbench.domain.errors import ImportFailed, WorkbenchError
from workbench.domain.proposing import file_stem
from workbench.domain.reading import ReadRequest
from workbench.domain.reasons import because
from workbench.domain.showing import visible
from workbench.domain.sources import Kind
from workbench.i18n import N_, _, language
from workbench.tui.outside import FileOffered, ProjectOffered

if TYPE_CHECKING:
    from workbench.domain.reading import ReadFile
    from workbench.services.desk import Desk
    from workbench.services.sources import NewSource
    from workbench.tui.outside import NewProject


class Doorway:
    """Files and projects, seen from one folder.

    Args:
        folder: where new projects are made and files are looked for.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    @property
    def place(self) -> str:
        """The folder, as a person writes it."""
        return _short(self._folder)

    @property
    def folder_name(self) -> str:
        """The folder's own name; empty for a home folder, whose name is a person's."""
        return "" if self._folder in {Path.home(), Path.home().parent} else self._folder.name

    def projects(self) -> tuple[ProjectOffered, ...]:
        """Return the projects of this folder."""
        return tuple(_offered(file) for file in projects_in(self._folder))

    def recent(self) -> tuple[ProjectOffered, ...]:
        """Return the projects that were open last on this machine, the newest first."""
        return tuple(_offered(Path(path)) for path in settings.recent_projects())

    def forget_recent(self) -> None:
        """Forget which projects were open."""
        settings.forget_projects()

    def files(self, folder: str = "") -> tuple[FileOffered, ...]:
        """Return the files of a folder that can be read, by name.

        Raises:
            WorkbenchError: the folder cannot be listed.
        """
        from workbench.importers.formats import suffixes

        found = []
        try:
            with os.scandir(self._meant(folder) if folder else self._folder) as entries:
                for entry in entries:
                    ours = entry.name.lower().endswith(suffixes()) and not entry.name.startswith((".", "~$"))
                    if ours and entry.is_file():
                        found.append(FileOffered(entry.path, entry.name, entry.stat().st_size))
        except OSError as error:
            raise WorkbenchError(
                N_("{folder} could not be looked into ({reason})."),
                folder=folder or self.place,
                reason=because(error),
            ) from error
        return tuple(sorted(found, key=lambda file: file.name.casefold()))

    def keep_quote(self, quoted: str) -> str:
        """Add a quote to the file of quotes among what is exported; return the file as a person writes it.

        Raises:
            WorkbenchError: it cannot be written.
        """
        file = self._folder / EXPORTS / _("quotes.txt")
        try:
            file.parent.mkdir(exist_ok=True)
            with file.open("a", encoding="utf-8") as kept:
                kept.write(f"{quoted}\n\n")
        except OSError as error:
            raise WorkbenchError(
                N_("{file} could not be written ({reason})."), file=_short(file), reason=because(error)
            ) from error
        return f"{EXPORTS}/{file.name}"

    def is_folder(self, path: str) -> bool:
        """Tell whether a path that was typed is a folder."""
        try:
            return self._meant(path).is_dir()
        except (OSError, ValueError):
            return False

    def read(self, path: str) -> ReadFile:
        """Read a text in a process apart.

        Raises:
            ImportFailed: it cannot be read.
        """
        from workbench.importers.isolated import IsolatedReader
        from workbench.importers.one_file import MOST_LABELS

        meant = self._meant(path)
        try:
            with IsolatedReader(children=1) as reader:
                try:
                    return reader.read(ReadRequest(str(meant), Kind.INTERVIEW))
                except ImportFailed as error:
                    count = error.values.get("count", 0)
                    if not (isinstance(count, int) and count > MOST_LABELS):
                        raise
                    # So many speakers are the colons of something else: it may still come in as a document.
                    return reader.read(ReadRequest(str(meant), Kind.DOCUMENT))
        except ImportFailed as error:
            named = meant.name if meant.parent == self._folder else visible(path)
            raise ImportFailed(
                named, error.template, **{key: value for key, value in error.values.items() if key != "file"}
            ) from error

    def refuse(self, name: str) -> None:
        """Say no where no project of this name can be made here.

        Raises:
            WorkbenchError: there is one already, or the name makes no file.
        """
        path = self._project(name)
        if path.exists():
            raise WorkbenchError(N_("{name} is there already; choose another name."), name=path.name)

    def make(self, project: NewProject, source: NewSource) -> Desk:
        """Make a project of one text; nothing is left behind where that fails.

        Raises:
            WorkbenchError: it could not be made.
        """
        from workbench.bootstrap import discard, new_project

        path = self._project(project.name)
        words: dict[str, Any] = {"language": language()}
        if project.case_word:
            words |= {"case_word": project.case_word, "case_words": project.case_words}
        desk = new_project(
            path,
            coder=project.coder,
            name=project.name,
            **words,
        )
        try:
            desk.sources.add([source])
        except BaseException:
            desk.close()
            discard(path)
            raise
        settings.remember_project(str(path))
        return desk

    def open(self, path: str) -> Desk:
        """Open a project.

        Raises:
            WorkbenchError: it cannot be opened.
        """
        return opened_and_remembered(Path(path))

    def sample(self) -> str:
        """Make the sample study in this folder, where it is not there; return its path.

        Raises:
            WorkbenchError: it could not be made.
        """
        from workbench.cli import sample_study

        path = self._folder / sample_study.PROJECT
        if not path.exists():
            sample_study.build(path, quiet=True)
        return str(path)

    def _project(self, name: str) -> Path:
        stem = file_stem(name)
        if not stem or len(stem.encode()) > 200:
            raise WorkbenchError(N_("“{name}” makes no file name; choose another name."), name=name)
        return self._folder / f"{stem}{SUFFIX}"

    def _meant(self, path: str) -> Path:
        """Return the file that was typed, pasted or dropped on the terminal."""
        written = path.strip()
        if len(written) > 1 and written[0] == written[-1] and written[0] in "'\"":
            written = written[1:-1]
        if written.startswith("file://"):
            written = unquote(urlsplit(written).path)
        return self._folder / os.path.expanduser(written)


def opened_and_remembered(path: Path, coder: str = "", round_name: str = "", *, blind: bool = False) -> Desk:
    """Open a project to work in, or only to read where it is open elsewhere; remember that it was open.

    Raises:
        WorkbenchError: it cannot be opened.
    """
    from workbench.bootstrap import open_desk_or_copy

    desk = open_desk_or_copy(path, coder=coder, round_name=round_name, blind=blind)
    settings.remember_project(str(path.resolve()))
    return desk


def _offered(path: Path) -> ProjectOffered:
    return ProjectOffered(str(path), path.name.removesuffix(SUFFIX), _short(path.parent), path.is_file())


def _short(folder: Path) -> str:
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
