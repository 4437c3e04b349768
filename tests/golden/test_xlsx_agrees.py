"""The workbook against the recount that knows nothing of it: what a reader sees, and where each arrow leads."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.golden.agreeing import GROUPINGS, VIEWS, Study, cells_of, speak
from tests.golden.test_page_agrees import Page
from tests.golden.test_program_agrees import passages_by_cell
from tests.golden.truth.answers import INFORMANTS
from tests.golden.truth.counting import Count
from tests.golden.truth.reading import read_study
from tests.golden.xlsx_pages import HEAD, XlsxPage
from workbench.i18n import _, language

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("grouping", GROUPINGS)
@pytest.mark.parametrize("spoken", ["en", "nb"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_every_line_is_the_recounts(
    request: pytest.FixtureRequest, name: str, spoken: str, grouping: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study: Study = request.getfixturevalue(name)
    speak(spoken, monkeypatch)
    page = XlsxPage(study.written(grouping, "xlsx"))
    assert language() == spoken
    assert page.lines() == list(Page(study, grouping, is_sent=True).lines())


@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_the_rows_of_quotes_are_the_codings_that_count(request: pytest.FixtureRequest, name: str) -> None:
    study: Study = request.getfixturevalue(name)
    page = XlsxPage(study.written("case", "xlsx"))
    read = read_study(study.folder, study.codebook)
    count = Count(read, None, None, frozenset(), None)
    paths = {node.title.rpartition(" > ")[2]: node.title for node in read.root.family() if node.path}
    expected = Counter(
        (
            coding.source,
            read.sources[coding.source].text[coding.start : coding.end],
            coding.code if " > " in coding.code else paths[coding.code],
            coding.coder,
            coding.round,
            f"− {_('against')}" if coding.against else _("for"),
        )
        for coding in read.codings
        if any(count.parts_of(coding))
    )
    heads = ("source", "quote", "code", "coder", "reading", "stance")
    assert Counter(tuple(row[_(head).capitalize()] for head in heads) for row in page.quotes()) == expected


@pytest.mark.parametrize("grouping", ["case", "informant"])
@pytest.mark.parametrize("name", ["sample", "tiny"])
def test_every_arrow_leads_to_the_first_quote_of_its_cell(
    request: pytest.FixtureRequest, name: str, grouping: str
) -> None:
    study: Study = request.getfixturevalue(name)
    page = XlsxPage(study.written(grouping, "xlsx"))
    behind = passages_by_cell(study, grouping)
    quotes = page.quotes()
    links = page.links(page.first)
    seen = 0
    for row, path in paths_of(page, links):
        for column, key in zip(page.columns[1:], columns_of(study, grouping), strict=False):
            expected = behind.get((path, key), Counter())
            arrow = page.first.cell(row, column + 1)
            assert (arrow.value or 0) == expected.total()
            if not expected:
                assert arrow.coordinate not in links
                continue
            sheet, at, _column = page.target(links[arrow.coordinate])
            place = next(place for place, quote in enumerate(quotes) if quote["row"] == str(at))
            assert sheet is page.quote_sheets[0]
            inside = [
                (quote[_("code").capitalize()] + " > ").startswith(path + " > ")
                and (quote[_("source").capitalize()], quote[_("quote").capitalize()]) in expected
                for quote in quotes[: place + 1]
            ]
            assert inside.index(True) == place
            seen += 1
    assert seen >= 8


def paths_of(page: XlsxPage, links: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Each line that tells of a code itself, and the code's path as its definition has it."""
    for row in range(HEAD + 1, HEAD + len(page.lines())):
        to = links.get(f"B{row}")
        if to is not None:
            sheet, at, column = page.target(to)
            assert sheet is page.definitions
            yield row, page.at(sheet, at, column)


def columns_of(study: Study, grouping: str) -> list[str]:
    """The keys of the columns of informants, in order."""
    if grouping == "case":
        return [case.case for case in study.truth().cases]
    return list(dict.fromkeys(cell.column for cell in cells_of(study.truth(), grouping) if cell.line == INFORMANTS))


def test_every_row_of_quotes_leads_back_to_a_cell_that_counts_it(sample: Study) -> None:
    page = XlsxPage(sample.written("case", "xlsx"))
    paths = dict(paths_of(page, page.links(page.first)))
    keys = dict(zip(page.columns[1:], columns_of(sample, "case"), strict=False))
    behind = passages_by_cell(sample, "case")
    back = page.links(page.quote_sheets[0])
    for quote in page.quotes():
        sheet, row, column = page.target(back[f"G{quote['row']}"])
        assert sheet is page.first
        assert paths[row] == quote[_("code").capitalize()]
        where = [path for path in behind if path[0] == paths[row] and path[1].partition(" > ")[0] == keys[column]]
        words = (quote[_("source").capitalize()], quote[_("quote").capitalize()])
        assert any(words in behind[path] for path in where)


@pytest.mark.parametrize("view", [name for name in VIEWS if name != "everything"])
def test_a_views_quotes_are_those_the_json_has(sample: Study, view: str) -> None:
    options, _asked = VIEWS[view]
    page = XlsxPage(sample.written("case", "xlsx", *options))
    passages = json.loads(sample.written("case", "json", *options))["passages"]
    words = Counter((found["source"], found["words"]) for found in passages for _coding in found["codings"])
    assert words
    heads = (_("source").capitalize(), _("quote").capitalize())
    assert Counter(tuple(row[head] for head in heads) for row in page.quotes()) == words
