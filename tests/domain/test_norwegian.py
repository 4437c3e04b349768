from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.norwegian import THIN_SPACE, norwegian_key, number


@pytest.mark.parametrize(
    "ordered",
    [
        ["Bergen", "Fjell", "Zulu", "Ærfugl", "Øygarden", "Ås"],
        ["Os", "Ytre", "Aasen", "Åsen"],
        ["SK1", "SK2", "SK2-2", "SK10", "SK10b"],
        ["1 år", "2 år", "10 år", "ti år"],
        ["ide", "idé", "ideell"],
        ["Bok", "bokmål", "bøk"],
        ["yr", "ür", "zr"],
        ["eple", "ærlig", "ätt", "ørn", "östen", "ås"],
        ["", " a", "1", "a"],
    ],
)
def test_texts_stand_as_in_a_norwegian_index(ordered: list[str]) -> None:
    backwards = list(reversed(ordered))
    assert sorted(backwards, key=norwegian_key) == ordered
    assert sorted(ordered, key=norwegian_key) == ordered


def test_case_does_not_decide_and_composed_or_not_is_the_same_place() -> None:
    assert norwegian_key("BERGEN")[0] == norwegian_key("bergen")[0]
    assert norwegian_key(unicodedata.normalize("NFD", "Åse"))[0] == norwegian_key("Åse")[0] == norwegian_key("Aase")[0]


def test_a_number_of_many_thousand_digits_is_sorted_without_being_made() -> None:
    assert norwegian_key("9" * 10_000) < norwegian_key("1" + "0" * 10_000)


@given(st.lists(st.text(max_size=6) | st.text("aAåÅæøzZ019 ", max_size=6), max_size=8, unique=True), st.randoms())
def test_the_order_does_not_depend_on_how_texts_came(texts: list[str], random: object) -> None:
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert sorted(shuffled, key=norwegian_key) == sorted(texts, key=norwegian_key)


@pytest.mark.parametrize(
    ("value", "bokmal", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (3120, "3_120", "3,120"),
        (1234567, "1_234_567", "1,234,567"),
        (-4150, "−4_150", "-4,150"),
        (0.5, "0,5", "0.5"),
        (Decimal("18234.50"), "18_234,50", "18,234.50"),
        (1e21, "1_000_000_000_000_000_000_000", "1,000,000,000,000,000,000,000"),
    ],
)
def test_numbers_are_written_as_the_language_does(value: int | float | Decimal, bokmal: str, english: str) -> None:
    assert number(value, "nb") == bokmal.replace("_", THIN_SPACE)
    assert number(value, "en") == english


@given(st.integers())
def test_a_whole_number_reads_back(value: int) -> None:
    assert int(number(value, "nb").replace(THIN_SPACE, "").replace("−", "-")) == value
