"""The domain and the services import the standard library and the layers below them, and nothing else."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source import Rule, breaks, faults, imported

if TYPE_CHECKING:
    from collections.abc import Iterator

_BELOW = {
    "workbench/domain/": ("workbench.domain", "workbench.i18n"),
    "workbench/services/": ("workbench.services", "workbench.domain", "workbench.i18n", "workbench.__version__"),
}
_NOT_FOR_THE_CORE = frozenset({"sqlite3", "socket", "subprocess", "tkinter", "curses", "http", "urllib", "asyncio"})


def only(*allowed: str) -> Rule:
    """Return the rule that imports are the standard library's, or among `allowed`."""

    def rule(module: ast.Module) -> Iterator[ast.AST]:
        for node, name in imported(module):
            first = name.split(".")[0]
            plain = first in sys.stdlib_module_names and first not in _NOT_FOR_THE_CORE
            ours = any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)
            if not plain and not ours:
                yield node
        for node in ast.walk(module):
            if isinstance(node, ast.ImportFrom) and node.level:
                yield node

    return rule


@pytest.mark.parametrize("folder", _BELOW)
def test_imports_are_plain(folder: str) -> None:
    assert faults(only(*_BELOW[folder]), only=(folder,)) == []


@pytest.mark.parametrize("folder", _BELOW)
@pytest.mark.parametrize(
    "planted",
    [
        "import pydantic",
        "from pydantic import BaseModel",
        "def late() -> None:\n    import rich.table",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from sqlalchemy import Row",
        "from workbench.storage import engine",
        "from workbench import operating_system",
        "from .. import storage",
        "import sqlite3",
    ],
)
def test_a_violation_is_found(folder: str, planted: str) -> None:
    assert breaks(only(*_BELOW[folder]), planted)


def test_the_domain_may_not_use_a_service() -> None:
    planted = "from workbench.services import codings"
    assert breaks(only(*_BELOW["workbench/domain/"]), planted)
    assert not breaks(only(*_BELOW["workbench/services/"]), planted)
