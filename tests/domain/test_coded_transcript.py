"""A coded transcript: its words are the text's, its marks the passages', and no two stripes share a place."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given, settings

from tests.domain.matrix_facts import MANIFEST
from tests.domain.transcripts_made import (
    ABOVE,
    BELOW,
    BOOK,
    CODERS,
    LONE,
    ROUNDS,
    THEME,
    Mark,
    memo,
    on_words,
    said_and_marked,
    source_text,
    transcript,
)
from workbench.domain.passages import Stance
from workbench.domain.report import Reader
from workbench.domain.transcript_making import People, coded_transcript, soft_line_ends

if TYPE_CHECKING:
    from workbench.domain.coded_transcript import CodedTranscript

FOR, AGAINST = Stance.FOR, Stance.AGAINST
SAID = [("I", "Hvem begynte?"), ("SK1", "Vi begynte selv, i fjor."), ("I", "Ja?"), ("SK1", "Lederne kom etter.")]
Drawn = tuple[list[tuple[str, str]], list[Mark]]


def place_of(words: str) -> tuple[int, int]:
    at = source_text(SAID).text.index(words)
    return at, at + len(words)


def marked(made: CodedTranscript, passage: int) -> str:
    return "".join(piece.text for turn in made.turns for piece in turn.pieces if passage in piece.over)


@settings(max_examples=500)
@given(said_and_marked())
def test_the_words_are_those_of_the_text_turn_by_turn(drawn: Drawn) -> None:
    said, marks = drawn
    made, text = transcript(said, marks), source_text(said)
    assert [turn.text for turn in made.turns] == [body for _label, body in said]
    assert [turn.number for turn in made.turns] == list(range(1, len(said) + 1))
    for turn, placed in zip(made.turns, text.turns, strict=True):
        at = placed.body_start
        for piece in turn.pieces:
            assert piece.start == at
            assert piece.text
            at += len(piece.text)


@settings(max_examples=500)
@given(said_and_marked())
def test_marked_words_are_the_passages_words(drawn: Drawn) -> None:
    said, marks = drawn
    made, text = transcript(said, marks), source_text(said)
    for place, passage in enumerate(made.passages):
        assert passage.words == passage.span.of(text.text)
        span = passage.span
        bodies = [(max(turn.body_start, span.start), min(turn.body_end, span.end)) for turn in text.turns]
        assert marked(made, place) == "".join(text.text[start:end] for start, end in bodies)
        if any(turn.body_start <= passage.span.start and passage.span.end <= turn.body_end for turn in text.turns):
            assert marked(made, place) == passage.words


@settings(max_examples=200)
@given(said_and_marked())
def test_every_passage_begins_once_and_has_a_number(drawn: Drawn) -> None:
    made = transcript(*drawn)
    begun = [place for turn in made.turns for piece in turn.pieces for place in piece.begins]
    beside = [place for turn in made.turns for place in turn.beside]
    assert sorted(begun + beside) == list(range(len(made.passages)))
    assert begun == sorted(begun), "in the order of the text"
    assert [passage.number for passage in made.passages] == list(range(1, len(made.passages) + 1))
    for turn in made.turns:
        for piece in turn.pieces:
            assert set(piece.begins) | set(piece.closes) <= set(piece.over)
            ends = piece.start + len(piece.text)
            assert all(made.passages[place].span.end == ends for place in piece.closes)
        first = set(turn.pieces[0].over) if turn.pieces else set()
        assert set(turn.continues) <= {place for piece in turn.pieces for place in piece.over}
        assert first - set(turn.pieces[0].begins if turn.pieces else ()) <= set(turn.continues)


@settings(max_examples=200)
@given(said_and_marked())
def test_no_two_stripes_that_overlap_share_a_lane(drawn: Drawn) -> None:
    made = transcript(*drawn)
    stripes = [(passage.span, code.lane) for passage in made.passages for code in passage.codes]
    for (one, lane), (other, second) in combinations(stripes, 2):
        assert lane != second or not one.overlaps(other)
    assert made.lanes == max((lane + 1 for _span, lane in stripes), default=0)


@settings(max_examples=200)
@given(said_and_marked())
def test_the_legend_and_the_readers_count_every_coding(drawn: Drawn) -> None:
    said, marks = drawn
    made = transcript(said, marks)
    codings = sum(len(mark.codes) for mark in marks)
    assert sum(used.codings for used in made.codes) == codings
    assert sum(reader.codings for reader in made.readers) == codings
    for passage in made.passages:
        assert len({(code.used, code.against) for code in passage.codes}) == len(passage.codes)


def test_a_code_stands_once_however_many_put_it_there() -> None:
    made = transcript(SAID, [Mark(*place_of("i fjor"), ((BELOW, 1, FOR), (BELOW, 2, FOR), (ABOVE, 2, AGAINST)))])
    ((first, second),) = [passage.codes for passage in made.passages]
    assert [made.codes[code.used].code.name for code in (first, second)] == ["Ovenfra", "Nedenfra"]
    assert (first.against, first.by) == (True, ("CD",))
    assert (second.against, second.by) == (False, ("Anne Berg", "CD"))
    assert made.readers == (Reader("Anne Berg", "første", False, 1), Reader("CD", "første", False, 2))


def test_who_coded_is_not_repeated_where_all_is_by_one() -> None:
    made = transcript(SAID, [Mark(*place_of("i fjor"), ((BELOW, 1, FOR),))])
    assert made.passages[0].codes[0].by == ()


def test_the_legend_goes_by_the_codebook_and_knows_the_shapes() -> None:
    codes = ((LONE, 1, FOR), (BELOW, 1, FOR), (THEME, 1, FOR))
    made = transcript(SAID, [Mark(*place_of("i fjor"), codes)])
    assert [(used.path, used.theme_place, used.rank) for used in made.codes] == [
        ("Hvem starter?", 0, None),
        ("Hvem starter? > Nedenfra", 0, 1),
        ("Ordet > Kjenner ordet", 1, 0),
    ]


def test_a_passage_on_a_speakers_name_stands_beside_its_turn() -> None:
    start, _end = place_of("SK1: Lederne")
    made = transcript(SAID, [Mark(start, start + 3, (), "hvem?")])
    assert [turn.beside for turn in made.turns] == [(), (), (), (0,)]
    assert [memo.body for memo in made.passages[0].memos] == ["hvem?"]


def test_a_passage_over_turns_begins_once_and_goes_on() -> None:
    start, end = place_of("selv, i fjor.\nI: Ja?\nSK1: Lederne")
    made = transcript(SAID, [Mark(start, end, ((BELOW, 1, FOR),))])
    assert [turn.continues for turn in made.turns] == [(), (), (0,), (0,)]
    assert marked(made, 0) == "selv, i fjor.Ja?Lederne"


def test_the_end_of_a_passage_inside_another_is_known() -> None:
    outer, inner = Mark(*place_of("Vi begynte selv, i fjor"), ((BELOW, 1, FOR),)), Mark(*place_of("begynte selv"))
    made = transcript(SAID, [outer, inner])
    assert [(piece.text, piece.closes) for piece in made.turns[1].pieces] == [
        ("Vi ", ()),
        ("begynte selv", (1,)),
        (", i fjor", ()),
        (".", ()),
    ]


def test_a_speaker_is_shown_by_the_reference_and_an_unknown_one_by_the_label() -> None:
    made = transcript([("SK1", "Ja."), ("X", "Nei."), ("", "Tekst.")], text=lambda text: text + "!")
    assert [turn.speaker for turn in made.turns] == ["SK1!", "X", ""]
    assert (made.informants, made.case) == (("SK1!",), "Storvik! (SK)")


def test_a_memo_on_a_coding_names_its_code() -> None:
    text = source_text(SAID)
    found = on_words(text, [Mark(*place_of("i fjor"), ((BELOW, 1, FOR),))])
    (passage,) = found.passages
    notes = {passage.passage.id: [memo("a", 1), memo("b", 2, "coding", passage.codings[0].id)]}
    people = People(coders=CODERS, rounds=ROUNDS)
    silent = replace(text, turns=tuple(replace(turn, informant=None) for turn in text.turns))
    made = coded_transcript(silent, replace(found, memos=notes), BOOK, people, MANIFEST)
    assert [(one.about, one.body, one.coder, one.at[:10]) for one in made.passages[0].memos] == [
        ("", "a", "Anne Berg", "2026-05-03"),
        ("Nedenfra", "b", "Anne Berg", "2026-05-03"),
    ]


def test_lines_broken_by_a_printed_page_are_known() -> None:
    text = "Planen skal\n\nrulleres hvert\nfjerde år.\nNeste linje.\n- punkt"
    assert soft_line_ends(text, 0, len(text)) == {11, 12, 27}
    assert soft_line_ends(text, 0, 11) == frozenset()
