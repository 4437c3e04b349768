"""The HTML page against the recount that knows nothing of it: what a reader sees, and what is behind each cell."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.golden.agreeing import GROUPINGS, VIEWS, Study, differences, speak, truth_table, without_labels
from tests.golden.html_pages import HtmlPage
from tests.golden.test_page_agrees import Page
from tests.golden.test_program_agrees import passages_by_cell
from tests.golden.truth.reading import read_study
from workbench.i18n import language


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("spoken", ["en", "nb"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_every_cell_and_every_line_is_the_recounts(
    request: pytest.FixtureRequest, name: str, spoken: str, grouping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study: Study = request.getfixturevalue(name)
    speak(spoken, monkeypatch)
    page = HtmlPage(study.written(grouping, "html"))
    assert language() == spoken
    assert page.lines() == list(Page(study, grouping, is_sent=True).lines())
    assert differences(page.table(), truth_table(study.truth(), grouping)) == []
    assert page.mistakes == []


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_the_quotes_behind_each_cell_are_those_counted_in_it(
    request: pytest.FixtureRequest, name: str, grouping: str
) -> None:
    study: Study = request.getfixturevalue(name)
    page = HtmlPage(study.written(grouping, "html"))
    found = page.passages()
    sources = read_study(study.folder, study.codebook).sources
    assert {key: on_one_line(words) for key, words in found.items()} == {
        key: Counter({(source, without_labels(sources[source], said)): n for (source, said), n in words.items()})
        for key, words in passages_by_cell(study, grouping).items()
        if words
    }
    counted = {key: int(fields[3]) for key, fields in page.table().items() if fields[3] != "0"}
    assert {key: words.total() for key, words in found.items()} == counted


def on_one_line(words: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    return Counter({(source, " ".join(said.split())): count for (source, said), count in words.items()})


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "everything"])
def test_a_views_page_is_the_recounts(sample: Study, view: str) -> None:
    options, asked = VIEWS[view]
    page = HtmlPage(sample.written("case", "html", *options))
    assert differences(page.table(), truth_table(sample.truth(**asked), "case")) == []
    counted = {key: int(fields[3]) for key, fields in page.table().items() if fields[3] != "0"}
    assert {key: words.total() for key, words in page.passages().items()} == counted


def test_every_cell_of_the_table_leads_to_a_cell_of_the_index(sample: Study) -> None:
    page = HtmlPage(sample.written("case", "html"))
    addresses = page.addresses()
    assert len(addresses) > 100
    assert max(Counter(addresses).values()) == 1
