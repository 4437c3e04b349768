"""Making a project file, and knowing one when we see it.

A new file is made whole and stamped; Alembic is imported only where the stamp is an old one. A file is
refused where it is not ours, newer than this program, or holds triggers or views that we did not put there.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from workbench.domain.errors import ProjectUnusable
from workbench.i18n import N_
from workbench.storage import tables, troubles
from workbench.storage.engine import APPLICATION_ID

STAMP = "0001"
"""The schema of this program: the newest revision under `migrations/versions`."""

KNOWN_STAMPS = ("0001",)
"""Every stamp that this program can open, oldest first."""


def create(connection: Connection) -> None:
    """Make every table in an empty file, and stamp it."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    tables.metadata.create_all(connection)
    connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute(text("INSERT INTO alembic_version VALUES (:stamp)"), {"stamp": STAMP})


def stamp_of(connection: Connection, name: str) -> str:
    """Return the file's stamp.

    Args:
        connection: to the file.
        name: the file's name, for the message.

    Raises:
        ProjectUnusable: where the file is not one of ours or holds what we did not put there.
    """
    found = connection.exec_driver_sql("PRAGMA application_id").scalar()
    if found != APPLICATION_ID:
        raise ProjectUnusable(
            N_("{name} is not a project of Interview Workbench; choose a .workbench file."), name=name
        )
    foreign = connection.exec_driver_sql(
        "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"
    ).scalar()
    if foreign:
        raise ProjectUnusable(
            N_("{name} holds instructions that Interview Workbench did not write; ask the sender for a clean copy."),
            name=name,
        )
    stamp = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if stamp is None:
        raise troubles.damaged(name)
    if stamp not in KNOWN_STAMPS:
        raise ProjectUnusable(
            N_("{name} was made by a newer Interview Workbench; install the newest version to open it."), name=name
        )
    return str(stamp)


def schema_differences(connection: Connection) -> list[str]:
    """Name the tables and columns that are missing or unknown, `table` or `table.column`."""
    present = inspect(connection)
    expected = {table.name: {column.name for column in table.columns} for table in tables.metadata.sorted_tables}
    found = {name: {column["name"] for column in present.get_columns(name)} for name in present.get_table_names()}
    found.pop("alembic_version", None)
    differing = sorted(expected.keys() ^ found.keys())
    for name in sorted(expected.keys() & found.keys()):
        differing += sorted(f"{name}.{column}" for column in expected[name] ^ found[name])
    return differing
