"""Reading in processes apart: order, limits, hangs and crashes."""

from __future__ import annotations

import ast
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from workbench.domain.errors import ImportFailed
from workbench.domain.reading import Notice, ReadFile, ReadRequest
from workbench.domain.sources import Kind
from workbench.domain.text import NormalisingReport, normalise, text_hash
from workbench.domain.transcript import LabelSeen, Role, Turn, document_turns
from workbench.importers import border, child_process
from workbench.importers.isolated import IsolatedReader
from workbench.importers.one_file import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

INTERVIEW = "I:\tHva er det?\r\nBK3: Samskaping.\r\nKari: Ja.\r\nKari: Å ja.\r\n"

_ODD_CHILD = """
import os, sys, time, signal
from workbench.importers import child, one_file
honest = child.read_file
normalise = one_file.normalise
def odd(request, path):
    name = os.path.basename(path)
    if name.startswith("hang"):
        time.sleep(60)
    if name.startswith("crash"):
        os._exit(3)
    if name.startswith("late"):
        time.sleep(0.3)
    if name.startswith("spin"):
        while True: pass
    if name.startswith("memory"):
        one_file.normalise = lambda text: bytearray(2 << 30)
    if name.startswith("babble"):
        sys.stdout.buffer.write(b"\\xff" * 100); sys.stdout.buffer.flush()
    if name.startswith("nonsense"):
        child.border.send(sys.stdout.buffer, b'{"name": 1}', b"x")
    try:
        return honest(request, path)
    finally:
        one_file.normalise = normalise
child.read_file = odd
child.PROCESSOR_SECONDS = 1
child.main()
"""


@pytest.fixture
def odd_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader process that misbehaves on files with telling names."""
    monkeypatch.setattr(child_process, "COMMAND", (sys.executable, "-P", "-s", "-B", "-c", _ODD_CHILD))


@pytest.fixture
def transcript(tmp_path: Path) -> Path:
    file = tmp_path / "sk1.txt"
    file.write_bytes(INTERVIEW.encode())
    return file


def write(folder: Path, *names: str) -> list[ReadRequest]:
    for name in names:
        (folder / name).write_text(f"I: Dette er {name}.", encoding="utf-8")
    return [ReadRequest(str(folder / name), Kind.INTERVIEW) for name in names]


def only(reader: IsolatedReader, request: ReadRequest) -> ReadFile | ImportFailed:
    (answer,) = reader.read_all([request])
    return answer


def test_a_transcript_comes_with_all_that_was_found(reader: IsolatedReader, transcript: Path) -> None:
    read = only(reader, ReadRequest(str(transcript), Kind.INTERVIEW))
    assert isinstance(read, ReadFile)
    expected = normalise(INTERVIEW)
    assert (read.name, read.encoding, read.size) == ("sk1.txt", "utf-8", len(INTERVIEW.encode()))
    assert (read.text, read.map, read.report) == (expected.text, expected.map, expected.report)
    assert read.text_hash == text_hash(read.text)
    assert len(read.sha256) == 64
    assert read.turns == (
        Turn(1, 0, 3, 14, "I", 3),
        Turn(2, 15, 20, 31, "BK3", 1),
        Turn(3, 32, 38, 41, "Kari", 1),
        Turn(4, 42, 48, 53, "Kari", 2),
    )
    assert read.labels[2] == LabelSeen("Kari", 2, 3, Role.INFORMANT, "Ja.")
    assert [str(notice) for notice in read.warnings] == ["Tabs became spaces: 1."]


def test_here_and_in_the_process_the_same_is_read(reader: IsolatedReader, transcript: Path) -> None:
    for kind in (None, *Kind):
        for labels in (None, ("I", "BK3"), ("Ingen",)):
            request = ReadRequest(str(transcript), kind, labels)
            assert only(reader, request) == read_file(request, request.path) == reader.read(request)


def test_known_labels_decide_the_turns_and_others_are_still_shown(reader: IsolatedReader, transcript: Path) -> None:
    read = reader.read(ReadRequest(str(transcript), Kind.GROUP, ("I", "BK3")))
    assert [turn.label for turn in read.turns] == ["I", "BK3"]
    assert [seen.label for seen in read.labels] == ["I", "BK3", "Kari"]


def test_a_document_has_blocks_and_without_a_kind_nothing_is_cut(reader: IsolatedReader, tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Plan\n\nI: Første.", encoding="utf-8")
    read = reader.read(ReadRequest(str(file), Kind.DOCUMENT))
    assert (read.turns, read.labels) == (document_turns(read.text), ())
    assert reader.read(ReadRequest(str(file))).turns == ()


def test_a_word_document_is_read_in_the_process_only(
    reader: IsolatedReader, tmp_path: Path, docx: Callable[[str], bytes]
) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(docx("<w:p><w:r><w:t>I: Hei.</w:t></w:r></w:p>"))
    read = reader.read(ReadRequest(str(file), Kind.INTERVIEW))
    assert (read.text, read.encoding, [turn.label for turn in read.turns]) == ("I: Hei.", "docx", ["I"])
    assert reader.read(ReadRequest(str(file), Kind.INTERVIEW)) == read


def test_many_files_come_in_order_with_their_errors_among_them(reader: IsolatedReader, tmp_path: Path) -> None:
    requests = write(tmp_path, *(f"{number}.txt" for number in range(60)))
    requests[7:7] = [ReadRequest(str(tmp_path / "mangler.txt"), Kind.INTERVIEW)]
    answers = list(reader.read_all(requests))
    assert [isinstance(answer, ImportFailed) for answer in answers] == [number == 7 for number in range(61)]
    names = [answer.name for answer in answers if isinstance(answer, ReadFile)]
    assert names == [f"{number}.txt" for number in range(60)]


def test_a_slow_caller_gets_everything_and_one_who_stops_early_may_go_on(tmp_path: Path) -> None:
    requests = write(tmp_path, *(f"{number}.txt" for number in range(40)))
    with IsolatedReader() as reader:
        answers = reader.read_all(requests)
        next(answers)
        time.sleep(0.2)
        next(answers)
        answers.close()  # type: ignore[attr-defined]
        assert len([answer for answer in reader.read_all(requests) if isinstance(answer, ReadFile)]) == 40


def test_nothing_asked_starts_nothing() -> None:
    with IsolatedReader() as reader:
        assert list(reader.read_all([])) == []


def test_long_lists_of_labels_do_not_block_the_pipes(tmp_path: Path) -> None:
    labels = ("I", *(f"Informant nummer {number} av mange" for number in range(9000)))
    (tmp_path / "a.txt").write_text("I: " + "ord " * 100_000, encoding="utf-8")
    requests = [ReadRequest(str(tmp_path / "a.txt"), Kind.INTERVIEW, labels)] * 8
    with IsolatedReader(wall_seconds=5) as reader:
        assert all(isinstance(answer, ReadFile) for answer in reader.read_all(requests))


def test_names_that_are_no_text_are_found_and_shown(reader: IsolatedReader, tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("only some systems have such names")
    name = os.fsdecode(os.fsencode(tmp_path) + b"/f\xe5.txt")
    Path(name).write_text("I: Hei.", encoding="utf-8")
    read = only(reader, ReadRequest(name, Kind.INTERVIEW))
    assert isinstance(read, ReadFile)
    assert read.name == "f?.txt"
    failed = only(reader, ReadRequest(name + "x.txt"))
    assert str(failed) == f"{tmp_path}/f?.txtx.txt is not there; look at the name and the folder."


def test_a_path_is_taken_from_the_folder_we_stand_in_now(
    reader: IsolatedReader, tmp_path: Path, transcript: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(only(reader, ReadRequest(str(transcript))), ReadFile)
    monkeypatch.chdir(tmp_path)
    assert isinstance(only(reader, ReadRequest("sk1.txt")), ReadFile)
    assert str(only(reader, ReadRequest("sk2.txt"))).startswith("sk2.txt is not there")


@pytest.mark.usefixtures("odd_child")
class TestOddChild:
    def test_a_file_that_hangs_is_given_up_and_the_others_are_read(self, tmp_path: Path) -> None:
        requests = write(tmp_path, "a.txt", "hang1.txt", "b.txt", "hang2.txt", "c.txt", "d.txt", "e.txt")
        begun = time.monotonic()
        with IsolatedReader(wall_seconds=2.5) as reader:
            answers = list(reader.read_all(requests))
        assert time.monotonic() - begun < 20
        assert [type(answer) for answer in answers] == [
            ReadFile,
            ImportFailed,
            ReadFile,
            ImportFailed,
            ReadFile,
            ReadFile,
            ReadFile,
        ]
        assert "was given up after 2 seconds" in str(answers[1])

    @pytest.mark.parametrize("kind", ["crash", "spin", "babble", "nonsense"])
    def test_a_file_that_stops_its_reader_costs_only_itself(self, tmp_path: Path, kind: str) -> None:
        if kind == "spin" and sys.platform == "win32":
            pytest.skip("no limit on processor time")
        requests = write(tmp_path, "a.txt", f"{kind}.txt", "b.txt", f"{kind}2.txt", "c.txt", "late.txt", "d.txt")
        with IsolatedReader(wall_seconds=20) as reader:
            answers = list(reader.read_all(requests))
            again = only(reader, requests[0])
        assert [isinstance(answer, ReadFile) for answer in (*answers, again)] == [True, False] * 2 + [True] * 4
        assert str(answers[1]).startswith(requests[1].path + " stopped its reader")
        assert [answer.name for answer in answers if isinstance(answer, ReadFile)] == [
            "a.txt",
            "b.txt",
            "c.txt",
            "late.txt",
            "d.txt",
        ]

    def test_a_file_that_takes_too_much_memory_is_refused(self, tmp_path: Path) -> None:
        if sys.platform != "linux":
            pytest.skip("no limit on memory")
        requests = write(tmp_path, "memory.txt", "a.txt")
        with IsolatedReader() as reader:
            first, second = reader.read_all(requests)
        assert "needs too much memory" in str(first)
        assert isinstance(second, ReadFile)

    def test_leaving_ends_the_processes_even_in_the_middle(self, tmp_path: Path) -> None:
        requests = write(tmp_path, "a.txt", "hang.txt", "b.txt")
        begun = time.monotonic()
        with IsolatedReader() as reader:
            answers = reader.read_all(requests)
            next(answers)
            answers.close()  # type: ignore[attr-defined]
        assert time.monotonic() - begun < 20


def test_a_reader_that_cannot_start_gives_one_error_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "COMMAND", (str(tmp_path / "nothing"),))
    with IsolatedReader() as reader:
        answers = list(reader.read_all(write(tmp_path, "a.txt", "b.txt", "c.txt")))
    assert all(isinstance(answer, ImportFailed) for answer in answers)


def test_the_process_has_limits_and_knows_little(
    tmp_path: Path, transcript: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform != "linux":
        pytest.skip("limits differ")
    telling = """
import os, resource, sys
from workbench.domain.errors import ImportFailed
from workbench.importers import child
def tell(request, path):
    names = ("RLIMIT_AS", "RLIMIT_NOFILE", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_CPU")
    limits = {name: resource.getrlimit(getattr(resource, name))[0] for name in names}
    heavy = sorted({"lxml", "zipfile", "docx", "sqlalchemy", "multiprocessing", "tempfile"} & set(sys.modules))
    said = repr((limits, os.umask(0o77), sorted(os.environ), heavy))
    raise ImportFailed(path, "{said}", said=said)
child.read_file = tell
child.main()
"""
    monkeypatch.setattr(child_process, "COMMAND", (sys.executable, "-P", "-s", "-B", "-c", telling))
    monkeypatch.setenv("SECRET_TOKEN", "x")
    with IsolatedReader() as reader:
        said = str(only(reader, ReadRequest(str(transcript))))
    limits, umask, environment, heavy = ast.literal_eval(said)
    processor = limits.pop("RLIMIT_CPU")
    assert limits == {"RLIMIT_AS": 1 << 30, "RLIMIT_NOFILE": 16, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    assert 20 <= processor <= 25
    assert umask == 0o77
    assert set(environment) <= {"PYTHONPATH", "LC_CTYPE", "LD_LIBRARY_PATH"}
    assert heavy == []


def test_an_answer_crosses_the_border_unchanged() -> None:
    read = ReadFile(
        name="å\udc80.txt".encode("utf-8", "replace").decode(),
        text="I: å\n😀",
        text_hash="0" * 64,
        report=NormalisingReport(bom=1, tabs=2),
        map_json=normalise("\ufeffa\r\nb").map.to_json(),
        encoding="utf-8-sig",
        sha256="1" * 64,
        size=12,
        warnings=(Notice("{count} x {name}", {"count": 1, "name": "å"}),),
        labels=(LabelSeen("I", 1, 2, Role.INTERVIEWER, "å"),),
        turns=(Turn(1, 0, 0, 1, "", 1), Turn(2, 2, 3, 4, "I", 1), Turn(3, 4, 4, 4, "", 0)),
    )
    assert border.unpacked_answer(*border.packed_file(read)) == read
    failed = border.unpacked_answer(*border.packed_failure(ImportFailed("å.txt", "{file} x {n}", n=3)))
    assert isinstance(failed, ImportFailed)
    assert (str(failed), failed.file) == ("å.txt x 3", "å.txt")


@pytest.mark.parametrize(
    "header", [b"", b"[]", b"{}", b'{"failed": 1}', b"\xff", b'{"failed": "x", "file": "y", "values": 3}']
)
def test_an_answer_that_makes_no_sense_is_a_broken_border(header: bytes) -> None:
    with pytest.raises(border.BorderError):
        border.unpacked_answer(header, b"")
