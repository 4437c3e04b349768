"""User text is never read as markup: a code called `[red]` must look like `[red]`.

Widgets that would read markup get `Content`, `Text`, or a string of our own; a string made of parts only with
`markup=False`.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source import breaks, calls, faults

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ_MARKUP = frozenset({"Static", "Label", "Button", "Option", "Checkbox", "RadioButton", "Digits"})
_METHODS = frozenset({"notify", "update"})


def as_markup(module: ast.Module) -> Iterator[ast.AST]:
    """A string made of parts where Textual reads markup, or markup read on purpose."""
    for call, name in calls(module):
        last = name.rpartition(".")[2]
        reads = last in _READ_MARKUP or (last in _METHODS and name != last)
        if last == "from_markup" or (reads and _made_of_parts(call)):
            yield call
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and _is_made_of_parts(node.value):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(t, ast.Attribute) and t.attr in {"border_title", "border_subtitle"} for t in targets):
                yield node


def _made_of_parts(call: ast.Call) -> bool:
    if any(word.arg == "markup" and getattr(word.value, "value", None) is False for word in call.keywords):
        return False
    given = [*call.args[:1], *(word.value for word in call.keywords if word.arg in {"content", "message", "label"})]
    return any(_is_made_of_parts(value) for value in given)


def _is_made_of_parts(value: ast.AST) -> bool:
    if isinstance(value, ast.JoinedStr):
        return True
    if isinstance(value, ast.BinOp):
        return _is_made_of_parts(value.left) or _is_made_of_parts(value.right) or isinstance(value.op, ast.Mod)
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "format"


def test_no_user_text_is_read_as_markup() -> None:
    assert faults(as_markup, only=("workbench/tui/",)) == []


@pytest.mark.parametrize(
    "planted",
    [
        "Static(f'{code.name}')",
        "Label('a' + f'{name}')",
        "self.notify(f'{title}')",
        "self.app.notify(_('Coded {code}').format(code=name))",
        "self._line.update('%s' % name)",
        "Content.from_markup(name)",
        "self.border_title = f'{source.label}'",
    ],
)
def test_a_violation_is_found(planted: str) -> None:
    assert breaks(as_markup, planted)


@pytest.mark.parametrize(
    "innocent",
    ["Static(f'{name}', markup=False)", "Static(id='card')", "self.update(Content(name))", "totals.update({})"],
)
def test_what_is_allowed_is_not_found(innocent: str) -> None:
    assert not breaks(as_markup, innocent)
