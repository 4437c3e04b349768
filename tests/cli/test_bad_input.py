"""Every file of the issue's list of bad input: one sentence that names it, exit 2, nothing changed, nothing left."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import BOOK, Said, Workbench, lying_in
from tests.importers.test_hostile_files import DTD, document, overlapping, packed, paragraph, word
from workbench.bootstrap import open_desk

Bytes = Callable[[], bytes]
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8

TRANSCRIPTS: dict[str, tuple[str, Bytes]] = {
    "empty": ("a.txt", lambda: b""),
    "white space": ("a.txt", lambda: b" \n\t\n"),
    "binary": ("a.txt", lambda: PICTURE),
    "huge": ("a.txt", lambda: b"I: hei.\n" * 6_600_000),
    "wrongly encoded": ("a.txt", lambda: "I: æøå.\n".encode("utf-16-be")[:-1]),
    "empty docx": ("a.docx", lambda: b""),
    "no docx": ("a.docx", lambda: PICTURE),
    "docx cut short": ("a.docx", lambda: word(document(paragraph("I: Hei.")))[:-40]),
    "DTD": ("a.docx", lambda: word(document(paragraph("x"), DTD))),
    "zip bomb": ("a.docx", lambda: word(document(paragraph("a" * 40_000_000)))),
    "overlapping entries": ("a.docx", lambda: overlapping(2)),
    "huge docx": ("a.docx", lambda: packed({"a": b"x" * 52_000_000}, zipfile.ZIP_STORED)),
    "other ending": ("a.pdf", lambda: b"%PDF-1.7"),
}

CODEBOOKS: dict[str, Bytes] = {
    "empty": lambda: b"",
    "binary": lambda: PICTURE,
    "huge": lambda: b"# \n" * 17_500_000,
    "wrongly encoded": lambda: "name: æ".encode("utf-16-be") + b"\xd8",
    "siblings of one name": lambda: b"name: B\ncodes:\n  - name: A\n  - name: A\n",
    "bad colour": lambda: b"name: B\ncodes:\n  - name: A\n    colour: rosa\n",
    "tab": lambda: b"name: B\ncodes:\n\t- name: A\n",
    "alias loop": lambda: b"name: B\ncodes: &x\n  - name: A\n    codes: *x\n",
    "no YAML": lambda: b"name: [B\n",
    "another thing": lambda: b"- 1\n- 2\n",
}

TABLES: dict[str, Bytes] = {
    "empty": lambda: b"",
    "binary": lambda: PICTURE,
    "huge": lambda: b"source;quote;code\n" + b"\n" * 450_000_000 if os.environ.get("WORKBENCH_LONG") else PICTURE[:40],
    "wrongly encoded": lambda: "case;name".encode("utf-16-be") + b"\xd8",
    "no needed column": lambda: b"colour;size\nred;2\n",
    "10,000 columns": lambda: b"case;" + b";".join(b"c%d:text" % n for n in range(10_000)) + b"\nSK\n",
    "a heading twice": lambda: (
        b"case;informant;file;source;code;quote;case;informant;file;source;code;quote;round;coder;codebook\nSK\n"
    ),
}

TABLE_VERBS = (("cases",), ("informants",), ("import",), ("codings", "import"), ("finish",))


def refused(said: Said, name: str) -> None:
    """One sentence on the error stream, which names the file and says what to do."""
    assert (said.code, said.out) == (2, ""), said
    assert len(said.remarks) == 1, said.err
    assert name in said.err
    assert re.search(r"[;:,] ", said.err.replace(name, "")), f"it does not say what to do: {said.err}"
    assert not re.search(r"Traceback|Error|Exception|None|\{\w*\}", said.err)
    assert len(said.err) < 400


@pytest.mark.parametrize("form", TRANSCRIPTS)
def test_a_bad_transcript(form: str, small: Path, workbench: Workbench) -> None:
    name, content = TRANSCRIPTS[form]
    path = small.parent / name
    path.write_bytes(content())
    before = lying_in(small.parent)
    refused(workbench("import", small, path, "--speaker", "I=interviewer", "--coder", "NEW"), name)
    assert lying_in(small.parent) == before


@pytest.mark.parametrize("form", CODEBOOKS)
def test_a_bad_codebook(form: str, small: Path, workbench: Workbench) -> None:
    path = small.parent / "bad.yaml"
    path.write_bytes(CODEBOOKS[form]())
    before = lying_in(small.parent)
    refused(workbench("codebook", "import", small, path, "--coder", "NEW"), "bad.yaml")
    checked = workbench("codebook", "check", path)
    assert checked.code in {1, 2}
    assert "bad.yaml" in checked.err
    assert lying_in(small.parent) == before


@pytest.mark.parametrize("form", TABLES)
@pytest.mark.parametrize("verb", TABLE_VERBS, ids=" ".join)
def test_a_bad_table(verb: tuple[str, ...], form: str, small: Path, workbench: Workbench) -> None:
    path = small.parent / "bad.csv"
    path.write_bytes(TABLES[form]())
    before = lying_in(small.parent)
    refused(workbench(*verb, small, path, "--coder", "NEW"), "bad.csv")
    assert lying_in(small.parent) == before


@pytest.mark.parametrize(
    "words",
    [
        ("import", "a.txt"), ("import", "a.docx"), ("import", "a.csv"), ("cases", "a.csv"), ("informants", "a.csv"),
        ("codebook import", "a.yaml"), ("codebook check", "a.yaml"), ("codings import", "a.csv"), ("finish", "a.csv"),
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_a_file_that_is_not_there(words: tuple[str, str], kind: str, small: Path, workbench: Workbench) -> None:
    verb, name = words
    if kind == "folder":
        (small.parent / name).mkdir()
    before = lying_in(small.parent)
    project = () if verb == "codebook check" else (small,)
    refused(workbench(*verb.split(), *project, small.parent / name), name)
    assert lying_in(small.parent) == before


def test_one_bad_file_among_good_ones_keeps_all_out(small: Path, workbench: Workbench) -> None:
    (small.parent / "good.txt").write_text("I: Hei, du.\nI: Hei.\n", "utf-8")
    (small.parent / "bad.txt").write_bytes(PICTURE)
    before = lying_in(small.parent)
    said = workbench("import", small, small.parent / "good.txt", small.parent / "bad.txt")
    assert said.code == 2
    assert sum("bad.txt" in line for line in said.remarks) == 1
    assert said.remarks[-1] == "Nothing was changed."
    assert lying_in(small.parent) == before


# Projects

READING = ("todo", "cases", "matrix", "history", "codings export", "codebook export", "view list", "check")
WRITING = ("undo", "finish SK1", "code SK1 Nedenfra --quote fjor", "view save x", "codings import", "import")
WHOLE = {"newer", "with a trigger"}
"""States in which the file is sound, so that it can still be copied."""


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[4096 : 4096 * 40] = b"\xa5" * (4096 * 39)
    path.write_bytes(bytes(data))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])


def another_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE x(y)")
        connection.commit()


def with_a_trigger(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON step BEGIN DELETE FROM coding; END")
        connection.commit()


PROJECTS: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: path.unlink(),
    "empty": lambda path: path.write_bytes(b""),
    "no project": lambda path: path.write_bytes(PICTURE * 4),
    "a text": lambda path: path.write_text("Dette er et prosjekt.\n" * 300),
    "newer": newer,
    "damaged": damaged,
    "cut short": cut_short,
    "not ours": another_database,
    "with a trigger": with_a_trigger,
}


@pytest.mark.parametrize("state", PROJECTS)
@pytest.mark.parametrize("verb", [*READING[::3], *WRITING[::2], "check", "import"])
def test_a_project_that_cannot_be_used(state: str, verb: str, small: Path, workbench: Workbench) -> None:
    PROJECTS[state](small)
    table = small.parent / "c.csv"
    table.write_text("source;quote;code\nSK1;fjor;Nedenfra\n", "utf-8")
    before = lying_in(small.parent)
    more = {"import": ["sk1.txt"], "codings import": ["c.csv"]}.get(verb, [])
    command, *rest = re.split(r" (?=SK1|x|--)", verb, maxsplit=1)
    words = [*command.split(), small, *(word for part in rest for word in part.split())]
    refused(workbench(*words, *(small.parent / name for name in more)), small.name)
    assert lying_in(small.parent) == before
    assert not list((small.parent / "small.backups").glob("*"))


@pytest.mark.parametrize("state", PROJECTS)
def test_only_a_sound_file_is_backed_up(state: str, small: Path, workbench: Workbench) -> None:
    PROJECTS[state](small)
    before = lying_in(small.parent)
    said = workbench("backup", small)
    if state in WHOLE:
        assert said.code == 0
    else:
        refused(said, small.name)
    assert lying_in(small.parent) == before
    assert bool(list((small.parent / "small.backups").glob("*"))) is (state in WHOLE)


@pytest.fixture
def elsewhere(small: Path) -> Iterator[Path]:
    """The small project, open in another hand."""
    desk = open_desk(small)
    yield small
    desk.close()


@pytest.mark.parametrize("verb", WRITING)
def test_a_project_that_is_open_elsewhere_cannot_be_changed(verb: str, elsewhere: Path, workbench: Workbench) -> None:
    table = elsewhere.parent / "c.csv"
    table.write_text("source;quote;code\nSK1;fjor;Nedenfra\n", "utf-8")
    before = lying_in(elsewhere.parent)
    more = {"import": ["sk1.txt"], "codings import": ["c.csv"]}.get(verb, [])
    command, *rest = re.split(r" (?=SK1|x|--)", verb, maxsplit=1)
    words = [*command.split(), elsewhere, *(word for part in rest for word in part.split())]
    said = workbench(*words, *(elsewhere.parent / name for name in more))
    refused(said, elsewhere.name)
    assert lying_in(elsewhere.parent) == before


@pytest.mark.parametrize("verb", READING)
def test_a_project_that_is_open_elsewhere_can_be_read_and_says_of_when(
    verb: str, elsewhere: Path, workbench: Workbench
) -> None:
    before = lying_in(elsewhere.parent)
    said = workbench(*verb.split(), elsewhere)
    assert said.code == 0, said
    assert verb == "check" or re.fullmatch(
        r"small\.workbench is open elsewhere; this is as of change \d+, 20\S+Z\.\n", said.err
    )
    assert lying_in(elsewhere.parent) == before
    assert said.out or verb == "cases" or verb == "view list"


@pytest.fixture
def as_anybody() -> Iterator[Path]:
    """A folder, for someone whom the rights of a file bind; the administrator becomes nobody for this long."""
    if sys.platform == "win32":
        pytest.skip("file modes are not of this system")
    administrator = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if administrator:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield folder
        finally:
            if administrator:
                os.seteuid(0)
            folder.chmod(0o700)


@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.parametrize("verb", [*READING, "undo", "code SK1 Nedenfra --quote fjor", "view save x", "import"])
def test_a_read_only_project(what: str, verb: str, made: Path, workbench: Workbench, as_anybody: Path) -> None:
    project = as_anybody / "small.workbench"
    content = MADE.setdefault("small", b"") or project_bytes(made)
    project.write_bytes(content)
    (project if what == "file" else as_anybody).chmod(0o400 if what == "file" else 0o500)
    command, *rest = re.split(r" (?=SK1|x|--)", verb, maxsplit=1)
    words = [*command.split(), project, *(word for part in rest for word in part.split())]
    said = workbench(*words, *(["nosuch.txt"] if verb == "import" else []))
    as_anybody.chmod(0o700)
    if verb in READING:
        assert (said.code, said.err) == (0, ""), said
        assert said.out or verb in {"cases", "view list"}
    else:
        refused(said, "small.workbench")
    assert project.read_bytes() == content
    assert [path.name for path in as_anybody.iterdir()] == ["small.workbench"]


MADE: dict[str, bytes] = {}


def project_bytes(made: Path) -> bytes:
    """The small project, read with the rights we began with."""
    euid = os.geteuid()
    if os.getuid() == 0:
        os.seteuid(0)
    try:
        MADE["small"] = (made / "small.workbench").read_bytes()
    finally:
        os.seteuid(euid)
    return MADE["small"]


def test_the_good_forms_of_these_files_come_in(small: Path, workbench: Workbench) -> None:
    """What is refused above is refused for what is wrong with it."""
    (small.parent / "a.docx").write_bytes(word(document(paragraph("I: Hei.") + paragraph("SK2: Hei."))))
    (small.parent / "bad.yaml").write_text(BOOK, "utf-8")
    (small.parent / "bad.csv").write_text("case;name\nSK;Storvik\n", "utf-8")
    assert workbench("import", small, small.parent / "a.docx", "--speaker", "SK2=SK2;I=interviewer").code == 0
    assert workbench("codebook", "import", small, small.parent / "bad.yaml").code == 0
    assert workbench("cases", small, small.parent / "bad.csv").code == 0
