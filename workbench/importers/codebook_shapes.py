"""The shape of a codebook file: which keys, and what kind of value each takes.

pydantic judges the shape; its complaints are turned into our sentences here and nowhere else. Whether a
codebook makes sense is for `domain.codebook_rules`. This module loads pydantic: import it inside functions.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from workbench.domain.codebook import DimensionKind
from workbench.domain.codebook_rules import Finding
from workbench.domain.naming import shown
from workbench.i18n import N_


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class AxisShape(_Shape):
    """One axis of a typology."""

    name: str
    steps: list[str]


class RoomShape(_Shape):
    """One room of a typology."""

    name: str
    at: Annotated[list[str], Field(min_length=2, max_length=2)]


class CodeShape(_Shape):
    """A code, or a theme with its codes."""

    name: str
    colour: str | None = None
    definition: str | None = None
    when: str | None = None
    when_not: str | None = None
    example: str | None = None
    since: int | None = None
    dimension: Annotated[DimensionKind, Field(strict=False)] | None = None
    ends: list[str] | None = None
    steps: list[str] | None = None
    axes: list[AxisShape] | None = None
    rooms: list[RoomShape] | None = None
    codes: list[CodeShape] | None = None


class CodebookShape(_Shape):
    """The whole file."""

    name: str
    language: str | None = None
    version: int | None = None
    codes: list[CodeShape] | None


_OTHER_WORDS = {
    "navn": "name", "farge": "colour", "color": "colour", "definisjon": "definition", "beskrivelse": "definition",
    "description": "definition", "når": "when", "bruk": "when", "ikke": "when_not", "når_ikke": "when_not",
    "eksempel": "example", "siden": "since", "dimensjon": "dimension", "ender": "ends", "poler": "ends",
    "poles": "ends", "trinn": "steps", "steg": "steps", "akser": "axes", "rom": "rooms", "plass": "at",
    "koder": "codes", "kode": "codes", "themes": "codes", "temaer": "codes", "tema": "codes", "språk": "language",
    "versjon": "version", "children": "codes",
}  # fmt: skip
"""What students call the keys, in Norwegian and in other spellings."""


def shape_findings(error: ValidationError) -> list[tuple[Finding, bool]]:
    """Turn pydantic's complaints into findings.

    Args:
        error: what pydantic raised.

    Returns:
        Each finding, and whether it is about the key at the end of its path and not about the value.
    """
    return [_finding(item["type"], item["loc"], item["input"]) for item in error.errors(include_url=False)]


def _finding(kind: str, loc: tuple[int | str, ...], given: Any) -> tuple[Finding, bool]:
    if kind == "extra_forbidden":
        return _unknown_key(loc), True
    if kind == "missing":
        return Finding(loc[:-1], N_("the key {key} is missing here"), {"key": loc[-1]}), False
    known = ", ".join(kind.value for kind in DimensionKind)
    said = shown(given if isinstance(given, str) else str(given))
    return Finding(loc, _sentence(kind, loc, given), {"key": _key(loc), "given": said, "known": known}), False


def _sentence(kind: str, loc: tuple[int | str, ...], given: Any) -> str:
    if kind.startswith("int"):
        return N_("{key} must be a whole number, without quotes")
    sentences = {
        "model_type": _not_keys(loc, given),
        "list_type": _not_a_list(given),
        "string_type": _not_text(given),
        "too_short": N_("{key} takes two steps, one of each axis"),
        "too_long": N_("{key} takes two steps, one of each axis"),
        "enum": N_("“{given}” is not a dimension; it is one of {known}"),
    }
    return sentences.get(kind, N_("this value cannot stand here"))


def _key(loc: tuple[int | str, ...]) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str)), "")


def _not_text(given: Any) -> str:
    if isinstance(given, bool):
        return N_("{key} must be text, and this is read as true or false; put it in quotes")
    if isinstance(given, date):
        return N_("{key} must be text, and this is read as a date; put it in quotes")
    if isinstance(given, (int, float)):
        return N_("{key} must be text, and this is read as a number; put it in quotes")
    if given is None:
        return N_("{key} is empty here")
    return N_("{key} must be text, and here stands a list or another key")


def _not_keys(loc: tuple[int | str, ...], given: Any) -> str:
    if not loc:
        return N_("the file must begin with name: and then codes:")
    if given is None:
        return N_("nothing stands after the dash")
    if isinstance(given, str):
        return N_("write “name: {given}” here, with the key before the value")
    return N_("here must stand keys such as name: …")


def _not_a_list(given: Any) -> str:
    if isinstance(given, Mapping):
        return N_("{key} must be a list; begin each of its parts with a dash and a space")
    if given is None:
        return N_("{key} is empty here")
    return N_("{key} must be a list, such as [A, B]")


def _unknown_key(loc: tuple[int | str, ...]) -> Finding:
    key = str(loc[-1])
    known = _keys_at(loc)
    wanted = _OTHER_WORDS.get(key.casefold())
    near = [wanted] if wanted in known else difflib.get_close_matches(key.casefold(), known, 1, 0.6)
    values: dict[str, object] = {"key": shown(key), "known": ", ".join(known)}
    if near:
        return Finding(loc, N_("the key {key} is not known; did you mean {near}?"), {**values, "near": near[0]})
    return Finding(loc, N_("the key {key} is not known here; the keys are {known}"), values)


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand beside the last one of `loc`."""
    around = _key(loc[:-1])
    shapes: dict[str, type[_Shape]] = {"codes": CodeShape, "axes": AxisShape, "rooms": RoomShape}
    return list(shapes.get(around, CodebookShape).model_fields)
