"""The codebook: a tree of codes, and how the codes under a theme relate.

A codebook value is a snapshot. It does not change; a service makes a new one from storage after a step.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from workbench.domain.ids import CodeId

PATH_SEPARATOR = " > "
LONGEST_NAME = 120
"""Characters in a code's name, at most."""


class DimensionKind(StrEnum):
    """How the codes under a theme relate (DESIGN.md §2)."""

    PLAIN = "plain"
    POLES = "poles"
    ORDERED = "ordered"
    TYPOLOGY = "typology"


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a typology: its name, and its steps by code name, from low to high."""

    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """One room of a typology: the code's name, and the step it takes on each axis."""

    name: str
    at: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Dimension:
    """How the codes under a theme relate; names are those of codes below the theme.

    `ends` belongs to poles, `steps` to ordered, `axes` and `rooms` to typology; the rest is empty.
    """

    kind: DimensionKind = DimensionKind.PLAIN
    ends: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    axes: tuple[Axis, ...] = ()
    rooms: tuple[Room, ...] = ()

    def names(self) -> frozenset[str]:
        """Return every code name that the dimension speaks of."""
        on_axes = (step for axis in self.axes for step in axis.steps)
        return frozenset((*self.ends, *self.steps, *on_axes, *(room.name for room in self.rooms)))

    def renamed(self, old: str, new: str) -> Dimension:
        """Return the same dimension after a code's name changed."""

        def swap(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(new if name == old else name for name in names)

        return Dimension(
            self.kind,
            swap(self.ends),
            swap(self.steps),
            tuple(Axis(axis.name, swap(axis.steps)) for axis in self.axes),
            tuple(Room(swap((room.name,))[0], (swap(room.at)[0], swap(room.at)[1])) for room in self.rooms),
        )


PLAIN = Dimension()


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code as written in a codebook file, before it has a place in a project."""

    name: str
    colour: str = ""
    definition: str = ""
    when: str = ""
    when_not: str = ""
    example: str = ""
    since: int = 1
    dimension: Dimension = PLAIN
    codes: tuple[CodeDraft, ...] = ()

    def walk(self, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], CodeDraft]]:
        """Yield the path of each code and the code, parents before children."""
        path = (*above, self.name)
        yield path, self
        for code in self.codes:
            yield from code.walk(path)


@dataclass(frozen=True, slots=True)
class CodebookDraft:
    """A codebook file's content."""

    name: str
    language: str
    version: int
    codes: tuple[CodeDraft, ...]

    def walk(self) -> Iterator[tuple[tuple[str, ...], CodeDraft]]:
        """Yield the path of each code and the code, parents before children."""
        for code in self.codes:
            yield from code.walk()


@dataclass(frozen=True, slots=True)
class Code:
    """A node of a project's codebook."""

    id: CodeId
    guid: str
    parent: CodeId | None
    position: int
    """Place among its siblings, from 0."""
    name: str
    colour: str
    """`#rrggbb`, or empty where none was chosen."""
    definition: str = ""
    when: str = ""
    when_not: str = ""
    example: str = ""
    since: int = 1
    """The codebook version in which the code was made, or last redefined, split or merged."""
    dimension: Dimension = PLAIN
    slot: int | None = None
    """The digit of the hand under its theme (1 to 9); None where it has none."""
    letter: str = ""
    """The capital that puts it on, whatever is in the hand; empty where it has none."""
    retired: bool = False


@dataclass(frozen=True)
class Codebook:
    """The codes of a project as they stand, in order."""

    codes: tuple[Code, ...] = ()
    name: str = ""
    language: str = "nb"
    version: int = 1
    _children: Mapping[CodeId | None, tuple[Code, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: dict[CodeId | None, list[Code]] = {}
        for code in sorted(self.codes, key=lambda code: (code.position, code.id)):
            children.setdefault(code.parent, []).append(code)
        object.__setattr__(self, "_children", {parent: tuple(codes) for parent, codes in children.items()})

    @cached_property
    def by_id(self) -> Mapping[CodeId, Code]:
        """The codes by identity."""
        return {code.id: code for code in self.codes}

    @property
    def themes(self) -> tuple[Code, ...]:
        """The codes at the top, in order."""
        return self._children.get(None, ())

    def children(self, parent: CodeId | None) -> tuple[Code, ...]:
        """Return the codes right under `parent`, in order."""
        return self._children.get(parent, ())

    def walk(self, parent: CodeId | None = None, depth: int = 0) -> Iterator[tuple[int, Code]]:
        """Yield depth and code for every code below `parent`, parents before children."""
        for code in self.children(parent):
            yield depth, code
            yield from self.walk(code.id, depth + 1)

    def below(self, code: CodeId) -> frozenset[CodeId]:
        """Return `code` and everything under it."""
        return frozenset((code, *(found.id for _depth, found in self.walk(code))))

    def hand(self, theme: CodeId) -> tuple[Code, ...]:
        """Return the codes of a theme in the order in which they get digits: those right under it, then the next level.

        So a digit learnt stays what it was when codes come under codes.
        """
        found: list[Code] = []
        level = [theme]
        while level:
            below = [child for parent in level for child in self.children(parent)]
            found += below
            level = [child.id for child in below]
        return tuple(found)

    def above(self, code: CodeId) -> tuple[Code, ...]:
        """Return the codes over `code`, from the theme down, without itself."""
        found: list[Code] = []
        parent = self.by_id[code].parent
        while parent is not None:
            found.append(self.by_id[parent])
            parent = self.by_id[parent].parent
        return tuple(reversed(found))

    def theme(self, code: CodeId) -> Code:
        """Return the theme that `code` belongs to, itself where it stands at the top."""
        return next(iter(self.above(code)), self.by_id[code])

    def path(self, code: CodeId) -> str:
        """Return the names from the theme to the code, joined by " > "."""
        return PATH_SEPARATOR.join(found.name for found in (*self.above(code), self.by_id[code]))

    def written(self, code: CodeId) -> str:
        """Return how the code is written in a CSV: its name if unique, else its path (FILES.md)."""
        name = self.by_id[code].name
        return name if len(self._named(name)) == 1 else self.path(code)

    def _named(self, name: str) -> tuple[Code, ...]:
        return tuple(code for code in self.codes if code.name == name)

    def find(self, written: str) -> tuple[Code, ...]:
        """Return the codes that `written` may mean: by whole path, else by name, else by the end of a path."""
        wanted = tuple(part.strip() for part in written.split(PATH_SEPARATOR.strip()))
        if len(wanted) == 1:
            return self._named(wanted[0])
        ends = tuple(code for code in self.codes if self._names_to(code.id)[-len(wanted) :] == wanted)
        whole = tuple(code for code in ends if len(self._names_to(code.id)) == len(wanted))
        return whole or ends or self._named(written.strip())

    def _names_to(self, code: CodeId) -> tuple[str, ...]:
        return (*(found.name for found in self.above(code)), self.by_id[code].name)


def theme_digit(book: Codebook, theme: Code) -> int | None:
    """Return the digit of a theme; where none is stored, its place among the themes that have none."""
    if theme.slot is not None:
        return theme.slot
    taken = {found.slot for found in book.themes}
    free = [digit for digit in range(1, 10) if digit not in taken]
    waiting = [found.id for found in book.themes if found.slot is None]
    place = waiting.index(theme.id) if theme.id in waiting else len(free)
    return free[place] if place < len(free) else None


def free_slot(taken: Iterable[int | None]) -> int | None:
    """Return the next free digit of a hand (1 to 9), or None where all nine are taken."""
    used = {slot for slot in taken if slot is not None}
    return next((digit for digit in range(1, 10) if digit not in used), None)
