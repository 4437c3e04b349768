"""The way to the desk: from a folder, a file or nothing at all, over a few screens, to a text to code.

Knows which screen comes next and asks the outside and the services; the screens only ask. Nothing is
written before a person has confirmed, and whoever leaves on the way leaves nothing behind. Each screen is loaded when
it is shown: the desk opens without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.screen import Screen

    from workbench.domain.outcomes import Outcome
    from workbench.domain.reading import ReadFile
    from workbench.domain.sources import Source
    from workbench.services.sources import Added
    from workbench.tui.app import WorkbenchApp
    from workbench.tui.coming_in import Draft
    from workbench.tui.outside import NewProject, Outside
    from workbench.tui.session import Session


class Beginning:
    """Leads to the desk.

    Args:
        app: shows the screens.
        outside: files and projects.
        files: texts that were named at the start, to be brought in one after the other.
    """

    def __init__(self, app: WorkbenchApp, outside: Outside, files: Sequence[str] = ()) -> None:
        self._app = app
        self._waiting = list(files)
        self._from_start = False
        self.outside = outside

    # from screen to screen

    def first(self) -> Screen[None]:
        """Return the screen to begin with, where there is no project yet."""
        from workbench.tui.screens.choose_file import FileScreen
        from workbench.tui.screens.start import StartScreen

        if self._waiting:
            return FileScreen(self, self._app.look, self._waiting.pop(0))
        self._from_start = True
        return StartScreen(self, self._app.look)

    def next_file(self) -> None:
        """Bring in the next text that was named at the start."""
        if self._waiting:
            self.choose(self._waiting.pop(0))

    def choose(self, path: str = "") -> None:
        """Let a person choose a text.

        Args:
            path: one that is to be read at once; none where empty.
        """
        from workbench.tui.screens.choose_file import FileScreen

        self._app.push_screen(FileScreen(self, self._app.look, path))

    def ask(self, file: ReadFile) -> None:
        """Ask who speaks in a text that was read."""
        from workbench.tui.coming_in import Draft, known_of
        from workbench.tui.screens.who_is_who import WhoScreen

        session = self._app.session
        draft = Draft(file, known_of(session.desk) if session is not None else None)
        self._app.push_screen(WhoScreen(self, self._app.look, draft))

    def back(self) -> None:
        """Leave the files: for the desk or the start where one came from, else the program."""
        if self._app.session is not None:
            self._app.to_bottom(self.next_file)
        elif len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        else:
            self._app.exit()

    def back_to_files(self) -> None:
        """Choose another file instead."""
        self._app.pop_screen()

    def leave(self) -> None:
        """Leave the form: for the desk or the start where one came from, else the program."""
        if self._app.session is None and not self._from_start:
            self._app.exit()
        else:
            self._app.to_bottom(self.next_file)

    # what there is

    @property
    def makes_project(self) -> bool:
        """Whether a project is to be made for the text."""
        return self._app.session is None

    @property
    def case_word(self) -> str:
        """What the project calls a case; empty where there is none yet, or it does not say."""
        session = self._app.session
        return session.desk.setting("case_word") if session is not None else ""

    def sources(self) -> tuple[Source, ...]:
        """Return the texts of the project that is open."""
        session = self._app.session
        return session.sources if session is not None else ()

    def twin(self, file: ReadFile) -> str:
        """Return the label of the source that has the very same text; empty where there is none."""
        session = self._app.session
        found = session.desk.sources.holding(file.text_hash) if session is not None else None
        return found.label if found is not None else ""

    # what is done

    def bring_in(self, draft: Draft, project: NewProject) -> Callable[[], None]:
        """Store a text, in a project made for it where there is none; may be called from another thread.

        Args:
            draft: the text, and all that was said of it.
            project: what was asked about a new project; not looked at where one is open.

        Returns:
            What is to be done at the screen then.

        Raises:
            WorkbenchError: it could not be stored; nothing was changed, and nothing is left behind.
        """
        session = self._app.session
        if session is None:
            desk = self.outside.make(project, draft.new_source())
            label = desk.sources.all()[0].label
            return lambda: self._app.sit_down(desk, _told(draft, label))
        outcome = session.desk.sources.add([draft.new_source()])
        return lambda: self._added(session, outcome, draft)

    def _added(self, session: Session, outcome: Outcome[tuple[Added, ...]], draft: Draft) -> None:
        session.kept(outcome)
        session.cases = {case.id: case.name or case.label for case in session.desk.study.cases()}
        (added,) = outcome.value
        self._app.to_bottom(lambda: self._opened(added, draft))

    def _opened(self, added: Added, draft: Draft) -> None:
        session = self._app.session
        ids = [source.id for source in session.sources] if session is not None else []
        if added.source in ids:
            self._app.desk_screen.to_source(ids.index(added.source))
            self._app.desk_screen.tell(_told(draft, added.label) + "  ·  " + _("u undoes it"))
        self.next_file()

    def stand_in(self, label: str, told: str) -> None:
        """Leave the files for a text that is in the project."""
        self._app.to_bottom(lambda: self._standing_in(label, told))

    def _standing_in(self, label: str, told: str) -> None:
        labels = [source.label for source in self.sources()]
        if label in labels:
            self._app.desk_screen.to_source(labels.index(label))
            self._app.desk_screen.tell(told)
        self.next_file()

    def open(self, path: str) -> None:
        """Open a project, and sit down at it.

        Raises:
            WorkbenchError: it cannot be opened.
        """
        self._app.sit_down(self.outside.open(path))


def _told(draft: Draft, label: str) -> str:
    return _("{file} came in as {label}: {counted}").format(file=draft.file.name, label=label, counted=draft.counted)
