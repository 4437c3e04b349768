"""Reads the program's source for the tests of this folder."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "workbench"

Rule = Callable[[ast.Module], Iterator[ast.AST]]
"""Yields the places in a module that break a rule."""


@cache
def modules() -> dict[str, ast.Module]:
    """Return every module of the program by its path, as in `workbench/cli/run.py`."""
    paths = sorted(PACKAGE.rglob("*.py"))
    assert len(paths) > 100, "the source was not found"
    return {path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def faults(rule: Rule, *, only: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> list[str]:
    """Return where the program breaks a rule, a `path:line` each.

    Args:
        rule: the rule.
        only: beginnings of the paths it holds for; all where empty.
        but: beginnings of the paths it does not hold for.
    """
    return [
        f"{path}:{getattr(place, 'lineno', 0)}"
        for path, module in modules().items()
        if (not only or path.startswith(only)) and not (but and path.startswith(but))
        for place in rule(module)
    ]


def breaks(rule: Rule, planted: str) -> bool:
    """Tell whether a piece of source made for the purpose breaks a rule."""
    return any(True for _place in rule(ast.parse(planted)))


def dotted(node: ast.AST) -> str:
    """Return a name as it is written: `os.replace`; empty where it is more than names and dots."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        above = dotted(node.value)
        return f"{above}.{node.attr}" if above else ""
    return ""


def imported(module: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield each import of a module with the dotted name it brings in."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"


def calls(module: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call with the dotted name that is called, its imported names in full.

    A method of something that is itself computed is given as `.method`.
    """
    full = {name.rpartition(".")[2]: name for _node, name in imported(module) if "." in name}
    for node in ast.walk(module):
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            first, dot, rest = name.partition(".")
            if name:
                yield node, full.get(first, first) + dot + rest
            elif isinstance(node.func, ast.Attribute):
                yield node, f".{node.func.attr}"
