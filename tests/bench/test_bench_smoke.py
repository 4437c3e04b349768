"""The benchmark runs, at the smallest size, and its verdicts mean something."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.bench.made_studies import SIZES, Study
from tests.bench.rows import Bench
from tests.bench.table import STRICT, Row, markdown

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="peak memory is not told here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("bench")


def test_the_rows_of_the_smallest_study(folder: Path) -> None:
    rows = list(Bench("S", folder, frozenset({"codings", "matrix", "coding", "memory"}), _quietly, times=1).measure())
    found = {row.what: row for row in rows}
    assert "bring in 1,000 codings, one step" in found
    assert "one coding acknowledged and durable, p99" in found
    assert all(row.measured > 0 for row in rows)
    peak = found["… peak memory"]
    assert 10 < peak.measured < 150, markdown(rows)


def test_a_study_is_made_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    one, other = (Study(SIZES["S"], place / "S").made() for place in (folder, tmp_path))
    for name in ("codings.csv", "txt/p3.txt", "docx/p3.docx", "finished.csv"):
        assert one.path(name).read_bytes() == other.path(name).read_bytes()
    assert one.codings.read_text(encoding="utf-8-sig").count("\n") == SIZES["S"].codings + 1


def test_what_fails_a_check() -> None:
    assert Row("slow", "L", 1.6, 1.0).missed
    assert not Row("within reach", "L", 1.4, 1.0).missed
    assert Row("memory", "L", 151, 150, "MB", leeway=STRICT).missed
    assert not Row("a slow disk", "S", 20, 15, "ms", leeway=STRICT, judged=False).missed
    assert "MISSED" in markdown([Row("slow", "L", 1.6, 1.0)])


def _quietly(_what: str) -> None:
    """Say nothing."""
