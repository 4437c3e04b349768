"""One form for every text, and the way back to the original."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.domain.composing import _composing_stops_before, _second_halves
from workbench.domain.errors import WorkbenchError
from workbench.domain.text import (
    NormalisingReport,
    OffsetMap,
    normalise,
    text_hash,
)

PIECES = (
    *("\r\n", "\r", "\n", "\t", "\ufeff", "\x00", "\x07", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\x0b", "\x0c"),
    *("\u2028", "\u2029", "a\u030a", "A\u030a", "o\u0308", "\u212b", "\u0344", "\u0958", "\u0301\u0323", "\u0323"),
    *("\u1100\u1161\u11a8", "\uac00\u11a8", "\u1161", "\u11a8", "\u09c7\u09be", "\u09be", "\u0dd9\u0dca\u0dcf"),
    *(
        "\U00011131\U00011127",
        "\U0001d15e",
        "\ufb1d",
        "\u2adc",
        "\u3099",
        "か\u3099",
        "æøå",
        " ",
        "vi ",
        "«Ja»",
        "…",
        "ﬁ",
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join)


def one_form(raw: str) -> str:
    """Do the same as `normalise` in the plainest way."""
    text = raw.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(map(shown, unicodedata.normalize("NFC", text)))


def shown(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return " "
    if character in "\n\x0b\x0c\x85\u2028\u2029":
        return "\n"
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\u2426" if 0x80 <= code < 0xA0 else character


def stretches(offsets: OffsetMap) -> list[tuple[int, int, int, int]]:
    original, normalised = offsets.edges()
    return list(zip(original[::2], original[1::2], normalised[::2], normalised[1::2], strict=True))


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
@example("\ufeff\ufeffa")
@example("e\r\n\u0301\r\u0344")
def test_every_text_gets_the_one_form_and_keeps_it(raw: str) -> None:
    result = normalise(raw)
    assert result.text == one_form(raw)
    assert unicodedata.is_normalized("NFC", result.text)
    assert not [c for c in result.text if c != "\n" and (unicodedata.category(c) == "Cc" or c in "\u2028\u2029")]
    again = normalise(result.text)
    assert again.text == result.text
    assert again.report.total == 0
    assert again.map == OffsetMap()


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_the_map_joins_the_two_texts_both_ways(raw: str) -> None:
    result = normalise(raw)
    offsets, text = result.map, result.text
    there = [offsets.to_normalised(offset) for offset in range(len(raw) + 1)]
    back = [offsets.to_original(offset) for offset in range(len(text) + 1)]
    assert there == sorted(there)
    assert back == sorted(back)
    assert there[-1] == len(text)
    assert back[-1] == len(raw)
    assert len(text) - len(raw) == sum((d - c) - (b - a) for a, b, c, d in stretches(offsets))
    assert OffsetMap.from_json(offsets.to_json()) == offsets
    here, here_too = 0, 0
    for start, end, start_too, end_too in [*stretches(offsets), (len(raw), len(raw), len(text), len(text))]:
        assert start - here == start_too - here_too
        for step in range(start - here):
            assert there[here + step] == here_too + step
            assert text[here_too + step] == shown(unicodedata.normalize("NFC", raw[here + step]).replace("\r", "\n"))
        assert there[start] == start_too
        assert there[end] == end_too
        assert all(there[offset] == start_too for offset in range(start, end))
        assert all(back[offset] == start for offset in range(start_too, end_too))
        assert back[end_too] == end
        here, here_too = end, end_too


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
def test_places_on_the_edge_of_a_change_survive_the_way_there_and_back(raw: str) -> None:
    offsets = normalise(raw).map
    for edge in offsets.edges()[1]:
        assert offsets.to_normalised(offsets.to_original(edge)) == edge


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_every_change_is_counted_and_nothing_else(raw: str) -> None:
    report = normalise(raw).report
    assert (report.total == 0) == (raw == one_form(raw))
    body = raw.lstrip("\ufeff")
    assert report.bom == len(raw) - len(body)
    assert report.line_endings == body.count("\r")
    assert report.tabs == body.count("\t")
    assert report.line_separators == sum(body.count(c) for c in "\x0b\x0c\x85\u2028\u2029")
    assert report.controls == sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\x0b\x0c\x85" for c in body)
    assert (report.composed > 0) == (not unicodedata.is_normalized("NFC", body))


def test_the_report_tells_the_kinds_apart() -> None:
    result = normalise("\ufeffBK3:\tJa\u030a.\r\nNei\x00\x7f\x81\x0cSlutt\u2028\r")
    assert result.text == "BK3: Jå.\nNei\u2400\u2421\u2426\nSlutt\n\n"
    assert result.report == NormalisingReport(bom=1, line_endings=2, composed=1, tabs=1, controls=3, line_separators=2)
    assert result.report.total == 10
    assert stretches(result.map) == [(0, 1, 0, 0), (7, 9, 6, 7), (10, 12, 8, 9)]


def test_an_offset_inside_a_change_goes_to_its_start() -> None:
    offsets = normalise("a\u030ab\r\nc").map
    assert [offsets.to_normalised(n) for n in range(7)] == [0, 0, 1, 2, 2, 3, 4]
    assert [offsets.to_original(n) for n in range(5)] == [0, 2, 3, 5, 6]
    grown = normalise("x\u0958y").map
    assert [grown.to_original(n) for n in range(5)] == [0, 1, 1, 2, 3]
    assert [grown.to_normalised(n) for n in range(4)] == [0, 1, 3, 4]


def test_a_text_that_needs_nothing_has_the_smallest_map() -> None:
    result = normalise("BK3: Vi må gå på øya – «ja» …\nOg så?")
    assert result.map.to_json() == "[]"
    assert result.report.total == 0
    assert normalise("a\tb\rc").map.to_json() == "[]"


def test_the_map_of_a_windows_file_is_small() -> None:
    raw = ("En linje på omtrent åtti tegn, slik de fleste tekstfiler fra Windows har dem nå.\r\n") * 1000
    result = normalise(raw)
    assert len(result.map.to_json()) < 0.05 * len(raw)
    assert result.map.to_normalised(len(raw)) == len(result.text)


@pytest.mark.parametrize("raw", ["ab\ud800c", "\ufeffa\udc00", "\ud83d\ude00"])
def test_half_a_character_pair_is_refused_with_its_place(raw: str) -> None:
    with pytest.raises(WorkbenchError) as caught:
        normalise(raw)
    place = next(at for at, c in enumerate(raw) if "\ud800" <= c <= "\udfff")
    assert caught.value.values == {"position": place}
    assert str(place) in str(caught.value)


def test_a_hostile_run_of_marks_takes_no_longer_than_its_length() -> None:
    raw = "a" + "\u0301\u0316" * 100_000
    begun = time.perf_counter()
    result = normalise(raw)
    assert time.perf_counter() - begun < 10
    assert result.text == "á" + "\u0316" * 100_000 + "\u0301" * 99_999
    assert result.report.composed == 1
    short = "a" + "\u0301\u0316" * 200
    assert normalise(short).text == unicodedata.normalize("NFC", short)


def test_python_composes_nothing_that_we_take_for_apart() -> None:
    for code in range(0x110000):
        parts = unicodedata.decomposition(chr(code)).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            assert chr(int(parts[1], 16)) in _second_halves(), hex(code)
    assert not any(_composing_stops_before(c) for c in "\u0301\u1161\u11a8\u09be\u0344")
    assert all(_composing_stops_before(c) for c in "a\u1100\uac00\u0958\u212b か")


def test_the_hash_is_that_of_the_text_in_utf8() -> None:
    assert text_hash("æ") == "889be819e24eaa58cd98ff071bc5aa9d9d6b3fea8d62c6cd43778c7370d2bf60"
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
