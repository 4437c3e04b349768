"""What findings call the things they are about: by the ids, labels and names that the student knows, never by rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from workbench.domain.naming import shown
from workbench.i18n import N_, _
from workbench.storage import tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, Select, Table


@dataclass(frozen=True, slots=True)
class Said:
    """A few words inside a finding's sentence, in the language in which it is shown."""

    template: str
    """English, marked for translation, with `{names}` for the values."""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


_KINDS: Mapping[str, str] = {
    "attribute": N_("a property"),
    "case": N_("a case"),
    "code": N_("a code"),
    "coder": N_("a coder"),
    "coding": N_("a coding"),
    "informant": N_("an informant"),
    "item": N_("an item"),
    "memo": N_("a memo"),
    "passage": N_("a passage"),
    "round": N_("a reading"),
    "source": N_("a source"),
    "speaker": N_("a speaker"),
    "step": N_("a change"),
    "text": N_("a text"),
    "revision": N_("a text"),
    "turn": N_("a turn"),
    "view": N_("a view"),
}
_SOMETHING = N_("something")

_PLAIN = "{name}"
_QUOTED = N_("“{name}”")


def kind_of(table: str) -> Said:
    """Return what one row of a table is called: "a code"."""
    return Said(_KINDS.get(table, _SOMETHING))


def named(connection: Connection, table: str, row_id: object) -> Said:
    """Return how the student knows a row: “Nedenfra”, BK3, BK3:4b, turn 4 of BK3; "a code" where it has no name.

    Args:
        connection: to the file.
        table: the table's name.
        row_id: the row.
    """
    for template, query in _NAMES.get(table, ()):
        found = connection.execute(query.where(tables.JOURNALLED[table].c.id == row_id)).first()
        if found is not None and all(isinstance(value, str | int) for value in found):
            pairs = found._mapping.items()
            return Said(template, {name: shown(value) if isinstance(value, str) else value for name, value in pairs})
    return kind_of(table)


def _turns() -> Select[Any]:
    turn, revision, source = tables.turn, tables.revision, tables.source
    joined = turn.join(revision, revision.c.id == turn.c.revision_id).join(source, source.c.id == revision.c.source_id)
    return select(turn.c.number, source.c.label.label("source")).select_from(joined)


def _codings() -> Select[Any]:
    coding, code, passage = tables.coding, tables.code, tables.passage
    joined = coding.join(code, code.c.id == coding.c.code_id).join(passage, passage.c.id == coding.c.passage_id)
    return select(code.c.name.label("code"), passage.c.label.label("passage")).select_from(joined)


def _of_source(table: Table) -> Select[Any]:
    return select(tables.source.c.label.label("source")).join(table, table.c.source_id == tables.source.c.id)


def _coded() -> Select[Any]:
    coding, passage = tables.coding, tables.passage
    return select(passage.c.label.label("passage")).join(coding, coding.c.passage_id == passage.c.id)


_NAMES: Mapping[str, Sequence[tuple[str, Select[Any]]]] = {
    **{
        one.name: [(_PLAIN, select(one.c.label.label("name")))]
        for one in (tables.source, tables.case, tables.informant)
    },
    **{
        one.name: [(_QUOTED, select(one.c.name))]
        for one in (tables.code, tables.coder, tables.round_, tables.item, tables.view, tables.attribute)
    },
    "turn": [(N_("turn {number} of {source}"), _turns())],
    "coding": [(N_("“{code}” on {passage}"), _codings()), (N_("a coding on {passage}"), _coded())],
    "passage": [
        (_PLAIN, select(tables.passage.c.label.label("name"))),
        (N_("a passage of {source}"), _of_source(tables.passage)),
    ],
    "speaker": [(N_("a speaker of {source}"), _of_source(tables.speaker))],
    "revision": [(N_("a text of {source}"), _of_source(tables.revision))],
    "memo": [(N_("a memo in {source}"), _of_source(tables.memo))],
    "finished": [(N_("what is finished of {source}"), _of_source(tables.finished))],
}  # fmt: skip
"""For each table what its rows are called and where the name is found, the best first."""
