"""Turns and speaker labels: where a turn begins and ends, and which labels are believed."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.text import normalise
from workbench.domain.transcript import (
    LabelSeen,
    Role,
    Turn,
    document_turns,
    labels_in,
    proposed_labels,
    turns_by_labels,
)
from workbench.domain.words import count_words, words


def said(text: str, labels: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(turn.label, text[turn.body_start : turn.body_end]) for turn in turns_by_labels(text, labels)]


def blocks(text: str) -> list[str]:
    return [text[turn.body_start : turn.body_end] for turn in document_turns(text)]


class TestTurnsByLabels:
    def test_a_turn_lasts_until_the_next_label(self) -> None:
        text = "I: Hva er det?\n\nBK3: Det er\nsamskaping.\n\nOg mer.\nI: Takk.\n"
        assert said(text, ("I", "BK3")) == [
            ("I", "Hva er det?"),
            ("BK3", "Det er\nsamskaping.\n\nOg mer."),
            ("I", "Takk."),
        ]

    def test_turns_are_numbered_and_know_their_places_and_words(self) -> None:
        text = "I:  Hei.\nBK3: Hei, du."
        assert turns_by_labels(text, ["I", "BK3"]) == (
            Turn(1, 0, 4, 8, "I", 1),
            Turn(2, 9, 14, 22, "BK3", 2),
        )

    def test_words_before_the_first_label_are_a_turn_by_an_unknown_speaker(self) -> None:
        assert said("Opptak i mars\n\nI: Hei.", ("I",)) == [("", "Opptak i mars"), ("I", "Hei.")]

    def test_signs_without_a_word_before_the_first_label_are_no_turn(self) -> None:
        assert said("***\n\nI: Hei.", ("I",)) == [("I", "Hei.")]

    def test_an_empty_body_keeps_its_number(self) -> None:
        assert [
            (t.number, t.label, t.body_end - t.body_start, t.words) for t in turns_by_labels("I:\nA: Ja\nI:", "IA")
        ] == [
            (1, "I", 0, 0),
            (2, "A", 2, 1),
            (3, "I", 0, 0),
        ]

    @pytest.mark.parametrize(
        "stamp", ["[00:03:12]", "(00:03)", "00:03:12", "#00:01:23-4#", "[00:03:12.5]", "(1:02:03)", "[0:59]"]
    )
    @pytest.mark.parametrize("form", ["I: {} Ja.", "I:\t{}Ja.", "I:{} Ja.", "{} I: Ja.", "I: {}\nJa."])
    def test_a_timestamp_is_no_part_of_the_body(self, stamp: str, form: str) -> None:
        text = form.format(stamp)
        if form == "I:\t{}Ja." and stamp == "00:03:12":
            text = "I:\t00:03:12 Ja."
        assert said(text, ("I",)) == [("I", "Ja.")]

    @pytest.mark.parametrize("text", ["I: 12:30 kom han.", "I: (kl. 12:30) Ja.", "I: 2015 var det."])
    def test_a_time_of_day_that_is_said_stays(self, text: str) -> None:
        assert said(text, ("I",)) == [("I", text[3:])]

    @pytest.mark.parametrize(
        "text", ["Kari Nordmann: Ja", "kari: Ja", "Da sa Kari: Ja", "Kari Ja", "Kari, Ola: Ja", "Kari://x", "Kari:30"]
    )
    def test_what_only_resembles_the_label_begins_no_turn(self, text: str) -> None:
        assert said(text, ("Kari",)) == [("", text)]

    def test_white_space_round_the_label_and_a_label_of_an_odd_form(self) -> None:
        assert said("  Kari : Ja.\nInf. (2): Nei.", ("Kari", "Inf. (2)")) == [("Kari", "Ja."), ("Inf. (2)", "Nei.")]

    def test_the_longer_of_two_labels_wins(self) -> None:
        assert said("Kari B: Ja.\nKari: Nei.", ("Kari", "Kari B")) == [("Kari B", "Ja."), ("Kari", "Nei.")]

    def test_a_label_that_is_not_asked_for_is_speech(self) -> None:
        assert said("I: Hei.\nKari: Ja.", ("I",)) == [("I", "Hei.\nKari: Ja.")]

    def test_no_text_has_no_turns(self) -> None:
        assert turns_by_labels("", ("I",)) == ()
        assert turns_by_labels(" \n ", ()) == ()


class TestDocumentTurns:
    def test_blank_lines_end_a_block(self) -> None:
        assert blocks("\n\nOverskrift\n\nEn setning.\nTil.\n \n\nNy.  \n") == ["Overskrift", "En setning.\nTil.", "Ny."]

    def test_a_block_that_breaks_off_goes_on_in_lower_case(self) -> None:
        assert blocks("Vi så at \n\nkommunen kom \n\nog gikk.\n\nDa sa jeg") == [
            "Vi så at \n\nkommunen kom \n\nog gikk.",
            "Da sa jeg",
        ]

    @pytest.mark.parametrize("end", list('.?!:…»"'))
    def test_a_block_that_is_closed_does_not(self, end: str) -> None:
        assert blocks(f"Slutt{end}\n\nog ny.") == [f"Slutt{end}", "og ny."]

    @pytest.mark.parametrize("start", ["Ny", "12 nye", "– ny", "Åpen"])
    def test_a_block_that_begins_otherwise_is_new(self, start: str) -> None:
        assert blocks(f"uten punktum\n\n{start}") == ["uten punktum", start]

    def test_turns_have_no_label_and_count_their_words(self) -> None:
        assert document_turns("En to.\n\nTre") == (Turn(1, 0, 0, 6, "", 2), Turn(2, 8, 8, 11, "", 1))

    def test_no_text_has_no_turns(self) -> None:
        assert document_turns("") == document_turns(" \n\n ") == ()


class TestLabels:
    @pytest.mark.parametrize(
        "label",
        ["I", "INT", "Intervjuer", "Intervjuar", "Interviewer", "Q", "Forsker", "Moderator", "Int 2"],
    )
    def test_the_interviewer_is_known_by_the_label(self, label: str) -> None:
        (seen,) = labels_in(f"{label}: Hva da?")
        assert (seen.label, seen.guess) == (label, Role.INTERVIEWER)

    @pytest.mark.parametrize("label", ["BK3", "SK12", "Informant 3", "Informant", "Respondent 1", "BK-3", "Deltaker 4"])
    def test_a_reference_is_an_informant_at_once(self, label: str) -> None:
        (seen,) = labels_in(f"{label}:\tJa.")
        assert (seen.label, seen.guess) == (label, Role.INFORMANT)

    @pytest.mark.parametrize("label", ["Kari", "Per Hansen", "Anne-Lise", "R"])
    def test_a_name_must_come_back(self, label: str) -> None:
        assert labels_in(f"{label}: Ja.") == ()
        (seen,) = labels_in(f"{label}: Ja.\n{label}: Nei, det tror jeg ikke.")
        assert seen == LabelSeen(label, 2, 6, Role.INFORMANT, "Ja.")

    @pytest.mark.parametrize(
        "line",
        [
            "Merk: se vedlegg",
            "Spørsmål 3: Hva da?",
            "Da sa hun: nei",
            "Dette er en lang innledning til noe: ja",
            "http://x.no",
            "Klokka 12:30 begynte det",
            "Vi dro. Kari: ja",
            "12: tolv",
            "– Kari: ja",
            "A" * 41 + ": for lang",
        ],
    )
    def test_other_lines_with_a_colon_are_no_labels(self, line: str) -> None:
        assert proposed_labels(f"I: Hei.\n{line}\nI: Ja.") == ("I",)

    def test_a_heading_is_no_label_however_often(self) -> None:
        assert proposed_labels("Merk: ja\nMerk: nei\nTema 2: x\nTema 2: y\nMerk: ja") == ()

    def test_a_description_that_comes_often_is_proposed(self) -> None:
        assert proposed_labels("Leder barnehage: ja\n" * 3) == ("Leder barnehage",)

    def test_the_one_who_asks_and_says_less_is_guessed_to_interview(self) -> None:
        text = "Per: Hva skjedde?\nKari: Vi begynte med et møte, og så ble det flere.\nPer: Og så?\nKari: Ikke sant?"
        assert {seen.label: seen.guess for seen in labels_in(text)} == {"Per": Role.INTERVIEWER, "Kari": Role.INFORMANT}

    def test_a_reference_is_never_guessed_to_interview(self) -> None:
        text = "BK3: Hva?\nSpeaker 1: Vi begynte med et møte, og så ble det flere møter."
        assert {seen.label: seen.guess for seen in labels_in(text)} == {
            "BK3": Role.INFORMANT,
            "Speaker 1": Role.UNKNOWN,
        }

    def test_the_preview_counts_and_shows_the_first_words(self) -> None:
        text = "I: Hei.\n\nBK3:\nI: Er du der?\nBK3: " + "ord " * 50
        assert labels_in(text) == (
            LabelSeen("I", 2, 4, Role.INTERVIEWER, "Hei."),
            LabelSeen("BK3", 2, 50, Role.INFORMANT, ("ord " * 20).strip()),
        )


_BODY = st.text(st.sampled_from("abå \n.:?12 IK\u00a0"), max_size=30)
_LABELS = st.lists(st.sampled_from(["I", "BK3", "Kari", "Per Hansen", "Inf. 2", "b"]), max_size=4, unique=True)
_STAMP = st.sampled_from(["", "[00:03:12] ", "(00:03) ", "00:03:12 ", "#00:01:23-4# "])
_LINES = st.lists(
    st.one_of(_BODY, st.builds("{}{}: {}{}".format, _STAMP, st.sampled_from(["I", "BK3", "Kari"]), _STAMP, _BODY)),
    max_size=8,
).map("\n".join)
_ANY_STAMP = r"[\[(#]?[0-9]{1,3}(?::[0-9]{2}){1,2}(?:[-.,][0-9]{1,3})?[\])#]?"


@settings(max_examples=2000)
@given(_LINES | st.text(max_size=60).map(lambda raw: normalise(raw).text), _LABELS)
def test_turns_are_ordered_disjoint_numbered_and_leave_out_nothing_but_labels_and_timestamps(
    text: str, labels: list[str]
) -> None:
    turns = turns_by_labels(text, labels)
    assert [turn.number for turn in turns] == list(range(1, len(turns) + 1))
    for turn, following in pairwise(turns):
        assert turn.body_end <= following.start
    reached = 0
    for turn in turns:
        assert reached <= turn.start <= turn.body_start <= turn.body_end <= len(text)
        body = text[turn.body_start : turn.body_end]
        assert body == body.strip()
        assert turn.words == count_words(text, turn.body_start, turn.body_end) == len(words(body))
        left_out = text[reached : turn.body_start]
        if turn.label:
            head = rf"\s*(?:{_ANY_STAMP}\s*)?{re.escape(turn.label)}\s*:\s*(?:{_ANY_STAMP}\s*)?"
            found = re.search(rf"{head}\Z", left_out)
            assert found
            before = left_out[: found.start()]
            assert not before or (turn.number == 1 and not count_words(before))
            assert text.startswith(turn.label, turn.start)
            assert turn.label in labels
        else:
            assert turn.number == 1
            assert not left_out.strip()
        reached = turn.body_end
    assert not count_words(text[reached:])


@settings(max_examples=2000)
@given(st.lists(st.text(st.sampled_from("abÅå .:»\n12"), max_size=12), max_size=8).map("\n\n".join))
def test_blocks_are_ordered_disjoint_numbered_and_leave_out_only_white_space(text: str) -> None:
    turns = document_turns(text)
    reached = 0
    for number, turn in enumerate(turns, start=1):
        assert turn.number == number
        assert not text[reached : turn.start].strip()
        assert turn.start == turn.body_start < turn.body_end
        assert not text[turn.start].isspace()
        assert not text[turn.body_end - 1].isspace()
        assert turn.words == len(words(text[turn.body_start : turn.body_end]))
        reached = turn.body_end
    assert not text[reached:].strip()


@settings(max_examples=2000)
@given(_LINES)
def test_proposed_labels_are_found_again_and_counted(text: str) -> None:
    for seen in labels_in(text):
        turns = [turn for turn in turns_by_labels(text, proposed_labels(text)) if turn.label == seen.label]
        assert (seen.turns, seen.words) == (len(turns), sum(turn.words for turn in turns))
        assert seen.turns >= 1


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 2_000_000,
        (" " * 1000 + "\n") * 2000,
        "a" * 3_000_000,
        "Kari" + " " * 3_000_000,
        "I: " * 700_000,
        "(1:02" * 500_000,
    ],
)
def test_a_text_made_to_be_slow_is_not(text: str) -> None:
    begun = time.perf_counter()
    labels_in(text)
    turns_by_labels(text, ("Inf. (2)",))
    document_turns(text)
    assert time.perf_counter() - begun < 5


def test_nobody_speaks_under_the_word_before_an_address() -> None:
    text = "".join(
        f"I: Hei.\nBK3: Ja.\nmailto:en{n}@eksempel.no\nhttps://eksempel.no/{n}\nTlf: 12{n}\n" for n in range(4)
    )
    assert proposed_labels(text) == ("I", "BK3")
