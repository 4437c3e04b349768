"""From a folder and a file to the first code, by keyboard, and what stands in the way of it."""

from __future__ import annotations

import contextlib
import re
import threading
import unicodedata
from typing import TYPE_CHECKING

import docx
import pytest

from tests.probes import PROBES, SHOWN
from tests.tui.conftest import Sitting, runs_async
from workbench.bootstrap import open_desk
from workbench.cli.doorway import Doorway, opened_and_remembered
from workbench.domain.errors import WorkbenchError
from workbench.domain.transcript import Role
from workbench.settings import recent_projects
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.choose_file import FileScreen
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.screens.start import StartScreen
from workbench.tui.screens.who_is_who import WhoScreen

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from syrupy.assertion import SnapshotAssertion
    from textual.message import Message
    from textual.screen import Screen

    from workbench.services.desk import Desk
    from workbench.services.sources import NewSource
    from workbench.tui.outside import NewProject

SAID = (
    ("I", "Hvem tok initiativet?"),
    ("Kari", "Det kom ikke fra staten.\tVi satt på vaktrommet. Der begynte det."),
    ("I", "Og innbyggerne?"),
    ("Kari", "Ikke før vi hadde en skisse."),
)
SECOND = "I: Hva gjorde dere?\nOla: Vi ringte rundt.\nI: Hvem svarte?\nOla: Ingen svarte.\n"
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}")
NAMED = ("enter", "A", "B", "enter", "enter", "enter")
"""The project's name as proposed, initials, a municipality, an interview."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two interviews, one in Word, and no project."""
    found = tmp_path / "omsorg"
    found.mkdir()
    document = docx.Document()
    for label, words in SAID:
        document.add_paragraph(f"{label}: {words}")
    document.save(str(found / "intervju1.docx"))
    (found / "intervju2.txt").write_text(SECOND, "utf-8")
    return found


class Here(Doorway):
    """A folder whose place reads the same in every run."""

    @property
    def place(self) -> str:
        return f"~/{self.folder_name}"


@contextlib.asynccontextmanager
async def beginning(
    folder: Path, *files: str, size: tuple[int, int] = (80, 24), project: str = "", theme: str = "workbench-dark"
) -> AsyncIterator[Sitting]:
    """Start the program in a folder, with files on its command line, as `workbench FILE` does."""
    messages: list[Message] = []
    opened: Callable[[], Desk] | None = (lambda: opened_and_remembered(folder / project)) if project else None
    app = WorkbenchApp(opened, theme, outside=Here(folder), files=[str(folder / file) for file in files])
    async with app.run_test(size=size, message_hook=messages.append) as pilot:
        await pilot.pause()
        yield Sitting(app, pilot, messages)


async def until(here: Sitting, screen: type[Screen[None]]) -> None:
    """Wait until a screen is there; files are read in a process of their own."""
    for _turn in range(400):
        await here.pilot.pause(0.02)
        if isinstance(here.app.screen, screen):
            await here.pilot.pause()
            return
    pytest.fail(f"{screen.__name__} never came: {here.text()}")


def at(here: Sitting, screen: type[Screen[None]]) -> bool:
    """Tell whether a screen is there."""
    return isinstance(here.app.screen, screen)


async def told(here: Sitting, words: str) -> None:
    """Wait until something is on the screen."""
    for _turn in range(400):
        await here.pilot.pause(0.02)
        if words in " ".join(here.text().split()):
            return
    pytest.fail(f"“{words}” never came: {here.text()}")


async def typed(here: Sitting, words: str) -> None:
    """Type words."""
    await here.press(*("space" if letter == " " else letter for letter in words))


async def made(here: Sitting) -> None:
    """Make a project of the first interview: INF1 of Storvik."""
    await until(here, WhoScreen)
    await here.press(*NAMED, "enter", "enter", "enter")
    await typed(here, "Storvik")
    await here.press("enter", "enter", "enter")
    await until(here, DeskScreen)


def lying_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.suffix not in {".docx", ".txt", ".lock"})


# the whole way


@SIZES
def test_from_a_word_file_to_the_first_code(folder: Path, size: tuple[int, int]) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx", size=size) as here:
            await until(here, WhoScreen)
            screen = here.text()
            assert "omsorg" in screen
            assert "4 turns, 23 words" in screen
            assert "Tabs became spaces: 1." in screen
            assert "Hvem tok initiativet?" in screen
            await made(here)
            assert lying_in(folder) == ["omsorg.workbench"]
            assert "intervju1.docx came in as INF1: 4 turns, 23 words" in here.text()
            assert "Hvem tok initiativet?" in here.text()
            await here.press("right", "enter")
            await typed(here, "Nedenfra")
            await here.press("enter")
            assert "u undoes it" in here.text()

    sit()
    desk = open_desk(folder / "omsorg.workbench")
    try:
        (source,) = desk.sources.all()
        (informant,) = desk.study.informants()
        (case,) = desk.study.cases()
        assert (source.label, informant.label, case.label) == ("INF1", "INF1", "Storvik")
        assert source.case == informant.case == case.id
        assert (desk.chosen.coder, desk.setting("case_word"), desk.setting("case_words")) == (
            "AB",
            "municipality",
            "municipalities",
        )
        assert desk.setting("name") == "omsorg"
        assert desk.sources.speakers_before()["I"][0] is Role.INTERVIEWER
        assert [line.step.verb for line in desk.history.lines()].count("import") == 1
        assert sum(desk.codings_on_pages(desk.own_view()).values()) == 1
    finally:
        desk.close()


def test_keys_from_nothing_to_the_text(folder: Path) -> None:
    """Fewer than a hundred keys, names included: under a minute for anyone who types."""
    pressed = [*NAMED, "enter", "enter", "enter", *"Storvik", "enter", "enter", "enter"]
    assert len(pressed) < 25

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press(*pressed)
            await until(here, DeskScreen)

    sit()


@pytest.mark.parametrize(
    "keys", [["escape"], ["x", "escape", "escape"], ["x", "escape", "enter"], ["up", "right", "right", "enter"]]
)
def test_leaving_leaves_nothing_behind(folder: Path, keys: list[str]) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press(*keys)
            await here.pilot.pause()
            assert here.app._exit

    sit()
    assert lying_in(folder) == []
    assert recent_projects() == ()


def test_backspace_held_down_never_leaves(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press("enter", *["backspace"] * 40)
            await typed(here, "nytt")
            assert "nytt.workbench" in here.text()

    sit()


def test_another_file_can_be_chosen(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press("up", "right", "enter")
            await until(here, FileScreen)
            await typed(here, "ju2")
            await here.press("enter")
            await until(here, WhoScreen)
            assert "Ola" in here.text()

    sit()


# what is asked


def test_initials_are_needed_and_the_name_of_nobody(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press("up", "enter")
            assert "Write your initials" in here.text()
            await here.press("A", "B", "enter")
            assert "Begin coding" in here.text()
            await here.press("enter")
            await until(here, DeskScreen)

    sit()


def test_a_reference_that_may_be_a_real_name_is_asked_about_once(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            assert "INF1" in here.text()
            await here.press(*NAMED, "enter", "enter")
            assert "“Kari” may be a real name" in " ".join(here.text().split())
            await typed(here, "Kari")
            await here.press("enter", "enter", "enter", "enter")
            assert at(here, WhoScreen)
            assert "“Kari” may be a real name. Write a reference such as INF1" in " ".join(here.text().split())
            await here.press("enter")
            await until(here, DeskScreen)
            assert "came in as Kari" in here.text()

    sit()


def test_a_project_named_after_a_person_is_asked_about(tmp_path: Path, folder: Path) -> None:
    home = folder.rename(tmp_path / "Kari Nordmann")

    @runs_async
    async def sit() -> None:
        async with beginning(home, "intervju1.docx") as here:
            await until(here, WhoScreen)
            assert "Kari Nordmann" not in here.text()
            await typed(here, "Kari")
            await here.press("enter", "A", "up", "up", "enter")
            assert "may be a person's name" in here.text()
            await typed(here, "omsorg")
            await here.press("enter", "enter")
            await until(here, DeskScreen)
        assert "omsorg.workbench" in lying_in(home)

    sit()


def test_a_name_that_is_taken_is_told_and_nothing_is_lost(folder: Path) -> None:
    (folder / "omsorg.workbench").write_bytes(b"mine")

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press("enter", "A", "up", "up", "enter")
            assert "omsorg.workbench is there already" in here.text()

    sit()
    assert (folder / "omsorg.workbench").read_bytes() == b"mine"


def test_a_label_that_is_no_speaker_is_left_in_the_text(folder: Path) -> None:
    (folder / "x.txt").write_text("I: Hva?\nBK1: Ja.\nX1: stille\nBK1: Nei.\nX1: latter\n", "utf-8")

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "x.txt") as here:
            await until(here, WhoScreen)
            assert "5 turns" in here.text()
            await here.press("enter", "A", "down", "down", "down", "down", "down", "n")
            assert "3 turns" in here.text()
            await here.press("down", "enter")
            await until(here, DeskScreen)
            assert "3 turns" in here.text()

    sit()


def test_a_document_has_nobody_who_speaks(folder: Path) -> None:
    (folder / "plan.txt").write_text("Plan.\n\nKommunen skal gjøre mer.\n\nOg mindre.\n", "utf-8")

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "plan.txt") as here:
            await until(here, WhoScreen)
            assert "document" in here.text()
            assert "3 paragraphs" in here.text()
            await here.press("enter", "A", "down", "down", "down", "enter")
            await until(here, DeskScreen)
            assert "came in as D1" in here.text()

    sit()


def test_a_text_without_labels_is_said_by_one_informant(folder: Path) -> None:
    (folder / "bk3.txt").write_text("Vi begynte i mars.\n\nDet var to av oss.\n", "utf-8")

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "bk3.txt") as here:
            await until(here, WhoScreen)
            await here.press("enter", "A", "enter", "enter")
            assert "makes it an interview with one person" in " ".join(here.text().split())
            await here.press("left")
            assert "all of it" in here.text()
            assert "BK3" in here.text()
            await here.press("down", "down", "enter")
            await until(here, DeskScreen)
            text = here.app.desk_screen.session.text
            assert text is not None
            assert text.source.label == "BK3"
            assert [turn.informant is not None for turn in text.turns] == [True, True]

    sit()


def test_the_screen_lives_while_a_text_is_brought_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_go_on = threading.Event()
    make = Here.make

    def slowly(self: Here, project: NewProject, source: NewSource) -> Desk:
        assert may_go_on.wait(20)
        return make(self, project, source)

    monkeypatch.setattr(Here, "make", slowly)

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju2.txt") as here:
            await until(here, WhoScreen)
            await here.press(*NAMED, *(["enter"] * 6))
            await told(here, "The text is brought in … 2 seconds")
            await here.press("escape", "A", "enter", "enter")
            assert at(here, WhoScreen)
            may_go_on.set()
            await until(here, DeskScreen)
        assert lying_in(folder) == ["omsorg.workbench"]

    sit()


# files that are no transcripts


BAD = {
    "empty.txt": (b"", "is empty"),
    "picture.txt": (bytes(range(256)) * 50, "is not a text file"),
    "broken.docx": (b"PK\x03\x04 nothing", "is damaged"),
    "large.txt": (b"a" * 50_000_001, "too large"),
    "song.mp3": (b"ID3", "only files ending in"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_told_and_another_can_be_chosen(folder: Path, name: str) -> None:
    content, sentence = BAD[name]
    (folder / name).write_bytes(content)

    @runs_async
    async def sit() -> None:
        async with beginning(folder, name) as here:
            await told(here, sentence)
            assert str(folder) not in here.text().split("\n", 1)[1]
            await typed(here, "ju1")
            await here.press("enter")
            await until(here, WhoScreen)

    sit()
    assert lying_in(folder) == [name] * (not name.endswith((".txt", ".docx")))


def test_a_file_that_is_not_there(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "borte.docx") as here:
            await told(here, "borte.docx is not there")

    sit()


@SIZES
def test_forty_labels_can_be_gone_through(folder: Path, size: tuple[int, int]) -> None:
    said = "".join(f"I: Og du {n}?\nDeltaker {n}: Ja, svar {n}.\n" for n in range(1, 41))
    (folder / "mange.txt").write_text(said, "utf-8")

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "mange.txt", size=size) as here:
            await until(here, WhoScreen)
            assert "of 41" in here.text()
            await here.press("enter", "A", "B", *["down"] * 43)
            assert "svar 40" in here.text()
            assert "Deltaker 40" in here.text()
            await here.press("down", "enter")
            await until(here, DeskScreen)
            assert "came in as G1" in here.text()

    sit()


def test_one_speaker_only(folder: Path) -> None:
    (folder / "en.txt").write_text("BK7: Jeg begynte.\nBK7: Og sluttet.\n", "utf-8")

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "en.txt") as here:
            await until(here, WhoScreen)
            await here.press("up", "enter", "A", "B", "enter", "enter")
            await until(here, DeskScreen)
            assert "came in as BK7" in here.text()

    sit()


# one more interview


async def with_first(folder: Path) -> None:
    async with beginning(folder, "intervju1.docx") as here:
        await made(here)


@SIZES
def test_one_more_interview_remembers_who_is_who(folder: Path, size: tuple[int, int]) -> None:
    @runs_async
    async def sit() -> None:
        await with_first(folder)
        async with beginning(folder, "intervju2.txt", project="omsorg.workbench", size=size) as here:
            await until(here, WhoScreen)
            screen = here.text()
            assert "Your initials" not in screen
            assert "interviewer" in screen
            assert "INF2" in screen
            assert "Storvik" in screen
            await here.press("down", "down", "enter")
            await until(here, DeskScreen)
            assert "intervju2.txt came in as INF2" in here.text()
            assert "u undoes it" in here.text()
            assert "Hva gjorde dere?" in here.text()
            await here.press("u")
            assert "Hva gjorde dere?" not in here.text()
            assert "Hvem tok initiativet?" in here.text()
            await here.press("U")
            assert "Hva gjorde dere?" in here.text() or "Done again" in here.text()

    sit()
    desk = open_desk(folder / "omsorg.workbench")
    try:
        assert [source.label for source in desk.sources.all()] == ["INF1", "INF2"]
        assert len({informant.case for informant in desk.study.informants()}) == 1
    finally:
        desk.close()


def test_a_key_at_the_desk_lists_what_is_not_in_yet(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        await with_first(folder)
        async with beginning(folder, project="omsorg.workbench") as here:
            await here.press("o")
            assert at(here, FileScreen)
            assert "intervju2.txt" in here.text()
            assert "intervju1.docx" not in here.text()
            assert "1 file here is in the project already" in here.text()
            await here.press("backspace")
            assert at(here, DeskScreen)
            await here.press("o", "enter")
            await until(here, WhoScreen)
            await here.press("escape")
            await until(here, DeskScreen)
            await here.press("tab", "o")
            await until(here, FileScreen)

    sit()


def test_the_very_same_text_is_told(folder: Path) -> None:
    (folder / "kopi.docx").write_bytes((folder / "intervju1.docx").read_bytes())

    @runs_async
    async def sit() -> None:
        await with_first(folder)
        async with beginning(folder, "kopi.docx", project="omsorg.workbench") as here:
            await told(here, "kopi.docx is in the project already, as INF1.")
            assert at(here, DeskScreen)

    sit()


def test_undoing_the_only_text_leaves_a_desk_that_takes_another(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await made(here)
            await here.press("u")
            assert "Hvem tok initiativet?" not in here.text()
            assert "U brings it back, o adds a text" in here.text()
            await here.press("right", "2", "enter", "escape", "U")
            assert "Hvem tok initiativet?" in here.text()
            assert "Storvik" in here.text()

    sit()


def test_several_files_come_in_one_after_the_other(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx", "intervju2.txt") as here:
            await until(here, WhoScreen)
            await here.press("enter", "A", "B", "up", "up", "enter")
            await told(here, "Hva gjorde dere?")
            await here.press("down", "down", "enter")
            await until(here, DeskScreen)
            assert "intervju2.txt came in as INF2" in here.text()

    sit()


def test_a_file_that_is_left_out_does_not_stop_the_next(folder: Path) -> None:
    (folder / "tom.txt").write_bytes(b"")

    @runs_async
    async def sit() -> None:
        await with_first(folder)
        async with beginning(folder, "tom.txt", "intervju2.txt", project="omsorg.workbench") as here:
            await told(here, "is empty")
            await here.press("escape")
            await told(here, "Hva gjorde dere?")
            await here.press("escape")
            await until(here, DeskScreen)

    sit()


def test_what_cannot_be_written_is_told_and_nothing_typed_is_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise WorkbenchError("the disk is full")

    monkeypatch.setattr(Doorway, "make", fail)

    @runs_async
    async def sit() -> None:
        async with beginning(folder, "intervju1.docx") as here:
            await until(here, WhoScreen)
            await here.press("enter", "A", "B", "up", "up", "enter")
            await told(here, "the disk is full")
            assert at(here, WhoScreen)
            assert "AB" in here.text()

    sit()


def test_a_desk_that_is_only_read_takes_no_text(folder: Path) -> None:
    @runs_async
    async def sit() -> None:
        await with_first(folder)
        held = open_desk(folder / "omsorg.workbench")
        try:
            async with beginning(folder, project="omsorg.workbench") as here:
                await here.press("o")
                assert at(here, DeskScreen)
                assert "is open elsewhere" in here.text()
        finally:
            held.close()

    sit()


# the start


@SIZES
def test_the_start_offers_what_was_open_last(folder: Path, tmp_path: Path, size: tuple[int, int]) -> None:
    @runs_async
    async def sit() -> None:
        await with_first(folder)
        empty = tmp_path / "tom"
        empty.mkdir()
        async with beginning(empty, size=size) as here:
            assert at(here, StartScreen)
            assert "omsorg" in here.text()
            await here.press("1")
            await until(here, DeskScreen)
        (folder / "omsorg.workbench").unlink()
        async with beginning(empty, size=size) as here:
            assert "(gone)" in here.text()
            await here.press("1")
            assert at(here, StartScreen)
            assert "omsorg is not in" in here.text()
            await here.press("x")
            assert "(gone)" not in here.text()
            assert recent_projects() == ()
            await here.press("n")
            assert at(here, FileScreen)
            assert "There is no other" in here.text()
            await here.press("backspace")
            assert at(here, StartScreen)
            await here.press("question_mark", "escape", "colon")
            assert at(here, StartScreen)
            await here.press("Q")
            assert here.app._exit
        assert list(empty.iterdir()) == []

    sit()


def test_a_path_can_be_typed_and_a_folder_gone_to(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "tom"
    empty.mkdir()

    @runs_async
    async def sit() -> None:
        async with beginning(empty) as here:
            await here.press("n", "enter")
            assert "Type the path of a text first" in here.text()
            await typed(here, "../omsorg")
            await here.press("enter")
            assert "intervju1.docx" in here.text()
            await typed(here, f"'{folder / 'intervju2.txt'}'")
            await here.press("enter")
            await until(here, WhoScreen)
            assert "Ola" in here.text()
            await here.press("escape")
            await until(here, StartScreen)

    sit()


@pytest.mark.parametrize("size", [(44, 12), (80, 24)])
def test_the_sample_study_is_made_and_sat_down_at(tmp_path: Path, size: tuple[int, int]) -> None:
    @runs_async
    async def sit() -> None:
        async with beginning(tmp_path, size=size) as here:
            assert ("larger" in here.text()) is (size == (44, 12))
            await here.press("s")
            for _turn in range(1500):
                await here.pilot.pause(0.02)
                if at(here, DeskScreen):
                    return
            pytest.fail(here.text())

    sit()


# how it looks

PERSON = (*NAMED, "enter", "enter")
LOOKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "start": ((), ()),
    "files": ((), ("n",)),
    "new": (("intervju1.docx",), ()),
    "name": (("intervju1.docx",), PERSON),
    "choice": (("intervju1.docx",), PERSON[:-1]),
    "asked": (("intervju1.docx",), ("up", "enter")),
    "leaving": (("intervju1.docx",), ("x", "escape")),
    "many": (("mange.txt",), ("enter", "A", *["down"] * 20)),
    "document": (("plan.txt",), ("enter", "A", "enter", "enter")),
    "empty": (("tom.txt",), ()),
}


@SIZES
@pytest.mark.parametrize("theme", ["workbench-dark", "workbench-16"])
@pytest.mark.parametrize("name", LOOKS)
def test_the_way_to_the_desk_looks_as_it_did(
    folder: Path, snapshot: SnapshotAssertion, size: tuple[int, int], theme: str, name: str
) -> None:
    said = "".join(f"I: Og du {n}?\nDeltaker {n}: Ja, svar {n}.\n" for n in range(1, 41))
    for file, text in (("mange.txt", said), ("plan.txt", "Plan.\n\nKommunen skal gjøre mer.\n"), ("tom.txt", "")):
        (folder / file).write_text(text, "utf-8")
    files, keys = LOOKS[name]
    seen: list[str] = []

    @runs_async
    async def look() -> None:
        async with beginning(folder, *files, size=size, theme=theme) as here:
            if name == "empty":
                await told(here, "is empty")
            elif files:
                await until(here, WhoScreen)
            await here.press(*keys)
            # A Word file is a little larger or smaller from one library to the next.
            seen.append(re.sub(r" *\d+ kB", " 00 kB", here.text()))

    look()
    assert seen[0] == snapshot


# words of files and people


@pytest.mark.parametrize("number", range(16))
def test_words_of_a_file_are_shown_as_written(folder: Path, number: int) -> None:
    probe, shown = PROBES[number], SHOWN[number]
    (folder / "prøve.txt").write_text(f"I: Hva?\n\nBK1: Jeg sa {probe} da.\n\nBK1: Ja.\n", "utf-8")

    @runs_async
    async def sit() -> None:
        screens = []
        async with beginning(folder, "prøve.txt") as here:
            await until(here, WhoScreen)
            screens.append(here.text())
            if probe.isprintable() and number < 13:
                await typed(here, probe)
            await here.press("enter", "A", "enter", "enter")
            screens.append(here.text())
        assert shown in screens[0]
        for screen in screens:
            assert not {unicodedata.category(found) for found in screen.replace("\n", "")} & {"Cc", "Cf", "Cs"}

    sit()


def test_names_of_files_are_shown_as_written(folder: Path) -> None:
    for name in ("a\x1b[31m[b].txt", "b\u202eabc.txt"):
        (folder / name).write_text("I: Hva?\nBK1: Ja.\nI: Så?\n", "utf-8")

    @runs_async
    async def sit() -> None:
        async with beginning(folder) as here:
            await here.press("n")
            assert "a␛[31m[b].txt" in here.text()
            assert "b⇄abc.txt" in here.text()
            await here.press("enter")
            await until(here, WhoScreen)
            assert "a␛[31m[b].txt" in here.text()

    sit()
