"""Every sentence that a person sees is marked for translation where it stands in the source."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source import breaks, calls, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKS = frozenset({"_", "N_", "n_"})
SHOWN = frozenset({
    "say", "remark", "complain", "progress", "WorkbenchError", "Refused", "CannotUndo", "ProjectUnusable",
    "ProjectBusy", "UnknownName", "Finding", "RowProblem", "tell",
    "Content", "Text", "notify", "Static", "Label", "prompt",
})  # fmt: skip
"""Calls whose first argument, or second where the first is a name, a person reads."""
SECOND = frozenset({"ImportFailed", "Finding", "RowProblem"})
"""Calls whose second argument is the sentence."""
HELP = frozenset({"Option", "Argument", "command", "Verbs", "Typer"})
"""Calls whose `help` a person reads."""
WORDS = re.compile(r"[^\W\d_]{2,}")


TWO_WORDS = re.compile(r"[^\W\d_]{2,}[,.:;]? [^\W\d_]{2,}")
STYLES = frozenset({"bold underline", "Interview Workbench "})
"""Words for Textual, and the name of the program in a file that no student reads."""


def bare(module: ast.Module) -> Iterator[ast.AST]:
    """A string with words in it, where a marked message belongs."""
    for call, name in calls(module):
        last = name.rpartition(".")[2]
        for value in _sentences(call, last):
            yield from _words_in(value)


def _sentences(call: ast.Call, name: str) -> Iterator[ast.AST]:
    if name in SECOND:
        yield from call.args[1:2]
    elif name in SHOWN:
        yield from call.args[:1]
    if name in HELP:
        yield from (word.value for word in call.keywords if word.arg == "help")


def _words_in(value: ast.AST) -> Iterator[ast.AST]:
    """Yield the bare words of what is shown; what a call makes is judged where it is made."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and WORDS.search(value.value):
        yield value
    elif isinstance(value, ast.JoinedStr):
        for part in value.values:
            yield from _words_in(part)
    elif isinstance(value, ast.BinOp):
        yield from _words_in(value.left)
        yield from _words_in(value.right)
    elif isinstance(value, ast.IfExp):
        yield from _words_in(value.body)
        yield from _words_in(value.orelse)
    elif isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from _words_in(part)


def loose_sentences(module: ast.Module) -> Iterator[ast.AST]:
    """Two words beside each other that are marked nowhere: on the screens that is always something to read."""
    known = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for call, name in calls(module):
        if name.rpartition(".")[2] in MARKS:
            known |= {id(value) for value in call.args}
    for node in ast.walk(module):
        text = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and id(node) not in known and text not in STYLES and TWO_WORDS.search(text):
            yield node


def unknown_to_babel(module: ast.Module) -> Iterator[ast.AST]:
    """A mark on what is no plain string: the message would never be in the catalogue."""
    for call, name in calls(module):
        if name.rpartition(".")[2] not in MARKS:
            continue
        wanted = call.args[:2] if name.endswith("n_") else call.args[:1]
        if any(isinstance(value, ast.JoinedStr | ast.BinOp) for value in wanted):
            yield call
        if name.endswith("N_") and not all(isinstance(value, ast.Constant) for value in wanted):
            yield call


def unseen_by_babel(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield marks inside f-strings, which the extractor does not read."""
    for written in ast.walk(tree):
        for call in ast.walk(written) if isinstance(written, ast.JoinedStr) else ():
            if not isinstance(call, ast.Call) or ast.unparse(call.func).rpartition(".")[2] not in MARKS:
                continue
            if any(isinstance(value, ast.Constant) for value in call.args[:1]):
                yield call


def test_no_sentence_is_bare() -> None:
    assert faults(bare) == []


def test_no_sentence_lies_loose_in_the_screens() -> None:
    assert faults(loose_sentences, only=("workbench/tui/",)) == []


@pytest.mark.parametrize("planted", ["title = 'No text yet'", "rows = [('a', f'Quit with {key}, or so it is')]"])
def test_a_loose_sentence_is_found(planted: str) -> None:
    assert breaks(loose_sentences, planted)
    assert not breaks(loose_sentences, "title = N_('No text yet')")


def test_every_mark_is_on_a_plain_string() -> None:
    assert faults(unknown_to_babel) == []


def test_no_mark_hides_in_an_f_string() -> None:
    assert faults(unseen_by_babel) == []
    assert breaks(unseen_by_babel, "title = f' {_(\"Matrix\")}'")
    assert not breaks(unseen_by_babel, "title = f' {_(title)}'")


@pytest.mark.parametrize(
    "planted",
    [
        "say('Done.')",
        "remark(f'Wrote {path}')",
        "raise WorkbenchError('No.{x}', x=1)",
        "raise WorkbenchError('Not there.')",
        "raise errors.Refused('Not there.')",
        "raise ImportFailed(file, '{file} is empty.')",
        "say('Yes' if done else _('No'))",
        "say(name or 'nothing')",
        "say('A' + 'case: ' + name)",
        "typer.Option('--x', help='How many.')",
        "app.command('x', help='Do it.')",
    ],
)
def test_a_bare_sentence_is_found(planted: str) -> None:
    assert breaks(bare, planted)


@pytest.mark.parametrize(
    "innocent", ["say(_('Done.'))", "say(f'{a}\\t{b}')", "raise ImportFailed('x', N_('No.'))", "say(NOT_FOUND)"]
)
def test_what_is_marked_is_not_found(innocent: str) -> None:
    assert not breaks(bare, innocent)


@pytest.mark.parametrize("planted", ["_(f'Coded {x}')", "N_('a' + x)", "N_(name)", "n_(f'{x}', 'b', 2)"])
def test_a_mark_that_babel_cannot_read_is_found(planted: str) -> None:
    assert breaks(unknown_to_babel, planted)
