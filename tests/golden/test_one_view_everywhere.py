"""The page, the list of quotes, the counts and the matrix let the very same codings through, in every view."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.bootstrap import open_desk
from workbench.domain.sources import Kind
from workbench.domain.spans import Span
from workbench.domain.tallies import Grouping
from workbench.domain.transcript import Role
from workbench.domain.view import AttributeChoice
from workbench.services.matrix import Asked
from workbench.services.views import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tests.golden.agreeing import Study
    from workbench.domain.view import View
    from workbench.services.desk import Desk


@pytest.fixture(scope="module")
def desk(sample: Study, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample study, with a coding of the interviewer's words and one in an interview that is left out."""
    project: Path = tmp_path_factory.mktemp("views") / "samskaping.workbench"
    shutil.copy(sample.project, project)
    with closing(open_desk(project, coder="AB")) as opened:
        code = opened.codebook.codebook().codes[-1].id
        for source in opened.sources.all():
            turns = opened.sources.text(source.id).turns
            asking = next((turn for turn in turns if turn.role is Role.INTERVIEWER), turns[0])
            for turn in (turns[-1], asking):
                opened.codings.code(source.id, Span(turn.body_start, turn.body_end), code)
        yield opened


def some(names: Iterable[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(list(names)), min_size=1, max_size=4, unique=True)


@st.composite
def views(draw: st.DrawFn, opened: Desk) -> View:
    """Any view of the project; most limits are open, so that something is left."""
    book = opened.codebook.codebook()
    every: dict[str, st.SearchStrategy[Any]] = {
        "coders": some(("AB", "CD")),
        "rounds": some(("første lesning", "andre lesning")),
        "kinds": some(kind.value for kind in Kind),
        "cases": some(("SK", "FK", "NK")),
        "informants": some(("SK1", "SK2", "SK3", "SK7", "FK1")),
        "sources": some(source.label for source in opened.sources.all()),
        "codes": some(book.path(code.id) for code in book.codes),
        "stance": st.sampled_from(("for", "against")),
        "starred": st.just(True),
        "interviewer": st.just(True),
        "attributes": some(
            ("merger=ja", "merger=nei|", "size=liten|stor", "education=geografi", "education=ergoterapi|")
        ),
    }
    limited = draw(st.lists(st.sampled_from(sorted(every)), max_size=3, unique=True))
    view = opened.views.resolve(Names(**{name: draw(every[name]) for name in limited}))
    gone = AttributeChoice("source", "taken away since", frozenset(draw(st.sampled_from(("", "ja")))))
    return replace(view, attributes=(*view.attributes, gone)) if draw(st.integers(0, 9)) == 0 else view


def on_pages(desk: Desk, view: View) -> tuple[Counter[int], int]:
    """Count codings by code on the pages of sources that are not left out; and those that are not on them."""
    shown: Counter[int] = Counter()
    hidden = 0
    for source in desk.sources.all():
        page = desk.codings.page(source.id, view)
        here = Counter(coding.code for coded in page.passages for coding in coded.codings)
        hidden += page.hidden
        if source.left_out is None:
            shown += here
        else:
            hidden += here.total()
    return shown, hidden


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=150
)
@given(st.data())
def test_every_place_lets_the_same_codings_through(desk: Desk, data: st.DataObject) -> None:
    view = data.draw(views(desk))
    shown, hidden = on_pages(desk, view)
    assert Counter(quote.code for quote in desk.matrix.quotes(view)) == shown
    report = desk.reports.report(Asked(view, Grouping.SOURCE))
    assert report.shown_codes == shown
    assert report.matrix.hidden == hidden
