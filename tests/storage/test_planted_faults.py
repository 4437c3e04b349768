"""Every kind of fault that a file can have is planted once, alone, and must be found.

The project holds what makes faults hard to see: marked words that go on over three turns, two codes and two
coders on the same words, and a second source of another case.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import TEXT, Study, add_source, read_file, span_of
from workbench.domain.sources import Kind
from workbench.domain.spans import Span
from workbench.services.sources import NewSource
from workbench.storage import opening
from workbench.storage.check import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from workbench.domain.checking import Finding

OTHER = "I: Hva gjorde dere?\nAV1: Vi ringte naboen først. Så skrev vi brev. Ikke alle svarte på brevet.\n"
NOTES = "Møtet begynte klokka ni.\n\nAlle hadde med kaffe.\n"
"""A text with blocks for turns, that nobody says."""

# Codings 1, 2 and 3 are those of the study. Coding 4 begins in turn 2, holds turn 3 of the interviewer, and ends
# in turn 4; its parts are 4, 5 and 6. Coding 5 has part 7, in AV1; coding 6 has part 8, in the notes.
PART = "UPDATE part SET {} WHERE id = {}"
COPY = "INSERT INTO part (id, {rest}) SELECT 99, {rest} FROM part WHERE id = 4; UPDATE part SET {change} WHERE id = 99"
REST = (
    "coding_id, passage_id, code_id, coder_id, round_id, stance, source_id, turn_id, informant_id, case_id,"
    ' interviewer, unread, start, "end", first_word, last_word'
)

PARTS = {
    "begins too early": PART.format("start = start - 1", 1),
    "begins too late": PART.format("start = start + 1", 1),
    "begins too late, at the same word": PART.format("start = start + 1", 5),
    "ends too early": PART.format('"end" = "end" - 1', 1),
    "ends too late": PART.format('"end" = "end" + 1', 1),
    "does not end at the turn's end": PART.format('"end" = "end" + 1', 4),
    "does not begin at the turn's begin": PART.format("start = start - 1", 6),
    "first word too early": PART.format("first_word = first_word - 1", 1),
    "first word too late": PART.format("first_word = first_word + 1", 1),
    "last word too early": PART.format("last_word = last_word - 1", 5),
    "last word too late": PART.format("last_word = last_word + 1", 6),
    "words of another turn": PART.format("first_word = first_word + 2, last_word = last_word + 2", 6),
    "another turn": PART.format("turn_id = 4", 4),
    "a turn of another source": PART.format("turn_id = 8", 1),
    "no turn": PART.format("turn_id = 999", 1),
    "nobody's": PART.format("informant_id = NULL", 1),
    "another's": PART.format("informant_id = 2", 1),
    "the interviewer's is somebody's": PART.format("informant_id = 1", 5),
    "no case": PART.format("case_id = NULL", 1),
    "another case": PART.format("case_id = 2", 1),
    "another case than the source's": PART.format("case_id = 2", 5),
    "not the interviewer's": PART.format("interviewer = 0", 5),
    "said to be the interviewer's": PART.format("interviewer = 1", 6),
    "said to be unread": PART.format("unread = 1", 1),
    "said to be read": "UPDATE coding SET origin = 'search' WHERE id = 1",
    "unread after all": "UPDATE coding SET origin = 'search', looked_at = '2026' WHERE id = 1;"
    "UPDATE part SET unread = 1 WHERE coding_id = 1",
    "another code": PART.format("code_id = 5", 1),
    "another coder": PART.format("coder_id = 2", 1),
    "another reading": PART.format("round_id = 9", 1),
    "another stance": PART.format("stance = 'against'", 1),
    "another passage": PART.format("passage_id = 2", 1),
    "another source": PART.format("source_id = 2", 1),
    "no source": PART.format("source_id = 99", 1),
    "another coding": PART.format("coding_id = 2", 1),
    "a coding on the same words": PART.format("coding_id = 3", 1),
    "no coding": PART.format("coding_id = 999", 1),
    "two codings changed places": "UPDATE part SET coding_id = -1 WHERE id = 1;"
    "UPDATE part SET coding_id = 1 WHERE id = 2; UPDATE part SET coding_id = 2 WHERE id = 1",
    "two turns changed places": "UPDATE part SET turn_id = -1 WHERE id = 4;"
    "UPDATE part SET turn_id = (SELECT turn_id FROM part WHERE id = 6) WHERE id = 4;"
    "UPDATE part SET turn_id = 2 WHERE id = 6",
    "gone": "DELETE FROM part WHERE id = 1",
    "the first of three gone": "DELETE FROM part WHERE id = 4",
    "the one in the middle gone": "DELETE FROM part WHERE id = 5",
    "the last of three gone": "DELETE FROM part WHERE id = 6",
    "one twice": COPY.format(rest=REST, change="id = 99"),
    "one gone and one twice": "DELETE FROM part WHERE id = 6;" + COPY.format(rest=REST, change="id = 99"),
    "one of a turn that is not touched": COPY.format(rest=REST, change="turn_id = 6"),
    "one gone, one of a turn not touched": "DELETE FROM part WHERE id = 6;"
    + COPY.format(rest=REST, change="turn_id = 6"),
    "one coding's gone, another's twice": "DELETE FROM part WHERE id = 3;"
    f"INSERT INTO part (id, {REST}) SELECT 99, {REST} FROM part WHERE id = 1",
    "an empty one": COPY.format(rest=REST, change='"end" = start'),
    "all gone": "DELETE FROM part",
    "of nobody's words gone": "DELETE FROM part WHERE id = 8",
    "the turn is another's now": "UPDATE turn SET speaker_id = 1 WHERE id = 2",
    "the turn is nobody's now": "UPDATE turn SET speaker_id = NULL WHERE id = 2",
    "the label is another's now": "UPDATE speaker SET informant_id = 2 WHERE id = 2",
    "the label is the interviewer's now": "UPDATE speaker SET role = 'interviewer' WHERE id = 2",
    "the informant is of another case": "UPDATE informant SET case_id = 2 WHERE id = 1",
    "the informant is of no case": "UPDATE informant SET case_id = NULL WHERE id = 1",
    "the source is of another case": "UPDATE source SET case_id = 2 WHERE id = 1",
    "the source is of no case": "UPDATE source SET case_id = NULL WHERE id = 1",
    "the coding's code changed": "UPDATE coding SET code_id = 5 WHERE id = 1",
    "the coding's coder changed": "UPDATE coding SET coder_id = 2 WHERE id = 2",
    "the coding's stance changed": "UPDATE coding SET stance = 'against' WHERE id = 1",
    "the coding went to other words": "UPDATE coding SET passage_id = 2 WHERE id = 3",
    "the turn begins later": "UPDATE turn SET body_start = body_start + 1 WHERE id = 3",
    "the turn ends earlier": "UPDATE turn SET body_end = body_end - 1 WHERE id = 2",
}

PASSAGES = {
    "words: another": ("passage words", "UPDATE passage SET words = 'noe annet' WHERE id = 1"),
    "words: one letter in another case": ("passage words", "UPDATE passage SET words = upper(words) WHERE id = 1"),
    "words: none": ("passage words", "UPDATE passage SET words = '' WHERE id = 1"),
    "words: not letters": ("passage words", "UPDATE passage SET words = x'41' WHERE id = 1"),
    "place: begins earlier": ("passage words", "UPDATE passage SET start = start - 1 WHERE id = 1"),
    "place: ends later": ("passage words", 'UPDATE passage SET "end" = "end" + 1 WHERE id = 1'),
    "place: one further on": ("passage words", 'UPDATE passage SET start = start + 1, "end" = "end" + 1 WHERE id = 1'),
    "place: before the text": ("passage place", "UPDATE passage SET start = -3 WHERE id = 1"),
    "place: past the text": ("passage place", 'UPDATE passage SET "end" = 9999 WHERE id = 1'),
    "context: before": ("passage context", "UPDATE passage SET before = substr(before, 2) WHERE id = 1"),
    "context: after": ("passage context", "UPDATE passage SET after = after || ' ' WHERE id = 1"),
    "context: of words only starred": ("passage context", "UPDATE passage SET after = '' WHERE label IS NULL"),
    "source: another": ("passage source", "UPDATE passage SET source_id = 2 WHERE id = 1"),
    "text: another": ("passage source", "UPDATE passage SET revision_id = 2 WHERE id = 1"),
    "label: none": ("no label", "UPDATE passage SET label = NULL WHERE id = 1"),
    "label: of another turn": ("passage label", "UPDATE passage SET label = 'BK3:4' WHERE id = 1"),
    "label: of another source": ("passage label", "UPDATE passage SET label = 'AV1:2z' WHERE id = 1"),
    "label: of no source": ("passage label", "UPDATE passage SET label = 'XY9:2' WHERE id = 1"),
    "label: letters that are not given": ("passage label", "UPDATE passage SET label = 'BK3:2a' WHERE id = 1"),
    "label: capital letters": ("passage label", "UPDATE passage SET label = 'BK3:2B' WHERE id = 1"),
    "label: blank after": ("passage label", "UPDATE passage SET label = 'BK3:2 ' WHERE id = 1"),
    "label: zeros": ("passage label", "UPDATE passage SET label = 'BK3:02' WHERE id = 1"),
    "label: no turn": ("passage label", "UPDATE passage SET label = 'BK3:' WHERE id = 1"),
    "label: other digits": ("passage label", "UPDATE passage SET label = 'BK3:٢' WHERE id = 1"),
    "label: not text": ("values", "UPDATE passage SET label = x'41' WHERE id = 1"),
    "label: could be given again": ("label use", "UPDATE label_use SET used = used - 1"),
    "label: its use forgotten": ("label use", "DELETE FROM label_use"),
    "label: a later one than any given": ("label use", "UPDATE passage SET label = 'BK3:2zz' WHERE id = 1"),
    "bare": ("bare passage", "UPDATE passage SET starred = 0"),
}

TEXTS = {
    "hash: one letter changed": ("text", "UPDATE text SET body = replace(body, 'møte', 'mote')"),
    "hash: a letter more": ("text", "UPDATE text SET body = body || ' ' WHERE rowid = 2"),
    "hash: not letters": ("values", "UPDATE text SET body = x'41' WHERE rowid = 2"),
    "length: characters": ("text length", "UPDATE revision SET characters = characters - 1 WHERE id = 2"),
    "length: words": ("text length", "UPDATE revision SET words = words + 1 WHERE id = 2"),
    "turn: words": ("turn words", "UPDATE turn SET words = words - 1 WHERE id = 3"),
    "turn: past the text": ("turn place", "UPDATE turn SET body_end = 9999 WHERE id = 6"),
    "turn: before the text": ("turn place", "UPDATE turn SET start = -1 WHERE id = 1"),
    "turn: ends before it begins": ("turn place", "UPDATE turn SET body_end = body_start - 1 WHERE id = 3"),
    "turn: begins after its words": ("turn place", "UPDATE turn SET start = body_start + 1 WHERE id = 3"),
    "turn: overlaps": ("turn order", "UPDATE turn SET start = start - 5 WHERE id = 3"),
    "turn: out of order": ("turn order", "UPDATE turn SET number = 99 WHERE id = 3"),
    "no text": ("no text", ("INSERT INTO source (id, guid, label, kind, name, date, guide, position)"
                           " VALUES (60, 'g', 'BK9', 'interview', '', '', '', 5)")),
    "label: differs by case only": ("source label", "UPDATE source SET label = 'bk3' WHERE id = 2"),
    "label: blank": ("source label", "UPDATE source SET label = ' ' WHERE id = 2"),
    "label: two lines": ("source label", "UPDATE source SET label = 'B' || char(10) || 'K' WHERE id = 2"),
}  # fmt: skip


@pytest.fixture
def wide(tmp_path: Path) -> Iterator[Study]:
    """The study with words across turns, a second source and a third without speakers; nothing is wrong with it."""
    made = Study(tmp_path / "prøve.workbench").filled()
    desk = made.desk()
    source, code = desk.sources.all()[0].id, desk.codebook.find("Slippe kontrollen").id
    across = Span(TEXT.index("ingen plan"), TEXT.index("Noen sluttet") + 4)
    desk.codings.code(source, across, code)
    add_source(desk, "to.txt", OTHER, "AV1", "Alvdal")
    desk.codings.code(desk.sources.all()[1].id, span_of(OTHER, "ringte naboen"), code)
    file = read_file("notat.txt", NOTES)
    from workbench.domain.transcript import document_turns

    desk.sources.add([NewSource(file, tuple(document_turns(file.text)), Kind.DOCUMENT, (), case="Alvdal")])
    desk.codings.code(desk.sources.all()[2].id, span_of(NOTES, "klokka ni"), code)
    yield made
    made.close()


def planted(study: Study, statements: str) -> tuple[Finding, ...]:
    """Change the file behind the program's back, and check it."""
    study.project.close()
    with closing(sqlite3.connect(study.path)) as connection:
        before = connection.total_changes
        connection.executescript(statements)
        assert connection.total_changes > before, "nothing was planted"
    study.project = opening.open_for_writing(study.path)
    return check(study.project)


def kinds(found: tuple[Finding, ...]) -> set[str]:
    return {finding.kind for finding in found}


def test_nothing_is_wrong_with_what_faults_are_planted_in(wide: Study) -> None:
    assert check(wide.project) == ()
    with closing(sqlite3.connect(wide.path)) as connection:
        assert connection.execute("SELECT group_concat(coding_id) FROM part").fetchone() == ("1,2,3,4,4,4,5,6",)


@pytest.mark.parametrize("fault", PARTS)
def test_a_wrong_part_is_found(wide: Study, fault: str) -> None:
    assert kinds(planted(wide, PARTS[fault])) & {"parts", "stray part"}


@pytest.mark.parametrize("fault", PASSAGES)
def test_a_wrong_passage_is_found(wide: Study, fault: str) -> None:
    kind, statements = PASSAGES[fault]
    assert kind in kinds(planted(wide, statements))


@pytest.mark.parametrize("fault", TEXTS)
def test_a_wrong_text_is_found(wide: Study, fault: str) -> None:
    kind, statements = TEXTS[fault]
    assert kind in kinds(planted(wide, statements))


JOURNAL = {
    "a row that no change made": ("outside the journal", "UPDATE coding SET id = 50 WHERE id = 6"),
    "a row between those that were made": (
        "outside the journal",
        "UPDATE change SET last_id = last_id - 1 WHERE table_name = 'turn' AND first_id = 1;",
    ),
    "a change that made no row": ("not there", ("UPDATE change SET last_id = last_id + 9 WHERE id = (SELECT max(id)"
                                  " FROM change WHERE table_name = 'coding')")),
    "a coding gone without a change": ("not there", "DELETE FROM coding WHERE id = 6"),
    "a setting gone without a change": ("not there", "DELETE FROM setting WHERE id = (SELECT max(id) FROM setting)"),
    "a row that was taken away, and is there": (
        "outside the journal",
        ("INSERT INTO change (id, step_id, table_name, first_id, last_id, op, before) SELECT max(id) + 1, max(step_id),"
        " 'coding', 6, 6, 'delete', '{}' FROM change"),
    ),
    "a change of a row that never was": (
        "not there",
        ("INSERT INTO change (id, step_id, table_name, first_id, last_id, op, before) SELECT max(id) + 1, max(step_id),"
        " 'coding', 60, 60, 'update', '{}' FROM change"),
    ),
    "an entry of a change that is not there": ("change step", "UPDATE change SET step_id = 500 WHERE id = 1"),
    "an entry that ends before it begins": ("change", "UPDATE change SET last_id = first_id - 1 WHERE id = 3"),
    "an entry of no table": ("change", "UPDATE change SET table_name = 'part' WHERE id = 3"),
    "an entry that does nothing known": ("change", "UPDATE change SET op = 'burn' WHERE id = 3"),
    "an entry without rows": ("change", "UPDATE change SET first_id = 'x', last_id = 'y' WHERE id = 3"),
    "an entry that forgot": ("change before", "UPDATE change SET before = NULL WHERE op = 'update'"),
    "a step that takes back a later one": ("undoes", "UPDATE step SET undoes = 500 WHERE id = 3"),
    "a step taken back twice": ("undone twice", "UPDATE step SET undoes = 1 WHERE id IN (3, 4)"),
    "an end of undo that is not there": ("horizon", "INSERT INTO horizon VALUES (1, 500, 'r', '')"),
    "a coding changed by nothing": ("changed step", "UPDATE coding SET changed_step = 500 WHERE id = 1"),
}  # fmt: skip


OTHERS = {
    "a speaker is nothing known": ("form", "UPDATE speaker SET role = 'x' WHERE id = 2"),
    "a source is nothing known": ("form", "UPDATE source SET kind = 'x' WHERE id = 2"),
    "a coding came from nowhere known": ("form", "UPDATE coding SET origin = 'x' WHERE id = 1"),
    "a code's name is no text": ("values", "UPDATE code SET name = x'41' WHERE id = 2"),
    "a source's label is no text": ("values", "UPDATE source SET label = x'41' WHERE id = 2"),
    "a place is no number": ("values", "UPDATE passage SET \"end\" = 'x' WHERE id = 1"),
    "a coding of a code that is gone": ("link", "UPDATE coding SET code_id = 99 WHERE id = 1"),
    "a coding of words that are gone": ("link", "DELETE FROM passage WHERE id = 1"),
    "a source of a case that is gone": ("link", "UPDATE source SET case_id = 99 WHERE id = 1"),
    "a turn of a speaker that is gone": ("link", "UPDATE turn SET speaker_id = 99 WHERE id = 1"),
    "words about an item that is gone": ("link", "INSERT INTO passage_item VALUES (1, 1, 99)"),
}


@pytest.mark.parametrize("fault", OTHERS)
def test_what_else_is_wrong_is_found_and_the_check_comes_to_its_end(wide: Study, fault: str) -> None:
    kind, statements = OTHERS[fault]
    found = planted(wide, statements + ";DELETE FROM part WHERE id = 7")
    assert kind in kinds(found)
    assert kind == "values" or {"parts", "no label", "stray part"} & kinds(found), "the rest is looked at too"
    assert all(str(finding) for finding in found)


@pytest.mark.parametrize("fault", JOURNAL)
def test_a_wrong_journal_is_found(wide: Study, fault: str) -> None:
    kind, statements = JOURNAL[fault]
    assert kind in kinds(planted(wide, statements))


UNIQUE = {
    "an id to cite is given twice": (
        "passage", "CONSTRAINT uq_passage_label UNIQUE (label)", "UPDATE passage SET label = 'BK3:2'",
    ),
    "a coding is there twice": (
        "coding", ("CONSTRAINT uq_coding_passage_id_code_id_coder_id_round_id UNIQUE"
        " (passage_id, code_id, coder_id, round_id)"), "UPDATE coding SET passage_id = 1, code_id = 3, coder_id = 1",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", UNIQUE)
def test_a_file_that_lets_stand_twice_what_may_stand_once_is_found(wide: Study, fault: str) -> None:
    """The file's own rule is taken out of it first, as another program may that makes the table anew."""
    table, rule, statement = UNIQUE[fault]
    wide.project.close()
    with closing(sqlite3.connect(wide.path)) as connection:
        (made,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        indexes = connection.execute(
            "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND sql LIKE 'CREATE INDEX%'", (table,)
        )
        again = ";".join(row[0] for row in indexes.fetchall())
        assert rule in made
        connection.executescript(
            f"PRAGMA legacy_alter_table = ON; ALTER TABLE {table} RENAME TO old;"
            f"{made.replace(', ' + chr(10) + chr(9) + rule, '')}; INSERT INTO {table} SELECT * FROM old;"
            f"DROP TABLE old; {again}; {statement}"
        )
    wide.project = opening.open_for_writing(wide.path)
    found = check(wide.project)
    assert "index" in kinds(found), found


def test_a_text_that_nothing_has_any_more_is_looked_at_too(wide: Study) -> None:
    assert check(wide.project) == ()
    assert kinds(planted(wide, "INSERT INTO text VALUES ('00', 'Noe.')")) == {"text"}


def test_a_part_is_not_taken_for_right_because_a_number_is_nearly_a_truth_value(wide: Study) -> None:
    assert "parts" in kinds(planted(wide, "UPDATE part SET interviewer = 2 WHERE id = 5"))


def test_a_body_of_many_words_is_looked_at_word_by_word(wide: Study) -> None:
    """The words of a long body are looked up, those of a short one counted."""
    desk = wide.desk()
    text = "I: Ja?\nLB1: " + "Ett ord – og 😀 to til. " * 400 + "\n"
    add_source(desk, "lang.txt", text, "LB1", "Alvdal")
    source = desk.sources.all()[-1]
    code = desk.codebook.find("Nedenfra").id
    for start in (13, 1_500, 6_000):
        desk.codings.code(source.id, Span(start, start + 300), code)
    assert check(wide.project) == ()
    last = "(SELECT max(id) FROM part)"
    for change in ("first_word = first_word + 1", "last_word = last_word - 1"):
        found = planted(wide, f"UPDATE part SET {change} WHERE id = {last}")
        assert kinds(found) == {"parts"}
        planted(wide, f"UPDATE part SET {change.translate(str.maketrans('+-', '-+'))} WHERE id = {last}")
    assert check(wide.project) == ()
