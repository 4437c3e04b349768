"""The program against the recount that knows nothing of it, cell by cell."""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from tests.golden.agreeing import (
    FIELDS,
    GROUPINGS,
    STATES,
    VIEWS,
    Study,
    Table,
    cells_of,
    changed_cells,
    column_path,
    csv_table,
    differences,
    json_table,
    speak,
    truth_table,
)
from tests.golden.truth.counting import (
    Count,
    Layout,
    attribute_layout,
    case_layout,
    informant_layout,
    source_layout,
)
from tests.golden.truth.reading import read_study
from tests.golden.truth.whole import recount
from workbench.bootstrap import open_desk
from workbench.cli.matrix import MatrixFile
from workbench.domain import cell_making
from workbench.domain.cells import State
from workbench.domain.view import EVERYTHING
from workbench.storage import tallies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from workbench.domain.tallies import Tally
    from workbench.services.desk import Desk

DELETIONS = 20


@pytest.fixture(params=["sample", "tiny"])
def study(request: pytest.FixtureRequest) -> Study:
    found: Study = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_cell_of_the_csv_and_the_json_is_the_recounts(study: Study, grouping: str) -> None:
    expected = truth_table(study.truth(), grouping)
    program = csv_table(study.written(grouping, "csv"))
    assert differences(program, expected) == []
    assert json_table(study.written(grouping, "json")) == program


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "everything"])
@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_cell_of_a_view_is_the_recounts(sample: Study, grouping: str, view: str) -> None:
    options, asked = VIEWS[view]
    program = csv_table(sample.written(grouping, "csv", *options))
    assert differences(program, truth_table(sample.truth(**asked), grouping)) == []
    assert json_table(sample.written(grouping, "json", *options)) == program


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_every_informant_has_the_recounts_state_in_heading_order(study: Study, grouping: str) -> None:
    cells = {(cell["row"], cell["column"]): cell for cell in json.loads(study.written(grouping, "json"))["cells"]}
    seen = Counter[str]()
    for cell in cells_of(study.truth(), grouping):
        shown = cells.get((cell.row, column_path(cell, grouping)))
        if shown is None:
            continue
        expected = [(ref, STATES[mark]) for ref, mark in cell.marks]
        assert list(shown["states"].items()) == expected, (cell.row, cell.column)
        seen.update(state for _ref, state in expected)
    assert study.folder.name == "tiny" or set(seen) == set(STATES.values()), "a state that the sample never shows"


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_a_cells_passages_are_the_passages_counted_in_it(study: Study, grouping: str) -> None:
    written = json.loads(study.written(grouping, "json"))
    words = {passage["id"]: (passage["source"], passage["words"]) for passage in written["passages"]}
    assert len(words) == len(written["passages"])
    expected = passages_by_cell(study, grouping)
    for cell in written["cells"]:
        here = cell["row"], cell["column"]
        assert len(cell["passages"]) == len(set(cell["passages"])) == cell["quotes"], here
        assert Counter(words[one] for one in cell["passages"]) == expected.get(here, Counter()), here


def passages_by_cell(study: Study, grouping: str) -> dict[tuple[str, str], Counter[tuple[str, str]]]:
    """The source and words of each passage of each cell, by the recount's own parts."""
    read = read_study(study.folder, study.codebook)
    count = Count(read, None, None, frozenset(), None)
    layouts: dict[str, Layout] = {
        "case": case_layout(count),
        "informant": informant_layout(count),
        "source": source_layout(count),
    }
    layout = layouts.get(grouping) or attribute_layout(count, "merger")
    spans: dict[tuple[str, str], set[tuple[str, int, int]]] = defaultdict(set)
    cells = {
        (cell.row, cell.column, cell.line): column_path(cell, grouping) for cell in cells_of(study.truth(), grouping)
    }
    for node in read.root.family():
        parts = [part for below in node.family() for part in count.parts[below.title] if node.path]
        for part in parts:
            path = cells[node.title, layout.place(part), part.line]
            spans[node.title, path].add(part.coding.passage)
            if grouping == "case" and part.informant:
                spans[node.title, f"{path} > {part.informant}"].add(part.coding.passage)
    texts = {label: source.text for label, source in read.sources.items()}
    return {
        key: Counter((label, texts[label][start:end]) for label, start, end in found) for key, found in spans.items()
    }


def test_the_list_of_passages_holds_every_coding_that_counts_once(study: Study) -> None:
    written = json.loads(study.written("case", "json"))["passages"]
    program = Counter(
        (passage["source"], passage["words"], coding["code"], coding["coder"], coding["round"], coding["stance"])
        for passage in written
        for coding in passage["codings"]
    )
    read = read_study(study.folder, study.codebook)
    count = Count(read, None, None, frozenset(), None)
    counted = [coding for coding in read.codings if any(count.parts_of(coding))]
    assert program == Counter(
        (
            coding.source,
            read.sources[coding.source].text[coding.start : coding.end],
            coding.code,
            coding.coder,
            coding.round,
            "against" if coding.against else "for",
        )
        for coding in counted
    )


@pytest.mark.parametrize("view", VIEWS)
def test_hidden_is_what_the_view_leaves_out_with_what_counts_nowhere(sample: Study, view: str) -> None:
    options, asked = VIEWS[view]
    truth = sample.truth(**asked)
    count = Count(
        read_study(sample.folder, sample.codebook),
        asked.get("coders"),
        asked.get("rounds"),
        frozenset(),
        asked.get("stance"),
    )
    shown = [coding for coding in truth.codings if count.in_view(coding) and count.shown(coding)]
    assert len(truth.codings) - len(shown) == truth.hidden
    # The interviewer's words alone, and what is left out of the analysis, are hidden by every view.
    nowhere = sum(not any(count.parts_of(coding)) for coding in shown)
    assert json.loads(sample.written("case", "json", *options))["hidden"] == truth.hidden + nowhere


def test_headings_and_poles_are_the_recounts(study: Study) -> None:
    written = json.loads(study.written("case", "json"))
    headings = {column["path"]: column["heading"] for column in written["columns"] if column["inside"] is None}
    for case in study.truth().cases:
        heading = headings.pop(case.case or "(no case)")
        assert heading["interviewed"] == list(case.informants)
        assert heading["interviews"] == list(case.interviews)
        assert heading["not_interviewed"] == list(case.without_interview)
        assert heading["words"] == case.words
    assert not headings
    names = {"only_first", "both", "only_second", "neither", "unread", "half"}
    poles = {(found["row"], found["column"]): found for found in written["poles"]}
    for expected in study.truth().poles:
        shown = poles.pop((expected.theme, expected.case))
        assert tuple(shown["ends"]) == expected.ends
        assert shown["not_asked"] == []
        for name in names:
            said = expected.other_end_unread if name == "half" else getattr(expected, name)
            assert tuple(shown[name]) == said, (expected.theme, expected.case, name)
    assert not poles


@pytest.mark.parametrize("grouping", GROUPINGS)
def test_csv_and_json_are_the_same_in_both_languages(
    sample: Study, grouping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = {}
    for language in ("en", "nb"):
        speak(language, monkeypatch)
        found[language] = [sample.written(grouping, ending) for ending in ("csv", "json")]
    assert found["en"] == found["nb"]


def test_the_same_project_comes_of_the_verbs_one_by_one(
    sample: Study, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.golden.conftest import bring_in

    project = tmp_path / "samskaping.workbench"
    bring_in(project, sample.folder, sample.codebook, coder="AB", round_name="første lesning")
    assert "Traceback" not in capsys.readouterr().err
    again = Study(sample.folder, sample.codebook, project)
    for grouping in GROUPINGS:
        assert again.written(grouping, "csv") == sample.written(grouping, "csv")
    assert codings_of(again) == codings_of(sample)


def codings_of(study: Study) -> bytes:
    from workbench.cli.run import run

    file = study.project.parent / "codings.csv"
    assert run(["codings", "export", str(study.project), "-o", str(file)]) == 0
    return file.read_bytes()


# Deleting one coding changes exactly the cells it must


Tables = dict[str, Table]


def written_by(desk: Desk) -> dict[str, bytes]:
    return {grouping: b"".join(MatrixFile(desk, EVERYTHING, grouping)._csv()) for grouping in GROUPINGS}


def changed(before: Tables, after: Tables) -> set[tuple[str, str, str]]:
    return {(grouping, *cell) for grouping in GROUPINGS for cell in changed_cells(before[grouping], after[grouping])}


def truth_tables(truth: Any) -> Tables:
    return {grouping: truth_table(truth, grouping) for grouping in GROUPINGS}


def take_off(desk: Desk, coding: Any) -> None:
    source = desk.sources.named(coding.source)
    book = desk.codebook.codebook()
    for passage in desk.codings.page(source.id, desk.codings.own()).passages:
        if (passage.passage.span.start, passage.passage.span.end) == (coding.start, coding.end):
            for found in passage.codings:
                if book.path(found.code) == coding.code:
                    desk.codings.take_off(source.id, [found.id])
                    return
    raise AssertionError(f"the program lacks the coding of line {coding.row}")


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory, sample: Study) -> Any:
    """Return what counts the study again without one row of codings.csv."""
    folder = tmp_path_factory.mktemp("without")
    for path in sample.folder.iterdir():
        (folder / path.name).symlink_to(path)
    (folder / "codings.csv").unlink()
    rows = records((sample.folder / "codings.csv").read_text("utf-8-sig"))

    def count(row: int) -> Any:
        (folder / "codings.csv").write_text("".join(rows[: row - 1] + rows[row:]), "utf-8")
        return recount(folder, sample.codebook)

    return count


def records(text: str) -> list[str]:
    """Cut a CSV file into its rows as they stand; a row may go over several lines."""
    found, open_row = [], ""
    for line in text.split("\n"):
        open_row += line + "\n"
        if open_row.count('"') % 2 == 0:
            found.append(open_row)
            open_row = ""
    return found


def test_deleting_one_coding_changes_exactly_the_cells_it_must(sample: Study, without: Any, tmp_path: Path) -> None:
    project = tmp_path / sample.project.name
    project.write_bytes(sample.project.read_bytes())
    truth = truth_tables(sample.truth())
    before = {grouping: sample.written(grouping, "csv") for grouping in GROUPINGS}
    was = {grouping: csv_table(before[grouping]) for grouping in GROUPINGS}
    sizes = []
    for coding in random.Random(1814).sample(sample.truth().codings, DELETIONS):
        desk = open_desk(project, coder=coding.coder, round_name=coding.round)
        codings = list(desk.codings_table.rows())
        take_off(desk, coding)
        now = {grouping: csv_table(written) for grouping, written in written_by(desk).items()}
        expected = changed(truth, truth_tables(without(coding.row)))
        assert changed(was, now) == expected, coding
        desk.history.undo()
        assert written_by(desk) == before, coding
        assert list(desk.codings_table.rows()) == codings, coding
        desk.close()
        sizes.append(len(expected))
    assert sum(size > 0 for size in sizes) > DELETIONS // 2


# The comparison itself must be able to fail


def wrong_tallies(monkeypatch: pytest.MonkeyPatch, mistake: Callable[[Tally], Tally]) -> None:
    real = tallies.Counter.tallies

    def wrong(self: tallies.Counter, *asked: Any, **more: Any) -> Iterator[Tally]:
        for tally in real(self, *asked, **more):
            yield mistake(tally)

    monkeypatch.setattr(tallies.Counter, "tallies", wrong)


def wrong_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word too many, where several codings share some."""
    wrong_tallies(monkeypatch, lambda tally: tally._replace(words=tally.words + (tally.codings > tally.quotes)))


def wrong_quotes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passage that counts once for each coding on it."""
    wrong_tallies(monkeypatch, lambda tally: tally._replace(quotes=tally.codings))


def wrong_states(monkeypatch: pytest.MonkeyPatch) -> None:
    """Silence where nobody has looked."""
    monkeypatch.setattr(cell_making.CellMaker, "_silence", lambda *_: State.NOTHING_FOUND)


@pytest.mark.parametrize(
    ("break_it", "fields"),
    [(wrong_words, {"words"}), (wrong_quotes, {"quotes"}), (wrong_states, {"state", "N"})],
)
def test_a_wrong_engine_is_found_out(
    sample: Study, break_it: Any, fields: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    break_it(monkeypatch)
    program, truth = csv_table(sample.written("case", "csv")), truth_table(sample.truth(), "case")
    assert differences(program, truth)
    wrong = {
        name
        for key in program.keys() & truth.keys()
        for name, shown, counted in zip(FIELDS, program[key], truth[key], strict=True)
        if shown != counted
    }
    assert wrong == fields
