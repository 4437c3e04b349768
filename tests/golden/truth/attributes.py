"""Values of case attributes in one form and one order."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

YES = {"ja", "yes", "j", "y", "true", "1", "sann"}
NO = {"nei", "no", "n", "false", "0", "usann"}


def canonical(value: str, kind: str) -> str | None:
    """An attribute's value in one form; None if it is not of its type (R24)."""
    if not value or kind.startswith(("text", "date", "order")):
        return value
    if kind == "yesno":
        return "yes" if value.casefold() in YES else "no" if value.casefold() in NO else None
    try:
        number = Decimal("".join(value.split()).replace(",", "."))
    except InvalidOperation:
        return None
    return format(number.normalize(), "f")


def value_order(kind: str) -> Callable[[str], tuple[int, Decimal, str]]:
    """A sort key: missing last, ordered choices and numbers in their order, else by the alphabet."""
    match = re.fullmatch(r"order\((.*)\)", kind)
    choices = [choice.strip() for choice in match[1].split("|")] if match else []
    choices = ["yes", "no"] if kind == "yesno" else choices

    def key(value: str) -> tuple[int, Decimal, str]:
        if value in choices:
            return 0, Decimal(choices.index(value)), ""
        if kind in ("integer", "decimal"):
            try:
                return (0, Decimal(value), "")
            except InvalidOperation:
                pass
        return (1 if value else 2), Decimal(0), value

    return key
