"""After a source is erased not one of its words is left in the file, in any encoding, nor in the journal."""

from __future__ import annotations

import random
import unicodedata
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from tests.storage.studies import BOOK, TEXT, add_source, span_of
from workbench.domain.sources import Kind
from workbench.domain.tables import AttributeColumn, AttributeType, CodingRow, SourceRow, Table
from workbench.domain.text import text_hash
from workbench.storage import tables
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"


def canary(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=12))


def written(word: str) -> list[bytes]:
    forms = {unicodedata.normalize(form, word) for form in ("NFC", "NFD")}
    return [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le", "utf-16-be")]


def hits(study: Study, words: list[str]) -> int:
    """Count the canaries as raw bytes, in the file and in what lies beside it; not in earlier backups."""
    found = 0
    for file in study.path.parent.iterdir():
        if file.is_file():
            raw = file.read_bytes()
            found += sum(raw.count(form) for word in words for form in written(word))
    return found


@pytest.mark.parametrize("seed", range(5))
def test_no_word_of_an_erased_source_is_left(study: Study, seed: int) -> None:
    chance = random.Random(seed)
    said, memo, name, quality = [canary(chance) for _ in range(20)], canary(chance), canary(chance), canary(chance)
    text = "".join(f"I: Hva sa du om {word}?\nBK3: Jeg sa {word} og {word[::-1]}, som alle andre.\n" for word in said)
    desk = study.desk()
    add_source(desk, f"{name}.txt", text, informant="BK4")
    kept, doomed = desk.sources.all()
    code = desk.codebook.find("Nedenfra").id
    rows = [
        CodingRow(n + 2, doomed.label, None, None, f"{word} og {word[::-1]}", "Ovenfra", memo=memo)
        for n, word in enumerate(said)
    ]
    assert desk.codings_table.bring_in(Table(tuple(rows))).value.made == 20
    desk.study.describe_sources(
        Table(
            (SourceRow(2, doomed.label, attributes={"sted": quality}),),
            attributes=(AttributeColumn("sted", AttributeType.TEXT),),
        )
    )
    for word in said[:5]:
        desk.codings.code(doomed.id, span_of(text, f"Hva sa du om {word}"), code)
        desk.codings.star(doomed.id, span_of(text, f"sa {word}"), starred=True)
    own = desk.codings.page(doomed.id, desk.own_view()).passages
    desk.codings.take_off(doomed.id, [own[0].codings[0].id])
    for _ in range(4):
        desk.history.undo()
    for _ in range(2):
        desk.history.redo()
    words = [*said, *(word[::-1] for word in said), memo, name, quality]
    assert hits(study, words) > 100
    kept_text = desk.sources.text(kept.id).text
    desk.erase_source(doomed.id)
    assert hits(study, words) == 0
    assert desk.sources.text(kept.id).text == kept_text == TEXT
    assert [source.id for source in desk.sources.all()] == [kept.id]
    assert check(study.project) == ()
    study.project.close()
    assert hits(study, words) == 0
    study.reopen()


def test_an_import_undone_and_done_again_is_erased_from_the_journal_too(study: Study) -> None:
    desk = study.desk()
    add_source(desk, "Kari Nordmann.txt", "I: Hva?\nBK3: Qzxwvut.\n")
    desk.history.undo()
    desk.history.redo()
    desk.erase_source(desk.sources.all()[1].id)
    assert hits(study, ["Nordmann", "Qzxwvut"]) == 0


def test_an_erased_text_leaves_the_memory_of_the_desk_too(study: Study) -> None:
    desk = study.desk()
    add_source(desk, "to.txt", "I: Hva?\nBK3: Noe annet.\n")
    doomed = desk.sources.all()[1]
    desk.sources.text(doomed.id)
    desk.erase_source(doomed.id)
    with pytest.raises(Exception, match="No row"):
        desk.sources.text(doomed.id)


def test_two_sources_with_one_text_keep_it_until_both_are_gone(study: Study) -> None:
    # The desk refuses a text twice; a later version or a merge may still give two sources the same one.
    with study.project.step("test", study.reader().coder) as work:
        first = study.desk().sources.all()[0]
        twin = work.sources.add(label="TVILLING", kind=Kind.DOCUMENT, name="tvilling.txt")
        work.sources.add_revision(
            twin, text_hash(TEXT), TEXT, characters=len(TEXT), words=0, encoding="utf-8",
            original_hash="", original_size=0, offset_map="[]", report="",
        )  # fmt: skip
    study.desk().erase_source(twin)
    assert study.desk().sources.text(first.id).text == TEXT
    study.desk().erase_source(first.id)
    assert study.project.connection.execute(select(tables.text)).all() == []
    assert hits(study, ["biblioteket", "budsjettet"]) == 0


def test_the_codebook_is_no_part_of_a_source(study: Study) -> None:
    study.desk().erase_source(study.desk().sources.all()[0].id)
    assert study.desk().codebook.codebook().name == BOOK.name
    assert len(study.desk().codebook.codebook().codes) == 5
