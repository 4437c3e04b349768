"""A page that only takes over what a step touched is the page that is read anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.studies import TEXT, span_of
from workbench.domain.errors import WorkbenchError
from workbench.domain.passages import Stance
from workbench.domain.spans import Span
from workbench.domain.steps import Touched
from workbench.domain.view import EVERYTHING
from workbench.tui.on_page import OnPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.storage.studies import Study
    from workbench.domain.ids import SourceId
    from workbench.domain.outcomes import Outcome
    from workbench.domain.view import View
    from workbench.services.codings import Page
    from workbench.services.desk import Desk

PLACES = tuple(
    span_of(TEXT, words)
    for words in ("Noen sluttet å komme", "Noen", "et åpent møte på biblioteket", "andre tok ordet hver gang", "lett")
)


def act(desk: Desk, source: SourceId, verb: str, span: Span, which: int) -> Outcome[Any] | None:
    """Do one thing; None where a service refuses it."""
    codes = [code.id for _depth, code in desk.codebook.codebook().walk() if code.parent is not None]
    code = codes[which % len(codes)]
    found = desk.codings.page(source, desk.own_view()).passages
    codings = [coding for coded in found for coding in coded.codings]
    coding = codings[which % len(codings)].id if codings else None
    acts: dict[str, Callable[[], Outcome[Any]]] = {
        "code": lambda: desk.codings.code(source, span, code),
        "against": lambda: desk.codings.code(source, span, code, Stance.AGAINST),
        "all": lambda: desk.codings.code_all(source, span, codes),
        "new": lambda: desk.codings.code_with_new(source, span, f"Ny {len(codes)}", None),
        "star": lambda: desk.codings.star(source, span, starred=bool(which % 2)),
        "memo": lambda: desk.memos.write(source, span, "hvem?" if which % 2 else ""),
        "item": lambda: desk.items.attach(source, span, "Byverkstedet"),
        "not item": lambda: desk.items.detach(source, found[which % len(found)].passage.id, "Byverkstedet"),
        "undo": lambda: desk.history.undo(),
        "redo": lambda: desk.history.redo(),
        "finish": lambda: desk.finished.finish(source),
    }
    if coding is not None:
        acts |= {
            "take off": lambda: desk.codings.take_off(source, [coding]),
            "recode": lambda: desk.codings.recode(source, coding, code),
            "stance": lambda: desk.codings.turn_stance(source, coding),
        }
    try:
        return acts[verb]() if verb in acts and found else None
    except WorkbenchError:
        return None


VERBS = (
    "code", "against", "all", "new", "star", "memo", "item", "not item", "take off", "recode", "stance", "undo",
    "undo", "redo", "finish",
)  # fmt: skip
doing = st.tuples(st.integers(0, 1), st.sampled_from(VERBS), st.sampled_from(PLACES), st.integers(0, 7))


def look(on: OnPage) -> tuple[object, ...]:
    """Return all that is asked of a page."""
    spans = [Span(0, len(TEXT)), *PLACES]
    seen = [(on.stripes.between(span.start, span.end), on.stripes.on(span.start, span.end, 9)) for span in spans]
    around = [(on.neighbour(span, -1), on.neighbour(span, 1), on.label(span), on.starred(span)) for span in spans]
    return on.codings, +on.counts, on.overview(12), seen, around


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(doing, min_size=1, max_size=8))
def test_what_a_step_touched_is_enough(study: Study, things: list[tuple[int, str, Span, int]]) -> None:
    desks = study.desk(0), study.desk(1)
    source = desks[0].sources.all()[0].id
    views = EVERYTHING, desks[0].own_view()
    pages: list[Page] = [desks[0].codings.page(source, view) for view in views]
    on = OnPage(pages[1], len(TEXT))
    everywhere = dict(desks[0].codings_on_pages(views[1]))
    on.overview(12)
    for who, verb, span, which in things:
        outcome = act(desks[who], source, verb, span, which)
        if outcome is None or outcome.done is None:
            continue
        touched = outcome.done.touched
        assert touched.passages is not None
        fresh = [desks[0].codings.page(source, view) for view in views]
        pages = [
            desks[0].codings.refreshed(page, source, view, touched) for page, view in zip(pages, views, strict=True)
        ]
        assert pages == fresh
        more, _where = on.turn_to(pages[1], touched.passages)
        assert look(on) == look(OnPage(fresh[1], len(TEXT)))
        everywhere = {code: number for code in {*everywhere, *more} if (number := everywhere.get(code, 0) + more[code])}
        assert everywhere == desks[0].codings_on_pages(views[1])


def test_a_page_is_read_anew_where_the_step_does_not_tell(study: Study) -> None:
    desk = study.desk()
    source = desk.sources.all()[0].id
    page = desk.codings.page(source, EVERYTHING)
    done = desk.codings.star(source, PLACES[0], starred=True).done
    assert done is not None
    assert done.touched.passages is not None
    assert len(done.touched.passages) == 1
    unknown = Touched(done.touched.tables, done.touched.sources, None)
    assert desk.codings.refreshed(page, source, EVERYTHING, unknown) == desk.codings.page(source, EVERYTHING) != page


def test_a_bulk_does_not_tell_its_passages(study: Study) -> None:
    with study.project.step("many", study.desk().chosen.reader.coder, {}) as work:
        source = study.desk().sources.all()[0].id
        text = work.sources.text(source)
        work.passages.add_many(text, [(at, at + 1 + wide) for at in range(130) for wide in range(4)])
    assert work.done is not None
    assert work.done.touched.passages is None


def bare(desk: Desk, view: View) -> set[Span]:
    page = desk.codings.page(desk.sources.all()[0].id, view)
    return {found.passage.span for found in page.passages if not found.codings}


def test_a_passage_with_only_a_memo_or_an_item_is_on_the_page(study: Study) -> None:
    desk, other = study.desk(0), study.desk(1)
    source = desk.sources.all()[0].id
    before = bare(desk, EVERYTHING) | bare(desk, desk.own_view()) | bare(desk, other.own_view())
    desk.memos.write(source, PLACES[0], "hvem?")
    desk.items.attach(source, PLACES[4], "Byverkstedet")
    mine, theirs = bare(desk, desk.own_view()) - before, bare(desk, other.own_view()) - before
    assert mine == {PLACES[0], PLACES[4]}
    assert theirs == {PLACES[4]}, "a memo is shown to those who see who wrote it"


def test_the_stamp_of_a_source_is_what_the_list_says_of_it(study: Study) -> None:
    desk = study.desk()
    source = desk.sources.all()[0].id
    for _time in range(2):
        listed = next(found for found in desk.finished.todo() if found.source.id == source)
        stamp = desk.finished.stamp_of(source)
        assert (stamp.finished, stamp.not_read_for) == (listed.finished, listed.not_read_for)
        assert listed.codings == sum(
            len(found.codings) for found in desk.codings.page(source, desk.own_view()).passages
        )
        desk.finished.finish(source)
    assert desk.finished.stamp_of(source).finished is not None
