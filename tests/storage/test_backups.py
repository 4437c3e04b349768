"""Backups are verified copies, thinned by age; restoring takes a sound one and keeps what it replaces."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storage.studies import TEXT, span_of
from workbench.domain.errors import ProjectBusy, ProjectUnusable
from workbench.storage import backups, copies, opening
from workbench.storage.check import check
from workbench.storage.keeping import Keeper
from workbench.storage.thinning import kept

if TYPE_CHECKING:
    from pathlib import Path

    from tests.storage.studies import Study

NOW = datetime(2026, 5, 3, 12, 0, tzinfo=UTC)


def work(study: Study, words: str = "Noen sluttet å komme") -> None:
    desk = study.desk()
    desk.codings.code(desk.sources.all()[0].id, span_of(TEXT, words), desk.codebook.find("Nedenfra").id)


# -- making


def test_a_backup_is_a_whole_project_of_its_own(study: Study) -> None:
    made = backups.back_up(study.path, clock=study.clock)
    step = study.desk().history.latest()
    assert step is not None
    assert made.step == step.id
    assert step.guid.startswith(made.guid)
    with copies.connected(made.path) as copy:
        assert copies.facts_of(copy) == copies.facts_of(study.project.connection)
    copied = opening.open_for_writing(made.path)
    assert check(copied) == ()
    copied.close()


def test_nothing_is_made_where_nothing_changed_also_after_a_restart(study: Study) -> None:
    for made in backups.list_backups(study.path):
        made.path.unlink()
    assert backups.backup_if_changed(study.path, clock=study.clock) is not None
    assert backups.backup_if_changed(study.path, clock=study.clock) is None
    study.reopen()
    assert backups.backup_if_changed(study.path, clock=study.clock) is None
    work(study)
    assert backups.backup_if_changed(study.path, clock=study.clock) is not None


def test_a_change_number_that_came_again_after_a_restore_is_another_change(study: Study) -> None:
    backups.back_up(study.path, clock=study.clock)
    work(study)
    assert backups.backup_if_changed(study.path, clock=study.clock) is not None
    first = backups.list_backups(study.path)[1]
    study.project.close()
    backups.restore(study.path, first.path, clock=study.clock)
    study.project = opening.open_for_writing(study.path, clock=study.clock, guids=study.guids)
    work(study, "andre tok ordet")
    assert backups.backup_if_changed(study.path, clock=study.clock) is not None


def test_a_damaged_project_is_not_backed_up_and_no_backup_is_touched(study: Study) -> None:
    backups.back_up(study.path, clock=study.clock)
    before = [backup.path.name for backup in backups.list_backups(study.path)]
    study.project.close()
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE text SET body = body || 'x'")
    study.clock.time += timedelta(days=900)
    with pytest.raises(ProjectUnusable, match="does not pass the check"):
        backups.back_up(study.path, clock=study.clock)
    assert [backup.path.name for backup in backups.list_backups(study.path)] == before
    assert not list(backups.folder_of(study.path).glob(".*"))
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE text SET body = substr(body, 1, length(body) - 1)")
    study.project = opening.open_for_writing(study.path)


def test_a_backup_that_cannot_be_made_is_an_error_that_is_seen(study: Study) -> None:
    shutil.rmtree(backups.folder_of(study.path), ignore_errors=True)
    backups.folder_of(study.path).write_text("in the way", encoding="utf-8")
    with pytest.raises(ProjectUnusable, match="could not be backed up"):
        backups.back_up(study.path)


def test_a_killed_backup_leaves_the_earlier_ones_and_is_swept_away(study: Study) -> None:
    backups.back_up(study.path, clock=study.clock)
    before = [backup.path.name for backup in backups.list_backups(study.path)]
    left = backups.folder_of(study.path) / ".unfinished-1"
    left.write_bytes(b"half")
    os.utime(left, (time.time() - 3600,) * 2)
    assert [backup.path.name for backup in backups.list_backups(study.path)] == before
    work(study)
    backups.back_up(study.path, clock=study.clock)
    assert not left.exists()


def test_backups_made_while_another_process_writes_are_sound_and_come_to_an_end(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row goes in every few milliseconds, and a step with every other: the copy is of one moment in between."""
    script = (
        "import sqlite3, sys, time\n"
        f"connection = sqlite3.connect({str(study.path)!r}, timeout=20, isolation_level=None)\n"
        "row = 'INSERT INTO step (id, guid, at, coder_id, verb, args) VALUES (?, ?, ?, 1, ?, ?)'\n"
        "print('ready', flush=True)\n"
        "for number in range(1000, 10**6):\n"
        "    connection.execute(row, (number, f'{number:08x}', '2026-05-03T10:00:00Z', 'test', 'x' * 20000))\n"
        "    time.sleep(0.002)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        monkeypatch.setattr(copies, "_SLICE", 4)
        for _ in range(5):
            made = backups.back_up(study.path, clock=study.clock)
            assert copies.verified(made.path, made.path)
    finally:
        writer.kill()
        writer.communicate()


@pytest.mark.parametrize("guid", ["../../../x", "", "a b", "ABCDEFGH-1", "\x00"])
def test_what_a_file_calls_its_last_step_leads_nowhere(study: Study, guid: str) -> None:
    study.project.close()
    with closing(sqlite3.connect(study.path)) as connection, connection:
        connection.execute("UPDATE step SET guid = ? WHERE id = (SELECT max(id) FROM step)", (guid,))
    made = backups.back_up(study.path, clock=study.clock)
    assert made.path.parent == backups.folder_of(study.path)
    assert backups.list_backups(study.path) == (made,)
    assert backups.backup_if_changed(study.path, clock=study.clock) is None
    study.project = opening.open_for_writing(study.path)


# -- thinning


def ages(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=age) for age in hours]


def test_all_of_two_days_are_kept() -> None:
    times = ages(*(number / 4 for number in range(192)))
    assert kept(times, NOW) == frozenset(range(192))


def test_two_years_of_hourly_backups_leave_two_days_14_days_10_weeks_and_12_months() -> None:
    times = ages(*range(24 * 730))
    found = sorted((times[position] for position in kept(times, NOW)), reverse=True)
    older = [time for time in found if NOW - time > timedelta(hours=48)]
    assert len(found) - len(older) == 49
    assert len(older) == 14 + 10 + 12
    days, weeks, months = older[:14], older[14:24], older[24:]
    assert len({time.date() for time in days}) == 14
    assert len({time.isocalendar()[:2] for time in weeks}) == 10
    assert len({(time.year, time.month) for time in months}) == 12
    assert NOW - months[-1] > timedelta(days=365)


def test_the_newest_is_kept_whatever_its_age() -> None:
    assert kept(ages(24 * 3000), NOW) == {0}
    assert kept([], NOW) == frozenset()


@given(st.lists(st.integers(-100, 24 * 2000), max_size=60))
def test_thinning_again_removes_nothing_more(hours: list[int]) -> None:
    times = ages(*hours)
    once = [times[position] for position in sorted(kept(times, NOW))]
    assert len(kept(once, NOW)) == len(once)
    assert not hours or max(times) in once


@given(st.lists(st.integers(0, 24 * 400), min_size=1, max_size=200))
def test_day_by_day_thinning_never_leaves_more_than_the_rule(hours: list[int]) -> None:
    alive: list[datetime] = []
    for now in sorted(ages(*hours)):
        alive.append(now)
        alive = [alive[position] for position in sorted(kept(alive, now))]
        assert now in alive
        assert len([old for old in alive if now - old > timedelta(hours=48)]) <= 36


def test_old_backups_are_thinned_when_one_is_made(study: Study) -> None:
    made = backups.back_up(study.path, clock=study.clock)
    for day in range(100):
        for hour in range(3):
            at = made.at - timedelta(days=day + 3, hours=hour)
            shutil.copy(made.path, made.path.with_name(f"{at:%Y%m%dT%H%M%SZ}-1-0000000{hour}.workbench"))
    work(study)
    backups.back_up(study.path, clock=study.clock)
    assert 14 < len(backups.list_backups(study.path)) <= 45


# -- restoring


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "cut", "header"])
def test_a_project_that_is_gone_or_damaged_is_brought_back(study: Study, damage: str) -> None:
    backups.back_up(study.path, clock=study.clock)
    state = study.state()
    work(study)
    study.project.close()
    whole = study.path.read_bytes()
    changed = {
        "empty": b"",
        "garbage": random.Random(1).randbytes(9000),
        "cut": whole[: len(whole) // 2],
        "header": bytes(100) + whole[100:],
    }
    if damage == "missing":
        study.path.unlink()
    else:
        study.path.write_bytes(changed[damage])
    for suffix in backups.SIDE_FILES:
        study.path.with_name(study.path.name + suffix).write_bytes(b"stale")
    done = backups.restore(study.path, clock=study.clock)
    study.project = opening.open_for_writing(study.path)
    assert study.state() == state
    assert check(study.project) == ()
    assert study.path.stat().st_mode & 0o777 == 0o600
    names = {file.name for file in study.path.parent.iterdir()}
    if damage == "missing":
        assert done.kept is None
        assert not any("-journal" in name or "-wal" in name for name in names)
    else:
        assert done.kept is not None
        assert done.kept.read_bytes() == changed[damage]
        assert done.kept.name.startswith("prøve-before-restore-")
        assert {file.name for file in done.kept.parent.glob("*-journal")} == {f"{done.kept.name}-journal"}
    assert names == {".prøve.lock", "prøve.backups", "prøve.workbench"}
    assert not [name for name in names if "restoring" in name]


def test_the_newest_backup_that_is_sound_is_taken(study: Study) -> None:
    backups.back_up(study.path, clock=study.clock)
    state = study.state()
    work(study)
    newest = backups.back_up(study.path, clock=study.clock)
    study.project.close()
    newest.path.write_bytes(newest.path.read_bytes()[:5000])
    done = backups.restore(study.path, clock=study.clock)
    assert done.backup.path != newest.path
    study.project = opening.open_for_writing(study.path)
    assert study.state() == state


def test_a_damaged_backup_that_was_asked_for_is_refused_and_nothing_changes(study: Study) -> None:
    made = backups.back_up(study.path, clock=study.clock)
    study.project.close()
    made.path.write_bytes(made.path.read_bytes()[:5000])
    before = study.path.read_bytes()
    with pytest.raises(ProjectUnusable):
        backups.restore(study.path, made.path, clock=study.clock)
    with pytest.raises(ProjectUnusable, match="There is no backup"):
        backups.restore(study.path, "20200101T000000Z-1-00000000.workbench")
    assert study.path.read_bytes() == before
    study.project = opening.open_for_writing(study.path)


def test_a_backup_can_be_named(study: Study) -> None:
    made = backups.back_up(study.path, clock=study.clock)
    study.project.close()
    assert backups.restore(study.path, made.path.name).backup == made
    study.project = opening.open_for_writing(study.path)


def test_a_project_that_is_open_is_not_replaced(study: Study) -> None:
    backups.back_up(study.path, clock=study.clock)
    with pytest.raises(ProjectBusy):
        backups.restore(study.path)


def test_no_backups_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProjectUnusable, match="There is no backup of"):
        backups.restore(tmp_path / "borte.workbench")


@pytest.mark.parametrize("seed", range(40))
def test_damage_is_found_or_does_no_harm(study: Study, seed: int) -> None:
    """R10, in small: bits flipped anywhere; what opens and passes the check is what was there."""
    chance = random.Random(seed)
    study.project.close()
    whole = study.path.read_bytes()
    state_before = whole
    raw = bytearray(whole)
    for _ in range(chance.choice([1, 1, 8])):
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
    study.path.write_bytes(bytes(raw))
    try:
        study.project = opening.open_for_writing(study.path)
    except ProjectUnusable as refused:
        sentences = [str(refused)]
    else:
        sentences = [str(finding) for finding in check(study.project)]
        study.project.close()
    assert all(sentences)
    study.path.write_bytes(state_before)
    study.project = opening.open_for_writing(study.path)


def test_a_memo_that_is_gone_on_with_is_a_change_to_copy(study: Study) -> None:
    desk, source = study.desk(), study.desk().sources.all()[0].id
    span = span_of(TEXT, "bare en liste med navn")
    begun = desk.memos.write(source, span, "Hvem").done
    assert begun is not None
    assert backups.backup_if_changed(study.path, clock=study.clock) is not None
    assert backups.backup_if_changed(study.path, clock=study.clock) is None
    desk.memos.write(source, span, "Hvem sa det?", continues=begun.step.id)
    latest = desk.history.latest()
    assert latest is not None
    assert latest == replace(begun.step, at=latest.at)
    assert backups.backup_if_changed(study.path, clock=study.clock) is not None


def test_a_copy_dated_in_the_future_is_no_reason_to_wait(study: Study) -> None:
    class Tomorrow:
        def now(self) -> str:
            return (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")

    keeper = Keeper(study.project)
    assert backups.back_up(study.path, clock=Tomorrow())
    work(study)
    assert keeper.after(15)
