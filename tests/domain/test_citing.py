"""A reference is the student's own pattern, and what a passage does not have leaves no trace in it."""

from __future__ import annotations

import pytest

from workbench.domain.citing import Cited, checked, quotation, reference
from workbench.domain.errors import Refused

KEY = Cited("BK1:14b", "BK1", 14, "BK1", True, "leder", "BFIE", "BK", "Storvik", "2025-03-04")
NOBODY = Cited("D4:2", "D4", 2)
SEVERAL = Cited("G1:7", "G1", 7, "BK3, BK4", case="BK")


@pytest.mark.parametrize(
    ("pattern", "key", "nobody", "several"),
    [
        ("{id}", "BK1:14b", "D4:2", "G1:7"),
        ("{who} {number} {case} - {department}", "Key informant 1 BK - BFIE", "D4:2", "Informant BK"),
        ("{informant} ({role}, {case_name}), {id}", "BK1 (leder, Storvik), BK1:14b", "D4:2", "BK3, BK4, G1:7"),
        ("{source}, {date}: {turn}", "BK1, 2025-03-04: 14", "D4, 2", "G1, 7"),
    ],
)
def test_what_is_not_known_leaves_no_trace(pattern: str, key: str, nobody: str, several: str) -> None:
    pattern = checked(pattern)
    assert [reference(pattern, cited) for cited in (KEY, NOBODY, SEVERAL)] == [key, nobody, several]


@pytest.mark.parametrize("pattern", ["{navn}", "intervju", "", "{id}\n{case}", "{id.__class__}"])
def test_a_pattern_names_only_what_passages_have(pattern: str) -> None:
    with pytest.raises(Refused):
        checked(pattern)


def test_braces_in_what_is_filled_in_are_left_alone() -> None:
    odd = Cited("BK1:1", "BK1", 1, "BK1", role="{id} {0}")
    assert reference("{role}", odd) == "{id} {0}"


def test_a_quote_stands_on_one_line() -> None:
    assert quotation("vi satt\n på vaktrommet", "BK1:14b") == "«vi satt på vaktrommet» (BK1:14b)"
