"""What can go wrong, told in one sentence that a student understands.

An error keeps the English template and the values apart, so that it is translated when it is shown and
can cross the border between two processes unchanged.
"""

from __future__ import annotations

from workbench.i18n import _


class WorkbenchError(Exception):
    """Something the user must know and can act on.

    Args:
        template: an English sentence marked with `N_`, with `{names}` for the values.
        values: what the names stand for, shown as written.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template)
        self.template = template
        self.values = values

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


class ImportFailed(WorkbenchError):
    """A file could not be read; nothing was changed.

    Args:
        file: the file's name as the user knows it; `{file}` in the template.
        template: the sentence.
        values: further values of the sentence.
    """

    def __init__(self, file: str, template: str, **values: object) -> None:
        super().__init__(template, file=file, **values)
        self.file = file


class Refused(WorkbenchError):
    """The step asked for would break a rule of the project; nothing was changed."""


class UnknownName(Refused):
    """A name that means nothing in this project.

    Args:
        template: the sentence.
        asked: the name.
        known: names that might have been meant.
        values: what the sentence's names stand for.
    """

    def __init__(self, template: str, asked: str, known: tuple[str, ...], **values: object) -> None:
        super().__init__(template, **values)
        self.asked = asked
        self.known = known


class CannotUndo(Refused):
    """A step cannot be undone or redone, and the sentence says what stands in the way."""


class ProjectUnusable(WorkbenchError):
    """The project file cannot be opened as it is."""


class ProjectBusy(ProjectUnusable):
    """The project is open for writing elsewhere."""


class ProjectReadOnly(ProjectUnusable):
    """The project can be read, but the file or its folder cannot be written."""
