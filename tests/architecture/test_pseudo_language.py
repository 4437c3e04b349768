"""No bare string: in a made-up language every word of the program stands in brackets, all else is the user's.

The user's own words are Greek here, so that a Latin letter outside brackets is a word that was never marked. File
names, options, dates and names of commands are the same in every language; CSV and JSON are formats, not language.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.pseudo import bracketed
from tests.architecture.source import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GREEK = {
    "κ1.txt": "Σ: Πώς άρχισε;\n\nΚ1: Αρχίσαμε μόνοι. Μετά ήρθε ο δήμος.\n\nΣ: Και μετά;\n\nΚ1: Μετά τίποτα.\n",
    "cases.csv": "case;name;μέγεθος:integer\nΑ;Αθήνα;12\nΒ;Βέροια;x\n",
    "informants.csv": "informant;case;role\nΚ1;Α;δάσκαλος\nΚ2;Β;\n;Β;\n",
    "book.yaml": (
        "name: Βιβλίο\nlanguage: el\ncodes:\n  - name: Θέμα\n    codes:\n      - name: Μόνοι\n      - name: Μαζί\n"
        "  - name: Πόλοι\n    dimension: poles\n    ends: [Άνω, Κάτω]\n    codes:\n      - name: Άνω\n"
        "      - name: Κάτω\n"
    ),
    "bad.yaml": "name: Βιβλίο\nlanguage: el\ncolour: red\ncodes:\n  - name: Θέμα\n  - name: Θέμα\n    colour: ωχ\n",
    "codings.csv": "source;code;quote\nΚ1;Μόνοι;Μετά τίποτα.\nΚ1;Μόνη;Μετά τίποτα.\nΚ1;Μόνοι;ψψψ\n",
    "finished.csv": "source;coder;round;codebook\nΠ9;ΑΒ;πρώτη;1\n",
    "empty.txt": "",
}
"""The study, by file."""

JOB = [
    ["new", "μελέτη", "--coder", "ΑΒ", "--round", "πρώτη", "--case-word", "δήμος", "--case-words", "δήμοι"],
    ["new", "μελέτη"],
    ["cases", "cases.csv"],
    ["cases"],
    ["informants", "informants.csv"],
    ["informants"],
    ["codebook", "check", "book.yaml"],
    ["codebook", "check", "bad.yaml"],
    ["codebook", "import", "bad.yaml"],
    ["codebook", "import", "book.yaml"],
    ["import", "κ1.txt", "--dry-run"],
    ["import", "κ1.txt", "--dry-run", "--speaker", "Σ=interviewer"],
    ["import", "κ1.txt", "--speaker", "Σ=interviewer"],
    ["import", "empty.txt"],
    ["import", "λείπει.txt"],
    ["import", "κ1.txt", "--kind", "τί"],
    ["import", "κ1.txt", "--speaker", "Σ=interviewer", "--speaker", "Κ1=Κ1", "--label", "Κ1"],
    ["import", "κ1.txt", "--speaker", "Σ=interviewer", "--speaker", "Κ1=Κ1"],
    ["code", "Κ1", "Μόνοι", "--quote", "Αρχίσαμε μόνοι."],
    ["code", "Κ1", "Μόνοι", "--quote", "Αρχίσαμε μόνοι."],
    ["code", "Κ1", "Μαζί", "--quote", "Μετά ήρθε ο δήμος.", "--against"],
    ["code", "Κ1", "Μόνο", "--quote", "Αρχίσαμε μόνοι."],
    ["code", "Π7", "Μόνοι", "--quote", "Αρχίσαμε μόνοι."],
    ["code", "Κ1", "Μόνοι", "--quote", "ωωω"],
    ["code", "Κ1", "Μόνοι", "--quote", "Μετά"],
    ["code", "Κ1", "Μόνοι"],
    ["codings", "import", "codings.csv"],
    ["codings", "export", "-o", "out.csv"],
    ["todo"],
    ["finish", "Κ1"],
    ["finish", "Κ1", "--code", "Μόνοι"],
    ["finish", "finished.csv"],
    ["todo"],
    ["matrix", "--format", "md"],
    ["matrix", "--format", "md", "--columns", "informant"],
    ["matrix", "--format", "md", "--columns", "source"],
    ["matrix", "--format", "md", "--columns", "attribute:μέγεθος"],
    ["matrix", "--format", "md", "--stance", "against", "--case", "Α", "--starred", "--interviewer"],
    ["matrix", "--format", "md", "--ascii", "--transpose"],
    ["matrix", "--format", "ωχ"],
    ["matrix", "--columns", "ωχ"],
    ["matrix", "--code", "Ωχ"],
    ["matrix", "--case", "Ω"],
    ["matrix", "--where", "Ω"],
    ["matrix", "--stance", "Ω"],
    ["matrix", "--kind", "Ω"],
    ["matrix", "-o", "λείπει/m.csv"],
    ["view", "save", "όψη", "--case", "Α", "--by", "ΑΒ", "--starred"],
    ["view", "list"],
    ["matrix", "--format", "md", "--view", "όψη"],
    ["matrix", "--view", "Ω"],
    ["finish", "Κ1", "--not"],
    ["undo", "--steps", "2"],
    ["redo"],
    ["redo"],
    ["redo"],
    ["history", "--last", "0"],
    ["history", "--exports"],
    ["code", "Κ1", "Μόνοι", "--quote", "Αρχίσαμε μόνοι.", "--coder", "ΓΔ", "--round", "τυφλή", "--blind"],
    ["finish", "Κ1", "--round", "τυφλή"],
    ["finish", "Κ1", "--round", "πρώτη", "--blind"],
    ["finish", "Κ1", "--coder", "ΕΖ", "--round", "πρώτη"],
    ["finish", "Κ1", "--not", "--code", "Μόνοι"],
    ["finish", "finished.csv", "--not"],
    ["rounds"],
    ["check"],
    ["backup"],
    ["restore"],
    ["open"],
    ["undo", "--steps", "99"],
    ["check", "λείπει.workbench"],
    ["check", "κενό/κενό.workbench"],
    ["ωχ"],
    ["undo", "--ωχ"],
    ["undo", "--steps", "ωχ"],
    ["undo", "--steps"],
    ["todo", "Α", "Β"],
    ["code", "Κ1", ""],
    ["code", "Κ1", "Μόνοι", "--quote", "α", "--quote", "β"],
    ["code", "Κ1", "Μόνοι", "--quote", "α", "--start", "1"],
    ["matrix", "-o", "Α.workbench"],
    ["matrix", "-o", "Α"],
    ["codings", "export", "-o", "book.yaml"],
    ["matrix", "--starred=1"],
    ["new", ".workbench"],
    ["-"],
    ["code"],
    ["codings"],
]
"""A piece of work with every verb, and with what goes wrong."""

VERBS = [
    "demo",
    "new",
    "open",
    "import",
    "cases",
    "informants",
    "code",
    "finish",
    "todo",
    "rounds",
    "matrix",
    "report",
    "transcript",
    "history",
    "undo",
    "redo",
    "check",
    "backup",
    "restore",
    "codebook",
    "codings",
    "view",
    "citation",
]
HELP = [["--help"], *([verb, "--help"] for verb in VERBS)] + [
    [group, verb, "--help"]
    for group, verbs in (("codebook", "import export check"), ("codings", "import export"), ("view", "save list"))
    for verb in verbs.split()
]

_SAME_EVERYWHERE = re.compile(
    r"⟦.*?⟧"  # what is marked
    r"|\S+\.(?:workbench|csv|md|txt|json|yaml|docx)\b"  # files
    r"|\d{4}-\d\d-\d\dT[\d:]+Z"  # times
    r"|(?<!\w)--?[a-z][a-z-]*"  # options
    r"|:\d+[a-z]+\b"  # the letter of an id that a passage is cited by
    r"|\bworkbench(?: (?:" + "|".join(VERBS) + r"|export|save|list))*\b|\bWorkbench \d\S*",
    re.DOTALL,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")


def bare_words(answer: str, allowed: frozenset[str] = frozenset()) -> list[str]:
    """Return the words of an answer that are neither marked nor the user's."""
    return [word for word in _LATIN.findall(_SAME_EVERYWHERE.sub(" ", answer)) if word not in allowed]


def run(folder: Path, lines: list[list[str]], sabotage: str = "-") -> list[tuple[list[str], str, int]]:
    """Run command lines in the made-up language; return each with its answer and exit code."""
    for name, text in GREEK.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "κενό").mkdir(exist_ok=True)
    (folder / "κενό" / "κενό.workbench").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "tests.architecture.pseudo", str(folder), sabotage],
        input=json.dumps(lines),
        cwd=ROOT,
        env={"PATH": "", "HOME": str(folder), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return [(line, answer, code) for line, answer, code in json.loads(done.stdout)]


def test_help_pages_hold_no_bare_word(tmp_path: Path) -> None:
    found = run(tmp_path, HELP)
    in_a_pattern = {"who", "number", "department", "id"}
    allowed = frozenset({*VERBS, "import", "export", "save", "list", "case", "exports", *in_a_pattern})
    assert {code for _line, _answer, code in found} == {0}
    assert {" ".join(line): bare for line, answer, _code in found if (bare := bare_words(answer, allowed))} == {}


def test_answers_hold_no_bare_word(tmp_path: Path) -> None:
    found = run(tmp_path, JOB)
    assert [line for line, answer, _code in found if "⟦" not in answer] == QUIET
    assert {
        name: bare for name, bare in ((" ".join(line), _bare(line, answer)) for line, answer, _code in found) if bare
    } == {}
    codes = {code for _line, _answer, code in found}
    assert codes == {0, 1, 2}, "no command may end in a mistake of ours"


QUIET = [["cases"], ["informants"]]
"""Command lines whose answer is the user's words alone."""

_KINDS = {"interview", "group", "document", "observation", "survey"}
_FORMATS = {"csv", "json", "md", "html", "xlsx", "docx"}
FORMAT = {
    "cases cases.csv": {"x"},
    "informants informants.csv": {"informant"},
    "codebook check bad.yaml": {"colour", "name", "language", "version", "codes"},
    "codebook import bad.yaml": {"colour", "name", "language", "version", "codes"},
    "matrix --kind Ω": _KINDS,
    "matrix --format ωχ": _FORMATS,
    "matrix -o Α": _FORMATS,
    "matrix --format md --ascii --transpose": {"s", "x", "o", "S", "X", "O", "SXO"},
    "codings": {"import", "export"},
    "codings export -o book.yaml": {"csv"},
}
"""Names of columns, keys and kinds, and the marks, which are part of a file's format."""


def _bare(line: list[str], answer: str) -> list[str]:
    return bare_words(answer, frozenset(FORMAT.get(" ".join(line), ())))


@pytest.mark.parametrize(
    ("sabotage", "line"),
    [
        ("workbench.cli.todo._told", ["todo"]),
        ("workbench.domain.first_page._PageMaker._made_from", ["matrix", "--format", "md"]),
        ("workbench.services.history._Titles.title", ["history"]),
    ],
)
def test_a_bare_word_is_found(tmp_path: Path, sabotage: str, line: list[str]) -> None:
    found = run(tmp_path, [*JOB[:1], *JOB[2:20], line], sabotage)
    assert bare_words(found[-1][1]) != []


def test_the_made_up_language_marks_words_and_leaves_what_is_filled_in() -> None:
    assert bracketed("Made {name}, for {coder}.") == "⟦Made ⟧{name}⟦, for ⟧{coder}."
    assert bare_words("⟦Made ⟧Α.workbench⟦, for ⟧ΑΒ.") == []
    assert bare_words("⟦Made ⟧this folder") == ["this", "folder"]
