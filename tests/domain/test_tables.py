"""Typed values as people write them, and the guard against formulas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.attributes import (
    AttributeColumn,
    AttributeType,
    NotThatTypeError,
    UnknownTypeError,
    Value,
    attribute_column,
    canonical,
    parse_value,
)
from workbench.domain.tables import FORMULA_STARTS, RowProblem, guarded, unguarded

SIZES = ("liten", "middels", "stor")


@pytest.mark.parametrize(
    ("kind", "written", "value", "stored"),
    [
        (AttributeType.TEXT, "  a; b ", "a; b", "a; b"),
        (AttributeType.INTEGER, "279 792", 279792, "279792"),
        (AttributeType.INTEGER, "1\u00a0279\u202f792", 1279792, "1279792"),
        (AttributeType.INTEGER, "279\u2009792", 279792, "279792"),
        (AttributeType.INTEGER, "\u22124", -4, "-4"),
        (AttributeType.INTEGER, "007", 7, "7"),
        (AttributeType.DECIMAL, "18,50", Decimal("18.50"), "18.5"),
        (AttributeType.DECIMAL, "18.5", Decimal("18.5"), "18.5"),
        (AttributeType.DECIMAL, "1 234,0", Decimal("1234.0"), "1234"),
        (AttributeType.DECIMAL, "-0,0", Decimal("0"), "0"),
        (AttributeType.YESNO, "Ja", True, "yes"),
        (AttributeType.YESNO, "nei", False, "no"),
        (AttributeType.YESNO, "YES", True, "yes"),
        (AttributeType.DATE, "2025-03-04", date(2025, 3, 4), "2025-03-04"),
        (AttributeType.DATE, "4.3.2025", date(2025, 3, 4), "2025-03-04"),
        (AttributeType.DATE, "04.03.2025", date(2025, 3, 4), "2025-03-04"),
        (AttributeType.ORDER, "STOR ", "stor", "stor"),
    ],
)
def test_values_are_read_as_people_write_them(kind: AttributeType, written: str, value: Value, stored: str) -> None:
    assert parse_value(kind, SIZES, written) == value
    assert canonical(kind, SIZES, written) == stored
    assert canonical(kind, SIZES, stored) == stored


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (AttributeType.INTEGER, "18,5"),
        (AttributeType.INTEGER, "25.725"),
        (AttributeType.INTEGER, "12 34"),
        (AttributeType.INTEGER, "1e9"),
        (AttributeType.INTEGER, "٣"),
        (AttributeType.INTEGER, "9" * 5000),
        (AttributeType.DECIMAL, "1.234,5"),
        (AttributeType.DECIMAL, "17,9 %"),
        (AttributeType.DECIMAL, "nan"),
        (AttributeType.YESNO, "kanskje"),
        (AttributeType.DATE, "31.2.2025"),
        (AttributeType.DATE, "3/4/2025"),
        (AttributeType.DATE, "2025-3-4"),
        (AttributeType.ORDER, "svær"),
    ],
)
def test_what_could_mean_two_things_is_refused(kind: AttributeType, written: str) -> None:
    with pytest.raises(NotThatTypeError) as refused:
        parse_value(kind, SIZES, written)
    assert written[:50] in str(refused.value)


@pytest.mark.parametrize("kind", list(AttributeType))
def test_nothing_written_is_no_value(kind: AttributeType) -> None:
    assert parse_value(kind, SIZES, " \u00a0 ") is None
    assert canonical(kind, SIZES, "") == ""


@given(st.sampled_from(AttributeType), st.text(max_size=20))
def test_any_text_is_a_value_with_one_stored_form_or_refused(kind: AttributeType, written: str) -> None:
    try:
        stored = canonical(kind, SIZES, written)
    except NotThatTypeError:
        return
    assert canonical(kind, SIZES, stored) == stored


def test_headings_declare_attributes() -> None:
    assert attribute_column("population:integer") == AttributeColumn("population", AttributeType.INTEGER)
    assert attribute_column("folk (2018) : Integer") == AttributeColumn("folk (2018)", AttributeType.INTEGER)
    assert attribute_column("size:order(liten| middels |a:b)") == AttributeColumn(
        "size", AttributeType.ORDER, ("liten", "middels", "a:b")
    )
    assert attribute_column("merknad") is None


@pytest.mark.parametrize(
    "heading", ["x:tall", ":integer", "x:", "x:order", "x:order()", "x:order(a)", "x:order(a|A)", "x:text(a|b)"]
)
def test_headings_with_an_unknown_type_are_refused(heading: str) -> None:
    with pytest.raises(UnknownTypeError, match="column"):
        attribute_column(heading)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_what_looks_like_a_formula_is_guarded(start: str) -> None:
    assert guarded(f"{start}1") == f"'{start}1"
    assert guarded(f"'{start}1") == f"''{start}1"
    assert unguarded(f"'{start}1") == f"{start}1"


@given(st.text(alphabet="'=-+@\ta ;", max_size=6) | st.text())
def test_the_guard_comes_off_as_it_went_on(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in set(FORMULA_STARTS)


def test_a_problem_is_a_sentence() -> None:
    assert str(RowProblem(3, "“{value}” is odd", {"value": "{x}"})) == "“{x}” is odd"
