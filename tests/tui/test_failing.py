"""When the program fails in the desk: it ends, says so in two sentences, and what was coded is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.conftest import codings_of, runs_async, sitting
from workbench.services.codings import Codings

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "Kari fra Storvik"


@runs_async
async def test_a_mistake_of_ours_ends_with_a_report_that_holds_no_words(
    project: Path, home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_self: object, *_args: object) -> None:
        raise KeyError(WORDS)

    async def one_sitting() -> None:
        async with sitting(project) as here:
            await here.press("right", "1", "right")
            monkeypatch.setattr(Codings, "code", fail)
            await here.press("2")

    with pytest.raises(KeyError):
        await one_sitting()
    (report,) = home.rglob("mistake-*")
    said = capsys.readouterr().err.replace("\n", " ")
    assert said.startswith("This is a mistake in Interview Workbench, number ")
    assert "your work is saved up to the last step." in said
    assert report.name in said.replace(" ", "")
    written = report.read_text("utf-8")
    assert "workbench.tui.session:" in written
    assert not {word for word in (*WORDS.split(), "staten", str(project.parent)) if word in written}
    assert not {word for word in (*WORDS.split(), "staten") if word in said}
    assert codings_of(project) == [("BK1:2", "Ovenfra", "for")]
