"""The one definition of a word, compared with a plain reading of it."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain.spans import Span
from workbench.domain.words import JOINERS, WordCounter, WordIndex, count_words, word_range, words

PIECES = (
    *(
        " ",
        "\n",
        "-",
        "'",
        "’",
        ".",
        ",",
        "_",
        "–",
        "«",
        "»",
        "…",
        "a",
        "å",
        "vi",
        "12",
        "E-post",
        "½",
        "ª",
        "\xad",
        "\xa0",
    ),
    *(
        "a\u030a",
        "\u0301",
        "\u0915\u094d",
        "\U0001e944",
        "\U000e0100",
        "\u4e00",
        "Ⅻ",
        "²",
        "\U0001f600",
        "\x9f",
        "\x81",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=16).map("".join)
NARROW = st.text(st.sampled_from("abå1 \n-'’.,_–«»…½²ª"), max_size=30)


def in_word(character: str) -> bool:
    category = unicodedata.category(character)
    # Our marks are those of a newer Unicode than Python's, where the character has no category yet.
    return category[0] in "LNM" or (category == "Cn" and regex.match(r"\p{M}", character) is not None)


def plainly(text: str, start: int, end: int) -> list[Span]:
    """Find the words by reading character for character."""
    found: list[Span] = []
    here = start
    while here < end:
        first = here
        while here < end and in_word(text[here]):
            here += 1
            if here + 1 < end and text[here] in JOINERS and in_word(text[here + 1]):
                here += 1
        if here > first:
            found.append(Span(first, here))
        else:
            here += 1
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vi må gå på øya.", ["Vi", "må", "gå", "på", "øya"]),
        ("E-post, bl.a. kl. 12.30", ["E-post", "bl.a", "kl", "12.30"]),
        ("3,5 mill. kr", ["3,5", "mill", "kr"]),
        ("Ola's og Lars’ bok", ["Ola's", "og", "Lars", "bok"]),
        ("snake_case _x_", ["snake", "case", "x"]),
        ("ja--nei a-'b", ["ja", "nei", "a", "b"]),
        ("a-b-c -d e-", ["a-b-c", "d", "e"]),
        ("fylkes- og kommune", ["fylkes", "og", "kommune"]),
        ("Ja – «nei»…", ["Ja", "nei"]),
        ("a\u030ar og हिन्दी", ["a\u030ar", "og", "हिन्दी"]),
        ("", []),
        (" .,- _ ", []),
    ],
)
def test_words_are_what_a_reader_would_count(text: str, expected: list[str]) -> None:
    assert [word.of(text) for word in words(text)] == expected
    assert count_words(text) == len(expected)


@settings(max_examples=2000, deadline=None)
@given(st.one_of(TEXTS, NARROW), st.data())
def test_words_follow_the_definition_in_every_stretch(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    assert words(text) == plainly(text, 0, len(text))
    assert words(text, start, end) == plainly(text, start, end)
    assert count_words(text, start, end) == len(words(text, start, end))
    assert count_words(text, start) == len(words(text, start))


@settings(max_examples=2000, deadline=None)
@given(st.one_of(TEXTS, NARROW), st.data())
def test_a_word_touched_counts_whole(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    body_start, body_end = sorted(data.draw(st.tuples(place, place)))
    start, end = sorted(data.draw(st.tuples(place, place)))
    body = words(text, body_start, body_end)
    first, last = word_range(text, body_start, body_end, start, end)
    assert list(range(first, last)) == [n for n, word in enumerate(body) if word.overlaps(Span(start, end))] or (
        start == end and first == last
    )
    if first == last:
        assert first == sum(word.end <= max(start, body_start) for word in body)
    assert WordIndex.of(text, body_start, body_end).touched(start, end) == (first, last)


def test_no_word_touched_gives_an_empty_range_in_its_place() -> None:
    text = "X: en to – tre"
    assert word_range(text, 3, 14, 8, 11) == (2, 2)
    assert word_range(text, 3, 14, 4, 4) == (0, 0)
    assert word_range(text, 3, 14, 4, 7) == (0, 2)
    assert word_range(text, 3, 14, 0, 2) == (0, 0)
    assert word_range(text, 3, 14, 0, 14) == (0, 3)


def test_long_rows_without_a_gap_are_read_once() -> None:
    assert count_words("a-" * 200_000) == 1
    assert len(words("a\u0301" * 200_000)) == 1
    assert len(words(".-" * 200_000)) == 0


@settings(max_examples=2000, deadline=None)
@given(st.one_of(TEXTS, NARROW), st.data())
def test_a_counter_of_one_body_answers_as_the_definition_does(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    body_start, start, end, body_end = sorted(data.draw(st.tuples(place, place, place, place)))
    counter = WordCounter(text, body_start, body_end)
    assert counter.touched(start, end) == word_range(text, body_start, body_end, start, end)


def test_a_long_body_that_is_asked_about_often_answers_the_same() -> None:
    text = "Vi satt på vaktrommet og regnet, på neste år. " * 400
    counter, index = WordCounter(text, 3, len(text)), WordIndex.of(text, 3, len(text))
    asked = [(start, start + start % 97) for start in range(3, len(text) - 100, 31)]
    assert len(asked) > 500
    assert [counter.touched(*one) for one in asked] == [index.touched(*one) for one in asked]
