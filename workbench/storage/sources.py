"""Sources, their revisions, speakers and turns in the project file."""

from __future__ import annotations

import itertools
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, func, insert, select

from workbench.domain.ids import CaseId, InformantId, RevisionId, SourceId, TurnId
from workbench.domain.sources import Kind, PlacedTurn, Source, SourceText
from workbench.domain.transcript import Role, Turn
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from workbench.domain.parts import PartCutter
    from workbench.storage.rows import Rows

_ROLES: dict[str | None, Role] = {None: Role.UNKNOWN, **{role.value: role for role in Role}}

_KINDS = {kind.value: kind for kind in Kind}


class Sources:
    """The texts of the project."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows

    # -- reading

    def all(self) -> tuple[Source, ...]:
        """Return every source with the facts of its current revision, in order."""
        return tuple(map(_source, self._rows.connection.execute(_in_order()).all()))

    def one(self, source: SourceId) -> Source:
        """Return one source."""
        return _source(self._rows.connection.execute(_one(), {"source": source}).one())

    def labels(self) -> frozenset[str]:
        """Return every label in use."""
        return frozenset(self._rows.connection.execute(select(tables.source.c.label)).scalars())

    def labelled(self, label: str) -> Source | None:
        """Return the source with this short label, else the only one whose file had this name."""
        exact = self._rows.connection.execute(_labelled(), {"label": label}).one_or_none()
        if exact is not None:
            return _source(exact)
        named = self._rows.connection.execute(_named(), {"label": label}).all()
        return _source(named[0]) if len(named) == 1 else None

    def text(self, source: SourceId) -> SourceText:
        """Return the current text of a source with its turns."""
        return self._kept(source)[0]

    def cutter(self, source: SourceId) -> PartCutter:
        """Return what cuts passages of a source's current text into parts."""
        return self._kept(source)[1]

    def _kept(self, source: SourceId) -> tuple[SourceText, PartCutter]:
        kept = self._rows.shelf.get(source)
        if kept is not None:
            return kept
        found = self.one(source)
        body = self._rows.connection.execute(_body(), {"revision": found.revision}).scalar_one()
        return self._rows.shelf.put(SourceText(found, body, self.turns(found.revision)))

    def turns(self, revision: RevisionId) -> tuple[PlacedTurn, ...]:
        """Return the turns of a revision, with who speaks."""
        found = self._rows.connection.execute(_turns(), {"revision": revision}).all()
        return tuple(itertools.starmap(_turn, found))

    def text_hashes(self) -> Mapping[SourceId, str]:
        """Return the hash of every source's current text."""
        revision = tables.revision
        query = select(revision.c.source_id, revision.c.text_hash).order_by(revision.c.source_id, revision.c.number)
        return {SourceId(row.source_id): row.text_hash for row in self._rows.connection.execute(query)}

    def holding(self, text_hash: str) -> tuple[Source, ...]:
        """Return the sources whose current text has this hash."""
        found = self._rows.connection.execute(_holding(), {"text_hash": text_hash})
        return tuple(_source(row) for row in found)

    def speakers(self, source: SourceId) -> Mapping[str, tuple[Role, InformantId | None]]:
        """Return who each label of a source stands for."""
        table = tables.speaker
        query = select(table).where(table.c.source_id == source).order_by(table.c.id)
        return {
            row.label: (Role(row.role), None if row.informant_id is None else InformantId(row.informant_id))
            for row in self._rows.connection.execute(query)
        }

    # -- writing

    def add(self, *, label: str, kind: Kind, name: str, case: CaseId | None = None, **values: Any) -> SourceId:
        """Add a source without text yet; `values` are further columns (date, guide, left_out)."""
        position = self._rows.connection.execute(select(func.count()).select_from(tables.source)).scalar_one()
        row = {
            "guid": self._rows.guid(),
            "label": label,
            "kind": kind.value,
            "name": name,
            "case_id": case,
            "position": position,
            **values,
        }
        source = SourceId(self._rows.writer.insert(tables.source, row))
        self._rows.writer.sources.add(source)
        return source

    def change(self, source: SourceId, **values: Any) -> bool:
        """Change columns of a source: kind, case_id, date, guide, left_out; say whether any differed."""
        return bool(values) and self._rows.writer.update(tables.source, source, source=source, **values)

    def add_speakers(
        self, source: SourceId, speakers: Sequence[tuple[str, Role, InformantId | None]]
    ) -> Mapping[str, int]:
        """Say who each label stands for; return the row ids by label."""
        if not speakers:
            return {}
        rows = [
            {"source_id": source, "label": label, "role": role.value, "informant_id": informant}
            for label, role, informant in speakers
        ]
        first = self._rows.writer.insert_many(tables.speaker, rows, source=source)
        return {label: first + offset for offset, (label, _role, _informant) in enumerate(speakers)}

    def change_speaker(self, source: SourceId, label: str, role: Role, informant: InformantId | None) -> bool:
        """Say that a label stands for somebody else; say whether that differed."""
        query = select(tables.speaker.c.id).where(tables.speaker.c.source_id == source, tables.speaker.c.label == label)
        row_id = self._rows.connection.execute(query).scalar_one()
        return self._rows.writer.update(tables.speaker, row_id, source=source, role=role.value, informant_id=informant)

    def add_revision(self, source: SourceId, text_hash: str, body: str, **values: Any) -> RevisionId:
        """Add the next revision of a source's text.

        Args:
            source: the source.
            text_hash: of the frozen text.
            body: the frozen text.
            values: characters, words, encoding, original_hash, original_size, offset_map, report, parent_id, reason.
        """
        known = self._rows.connection.execute(
            select(tables.text.c.hash).where(tables.text.c.hash == text_hash)
        ).scalar()
        if known is None:
            self._rows.connection.execute(insert(tables.text), {"hash": text_hash, "body": body})
        numbers = select(func.max(tables.revision.c.number)).where(tables.revision.c.source_id == source)
        number = (self._rows.connection.execute(numbers).scalar() or 0) + 1
        row = {"guid": self._rows.guid(), "source_id": source, "number": number, "text_hash": text_hash, **values}
        return RevisionId(self._rows.writer.insert(tables.revision, row, source=source))

    def add_turns(
        self, source: SourceId, revision: RevisionId, turns: Sequence[Turn], speakers: Mapping[str, int]
    ) -> None:
        """Add the turns of a revision; a label without a speaker row is an unknown speaker."""
        if not turns:
            return
        guids = self._rows.guids.new(len(turns))
        columns: dict[str, Sequence[Any]] = {
            "guid": guids,
            "number": [turn.number for turn in turns],
            "start": [turn.start for turn in turns],
            "body_start": [turn.body_start for turn in turns],
            "body_end": [turn.body_end for turn in turns],
            "speaker_id": [speakers.get(turn.label) for turn in turns],
            "words": [turn.words for turn in turns],
        }
        self._rows.writer.insert_columns(tables.turn, columns, {"revision_id": revision}, source=source)


# Each of these is made once: making a query takes longer than answering it.


@cache
def _sources() -> Select[tuple[Any, ...]]:
    revision = tables.revision
    latest = revision.alias("latest")
    newest = select(func.max(latest.c.number)).where(latest.c.source_id == tables.source.c.id).scalar_subquery()
    # In the order of the fields of `Source`.
    one, facts = tables.source.c, (revision.c.id, revision.c.characters, revision.c.words)
    columns = (one.id, one.guid, one.label, one.kind, one.name, one.case_id, *facts, one.date, one.guide, one.left_out)
    current = (revision.c.source_id == one.id) & (revision.c.number == newest)
    return select(*columns).join_from(tables.source, revision, current)


@cache
def _in_order() -> Select[tuple[Any, ...]]:
    return _sources().order_by(tables.source.c.position, tables.source.c.id)


@cache
def _one() -> Select[tuple[Any, ...]]:
    return _sources().where(tables.source.c.id == bindparam("source"))


@cache
def _labelled() -> Select[tuple[Any, ...]]:
    return _sources().where(tables.source.c.label == bindparam("label"))


@cache
def _named() -> Select[tuple[Any, ...]]:
    return _sources().where(tables.source.c.name == bindparam("label"))


@cache
def _holding() -> Select[tuple[Any, ...]]:
    return _sources().where(tables.revision.c.text_hash == bindparam("text_hash"))


@cache
def _body() -> Select[str]:
    revision = tables.revision
    found = select(tables.text.c.body).join(revision, revision.c.text_hash == tables.text.c.hash)
    return found.where(revision.c.id == bindparam("revision"))


@cache
def _turns() -> Select[tuple[Any, ...]]:
    turn, speaker, informant = tables.turn, tables.speaker, tables.informant
    columns = (turn.c.id, turn.c.number, turn.c.start, turn.c.body_start, turn.c.body_end, turn.c.words)
    return (
        select(*columns, speaker.c.label, speaker.c.role, speaker.c.informant_id, informant.c.case_id)
        .select_from(turn.outerjoin(speaker, speaker.c.id == turn.c.speaker_id).outerjoin(informant))
        .where(turn.c.revision_id == bindparam("revision"))
        .order_by(turn.c.number)
    )


def _source(row: Sequence[Any]) -> Source:
    source, guid, label, kind, *rest = row
    return Source(source, guid, label, _KINDS[kind], *rest)


def _turn(  # noqa: PLR0913
    turn: int,
    number: int,
    start: int,
    body_start: int,
    body_end: int,
    words: int,
    label: str | None,
    role: str | None,
    informant: int | None,
    case: int | None,
) -> PlacedTurn:
    who = None if informant is None else InformantId(informant)
    where = None if case is None else CaseId(case)
    return PlacedTurn(TurnId(turn), number, start, body_start, body_end, words, label or "", _ROLES[role], who, where)
