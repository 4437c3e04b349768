"""Codebook files: what a student writes, and what she is told when it cannot be read."""

from __future__ import annotations

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.codebook import Axis, CodebookDraft, CodeDraft, Dimension, DimensionKind, Room
from workbench.domain.codebook_rules import CodebookUnreadable
from workbench.domain.errors import ImportFailed
from workbench.importers.codebook_yaml import LARGEST, codebook_of, read_codebook

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "codebooks").glob("*.yaml"))
HEAD = "name: A\ncodes:\n  - name: B\n"

STAR = "a value that begins with * points at another one; put it in quotes"
HASH = "“#metoo” is read as a comment; put the whole value in quotes, or a space after #"
NO_COLOUR = '# begins a comment, so no colour is read here; write it in quotes: "#abc"'
COLUMN = "this line begins in another column than the lines it belongs with"
AFTER = "something stands after the closing quotation mark; let the quotes go round the whole value"
BACKSLASH = "between \"quotes\" a \\ means something special; write \\\\ or use 'quotes' of this kind"
GOES_ON = (
    "this line is read as going on from the one above; is a colon missing there, or are there too many spaces here?"
)
VERSION = "the version must be a whole number from 1 to 1000000"


def said(text: str) -> list[str]:
    """What is told about `text`, without the file's name."""
    with pytest.raises(CodebookUnreadable) as refused:
        codebook_of(text, "k.yaml")
    return [str(finding).removeprefix("k.yaml:") for finding in refused.value.findings]


def test_a_whole_codebook_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kodebok.yaml"
    path.write_text(
        """\
# en kommentar
name: Prøve
language: no
version: 2
codes:
  - name: Makt
    colour: "#AABBCC"
    definition: |
      Hvem som bestemmer.
        Og når.
    since: 2
    dimension: poles
    ends: [Høy, Lav]
    codes:
    - {name: Høy, example: "Vi: alle"}
    - name: Lav
  - name: Form
    dimension: typology
    axes:
      - name: utfall
        steps: [gitt, åpent]
      - {name: styring, steps: [kommune, innbygger]}
    rooms: [{name: styrt, at: [gitt, kommune]}]
    codes: [{name: gitt}, {name: åpent}, {name: kommune}, {name: innbygger}, {name: styrt}]
  - name: Tom
    colour:
    when:
    codes:
""",
        "utf-8-sig",
    )
    assert read_codebook(str(path)) == CodebookDraft(
        "Prøve",
        "no",
        2,
        (
            CodeDraft(
                "Makt",
                "#aabbcc",
                "Hvem som bestemmer.\n  Og når.",
                since=2,
                dimension=Dimension(DimensionKind.POLES, ends=("Høy", "Lav")),
                codes=(CodeDraft("Høy", example="Vi: alle"), CodeDraft("Lav")),
            ),
            CodeDraft(
                "Form",
                dimension=Dimension(
                    DimensionKind.TYPOLOGY,
                    axes=(Axis("utfall", ("gitt", "åpent")), Axis("styring", ("kommune", "innbygger"))),
                    rooms=(Room("styrt", ("gitt", "kommune")),),
                ),
                codes=tuple(CodeDraft(name) for name in ("gitt", "åpent", "kommune", "innbygger", "styrt")),
            ),
            CodeDraft("Tom"),
        ),
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_codebooks_have_no_findings(path: Path) -> None:
    assert read_codebook(str(path)).codes


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("name: Makt: hvem\n", "1:11: a value with a colon and a space in it must stand in quotes"),
        ("name: Makt:\n", "1:11: a value with a colon and a space in it must stand in quotes"),
        ("name: @kari\n", "1:7: a value cannot begin with @; put it in quotes"),
        ("name: `x`\n", "1:7: a value cannot begin with `; put it in quotes"),
        ("name: % av alle\n", "1:7: a value cannot begin with %; put it in quotes"),
        ("name: *viktig*\n", "1:7: " + STAR),
        ("name: * a\n", "1:7: a value cannot begin with *; put it in quotes"),
        ("name: & co\n", "1:7: a value cannot begin with &; put it in quotes"),
        ("name: !viktig\n", "1:7: a value cannot begin with !; put it in quotes"),
        ("name: > 50\n", "1:7: a value cannot begin with >; put it in quotes"),
        ("name: | x\n", "1:7: a value cannot begin with |; put it in quotes"),
        ("name: - nei\n", "1:7: a value cannot begin with -; put it in quotes"),
        ("name: ? x\n", "1:7: a value cannot begin with ?; put it in quotes"),
        ("codes:\n\t- name: x\n", "2:1: a tab stands here; use spaces"),
        ("name:\tx\n", "1:6: a tab stands here; use spaces"),
        ('name: "abc\nversion: 1\n', "1:7: the quotation mark that opens here is never closed"),
        ("name: 'abc\n", "1:7: the quotation mark that opens here is never closed"),
        ('name: "C:\\Users"\n', "1:10: " + BACKSLASH),
        ('name: "A" B\n', "1:11: " + AFTER),
        ("ends: [A, B\nname: x\n", "1:7: the [ that opens here is never closed; is a comma missing?"),
        ("a: {b\n", "1:4: the { that opens here is never closed; is a comma missing?"),
        ("ends: [A, B]]\n", "1:13: the ] here closes nothing"),
        ("codes:\n  - name: a\n   colour: x\n", "3:4: " + COLUMN),
        ("codes:\n  - name: a\n - name: b\n", "3:2: " + COLUMN),
        ("name:Makt\nversion: 2\n", "2:8: " + GOES_ON),
        ("a: \x07\n", "1:4: a character that cannot be shown stands here, U+0007; delete it"),
        ("? [a]\n: b\n", "1:3: a key must be a word with a colon after it"),
        ("[a]: b\n", "1:1: a key must be a word with a colon after it"),
        (HEAD + "---\n", "4:1: a second codebook begins here (---); a file holds one"),
        ("%YAML 1.1\n---\nname: no\n", "1:1: the file says it is an older YAML; take the line that begins with % away"),
        ("name: &x [*x]\n", "1:11: *x points at something that it is itself part of"),
        ("[" * 70, "1:61: lists and keys lie too deep inside each other here"),
        ('name: "\\U0011ffff"\n', "1:1: the file cannot be read as YAML"),
    ],
)  # fmt: skip
def test_what_is_no_yaml_is_explained_where_it_was_written(text: str, finding: str) -> None:
    assert said(text) == [finding]


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (HEAD + "    colour: #abc\n", '4:13: ' + NO_COLOUR),
        (HEAD + "    colour: blue\n", "4:13: the colour must look like #3366cc"),
        (HEAD + "    when: #metoo\n", "4:11: " + HASH),
        ("name: Sak #metoo\ncodes: []\n", "1:11: " + HASH),
        ("name: 2016-01-01\ncodes: []\n", "1:7: name must be text, and this is read as a date; put it in quotes"),
        ("name: 2016\ncodes: []\n", "1:7: name must be text, and this is read as a number; put it in quotes"),
        ("name: 1e3\ncodes: []\n", "1:7: name must be text, and this is read as a number; put it in quotes"),
        ("name: true\ncodes: []\n", "1:7: name must be text, and this is read as true or false; put it in quotes"),
        ("name:\ncodes: []\n", "1:1: name is empty here"),
        ("name: [A]\ncodes: []\n", "1:7: name must be text, and here stands a list or another key"),
        ("name: A\nversion: '3'\ncodes: []\n", "2:10: version must be a whole number, without quotes"),
        ("name: A\nversion: 1.5\ncodes: []\n", "2:10: version must be a whole number, without quotes"),
        ("name: A\nversion: true\ncodes: []\n", "2:10: version must be a whole number, without quotes"),
        ("name: A\nversion: " + "9" * 18 + "\ncodes: []\n", "2:10: " + VERSION),
        ("name: A\n", "1:1: the key codes is missing here"),
        ("name: A\ncodes:\n  name: B\n", "3:3: codes must be a list; begin each of its parts with a dash and a space"),
        ("name: A\ncodes: B\n", "2:8: codes must be a list, such as [A, B]"),
        ("name: A\ncodes: [Makt]\n", "2:9: write “name: Makt” here, with the key before the value"),
        ("name: A\ncodes:\n  -\n  - name: B\n", "3:4: nothing stands after the dash"),
        (HEAD + "    farge: x\n", "4:5: the key farge is not known; did you mean colour?"),
        (HEAD + "    definisjon: x\n", "4:5: the key definisjon is not known; did you mean definition?"),
        (HEAD + "    Name: x\n", "4:5: the key Name is not known; did you mean name?"),
        (HEAD + "    defintion: x\n", "4:5: the key defintion is not known; did you mean definition?"),
        (HEAD + "    -name: x\n", "4:5: the key -name is not known; did you mean name?"),
        (HEAD + "farge: x\n", "4:1: the key farge is not known here; the keys are name, language, version, codes"),
        (HEAD + "    name: C\n", "4:5: “name” stands twice here, the first time in line 3"),
        (HEAD + "    dimension: pol\n", "4:16: “pol” is not a dimension; it is one of plain, poles, ordered, typology"),
        (HEAD + "    rooms: [{name: x, at: [a]}]\n", "4:27: at takes two steps, one of each axis"),
        (HEAD + "    dimension: poles\n", "3:5: poles have exactly two ends, and here are 0"),
        (HEAD + "  - name: b\n", "4:11: “b” stands beside another code of that name, “B”"),
        (HEAD + "    since: 2\n", "4:12: since is 2, but the codebook is only at version 1"),
        ("- name: A\n", "1:1: the file must begin with name: and then codes:"),
        ("bare tekst\n", "1:1: the file must begin with name: and then codes:"),
        (HEAD + '    definition: "\\ud800"\n', "4:17: the text has a character that cannot be shown, U+D800"),
        (HEAD + "    definition: &x a\n    when: *y\n", "5:11: " + STAR),
    ],
)  # fmt: skip
def test_what_is_no_codebook_is_explained_where_it_was_written(text: str, finding: str) -> None:
    assert said(text) == [finding]


def test_everything_that_is_wrong_is_told_in_the_order_of_the_file() -> None:
    with pytest.raises(CodebookUnreadable) as refused:
        codebook_of(HEAD + "    colour: x\n  - name: b\n    since: 0\n", "k.yaml")
    assert [(finding.line, finding.column) for finding in refused.value.findings] == [(4, 13), (5, 11), (6, 12)]
    assert str(refused.value) == "k.yaml:4:13: the colour must look like #3366cc (and 2 more)"


def test_comments_that_are_comments_are_no_finding() -> None:
    draft = codebook_of(
        HEAD + "    colour: # kommer\n    when: alltid # nesten\n    example: #\n    definition: a#b\n", "k"
    )
    assert (draft.codes[0].when, draft.codes[0].definition) == ("alltid", "a#b")


def test_names_and_texts_come_out_composed() -> None:
    draft = codebook_of(unicodedata.normalize("NFD", "name: Å\ncodes:\n  - {name: é, definition: ' ø å '}\n"), "k")
    assert (draft.name, draft.codes[0].name, draft.codes[0].definition) == ("Å", "é", "ø å")


def test_a_few_aliases_are_fine_and_many_are_not() -> None:
    few = "name: A\ncodes:\n  - {name: B, when: &w alltid}\n  - {name: C, when: *w}\n"
    assert codebook_of(few, "k").codes[1].when == "alltid"
    many = few + "".join(f"  - {{name: D{n}, when: *w}}\n" for n in range(100))
    assert said(many) == ["104:23: more than 100 values begin with *"]


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
        + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n" for n in range(9)),
        "[" * 500_000,
        "a: " + "{a: " * 300_000,
        "\n".join(f"k{n}: v" for n in range(150_000)),
        "- " * 500_000,
        "a: '" + "\n" * 1_000_000,
        "x" * 1_900_000,
        HEAD + "  - name: B\n" * 50_000,
        "!!python/object/apply:os.system ['true']\n",
    ],
    ids=["aliases", "lists", "keys", "many", "dashes", "lines", "long", "same", "tag"],
)
def test_hostile_files_are_refused_soon(text: str) -> None:
    begin = time.process_time()
    assert 1 <= len(said(text)) <= 200
    assert time.process_time() - begin < 20


@pytest.mark.parametrize("text", ["", "\n\n", "# bare en kommentar\n", "---\n"])
def test_an_empty_file_is_told_to_be_empty(text: str) -> None:
    with pytest.raises(ImportFailed, match=r"k\.yaml is empty"):
        codebook_of(text, "k.yaml")


def test_a_file_that_is_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "stor.yaml"
    path.write_bytes(b"#" * (LARGEST + 1))
    with pytest.raises(ImportFailed, match=r"stor\.yaml has 2000001 bytes"):
        read_codebook(str(path))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match=r"borte\.yaml"):
        read_codebook(str(tmp_path / "borte.yaml"))


def test_other_encodings_and_line_ends_are_read(tmp_path: Path) -> None:
    path = tmp_path / "k.yaml"
    path.write_bytes("name: Forståelse av «makt»\r\ncodes:\r\n  - name: Før\r\n".encode("cp1252"))
    draft = read_codebook(str(path))
    assert (draft.name, draft.codes[0].name) == ("Forståelse av «makt»", "Før")


def refusal(text: str) -> ImportFailed | None:
    try:
        codebook_of(text, "k.yaml")
    except ImportFailed as refused:
        return refused
    return None


@given(st.text(alphabet="name: codes\n-[]{}\"'#&*!|>%@`?,\\\t ~é0", max_size=60) | st.text(max_size=40))
def test_any_text_is_a_codebook_or_is_refused_with_a_place(text: str) -> None:
    refused = refusal(text)
    if isinstance(refused, CodebookUnreadable):
        lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for finding in refused.findings:
            assert 1 <= finding.line <= len(lines)
            assert 1 <= finding.column <= len(lines[finding.line - 1]) + 1
    elif refused is not None:
        assert "is empty" in str(refused)


@given(st.data())
def test_a_damaged_codebook_is_read_or_refused(data: st.DataObject) -> None:
    text = SHIPPED[0].read_text("utf-8")[:1500]
    at, cut = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 3))
    damage = data.draw(st.text(alphabet="\n \t-:#[]{}'\"&*!|>", max_size=3))
    refused = refusal(text[:at] + damage + text[at + cut :])
    assert refused is None or str(refused).startswith("k.yaml")
