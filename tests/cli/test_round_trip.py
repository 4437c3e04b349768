"""What goes out as codings.csv and comes in again is the same in every column."""

from __future__ import annotations

import csv
import io
import random
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.cli.conftest import TOP, Workbench
from workbench.bootstrap import open_to_read
from workbench.exporters.csv_table import CODING_HEADER

if TYPE_CHECKING:
    from pathlib import Path

PASSAGES = 20
SAMSKAPING = TOP / "codebooks" / "samskaping.yaml"
CODES = (
    "Bruker andre ord", "Hvem starter? > Ovenfra", "Nedenfra", "Egne ledere", "Demokrati og inkludering",
    "Effektivisering", "Styring ved marked",
)  # fmt: skip


def exported(project: Path, workbench: Workbench, *more: str) -> list[dict[str, str]]:
    said = workbench("codings", "export", project, *more)
    assert (said.code, said.err) == (0, "")
    rows = list(csv.DictReader(io.StringIO(said.out.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert all(tuple(row) == CODING_HEADER for row in rows)
    return rows


def test_the_sample_study_comes_back_in_every_column(sample: Path, workbench: Workbench, tmp_path: Path) -> None:
    table, fresh = tmp_path / "codings.csv", tmp_path / "fresh.workbench"
    assert workbench("codings", "export", sample, "-o", table).code == 0
    transcripts = TOP / "transcripts"
    assert workbench("new", fresh, "--coder", "XX", "--round", "z").code == 0
    assert workbench("codebook", "import", fresh, SAMSKAPING).code == 0
    assert workbench("import", fresh, transcripts / "sources.csv").code == 0
    said = workbench("codings", "import", fresh, table)
    assert (said.code, said.err) == (0, "")
    assert exported(fresh, workbench) == exported(sample, workbench)
    assert exported(fresh, workbench, "--raw") == exported(sample, workbench, "--raw")


def fresh_project(small: Path, workbench: Workbench) -> Path:
    fresh = small.parent / "fresh.workbench"
    assert workbench("new", fresh, "--coder", "XX").code == 0
    assert workbench("codebook", "import", fresh, small.parent / "book.yaml").code == 0
    assert workbench("import", fresh, small.parent / "sk1.txt", "--speaker", "SK1=SK1").code == 0
    return fresh


def test_ids_come_back_also_where_they_are_not_in_the_order_of_the_text(small: Path, workbench: Workbench) -> None:
    for quote in ("i fjor", "begynte selv", "selv", "Vi begynte"):
        assert workbench("code", small, "SK1", "Nedenfra", "--quote", quote).code == 0
    assert workbench("undo", small).code == 0
    assert workbench("code", small, "SK1", "Nedenfra", "--quote", "Vi").code == 0
    ids = {row["quote"]: row["id"] for row in exported(small, workbench)}
    assert ids == {"i fjor": "SK1:2", "begynte selv": "SK1:2b", "selv": "SK1:2c", "Vi": "SK1:2e"}
    table, fresh = small.parent / "c.csv", fresh_project(small, workbench)
    assert workbench("codings", "export", small, "-o", table).code == 0
    assert workbench("codings", "import", fresh, table).code == 0
    assert exported(fresh, workbench) == exported(small, workbench)
    said = workbench("code", fresh, "SK1", "Nedenfra", "--quote", "Vi begynte")
    assert said.out.startswith("Coded SK1:2f: ")
    assert workbench("check", fresh).code == 0


@pytest.mark.parametrize("wanted", ["SK1:2", "SK1:4b", "SK2:2b", "SK1:2zzzzzzzz", "SK1:2a", "x", "SK1:02b"])
def test_an_id_that_is_given_or_not_the_turns_is_not_taken_over(wanted: str, small: Path, workbench: Workbench) -> None:
    assert workbench("code", small, "SK1", "Nedenfra", "--quote", "i fjor").code == 0
    table = small.parent / "c.csv"
    table.write_text(f"source;quote;code;id\nSK1;begynte selv;Nedenfra;{wanted}\nSK1;Vi;Nedenfra;SK1:2d\n", "utf-8")
    assert workbench("codings", "import", small, table).code == 0
    ids = {row["quote"]: row["id"] for row in exported(small, workbench)}
    assert ids == {"i fjor": "SK1:2", "begynte selv": "SK1:2e", "Vi": "SK1:2d"}


class Passage(NamedTuple):
    source: str
    start: int
    end: int
    words: str
    is_unique: bool


def chosen_passages(project: Path) -> list[Passage]:
    """Four runs of words of each text: half of them stand once only, so that a quote finds them."""
    chance = random.Random(2026)
    desk = open_to_read(project)
    found: list[Passage] = []
    for source in desk.sources.all():
        text = desk.sources.text(source.id).text
        spaces = [at for at, sign in enumerate(text) if sign.isspace()]
        while sum(passage.source == source.label for passage in found) < PASSAGES // 5:
            first = chance.randrange(len(spaces) - 12)
            start, end = spaces[first] + 1, spaces[first + chance.choice((2, 5, 11))]
            words = text[start:end]
            if words != words.strip() or not any(sign.isalpha() for sign in words):
                continue
            wants_unique = sum(passage.source == source.label for passage in found) % 2 == 0
            if not wants_unique or text.count(words) == 1:
                found.append(Passage(source.label, start, end, words, wants_unique))
    desk.close()
    return found


@pytest.mark.shared
def test_twenty_passages_of_the_five_real_texts_go_out_and_come_in(
    shared: Path, workbench: Workbench, tmp_path: Path
) -> None:
    texts = sorted((shared / "seeds").glob("*.txt"))
    assert len(texts) == 5
    project = tmp_path / "real.workbench"
    assert workbench("new", project, "--coder", "AB", "--round", "første").code == 0
    assert workbench("codebook", "import", project, SAMSKAPING).code == 0
    said = workbench("import", project, *texts, "--kind", "document")
    assert (said.code, said.out.count("\n")) == (0, 5), said.err

    passages = chosen_passages(project)
    assert len(passages) == PASSAGES
    for number, passage in enumerate(passages):
        place = ("--start", passage.start, "--end", passage.end)
        by = ("--quote", passage.words) if passage.is_unique else place
        against = ("--against",) if number % 5 == 0 else ()
        said = workbench("code", project, passage.source, CODES[number % len(CODES)], *by, *against)
        assert said.code == 0, said.err
    coded = exported(project, workbench)
    assert sorted((row["source"], int(row["start"]), int(row["end"]), row["quote"]) for row in coded) == sorted(
        passage[:4] for passage in passages
    )
    assert {row["stance"] for row in coded} == {"for", "against"}

    assert workbench("undo", project, "--steps", PASSAGES).code == 0
    assert exported(project, workbench) == []
    assert workbench("redo", project, "--steps", PASSAGES).code == 0
    assert exported(project, workbench) == coded
    assert workbench("check", project).code == 0

    table, fresh = tmp_path / "codings.csv", tmp_path / "fresh.workbench"
    assert workbench("codings", "export", project, "-o", table).code == 0
    assert workbench("new", fresh, "--coder", "XX", "--round", "z").code == 0
    assert workbench("codebook", "import", fresh, SAMSKAPING).code == 0
    assert workbench("import", fresh, *texts, "--kind", "document").code == 0
    said = workbench("codings", "import", fresh, table)
    assert (said.code, said.err) == (0, "")
    assert exported(fresh, workbench) == coded
    assert workbench("check", fresh).code == 0
