"""A project of an older schema is brought up to date whole, or stays as it was; and the schema is one everywhere."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from tests.storage.studies import TickingClock
from workbench import operating_system
from workbench.domain.access import Access
from workbench.domain.errors import CannotUndo, ProjectUnusable
from workbench.storage import backups, opening, schema, tables, upgrading
from workbench.storage.check import check
from workbench.storage.engine import PRAGMAS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.storage.studies import Study

MADE_UP = Path(__file__).parent / "made_up_migrations"


def structure(path: Path) -> dict[str, str]:
    """Return what the file's tables and indexes are made of, white space and quotes apart."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {name: re.sub(r'[\s"]+', "", sql) for name, sql in rows}


def clauses(written: str) -> list[str]:
    head, body = written.split("(", 1)
    return [head, *sorted(re.split(r",(?![^(]*\))", body.removesuffix(")")))]


def counted(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: connection.execute(
                "SELECT {} FROM {!r} ORDER BY 1".format(", ".join(f'"{column.name}"' for column in table.columns), name)
            ).fetchall()
            for name, table in tables.metadata.tables.items()
            if name != "horizon"
        }


# -- the first schema


def test_migrations_from_nothing_make_the_schema_of_a_new_file(tmp_path: Path) -> None:
    opening.create(tmp_path / "new.workbench").close()
    engine = create_engine(f"sqlite:///{tmp_path / 'migrated.db'}")
    with engine.connect() as connection, connection.begin():
        upgrading.run(connection)
    engine.dispose()
    made, migrated = structure(tmp_path / "new.workbench"), structure(tmp_path / "migrated.db")
    made.pop("table alembic_version"), migrated.pop("table alembic_version")
    assert made.keys() == migrated.keys()
    for name, written in made.items():
        # Clauses may come in another order; what is in them may not differ.
        assert clauses(written) == clauses(migrated[name]), name


def test_the_stamp_of_the_program_is_that_of_the_newest_migration() -> None:
    assert upgrading.newest_stamp() == schema.STAMP == schema.KNOWN_STAMPS[-1]


def test_the_same_tables_can_be_made_in_postgresql() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in tables.metadata.sorted_tables:
        written = str(CreateTable(table).compile(dialect=dialect))
        assert "CREATE TABLE" in written
        if "id" in table.columns:
            assert re.search(r"\bid BIG(INT|SERIAL)", written), table.name
        for index in table.indexes:
            assert re.match("CREATE (UNIQUE )?INDEX", str(CreateIndex(index).compile(dialect=dialect)))


def test_alembic_is_not_loaded_where_the_stamp_is_new(tmp_path: Path) -> None:
    path = tmp_path / "p.workbench"
    opening.create(path).close()
    script = (
        "import sys, pathlib\n"
        "from workbench.storage import opening, backups, check\n"
        f"project = opening.open_for_writing(pathlib.Path({str(path)!r}))\n"
        "check.check(project); backups.backup_if_changed(project.path); project.close()\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'alembic', 'mako'}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=Path.cwd())
    assert done.stdout.strip() == "[]"


# -- a made-up second one


@pytest.fixture
def newer(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the program be one whose newest schema is the made-up second one, and the study older than it."""
    assert study.path.exists()
    monkeypatch.setattr(schema, "STAMP", "0002")
    monkeypatch.setattr(schema, "KNOWN_STAMPS", ("0001", "0002"))
    monkeypatch.setattr(schema, "schema_differences", lambda _connection: [])
    real, change = upgrading.bring_up_to_date, upgrading.migrate
    monkeypatch.setattr(upgrading, "migrate", lambda file, at, also=(): change(file, at, also or [MADE_UP]))
    monkeypatch.setattr(upgrading, "bring_up_to_date", lambda path, clock: real(path, clock=clock, also=[MADE_UP]))


@pytest.mark.usefixtures("newer")
def test_a_filled_project_is_brought_up_to_date_with_every_row(study: Study) -> None:
    study.project.close()
    before, rows = counted(study.path), rows_of(study.path)
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    after = counted(study.path)
    assert after.pop("summary") == 0
    assert after.pop("horizon") == before.pop("horizon") + 1
    assert after == before
    assert rows_of(study.path) == rows
    connection = study.project.connection
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert connection.exec_driver_sql("SELECT count(*) FROM code WHERE note = name").scalar_one() == 5
    assert schema.stamp_of(connection, "x") == "0002"
    assert len(backups.list_backups(study.path)) == 1
    assert sorted(file.name for file in study.path.parent.iterdir()) == [
        ".prøve.lock",
        "prøve.backups",
        "prøve.workbench",
    ]
    assert study.path.stat().st_mode & 0o777 == 0o600
    assert [finding for finding in check(study.project) if finding.kind != "index"] == []


@pytest.mark.usefixtures("newer")
def test_nothing_before_can_be_undone_and_the_reason_is_given(study: Study) -> None:
    study.reopen()
    with pytest.raises(CannotUndo, match="brought up to date then"):
        study.desk().history.undo()
    study.desk().codebook.add("Etter")
    study.desk().history.undo()


@pytest.mark.usefixtures("newer")
def test_the_copy_that_was_made_first_is_the_old_file(study: Study) -> None:
    study.project.close()
    rows = rows_of(study.path)
    opening.open_for_writing(study.path).close()
    (backup,) = backups.list_backups(study.path)
    assert rows_of(backup.path) == rows
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    study.project = opening.open_for_writing(study.path)


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize(
    "failing",
    ["raise ValueError('no')", "op.execute('SELECT * FROM nowhere')", "op.execute('UPDATE coding SET code_id = 77')"],
)
def test_a_change_that_fails_leaves_the_file_as_it_was(
    study: Study, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failing: str
) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    script = (MADE_UP / "0002_made_up.py").read_text(encoding="utf-8")
    (broken / "0002_broken.py").write_text(f"{script}    {failing}\n", encoding="utf-8")
    monkeypatch.undo()
    study.project.close()
    before = study.path.read_bytes()
    expected = ValueError if "ValueError" in failing else ProjectUnusable
    with pytest.raises(expected):
        upgrading.bring_up_to_date(study.path, clock=TickingClock(), also=[broken])
    assert study.path.read_bytes() == before
    assert sorted(file.name for file in study.path.parent.iterdir()) == [
        ".prøve.lock",
        "prøve.backups",
        "prøve.workbench",
    ]
    study.project = opening.open_for_writing(study.path)


def test_a_project_that_is_damaged_is_not_changed(study: Study) -> None:
    study.project.close()
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE text SET body = 'other'")
    before = study.path.read_bytes()
    with pytest.raises(ProjectUnusable, match="does not pass the check"):
        upgrading.bring_up_to_date(study.path, clock=TickingClock(), also=[MADE_UP])
    assert study.path.read_bytes() == before
    study.project = opening.open_for_writing(study.path)


@pytest.mark.usefixtures("newer")
@pytest.mark.parametrize("held", [True, False])
def test_an_old_project_is_read_from_a_copy_that_was_brought_up_to_date(study: Study, held: bool) -> None:
    if not held:
        study.project.close()
    before = {file.name: file.read_bytes() for file in study.path.parent.iterdir()}
    reading = opening.open_for_reading(study.path, clock=study.clock)
    assert schema.stamp_of(reading.connection, "x") == "0002"
    assert reading.access is (Access.ELSEWHERE if held else Access.OLDER)
    assert reading.connection.exec_driver_sql("SELECT count(*) FROM code WHERE note = name").scalar_one() == 5
    with pytest.raises(ProjectUnusable), reading.step("test", study.reader().coder):
        pass
    reading.close()
    assert {file.name: file.read_bytes() for file in study.path.parent.iterdir()} == before
    if not held:
        study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)


# -- one hand on the file, and a death in the middle


def connected_to(path: Path) -> int:
    """Count the descriptors of this process on a file."""
    found = 0
    for link in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            found += link.resolve() == path.resolve()
    return found


@pytest.mark.usefixtures("newer")
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="asks Linux which files are open")
def test_the_old_connection_is_closed_before_the_changes_begin(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    study.project.close()
    assert connected_to(study.path) == 0
    seen: list[int] = []
    change, put = upgrading.migrate, operating_system.replace_durably

    def migrate(file: Path, at: str, also: Sequence[Path] = ()) -> None:
        seen.append(connected_to(study.path))
        change(file, at, also)

    def replace(new: Path, old: Path) -> None:
        seen.extend((connected_to(new), connected_to(old)) if old == study.path else ())
        put(new, old)

    monkeypatch.setattr(upgrading, "migrate", migrate)
    monkeypatch.setattr(operating_system, "replace_durably", replace)
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    assert seen == [0, 0, 0]
    assert connected_to(study.path) == 1


@pytest.mark.usefixtures("newer")
def test_the_settings_of_the_connection_hold_after_an_upgrade(study: Study) -> None:
    study.reopen()
    answers = {name: study.project.connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert {name: answers[name] for name in PRAGMAS if name != "mmap_size"} == {
        name: value for name, value in PRAGMAS.items() if name != "mmap_size"
    }
    assert not answers["mmap_size"]


DEATHS = {
    "while the file is copied": "copies.copy_into = die",
    "in the middle of a change": "",
    "before the check": "upgrading._must_hold = die",
    "before it takes its place": "operating_system.replace_durably = die",
    "after it took its place": "operating_system.sync_folder = die",
}


@pytest.mark.skipif(os.name != "posix", reason="kills itself as POSIX does")
@pytest.mark.parametrize("moment", DEATHS)
def test_a_death_in_the_middle_leaves_the_old_file_or_the_new_one(study: Study, tmp_path: Path, moment: str) -> None:
    study.project.close()
    before, rows = study.path.read_bytes(), rows_of(study.path)
    folder = tmp_path / "changes"
    folder.mkdir()
    dying = "" if DEATHS[moment] else "    import os, signal; os.kill(os.getpid(), signal.SIGKILL)\n"
    (folder / "0002.py").write_text((MADE_UP / "0002_made_up.py").read_text("utf-8") + dying, "utf-8")
    done = subprocess.run(
        [
            sys.executable, "-c",
            ("import os, pathlib, signal\n"
            "from tests.storage.studies import TickingClock\n"
            "from workbench import operating_system\n"
            "from workbench.storage import backups, copies, upgrading\n"
            "def die(*_): os.kill(os.getpid(), signal.SIGKILL)\n"
            "backups.back_up = lambda *_, **__: None\n"
            f"{DEATHS[moment]}\n"
            f"upgrading.bring_up_to_date(pathlib.Path({str(study.path)!r}), clock=TickingClock(),"
            f" also=[pathlib.Path({str(folder)!r})])\n"),
        ],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr
    if moment == "after it took its place":
        with closing(sqlite3.connect(study.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
        assert rows_of(study.path) == rows
        study.path.write_bytes(before)
    assert study.path.read_bytes() == before
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    assert rows_of(study.path) == rows
    assert sorted(file.name for file in study.path.parent.iterdir()) == [".prøve.lock", "prøve.workbench"]


def test_a_newer_file_is_refused(study: Study) -> None:
    study.project.close()
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = study.path.read_bytes()
    with pytest.raises(ProjectUnusable, match="newer Interview Workbench"):
        opening.open_for_writing(study.path)
    assert study.path.read_bytes() == before
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    study.project = opening.open_for_writing(study.path)
