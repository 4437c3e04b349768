"""Bringing texts in, and showing them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.errors import Refused
from workbench.domain.outcomes import Outcome
from workbench.domain.sources import Kind, Source, SourceText, source_label
from workbench.domain.transcript import Role, Turn
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.domain.ids import CaseId, InformantId, SourceId
    from workbench.domain.reading import ReadFile
    from workbench.domain.steps import Reader
    from workbench.services.ports import Keeper, Store, Work


@dataclass(frozen=True, slots=True)
class Speaking:
    """Who a speaker label stands for; `informant` is a reference, made where it is new."""

    label: str
    role: Role
    informant: str = ""
    case: str = ""
    """The case that a new informant belongs to; the source's where empty."""
    informant_role: str = ""
    """What a new informant is: leader, parent …"""


@dataclass(frozen=True, slots=True)
class NewSource:
    """A text that was read, and what is known of it."""

    file: ReadFile
    turns: tuple[Turn, ...]
    kind: Kind = Kind.INTERVIEW
    speakers: tuple[Speaking, ...] = ()
    label: str = ""
    case: str = ""
    date: str = ""
    guide: str = ""
    left_out: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one new source."""

    name: str
    source: SourceId | None
    label: str
    same_as: str = ""
    """The label of a source that has the very same text already; then nothing was added."""


class Sources:
    """The texts of the project."""

    def __init__(self, store: Store, reader: Reader, keeper: Keeper) -> None:
        self._store = store
        self._keeper = keeper
        self._reader = reader

    def all(self) -> tuple[Source, ...]:
        """Return every source, in order."""
        return self._store.read().sources.all()

    def text(self, source: SourceId) -> SourceText:
        """Return a source's text with its turns."""
        return self._store.read().sources.text(source)

    def holding(self, text_hash: str) -> Source | None:
        """Return the source that has the very text with this hash."""
        return next(iter(self._store.read().sources.holding(text_hash)), None)

    def speakers_before(self) -> Mapping[str, tuple[Role, InformantId | None]]:
        """Return who each speaker label stands for in the sources there are; the newest source is believed."""
        sources = self._store.read().sources
        found: dict[str, tuple[Role, InformantId | None]] = {}
        for source in sources.all():
            found |= sources.speakers(source.id)
        return found

    def named(self, label: str) -> Source:
        """Return the source with this label or file name.

        Raises:
            Refused: where there is none.
        """
        found = self._store.read().sources.labelled(label)
        if found is None:
            raise Refused(
                N_("There is no source “{label}” in {project}; list them with: workbench todo"),
                label=label,
                project=self._store.name,
            )
        return found

    def add(self, new: Iterable[NewSource]) -> Outcome[tuple[Added, ...]]:
        """Add texts as one step; one whose very text is in the project already is named and left alone."""
        self._keeper.before_bulk()
        with self._store.step("import", self._reader.coder) as work:
            adding = Adding(work)
            added = tuple(adding.one(source) for source in new)
            work.tell(sources=[found.source for found in added if found.source is not None])
        return Outcome(added, work.done)

    def assign_speakers(self, source: SourceId, speakers: Sequence[Speaking]) -> Outcome[int]:
        """Say who the labels of a source stand for; return how many that changed."""
        with self._store.step("name speakers", self._reader.coder, {"source": source}) as work:
            known = work.sources.speakers(source)
            changed = 0
            for speaking in speakers:
                if speaking.label not in known:
                    raise Refused(N_("Nobody is labelled “{label}” in this source."), label=speaking.label)
                informant = informant_named(work, speaking.informant, None) if speaking.informant else None
                changed += work.sources.change_speaker(source, speaking.label, speaking.role, informant)
        return Outcome(changed, work.done)


class Adding:
    """Adds sources within one step, remembering labels as it goes."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._taken = set(work.sources.labels())
        self._folded = {label.casefold() for label in self._taken}

    def one(self, new: NewSource) -> Added:
        """Add a text; one that is in the project already is named and left alone."""
        work = self._work
        twins = work.sources.holding(new.file.text_hash)
        if twins:
            return Added(new.file.name, None, "", twins[0].label)
        case = case_named(work, new.case)
        speakers = [
            (found.label, found.role, _informant(work, found, case) if found.informant else None)
            for found in new.speakers
        ]
        references = list(dict.fromkeys(s.informant for s in new.speakers if s.informant and _speaks(s, new.turns)))
        label = new.label or source_label(new.kind, references, self._folded)
        if label in self._taken:
            raise Refused(
                N_("There is a source “{label}” already; give {file} another label."), label=label, file=new.file.name
            )
        self._taken.add(label)
        self._folded.add(label.casefold())
        source = work.sources.add(
            label=label,
            kind=new.kind,
            name=new.file.name,
            case=case,
            date=new.date,
            guide=new.guide,
            left_out=new.left_out,
        )
        self._text(source, new, speakers)
        return Added(new.file.name, source, label)

    def _text(self, source: SourceId, new: NewSource, speakers: Sequence[tuple[str, Role, InformantId | None]]) -> None:
        file, sources = new.file, self._work.sources
        rows = sources.add_speakers(source, _with_the_unnamed(speakers, new.turns))
        revision = sources.add_revision(
            source,
            file.text_hash,
            file.text,
            characters=len(file.text),
            words=sum(turn.words for turn in new.turns),
            encoding=file.encoding,
            original_hash=file.sha256,
            original_size=file.size,
            offset_map=file.map_json,
            report="",
        )
        sources.add_turns(source, revision, new.turns, rows)


def _speaks(speaking: Speaking, turns: Sequence[Turn]) -> bool:
    return any(turn.label == speaking.label for turn in turns)


def _with_the_unnamed(
    speakers: Sequence[tuple[str, Role, InformantId | None]], turns: Sequence[Turn]
) -> list[tuple[str, Role, InformantId | None]]:
    """Add a speaker who is unknown for every label in the text that nobody was named for."""
    named = {label for label, _role, _informant in speakers}
    missing = dict.fromkeys(turn.label for turn in turns if turn.label and turn.label not in named)
    return [*speakers, *((label, Role.UNKNOWN, None) for label in missing)]


def _informant(work: Work, speaking: Speaking, case: CaseId | None) -> InformantId:
    """Return the informant who speaks, made and described where it is new."""
    known = work.informants.labelled(speaking.informant)
    if known is not None:
        return known.id
    made = work.informants.add(speaking.informant, case_named(work, speaking.case) or case)
    if speaking.informant_role:
        work.informants.change(made.id, role=speaking.informant_role)
    return made.id


def case_named(work: Work, label: str) -> CaseId | None:
    """Return the case called `label`, made where it is new; None where the label is empty."""
    if not label:
        return None
    found = work.cases.labelled(label) or work.cases.add(label, label)
    return found.id


def informant_named(work: Work, label: str, case: CaseId | None) -> InformantId:
    """Return the informant with this reference; a new one belongs to `case`."""
    found = work.informants.labelled(label) or work.informants.add(label, case)
    return found.id
