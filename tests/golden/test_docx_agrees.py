"""The Word document against the recount that knows nothing of it: every line, every quote, where each cell leads."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pytest

from tests.golden.agreeing import GROUPINGS, VIEWS, Study, speak, without_labels
from tests.golden.docx_pages import DocxPage, links
from tests.golden.test_page_agrees import Page
from tests.golden.test_program_agrees import passages_by_cell
from tests.golden.test_xlsx_agrees import columns_of
from tests.golden.truth.counting import Count
from tests.golden.truth.reading import read_study
from workbench.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.golden.docx_pages import Quote

Coders = frozenset[tuple[str, str]]
Passage = tuple[str, str, str, str]
"""Source, words on one line, path of the code, stance as it is said."""


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("spoken", ["en", "nb"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_every_line_is_the_recounts(
    request: pytest.FixtureRequest, name: str, spoken: str, grouping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study: Study = request.getfixturevalue(name)
    speak(spoken, monkeypatch)
    page = DocxPage(study.written(grouping, "docx"))
    assert language() == spoken
    assert page.lines() == list(Page(study, grouping, is_sent=True).lines())


def expected(study: Study) -> Counter[tuple[Passage, Coders]]:
    """Each passage under each of its codes, with who coded it so, from the study's own files."""
    read = read_study(study.folder, study.codebook)
    count = Count(read, None, None, frozenset(), None)
    paths = {node.title.rpartition(" > ")[2]: node.title for node in read.root.family() if node.path}
    coders: dict[tuple[str, int, int, str], set[tuple[str, str]]] = defaultdict(set)
    stances: dict[tuple[str, int, int, str], set[bool]] = defaultdict(set)
    for coding in read.codings:
        if any(count.parts_of(coding)):
            key = (coding.source, coding.start, coding.end, coding.code)
            coders[key].add((coding.coder, coding.round))
            stances[key].add(coding.against)
    said = {(True,): _("against"), (False,): "", (False, True): _("for and against")}
    return Counter(
        (
            (
                source,
                without_labels(read.sources[source], read.sources[source].text[start:end]),
                code if " > " in code else paths[code],
                said[tuple(sorted(stances[source, start, end, code]))],
            ),
            frozenset(coders[source, start, end, code]),
        )
        for source, start, end, code in coders
    )


def shown(quote: Quote) -> Passage:
    """A quote of the document in the same shape; its source is that of its id."""
    passage = re.search(r"(\S+):\d+[a-z]*\.", quote.note)
    assert passage is not None, quote.note
    stance = quote.words.partition("«")[0].removeprefix("★ ").rstrip(": ").lower()
    return passage[1], quote.said, " > ".join(quote.path[1:]), stance


def coders_of(quote: Quote) -> Coders:
    """Who coded a quote, as its footnote says."""
    found = re.findall(r"(\w+) \(([^),]+)[^)]*\)", quote.note)
    return frozenset(found or [("A", "1")])


@pytest.mark.parametrize("spoken", ["en", "nb"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_each_passage_stands_once_under_each_of_its_codes_with_who_coded_it(
    request: pytest.FixtureRequest, name: str, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study: Study = request.getfixturevalue(name)
    speak(spoken, monkeypatch)
    page = DocxPage(study.written("case", "docx"))
    assert Counter((shown(quote), coders_of(quote)) for quote in page.quotes()) == expected(study)


@pytest.mark.parametrize("grouping", ["case", "informant"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_every_cell_leads_to_the_first_quote_of_its_own(
    request: pytest.FixtureRequest, name: str, grouping: str
) -> None:
    study: Study = request.getfixturevalue(name)
    page = DocxPage(study.written(grouping, "docx"))
    sources = read_study(study.folder, study.codebook).sources
    behind = {
        key: {(source, without_labels(sources[source], words)) for source, words in found}
        for key, found in passages_by_cell(study, grouping).items()
    }
    quotes = [(shown(quote), quote.bookmarks) for quote in page.quotes()]
    seen = 0
    for path, cells in lines_of_codes(page):
        for cell, key in zip(cells, columns_of(study, grouping), strict=False):
            found = [
                (source, words) in behind.get((path, key), set()) and (code + " > ").startswith(path + " > ")
                for (source, words, code, _stance), _marks in quotes
            ]
            anchors = links(cell)
            assert bool(anchors) == any(found)
            if anchors:
                assert quotes[found.index(True)][1] == {anchors[0]}
                seen += 1
    assert seen >= 8


def lines_of_codes(page: DocxPage) -> Iterator[tuple[str, list[object]]]:
    """Each line that tells of a code itself, by the path of the heading to which its title leads."""
    paths: dict[str, str] = {}
    over: list[str] = []
    for level, text, marks in page.headings():
        over[level - 1 :] = [text]
        paths.update((mark, " > ".join(over[1:])) for mark in marks)
    for title, *cells in page.rows():
        for anchor in links(title):
            yield paths[anchor], cells


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "everything"])
def test_a_views_quotes_are_those_the_json_has(sample: Study, view: str) -> None:
    options, _asked = VIEWS[view]
    page = DocxPage(sample.written("case", "docx", *options))
    passages = json.loads(sample.written("case", "json", *options))["passages"]
    sources = read_study(sample.folder, sample.codebook).sources
    words = Counter(
        (found["source"], without_labels(sources[found["source"]], found["words"]))
        for found in passages
        for _code in {coding["code"] for coding in found["codings"]}
    )
    assert words
    assert Counter(shown(quote)[:2] for quote in page.quotes()) == words
