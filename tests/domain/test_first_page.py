from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.domain.matrix_facts import (
    ABOVE,
    CODINGS,
    FACTS,
    FJORDVIK,
    MANIFEST,
    NESS,
    NK1,
    S_NK1,
    S_SK1,
    S_SK2,
    SK1,
    SK2,
    SK3,
    STORVIK,
    build,
    by_attribute,
    cell,
    marked,
    person,
)
from workbench.domain.cell_words import cell_text, fraction, spoken
from workbench.domain.cells import Cell, State, Voice
from workbench.domain.first_page import FirstPage, LineKind, PageLine, first_page
from workbench.domain.ids import InformantId
from workbench.domain.tallies import Facts, Grouping, Stamp
from workbench.i18n import set_language

if TYPE_CHECKING:
    from workbench.domain.matrix import Matrix


def made(states: str, quotes: int = 0) -> Cell:
    """A cell whose informants are in these states, by their ASCII marks."""
    order = dict(zip("sxo.-?", State, strict=True))
    voices = tuple(Voice(f"B{place}", False, order[sign]) for place, sign in enumerate(states))
    says = tuple(voice.informant for voice in voices if voice.state is State.SAYS)
    against = tuple(voice.informant for voice in voices if voice.state is State.AGAINST)
    counted = sum(sign in "sxo." for sign in states)
    return Cell(None, len(says), counted, quotes, len(against), quotes, 0, says, against, voices)


@pytest.mark.parametrize(
    ("states", "quotes", "text"),
    [
        ("sxsooo", 3, "●◐●○○○ 2 of 6 · 3"),
        ("ss-", 3, "●●– 2 of 2 asked · 3"),
        ("ss??", 4, "●●?? 2 of 2 read · 4"),
        ("s-?", 4, "●–? 1 of 1 asked and read · 4"),
        ("o", 0, "○ asked, said nothing"),
        (".", 0, "· nothing found"),
        ("??", 0, "?? not read"),
        ("--", 0, "–– not asked"),
        ("-?", 0, "–? not asked or not read"),
        ("o.", 0, "○· 0 of 2"),
        (".?", 0, "·? 0 of 1 read"),
        ("x", 1, "◐ against · 1"),
        ("s", 0, "● 1 of 1 · 0"),
        ("s" * 5 + "." * 8, 14, "5/13 · 14"),
        ("s" * 5 + "." * 7 + "?", 14, "5/12 read · 14"),
    ],
)
def test_a_cell_is_marks_then_n_of_all_then_quotes(states: str, quotes: int, text: str) -> None:
    assert cell_text(made(states, quotes), alone=False) == text


def test_one_informant_in_a_column_needs_no_fraction() -> None:
    assert cell_text(made("s", 3), alone=True) == "● 3"
    assert cell_text(made("?"), alone=True) == "?"
    assert cell_text(made("ss", 3), alone=True) == "●● 2 of 2 · 3"
    assert cell_text(made("s", 3), alone=False, ascii_marks=True) == "s 1 of 1; 3"


def test_who_gives_half_is_named_beside_the_quotes() -> None:
    assert cell_text(cell(build(CODINGS), "Ovenfra", "SK"), alone=False) == "◆●· 2 of 3 · 5 (3: SK2)"


def test_a_screen_reader_gets_names() -> None:
    assert spoken(cell(build(CODINGS), "Ovenfra", "SK")) == "2 of 3: SK1, SK2; against: SK1"
    assert spoken(made("o")) == "asked, said nothing"
    assert spoken(cell(build(CODINGS), "Ovenfra", "SK > (documents)")) == "1 quote"
    assert spoken(cell(build(CODINGS, Grouping.SOURCE), "Ordet", "D1")) == "nothing found"


def page(grouping: Grouping = Grouping.CASE, facts: Facts = FACTS, *, ascii_marks: bool = False) -> FirstPage:
    return first_page(build(CODINGS, grouping, facts), MANIFEST, ascii_marks=ascii_marks)


def line(found: FirstPage, title: str, kind: LineKind | None = None) -> PageLine:
    return next(each for each in found.lines if each.title == title and kind in {None, each.kind})


def test_the_lines_over_the_cells() -> None:
    found = page()
    assert found.title == MANIFEST.project
    assert found.summary == "3 cases, 6 informants · by case"
    assert found.headings == ("Storvik (SK)", "Fjordvik (FK)", "Ness (NK)", "no case", "in cases")
    assert line(found, "informants in interviews").cells == ("3 in 4", "2 in 3", "1 in 1: one voice", "–", "–")
    assert line(found, "in the order of the marks").cells == ("SK1, SK2, SK3", "FK1, FK2", "NK1", "–", "–")
    assert line(found, "informants' words").cells == ("6,000", "11,000", "7,000", "–", "–")
    assert line(found, "left out").cells == ("1 (SK7: utenfor temaet)", "–", "–", "–", "–")


def test_the_lines_of_a_code() -> None:
    found = page()
    start = [each.title for each in found.lines].index("Ovenfra")
    kinds = [(each.kind, each.depth) for each in found.lines[start : start + 4]]
    assert kinds == [
        (LineKind.CODE, 1),
        (LineKind.AGAINST, 2),
        (LineKind.DOCUMENTS, 2),
        (LineKind.NO_INFORMANT, 2),
    ]
    assert found.lines[start].cells[-1] == "1 of 3"
    assert found.lines[start + 1].cells == ("1: SK1 · 1 quote", "1: FK1 · 1 quote", "–", "–", "–")


def test_poles_stand_after_the_last_code_of_their_theme() -> None:
    titles = [each.title for each in page().lines]
    poles = titles.index("only Ovenfra / both / only Nedenfra / neither")
    assert titles[poles - 1] == "Egne ledere"
    assert titles[poles + 1] == "Ordet"
    assert page().lines[poles].cells == ("1 / 1 / 1 / 0", "0 / 0 / 1 / 1", "0 / 0 / 1 / 0", "–", "–")


def test_poles_name_who_is_beside_the_four_groups() -> None:
    asked = {(NK1, code): False for code in map(type(ABOVE), range(1, 8))}
    facts = replace(FACTS, asked=asked, finished=(Stamp(S_NK1, None, 3), Stamp(S_SK1, None, 3)))
    found = first_page(build([marked(1, ("SK1:1", S_SK1), ABOVE, SK1)], facts=facts), MANIFEST)
    poles = line(found, "only Ovenfra / both / only Nedenfra / neither")
    assert poles.cells == (
        "1 / 0 / 0 / 0 (+2 not read)",
        "0 / 0 / 0 / 0 (+2 not read)",
        "0 / 0 / 0 / 0 (+1 not asked)",
        "–",
    )
    half = first_page(build([marked(1, ("SK2:1", S_SK2), ABOVE, SK2)], facts=facts), MANIFEST)
    assert "the other end not known: SK2" in line(half, poles.title).cells[0]


def test_a_code_that_somebody_has_not_been_read_for_says_since_when_it_is() -> None:
    assert "Egne ledere" in [each.title for each in page().lines]
    old = replace(FACTS, finished=(Stamp(S_NK1, None, 2),))
    assert "Egne ledere (new in codebook 3)" in [each.title for each in page(facts=old).lines]


def test_the_lines_under_the_table() -> None:
    notes = page().notes
    assert notes[0].startswith("● says it  ◐ against  ○ asked, said nothing  · nothing found (not known whether asked)")
    assert "◆◈◇ key informant" in notes[0]
    assert notes[1] == "The view hides no codings."
    assert notes[2].startswith("as of change 412, 2026-05-03T10:12Z · codebook Samskaping, version 3")
    assert page(facts=replace(FACTS, hidden=1)).notes[1] == "The view hides 1 coding."
    assert page(facts=replace(FACTS, hidden=1200)).notes[1] == "The view hides 1,200 codings."


def test_what_the_view_limits_is_told() -> None:
    manifest = replace(MANIFEST, view={"coders": ("A", "B"), "starred": ()})
    assert "Shown: coders: A, B; starred only" in first_page(build(), manifest).notes


def test_by_informant_and_source_what_is_left_out_is_told_under_the_table() -> None:
    for grouping in (Grouping.INFORMANT, Grouping.SOURCE):
        assert page(grouping).notes[0] == "left out: 1 (SK7: utenfor temaet)"
    assert page(Grouping.INFORMANT).headings[-2:] == ("documents", "no informant")
    assert line(page(Grouping.SOURCE), "words").cells[0] == "500"


def test_by_attribute_the_values_are_headings() -> None:
    facts = by_attribute("case", {STORVIK: "yes", FJORDVIK: "no"}, "yesno")
    found = page(Grouping.ATTRIBUTE, facts)
    assert found.headings == ("yes", "no", "no value")
    assert found.summary.endswith("by størrelse")


def test_the_student_s_word_for_a_case() -> None:
    found = page(facts=replace(FACTS, case_words=("kommune", "kommuner")))
    assert found.summary.startswith("3 kommuner")
    assert found.headings[-1] == "in kommuner"


def test_over_twelve_informants_are_counted_and_not_listed() -> None:
    many = tuple(person(InformantId(100 + n), f"B{n}", NESS, S_NK1) for n in range(13))
    found = first_page(build(facts=replace(FACTS, informants=many)), MANIFEST)
    assert line(found, "in the order of the marks").cells[2] == "13"


def texts(found: FirstPage) -> list[str]:
    cells = [text for each in found.lines for text in (each.title, *each.cells)]
    return [found.summary, *found.headings, *cells, *found.notes]


@pytest.mark.parametrize("grouping", [Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE])
def test_the_ascii_page_needs_no_other_characters(grouping: Grouping) -> None:
    assert all(text.isascii() for text in texts(page(grouping, ascii_marks=True)))
    assert not all(text.isascii() for text in texts(page(grouping)))


def test_every_line_has_a_cell_under_every_heading() -> None:
    for grouping in (Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE):
        found = page(grouping)
        assert {len(each.cells) for each in found.lines} == {len(found.headings)}


def test_nothing_is_a_percentage_and_no_cell_is_blank() -> None:
    for grouping in (Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE):
        found = page(grouping)
        assert all(text and "%" not in text for each in found.lines for text in each.cells)


def test_numbers_follow_the_language() -> None:
    set_language("nb")
    assert line_at(build(CODINGS), 2) == "6\u202f000"


def line_at(matrix: Matrix, place: int) -> str:
    return first_page(matrix, MANIFEST).lines[place].cells[0]


def test_all_of_one_state_is_told_in_words() -> None:
    assert fraction(made("oo")) == "asked, said nothing"
    asked = {(informant, ABOVE): True for informant in (SK1, SK2, SK3)}
    found = first_page(build(facts=replace(FACTS, asked=asked)), MANIFEST)
    assert line(found, "Ovenfra").cells[0] == "◇○○ asked, said nothing"
