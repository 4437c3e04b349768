"""Dates as one writes them in a letter: `22 November 2026`, in bokmål `22. november 2026`.

The dates are those of a project's steps and sources, never those of the wall clock.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workbench.i18n import N_, _, language

if TYPE_CHECKING:
    from workbench.domain.manifest import Manifest

_MONTHS = (
    N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"), N_("July"), N_("August"),
    N_("September"), N_("October"), N_("November"), N_("December"),
)  # fmt: skip
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?")


def day(written: str) -> str:
    """Return a date as one writes it in the language now chosen; what is no date stays as it is."""
    found = _DAY.fullmatch(written)
    if found is None or not 1 <= int(found[2]) <= len(_MONTHS):
        return written
    day_of_month, month = str(int(found[3])), _(_MONTHS[int(found[2]) - 1])
    point = "." if language() == "nb" else ""
    return f"{day_of_month}{point} {month} {found[1]}"


def as_of(made: Manifest) -> str:
    """Return when the last step was taken, and its number: `22 November 2026 (change 8)`."""
    told = _("{date} (change {change})") if made.at else _("change {change}")
    return told.format(date=day(made.at), change=made.change)
