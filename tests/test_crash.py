"""A mistake of ours: two sentences for the user, and a report for us without a word of anybody's."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

from workbench import crash

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_report_names_places_in_the_code_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "kari-nordmann"
    monkeypatch.setenv("WORKBENCH_HOME", str(home))

    def reading(words: str) -> None:
        try:
            raise KeyError(words)
        except KeyError as error:
            raise ValueError(f"{home}: {words}") from error

    try:
        try:
            reading("Det kom ikke fra staten")
        except ValueError as first:
            raise ExceptionGroup("Storvik", [first, OSError(2, "x", str(home / "sk1.txt"))]) from None
    except ExceptionGroup as error:
        said = crash.told(error)
    (report,) = home.rglob("mistake-*")
    written = report.read_text("utf-8")
    assert str(report) in said
    assert said.count(". ") == 1
    for kind in ("ExceptionGroup", "ValueError", "KeyError", "FileNotFoundError"):
        assert kind in written
    assert "test_crash:" in written
    assert "reading" in written
    for word in ("staten", "Storvik", "kari", "sk1", "/", "\\"):
        assert word not in written
    if sys.platform != "win32":
        assert stat.S_IMODE(report.stat().st_mode) == 0o600
        assert stat.S_IMODE(report.parent.stat().st_mode) == 0o700


def test_errors_that_point_at_each_other_come_to_an_end() -> None:
    first, second = ValueError(), KeyError()
    first.__context__, second.__context__ = second, first
    assert list(crash.redacted(first, "x"))[1:] == ["ValueError", "KeyError"]


def test_where_no_report_can_be_written_the_sentence_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "log").write_text("a file", "utf-8")
    monkeypatch.setenv("WORKBENCH_HOME", str(tmp_path))
    said = crash.told(ValueError("x"))
    assert said.endswith("your work is saved up to the last step.")
