"""Typed values of cases, informants and sources: how a person writes them, and how they are stored.

Norwegian and English ways of writing are understood: decimal comma, spaces between thousands, ja and yes,
4.3.2025. What could mean two things is refused, not guessed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError
from workbench.domain.naming import LONGEST_REFERENCE, name_problem, same, shown
from workbench.i18n import N_

if TYPE_CHECKING:
    from collections.abc import Sequence


class AttributeType(StrEnum):
    """What kind of value an attribute holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YESNO = "yesno"
    DATE = "date"
    ORDER = "order"


Value = str | int | Decimal | bool | date
"""A value once it is understood; an ordered choice is the choice's text."""

YES, NO = "yes", "no"

_YES = frozenset({"yes", "ja", "true", "sann"})
_NO = frozenset({"no", "nei", "false", "usann"})
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))", re.ASCII)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}([.,][0-9]{1,18})?")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_HEADING = re.compile(r"(?P<name>.*):\s*(?P<type>[A-Za-z]+)\s*(\((?P<choices>.*)\))?\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class AttributeColumn:
    """An attribute as a table's heading declares it."""

    name: str
    type: AttributeType
    choices: tuple[str, ...] = ()
    """For an ordered choice: its values from low to high."""


class UnknownTypeError(WorkbenchError):
    """A heading declares a type that does not exist."""


class NotThatTypeError(WorkbenchError):
    """A value cannot be read as the type its column has."""


def attribute_column(heading: str) -> AttributeColumn | None:
    """Read a heading such as `population:integer` or `size:order(small|big)`; None where it has no type.

    Raises:
        UnknownTypeError: what stands after the colon is no type.
    """
    if ":" not in heading:
        return None
    found = _HEADING.fullmatch(heading)
    name = unicodedata.normalize("NFC", found["name"].strip()) if found else ""
    if found is None or found["type"].casefold() not in set(AttributeType) or name_problem(name, LONGEST_REFERENCE):
        raise UnknownTypeError(N_("the column “{column}” has no type that is known ({types})"), **_types(heading))
    kind = AttributeType(found["type"].casefold())
    choices = _choices(found["choices"] or "")
    if (kind is AttributeType.ORDER) != bool(choices) or (found["choices"] is not None) != bool(choices):
        template = N_("the column “{column}” must name its choices, as in size:order(small|big)")
        raise UnknownTypeError(template, **_types(heading))
    return AttributeColumn(name, kind, choices)


def _types(heading: str) -> dict[str, object]:
    return {"column": shown(heading), "types": ", ".join(known.value for known in AttributeType)}


def _choices(inside: str) -> tuple[str, ...]:
    """Return the choices, or none where they are not at least two different ones."""
    choices = tuple(unicodedata.normalize("NFC", part.strip()) for part in inside.split("|"))
    return choices if all(choices) and len({same(choice) for choice in choices}) == len(choices) > 1 else ()


def parse_value(kind: AttributeType, choices: Sequence[str], text: str) -> Value | None:
    """Read a value as a person wrote it.

    Args:
        kind: what it should be.
        choices: for an ordered choice, its values.
        text: as written; white space around it means nothing.

    Returns:
        The value, or None where nothing is written.

    Raises:
        NotThatTypeError: it cannot be read so.
    """
    written = unicodedata.normalize("NFC", text).strip()
    if not written:
        return None
    if kind is AttributeType.TEXT:
        return written
    if kind is AttributeType.YESNO:
        return yes_or_no(written)
    if kind is AttributeType.DATE:
        return _date(written)
    if kind is AttributeType.ORDER:
        return _choice(choices, written)
    return _integer(written) if kind is AttributeType.INTEGER else _decimal(written)


def canonical(kind: AttributeType, choices: Sequence[str], text: str) -> str:
    """Return the one form in which a value is stored: `279792`, `18.5`, `yes`, `2025-03-04`; empty for none.

    Raises:
        NotThatTypeError: it cannot be read so.
    """
    value = parse_value(kind, choices, text)
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, Decimal):
        plain = format(value, "f")
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
        return "0" if plain == "-0" else plain
    return value.isoformat() if isinstance(value, date) else str(value)


def yes_or_no(text: str) -> bool:
    """Read ja, nei, yes or no.

    Raises:
        NotThatTypeError: it is none of them.
    """
    word = text.strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise NotThatTypeError(N_("“{value}” is neither ja nor nei, yes nor no"), value=shown(text))


def _number(text: str) -> str:
    return _SPACES.sub("", text.replace("\u2212", "-"))


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(_number(text)):
        raise NotThatTypeError(N_("“{value}” is not a whole number, such as 25 725"), value=shown(text))
    return int(_number(text))


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(_number(text)):
        raise NotThatTypeError(N_("“{value}” is not a number, such as 18,5 or 18.5"), value=shown(text))
    return Decimal(_number(text).replace(",", "."))


def _date(text: str) -> date:
    found, first = _ISO_DATE.fullmatch(text), _DAY_FIRST.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if first:
            return date(int(first[3]), int(first[2]), int(first[1]))
    except ValueError:
        pass
    raise NotThatTypeError(N_("“{value}” is not a date, such as 2025-03-04 or 4.3.2025"), value=shown(text))


def _choice(choices: Sequence[str], text: str) -> str:
    for choice in choices:
        if same(choice) == same(text):
            return choice
    raise NotThatTypeError(
        N_("“{value}” is not one of {choices}"),
        value=shown(text),
        choices=", ".join(shown(choice) for choice in choices),
    )
