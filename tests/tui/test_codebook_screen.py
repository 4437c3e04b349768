"""The codebook by keyboard: looking, finding, making, renaming, undoing, and the way to a passage and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import Sitting, codings_of, runs_async, sitting
from tests.tui.keyboards import reached
from workbench.bootstrap import open_desk
from workbench.domain.codebook import Axis, Codebook, CodebookDraft, CodeDraft, Dimension, DimensionKind, Room
from workbench.tui.codebook_tree import Says, codes_that_fit, told_dimension, tree_rows
from workbench.tui.messages import StepDone
from workbench.tui.screens import codebook_shown
from workbench.tui.screens import sources as sources_screen
from workbench.tui.screens.codebook import CodebookScreen
from workbench.tui.screens.sources import SourcesScreen

if TYPE_CHECKING:
    from pathlib import Path

    from workbench.tui.screens.list_keys import Key

DIMENSIONS = CodebookDraft(
    "Fire slag",
    "nb",
    1,
    (
        CodeDraft(
            "Hvem?",
            definition="Om hvem som begynte.",
            dimension=Dimension(DimensionKind.POLES, ends=("Staten", "Kommunen")),
            codes=(CodeDraft("Staten"), CodeDraft("Kommunen")),
        ),
        CodeDraft(
            "Regime",
            dimension=Dimension(DimensionKind.ORDERED, steps=("TOA", "NPM", "NPG")),
            codes=(CodeDraft("TOA"), CodeDraft("NPM"), CodeDraft("NPG")),
        ),
        CodeDraft(
            "Form",
            dimension=Dimension(
                DimensionKind.TYPOLOGY,
                axes=(Axis("Utfall", ("gitt", "åpent")), Axis("Styring", ("kommune", "folk"))),
                rooms=(Room("Styrt", ("gitt", "kommune")), Room("Likeverdig", ("åpent", "folk"))),
            ),
            codes=tuple(CodeDraft(name) for name in ("gitt", "åpent", "kommune", "folk", "Styrt", "Likeverdig")),
        ),
        CodeDraft("Temaer", codes=(CodeDraft("Skole"),)),
    ),
)


def names(project: Path) -> list[str]:
    """Return the codes of the project, from the database."""
    desk = open_desk(project)
    try:
        book = desk.codebook.codebook()
        return [book.path(code.id) for _depth, code in book.walk()]
    finally:
        desk.close()


def chosen(here: Sitting) -> str:
    """Return the code that is chosen in the codebook."""
    assert isinstance(here.app.screen, CodebookScreen)
    code = here.app.screen.list.code
    return code.name if code is not None else ""


def verbs(here: Sitting) -> list[str]:
    """Return the steps that were told of."""
    return list({id(found): found.verb for found in here.messages if isinstance(found, StepDone)}.values())


@pytest.mark.parametrize("key", [*codebook_shown.KEYS, *sources_screen.KEYS], ids=lambda key: key.action)
def test_every_key_of_a_list_is_plain(key: Key) -> None:
    assert any(map(reached, key.keys.split(","))) or key.action in {"move(-100000)", "move(100000)"}


@pytest.mark.parametrize("screen", [CodebookScreen, SourcesScreen])
def test_every_key_of_a_list_does_something_and_none_does_two_things(
    screen: type[CodebookScreen] | type[SourcesScreen],
) -> None:
    keys = codebook_shown.KEYS if screen is CodebookScreen else sources_screen.KEYS
    assert all(hasattr(screen, f"action_{key.action.split('(')[0]}") for key in keys)
    every = [one for key in keys for one in key.keys.split(",")]
    assert len(every) == len(set(every))


def test_the_four_dimensions_are_told_in_one_line_each() -> None:
    told = {code.name: told_dimension(code.dimension) for code in DIMENSIONS.codes}
    assert told == {
        "Hvem?": "Staten ↔ Kommunen",
        "Regime": "TOA → NPM → NPG",
        "Form": "Utfall (gitt → åpent) × Styring (kommune → folk): Styrt, Likeverdig",
        "Temaer": "",
    }


def test_what_is_looked_for_is_shown_with_what_is_above_it(project: Path) -> None:
    desk = open_desk(project)
    book = desk.codebook.codebook()
    desk.close()
    assert [row.code.name for row in tree_rows(book, "PENG") if row.code] == ["Hvorfor?", "Penger"]
    assert [row.fits for row in tree_rows(book, "PENG")] == [False, True]
    assert len(tree_rows(book)) == len(book.codes)
    assert [book.by_id[code].name for code in codes_that_fit(book, "ovenf")] == ["Ovenfra"]
    assert tree_rows(Codebook()) == []
    assert all(row.says is Says.CODE for row in tree_rows(book))


@runs_async
async def test_counts_here_and_in_all_and_the_meaning_of_the_code_of_the_passage(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "right", "1", "right_parenthesis", "right", "1", "g", "c")
        row = next(row for row in here.rows() if row.startswith("▸"))
        assert row[: row.index("│")].split() == ["▸", "1", "▌", "Ovenfra", "1", "3"]
        theme = next(row for row in here.rows() if "■ Hvem starter?" in row)
        assert theme[: theme.index("│")].split()[-2:] == ["1", "3"]
        assert "Det begynner hos staten." in here.text()
        await here.press("down")
        assert "not written down yet" in here.text()
        await here.press("c")
        assert not isinstance(here.app.screen, CodebookScreen)


@runs_async
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_dimensions_stand_under_their_themes_and_whole_beside(project: Path, size: tuple[int, int]) -> None:
    desk = open_desk(project)
    desk.codebook.bring_in(DIMENSIONS)
    desk.close()
    async with sitting(project, size) as here:
        await here.press("g", "c", "slash", *"TOA", "enter", "d")
        assert "steps in order; traits may mix" in here.text()
        assert "TOA → NPM → NPG" in here.text()
        await here.press("d", "backspace", "slash", *"likev", "enter", "d")
        assert "Styring (kommune → folk)" in here.text().replace("\n", " ")
        await here.press("c", "c", "end", "d")
        assert "topics, each by itself" in here.text()


@runs_async
async def test_enter_goes_to_the_next_passage_of_this_source_and_tells_where_there_is_none(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "right", "2", "home", "g", "c", "slash", *"nedenfra", "enter", "enter")
        page, session = here.app.desk_screen.page, here.app.desk_screen.session
        assert session.text is not None
        assert page.chosen.of(session.text.text).startswith("Vi satt")
        assert "1 of 1 passages here with Nedenfra" in here.text()
        await here.press("g", "c", "up", "up", "enter")
        assert page.chosen.of(session.text.text).startswith("Det kom ikke")
        await here.press("right_parenthesis", "g", "c", "slash", *"nedenfra", "enter", "enter")
        assert "No passage in BK2 has Nedenfra." in here.text()
        assert "Elsewhere: 1 coding." in here.text()
        assert isinstance(here.app.screen, CodebookScreen)


@runs_async
async def test_codes_and_themes_are_made_and_renamed_as_single_steps_and_undone(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("right", "1", "g", "c", "n", *"Føringer {0} [b]", "enter")
        assert chosen(here) == "Føringer {0} [b]"
        await here.press("N", *"Hvor dypt?", "enter", "n", *"Tynn", "enter")
        assert chosen(here) == "Tynn"
        await here.press("r", *("backspace",) * 4, *"Tykk", "enter")
        assert "Renamed Tynn to Tykk" in here.text()
        assert verbs(here) == ["code", "make code", "make code", "make code", "rename code"]
    assert names(project)[:3] == [
        "Hvem starter?",
        "Hvem starter? > Ovenfra",
        "Hvem starter? > Ovenfra > Føringer {0} [b]",
    ]
    assert names(project)[-2:] == ["Hvor dypt?", "Hvor dypt? > Tykk"]
    async with sitting(project) as here:
        await here.press("g", "c", "u", "u")
        assert "Took back: Made the code “Tynn”  ·  U does it again" in here.text()
        await here.press("u", "u", "U", "c")
        assert "Hvor dypt?" not in here.text()
    assert len(names(project)) == 8
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]


@runs_async
async def test_a_name_that_a_sibling_has_is_warned_of_while_typed_and_refused(project: Path) -> None:
    async with sitting(project, (80, 24)) as here:
        await here.press("g", "c", "slash", *"nedenf", "enter", "r", *("backspace",) * 8, *"OVENFRA")
        assert "There is a code “OVENFRA” in the same place already." in here.text()
        await here.press("enter")
        assert verbs(here) == []
        await here.press("x", "escape", "backspace", "n", *"Ovenfra", "enter")
        assert verbs(here) == ["make code"]
        await here.press("n", "enter", "n", "backspace", "N", "escape", "r", "tab")
        assert verbs(here) == ["make code"]
    assert "Hvem starter? > Nedenfra > Ovenfra" in names(project)


@runs_async
async def test_letters_are_letters_while_a_name_is_typed_and_a_paste_is_one_line(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("g", "c", "N", *"Qu:?/ncr", "enter")
        assert chosen(here) == "Qu:?/ncr"
        await here.press("slash", *"u")
        assert chosen(here) == "Qu:?/ncr"
        await here.press("escape", "c")


@runs_async
async def test_a_project_without_codes_gets_its_first_ones_here(tmp_path: Path) -> None:
    from workbench.bootstrap import new_project

    path = tmp_path / "empty.workbench"
    new_project(path, coder="AB", round_name="first reading", name="Empty").close()
    async with sitting(path, (80, 24)) as here:
        await here.press("g", "c")
        assert "There are no codes yet" in here.text()
        await here.press("enter", "r", "d", "d", "n", *"Hvem?", "enter", "n", *"Staten", "enter")
    assert names(path) == ["Hvem?", "Hvem? > Staten"]


@runs_async
async def test_the_look_changes_while_the_codebook_is_open(project: Path) -> None:
    async with sitting(project) as here:
        await here.press("g", "c")
        screen = here.app.screen
        assert isinstance(screen, CodebookScreen)
        before = screen.look
        here.app.action_light_or_dark()
        await here.press("down")
        assert screen.look is not before
        assert screen.list.look is screen.look
