"""The power goes at any moment of a coding session: with our settings no acknowledged step is lost.

A recording file system below SQLite notes every write, sync and removal of the session's own statements.
From that, states are made as a disk may hold them after a cut, by the model of SAFETY.md §6: what was synced
is there; a removal lasts from the next sync on; an unsynced write survives, vanishes (40 %) or is torn at 512
bytes (20 %). It is a model and no proof for real hardware.
"""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.storage.studies import TEXT, Study
from workbench.domain.errors import Refused
from workbench.domain.spans import Span
from workbench.storage.engine import PRAGMAS

apsw = pytest.importorskip("apsw")

if TYPE_CHECKING:
    from collections.abc import Iterator

STATES = 300
SECTOR = 512
EXTRA, OFF = 3, 0

Entry = tuple[str, str, int, bytes]
"""What happened, to which file, where, with which bytes; an acknowledgement has the step's number as its place."""


class Recorder(apsw.VFS):  # type: ignore[name-defined, misc]
    """The system's own file access, noting what is written, synced and removed."""

    def __init__(self, log: list[Entry]) -> None:
        self.log = log
        super().__init__("recorder", "", makedefault=False)

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        written = name if isinstance(name, str) or name is None else name.filename()
        if written is not None and not Path(written).exists():
            self.log.append(("create", Path(written).name, 0, b""))
        return RecordedFile(self.log, name, written, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:  # noqa: N802
        super().xDelete(name, sync_folder)
        self.log.append(("remove", Path(name).name, int(sync_folder), b""))


class RecordedFile(apsw.VFSFile):  # type: ignore[name-defined, misc]
    """One file of it."""

    def __init__(self, log: list[Entry], name: Any, written: str | None, flags: list[int]) -> None:
        self.log, self.name = log, Path(written).name if written else "temporary"
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        super().xWrite(data, offset)
        self.log.append(("write", self.name, offset, bytes(data)))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        super().xTruncate(size)
        self.log.append(("truncate", self.name, size, b""))

    def xSync(self, flags: int) -> None:  # noqa: N802
        super().xSync(flags)
        self.log.append(("sync", self.name, 0, b""))


@dataclass
class Disk:
    """What has reached the disk for certain, and what has not yet."""

    lasting: dict[str, bytearray] = field(default_factory=dict)
    waiting: dict[str, list[Entry]] = field(default_factory=dict)
    removals: list[tuple[str, bytearray]] = field(default_factory=list)
    """Removed files whose removal may be forgotten, with what they held for certain, oldest first."""

    def take(self, entry: Entry) -> None:
        what, name, place, _data = entry
        if what == "create":
            self.lasting[name], self.waiting[name] = bytearray(), []
        elif what in {"write", "truncate"}:
            self.waiting.setdefault(name, []).append(entry)
        elif what == "sync":
            for waiting in self.waiting.pop(name, []):
                apply(self.lasting[name], waiting)
            self.removals.clear()
        elif what == "remove":
            self.removals.append((name, self.lasting.pop(name)))
            self.waiting.pop(name, None)
            if place:
                self.removals.clear()

    def after_a_cut(self, chance: random.Random) -> dict[str, bytes]:
        found = {name: bytearray(content) for name, content in self.lasting.items()}
        # Removals happen in order: if one is forgotten, so are all later ones.
        for name, content in self.removals[chance.randint(0, len(self.removals)) :]:
            found.setdefault(name, bytearray(content))
        for name, waiting in self.waiting.items():
            for entry in waiting:
                luck = chance.random()
                if luck < 0.4:
                    continue
                whole = entry[3]
                torn = whole[: chance.randint(0, len(whole) // SECTOR) * SECTOR] if luck < 0.6 else whole
                apply(found[name], (entry[0], name, entry[2], torn))
        return {name: bytes(content) for name, content in found.items()}


def apply(content: bytearray, entry: Entry) -> None:
    what, _name, place, data = entry
    if what == "truncate":
        del content[place:]
        return
    if len(content) < place and data:
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[str]]:
    """A project file, and the statements that the program issued in a coding session on it."""
    study = Study(tmp_path_factory.mktemp("session") / "p.workbench").filled()
    study.close()
    base = study.path.read_bytes()
    study.reopen()
    statements: list[str] = []
    driver = study.project.connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_trace_callback(statements.append)
    chance = random.Random(4)
    desk = study.desk()
    source, codes = desk.sources.all()[0].id, desk.codebook.codebook().codes
    while sum(statement == "COMMIT" for statement in statements) < 15:
        start = chance.randrange(len(TEXT) - 60)
        try:
            desk.codings.code(source, Span(start, start + chance.randrange(5, 60)), chance.choice(codes).id)
            if chance.random() < 0.3:
                desk.history.undo()
        except Refused:
            continue
    driver.set_trace_callback(None)
    study.close()
    return base, [statement for statement in statements if not statement.startswith("SELECT")]


def recorded(folder: Path, session: tuple[bytes, list[str]], synchronous: int) -> list[Entry]:
    """Replay the session over the recording file system and return what happened, with its acknowledgements."""
    base, statements = session
    path = folder / "p.workbench"
    path.write_bytes(base)
    log: list[Entry] = []
    recorder = Recorder(log)
    connection = apsw.Connection(str(path), vfs="recorder")
    try:
        for name, value in {**PRAGMAS, "synchronous": synchronous}.items():
            connection.execute(f"PRAGMA {name} = {value}").fetchall()
        assert connection.pragma("synchronous") == synchronous
        assert connection.pragma("journal_mode") == "delete"
        for statement in statements:
            connection.execute(statement).fetchall()
            if statement == "COMMIT":
                last = connection.execute("SELECT max(id) FROM step").fetchall()[0][0]
                log.append(("acknowledged", "", last, b""))
    finally:
        connection.close()
        recorder.unregister()
        path.unlink()
    return log


def cuts(base: bytes, log: list[Entry], count: int, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield states after cuts at random moments, each with the last step acknowledged by then."""
    chance = random.Random(seed)
    moments = sorted(chance.choices(range(len(log) + 1), k=count))
    disk, acknowledged = Disk({"p.workbench": bytearray(base)}), 0
    for at in range(len(log) + 1):
        while moments and moments[0] == at:
            moments.pop(0)
            yield acknowledged, disk.after_a_cut(chance)
        if at < len(log):
            if log[at][0] == "acknowledged":
                acknowledged = log[at][2]
            disk.take(log[at])


def losses(folder: Path, session: tuple[bytes, list[str]], synchronous: int, states: int) -> tuple[int, int]:
    """Return in how many states an acknowledged step is lost, and in how many the file is broken."""
    log = recorded(folder, session, synchronous)
    assert sum(entry[0] == "acknowledged" for entry in log) >= 15
    lost = broken = 0
    for acknowledged, files in cuts(session[0], log, states, seed=synchronous):
        for left in folder.iterdir():
            left.unlink()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        try:
            with closing(sqlite3.connect(folder / "p.workbench")) as connection:
                sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
                last = connection.execute("SELECT max(id) FROM step").fetchone()[0]
        except sqlite3.DatabaseError:
            sound, last = False, 0
        broken += not sound
        lost += last < acknowledged
    return lost, broken


def test_no_acknowledged_step_is_lost_with_our_settings(tmp_path: Path, session: tuple[bytes, list[str]]) -> None:
    assert PRAGMAS["synchronous"] == EXTRA
    assert losses(tmp_path, session, EXTRA, STATES) == (0, 0)


def test_the_simulation_sees_losses_where_nothing_is_synced(tmp_path: Path, session: tuple[bytes, list[str]]) -> None:
    lost, broken = losses(tmp_path, session, OFF, STATES)
    assert lost > 0
    assert broken > 0


@pytest.mark.long
def test_no_acknowledged_step_is_lost_in_a_thousand_states(tmp_path: Path, session: tuple[bytes, list[str]]) -> None:
    found = {synchronous: losses(tmp_path, session, synchronous, 1000) for synchronous in (EXTRA, 2, OFF)}
    print(found)
    assert found[EXTRA] == (0, 0)
    assert found[OFF][0] > 0
