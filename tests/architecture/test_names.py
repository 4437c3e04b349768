"""One word for each thing (DESIGN.md §2), and no file that is a drawer for odds and ends."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source import PACKAGE, ROOT, breaks, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAWERS = frozenset({"util", "utils", "helper", "helpers", "manager", "managers", "misc", "common", "stuff", "base"})
OTHER_WORDS = re.compile(
    r"participant|respondent|interviewee|annotation|annotator|utterance|segment(?!ed)|excerpt|nodebook|highlight",
    re.IGNORECASE,
)
"""Words that programs like ours use for what is called informant, coding, coder, turn, passage or code here."""
NEVER_ON_A_SCREEN = re.compile(r"\b(?:guid|anchor|revision|span)\b", re.IGNORECASE)


def drawers(names: list[str]) -> list[str]:
    """Return the file names that say nothing of what is in them."""
    return [name for name in names if set(re.split(r"[_\W]+", name.lower())) & DRAWERS]


def other_words(module: ast.Module) -> Iterator[ast.AST]:
    """Another word for a thing that has one, in a name that a module defines."""
    for node in ast.walk(module):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and OTHER_WORDS.search(node.name):
            yield node


def test_no_file_is_a_drawer() -> None:
    paths = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]
    assert drawers([path.stem for path in paths] + [path.parent.name for path in paths]) == []


@pytest.mark.parametrize("name", ["utils", "text_utils", "helpers", "session_manager", "misc"])
def test_a_drawer_is_found(name: str) -> None:
    assert drawers([name]) == [name]


def test_things_have_one_word() -> None:
    assert faults(other_words) == []


@pytest.mark.parametrize("planted", ["class Participant: ...", "def annotations() -> None: ...", "class Excerpt: ..."])
def test_another_word_is_found(planted: str) -> None:
    assert breaks(other_words, planted)


def test_words_of_the_code_are_in_no_message() -> None:
    from tests.translations import extracted, messages

    told = [str(message.id) for message in messages(extracted())]
    assert [message for message in told if NEVER_ON_A_SCREEN.search(message)] == []
    assert NEVER_ON_A_SCREEN.search("The revision has no anchor.")


def test_the_list_of_rules_names_files_that_are_there() -> None:
    from tests import architecture

    named = re.findall(r"tests/\S+\.py", architecture.__doc__ or "")
    assert len(named) > 15
    assert [path for path in named if not (ROOT / path).is_file()] == []
    here = {path.name for path in Path(__file__).parent.glob("test_*.py")} - {Path(__file__).name}
    assert here <= {Path(path).name for path in named}
