"""Bringing in the tables of a study: cases, informants, what is known of sources, and what is finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.outcomes import Outcome
from workbench.domain.steps import Reader
from workbench.i18n import N_
from workbench.services.bringing_in import Cell, RowsIn, TableIn
from workbench.services.describing import describe, source_of
from workbench.services.sources import Added, Adding, NewSource, case_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.people import Attribute, Case, Informant
    from workbench.domain.tables import CaseRow, FinishedRow, InformantRow, SourceRow, Table
    from workbench.services.ports import Keeper, Store, Work


NO_SUCH_SOURCE = N_("There is no source {source} here.")
NO_SUCH_VERSION = N_("The codebook has no version {version} yet.")
LATER_STAMP = N_("{source} is finished for codebook {stamped} already, and is not set back to {version}.")


class ListedTexts(NamedTuple):
    """Texts that were read, and the table that lists them, a row for each; no table where they were named by hand."""

    new: tuple[NewSource, ...]
    table: Table[SourceRow] | None


@dataclass(frozen=True, slots=True)
class SourcesIn:
    """What became of texts, and of what tables say of them."""

    added: tuple[Added, ...]
    """One for each text, in order."""
    tables: tuple[TableIn, ...]
    """One for each table, in order; a text that is new counts in none of them."""


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
            rows = RowsIn(work, "case", table)
            for row in table.rows:
                _case_in(work, rows, row)
            told = rows.told()
            work.tell(made=told.made, changed=told.changed)
        return Outcome(told, work.done)

    def bring_in_informants(self, table: Table[InformantRow]) -> Outcome[TableIn]:
        """Make and describe informants as `informants.csv` says, as one step; a case that is new is made."""
        self._keeper.before_bulk()
        with self._store.step("bring in informants", self._reader.coder) as work:
            rows = RowsIn(work, "informant", table)
            for row in table.rows:
                _informant_in(work, rows, row)
            told = rows.told()
            work.tell(made=told.made, changed=told.changed)
        return Outcome(told, work.done)

    def bring_in_sources(self, listed: Sequence[ListedTexts]) -> Outcome[SourcesIn]:
        """Add texts and describe those that are in the project already, all as one step."""
        self._keeper.before_bulk()
        held = self._store.read().sources.holding
        fresh = any(not held(new.file.text_hash) for texts in listed for new in texts.new)
        with self._store.step("import" if fresh else "describe sources", self._reader.coder) as work:
            adding = Adding(work)
            added = [[adding.one(new) for new in texts.new] for texts in listed]
            tables = [
                _described(work, texts.table, found)
                for texts, found in zip(listed, added, strict=True)
                if texts.table is not None
            ]
            every = tuple(found for some in added for found in some)
            news = [found.source for found in every if found.source is not None]
            work.tell(sources=news, changed=sum(told.changed for told in tables))
        return Outcome(SourcesIn(every, tuple(tables)), work.done)

    def describe_sources(self, table: Table[SourceRow]) -> Outcome[TableIn]:
        """Change what is known of sources that are in the project already, as one step.

        Rows of files that are not in the project are listed; those files come in with `bring_in_sources`.
        """
        self._keeper.before_bulk()
        with self._store.step("describe sources", self._reader.coder) as work:
            rows = RowsIn(work, "source", table)
            for row in table.rows:
                source = source_of(work, row)
                if source is None:
                    rows.keep_out(row.line, NO_SUCH_SOURCE, source=row.file)
                else:
                    describe(work, rows, row, source, new=False)
            told = rows.told()
            work.tell(changed=told.changed)
        return Outcome(told, work.done)

    def bring_in_finished(self, table: Table[FinishedRow]) -> Outcome[TableIn]:
        """Stamp sources as finished as `finished.csv` says, as one step; coders and rounds that are new are made."""
        self._keeper.before_bulk()
        with self._store.step("bring in finished", self._reader.coder) as work:
            rows = RowsIn(work, "finished", table)
            for row in table.rows:
                _finished_in(work, rows, row, self._reader)
            told = rows.told()
            work.tell(made=told.made, changed=told.changed)
        return Outcome(told, work.done)


def _case_in(work: Work, rows: RowsIn, row: CaseRow) -> None:
    known = work.cases.labelled(row.case)
    case = known or work.cases.add(row.case, row.name)
    rows.once(case.id, row.line, row.case)
    values = rows.values(Cell("name", "name", case.name, row.name, not row.name))
    changed = work.cases.change(case.id, **values)
    changed |= rows.put_attributes(case.id, row.attributes)
    rows.count(new=known is None, changed=changed)


def _informant_in(work: Work, rows: RowsIn, row: InformantRow) -> None:
    known = work.informants.labelled(row.informant)
    informant = known or work.informants.add(row.informant)
    rows.once(informant.id, row.line, row.informant)
    values = rows.values(
        Cell("case", "case_id", informant.case, case_named(work, row.case), not row.case),
        Cell("role", "role", informant.role, row.role, not row.role),
        Cell("department", "department", informant.department, row.department, not row.department),
        Cell("key", "is_key", informant.is_key, bool(row.is_key), row.is_key is None),
        Cell("left_out", "left_out", informant.left_out, row.left_out or None, not row.left_out),
    )
    changed = work.informants.change(informant.id, **values)
    changed |= rows.put_attributes(informant.id, row.attributes)
    rows.count(new=known is None, changed=changed)


def _described(work: Work, table: Table[SourceRow], found: Sequence[Added]) -> TableIn:
    """Describe the sources that the rows of a table became, or were before."""
    rows = RowsIn(work, "source", table)
    for row, added in zip(table.rows, found, strict=True):
        source = work.sources.labelled(added.label or added.same_as)
        if source is not None:
            describe(work, rows, row, source, new=added.source is not None)
    return rows.told()


def _finished_in(work: Work, rows: RowsIn, row: FinishedRow, default: Reader) -> None:
    source = work.sources.labelled(row.source)
    if source is None:
        rows.keep_out(row.line, NO_SUCH_SOURCE, source=row.source)
        return
    if row.codebook > work.codes.version():
        rows.keep_out(row.line, NO_SUCH_VERSION, version=row.codebook)
        return
    reader = reader_named(work, row.coder, row.round, default)
    rows.once((source.id, reader), row.line, row.source)
    stamped = work.finished.version(source.id, reader)
    if stamped is not None and stamped > row.codebook:
        rows.keep_out(row.line, LATER_STAMP, source=source.label, stamped=stamped, version=row.codebook)
        return
    changed = work.finished.stamp(source.id, reader, row.codebook)
    rows.count(new=stamped is None, changed=changed)


def reader_named(work: Work, coder: str, round_name: str, default: Reader) -> Reader:
    """Return coder and round by name, made where they are new; an empty name means that of `default`."""
    found_coder = default.coder if not coder else (work.coders.named(coder) or work.coders.add(coder)).id
    found_round = default.round if not round_name else (work.rounds.named(round_name) or work.rounds.add(round_name)).id
    return Reader(found_coder, found_round)
