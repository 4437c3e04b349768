"""What the screens before the desk need from the outside: files to choose from, projects to open and to make.

The command line hands in something of this shape. Nothing on this side opens a file or knows where one lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from workbench.domain.reading import ReadFile
    from workbench.services.desk import Desk
    from workbench.services.sources import NewSource


@dataclass(frozen=True, slots=True)
class ProjectOffered:
    """A project that can be opened."""

    path: str
    name: str
    place: str
    """The folder, as a person writes it."""
    there: bool = True
    """Whether the file is still where it was."""


@dataclass(frozen=True, slots=True)
class FileOffered:
    """A file of a folder that can be read."""

    path: str
    name: str
    size: int
    """Bytes."""


@dataclass(frozen=True, slots=True)
class NewProject:
    """What is asked before a project is made."""

    name: str
    coder: str
    case_word: str
    case_words: str


class Outside(Protocol):
    """Files and projects, from one folder."""

    @property
    def place(self) -> str:
        """The folder, as a person writes it."""

    @property
    def folder_name(self) -> str:
        """The folder's own name; empty where it says nothing of a study, as that of a home folder."""

    def projects(self) -> tuple[ProjectOffered, ...]:
        """Return the projects of this folder."""

    def recent(self) -> tuple[ProjectOffered, ...]:
        """Return the projects that were open last on this machine, the newest first."""

    def forget_recent(self) -> None:
        """Forget which projects were open."""

    def files(self, folder: str = "") -> tuple[FileOffered, ...]:
        """Return the files of a folder that can be read, by name.

        Args:
            folder: where; this folder where empty.

        Raises:
            WorkbenchError: the folder cannot be listed.
        """

    def keep_quote(self, quoted: str) -> str:
        """Add a quote to the file of quotes among what is exported; return the file as a person writes it.

        Raises:
            WorkbenchError: it cannot be written.
        """

    def is_folder(self, path: str) -> bool:
        """Tell whether a path that was typed is a folder."""

    def read(self, path: str) -> ReadFile:
        """Read a text apart from everything else; may take seconds, and be called from another thread.

        Raises:
            ImportFailed: it cannot be read.
        """

    def refuse(self, name: str) -> None:
        """Say no where no project of this name can be made here.

        Raises:
            WorkbenchError: there is one already, or the name makes no file.
        """

    def make(self, project: NewProject, source: NewSource) -> Desk:
        """Make a project of one text; nothing is left behind where that fails.

        Raises:
            WorkbenchError: it could not be made.
        """

    def open(self, path: str) -> Desk:
        """Open a project.

        Raises:
            WorkbenchError: it cannot be opened.
        """

    def sample(self) -> str:
        """Make the sample study in this folder, where it is not there; may be called from another thread.

        Returns:
            Its path.

        Raises:
            WorkbenchError: it could not be made.
        """
