"""What was done, told in words; undo and redo."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from workbench.domain.errors import CannotUndo
from workbench.domain.ids import CodeId
from workbench.domain.outcomes import Outcome
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.codebook import Codebook
    from workbench.domain.steps import Change, Reader, Step
    from workbench.services.ports import Log, Store

_WITHOUT_CODE = {
    "new project": N_("Made the project"),
    "join": N_("Chose coder and reading"),
    "import": N_("Added sources"),
    "bring in cases": N_("Brought in cases"),
    "bring in informants": N_("Brought in informants"),
    "describe sources": N_("Described sources"),
    "bring in codebook": N_("Brought in a codebook"),
    "bring in codings": N_("Brought in codings"),
    "bring in finished": N_("Brought in what is finished"),
    "name speakers": N_("Named speakers"),
    "finish": N_("Finished {source}"),
    "looked through": N_("Looked through {source} for “{code}”"),
    "not finished": N_("Took back that {source} is finished"),
    "save view": N_("Saved the view “{view}”"),
    "make code": N_("Made the code “{code}”"),
    "rename code": N_("Renamed the code “{code}”"),
    "give letter": N_("Gave “{code}” the letter {letter}"),
    "take letter": N_("Took the letter off “{code}”"),
    "star": N_("Starred {passage}"),
    "unstar": N_("Took the star off {passage}"),
    "memo": N_("Wrote a memo on {passage}"),
    "about": N_("Said what {passage} is about"),
    "not about": N_("Took back what a passage is about"),
    "code": N_("Coded {passage} as “{code}”"),
    "code several": N_("Put several codes on {passage}"),
    "make code and code": N_("Made the code “{code}” for {passage}"),
    "take off": N_("Took “{code}” off {passage}"),
    "recode": N_("Recoded {passage} from “{old}” to “{code}”"),
    "stance": N_("Turned “{code}” on {passage} the other way"),
    "describe project": N_("Described the project"),
    "erase source": N_("Erased a source"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history."""

    step: Step
    coder: str
    title: str


class HistoryService:
    """The steps of the project, as one coder sees and takes them back."""

    def __init__(self, store: Store, log: Log, reader: Reader) -> None:
        self._store = store
        self._log = log
        self._reader = reader

    def lines(self, limit: int | None = None) -> tuple[Line, ...]:
        """Return the steps, newest first, at most `limit`."""
        names = {coder.id: coder.name for coder in self._store.read().coders.all()}
        told = _Titles(self._store, self._log)
        return tuple(Line(step, names.get(step.coder, "–"), told.title(step)) for step in self._log.steps(limit=limit))

    def changes(self, step: Step) -> tuple[Change, ...]:
        """Return what a step did: tables and row ids, no words."""
        return self._log.changes(step.id)

    def title(self, step: Step) -> str:
        """Tell a step in words."""
        return _Titles(self._store, self._log).title(step)

    def latest(self) -> Step | None:
        """Return the last step of anyone."""
        return self._log.latest()

    def next_undo(self) -> str:
        """Tell what an undo would take back; empty where there is nothing."""
        step = self._log.to_undo(self._reader.coder)
        return "" if step is None else self.title(self._log.original(step))

    def undo(self) -> Outcome[str]:
        """Take back the last step; return it in words."""
        step = self._log.to_undo(self._reader.coder)
        title = "" if step is None else self.title(self._log.original(step))
        work, _taken = self._log.undo(self._reader.coder)
        return Outcome(title, work.done)

    def redo(self) -> Outcome[str]:
        """Do again what was undone last; return it in words."""
        work, undone = self._log.redo(self._reader.coder)
        return Outcome(self.title(self._log.original(undone)), work.done)

    def undo_several(self, steps: int) -> tuple[str, ...]:
        """Take back so many steps, or none at all; return them in words, the newest first.

        Raises:
            CannotUndo: where not all of them can be taken back; it says how many can, and why no more.
        """
        return self._several(steps, self.undo)

    def redo_several(self, steps: int) -> tuple[str, ...]:
        """Do so many steps again, or none at all; return them in words, in the order they were done.

        Raises:
            CannotUndo: where not all of them can be done again; it says how many can, and why no more.
        """
        return self._several(steps, self.redo)

    def _several(self, steps: int, take: Callable[[], Outcome[str]]) -> tuple[str, ...]:
        titles: list[str] = []
        try:
            with self._store.together():
                for _step in range(steps):
                    titles.append(take().value)
        except CannotUndo as error:
            if not titles:
                raise
            raise CannotUndo(
                N_("Only {count} of these {steps} steps can be taken back or done again, so none was: {why}"),
                count=len(titles),
                steps=steps,
                why=error,
            ) from error
        return tuple(titles)


class _Titles:
    """Tells steps in words, by what is in the project now."""

    def __init__(self, store: Store, log: Log) -> None:
        self._log = log
        self._work = store.read()

    # Looked up when a title first needs them: undoing one coding does not, and there may be thousands of sources.

    @cached_property
    def _codes(self) -> Codebook:
        return self._work.codes.codebook()

    @cached_property
    def _sources(self) -> dict[int, str]:
        return {source.id: source.label for source in self._work.sources.all()}

    def title(self, step: Step) -> str:
        if step.undoes is not None:
            verb = _("Undid: {title}") if step.verb == "undo" else _("Redid: {title}")
            return verb.format(title=self.title(self._log.original(step)))
        template = _WITHOUT_CODE.get(step.verb)
        if template is None:
            return step.verb
        values = {name: self._told(name, value) for name, value in step.args.items() if f"{{{name}}}" in template}
        return _(template).format_map(_Known(values))

    def _told(self, name: str, value: object) -> str:
        if name in {"code", "old"} and isinstance(value, int):
            found = self._codes.by_id.get(CodeId(value))
            return found.name if found else _("a code that is gone")
        if name == "source" and isinstance(value, int):
            return self._sources.get(value, _("a source that is gone"))
        return "–" if value is None else str(value)


class _Known(dict[str, str]):
    """Stands in for what a step did not tell."""

    def __missing__(self, key: str) -> str:
        return "–"
