"""The recount against a study small enough to count by hand, and against the traps of its pages."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
TINY = HERE / "tiny"
EXPECTED: dict[str, Any] = json.loads((TINY / "expected.json").read_text("utf-8"))
MATRICES = ("by_case", "by_informant", "by_source", "by_merger")
VIEWS: dict[str, dict[str, Any]] = {
    "only_A": {"coders": frozenset({"A"})},
    "only_B": {"coders": frozenset({"B"})},
    "only_against": {"stance": "against"},
}

sys.path.insert(0, str(HERE))
recount: Any = importlib.import_module("recount").recount
text: Any = importlib.import_module("truth.text")
turns: Any = importlib.import_module("truth.turns")


def compact(cells: Any) -> dict[str, dict[str, list[Any]]]:
    """Cells in the shape of expected.json."""
    table: dict[str, dict[str, list[Any]]] = {}
    for cell in cells:
        row = table.setdefault(cell.row, {})
        counts = [cell.quotes, cell.codings, cell.words]
        if cell.line == "informants":
            people = [list(cell.informants), list(cell.against), "".join(mark for _, mark in cell.marks)]
            row[cell.column] = [cell.state, cell.n, cell.N, *counts, *people]
        else:
            assert (cell.n, cell.N, cell.informants, cell.against) == (None, None, (), ())
            row[f"{cell.column} | {cell.line}"] = [cell.state, *counts]
    return table


def matrix_of(truth: Any, name: str) -> Any:
    return truth.by_attribute["merger"] if name == "by_merger" else getattr(truth, name)


@pytest.fixture(scope="module")
def tiny() -> Any:
    return recount(TINY, TINY / "codebook.yaml")


@pytest.mark.parametrize("name", MATRICES)
def test_every_cell_is_as_counted_by_hand(tiny: Any, name: str) -> None:
    assert compact(matrix_of(tiny, name)) == EXPECTED[name]


def test_sources_rows_and_the_first_page_are_as_counted_by_hand(tiny: Any) -> None:
    assert {
        s.label: [s.file, s.kind, list(s.informants), s.turns, s.characters, s.informant_words, s.finished]
        for s in tiny.sources
    } == EXPECTED["sources"]
    assert {r.path: [r.kind, r.since, r.need] for r in tiny.rows} == EXPECTED["rows"]
    assert {
        c.case: [c.name, list(c.informants), list(c.interviews), c.words, list(c.without_interview)] for c in tiny.cases
    } == EXPECTED["cases"]
    assert [[p.file, p.row, p.what] for p in tiny.problems] == EXPECTED["problems"]
    assert (tiny.hidden, tiny.left_out) == (0, ())


def test_poles_are_four_groups_and_never_call_the_unread_silent(tiny: Any) -> None:
    names = EXPECTED["poles"]["SK"]
    assert {p.case: {name: list(getattr(p, name)) for name in names} for p in tiny.poles} == EXPECTED["poles"]
    assert {p.ends for p in tiny.poles} == {("Start > Ovenfra", "Start > Nedenfra")}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_counts_only_what_it_holds(view: str) -> None:
    truth = recount(TINY, TINY / "codebook.yaml", **VIEWS[view])
    assert truth.hidden == EXPECTED[view]["hidden"]
    for name in EXPECTED[view].keys() & set(MATRICES):
        counted = compact(matrix_of(truth, name))
        for row, cells in EXPECTED[view][name].items():
            assert {column: counted[row][column] for column in cells} == cells


def test_the_command_prints_the_same_json(tiny: Any, tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "recount.py"), str(TINY), str(TINY / "codebook.yaml")]
    printed = subprocess.run(command, check=True, capture_output=True).stdout
    subprocess.run([*command, "--json", str(tmp_path / "out.json")], check=True)
    assert printed == (tmp_path / "out.json").read_bytes() == tiny.to_json().encode()


def test_it_knows_nothing_of_the_program() -> None:
    for path in [HERE / "recount.py", *(HERE / "truth").glob("*.py")]:
        lines = path.read_text("utf-8").split("\n")
        assert not [line for line in lines if line.startswith(("import workbench", "from workbench"))]


# Text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("A\u030a\tå", "Å å"),
        ("\ufeffx\x00\x1f\x7f\x9f", "x\u2400\u241f\u2421\u2426"),
    ],
)
def test_text_is_normalised(before: str, after: str) -> None:
    assert text.normalise(before) == after


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("e-post, 3,5 og f.eks. K-en’s", ["e-post", "3,5", "og", "f.eks", "K-en’s"]),
        ("a--b 'c' d_e … – BK3:41", ["a", "b", "c", "d", "e", "BK3", "41"]),
    ],
)
def test_words(line: str, expected: list[str]) -> None:
    assert [line[s:e] for s, e in text.words(line, 0, len(line))] == expected


def test_turns_are_found_by_the_labels_of_the_source_only() -> None:
    line = "I: Ja?\nBK3 : [01:02] Vi: to.\nNB: dette.  \n\nX:\nI:\n[00:00:01]\n Hva?\n"
    found = turns.find_turns(line, "interview", "BK3=BK3; X=unknown")
    assert [(t.number, t.speaker, line[t.start : t.end]) for t in found] == [
        (1, turns.INTERVIEWER, "Ja?"),
        (2, "BK3", "Vi: to.\nNB: dette."),
        (3, "", ""),
        (4, turns.INTERVIEWER, "Hva?"),
    ]


def test_docx_keeps_what_stands_and_drops_what_was_taken_away(tmp_path: Path) -> None:
    body = """<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>I:</w:t><w:tab/><w:t>Og</w:t><w:br/>
<w:t>så?</w:t></w:r></w:p><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc><w:tc><w:p><w:ins><w:r>
<w:t>B</w:t></w:r></w:ins><w:del><w:r><w:delText>C</w:delText><w:t>C</w:t></w:r></w:del><w:moveFrom><w:r><w:t>D</w:t></w:r>
</w:moveFrom><w:moveTo><w:r><w:t>E</w:t></w:r></w:moveTo></w:p></w:tc></w:tr></w:tbl><w:p><w:hyperlink><w:r><w:t>F</w:t>
</w:r></w:hyperlink></w:p><w:sectPr/>"""
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        xml = f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
    assert text.frozen_text(path) == "I: Og\nså?\n\nA\nBE\nF"


# Labels, rounds, what is left out


def write_study(folder: Path, **files: str) -> Path:
    """A study of the files given, over a plain start of the others."""
    start = {
        "cases.csv": "case,name\nA,\nB,\n",
        "informants.csv": "informant,case,left_out\nA1,A,\nA2,A,utenfor temaet\nB1,B,\n",
        "codings.csv": "source,quote,code,coder,round,stance\n",
        "finished.csv": "source,coder,round,codebook\n",
        "codebook.yaml": "codes: [{name: T, codes: [{name: X}, {name: Y, since: 2}]}, {name: Z, codes: [{name: X}]}]",
    }
    for name, content in (start | files).items():
        (folder / name).write_text(content, "utf-8")
    return folder


def test_sources_are_labelled_by_who_is_in_them(tmp_path: Path) -> None:
    rows = [
        ("a.txt", "", "interview", "A1: en"),
        ("b.txt", "", "interview", "I: bare spørsmål"),
        ("c.txt", "", "interview", "A1: en\nB1: to"),
        ("d.txt", "Plan", "document", "tekst"),
        ("e.txt", "", "document", "tekst"),
        ("f.txt", "", "observation", "tekst"),
        ("g.txt", "", "interview", "A1: igjen"),
        ("h.txt", "", "survey", "svar"),
        ("i.txt", "", "group", "uten navn"),
    ]
    listed = "".join(f'{file},{label},{kind},A,"A1=A1; B1=B1"\n' for file, label, kind, _ in rows)
    files = {file: body for file, _, _, body in rows}
    folder = write_study(tmp_path, **{"sources.csv": "file,source,kind,case,speakers\n" + listed}, **files)
    truth = recount(folder, folder / "codebook.yaml")
    assert [s.label for s in truth.sources] == ["A1", "I1", "G1", "Plan", "D2", "O1", "A1-2", "S1", "G2"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write_study(
        tmp_path,
        **{
            "a.txt": "A1: en to\nA2: tre fire",
            "b.txt": "B1: en to",
            "c.txt": "B1: utelatt her",
            "sources.csv": "file,source,kind,case,speakers,left_out\na.txt,S,interview,A,A1=A1; A2=A2,\n"
            "b.txt,B1,interview,B,B1=B1,\nc.txt,C,interview,B,B1=B1,prøve\n",
            "codings.csv": "source,quote,code,coder,round,stance\n"
            'S,"to\nA2: tre",T > X,K,1,for\n'
            "S,tre fire,Y,K,1,for\n"
            "C,utelatt,Y,K,1,for\n"
            "B1,en to,Y,K,2,for\n"
            "B1,en to,Y,K,2,for\n"
            "B1,en,T,K,2,for\n"
            "B1,en,T,K,2,-\n"
            "B1,en,X,K,2,for\n"
            "B1,en,Ingen,K,2,for\n",
            "finished.csv": "source,coder,round,codebook\nS,K,1,1\nB1,K,2,2\n",
        },
    )


def test_what_is_left_out_is_listed_and_not_counted(small: Path) -> None:
    truth = recount(small, small / "codebook.yaml")
    table = compact(truth.by_case)
    assert [(x.what, x.ref, x.reason) for x in truth.left_out] == [
        ("informant", "A2", "utenfor temaet"),
        ("source", "C", "prøve"),
    ]
    assert table["T > X"]["A"] == ["●", 1, 1, 1, 1, 1, ["A1"], [], "●"]
    assert table["T > Y"] == {
        "A": ["?", 0, 0, 0, 0, 0, [], [], "?"],
        "B": ["●", 1, 1, 1, 1, 2, ["B1"], [], "●"],
    }
    assert [(c.case, c.informants, c.interviews, c.words) for c in truth.cases] == [
        ("A", ("A1",), ("S",), 2),
        ("B", ("B1",), ("B1",), 2),
    ]


def test_rows_that_cannot_be_placed_are_listed(small: Path) -> None:
    truth = recount(small, small / "codebook.yaml")
    assert [(p.row, p.what) for p in truth.problems if p.file == "codings.csv"] == [
        (6, "duplicate"),
        (8, "stance changed"),
        (9, "code is not unique"),
        (10, "code not found"),
    ]
    assert compact(truth.by_case)["T"]["B"] == ["●", 1, 1, 2, 2, 2, ["B1"], ["B1"], "●"]


def test_rounds_take_their_stamps_with_them_and_a_blind_one_stands_by_itself(small: Path) -> None:
    first = recount(small, small / "codebook.yaml", rounds=frozenset({"1"}))
    assert compact(first.by_case)["T > X"]["B"] == ["?", 0, 0, 0, 0, 0, [], [], "?"]
    blind = frozenset({"2"})
    others = recount(small, small / "codebook.yaml", blind=blind)
    assert others.by_case == first.by_case
    alone = recount(small, small / "codebook.yaml", blind=blind, rounds=blind)
    assert compact(alone.by_case)["T > X"]["B"] == ["·", 0, 1, 0, 0, 0, [], [], "·"]
    with pytest.raises(ValueError, match="by itself"):
        recount(small, small / "codebook.yaml", blind=blind, rounds=frozenset({"1", "2"}))


def test_two_siblings_of_one_name_are_an_error(tmp_path: Path) -> None:
    folder = write_study(tmp_path, **{"codebook.yaml": "codes: [{name: X}, {name: X}]", "sources.csv": "file\n"})
    with pytest.raises(ValueError, match="one name"):
        recount(folder, folder / "codebook.yaml")


def test_axis_steps_and_rooms_are_rows_also_where_two_axes_share_their_steps(tmp_path: Path) -> None:
    plain = "{name: F, dimension: typology, axes: [{name: U, steps: [gitt, åpen]}, {name: S, steps: [k, s]}], "
    rooms = "rooms: [{name: styrt, at: [k, gitt]}], codes: [{name: styrt, since: 4}]}"
    shared = "{name: M, since: 2, dimension: typology, axes: [{name: ord, steps: [ja]}, {name: drift, steps: [ja]}]}"
    codes = f"codes: [{plain}{rooms}, {shared}]"
    folder = write_study(tmp_path, **{"codebook.yaml": codes, "sources.csv": "file\n"})
    assert [(r.path, r.since) for r in recount(folder, folder / "codebook.yaml").rows] == [
        ("F", 1),
        ("F > styrt", 4),
        ("F > gitt", 1),
        ("F > åpen", 1),
        ("F > k", 1),
        ("F > s", 1),
        ("M", 2),
        ("M > ord", 2),
        ("M > ord > ja", 2),
        ("M > drift", 2),
        ("M > drift > ja", 2),
    ]
