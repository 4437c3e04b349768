"""The whole check of a project: the file, its links, and every rule that the program relies on.

It reads and never repairs. Texts are looked at one source at a time, so that a large project needs no more
memory than a small one; what it finds names labels and ids, never words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DatabaseError

from workbench.domain.checking import Finding
from workbench.i18n import N_
from workbench.storage import check_codebook, check_journal, check_people, check_texts, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from workbench.storage.project import Project
    from workbench.storage.rows import Rows

FILE = "file"
"""The kind of a finding that says the file itself is broken."""

_MOST_PAGES = 20
"""Messages of SQLite's own check that are passed on; more do not help anyone."""


def check(project: Project) -> tuple[Finding, ...]:
    """Look at everything in an open project and return what is not as it should be, the worst first."""
    found: list[Finding] = []
    try:
        found += check_file(project.connection)
        if not any(finding.kind == FILE for finding in found):
            found += _logical(project.rows())
    except DatabaseError as error:
        found.append(_unreadable(error))
    return tuple(sorted(found, key=lambda finding: not finding.grave))


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
    yield from check_people.check(rows)
    yield from check_codebook.check(rows)
    yield from check_journal.check(rows)
    yield from check_texts.check(rows)


def _unreadable(error: DatabaseError) -> Finding:
    return Finding(FILE, N_("The file cannot be read to its end ({reason})."), {"reason": str(error.orig)})


def _pages(connection: Connection) -> Iterator[Finding]:
    for message in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST_PAGES})").scalars():
        if message != "ok":
            yield Finding(FILE, N_("The file is damaged: {message}"), {"message": message})


def _links(connection: Connection) -> Iterator[Finding]:
    for table, row, target, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Finding(
            "link",
            N_("{table} {id} points to a {target} that is not there."),
            {"table": table, "id": row, "target": target},
        )


def _indexes(connection: Connection) -> Iterator[Finding]:
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_schema WHERE type = 'index'").scalars())
    for table in tables.metadata.sorted_tables:
        for index in table.indexes:
            if index.name not in found:
                yield Finding(
                    "index",
                    N_("The index {index} of {table} is missing."),
                    {"index": index.name, "table": table.name},
                )
