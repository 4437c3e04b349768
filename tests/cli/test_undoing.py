from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import Workbench, lying_in

if TYPE_CHECKING:
    from pathlib import Path

QUOTES = ("Vi begynte selv", "i fjor", "Ja, absolutt", "Lederne kom etter")


def exported(project: Path, workbench: Workbench) -> str:
    said = workbench("codings", "export", project)
    assert said.code == 0
    return said.out


def coded(project: Path, workbench: Workbench, quote: str, *more: str) -> None:
    assert workbench("code", project, "SK1", "Nedenfra", "--quote", quote, *more).code == 0


def test_undo_and_redo_walk_there_and_back(small: Path, workbench: Workbench) -> None:
    states = [exported(small, workbench)]
    for quote in QUOTES:
        coded(small, workbench, quote)
        states.append(exported(small, workbench))
    assert len(set(states)) == len(states)
    for state in reversed(states[:-1]):
        assert workbench("undo", small).code == 0
        assert exported(small, workbench) == state
    for state in states[1:]:
        assert workbench("redo", small).code == 0
        assert exported(small, workbench) == state
    said = workbench("undo", small, "--steps", "4")
    assert said.out.split("\n")[:-1] == [f"Undid: Coded SK1:{one} as “Nedenfra”" for one in ("4b", "4", "2b", "2")]
    assert exported(small, workbench) == states[0]
    assert workbench("redo", small, "--steps", "4").code == 0
    assert exported(small, workbench) == states[-1]


def test_something_new_ends_what_can_be_done_again(small: Path, workbench: Workbench) -> None:
    coded(small, workbench, QUOTES[0])
    workbench("undo", small)
    coded(small, workbench, QUOTES[1])
    before = lying_in(small.parent)
    said = workbench("redo", small)
    assert (said.code, len(said.remarks)) == (2, 1)
    assert lying_in(small.parent) == before


@pytest.mark.parametrize("verb", ["undo", "redo"])
def test_more_steps_than_there_are_change_nothing_and_say_how_many_there_are(
    verb: str, small: Path, workbench: Workbench
) -> None:
    for quote in QUOTES[:3]:
        coded(small, workbench, quote, "--coder", "CD")
    if verb == "redo":
        assert workbench("undo", small, "--steps", "3").code == 0
    before, rows = lying_in(small.parent), exported(small, workbench)
    said = workbench(verb, small, "--steps", "99")
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert "Only 3 of these 99 steps" in said.err
    assert f"There is nothing to {verb}." in said.err
    assert lying_in(small.parent) == before
    assert workbench(verb, small, "--steps", "3").code == 0
    assert exported(small, workbench) != rows
    assert workbench("check", small).code == 0


def test_of_several_steps_one_that_stands_in_the_way_keeps_all_of_them(small: Path, workbench: Workbench) -> None:
    book = small.parent / "book.yaml"
    book.write_text(book.read_text("utf-8") + "  - name: Nytt\n", "utf-8")
    assert workbench("codebook", "import", small, book, "--coder", "AB").code == 0
    assert workbench("code", small, "SK1", "Nytt", "--quote", "i fjor", "--coder", "CD").code == 0
    coded(small, workbench, QUOTES[0], "--coder", "AB")
    before = lying_in(small.parent)
    said = workbench("undo", small, "--steps", "2")
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert "Only 1 of these 2 steps" in said.err
    assert "by CD" in said.err
    assert lying_in(small.parent) == before


def test_each_coder_takes_back_what_she_did_herself(small: Path, workbench: Workbench) -> None:
    coded(small, workbench, QUOTES[0], "--coder", "AB")
    coded(small, workbench, QUOTES[1], "--coder", "CD")
    coded(small, workbench, QUOTES[2], "--coder", "AB")
    coded(small, workbench, QUOTES[3], "--coder", "CD")
    said = workbench("undo", small, "--coder", "AB")
    assert said.out == "Undid: Coded SK1:4 as “Nedenfra”\n"
    said = workbench("undo", small, "--coder", "CD", "--steps", "2")
    assert said.out == "Undid: Coded SK1:4b as “Nedenfra”\nUndid: Coded SK1:2b as “Nedenfra”\n"
    rest = exported(small, workbench)
    assert "Vi begynte selv" in rest
    assert rest.count("\n") == 2
    assert workbench("redo", small, "--coder", "AB").out == "Redid: Coded SK1:4 as “Nedenfra”\n"
    assert "Ja, absolutt" in exported(small, workbench)


def test_an_undo_that_would_touch_anothers_step_names_it(small: Path, workbench: Workbench) -> None:
    book = small.parent / "book.yaml"
    book.write_text(book.read_text("utf-8") + "  - name: Nytt\n", "utf-8")
    assert workbench("codebook", "import", small, book, "--coder", "AB").code == 0
    assert workbench("code", small, "SK1", "Nytt", "--quote", "i fjor", "--coder", "CD").code == 0
    before = exported(small, workbench)
    said = workbench("undo", small, "--coder", "AB")
    assert (said.code, said.out, len(said.remarks)) == (2, "", 1)
    assert "CD" in said.err or "Coded SK1:2" in said.err
    assert exported(small, workbench) == before


def test_a_table_of_codings_is_one_step(small: Path, workbench: Workbench) -> None:
    before = exported(small, workbench)
    table = small.parent / "c.csv"
    table.write_text(
        "source;quote;code\n" + "".join(f"SK1;{quote};Nedenfra\n" for quote in QUOTES if "," not in quote), "utf-8"
    )
    assert workbench("codings", "import", small, table).code == 0
    assert workbench("undo", small).out == "Undid: Brought in codings\n"
    assert exported(small, workbench) == before
