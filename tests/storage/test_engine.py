"""Every connection is set as DESIGN.md §4 says, whatever it is for, and files belong to their owner only."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from workbench.storage import backups, opening
from workbench.storage.copies import connected
from workbench.storage.engine import APPLICATION_ID, PRAGMAS, open_engine

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection

    from tests.storage.studies import Study

SAID = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "busy_timeout": 5000,
    "locking_mode": "normal",
}
"""DESIGN.md §4, written here a second time on purpose."""


def answers(connection: Connection) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in SAID:
        value = connection.exec_driver_sql(f"PRAGMA {name}").scalar()
        # Without memory mapping built in there is no answer, and no mapping.
        found[name] = 0 if name == "mmap_size" and value is None else value
    return found


def test_the_settings_are_those_of_the_design() -> None:
    assert {name: PRAGMAS[name] for name in SAID} == SAID


def test_every_connection_answers_with_the_settings(study: Study) -> None:
    assert answers(study.project.connection) == SAID
    with study.project.engine.connect() as connection:
        assert answers(connection) == SAID
    with study.project.engine.connect().execution_options(step=True) as connection, connection.begin():
        assert answers(connection) == SAID
    with study.project.step("test", study.reader().coder) as work:
        assert answers(work.writer.connection) == SAID
    with connected(study.path) as connection:
        assert answers(connection) == SAID
    reading = opening.open_for_reading(study.path)
    try:
        assert not reading.writable
        assert answers(reading.connection) == SAID
    finally:
        reading.close()


def test_the_file_says_what_it_is(study: Study) -> None:
    assert study.project.connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
    assert study.project.connection.exec_driver_sql("PRAGMA encoding").scalar() == "UTF-8"


def test_reading_takes_no_lock(study: Study) -> None:
    study.project.connection.exec_driver_sql("SELECT count(*) FROM coding").scalar_one()
    assert not study.project.connection.connection.driver_connection.in_transaction  # type: ignore[union-attr]


@pytest.mark.skipif(os.name != "posix", reason="modes are those of POSIX")
def test_files_are_for_their_owner_only_under_any_umask(tmp_path: Path) -> None:
    from tests.storage.studies import Study

    before = os.umask(0)
    try:
        study = Study(tmp_path / "p.workbench").filled()
        reading = opening.open_for_reading(study.path)
        backups.back_up(study.path)
        reading.close()
        study.close()
    finally:
        os.umask(before)
    modes = {file.relative_to(tmp_path).as_posix(): stat.S_IMODE(file.stat().st_mode) for file in tmp_path.rglob("*")}
    assert modes.pop("p.backups") == 0o700
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("name", ["med mellomrom", "å?b", "a#b", "50%", "æ&ø=å", "it's", 'q"q', "%41"])
def test_any_name_of_file_and_folder_works(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    path = folder / f"{name}.workbench"
    opening.create(path).close()
    opening.open_for_writing(path).close()
    backups.back_up(path)
    engine = open_engine(path, read_only=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM step").scalar_one() == 0
    engine.dispose()
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_project_at_rest_is_one_file(study: Study) -> None:
    study.project.close()
    assert sorted(file.name for file in study.path.parent.iterdir()) == [".prøve.lock", "prøve.workbench"]
