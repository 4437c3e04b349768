"""Bringing in the tables of a study: cases, informants, what is known of sources, and what is finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from workbench.domain.errors import Refused
from workbench.domain.outcomes import Outcome
from workbench.domain.steps import Reader
from workbench.domain.tables import RowProblem
from workbench.i18n import N_
from workbench.services.sources import case_named, informant_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from workbench.domain.attributes import AttributeColumn
    from workbench.domain.people import Attribute, Case, Informant
    from workbench.domain.tables import CaseRow, FinishedRow, InformantRow, SourceRow, Table
    from workbench.services.ports import Keeper, Store, Work


NO_SUCH_VERSION = N_("The codebook has no version {version} yet.")


@dataclass(frozen=True, slots=True)
class TableIn:
    """What became of a table's rows."""

    made: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: tuple[RowProblem, ...] = ()


class StudyService:
    """The tables around the texts.

    Args:
        store: the project.
        reader: who brings them in.
    """

    def __init__(self, store: Store, reader: Reader, keeper: Keeper) -> None:
        self._store = store
        self._keeper = keeper
        self._reader = reader

    def cases(self) -> tuple[Case, ...]:
        """Return every case, in order."""
        return self._store.read().cases.all()

    def informants(self) -> tuple[Informant, ...]:
        """Return every informant, in order."""
        return self._store.read().informants.all()

    def attributes(self) -> tuple[Attribute, ...]:
        """Return every attribute of cases, informants and sources, in order."""
        return self._store.read().attributes.all()

    def bring_in_cases(self, table: Table[CaseRow]) -> Outcome[TableIn]:
        """Make and describe cases as `cases.csv` says, as one step."""
        self._keeper.before_bulk()
        with self._store.step("bring in cases", self._reader.coder) as work:
            tally = _Tally()
            attributes = _declared(work, "case", table.attributes)
            for row in table.rows:
                known = work.cases.labelled(row.case)
                case = known or work.cases.add(row.case, row.name)
                changed = known is not None and bool(row.name) and known.name != row.name
                if changed:
                    work.cases.rename(case.id, row.name)
                changed |= _valued(work, attributes, case.id, row.attributes)
                tally.count(new=known is None, changed=changed)
            work.tell(made=tally.made, changed=tally.changed)
        return Outcome(tally.told(table.problems), work.done)

    def bring_in_informants(self, table: Table[InformantRow]) -> Outcome[TableIn]:
        """Make and describe informants as `informants.csv` says, as one step; a case that is new is made."""
        self._keeper.before_bulk()
        with self._store.step("bring in informants", self._reader.coder) as work:
            tally = _Tally()
            attributes = _declared(work, "informant", table.attributes)
            for row in table.rows:
                known = work.informants.labelled(row.informant)
                informant = known or work.informants.add(row.informant)
                changed = work.informants.change(
                    informant.id,
                    case_id=case_named(work, row.case),
                    role=row.role,
                    department=row.department,
                    is_key=row.is_key,
                    left_out=row.left_out or None,
                )
                changed |= _valued(work, attributes, informant.id, row.attributes)
                tally.count(new=known is None, changed=changed)
            work.tell(made=tally.made, changed=tally.changed)
        return Outcome(tally.told(table.problems), work.done)

    def describe_sources(self, table: Table[SourceRow]) -> Outcome[TableIn]:
        """Change what is known of sources that are in the project already, as one step.

        Rows of files that are not in the project are listed; those files come in with `import`.
        """
        self._keeper.before_bulk()
        with self._store.step("describe sources", self._reader.coder) as work:
            tally, problems = _Tally(), list(table.problems)
            attributes = _declared(work, "source", table.attributes)
            for row in table.rows:
                source = work.sources.labelled(row.source or row.file) or work.sources.labelled(row.file)
                if source is None:
                    problems.append(RowProblem(row.line, N_("There is no source {source} here."), {"source": row.file}))
                    continue
                values: dict[str, Any] = {"date": row.date, "guide": row.guide, "left_out": row.left_out or None}
                if row.case:
                    values["case_id"] = case_named(work, row.case)
                changed = work.sources.change(source.id, **values)
                known = work.sources.speakers(source.id)
                for speaker in row.speakers:
                    if speaker.label in known:
                        who = informant_named(work, speaker.informant, None) if speaker.informant else None
                        changed |= work.sources.change_speaker(source.id, speaker.label, speaker.role, who)
                changed |= _valued(work, attributes, source.id, row.attributes)
                tally.count(new=False, changed=changed)
            work.tell(changed=tally.changed)
        return Outcome(tally.told(problems), work.done)

    def bring_in_finished(self, table: Table[FinishedRow]) -> Outcome[TableIn]:
        """Stamp sources as finished as `finished.csv` says, as one step; coders and rounds that are new are made."""
        self._keeper.before_bulk()
        with self._store.step("bring in finished", self._reader.coder) as work:
            tally, problems = _Tally(), list(table.problems)
            version = work.codes.version()
            for row in table.rows:
                source = work.sources.labelled(row.source)
                if source is None:
                    problems.append(
                        RowProblem(row.line, N_("There is no source {source} here."), {"source": row.source})
                    )
                    continue
                if row.codebook > version:
                    problems.append(RowProblem(row.line, NO_SUCH_VERSION, {"version": row.codebook}))
                    continue
                news = work.finished.stamp(
                    source.id, reader_named(work, row.coder, row.round, self._reader), row.codebook
                )
                tally.count(new=news, changed=False)
            work.tell(made=tally.made)
        return Outcome(tally.told(problems), work.done)


class _Tally:
    """Counts what became of rows."""

    def __init__(self) -> None:
        self.made = self.changed = self.unchanged = 0

    def count(self, *, new: bool, changed: bool) -> None:
        if new:
            self.made += 1
        elif changed:
            self.changed += 1
        else:
            self.unchanged += 1

    def told(self, problems: Sequence[RowProblem]) -> TableIn:
        in_order = sorted(problems, key=lambda problem: problem.line)
        return TableIn(self.made, self.changed, self.unchanged, tuple(in_order))


def reader_named(work: Work, coder: str, round_name: str, default: Reader) -> Reader:
    """Return coder and round by name, made where they are new; an empty name means that of `default`."""
    found_coder = default.coder if not coder else (work.coders.named(coder) or work.coders.add(coder)).id
    found_round = default.round if not round_name else (work.rounds.named(round_name) or work.rounds.add(round_name)).id
    return Reader(found_coder, found_round)


def _declared(work: Work, subject: str, columns: Iterable[AttributeColumn]) -> Mapping[str, Attribute]:
    """Return the attributes that a table's headings declare, made or retyped where needed."""
    found: dict[str, Attribute] = {}
    for column in columns:
        known = work.attributes.named(subject, column.name)
        if known is None:
            found[column.name] = work.attributes.add(subject, column.name, column.type.value, column.choices)
            continue
        if known.type != column.type.value and work.attributes.values(known):
            raise Refused(
                N_("The column {name} is of the type {old} in this project; write {name}:{old}."),
                name=column.name,
                old=known.type,
            )
        work.attributes.retype(known, column.type.value, column.choices)
        found[column.name] = known
    return found


def _valued(work: Work, attributes: Mapping[str, Attribute], subject: int, values: Mapping[str, str]) -> bool:
    changed = False
    for name, attribute in attributes.items():
        changed |= work.attributes.put(attribute, subject, values.get(name, ""))
    return changed
