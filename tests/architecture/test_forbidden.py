"""What may be written nowhere in the program, or in one place only."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

from tests.architecture.source import Rule, breaks, calls, faults, imported

if TYPE_CHECKING:
    from collections.abc import Iterator

SYSTEM_MODULES = frozenset({"fcntl", "msvcrt", "resource", "pwd", "grp", "termios", "winreg", "ctypes"})
SYSTEM_CALLS = frozenset({
    "os.chmod", "os.umask", "os.replace", "os.rename", "os.fsync", "os.fdatasync", "os.link", "os.symlink", "os.chown",
})  # fmt: skip
SYSTEM_METHODS = frozenset({"chmod", "fsync", "hardlink_to", "symlink_to", "lchmod"})
CLOCKS = frozenset({"now", "utcnow", "today", "fromtimestamp"})
OPENING = frozenset({"open", "io.open", "os.open", ".open", "path.open", "file.open"})
WHOLE_FILES = frozenset({"read_text", "read_bytes", "write_text", "write_bytes"})
CHANCE = frozenset({"uuid1", "uuid4", "urandom", "token_hex", "token_bytes", "random"})


def split_lines(module: ast.Module) -> Iterator[ast.AST]:
    """`str.splitlines` cuts at more than line ends, so offsets would move."""
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute) and node.attr == "splitlines":
            yield node


def unsafe_reading(module: ast.Module) -> Iterator[ast.AST]:
    """A second YAML, XML without limits, archives unpacked by name, pickles and evaluated text."""
    for node, name in imported(module):
        if name.split(".")[0] in {"yaml", "pickle", "marshal", "shelve"} or name.startswith(("xml.etree", "xml.dom")):
            yield node
    for call, name in calls(module):
        if name.rpartition(".")[2] in {"extractall"} or name in {"eval", "exec", "os.system"}:
            yield call


def system(module: ast.Module) -> Iterator[ast.AST]:
    """Modes, locks, limits and replacing files differ between operating systems."""
    for node, name in imported(module):
        if name.split(".")[0] in SYSTEM_MODULES:
            yield node
    for call, name in calls(module):
        ours = name.startswith("workbench.operating_system.")
        if not ours and (name in SYSTEM_CALLS or name.rpartition(".")[2] in SYSTEM_METHODS):
            yield call


def clock_and_chance(module: ast.Module) -> Iterator[ast.AST]:
    """The time and new ids come through ports, so that a step can be played again."""
    for node, name in imported(module):
        if name.split(".")[0] in {"uuid", "secrets", "random"} and name not in {"uuid.UUID"}:
            yield node
        if name == "time" or name.startswith("time."):
            yield node
    for call, name in calls(module):
        owner, _dot, last = name.rpartition(".")
        if (owner.startswith(("datetime", "date")) and last in CLOCKS) or (owner == "os" and last in CHANCE):
            yield call


def opening(module: ast.Module) -> Iterator[ast.AST]:
    """The domain and the services see values, never files."""
    for call, name in calls(module):
        last = name.rpartition(".")[2]
        if name in OPENING or last in WHOLE_FILES:
            yield call


def printing(module: ast.Module) -> Iterator[ast.AST]:
    """`print` goes past `visible`, which takes the sting out of the user's text."""
    for call, name in calls(module):
        if name in {"print", "typer.echo", "click.echo"}:
            yield call


CORE = ("workbench/domain/", "workbench/services/")

RULES: dict[str, tuple[Rule, tuple[str, ...], tuple[str, ...]]] = {
    "split lines": (split_lines, (), ()),
    "unsafe reading": (unsafe_reading, (), ()),
    "operating system": (system, (), ("workbench/operating_system.py",)),
    "clock and chance": (clock_and_chance, CORE, ()),
    "opening files": (opening, CORE, ()),
    "printing": (printing, (), ("workbench/cli/telling.py", "workbench/cli/run.py")),
}
"""Each with the paths it holds for and those it does not."""

PLANTED = [
    ("split lines", "lines = text.splitlines()"),
    ("split lines", "cut = str.splitlines"),
    ("unsafe reading", "import yaml"),
    ("unsafe reading", "from yaml import safe_load"),
    ("unsafe reading", "import xml.etree.ElementTree as tree"),
    ("unsafe reading", "from xml.etree import ElementTree"),
    ("unsafe reading", "import pickle"),
    ("unsafe reading", "archive.extractall(folder)"),
    ("unsafe reading", "eval(text)"),
    ("operating system", "import fcntl"),
    ("operating system", "def f() -> None:\n    import msvcrt"),
    ("operating system", "from resource import setrlimit"),
    ("operating system", "import pwd"),
    ("operating system", "import os\nos.chmod(path, 0o600)"),
    ("operating system", "from os import replace\nreplace(a, b)"),
    ("operating system", "import os\nos.umask(0o77)"),
    ("operating system", "import os\nos.fsync(1)"),
    ("operating system", "path.chmod(0o600)"),
    ("operating system", "Path('x').chmod(0o600)"),
    ("clock and chance", "from datetime import datetime\ndatetime.now()"),
    ("clock and chance", "import datetime\ndatetime.datetime.now()"),
    ("clock and chance", "from datetime import date\ndate.today()"),
    ("clock and chance", "from uuid import uuid4"),
    ("clock and chance", "import uuid"),
    ("clock and chance", "import os\nos.urandom(4)"),
    ("clock and chance", "from time import time"),
    ("opening files", "open('x')"),
    ("opening files", "Path('x').open()"),
    ("opening files", "path.read_text()"),
    ("printing", "print('x')"),
    ("printing", "import typer\ntyper.echo('x')"),
]


@pytest.mark.parametrize("name", RULES)
def test_the_program_keeps_the_rule(name: str) -> None:
    rule, only, but = RULES[name]
    assert faults(rule, only=only, but=but) == []


@pytest.mark.parametrize(("name", "planted"), PLANTED)
def test_a_violation_is_found(name: str, planted: str) -> None:
    assert breaks(RULES[name][0], planted)


def test_every_rule_has_a_violation_that_shows_it_works() -> None:
    assert {name for name, _planted in PLANTED} == set(RULES)


@pytest.mark.parametrize(
    ("name", "innocent"),
    [
        ("split lines", "lines = text.split('\\n')"),
        ("unsafe reading", "from ruamel.yaml import YAML"),
        ("operating system", "from workbench import operating_system\noperating_system.replace_durably(a, b)"),
        ("operating system", "text.replace('a', 'b')"),
        ("clock and chance", "from datetime import date\ndate.fromisoformat(text)"),
        ("opening files", "desk.open_source(3)"),
        ("printing", "say(line)"),
    ],
)
def test_what_is_allowed_is_not_found(name: str, innocent: str) -> None:
    assert not breaks(RULES[name][0], innocent)
