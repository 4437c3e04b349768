"""What `workbench check` tells of what it finds: one sentence each, the worst first, and no more than can be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Workbench


def plant(project: Path, statements: str) -> None:
    with closing(sqlite3.connect(project)) as connection:
        connection.executescript(statements)


def test_a_finding_is_told_by_the_id_that_a_thesis_cites(small: Path, workbench: Workbench) -> None:
    assert workbench("code", small, "SK1", "Nedenfra", "--quote", "i fjor").code == 0
    plant(small, "UPDATE passage SET words = words || 'x'")
    said = workbench("check", small)
    assert (said.code, said.out) == (1, "")
    assert said.err == (
        "SK1:2 does not have the words that stand in its place in SK1; bring back an earlier copy with:"
        " workbench restore small.workbench\n"
    )


def test_many_findings_are_counted_and_not_all_told(small: Path, workbench: Workbench) -> None:
    plant(
        small,
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) INSERT INTO step (id, guid, at,"
        " coder_id, verb, args) SELECT 1000 + i, 'g' || i, '', 1, 'code', 'no' FROM n",
    )
    told = workbench("check", small).err.rstrip("\n").split("\n")
    assert len(told) == 51
    assert told[0] == "What change 1001 says of itself cannot be read; please report this."
    assert told[-1] == "… and 10 more lines"


def test_the_same_sentence_is_told_once(small: Path, workbench: Workbench) -> None:
    plant(small, "DROP INDEX ix_part_tally; DROP INDEX ix_part_coding_id")
    told = workbench("check", small).err
    assert told == "small.workbench lacks something that keeps it quick; nothing is lost, please report this.\n"
