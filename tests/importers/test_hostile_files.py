"""Files made to harm: each is refused in one sentence, or read without harm, within two seconds.

All of them are made here, at run time; none lies in the repository.
"""

from __future__ import annotations

import io
import os
import pathlib
import random
import re
import socket
import struct
import sys
import tempfile
import time
import unicodedata
import warnings
import zipfile
from typing import TYPE_CHECKING

import pytest

from workbench.domain.errors import ImportFailed
from workbench.domain.reading import ReadFile, ReadRequest
from workbench.domain.sources import Kind
from workbench.importers import docx, hardened_xml
from workbench.importers.isolated import IsolatedReader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


SECONDS = 2.0 if "PYTEST_XDIST_WORKER" not in os.environ else 10.0
"""What SAFETY.md S2 allows one file on a machine of its own; side by side with other tests, five times that."""
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def document(body: str, doctype: str = "", head: str = HEAD) -> str:
    return f'{head}{doctype}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


GOOD = document(paragraph("I: Hei."))


def packed(members: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(file, "w", method) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
    return file.getvalue()


def word(xml: bytes | str, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    return packed({"word/document.xml": xml}, method)


def with_names(*names: str) -> bytes:
    return packed({"word/document.xml": GOOD, **dict.fromkeys(names, "x")})


def entity(declared: str, used: str = "&x;") -> bytes:
    return word(document(paragraph(used), f"<!DOCTYPE w:document [{declared}]>"))


def patched(data: bytes, signature: bytes, offset: int, value: bytes, *, last: bool = False) -> bytes:
    """Overwrite a field of a zip record."""
    at = (data.rindex(signature) if last else data.index(signature)) + offset
    return data[:at] + value + data[at + len(value) :]


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def flagged(bits: int) -> bytes:
    value = struct.pack("<H", bits)
    return patched(patched(word(GOOD), LOCAL, 6, value), CENTRAL, 8, value)


def sized(size: int, data: bytes | None = None) -> bytes:
    """A document whose directory lies about its size, in both places."""
    value = struct.pack("<I", size)
    return patched(patched(data or word(GOOD), LOCAL, 22, value), CENTRAL, 24, value)


def sized_packed(more: int) -> bytes:
    """A document that claims some bytes of what follows it."""
    data = word(GOOD)
    (size,) = struct.unpack_from("<I", data, 18)
    value = struct.pack("<I", size + more)
    return patched(patched(data, LOCAL, 18, value), CENTRAL, 20, value)


def renamed(name: bytes) -> bytes:
    """A name of the same length that the library would not write."""
    return with_names("x" * len(name)).replace(b"x" * len(name), name)


def overlapping(count: int) -> bytes:
    """Many entries of the directory that all mean the same packed bytes."""
    single = packed({"word/document.xml": GOOD, "word/a000.xml": "x" * 900_000})
    start = single.rindex(CENTRAL)
    entry = single[start : single.index(END)]
    first = single[single.index(CENTRAL) : start]
    entries = first + b"".join(entry.replace(b"a000", b"a%03d" % (number % 1000)) for number in range(count))
    begun = single.index(CENTRAL)
    end = struct.pack("<4s4H2LH", END, 0, 0, min(count + 1, 65535), min(count + 1, 65535), len(entries), begun, 0)
    return single[:begun] + entries + end


def claiming(total: int, each: int) -> bytes:
    """Entries that claim to be large, in proportion to nothing."""
    data = packed(
        {"word/document.xml": GOOD, **{f"a{number}": b"x" * 10 for number in range(total)}}, zipfile.ZIP_STORED
    )
    return data.replace(struct.pack("<II", 10, 10), struct.pack("<II", 10, each))


def many_members(count: int) -> bytes:
    return packed({"word/document.xml": GOOD, **{f"a{number}": "" for number in range(count)}}, zipfile.ZIP_STORED)


def duplicated() -> bytes:
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("word/document.xml", GOOD)
            archive.writestr("word/document.xml", document(paragraph("Noe annet")))
    return file.getvalue()


def relations(target: str, doctype: str = "") -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    written = f'{doctype}<Relationships><Relationship Type="{kind}" Target="{target}"/></Relationships>'
    return packed({"_rels/.rels": written, "word/other.xml": GOOD})


def laughs() -> str:
    lines = ['<!ENTITY a0 "ha">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)]
    return "".join(lines) + '<!ENTITY x "&a11;">'


def utf7(text: str) -> str:
    return text.replace("<!", "+ADwAIQ-")


def noise(size: int) -> bytes:
    return random.Random(1).randbytes(size)


DTD = "<!DOCTYPE w:document>"
REFUSED_DOCX: dict[str, Callable[[], bytes]] = {
    "DTD": lambda: word(document(paragraph("x"), DTD)),
    "DTD with a system id": lambda: word(document(paragraph("x"), '<!DOCTYPE w:document SYSTEM "file:///etc/passwd">')),
    "DTD with a public id": lambda: word(document(paragraph("x"), '<!DOCTYPE d PUBLIC "-//x" "http://127.0.0.1/x">')),
    "billion laughs": lambda: entity(laughs()),
    "quadratic blow-up": lambda: entity(f'<!ENTITY x "{"a" * 100_000}">', "&x;" * 1000),
    "external entity": lambda: entity('<!ENTITY x SYSTEM "file:///etc/passwd">'),
    "parameter entity": lambda: entity('<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;', ""),
    "entity that calls itself": lambda: entity('<!ENTITY x "&x;">'),
    "DTD in UTF-16 with mark": lambda: word(document(paragraph("x"), DTD).encode("utf-16")),
    "DTD in UTF-16 BE with mark": lambda: word(b"\xfe\xff" + document(paragraph("x"), DTD).encode("utf-16-be")),
    "DTD in UTF-16 LE": lambda: word(document(paragraph("x"), DTD).encode("utf-16-le")),
    "DTD in UTF-16 BE": lambda: word(document(paragraph("x"), DTD).encode("utf-16-be")),
    "DTD in UTF-32": lambda: word(document(paragraph("x"), DTD).encode("utf-32")),
    "DTD in UTF-7": lambda: word(utf7(document(paragraph("x"), DTD, '<?xml version="1.0" encoding="UTF-7"?>'))),
    "DTD in EBCDIC": lambda: word(document(paragraph("x"), DTD, "").encode("cp037")),
    "DTD after a comment": lambda: word(document(paragraph("x"), "<!-- " + "x" * 100_000 + " -->" + DTD)),
    "unknown entity": lambda: word(document(paragraph("&x;"))),
    "200,000 deep": lambda: word("<a>" * 200_000 + "</a>" * 200_000),
    "220 deep": lambda: word(document(paragraph("x") + "<w:p>" * 220 + "</w:p>" * 220)),
    "3,000,000 elements": lambda: word(document(paragraph("x") + "<w:p/>" * 3_000_000), zipfile.ZIP_STORED),
    "300,000 attributes": lambda: word(
        document("<w:p " + " ".join(f'a{n}="{n}"' for n in range(300_000)) + "/>" + paragraph("x"))
    ),
    "65 attributes": lambda: word(document("<w:p " + " ".join(f'a{n}=""' for n in range(65)) + "/>" + paragraph("x"))),
    "no XML": lambda: word("Dette er ikke XML"),
    "no bytes": lambda: word(""),
    "XML cut short": lambda: word(GOOD[:-30]),
    "another root": lambda: word("<html><body>Hei</body></html>"),
    "another namespace": lambda: word(GOOD.replace(W, "http://x.no/")),
    "NUL in the XML": lambda: word(GOOD.replace("Hei", "H\x00ei")),
    "no UTF-8 in the XML": lambda: word(GOOD.replace("Hei", "Håi").encode("latin-1")),
    "surrogate by number": lambda: word(document(paragraph("&#xD800;"))),
    "control by number": lambda: word(document(paragraph("&#1;"))),
    "no words": lambda: word(document(paragraph(" ") + paragraph(""))),
    "a text of 11 MB": lambda: word(document(paragraph("a" * 11_000_000)), zipfile.ZIP_STORED),
    "zip bomb": lambda: word(document(paragraph("a" * 300_000_000))),
    "zip bomb beside": lambda: packed({"word/document.xml": GOOD, "word/media/a.bin": b"\x00" * 60_000_000}),
    "overlapping entries": lambda: overlapping(900),
    "two entries at one place": lambda: overlapping(2),
    "600,000 entries at one place": lambda: overlapping(600_000),
    "smaller than said": lambda: sized(100_000),
    "larger than said": lambda: sized(20),
    "empty by its own word": lambda: sized(0),
    "101 MB claimed": lambda: sized(101_000_000),
    "101 MB claimed in proportion": lambda: sized(101_000_000, word(noise(600_000), zipfile.ZIP_STORED)),
    "reaching into the directory": lambda: sized_packed(40),
    "600 MB claimed in all": lambda: claiming(600, 999_999),
    "encrypted": lambda: flagged(0x1),
    "strongly encrypted": lambda: flagged(0x41),
    "hidden directory": lambda: flagged(0x2000),
    "unknown packing": lambda: patched(patched(word(GOOD), LOCAL, 8, b"\x63\x00"), CENTRAL, 10, b"\x63\x00"),
    "bzip2": lambda: word(GOOD, zipfile.ZIP_BZIP2),
    "lzma": lambda: word(GOOD, zipfile.ZIP_LZMA),
    "the same name twice": duplicated,
    "names differing by case": lambda: with_names("WORD/Document.xml"),
    "names differing by form": lambda: with_names("å", unicodedata.normalize("NFD", "å")),
    "a name upwards": lambda: with_names("../../etc/passwd"),
    "a name from the root": lambda: with_names("/etc/passwd"),
    "a name with a backslash": lambda: renamed(b"..\\x"),
    "a name with a drive": lambda: with_names("C:x"),
    "a name with NUL": lambda: renamed(b"a\x00bb"),
    "a zip within": lambda: packed({"word/document.xml": GOOD, "word/a.zip": packed({"x": "y"})}),
    "a document within": lambda: packed({"word/document.xml": GOOD, "b.docx": word(GOOD)}),
    "a zip for a document": lambda: word(word(GOOD)),
    "10,001 members": lambda: many_members(10_001),
    "cut in half": lambda: word(document(paragraph("ord " * 5000)))[:-200],
    "cut in the directory": lambda: word(GOOD)[:-30],
    "only the beginning": lambda: word(GOOD)[:60],
    "an empty zip": lambda: packed({}),
    "a directory without its files": lambda: b"PK\x03\x04" + word(GOOD)[word(GOOD).index(CENTRAL) :],
    "a wrong checksum": lambda: patched(
        patched(word(GOOD), LOCAL, 14, b"\x01\x02\x03\x04"), CENTRAL, 16, b"\x01\x02\x03\x04"
    ),
    "a place beyond the end": lambda: patched(word(GOOD), CENTRAL, 42, b"\xff\xff\xff\x7f"),
    "broken packed bytes": lambda: patched(word(GOOD), LOCAL, 60, noise(40)),
    "a wrong directory size": lambda: patched(word(GOOD), END, 12, b"\xff\xff\xff\x7f"),
    "no main part": lambda: packed({"word/styles.xml": GOOD}),
    "a main part outside": lambda: relations("../../../etc/passwd"),
    "a main part on a share": lambda: relations("\\\\host\\share\\x.xml"),
    "a main part that is missing": lambda: relations("word/none.xml"),
    "relations with a DTD": lambda: relations("word/other.xml", "<!DOCTYPE x>"),
    "old Word": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "a PDF": lambda: b"%PDF-1.7\n",
    "a web page": lambda: b"<html><body>Hei</body></html>",
    "noise": lambda: noise(100_000),
    "noise in a zip's clothes": lambda: LOCAL + noise(100_000),
    "one byte": lambda: b"P",
}
UNSEEN = {"EBCDIC", "UTF-7", "UTF-32"}
"""Encodings in which the parser, told that all is UTF-8, sees no XML at all."""
REFUSED_TXT: dict[str, Callable[[], bytes]] = {
    "noise": lambda: noise(100_000),
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + noise(5000),
    "a Word document": lambda: word(GOOD),
    "a PDF": lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a program": lambda: b"\x7fELF" + bytes(200),
    "zeros": lambda: bytes(100_000),
    "NUL among the letters": lambda: "V\x00i m\x00å g\x00å h\x00er".encode(),
    "NUL in an old encoding": lambda: "Vi må \x00 gå".encode("cp1252"),
    "surrogates in UTF-8": lambda: b"I: hei \xed\xa0\x80\xed\xb0\x80",
    "half a pair in UTF-16": lambda: b"\xff\xfeI\x00:\x00\x00\xd8a\x00",
    "UTF-16 cut short": lambda: "I: hei".encode("utf-16")[:-1],
    "UTF-32 beyond Unicode": lambda: b"\xff\xfe\x00\x00\x00\x00\x11\x00",
    "UTF-8 cut short": lambda: "I: Vi må gå på øya å".encode()[:-1],
    "nothing": lambda: b"",
    "only a mark": lambda: b"\xef\xbb\xbf",
    "only marks": lambda: "\ufeff\ufeff".encode("utf-16"),
    "a million labels": lambda: b"I:\n" * 1_000_000,
    "labels without end": lambda: "".join(f"BK{a}{b}: a\n" for a in range(1000) for b in "abcdefghi").encode(),
    "names without end": lambda: "".join(f"Navn{n}: a\nNavn{n}: b\n" for n in range(100_000)).encode(),
    "only white space": lambda: b" \r\n\t\x0b\x0c \n" * 100_000,
    "51 MB": lambda: b"a" * 51_000_000,
}
NEUTRALISED: dict[str, Callable[[], bytes]] = {
    "UTF-16 without a mark": lambda: ("I: Vi må gå på øya.\nBK3: Ja.\n" * 100).encode("utf-16-le"),
    "UTF-16 BE without a mark": lambda: ("I: Vi må gå på øya.\nBK3: Ja.\n" * 100).encode("utf-16-be"),
    "terminal commands": lambda: "I: \x1b[31mrød\x1b]0;t\x07 \x9b31m".encode() + b"\nBK3: " + b"ord " * 500,
    "a stray NUL": lambda: b"I: hei\x00 du\nBK3: " + b"ord " * 500,
    "strange line ends": lambda: (
        "I: en\x0bto\x0ctre\x85fire\u2028fem\u2029seks\x1a".encode() + b"\nBK3: ord ord ord" * 50
    ),
    "turned and unseen signs": lambda: "I: \u202eabc\u202c\u200b\u2066x\u2069\ufeff\U000e0041".encode(),
    "a million lines": lambda: b"a\n" * 1_000_000,
    "one long line": lambda: b"ord " * 2_000_000,
    "a long run of marks": lambda: ("I: a" + "\u0301\u0316" * 100_000).encode(),
    "white space without end": lambda: b"I: a" + b" " * 5_000_000 + b"b",
    "blank lines without end": lambda: b"a" + b"\n \n" * 2_000_000 + b"b",
    "overlong UTF-8": lambda: b"I: \xc0\xaf\xc0\x80 hei",
    "colons": lambda: b"A:" * 2_000_000,
    "brackets": lambda: b"[00:" * 1_000_000,
}


@pytest.fixture(scope="module", autouse=True)
def _started(reader: IsolatedReader, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the process start before any clock runs."""
    file = tmp_path_factory.mktemp("good") / "good.docx"
    file.write_bytes(word(GOOD))
    assert isinstance(answer_to(reader, file), ReadFile)


def answer_to(reader: IsolatedReader, path: Path | str, kind: Kind = Kind.INTERVIEW) -> ReadFile | ImportFailed:
    (answer,) = reader.read_all([ReadRequest(str(path), kind)])
    return answer


def refusal(reader: IsolatedReader, path: Path | str) -> str:
    """Return the one sentence with which a file is refused, in time."""
    begun = time.perf_counter()
    answer = answer_to(reader, path)
    took = time.perf_counter() - begun
    assert isinstance(answer, ImportFailed)
    sentence = str(answer)
    assert sentence.startswith(str(path))
    assert sentence.endswith(".")
    assert "stopped its reader" not in sentence
    assert took < SECONDS
    return sentence


@pytest.mark.parametrize("attack", REFUSED_DOCX)
def test_a_hostile_document_is_refused(reader: IsolatedReader, tmp_path: Path, attack: str) -> None:
    file = tmp_path / "angrep.docx"
    file.write_bytes(REFUSED_DOCX[attack]())
    sentence = refusal(reader, file)
    assert "passwd" not in sentence
    assert "could not be read" not in sentence


@pytest.mark.parametrize(
    "attack",
    [
        "zip bomb",
        "zip bomb beside",
        "overlapping entries",
        "101 MB claimed in proportion",
        "600 MB claimed in all",
        "reaching into the directory",
        "10,001 members",
        "a name upwards",
        "the same name twice",
        "bzip2",
    ],
)
def test_the_packing_is_judged_before_it_is_read(reader: IsolatedReader, tmp_path: Path, attack: str) -> None:
    file = tmp_path / "angrep.docx"
    file.write_bytes(REFUSED_DOCX[attack]())
    assert "is packed in a way no word processor does" in refusal(reader, file)


@pytest.mark.parametrize("attack", [name for name in REFUSED_DOCX if "DTD" in name and name.split()[-1] not in UNSEEN])
def test_a_document_type_is_refused_before_the_parser_sees_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, attack: str
) -> None:
    def seen() -> None:
        raise AssertionError("the parser was asked for")

    monkeypatch.setattr(hardened_xml, "_parser", seen)
    with pytest.raises(ImportFailed):
        docx.read(REFUSED_DOCX[attack](), "angrep.docx")


@pytest.mark.parametrize("attack", REFUSED_TXT)
def test_a_hostile_text_is_refused(reader: IsolatedReader, tmp_path: Path, attack: str) -> None:
    file = tmp_path / "angrep.txt"
    file.write_bytes(REFUSED_TXT[attack]())
    assert "could not be read" not in refusal(reader, file)


def test_a_million_blocks_are_refused(reader: IsolatedReader, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"A.\n\n" * 1_000_000)
    begun = time.perf_counter()
    assert "more than 200000 turns" in str(answer_to(reader, file, Kind.DOCUMENT))
    assert time.perf_counter() - begun < SECONDS


@pytest.mark.parametrize("kind", [Kind.INTERVIEW, Kind.DOCUMENT])
@pytest.mark.parametrize("attack", NEUTRALISED)
def test_a_strange_text_is_read_without_harm(reader: IsolatedReader, tmp_path: Path, attack: str, kind: Kind) -> None:
    file = tmp_path / "rar.txt"
    file.write_bytes(NEUTRALISED[attack]())
    begun = time.perf_counter()
    answer = answer_to(reader, file, kind)
    assert time.perf_counter() - begun < SECONDS
    assert isinstance(answer, ReadFile)
    assert not _CONTROL.search(answer.text)
    assert unicodedata.is_normalized("NFC", answer.text)
    assert answer.turns


def test_strange_signs_are_told(reader: IsolatedReader, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("I: \u202eabc\u202c \u200bx \ufffd fÃ¥ 👩‍👧", encoding="utf-8")
    answer = answer_to(reader, file)
    assert isinstance(answer, ReadFile)
    assert [str(notice) for notice in answer.warnings] == [
        "Signs that turn the direction of writing were kept: 2.",
        "Signs that are not seen were kept: 1.",
        "Letters were already lost (\ufffd) in the file: 1.",
        "Some letters look wrongly encoded (as Ã¥ for å): 1; look at them first.",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
class TestNoOrdinaryFile:
    def test_a_pipe(self, reader: IsolatedReader, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.docx")
        assert "is not an ordinary file" in refusal(reader, tmp_path / "pipe.docx")

    def test_a_link_to_a_device(self, reader: IsolatedReader, tmp_path: Path) -> None:
        (tmp_path / "zero.txt").symlink_to("/dev/zero")
        assert "is a link" in refusal(reader, tmp_path / "zero.txt")

    def test_a_link_to_a_file(self, reader: IsolatedReader, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("I: Hei.", encoding="utf-8")
        (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
        assert "give that file itself" in refusal(reader, tmp_path / "b.txt")

    def test_a_link_to_itself(self, reader: IsolatedReader, tmp_path: Path) -> None:
        (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
        assert "is a link" in refusal(reader, tmp_path / "a.txt")

    def test_a_device(self, reader: IsolatedReader) -> None:
        assert "is not an ordinary file" in refusal(reader, "/dev/zero")

    def test_a_socket(self, reader: IsolatedReader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("s.txt")
            assert "is not an ordinary file" in refusal(reader, "s.txt")

    def test_a_file_one_may_not_read(self) -> None:
        administrator = os.geteuid() == 0
        with tempfile.TemporaryDirectory() as name:
            file = pathlib.Path(name) / "a.txt"
            file.write_text("I: Hei.", encoding="utf-8")
            file.chmod(0)
            pathlib.Path(name).chmod(0o755)
            if administrator:
                os.seteuid(65534)
            try:
                # Plain text is read in this process, which is nobody for this long.
                with IsolatedReader() as reader, pytest.raises(ImportFailed, match="may not be read by you"):
                    reader.read(ReadRequest(str(file)))
            finally:
                if administrator:
                    os.seteuid(0)

    def test_a_folder_that_is_a_file(self, reader: IsolatedReader, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("I: Hei.", encoding="utf-8")
        assert "is not there" in refusal(reader, tmp_path / "a.txt" / "b.txt")


@pytest.mark.parametrize("megabytes", [60, 60_000])
def test_a_sparse_file(reader: IsolatedReader, tmp_path: Path, megabytes: int) -> None:
    with (tmp_path / "stor.txt").open("wb") as file:
        file.truncate(megabytes * 1_000_000)
    assert f"is too large ({megabytes} MB, at most 50 MB)" in refusal(reader, tmp_path / "stor.txt")


@pytest.mark.parametrize("name", ["x.docx", "x.txt", "x"])
def test_a_folder(reader: IsolatedReader, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    assert "is a folder" in refusal(reader, tmp_path / name)


@pytest.mark.parametrize("name", ["mangler.txt", "mangler.pdf", "x\x00.txt", "finnes/ikke.docx"])
def test_a_missing_file(reader: IsolatedReader, tmp_path: Path, name: str) -> None:
    assert "is not there" in refusal(reader, tmp_path / name)


def test_a_name_that_is_too_long(reader: IsolatedReader, tmp_path: Path) -> None:
    assert "has too long a name" in refusal(reader, tmp_path / ("a" * 5000 + ".txt"))


def test_one_file_is_refused_with_the_same_words_wherever_it_is_read(reader: IsolatedReader, tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "tom.docx").touch()
    for name in ("mappe", "mangler.txt", "mangler.pdf", "tom.docx"):
        with pytest.raises(ImportFailed) as failed:
            reader.read(ReadRequest(str(tmp_path / name), Kind.INTERVIEW))
        assert str(failed.value) == refusal(reader, tmp_path / name)


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a", "a.txt.exe", ".txt"])
def test_a_file_of_another_kind(reader: IsolatedReader, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("I: Hei.", encoding="utf-8")
    assert "only files ending in .txt, .docx can" in refusal(reader, tmp_path / name)


def test_after_all_this_the_reader_reads(reader: IsolatedReader, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(word(GOOD))
    answer = answer_to(reader, file)
    assert isinstance(answer, ReadFile)
    assert answer.text == "I: Hei."
