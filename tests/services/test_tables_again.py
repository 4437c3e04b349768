"""A table brought in again: what is not in it stays, what is empty in it is cleared and counted, undo restores all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.studies import Study, add_source
from workbench.domain.errors import Refused
from workbench.domain.sources import Kind
from workbench.domain.transcript import Role
from workbench.importers.csv_tables import read_cases, read_finished, read_informants, read_sources

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    Write = Callable[[str], str]

    from workbench.services.bringing_in import TableIn
    from workbench.services.desk import Desk

SUBJECTS = {
    "case": {"name": ("Bergvik", "Fjell"), "folk:integer": ("12", "7000"), "size:order(liten|stor)": ("liten", "stor")},
    "informant": {
        "case": ("Bergvik", "Ny"),
        "role": ("leder", "=1+1"),
        "department": ("BSO", "å; b"),
        "key": ("yes", "no"),
        "left_out": ("trakk seg", "utenfor"),
        "years:integer": ("9", "0"),
        "ny:yesno": ("yes", "no"),
    },
    "source": {
        "case": ("Bergvik", "Ny"),
        "date": ("2025-03-04", "2026-01-01"),
        "guide": ("1", "2"),
        "left_out": ("utenfor", "for kort"),
        "kind": ("interview", "group"),
        "sted:text": ("rådhus", "kafé"),
    },
}
"""Columns of each table after the first, with two values each in the form in which they are stored."""
FIRST = {"case": "case", "informant": "informant", "source": "file"}
ROWS = {"case": ("Bergvik", "Fjell"), "informant": ("BK3", "BK4"), "source": ("bk3.txt", "bk4.txt")}
NEEDED = {"case": ("name",), "informant": ("case",), "source": ()}
NEVER_CLEARED = frozenset({"kind"})


class Tables:
    """A study whose cases, informants and sources have a value for everything."""

    def __init__(self, folder: Path) -> None:
        self.study = Study(folder / "prøve.workbench").filled()
        self._path = folder / "t.csv"
        add_source(self.desk, "bk4.txt", "I: Ja?\nBK3: Nei. Det er nok en annen.\n", informant="BK4", case="Fjell")
        for subject, columns in SUBJECTS.items():
            self.bring_in(subject, tuple(columns), [[values[0] for values in columns.values()]] * 2)

    @property
    def desk(self) -> Desk:
        return self.study.desk()

    def written(self, text: str) -> str:
        self._path.write_text(text, "utf-8")
        return str(self._path)

    def bring_in(self, subject: str, columns: tuple[str, ...], cells: list[list[str]]) -> TableIn:
        def quoted(cell: str) -> str:
            return f'"{cell}"'

        lines = [(FIRST[subject], *columns), *((name, *row) for name, row in zip(ROWS[subject], cells, strict=True))]
        path = self.written("\n".join(";".join(map(quoted, line)) for line in lines))
        acts: dict[str, Callable[[], TableIn]] = {
            "case": lambda: self.desk.study.bring_in_cases(read_cases(path)).value,
            "informant": lambda: self.desk.study.bring_in_informants(read_informants(path)).value,
            "source": lambda: self.desk.study.describe_sources(read_sources(path)).value,
        }
        return acts[subject]()

    def stored(self, subject: str) -> dict[str, dict[str, str]]:
        """What is stored of each subject, by column as it is headed."""
        work = self.study.project.read()
        cases: dict[int | None, str] = {None: ""}
        cases |= {case.id: case.label for case in work.cases.all()}
        found: dict[str, tuple[int, dict[str, str]]] = {}
        if subject == "case":
            found = {case.label: (case.id, {"name": case.name}) for case in work.cases.all()}
        elif subject == "informant":
            found = {
                one.label: (
                    one.id,
                    {
                        "case": cases[one.case], "role": one.role, "department": one.department,
                        "key": "yes" if one.is_key else "no", "left_out": one.left_out or "",
                    },
                )
                for one in work.informants.all()
            }  # fmt: skip
        else:
            found = {
                one.name: (
                    one.id,
                    {
                        "case": cases[one.case], "date": one.date, "guide": one.guide,
                        "left_out": one.left_out or "", "kind": one.kind.value,
                    },
                )
                for one in work.sources.all()
            }  # fmt: skip
        for heading in SUBJECTS[subject]:
            attribute = work.attributes.named(subject, heading.partition(":")[0]) if ":" in heading else None
            if attribute is not None:
                values = work.attributes.values(attribute)
                for row_id, told in found.values():
                    told[heading] = values.get(row_id, "")
        return {label: told for label, (_id, told) in found.items()}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tables]:
    made = Tables(tmp_path_factory.mktemp("again"))
    yield made
    made.study.close()


@st.composite
def again(draw: st.DrawFn) -> tuple[str, tuple[str, ...], list[list[str]]]:
    """Some columns of a table in any order, with cells that are empty, as stored, or another value."""
    subject = draw(st.sampled_from(sorted(SUBJECTS)))
    every = SUBJECTS[subject]
    picked = draw(st.sets(st.sampled_from(sorted(every)))) | set(NEEDED[subject])
    columns = tuple(draw(st.permutations(sorted(picked))))
    cells = [[draw(st.sampled_from(("", *every[column]))) for column in columns] for _row in ROWS[subject]]
    return subject, columns, cells


def expected(column: str, before: str, cell: str) -> str:
    if not cell and column in NEVER_CLEARED:
        return before
    return cell or ("no" if column == "key" else "")


@settings(max_examples=150)
@given(again())
def test_what_is_not_in_a_table_stays_and_what_is_empty_is_cleared(
    tables: Tables, drawn: tuple[str, tuple[str, ...], list[list[str]]]
) -> None:
    subject, columns, cells = drawn
    state, before = tables.study.state(), tables.stored(subject)
    assert all(before[name][column] for name in ROWS[subject] for column in SUBJECTS[subject])
    steps = len(tables.desk.history.lines())
    found = tables.bring_in(subject, columns, cells)
    after = {name: dict(told) for name, told in before.items()}
    cleared: Counter[str] = Counter()
    for name, row in zip(ROWS[subject], cells, strict=True):
        for column, cell in zip(columns, row, strict=True):
            after[name][column] = expected(column, before[name][column], cell)
            if not cell and column not in NEVER_CLEARED:
                cleared[column.partition(":")[0]] += 1
    stored = tables.stored(subject)
    assert {name: stored[name] for name in after} == after
    assert found.cleared == cleared
    changed = sum(after[name] != before[name] for name in ROWS[subject])
    assert (found.made, found.changed, found.unchanged, found.problems) == (0, changed, 2 - changed, ())
    if changed:
        assert len(tables.desk.history.lines()) == steps + 1
        tables.desk.history.undo()
    assert tables.study.state() == state


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> str:
        path = tmp_path / "t.csv"
        path.write_text(text, "utf-8")
        return str(path)

    return written


def refused(study: Study, act: Callable[[], object]) -> str:
    """Return the sentence with which an act is refused; nothing has changed then."""
    state, steps = study.state(), len(study.desk().history.lines())
    with pytest.raises(Refused) as error:
        act()
    assert (study.state(), len(study.desk().history.lines())) == (state, steps)
    return str(error.value)


def described(study: Study, path: str) -> TableIn:
    return study.desk().study.describe_sources(read_sources(path)).value


def listed(found: TableIn) -> list[tuple[int, str]]:
    return [(problem.line, str(problem)) for problem in found.problems]


def test_a_kind_changes_where_the_turns_stay_as_they_were_found(study: Study, write: Write) -> None:
    before, source = study.state(), study.desk().sources.all()[0]
    found = described(study, write("file;kind\nbk3.txt;group\n"))
    assert (found.changed, found.problems) == (1, ())
    changed = study.desk().sources.all()[0]
    assert (changed.kind, changed.label) == (Kind.GROUP, source.label)
    study.desk().history.undo()
    assert study.state() == before
    found = described(study, write("file;kind;left_out\nbk3.txt;document;utenfor\n"))
    assert listed(found) == [
        (2, "BK3 came in as interview, and its turns were found that way; it cannot become document.")
    ]
    assert study.state() == before, "a line that is listed changes nothing"


def test_what_cannot_take_effect_on_a_source_is_listed(study: Study, write: Write) -> None:
    state = study.state()
    found = described(
        study,
        write('file;source;speakers;guide\nbk3.txt;SK1;"I=BK9; X=BK3; Y=unknown";7\nother.txt;BK3;;8\nnone.txt;;;9\n'),
    )
    assert listed(found) == [
        (2, "BK3 keeps its label, since it stands in the ids of passages; it cannot become “SK1”."),
        (2, "Nobody is labelled “X” in the text of BK3."),
        (2, "Nobody is labelled “Y” in the text of BK3."),
        (3, "There is no source other.txt here."),
        (4, "There is no source none.txt here."),
    ]
    assert study.state() == state


def test_speakers_that_a_line_does_not_name_stand_for_whom_they_did(study: Study, write: Write) -> None:
    state, source = study.state(), study.desk().sources.all()[0]
    before = study.project.read().sources.speakers(source.id)
    for text in ("file;speakers\nbk3.txt;\n", "file\nbk3.txt\n", "file;speakers\nbk3.txt;I=interviewer\n"):
        found = described(study, write(text))
        assert (found.unchanged, found.problems, found.cleared) == (1, (), {})
    assert study.state() == state
    found = described(study, write("file;speakers\nbk3.txt;BK3=BK9\n"))
    assert (found.changed, found.problems) == (1, ())
    after = study.project.read().sources.speakers(source.id)
    ninth = study.project.read().informants.labelled("BK9")
    assert ninth is not None
    assert ninth.case == source.case
    assert after == {**before, "BK3": (Role.INFORMANT, ninth.id)}
    study.desk().history.undo()
    assert study.state() == state


def test_two_sources_of_one_file_name_are_told_apart_by_their_labels(study: Study, write: Write) -> None:
    add_source(study.desk(), "bk3.txt", "I: Og så?\nBK3: Så ble det stille.\n")
    first, second = (source.label for source in study.desk().sources.all())
    found = described(study, write(f"file;source;guide\nbk3.txt;{second};9\n"))
    assert (found.changed, found.problems) == (1, ())
    assert [source.guide for source in study.desk().sources.all()] == ["", "9"]
    assert "tell of the same" in refused(
        study, lambda: described(study, write(f"file;source;guide\nbk3.txt;{first};1\n{first};;2\n"))
    )


def test_a_case_that_two_lines_tell_of_by_label_and_by_name_is_refused(study: Study, write: Write) -> None:
    path = write("case;name\nNK;Ness\n")
    study.desk().study.bring_in_cases(read_cases(path))
    table = read_cases(write("case;name\nNK;Ness\nNess;Ness kommune\n"))
    said = refused(study, lambda: study.desk().study.bring_in_cases(table))
    assert said == "Lines 2 and 3 of the table tell of the same (Ness); take one of them out."


def test_choices_may_grow_but_not_lose_what_is_in_use(study: Study, write: Write) -> None:
    def bring_in(text: str) -> Mapping[str, int]:
        return study.desk().study.bring_in_cases(read_cases(write(text))).value.cleared

    bring_in("case;name;size:order(liten|stor)\nA;a;stor\nB;b;liten\n")
    said = refused(study, lambda: bring_in("case;name;size:order(liten|middels)\nB;b;middels\n"))
    assert said == "The column size does not name stor, which this project uses; write it among the choices."
    bring_in("case;name;Size:order(liten|middels|stor)\nB;b;middels\n")
    attributes = study.desk().study.attributes()
    assert [(found.name, found.choices) for found in attributes] == [("size", ("liten", "middels", "stor"))]
    bring_in("case;name;size:order(low|high)\nA;a;high\nB;b;low\n")
    assert set(study.project.read().attributes.values(attributes[0]).values()) == {"low", "high"}
    said = refused(study, lambda: bring_in("case;name;size:integer\nA;a;1\n"))
    assert "is of the type order" in said


def test_a_stamp_is_raised_and_never_lowered(study: Study, write: Write) -> None:
    desk = study.desk()
    source = desk.sources.all()[0]
    with study.project.step("version", study.reader().coder) as work:
        work.codes.raise_version(3)

    def bring_in(text: str) -> TableIn:
        return desk.study.bring_in_finished(read_finished(write(f"source;coder;round;codebook\n{text}"))).value

    def stamps() -> list[int]:
        return [stamp.version for stamp in study.project.read().finished.of_source(source.id)]

    assert stamps() == [1]
    found = bring_in("bk3.txt;AB;første;2\n")
    assert (found.made, found.changed, stamps()) == (0, 1, [2])
    state = study.state()
    found = bring_in("BK3;AB;første;1\n")
    assert listed(found) == [(2, "BK3 is finished for codebook 2 already, and is not set back to 1.")]
    found = bring_in("BK3;AB;første;4\n")
    assert listed(found) == [(2, "The codebook has no version 4 yet.")]
    found = bring_in("BK3;AB;første;2\n")
    assert (found.made, found.changed, found.unchanged) == (0, 0, 1)
    assert study.state() == state
    said = refused(study, lambda: bring_in("BK3;AB;første;3\nbk3.txt;;;2\n"))
    assert said == "Lines 2 and 3 of the table tell of the same (bk3.txt); take one of them out."
    found = bring_in("BK3;CD;andre;1\nBK3;AB;første;3\n")
    assert (found.made, found.changed) == (1, 1)
    desk.history.undo()
    assert study.state() == state
