"""What the screens before the desk get from outside, and which command lines lead to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import INTERVIEW, Workbench, lying_in
from workbench import settings
from workbench.cli import open_
from workbench.cli.doorway import Doorway
from workbench.cli.run import run, with_project
from workbench.domain.errors import ImportFailed, Refused, WorkbenchError
from workbench.services.sources import NewSource, Sources
from workbench.tui.app import WorkbenchApp
from workbench.tui.outside import NewProject

STUDY = NewProject("Omsorg: i tre", "AB", "kommune", "kommuner")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[WorkbenchApp]:
    """A terminal, and the apps that would have been shown on it."""
    apps: list[WorkbenchApp] = []

    def look(app: WorkbenchApp) -> None:
        apps.append(app)
        app.on_unmount()

    monkeypatch.setattr(open_, "in_terminal", lambda: True)
    monkeypatch.setattr(WorkbenchApp, "run", look)
    return apps


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a transcript, where the command line is given."""
    (tmp_path / "sk1.txt").write_text(INTERVIEW, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def one_text(folder: Path) -> NewSource:
    read = Doorway(folder).read("sk1.txt")
    return NewSource(read, read.turns)


# which command lines


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        (["sk1.txt"], ["open", ".", "sk1.txt"]),
        (["a.docx", "B.TXT"], ["open", ".", "a.docx", "B.TXT"]),
        (["sk1.txt", "--case", "SK"], ["import", ".", "sk1.txt", "--case", "SK"]),
    ],
)
def test_a_transcript_alone_is_for_the_screen(
    written: list[str], understood: list[str], shown: list[WorkbenchApp]
) -> None:
    assert with_project(written) == understood


@pytest.mark.parametrize("words", [[], ["sk1.txt"], ["open"], ["open", ".", "sk1.txt"]], ids=" ".join)
def test_without_a_project_nothing_is_made_before_the_screen(
    words: list[str], folder: Path, shown: list[WorkbenchApp]
) -> None:
    before = lying_in(folder)
    assert run(words) == 0
    (app,) = shown
    assert app.session is None
    assert lying_in(folder) == before


@pytest.mark.parametrize("words", [[], ["sk1.txt"]], ids=" ".join)
def test_the_folders_project_is_sat_down_at(words: list[str], folder: Path, shown: list[WorkbenchApp]) -> None:
    Doorway(folder).make(STUDY, one_text(folder)).close()
    settings.forget_projects()
    assert run(words) == 0
    assert shown[0].session is not None
    assert settings.recent_projects() == (str(folder / "Omsorg- i tre.workbench"),)


def test_a_folder_with_two_projects_begins_with_a_choice(folder: Path, shown: list[WorkbenchApp]) -> None:
    for name in ("a", "b"):
        (folder / f"{name}.workbench").write_bytes(b"")
    assert run([]) == 0
    assert shown[0].session is None
    assert [project.name for project in Doorway(folder).projects()] == ["a", "b"]


def test_without_a_terminal_a_transcript_is_imported_as_before(folder: Path, workbench: Workbench) -> None:
    said = workbench("sk1.txt", "--speaker", "SK1=SK1", "--coder", "AB")
    assert (said.code, said.out) == (0, "Added sk1.txt as SK1.\n")
    assert workbench().code == 2


# files


def test_files_that_can_be_read_are_offered(folder: Path) -> None:
    for name in ("B.DOCX", "~$B.docx", ".x.txt", "bilde.png", "a.txt"):
        (folder / name).write_bytes(b"x")
    (folder / "mappe.txt").mkdir()
    found = Doorway(folder).files()
    assert [file.name for file in found] == ["a.txt", "B.DOCX", "sk1.txt"]
    assert found[0].size == 1
    assert [file.name for file in Doorway(Path("/")).files(str(folder))] == [file.name for file in found]


def test_a_folder_that_cannot_be_listed_is_told(folder: Path) -> None:
    with pytest.raises(WorkbenchError, match="could not be looked into"):
        Doorway(folder).files("borte")


@pytest.mark.parametrize(
    "written", ["sk1.txt", " 'sk1.txt' ", '"{folder}/sk1.txt"', "file://{folder}/sk1.txt", "./sk1.txt"]
)
def test_a_path_may_be_typed_pasted_or_dropped(written: str, folder: Path) -> None:
    assert Doorway(folder).read(written.format(folder=folder)).name == "sk1.txt"


@pytest.mark.parametrize(("path", "named"), [("borte.txt", "borte.txt"), ("x/y.txt", "x/y.txt")])
def test_a_refusal_names_the_file_as_it_was_given(path: str, named: str, folder: Path) -> None:
    with pytest.raises(ImportFailed) as error:
        Doorway(folder).read(path)
    assert str(error.value).startswith(f"{named} ")


def test_so_many_labels_are_a_document(folder: Path) -> None:
    (folder / "liste.txt").write_text("".join(f"Tall{n}: en\n\nTall{n}: to\n\nTall{n}: tre\n\n" for n in range(600)))
    read = Doorway(folder).read("liste.txt")
    assert (read.labels, len(read.turns)) == ((), 1800)


# projects


def test_a_project_is_made_and_remembered(folder: Path) -> None:
    door = Doorway(folder)
    desk = door.make(STUDY, one_text(folder))
    try:
        assert desk.setting("name") == "Omsorg: i tre"
        assert (desk.setting("case_word"), desk.setting("case_words")) == ("kommune", "kommuner")
        assert [source.label for source in desk.sources.all()] == ["I1"]
    finally:
        desk.close()
    (recent,) = door.recent()
    assert (recent.name, recent.there) == ("Omsorg- i tre", True)
    Path(recent.path).unlink()
    assert not door.recent()[0].there
    door.forget_recent()
    assert door.recent() == ()


def test_a_project_that_cannot_be_filled_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = one_text(folder)

    def fail(_self: object, _new: object) -> None:
        raise Refused("no")

    monkeypatch.setattr(Sources, "add", fail)
    before = lying_in(folder)
    with pytest.raises(Refused):
        Doorway(folder).make(STUDY, source)
    assert lying_in(folder) == before
    assert settings.recent_projects() == ()


@pytest.mark.parametrize("name", ["...", "Ø" * 150, "sk1"])
def test_a_name_that_makes_no_file_is_refused(name: str, folder: Path) -> None:
    (folder / "sk1.workbench").write_bytes(b"")
    with pytest.raises(WorkbenchError):
        Doorway(folder).refuse(name)
    Doorway(folder).refuse("Smart omsorg")


def test_a_home_folder_says_nothing_of_a_study(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Doorway(folder).folder_name == folder.name
    monkeypatch.setattr(Path, "home", lambda: folder)
    assert Doorway(folder).folder_name == ""
    (folder / "studie").mkdir()
    assert Doorway(folder / "studie").place == "~/studie"


# what is remembered


def test_nine_projects_are_remembered_the_newest_first() -> None:
    for number in range(12):
        settings.remember_project(f"/{number}.workbench")
    settings.remember_project("/7.workbench")
    found = settings.recent_projects()
    assert (found[0], found[1], len(found), len(set(found))) == ("/7.workbench", "/11.workbench", 9, 9)


@pytest.mark.parametrize("content", ["[]", '{"paths": 3}', "{", '{"paths": [1, {}, "/a"]}'])
def test_a_list_that_cannot_be_read_is_empty(content: str) -> None:
    settings.remember_project("/x")
    (kept,) = settings.state_folder().glob("*.json")
    kept.write_text(content)
    assert settings.recent_projects() == (("/a",) if "/a" in content else ())
    settings.forget_projects()
    assert settings.recent_projects() == ()
