"""How much of a source is coded, against a count word by word; who speaks where; codings as the pages show them."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.studies import TEXT, add_source, span_of
from workbench.domain.errors import Refused
from workbench.domain.shares import Share
from workbench.domain.spans import Span
from workbench.domain.transcript import Role
from workbench.domain.view import View
from workbench.domain.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.storage.studies import Study
    from workbench.domain.ids import SourceId
    from workbench.domain.sources import SourceText

PLACES = st.tuples(st.integers(0, len(TEXT) - 2), st.integers(1, 120), st.integers(0, 3))


def counted(text: SourceText, spans: Sequence[Span]) -> tuple[int, int]:
    """Return the informants' words that any of `spans` touches, and all of them."""
    said = [
        word
        for turn in text.turns
        if turn.role is Role.INFORMANT
        for word in words(text.text, turn.body_start, turn.body_end)
    ]
    touched = [word for word in said if any(word.start < span.end and span.start < word.end for span in spans)]
    return len(touched), len(said)


@given(codings=st.lists(PLACES, max_size=8))
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_share_is_the_union_of_the_words_coded(study: Study, codings: list[tuple[int, int, int]]) -> None:
    desk = study.desk()
    source = desk.sources.all()[0].id
    shown = [coding.id for found in desk.codings.page(source, desk.own_view()).passages for coding in found.codings]
    if shown:
        desk.codings.take_off(source, shown)
    codes = [code.id for code in desk.codebook.codebook().codes]
    for start, length, code in codings:
        with contextlib.suppress(Refused):
            desk.codings.code(source, Span(start, min(start + length, len(TEXT))), codes[code])
    page = desk.codings.page(source, desk.own_view())
    spans = [found.passage.span for found in page.passages if found.codings]
    coded, said = counted(desk.sources.text(source), spans)
    share = desk.shares(desk.own_view())[source]
    assert (share.coded, share.said) == (coded, said)
    assert share.codings == sum(len(found.codings) for found in page.passages)
    assert desk.shares(desk.own_view(), [source]) == {source: share}


def test_a_view_counts_its_own_codings_and_the_words_of_informants_only(study: Study) -> None:
    desk, other = study.desk(0), study.desk(1)
    source = desk.sources.all()[0].id
    desk.codings.code(source, span_of(TEXT, "Hva lærte dere av det?"), desk.codebook.find("Ovenfra").id)
    mine, theirs, every = (desk.shares(view)[source] for view in (desk.own_view(), other.own_view(), View()))
    assert (mine.codings, mine.coded) == (3, 8)
    assert (theirs.codings, theirs.coded) == (1, 5)
    assert (every.codings, every.coded) == (3, 8)
    assert mine.said == theirs.said == every.said


def test_only_the_sources_asked_for_are_counted_and_one_left_out_is_told_of_too(study: Study) -> None:
    desk = study.desk()
    add_source(desk, "bk4.txt", TEXT.replace("plan", "plan i det hele tatt"), "BK4")
    first, second = (source.id for source in desk.sources.all())
    with study.project.step("describe sources", study.reader().coder) as work:
        work.sources.change(first, left_out="snakket om noe annet")
    assert desk.shares(desk.own_view())[first].codings == 2
    assert set(desk.shares(desk.own_view(), [second])) == {second}
    assert desk.shares(desk.own_view(), [second])[second].codings == 0
    assert desk.shares(desk.own_view(), []) == {}
    assert desk.speaking() == {first: ("BK3",), second: ("BK4",)}


def test_codings_on_pages_are_what_the_pages_show(study: Study) -> None:
    desk = study.desk()
    source = desk.sources.all()[0].id
    for view in (desk.own_view(), replace(desk.own_view(), interviewer=False), View(), View(interviewer=True)):
        assert desk.codings_on_pages(view) == on_pages(study, source, view)


def on_pages(study: Study, source: SourceId, view: View) -> dict[int, int]:
    """Count the codings of a page by code, one by one."""
    found: dict[int, int] = {}
    for passage in study.desk().codings.page(source, view).passages:
        for coding in passage.codings:
            found[coding.code] = found.get(coding.code, 0) + 1
    return found


def test_a_share_is_a_whole_per_cent_of_what_informants_say() -> None:
    assert Share(3, 1, 200).percent == 1
    assert Share(3, 1, 201).percent == 0
    assert Share(3, 50, 100).percent == 50
    assert Share(0, 0, 7).percent == 0
    assert Share(4, 0, 0).percent is None
