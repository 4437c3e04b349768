"""A citable id, once given, never comes again for other words: not after undo, not after erasure, not in a new file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.storage.studies import add_source, span_of
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.sources import Source

TEXT = "I: Hva skjedde?\nBK3: Først kom vi sammen, siden gikk vi hver til vårt.\n"
OTHER = "I: Hva skjedde?\nBK3: Noe ganske annet skjedde den gangen.\n"


def added(study: Study, text: str, name: str = "ni.txt") -> Source:
    """Bring in an interview with BK9; return it."""
    add_source(study.desk(), name, text, informant="BK9")
    return study.desk().sources.all()[-1]


def coded(study: Study, source: Source, text: str, words: str) -> str | None:
    """Code words; return the id they get."""
    desk = study.desk()
    return desk.codings.code(source.id, span_of(text, words), desk.codebook.find("Nedenfra").id).value.label


def test_undoing_an_import_does_not_give_its_ids_free(study: Study) -> None:
    desk = study.desk()
    assert coded(study, added(study, TEXT), TEXT, "kom vi sammen") == "BK9:2"
    desk.history.undo()
    desk.history.undo()
    assert len(desk.sources.all()) == 1
    assert coded(study, added(study, OTHER), OTHER, "ganske annet") == "BK9:2b"
    assert check(study.project) == ()


def test_erasing_a_source_does_not_give_its_ids_free(study: Study) -> None:
    desk = study.desk()
    first = added(study, TEXT)
    assert [coded(study, first, TEXT, words) for words in ("kom vi", "sammen")] == ["BK9:2", "BK9:2b"]
    desk.erase_source(first.id)
    assert coded(study, added(study, OTHER), OTHER, "ganske annet") == "BK9:2c"
    assert check(study.project) == ()


def test_redo_gives_the_same_ids_back(study: Study) -> None:
    desk = study.desk()
    source = added(study, TEXT)
    coded(study, source, TEXT, "kom vi sammen")
    for _ in range(2):
        desk.history.undo()
    for _ in range(2):
        desk.history.redo()
    page = desk.codings.page(source.id, desk.own_view())
    assert [found.passage.label for found in page.passages] == ["BK9:2"]
    assert coded(study, source, TEXT, "hver til vårt") == "BK9:2b"
    assert check(study.project) == ()
