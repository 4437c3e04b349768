"""A coded transcript shows what a page of the desk shows, and counts what it does not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.storage.studies import TEXT, NoBackups, span_of
from workbench import __version__
from workbench.bootstrap import ports_of
from workbench.domain.errors import UnknownName
from workbench.domain.memos import MemoKind
from workbench.domain.view import EVERYTHING, View
from workbench.services.desk import Desk
from workbench.services.readers import Readers

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.coded_transcript import CodedTranscript
    from workbench.domain.ids import SourceId


@pytest.fixture
def source(study: Study) -> SourceId:
    desk, other = study.desk(0), study.desk(1)
    found = desk.sources.all()[0].id
    desk.memos.write(found, span_of(TEXT, "budsjettet er låst"), "hvorfor?", MemoKind.QUESTION)
    other.memos.write(found, span_of(TEXT, "et åpent møte på biblioteket"), "se BK1")
    desk.items.attach(found, span_of(TEXT, "slippe kontrollen"), "Biblioteket")
    return found


def names(made: CodedTranscript) -> list[tuple[str, list[str]]]:
    return [(found.words, [made.codes[code.used].code.name for code in found.codes]) for found in made.passages]


def test_it_shows_all_that_lies_on_the_words(study: Study, source: SourceId) -> None:
    made = study.desk().transcripts.coded(source, EVERYTHING)
    assert names(made) == [
        ("et åpent møte på biblioteket", ["Nedenfra", "Ovenfra"]),
        ("slippe kontrollen", []),
        ("budsjettet er låst", ["Ovenfra"]),
    ]
    first, second, third = made.passages
    assert [(memo.body, memo.coder, memo.kind) for memo in first.memos] == [("se BK1", "CD", MemoKind.NOTE)]
    assert (second.starred, second.items) == (True, ("Biblioteket",))
    assert [(memo.body, memo.kind) for memo in third.memos] == [("hvorfor?", MemoKind.QUESTION)]
    assert [code.by for code in first.codes] == [("AB",), ("CD",)]
    assert (made.hidden, made.hidden_memos) == (0, 0)
    assert (made.source.label, made.informants) == ("BK3", ("BK3",))


def test_the_words_are_the_texts(study: Study, source: SourceId) -> None:
    desk = study.desk()
    text = desk.sources.text(source)
    made = desk.transcripts.coded(source, EVERYTHING)
    assert [turn.text for turn in made.turns] == [text.text[one.body_start : one.body_end] for one in text.turns]
    assert [(turn.number, turn.speaker, turn.role) for turn in made.turns] == [
        (one.number, "BK3" if one.informant else one.label, one.role) for one in text.turns
    ]


def test_what_a_view_hides_is_counted(study: Study, source: SourceId) -> None:
    desk = study.desk()
    view = View(coders=frozenset({study.reader(0).coder}))
    made = desk.transcripts.coded(source, view)
    assert (made.hidden, made.hidden_memos) == (1, 1)
    assert [reader.coder for reader in made.readers] == ["AB"]
    assert all(code.by == () for found in made.passages for code in found.codes)
    by_code = desk.transcripts.coded(source, View(codes=frozenset({desk.codebook.find("Nedenfra").id})))
    assert by_code.hidden == 2
    assert made.manifest.view["coders"] == ("AB",)


@pytest.mark.parametrize("coder", [0, 1])
def test_it_shows_the_codings_that_the_page_shows(study: Study, source: SourceId, coder: int) -> None:
    desk = study.desk(coder)
    for view in (EVERYTHING, desk.own_view(), View(starred=True), View(informants=frozenset())):
        page = desk.codings.page(source, replace(view, interviewer=True))
        made = desk.transcripts.coded(source, view)
        assert sum(reader.codings for reader in made.readers) == sum(len(found.codings) for found in page.passages)
        assert made.hidden == page.hidden
        assert [found.span for found in made.passages] == [found.passage.span for found in page.passages]


def test_a_blind_reading_is_hidden_with_its_memos(study: Study, source: SourceId) -> None:
    chosen = Readers(study.project).choose("AB", "blind", blind=True)
    blind = Desk(replace(ports_of(study.project), keeper=NoBackups()), chosen, __version__)
    words = span_of(TEXT, "Noen sluttet å komme")
    blind.codings.code(source, words, blind.codebook.find("Slippe kontrollen").id)
    blind.memos.write(source, words, "bare her")
    made = study.desk().transcripts.coded(source, EVERYTHING)
    assert (made.hidden, made.hidden_memos) == (1, 1)
    assert "Noen sluttet å komme" not in [found.words for found in made.passages]
    alone = study.desk().transcripts.coded(source, View(rounds=frozenset({chosen.reader.round})))
    assert [found.words for found in alone.passages if found.codes] == ["Noen sluttet å komme"]
    assert [memo.body for found in alone.passages for memo in found.memos] == ["bare her"]
    assert [(reader.round, reader.blind) for reader in alone.readers] == [("blind", True)]
    assert alone.hidden == 3


def test_a_source_that_is_not_there_names_near_ones(study: Study) -> None:
    transcripts = study.desk().transcripts
    assert transcripts.named("BK3").label == transcripts.named("bk3.txt").label == "BK3"
    with pytest.raises(UnknownName) as refused:
        transcripts.named("BK33")
    assert (refused.value.asked, refused.value.known) == ("BK33", ("BK3", "bk3.txt"))
    assert "BK33" in str(refused.value)
