"""Each rule of the check is broken once, straight in the file, and must be named."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from workbench.domain.ids import CodeId
from workbench.domain.passages import Stance
from workbench.domain.spans import Span
from workbench.storage import opening
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.checking import Finding

DAMAGE = {
    "link": "UPDATE coding SET code_id = 999 WHERE id = 1",
    "index": "DROP INDEX ix_part_tally",
    "form": "UPDATE coding SET stance = 'maybe' WHERE id = 1",
    "written": "UPDATE code SET dimension = '{' WHERE id = 1",
    "attribute": "INSERT INTO attribute VALUES (1, 'g', NULL, 'case', 'size', 'text', '[]', 0);"
    "INSERT INTO attribute_value VALUES (1, 1, 77, 'big')",
    "memo": "INSERT INTO memo (id, guid, subject, subject_id, kind, body, coder_id, round_id, at)"
    " VALUES (1, 'g', 'coding', 77, 'note', 'hemmelig', 1, 1, '')",
    "finished": "UPDATE finished SET codebook_version = 9",
    "finished twice": "DROP INDEX uq_finished_whole; INSERT INTO finished SELECT 99, source_id, coder_id, round_id,"
    " code_id, codebook_version, at FROM finished",
    "code parent": "UPDATE code SET parent_id = 999 WHERE id = 2",
    "code loop": "UPDATE code SET parent_id = 2 WHERE id = 1",
    "code name": "UPDATE code SET name = 'NEDENFRA' WHERE name = 'Ovenfra'",
    "dimension": "UPDATE code SET name = 'Innenfra' WHERE name = 'Nedenfra'",
    "undoes": "UPDATE step SET undoes = 500 WHERE id = 3",
    "undone twice": "UPDATE step SET undoes = 1 WHERE id IN (3, 4)",
    "step": "UPDATE step SET args = 'what' WHERE id = 3",
    "change step": "UPDATE change SET step_id = 500 WHERE id = 1",
    "change": "UPDATE change SET last_id = first_id - 1 WHERE id = 1",
    "change before": "UPDATE change SET before = NULL WHERE op = 'update'",
    "outside the journal": "INSERT INTO \"case\" (id, guid, label, name, position) VALUES (50, 'g', 'X', 'X', 9)",
    "changed step": "UPDATE coding SET changed_step = 500 WHERE id = 1",
    "horizon": "INSERT INTO horizon VALUES (1, 500, 'r', '')",
    "source label": "INSERT INTO source (id, guid, label, kind, name, date, guide, position)"
    " VALUES (60, 'g', 'bk3', 'interview', '', '', '', 5)",
    "no text": "INSERT INTO source (id, guid, label, kind, name, date, guide, position)"
    " VALUES (60, 'g', 'BK9', 'interview', '', '', '', 5)",
    "text": "UPDATE text SET body = replace(body, 'møte', 'mote')",
    "text length": "UPDATE revision SET characters = characters + 1",
    "turn words": "UPDATE turn SET words = words + 1 WHERE number = 2",
    "turn place": "UPDATE turn SET body_end = 100000 WHERE number = 6",
    "turn order": "UPDATE turn SET body_end = body_end + 40 WHERE number = 2",
    "passage words": "UPDATE passage SET words = words || 'x' WHERE id = 1",
    "passage context": "UPDATE passage SET before = 'noe annet' WHERE id = 1",
    "passage place": 'UPDATE passage SET "end" = 100000 WHERE id = 1',
    "passage label": "UPDATE passage SET label = 'BK3:4' WHERE id = 1",
    "label use": "UPDATE label_use SET used = 0",
    "no label": "UPDATE passage SET label = NULL WHERE id = 1",
    "parts": "UPDATE part SET last_word = last_word + 1 WHERE id = 1",
    "stray part": "INSERT INTO part SELECT 99, 99, passage_id, code_id, coder_id, round_id, stance, 99, turn_id,"
    ' informant_id, case_id, interviewer, unread, start, "end", first_word, last_word FROM part WHERE id = 1',
    "bare passage": "UPDATE passage SET starred = 0",
}


def damaged(study: Study, statements: str) -> tuple[Finding, ...]:
    study.project.close()
    with closing(sqlite3.connect(study.path)) as connection:
        connection.executescript(statements)
    study.project = opening.open_for_writing(study.path)
    return check(study.project)


def test_a_sound_project_has_no_findings(study: Study) -> None:
    assert check(study.project) == ()


@pytest.mark.parametrize("kind", sorted(DAMAGE))
def test_what_is_broken_is_named(study: Study, kind: str) -> None:
    found = damaged(study, DAMAGE[kind])
    assert kind in {finding.kind for finding in found}
    for finding in found:
        assert str(finding)
        assert "{" not in str(finding).replace("{}", "")
        for word in ("biblioteket", "budsjettet", "hemmelig"):
            assert word not in str(finding), "a finding holds ids and labels, never words"
        assert str(finding).count(". ") == 0, "one sentence"
        assert not OF_THE_FILE.search(str(finding)), finding
        assert finding.grave is False or NEXT.search(str(finding)), f"it says what to do next: {finding}"


OF_THE_FILE = re.compile(
    r"\b(revision|guid|span|anchor|step|table|column|index|row|rowid|foreign|journal|entry|part|parts|label_use"
    r"|round|id [0-9]+|None|SQLite|NULL)\b|[a-z]_[a-z]",
    re.IGNORECASE,
)
"""Words that the file has for things, and no student."""
NEXT = re.compile(r"workbench restore prøve\.workbench|please report this|; (give|put|finish|take) ")

SAID = {
    "parts": "Of the codings of BK3, the matrix counts 1 wrongly, the first of them “Nedenfra” on BK3:2; please"
    " report this.",
    "passage words": "BK3:2 does not have the words that stand in its place in BK3; bring back an earlier copy with:"
    " workbench restore prøve.workbench",
    "passage label": "BK3:4 does not begin in the turn that its id says; please report this.",
    "turn words": "Turn 2 of BK3 has 17 words, but counts as 18; please report this.",
    "code loop": "The code “Retning” lies under itself; bring back an earlier copy with: workbench restore"
    " prøve.workbench",
    "changed step": "Change 500, the last of “Nedenfra” on BK3:2, is not in the history; please report this.",
    "form": "Something that is stored about “Nedenfra” on BK3:2 is nothing that the program knows; bring back an"
    " earlier copy with: workbench restore prøve.workbench",
    "link": "What a coding on BK3:2 belongs to is not there, and should be a code (as often as this: 1); bring back an"
    " earlier copy with: workbench restore prøve.workbench",
}


@pytest.mark.parametrize("kind", sorted(SAID))
def test_things_are_called_what_the_student_calls_them(study: Study, kind: str) -> None:
    assert SAID[kind] in {str(finding) for finding in damaged(study, DAMAGE[kind])}


def test_there_are_enough_checks() -> None:
    assert len(DAMAGE) >= 15


def test_a_coding_of_a_label_counts_nowhere_and_is_told(study: Study) -> None:
    source = study.desk().sources.all()[0]
    with study.project.step("code", study.reader().coder) as work:
        passage = work.passages.add(work.sources.text(source.id), Span(0, 2))
        work.codings.add(passage.id, CodeId(2), study.reader(), Stance.FOR, source.id)
    found = check(study.project)
    assert [(finding.kind, finding.grave) for finding in found] == [("no part", False)]


def test_grave_findings_come_first(study: Study) -> None:
    found = damaged(study, DAMAGE["bare passage"] + ";" + DAMAGE["parts"])
    assert [finding.grave for finding in found] == [True, False]


def test_a_passage_of_another_source_is_named(study: Study) -> None:
    from tests.storage.studies import add_source

    add_source(study.desk(), "to.txt", "I: Hva?\nBK3: Noe annet.\n")
    found = damaged(study, "UPDATE passage SET source_id = 2 WHERE id = 1")
    assert "passage source" in {finding.kind for finding in found}
