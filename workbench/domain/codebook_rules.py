"""What must hold in a codebook before it can enter a project.

The rules look at a draft and say where in it something is wrong, by keys and places as in the file; the
reader of the file turns that into a line and a column. Nothing here is repaired, and nothing here reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.domain.codebook import LONGEST_NAME, PATH_SEPARATOR, CodebookDraft, CodeDraft, Dimension, DimensionKind
from workbench.domain.errors import ImportFailed
from workbench.domain.naming import code_point, name_problem, not_for_text, same, shown
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

DEEPEST = 20
"""Levels of codes, the themes being the first."""

HIGHEST_VERSION = 1_000_000

Place = tuple[str | int, ...]
"""Keys and list places (from 0) from the top of the file down to a value."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FIELDS = {
    DimensionKind.PLAIN: (),
    DimensionKind.POLES: ("ends",),
    DimensionKind.ORDERED: ("steps",),
    DimensionKind.TYPOLOGY: ("axes", "rooms"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in a codebook, and where."""

    path: Place
    template: str
    """An English sentence marked for translation, with `{names}` for the values."""
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)


@dataclass(frozen=True, slots=True)
class PlacedFinding:
    """Something wrong in a codebook file, with the place a text editor shows."""

    file: str
    line: int
    """From 1."""
    column: int
    """From 1, in characters."""
    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {_(self.template).format_map(self.values)}"


class CodebookUnreadable(ImportFailed):
    """A codebook file has findings; its sentence tells the first and how many there are.

    Args:
        file: the file's name as the user knows it.
        findings: at least one, in the order of the file.
    """

    def __init__(self, file: str, findings: Sequence[PlacedFinding]) -> None:
        super().__init__(file, findings[0].template, **findings[0].values)
        self.findings = tuple(findings)

    def __str__(self) -> str:
        first, more = str(self.findings[0]), len(self.findings) - 1
        return _("{first} (and {more} more)").format(first=first, more=more) if more else first


def check(draft: CodebookDraft) -> tuple[Finding, ...]:
    """Return everything that is wrong in `draft`, in the order of the file."""
    return tuple(_codebook(draft))


def _codebook(draft: CodebookDraft) -> Iterator[Finding]:
    problem = name_problem(draft.name, LONGEST_NAME)
    if problem:
        yield Finding(("name",), *problem)
    if not _LANGUAGE.fullmatch(draft.language):
        yield Finding(("language",), N_("the language must be a short code, such as nb, nn or en"))
    if not 1 <= draft.version <= HIGHEST_VERSION:
        values = {"highest": HIGHEST_VERSION}
        yield Finding(("version",), N_("the version must be a whole number from 1 to {highest}"), values)
    yield from _siblings(draft.codes, ("codes",), draft.version, 1)


def _siblings(codes: Sequence[CodeDraft], place: Place, version: int, depth: int) -> Iterator[Finding]:
    if codes and depth > DEEPEST:
        yield Finding((*place, 0), N_("codes lie more than {deepest} levels deep"), {"deepest": DEEPEST})
        return
    seen: dict[str, str] = {}
    for number, code in enumerate(codes):
        here, key = (*place, number), same(code.name)
        if key in seen and key.strip():
            values = {"name": shown(code.name), "first": shown(seen[key])}
            yield Finding((*here, "name"), N_("“{name}” stands beside another code of that name, “{first}”"), values)
        seen.setdefault(key, code.name)
        yield from _code(code, here, version)
        yield from _dimension(code, here)
        yield from _siblings(code.codes, (*here, "codes"), version, depth + 1)


def _code(code: CodeDraft, place: Place, version: int) -> Iterator[Finding]:
    problem = name_problem(code.name, LONGEST_NAME)
    if problem:
        yield Finding((*place, "name"), *problem)
    elif PATH_SEPARATOR in f" {code.name} ":
        yield Finding(
            (*place, "name"), N_("a name cannot have > between spaces, for that stands between theme and code")
        )
    if code.colour and not _COLOUR.fullmatch(code.colour):
        yield Finding((*place, "colour"), N_("the colour must look like #3366cc"))
    for key in ("definition", "when", "when_not", "example"):
        hidden = not_for_text(getattr(code, key))
        if hidden is not None:
            values = {"character": code_point(hidden)}
            yield Finding((*place, key), N_("the text has a character that cannot be shown, {character}"), values)
    if code.since < 1:
        yield Finding((*place, "since"), N_("since must be a whole number from 1"))
    elif code.since > version:
        numbers = {"since": code.since, "version": version}
        yield Finding((*place, "since"), N_("since is {since}, but the codebook is only at version {version}"), numbers)


def _dimension(code: CodeDraft, place: Place) -> Iterator[Finding]:
    dimension = code.dimension
    allowed = _FIELDS[dimension.kind]
    for key in ("ends", "steps", "axes", "rooms"):
        if getattr(dimension, key) and key not in allowed:
            owner = next(kind for kind, keys in _FIELDS.items() if key in keys)
            values = {"key": key, "owner": owner.value, "kind": dimension.kind.value}
            yield Finding(
                (*place, key), N_("{key} belongs to “dimension: {owner}”, and this one is “dimension: {kind}”"), values
            )
    if dimension.kind is DimensionKind.POLES:
        yield from _poles(code, place)
    elif dimension.kind is DimensionKind.ORDERED:
        yield from _ordered(code, place)
    elif dimension.kind is DimensionKind.TYPOLOGY:
        yield from _axes(dimension, place)
        yield from _rooms(dimension, place)
        yield from _named(code, _typology_names(dimension, place))


def _poles(code: CodeDraft, place: Place) -> Iterator[Finding]:
    ends = code.dimension.ends
    if len(ends) != 2:
        values = {"count": len(ends)}
        yield Finding((*place, "ends"), N_("poles have exactly two ends, and here are {count}"), values)
    yield from _row(code, ends, (*place, "ends"))


def _ordered(code: CodeDraft, place: Place) -> Iterator[Finding]:
    steps = code.dimension.steps
    if len(steps) < 2:
        values = {"count": len(steps)}
        yield Finding((*place, "steps"), N_("an ordered theme has at least two steps, and here are {count}"), values)
    yield from _row(code, steps, (*place, "steps"))


def _row(code: CodeDraft, names: Sequence[str], place: Place) -> Iterator[Finding]:
    """Ends, or steps: each a code of its own below the theme, and none beneath another."""
    yield from _twice(names, place)
    yield from _named(code, [(name, (*place, number)) for number, name in enumerate(names)])
    below = [_below(code, name) for name in names]
    for number, paths in enumerate(below):
        for other, above in enumerate(below):
            if number != other and len(paths) == len(above) == 1 and paths[0][: len(above[0])] == above[0] != paths[0]:
                values = {"name": shown(names[number]), "above": shown(names[other])}
                yield Finding(
                    (*place, number), N_("“{name}” lies under “{above}”; the two must stand beside each other"), values
                )


def _twice(names: Sequence[str], place: Place) -> Iterator[Finding]:
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Finding((*place, number), N_("“{name}” stands here twice"), {"name": shown(name)})


def _named(code: CodeDraft, names: Sequence[tuple[str, Place]]) -> Iterator[Finding]:
    """Names that are no code below the theme, or could be several."""
    for name, place in names:
        paths = _below(code, name)
        values = {"name": shown(name), "theme": shown(code.name)}
        if not paths:
            yield Finding(place, N_("“{name}” is not the name of a code under “{theme}”"), values)
        elif len(paths) > 1:
            yield Finding(
                place, N_("“{name}” could be several codes under “{theme}”; give them different names"), values
            )


def _below(code: CodeDraft, name: str) -> list[tuple[str, ...]]:
    """Return the paths, from the theme down, of the codes called `name`; one right under the theme goes first alone."""
    if any(child.name == name for child in code.codes):
        return [(name,)]
    return _deeper(code, name, (), DEEPEST)


def _deeper(code: CodeDraft, name: str, above: tuple[str, ...], levels: int) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for child in code.codes if levels else ():
        path = (*above, child.name)
        if child.name == name:
            found.append(path)
        found += _deeper(child, name, path, levels - 1)
    return found


def _typology_names(dimension: Dimension, place: Place) -> list[tuple[str, Place]]:
    on_axes = [
        (step, (*place, "axes", number, "steps", count))
        for number, axis in enumerate(dimension.axes)
        for count, step in enumerate(axis.steps)
    ]
    return [*on_axes, *((room.name, (*place, "rooms", n, "name")) for n, room in enumerate(dimension.rooms))]


def _axes(dimension: Dimension, place: Place) -> Iterator[Finding]:
    if len(dimension.axes) != 2:
        values = {"count": len(dimension.axes)}
        yield Finding((*place, "axes"), N_("a typology has exactly two axes, and here are {count}"), values)
    steps: list[str] = []
    for number, axis in enumerate(dimension.axes):
        here = (*place, "axes", number)
        problem = name_problem(axis.name, LONGEST_NAME)
        if problem:
            yield Finding((*here, "name"), *problem)
        elif same(axis.name) in {same(other.name) for other in dimension.axes[:number]}:
            yield Finding((*here, "name"), N_("“{name}” stands here twice"), {"name": shown(axis.name)})
        if len(axis.steps) < 2:
            values = {"count": len(axis.steps)}
            yield Finding((*here, "steps"), N_("an axis has at least two steps, and here are {count}"), values)
        for count, step in enumerate(axis.steps):
            if step in steps:
                yield Finding((*here, "steps", count), N_("“{name}” stands here twice"), {"name": shown(step)})
            steps.append(step)


def _rooms(dimension: Dimension, place: Place) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    names: list[str] = [step for axis in dimension.axes for step in axis.steps]
    for number, room in enumerate(dimension.rooms):
        here = (*place, "rooms", number)
        if room.name in names:
            yield Finding((*here, "name"), N_("“{name}” stands here twice"), {"name": shown(room.name)})
        names.append(room.name)
        for which, (axis, step) in enumerate(zip(dimension.axes, room.at, strict=False)):
            if step not in axis.steps:
                values = {"step": shown(step), "axis": shown(axis.name)}
                yield Finding((*here, "at", which), N_("“{step}” is not a step of the axis “{axis}”"), values)
        if room.at in seen:
            values = {"name": shown(room.name), "first": shown(seen[room.at])}
            yield Finding((*here, "at"), N_("“{name}” has the same place as “{first}”"), values)
        seen.setdefault(room.at, room.name)
