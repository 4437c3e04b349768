"""Graphemes, compared with another program that reads the same Unicode data."""

from __future__ import annotations

import importlib.metadata

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.domain import grapheme_table
from workbench.domain.graphemes import clusters, is_boundary, next_boundary, previous_boundary, snap
from workbench.domain.spans import Span

PIECES = (
    *(
        "\r",
        "\n",
        "\r\n",
        "\x00",
        "\xad",
        "\u200b",
        "\u2028",
        "a",
        "å",
        "a\u030a",
        "\u0301",
        "\u200d",
        "\ufe0f",
        "\u20e3",
    ),
    *("\U0001f1f3", "\U0001f1f4", "\U0001f1f3\U0001f1f4", "\u2764", "\U0001f468", "\U0001f469\u200d\U0001f692", "\xa9"),
    *(
        "\U0001f3fd",
        "\U0001f3f4\U000e0067\U000e007f",
        "\u1100",
        "\u1161",
        "\u11a8",
        "\uac00",
        "\uac01",
        "\ud7a3",
        "\ud7b0",
    ),
    *(
        "\u0915",
        "\u094d",
        "\u093c",
        "\u0924",
        "\u0903",
        "\u0bb8\u0bcd",
        "\u0dca\u200d\u0dbb",
        "\u1039",
        "\u1000",
        "\u17d2",
    ),
    *("\u0600", "\u0d4e", "\U000110bd", "\u1cf5", "\U00011a3a", "\U00011a47", "\U00011a0b", "\u0e33", "\U0001133e"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.characters(exclude_categories=["Cs"])), max_size=12).map("".join)


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
@example("\u0915\u1cf5\u0915")
@example("\U0001f469\u200d\ufe0f\u200d\U0001f469")
def test_graphemes_are_those_of_unicode(text: str) -> None:
    assert list(clusters(text)) == regex.findall(r"\X", text)


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_boundaries_can_be_asked_for_anywhere(text: str) -> None:
    edges = [0]
    for cluster in regex.findall(r"\X", text):
        edges.append(edges[-1] + len(cluster))
    for offset in range(len(text) + 1):
        assert is_boundary(text, offset) == (offset in edges)
        assert next_boundary(text, offset) == min((e for e in edges if e > offset), default=len(text))
        assert previous_boundary(text, offset) == max((e for e in edges if e < offset), default=0)


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.data())
def test_a_selection_grows_to_whole_graphemes_and_no_further(text: str, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    grown = snap(text, Span(start, end))
    assert grown.start <= start
    assert is_boundary(text, grown.start)
    assert is_boundary(text, grown.end)
    assert snap(text, grown) == grown
    if start == end:
        assert len(grown) == 0
    else:
        assert end <= grown.end
        assert next_boundary(text, grown.start) > start
        assert previous_boundary(text, grown.end) < end


@pytest.mark.parametrize("length", [1, 2, 3, 4, 9])
def test_flags_pair_from_the_left(length: int) -> None:
    text = "a" + "\U0001f1f3" * length
    assert [len(cluster) for cluster in clusters(text)] == [1, *[2] * (length // 2), *[1] * (length % 2)]


def test_long_rows_of_flags_and_marks_are_read_once() -> None:
    assert sum(1 for _ in clusters("\U0001f1f3" * 100_001)) == 50_001
    assert sum(1 for _ in clusters("a" + "\u0301" * 100_000)) == 1


def test_offsets_beyond_the_text_are_its_ends() -> None:
    assert is_boundary("å", -1)
    assert is_boundary("å", 5)
    assert next_boundary("abc", 7) == 3
    assert next_boundary("abc", -4) == 0
    assert previous_boundary("abc", 9) == 3
    assert previous_boundary("abc", 0) == 0
    assert list(clusters("")) == []


def test_the_table_is_of_the_unicode_that_it_is_compared_with() -> None:
    described = importlib.metadata.distribution("regex").read_text("METADATA") or ""
    if f"Unicode {grapheme_table.UNICODE_VERSION}" not in described:
        pytest.skip("this regex follows another Unicode; run tests/generate_grapheme_table.py")
    assert len(grapheme_table.STARTS) == len(grapheme_table.KINDS)
    assert list(grapheme_table.STARTS) == sorted(set(grapheme_table.STARTS))
