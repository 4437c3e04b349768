"""The whole check of a project: the file, its links, and every rule that the program relies on.

It reads and never repairs. Texts are looked at one source at a time, so that a large project needs no more
memory than a small one; what it finds names labels and ids, never words.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.exc import DatabaseError

from workbench.domain.checking import Finding
from workbench.i18n import N_
from workbench.storage import check_codebook, check_journal, check_people, check_texts, tables
from workbench.storage.bulk import give_room_back
from workbench.storage.check_names import Said, kind_of, named
from workbench.storage.engine import PRAGMAS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Table

    from workbench.storage.project import Project
    from workbench.storage.rows import Rows

FILE = "file"
"""The kind of a finding that says the file itself is broken."""

_ROOM = 64 * 1024
"""Kibibytes of pages held meanwhile: rows and their indexes are compared in an order that jumps about."""

_MOST_PAGES = 20
"""Messages of SQLite's own check that are passed on; more do not help anyone."""


_LOOKS = (
    (N_("cases, informants and memos"), check_people.check),
    (N_("the codebook"), check_codebook.check),
    (N_("the history"), check_journal.check),
    (N_("the sources"), check_texts.check),
)
"""What is looked at one after the other; where one cannot be read to its end, the others still are."""


def check(project: Project) -> tuple[Finding, ...]:
    """Look at everything in an open project and return what is not as it should be, the worst first."""
    found: list[Finding] = []
    try:
        project.connection.exec_driver_sql(f"PRAGMA cache_size = -{_ROOM}")
        found += check_file(project.connection)
        if not any(finding.kind == FILE for finding in found):
            found += _logical(project.rows())
    except DatabaseError as error:
        found.append(_unreadable(error))
    finally:
        with contextlib.suppress(DatabaseError):
            give_room_back(project.connection, PRAGMAS["cache_size"])
    told = (replace(finding, values={**finding.values, "project": project.name}) for finding in found)
    return tuple(sorted(told, key=lambda finding: not finding.grave))


def check_file(connection: Connection) -> list[Finding]:
    """Return what is wrong with the file itself: its pages, its links and its indexes."""
    try:
        found = [*_pages(connection)]
        if not found:
            found += [*_links(connection), *_indexes(connection)]
    except DatabaseError as error:
        found = [_unreadable(error)]
    return found


def _logical(rows: Rows) -> Iterator[Finding]:
    for what, look in _LOOKS:
        try:
            yield from look(rows)
        except (AttributeError, TypeError, ValueError):
            # A number where a word should be, or the other way round: no rule says what that means.
            yield Finding(
                "values",
                N_("Something that is stored about {what} cannot be read; bring back an earlier copy with: workbench"
                   " restore {project}"),
                {"what": Said(what)},
            )  # fmt: skip


def _unreadable(error: DatabaseError) -> Finding:
    return Finding(
        FILE,
        N_("{project} cannot be read to its end; bring back an earlier copy with: workbench restore {project}"),
        {"reason": str(error.orig)},
    )


def _pages(connection: Connection) -> Iterator[Finding]:
    found = connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_PAGES})").scalars().all()
    if list(found) != ["ok"]:
        yield Finding(
            FILE,
            N_("{project} is damaged; bring back an earlier copy with: workbench restore {project}"),
            {"messages": tuple(found)},
        )


def _links(connection: Connection) -> Iterator[Finding]:
    found: dict[tuple[str, str], list[int]] = {}
    for table, row, target, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.setdefault((table, target), []).append(row)
    for (table, target), rows in found.items():
        yield Finding(
            "link",
            N_("What {thing} belongs to is not there, and should be {target} (as often as this: {count}); bring back an"
               " earlier copy with: workbench restore {project}"),
            {"thing": named(connection, table, rows[0]), "target": kind_of(target), "count": len(rows)},
        )  # fmt: skip


_SLOW = N_("{project} lacks something that keeps it quick; nothing is lost, please report this.")
_NOT_APART = N_(
    "{project} no longer keeps apart what may be there only once; bring back an earlier copy with: workbench restore"
    " {project}"
)


def _indexes(connection: Connection) -> Iterator[Finding]:
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'index'").scalars())
    for table in tables.metadata.sorted_tables:
        kept = _kept_apart(connection, table)
        for index in table.indexes:
            if index.name not in found:
                yield Finding("index", _NOT_APART if index.unique else _SLOW, {"index": index.name})
        for rule in table.constraints:
            columns = frozenset(rule.columns.keys()) if isinstance(rule, UniqueConstraint) else None
            if columns is not None and columns not in kept:
                yield Finding("index", _NOT_APART, {"index": rule.name})


def _kept_apart(connection: Connection, table: Table) -> set[frozenset[str]]:
    """Return the columns whose values, together, the file lets stand in one row only."""
    names = connection.exec_driver_sql(
        'SELECT list.name FROM pragma_index_list(?) AS list WHERE list."unique" AND NOT list.partial', (table.name,)
    ).scalars()
    info = "SELECT name FROM pragma_index_info(?)"
    return {frozenset(connection.exec_driver_sql(info, (name,)).scalars()) for name in names.all()}
