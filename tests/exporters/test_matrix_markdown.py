from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.domain.matrix_facts import BELOW, CODEBOOK, CODINGS, FACTS, MANIFEST, build
from workbench.domain.first_page import first_page
from workbench.domain.tallies import Grouping
from workbench.exporters.markdown_text import escaped, table
from workbench.exporters.matrix_markdown import matrix_markdown


class _Cells(HTMLParser):
    """The texts of a rendered table, and every tag there is."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: set[str] = set()
        self._inside = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag in {"td", "th"}:
            self.cells.append("")
            self._inside = True
        if tag == "br":
            self.cells[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


def rendered(markdown: str) -> _Cells:
    found = _Cells()
    found.feed(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown))
    return found


PLAIN = {"table", "thead", "tbody", "tr", "th", "td", "br"}


@pytest.mark.parametrize(
    "text",
    [
        "a | b",
        "a \\| b",
        "<script>alert(1)</script>",
        "&lt; &amp; &copy;",
        "*fet* og _skrå_ og `kode` og ~~strøk~~",
        "[lenke](http://x.no) ![bilde](x)",
        "$x$ # ikke overskrift",
        "<!-- borte -->",
        "bakstrek \\",
        "første\nandre",
    ],
)
def test_user_text_shows_as_it_is_written(text: str) -> None:
    found = rendered(table(["h", "i"], [[escaped(text), "x"]]))
    assert found.cells == ["h", "i", text, "x"]
    assert found.tags <= PLAIN


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"])
        | st.sampled_from(" \n|\\<&*_`[]()~!#"),
        max_size=20,
    )
)
def test_whatever_the_text(text: str) -> None:
    found = rendered(table(["h"], [[f"x{escaped(text)}x"]]))
    assert found.cells == ["h", f"x{text}x"]
    assert found.tags <= PLAIN


def test_the_page_is_a_heading_a_table_and_notes() -> None:
    text = matrix_markdown(build(CODINGS), MANIFEST)
    assert text.startswith("# Hvem starter samskaping?\n\n3 cases, 6 informants · by case\n\n| ")
    assert "\n| › Ovenfra | ◆●· 2 of 3 · 5 (3: SK2) | ◈· 0 of 2 · 1 | · nothing found | – | 1 of 3 |\n" in text
    assert "\n| › › *says against* | 1: SK1 · 1 quote | 1: FK1 · 1 quote | – | – | – |\n" in text
    assert "\n| **Hvem starter?** | ◆●● 3 of 3 · 7 | ◈● 1 of 2 · 3 | ● 1 of 1 · 1 | – | 3 of 3 |\n" in text
    assert "as of change 412, 2026-05-03T10:12Z" in text
    assert text.endswith("Workbench 0.1.0\n")


@pytest.mark.parametrize("grouping", [Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE])
def test_the_table_shows_every_cell_of_the_page(grouping: Grouping) -> None:
    matrix = build(CODINGS, grouping)
    page = first_page(matrix, MANIFEST)
    width = len(page.headings) + 1
    cells = rendered(matrix_markdown(matrix, MANIFEST)).cells
    lines = [tuple(cells[place + 1 : place + width]) for place in range(0, len(cells), width)]
    assert lines == [page.headings, *(line.cells for line in page.lines)]


def test_transposed_has_cases_down_and_themes_across() -> None:
    matrix = build(CODINGS)
    straight = rendered(matrix_markdown(matrix, MANIFEST)).cells
    width = len(first_page(matrix, MANIFEST).headings) + 1
    grid = [straight[place : place + width] for place in range(0, len(straight), width)]
    turned = rendered(matrix_markdown(matrix, MANIFEST, transposed=True)).cells
    assert turned == [text for column in zip(*grid, strict=True) for text in column]


def test_ascii_uses_marks_that_every_terminal_has() -> None:
    text = matrix_markdown(build(CODINGS), MANIFEST, ascii_marks=True)
    assert text.isascii()
    assert "| > Ovenfra | Ss. 2 of 3; 5 (3: SK2) | X. 0 of 2; 1 | . nothing found |" in text


def test_a_codes_name_cannot_break_the_table() -> None:
    codes = tuple(replace(code, name="a|b<br>*c*") if code.id == BELOW else code for code in CODEBOOK.codes)
    matrix = build(CODINGS, facts=replace(FACTS, codebook=replace(CODEBOOK, codes=codes)))
    assert "› a|b<br>*c*" in rendered(matrix_markdown(matrix, MANIFEST)).cells


def test_the_order_in_which_tallies_come_changes_nothing() -> None:
    assert matrix_markdown(build(reversed(CODINGS)), MANIFEST) == matrix_markdown(build(CODINGS), MANIFEST)
