from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.matrix_facts import (
    ABOVE,
    BELOW,
    CODEBOOK,
    CODINGS,
    FACTS,
    FJORDVIK,
    FK1,
    FK2,
    KNOWS,
    LEADERS,
    NESS,
    NK1,
    OLD,
    S_D1,
    S_D2,
    S_FK1,
    S_FK2,
    S_G1,
    S_NK1,
    S_SK1,
    S_SK2,
    S_SK2B,
    SK1,
    SK2,
    SK3,
    START,
    STORVIK,
    WORD,
    Marked,
    build,
    by_attribute,
    cell,
    column,
    marked,
    person,
    tally,
)
from workbench.domain.cells import Share, State, first_state, mark
from workbench.domain.codebook import Dimension, DimensionKind
from workbench.domain.ids import CodeId, InformantId, SourceId
from workbench.domain.matrix import Matrix, Spread, matrix_of
from workbench.domain.passages import Stance
from workbench.domain.poles import PoleGroups
from workbench.domain.tallies import Facts, Grouping, Line, Stamp, Tally, view_of_states
from workbench.domain.view import EVERYTHING, View


def states(matrix: Matrix, row: str, path: str) -> str:
    return cell(matrix, row, path).marks()


def paths(matrix: Matrix) -> list[str]:
    return [found.path for found in matrix.columns]


def stamped(*stamps: Stamp, **changes: object) -> Facts:
    return replace(FACTS, finished=stamps, **changes)  # type: ignore[arg-type]


# States.


def test_the_marks_stand_in_heading_order_with_key_informants_filled() -> None:
    assert states(build(CODINGS), "Ovenfra", "SK") == "◆●·"
    assert states(build(CODINGS), "Ovenfra", "FK") == "◈·"


def test_one_who_says_it_and_speaks_against_it_says_it_and_is_named_against() -> None:
    found = cell(build(CODINGS), "Ovenfra", "SK")
    assert (found.state, found.n, found.N) == (State.SAYS, 2, 3)
    assert found.informants == ("SK1", "SK2")
    assert found.against == ("SK1",)
    assert found.quotes_against == 1


def test_one_who_only_speaks_against_is_in_all_and_does_not_say_it() -> None:
    found = cell(build(CODINGS), "Ovenfra", "FK")
    assert (found.state, found.n, found.N, found.informants, found.against) == (State.AGAINST, 0, 2, (), ("FK1",))


def test_silence_in_a_finished_source_is_nothing_found_and_never_asked_or_not_asked() -> None:
    found = {voice.state for row in build(CODINGS).cells for made in row for voice in made.voices}
    assert found == {State.SAYS, State.AGAINST, State.NOTHING_FOUND}


def test_silence_in_an_unfinished_source_is_unread_and_not_counted() -> None:
    matrix = build(CODINGS, facts=stamped())
    found = cell(matrix, "Ovenfra", "SK")
    assert found.marks() == "◆●?"
    assert (found.n, found.N, found.beside) == (2, 2, ("SK3",))
    assert states(matrix, "Kjenner ordet", "NK") == "?"


def test_a_code_younger_than_the_stamp_is_unread_until_the_source_is_finished_again() -> None:
    old = stamped(Stamp(S_NK1, None, 2))
    assert states(build(facts=old), "Egne ledere", "NK") == "?"
    assert states(build(facts=old), "Ovenfra", "NK") == "·"
    again = stamped(Stamp(S_NK1, None, 2), Stamp(S_NK1, None, 3))
    assert states(build(facts=again), "Egne ledere", "NK") == "·"


def test_a_theme_is_read_only_when_every_live_code_under_it_is() -> None:
    old = stamped(Stamp(S_NK1, None, 2))
    matrix = build(facts=old)
    assert states(matrix, "Hvem starter?", "NK") == "?"
    assert states(matrix, "Nedenfra", "NK") == "?"
    assert states(matrix, "Ordet", "NK") == "·"


def test_a_retired_code_does_not_keep_its_theme_unread() -> None:
    codes = tuple(replace(found, since=9) if found.id == OLD else found for found in CODEBOOK.codes)
    facts = replace(FACTS, codebook=replace(CODEBOOK, codes=codes))
    assert states(build(facts=facts), "Ordet", "NK") == "·"
    live = tuple(replace(found, retired=False) for found in codes)
    assert states(build(facts=replace(facts, codebook=replace(CODEBOOK, codes=live))), "Ordet", "NK") == "?"


def test_looking_through_for_one_code_reads_that_code_and_what_is_below_it() -> None:
    young = stamped(Stamp(S_NK1, None, 2), Stamp(S_NK1, LEADERS, 3))
    assert states(build(facts=young), "Egne ledere", "NK") == "·"
    assert states(build(facts=young), "Hvem starter?", "NK") == "·"
    only = stamped(Stamp(S_NK1, BELOW, 3))
    assert [
        states(build(facts=only), row, "NK") for row in ("Nedenfra", "Egne ledere", "Ovenfra", "Hvem starter?")
    ] == [
        "·",
        "·",
        "?",
        "?",
    ]
    stale = stamped(Stamp(S_NK1, LEADERS, 2))
    assert states(build(facts=stale), "Egne ledere", "NK") == "?"


def test_an_informant_with_two_sources_is_read_when_both_are() -> None:
    one = stamped(Stamp(S_SK2, None, 3))
    assert states(build(facts=one), "Ovenfra", "SK > SK2") == "?"
    both = stamped(Stamp(S_SK2, None, 3), Stamp(S_SK2B, None, 3))
    assert states(build(facts=both), "Ovenfra", "SK > SK2") == "·"


def test_a_source_column_asks_only_for_that_source() -> None:
    one = stamped(Stamp(S_SK2, None, 3))
    matrix = build(grouping=Grouping.SOURCE, facts=one)
    assert states(matrix, "Ovenfra", "SK2") == "·"
    assert states(matrix, "Ovenfra", "SK2-2") == "?"


def test_a_source_left_out_need_not_be_read_and_an_informant_without_a_source_is_never_read() -> None:
    sources = tuple(replace(found, left_out="dårlig lyd") if found.id == S_SK2B else found for found in FACTS.sources)
    facts = stamped(
        Stamp(S_SK2, None, 3), sources=sources, informants=(*FACTS.informants, person(InformantId(9), "SK9", STORVIK))
    )
    assert states(build(facts=facts), "Ovenfra", "SK > SK2") == "·"
    assert states(build(facts=facts), "Ovenfra", "SK > SK9") == "?"


def test_a_guide_tells_who_was_asked() -> None:
    asked = {(SK1, ABOVE): True, (SK2, ABOVE): True, (SK3, ABOVE): False, (FK1, ABOVE): False}
    facts = replace(FACTS, asked=asked)
    assert states(build(facts=facts), "Ovenfra", "SK") == "◇○–"
    assert states(build(facts=facts), "Ovenfra", "FK") == "–·"
    found = cell(build(facts=facts), "Ovenfra", "SK")
    assert (found.state, found.n, found.N, found.beside) == (State.ASKED_SILENT, 0, 2, ("SK3",))


def test_one_who_was_not_asked_and_speaks_of_it_anyway_is_counted() -> None:
    facts = replace(FACTS, asked={(SK1, ABOVE): False, (FK1, ABOVE): False})
    assert states(build(CODINGS, facts=facts), "Ovenfra", "SK > SK1") == "◆"
    assert cell(build(CODINGS, facts=facts), "Ovenfra", "FK > FK1").N == 1


def test_not_asked_and_not_read_is_unread() -> None:
    facts = stamped(asked={(NK1, ABOVE): False})
    assert states(build(facts=facts), "Ovenfra", "NK") == "?"


@pytest.mark.parametrize("most", range(6))
def test_a_cell_in_one_word_is_the_first_that_applies(most: int) -> None:
    order = list(State)
    assert first_state(reversed(order[most:])) is order[most]
    assert first_state([]) is None


def test_the_marks_of_every_state() -> None:
    assert "".join(mark(state) for state in State) == "●◐○·–?"
    assert "".join(mark(state, is_key=True) for state in State) == "◆◈◇·–?"
    assert "".join(mark(state, ascii_marks=True) for state in State) == "sxo.-?"
    assert "".join(mark(state, is_key=True, ascii_marks=True) for state in State) == "SXO.-?"


# Counts.


def test_quotes_are_distinct_passages_against_included_and_words_are_a_union() -> None:
    found = cell(build(CODINGS), "Ovenfra", "SK")
    assert (found.quotes, found.codings, found.words) == (5, 5, 10 + 15 + 10)


def test_two_codings_on_one_passage_are_one_quote() -> None:
    found = cell(build(CODINGS), "Nedenfra", "NK")
    assert (found.quotes, found.codings, found.words) == (1, 2, 10)


def test_a_passage_of_two_informants_is_one_quote_of_each() -> None:
    matrix = build((*CODINGS, marked(20, ("G1:9", S_G1), KNOWS, SK3, FK2)))
    assert [cell(matrix, "Kjenner ordet", path).quotes for path in ("SK", "FK", "SK > SK3", "FK > FK2")] == [1, 1, 1, 1]


def test_a_themes_row_is_the_union_of_itself_and_all_below() -> None:
    matrix = build(CODINGS)
    assert states(matrix, "Hvem starter?", "FK") == "◈●"
    assert cell(matrix, "Hvem starter?", "FK").quotes == 3
    assert cell(matrix, "Nedenfra", "FK").quotes == 2


def test_one_who_gives_half_or_more_of_four_quotes_is_named() -> None:
    assert cell(build(CODINGS), "Ovenfra", "SK").dominant == (Share("SK2", 3),)
    three = [marked(n, (f"SK1:{n}", S_SK1), WORD, SK1) for n in range(3)]
    assert cell(build(three), "Ordet", "SK").dominant == ()
    four = [*three, marked(9, ("SK2:1", S_SK2), WORD, SK2)]
    assert cell(build(four), "Ordet", "SK").dominant == (Share("SK1", 3),)
    even = [*four, *(marked(10 + n, (f"SK2:{n}", S_SK2), WORD, SK2) for n in (2, 3))]
    assert cell(build(even), "Ordet", "SK").dominant == (Share("SK1", 3), Share("SK2", 3))


def test_the_only_informant_of_a_case_is_not_named_as_giving_all() -> None:
    alone = [marked(n, (f"NK1:{n}", S_NK1), WORD, NK1) for n in range(8)]
    assert cell(build(alone), "Ordet", "NK").dominant == ()


def test_over_twelve_informants_are_shown_as_a_fraction() -> None:
    many = tuple(person(InformantId(100 + n), f"B{n}", NESS, S_NK1) for n in range(13))
    facts = replace(FACTS, informants=many)
    matrix = build([marked(1, ("NK1:1", S_NK1), WORD, InformantId(100))], facts=facts)
    assert cell(matrix, "Ordet", "NK").marks() == "1/13"
    fewer = replace(FACTS, informants=many[:12])
    assert len(cell(build(facts=fewer), "Ordet", "NK").marks()) == 12


# Filters.


def test_a_stance_or_star_filter_changes_counts_and_never_states() -> None:
    everything = build(CODINGS)
    filtered = build(CODINGS, keep=lambda coding: coding.stance is Stance.AGAINST)
    assert [[made.voices for made in row] for row in filtered.cells] == [
        [made.voices for made in row] for row in everything.cells
    ]
    found = cell(filtered, "Ovenfra", "SK")
    assert (found.quotes, found.codings, found.n, found.informants) == (1, 1, 2, ("SK1", "SK2"))


def test_only_code_star_and_stance_need_a_second_count() -> None:
    assert view_of_states(EVERYTHING) is None
    assert view_of_states(View(interviewer=True)) is None
    starred = View(codes=frozenset({ABOVE}), stance=Stance.FOR, starred=True, interviewer=True)
    assert view_of_states(starred) == View(interviewer=True)


# Rows.


def test_rows_are_the_codes_in_order_with_depth_and_kind() -> None:
    found = [(row.code.name, row.depth, row.kind.value, row.parent) for row in build().rows]
    assert found == [
        ("Hvem starter?", 0, "theme", ""),
        ("Ovenfra", 1, "code", "Hvem starter?"),
        ("Nedenfra", 1, "theme", "Hvem starter?"),
        ("Egne ledere", 2, "code", "Hvem starter? > Nedenfra"),
        ("Ordet", 0, "theme", ""),
        ("Kjenner ordet", 1, "code", "Ordet"),
    ]


def test_a_retired_code_keeps_its_row_while_something_is_counted_on_it() -> None:
    matrix = build([marked(1, ("NK1:1", S_NK1), OLD, NK1)])
    assert "Utgått" in [row.code.name for row in matrix.rows]


def test_chosen_rows_are_shown_and_the_poles_of_a_theme_do_not_need_the_rows_of_its_ends() -> None:
    matrix = build(CODINGS, facts=replace(FACTS, rows=frozenset({START})))
    assert [row.code.id for row in matrix.rows] == [START]
    assert matrix.poles[0].groups == build(CODINGS).poles[0].groups


def test_in_how_many_cases() -> None:
    matrix = build(CODINGS)
    spread = dict(zip((row.code.name for row in matrix.rows), matrix.spread, strict=True))
    assert spread["Ovenfra"] == Spread(1, 3, 3)
    assert spread["Nedenfra"] == Spread(3, 3, 3)
    unread = build(CODINGS, facts=stamped())
    assert unread.spread[1] == Spread(1, 2, 3)
    assert build(CODINGS, Grouping.SOURCE).spread[1] is None


# Columns.


def test_a_case_opens_into_informants_then_documents_then_no_informant() -> None:
    matrix = build(CODINGS)
    assert paths(matrix) == [
        "SK",
        "SK > SK1",
        "SK > SK2",
        "SK > SK3",
        "SK > (documents)",
        "SK > (no informant)",
        "FK",
        "FK > FK1",
        "FK > FK2",
        "NK",
        "NK > NK1",
        "(no case)",
        "(no case) > (documents)",
    ]
    documents = cell(matrix, "Ovenfra", "SK > (documents)")
    assert (documents.state, documents.n, documents.N, documents.quotes, documents.voices) == (None, None, None, 1, ())
    assert cell(matrix, "Nedenfra", "(no case) > (documents)").quotes == 1


def test_lines_without_quotes_and_the_missing_case_without_anybody_are_not_there() -> None:
    assert [path for path in paths(build()) if "(" in path] == []
    facts = replace(FACTS, informants=(*FACTS.informants, person(InformantId(8), "XX1", None, SourceId(11))))
    assert paths(build(facts=facts))[-2:] == ["(no case)", "(no case) > XX1"]


def test_words_without_informant_never_make_a_mark_or_an_n() -> None:
    with_documents, without = build(CODINGS), build(coding for coding in CODINGS if coding.source not in {S_D1, S_D2})
    for path in paths(without):
        for row in ("Ovenfra", "Nedenfra"):
            assert cell(with_documents, row, path) == cell(without, row, path)


def test_left_out_informants_and_sources_are_in_headings_only() -> None:
    matrix = build(CODINGS)
    heading = column(matrix, "SK").heading
    assert heading is not None
    assert [(out.what, out.label, out.reason) for out in heading.left_out] == [
        ("informant", "SK7", "utenfor temaet"),
        ("source", "SK7", "utenfor temaet"),
    ]
    assert matrix.left_out == heading.left_out
    for grouping in (Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE):
        assert not [path for path in paths(build(CODINGS, grouping)) if "SK7" in path]


def test_a_heading_says_who_was_interviewed_in_how_many_interviews_and_their_words() -> None:
    heading = column(build(), "FK").heading
    assert heading is not None
    assert heading.interviewed == ("FK1", "FK2")
    assert heading.interviews == ("G1", "FK1", "FK2")
    assert heading.words == FACTS.informants[4].words + FACTS.informants[5].words
    silent = replace(FACTS, informants=(person(InformantId(9), "NK2", NESS),))
    ness = column(build(facts=silent), "NK").heading
    assert ness is not None
    assert (ness.interviewed, ness.not_interviewed) == ((), ("NK2",))


def test_by_informant_is_flat_and_all_words_without_informant_stand_last() -> None:
    matrix = build(CODINGS, Grouping.INFORMANT)
    assert paths(matrix) == ["SK1", "SK2", "SK3", "FK1", "FK2", "NK1", "(documents)", "(no informant)"]
    assert cell(matrix, "Hvem starter?", "(documents)").quotes == 2
    assert {cell(matrix, row.code.name, "(documents)").state for row in matrix.rows} == {None}
    assert all(found.top for found in matrix.columns)
    assert cell(matrix, "Ovenfra", "SK2") == cell(build(CODINGS), "Ovenfra", "SK > SK2")


def test_by_source_a_document_is_quotes_or_read_or_not() -> None:
    matrix = build(CODINGS, Grouping.SOURCE, stamped(Stamp(S_D1, None, 2)))
    assert paths(matrix)[:3] == ["SK1", "SK1 > (no informant)", "SK2"]
    coded, read, unread = (cell(matrix, row, "D1") for row in ("Ovenfra", "Kjenner ordet", "Egne ledere"))
    assert (coded.state, coded.quotes, coded.N) == (None, 1, None)
    assert (read.state, unread.state) == (State.NOTHING_FOUND, State.UNREAD)


def test_by_source_a_document_whose_quotes_are_filtered_away_is_not_called_empty() -> None:
    matrix = build(CODINGS, Grouping.SOURCE, keep=lambda coding: coding.source != S_D1)
    assert cell(matrix, "Ovenfra", "D1").state is None


def test_by_source_a_group_has_a_mark_for_each() -> None:
    matrix = build(CODINGS, Grouping.SOURCE)
    assert states(matrix, "Nedenfra", "G1") == "●●"
    assert states(matrix, "Egne ledere", "FK2") == "●"


def test_by_an_attribute_of_cases_choices_stand_in_order_and_missing_last() -> None:
    facts = by_attribute("case", {STORVIK: "stor", NESS: "liten"}, "order", ("liten", "middels", "stor"))
    matrix = build(CODINGS, Grouping.ATTRIBUTE, facts)
    assert [path for path in paths(matrix) if ">" not in path] == ["liten", "stor", "(no value)"]
    assert cell(matrix, "Ovenfra", "stor") == cell(build(CODINGS), "Ovenfra", "SK")
    assert states(matrix, "Ovenfra", "(no value)") == "◈·"
    assert cell(matrix, "Ovenfra", "stor > (documents)").quotes == 1


def test_by_an_attribute_of_informants_documents_have_no_value() -> None:
    facts = by_attribute("informant", {SK1: "10", SK2: "9", SK3: "9", FK1: "10", FK2: "9", NK1: "10"}, "integer")
    matrix = build(CODINGS, Grouping.ATTRIBUTE, facts)
    assert paths(matrix) == ["9", "10", "(no value)", "(no value) > (documents)", "(no value) > (no informant)"]
    assert states(matrix, "Ovenfra", "10") == "◆◈·"


def test_by_an_attribute_of_sources_an_informant_may_stand_in_two_columns() -> None:
    facts = by_attribute("source", {S_SK2: "Ålesund", S_SK2B: "bergen", S_SK1: "Ås"})
    facts = replace(facts, finished=(Stamp(S_SK2, None, 3),))
    matrix = build([marked(1, ("SK2-2:1", S_SK2B), ABOVE, SK2)], Grouping.ATTRIBUTE, facts)
    assert paths(matrix) == ["bergen", "Ålesund", "Ås", "(no value)"]
    assert [states(matrix, "Ovenfra", path) for path in paths(matrix)[:3]] == ["●", "·", "?"]


def test_yes_stands_before_no() -> None:
    facts = by_attribute("case", {STORVIK: "no", FJORDVIK: "yes", NESS: "no"}, "yesno")
    assert paths(build(grouping=Grouping.ATTRIBUTE, facts=facts)) == ["yes", "no"]


def test_an_attributes_matrix_needs_its_values() -> None:
    with pytest.raises(ValueError, match="values"):
        build(grouping=Grouping.ATTRIBUTE)


def test_a_tally_that_has_no_column_is_refused_and_does_not_vanish() -> None:
    lost = Tally(ABOVE, "case:99", Line.INFORMANTS, None, 1, 1, 0, 1, 1)
    with pytest.raises(ValueError, match="case:99"):
        matrix_of(FACTS, Grouping.CASE, [lost])
    nobody = Tally(ABOVE, "case:1", Line.INFORMANT, InformantId(99), 1, 1, 0, 1, 1)
    with pytest.raises(ValueError, match="99"):
        matrix_of(FACTS, Grouping.CASE, [nobody])


# Poles.


def groups(matrix: Matrix, path: str) -> PoleGroups:
    found = matrix.poles[0].groups[paths(matrix).index(path)]
    assert found is not None
    return found


def test_poles_are_four_groups_of_informants() -> None:
    matrix = build(CODINGS)
    assert groups(matrix, "SK") == PoleGroups(only_first=("SK2",), both=("SK1",), only_second=("SK3",))
    assert groups(matrix, "FK") == PoleGroups(only_second=("FK2",), neither=("FK1",))
    assert matrix.poles[0].groups[paths(matrix).index("SK > (documents)")] is None


def test_another_code_counts_as_an_end_only_beneath_it() -> None:
    assert groups(build([marked(1, ("NK1:1", S_NK1), LEADERS, NK1)]), "NK") == PoleGroups(only_second=("NK1",))
    assert groups(build([marked(1, ("NK1:1", S_NK1), START, NK1)]), "NK") == PoleGroups(neither=("NK1",))


def test_who_is_not_read_or_not_asked_is_not_neither() -> None:
    assert groups(build(facts=stamped()), "NK") == PoleGroups(unread=("NK1",))
    facts = replace(FACTS, asked={(NK1, ABOVE): False, (NK1, BELOW): True})
    assert groups(build(facts=facts), "NK") == PoleGroups(not_asked=("NK1",))


def test_one_end_said_and_the_other_not_known_is_told() -> None:
    matrix = build([marked(1, ("NK1:1", S_NK1), ABOVE, NK1)], facts=stamped())
    assert groups(matrix, "NK") == PoleGroups(only_first=("NK1",), half=("NK1",))


def test_poles_whose_ends_cannot_be_told_have_no_line() -> None:
    dimension = Dimension(DimensionKind.POLES, ends=("Ovenfra", "Finnes ikke"))
    codes = tuple(replace(found, dimension=dimension) if found.id == START else found for found in CODEBOOK.codes)
    assert build(facts=replace(FACTS, codebook=replace(CODEBOOK, codes=codes))).poles == ()


# Whatever the study.

_PEOPLE = {S_SK1: (SK1,), S_SK2: (SK2,), S_SK2B: (SK2,), S_G1: (SK3, FK2), S_FK1: (FK1,), S_FK2: (FK2,), S_NK1: (NK1,)}


@st.composite
def codings(draw: st.DrawFn) -> list[Marked]:
    made = []
    for number in range(draw(st.integers(0, 12))):
        source = draw(st.sampled_from([*_PEOPLE, S_D1, S_D2]))
        speakers = draw(
            st.lists(st.sampled_from([*_PEOPLE.get(source, ()), None]), min_size=1, max_size=2, unique=True)
        )
        start = draw(st.integers(0, 20))
        on = CodeId(draw(st.integers(1, 7)))
        stance = draw(st.sampled_from(Stance))
        place = (f"{source}:{start}:{speakers}", source)
        made.append(marked(number, place, on, *speakers, stance=stance, words=range(start, start + 6)))
    return made


studies = st.builds(
    lambda stamps, asked: replace(FACTS, finished=tuple(stamps), asked=asked),
    st.lists(
        st.builds(
            Stamp,
            st.integers(1, 10).map(SourceId),
            st.none() | st.integers(1, 7).map(CodeId),
            st.integers(1, 3),
        ),
        max_size=12,
    ),
    st.none()
    | st.dictionaries(
        st.tuples(st.integers(1, 7).map(InformantId), st.integers(1, 7).map(CodeId)), st.booleans(), max_size=20
    ),
)


@given(codings(), studies, st.sampled_from([Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE]))
def test_every_cell_adds_up(made: list[Marked], facts: Facts, grouping: Grouping) -> None:
    matrix = build(made, grouping, facts)
    for row in matrix.cells:
        for found, at in zip(row, matrix.columns, strict=True):
            if at.line in {Line.DOCUMENTS, Line.NO_INFORMANT}:
                assert (found.n, found.N, found.voices) == (None, None, ())
                continue
            assert found.n is not None
            assert found.N is not None
            assert 0 <= found.n <= found.N <= len(at.members) == len(found.voices)
            assert found.n == len(found.informants) == found.count(State.SAYS)
            assert found.N + len(found.beside) == len(at.members)
            assert bool(found.quotes) == bool(found.informants or found.against)
            assert found.quotes <= found.codings
            assert found.quotes_against <= found.quotes
            assert found.state is first_state(voice.state for voice in found.voices)
            assert (found.count(State.ASKED_SILENT) + found.count(State.NOT_ASKED) == 0) or facts.asked is not None


@settings(max_examples=200)
@given(codings(), studies)
def test_a_case_is_the_union_of_its_informants(made: list[Marked], facts: Facts) -> None:
    matrix = build(made, facts=facts)
    for row in matrix.cells:
        for place, at in enumerate(matrix.columns):
            if not at.top:
                continue
            inside = [
                row[other]
                for other, found in enumerate(matrix.columns)
                if found.inside == at.path and found.line is Line.INFORMANT
            ]
            case = row[place]
            assert max((found.quotes for found in inside), default=0) <= case.quotes
            assert case.quotes <= sum(found.quotes for found in inside)
            assert max((found.words for found in inside), default=0) <= case.words
            assert case.words <= sum(found.words for found in inside)
            assert case.voices == tuple(voice for found in inside for voice in found.voices)
            assert case.n == sum(found.n or 0 for found in inside)


@settings(max_examples=200)
@given(codings(), studies)
def test_a_theme_is_said_where_anything_under_it_is(made: list[Marked], facts: Facts) -> None:
    matrix = build(made, facts=facts)
    by_code = {row.code.id: cells for row, cells in zip(matrix.rows, matrix.cells, strict=True)}
    for theme, cells in by_code.items():
        below = [by_code[found] for found in CODEBOOK.below(theme) if found in by_code]
        for place, found in enumerate(cells):
            assert set(found.informants) >= {who for row in below for who in row[place].informants}
            if State.NOTHING_FOUND in {voice.state for voice in found.voices} and facts.asked is None:
                for row in below:
                    unread = {voice.informant for voice in row[place].voices if voice.state is State.UNREAD}
                    nothing = {voice.informant for voice in found.voices if voice.state is State.NOTHING_FOUND}
                    assert not unread & nothing


@settings(max_examples=200)
@given(codings(), studies)
def test_every_informant_of_a_column_is_in_one_group_of_the_poles(made: list[Marked], facts: Facts) -> None:
    matrix = build(made, facts=facts)
    for found, at in zip(matrix.poles[0].groups, matrix.columns, strict=True):
        if found is not None:
            six = (found.only_first, found.both, found.only_second, found.neither, found.not_asked, found.unread)
            assert sorted(who for group in six for who in group) == sorted(member.label for member in at.members)
            assert set(found.half) <= {*found.only_first, *found.only_second}


@settings(max_examples=200)
@given(codings(), st.data())
def test_deleting_one_coding_changes_only_the_cells_it_counts_in(made: list[Marked], data: st.DataObject) -> None:
    if not made:
        return
    gone = data.draw(st.sampled_from(made))
    before, after = build(made), build([coding for coding in made if coding is not gone])
    lineage = {gone.code, *(above.id for above in CODEBOOK.above(gone.code))}
    reached = {key.column for key in tally(FACTS, Grouping.CASE, [gone])}
    kept = {row.path: cells for row, cells in zip(after.rows, after.cells, strict=True)}
    places = {found.path: place for place, found in enumerate(after.columns)}
    for row, cells in zip(before.rows, before.cells, strict=True):
        for at, found in zip(before.columns, cells, strict=True):
            if row.path not in kept or at.path not in places:
                continue
            changed = kept[row.path][places[at.path]] != found
            assert not changed or (row.code.id in lineage and at.key in reached)


def test_one_deletion_by_hand_changes_what_it_must() -> None:
    before, after = build(CODINGS), build([coding for coding in CODINGS if coding.number != 8])
    changed = {
        (row.code.name, at.path)
        for row, old, new in zip(before.rows, before.cells, after.cells, strict=True)
        for at, one, other in zip(before.columns, old, new, strict=True)
        if one != other
    }
    rows = ("Hvem starter?", "Nedenfra", "Egne ledere")
    assert changed == {(row, path) for row in rows for path in ("FK", "FK > FK2")}


def test_hidden_codings_are_told() -> None:
    assert build(facts=replace(FACTS, hidden=7)).hidden == 7
