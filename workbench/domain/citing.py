"""How a quote is referred to in a thesis: a pattern that the project keeps, filled in for each passage.

A pattern is the student's own words with names in braces, `{who} {number} {case} - {department}`; what a passage does
not have leaves no trace, neither a double space nor a lonely dash. Nothing here knows where patterns are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workbench.domain.errors import Refused
from workbench.i18n import N_, _

NAMES = ("id", "source", "turn", "who", "informant", "number", "role", "department", "case", "case_name", "date")
"""What a pattern may name."""

DEFAULT = "{id}"

_NAMED = re.compile(r"\{([^{}]*)\}")
_TIDY = (
    (re.compile(r"[(\[][\s,;:·–-]*[)\]]"), ""),
    # Of two marks that nothing stands between, the first stays.
    (re.compile(r"\s*([,;:])(?:\s*[,;:·–-])+(?=\s)"), r"\1"),
    (re.compile(r"\s+([·–-])(?:\s*[,;:·–-])+(?=\s)"), r" \1"),
    (re.compile(r"\s{2,}"), " "),
    (re.compile(r"\s+(?=[,;:)\]])"), ""),
    (re.compile(r"^[\s,;:·–-]+"), ""),
    (re.compile(r"[\s,;:·–-]+$"), ""),
)
"""What is put right where a name left a gap."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What is known of a passage that is referred to; the empty text where it is not known."""

    id: str
    """The citable id, `BK3:14b`."""
    source: str
    turn: int
    informant: str = ""
    """The references of those who speak, `BK3` or `BK3, BK4`."""
    is_key: bool = False
    role: str = ""
    department: str = ""
    case: str = ""
    case_name: str = ""
    date: str = ""


def checked(pattern: str) -> str:
    """Return a pattern without white space around it.

    Raises:
        Refused: where it names what a passage does not have, or nothing that tells passages apart.
    """
    names = _NAMED.findall(pattern)
    unknown = next((name for name in names if name not in NAMES), None)
    known = ", ".join(f"{{{name}}}" for name in NAMES)
    if unknown is not None:
        raise Refused(N_("A reference cannot name {{{name}}}; it can name: {names}."), name=unknown, names=known)
    if not names or "\n" in pattern:
        raise Refused(N_("Write a reference on one line with at least one of: {names}."), names=known)
    return " ".join(pattern.split())


def reference(pattern: str, cited: Cited) -> str:
    """Return the reference to a passage.

    Args:
        pattern: checked.
        cited: the passage.
    """
    digits = "".join(re.findall(r"\d+", cited.informant)[:1]) if "," not in cited.informant else ""
    values = {
        "who": (_("Key informant") if cited.is_key else _("Informant")) if cited.informant else "",
        "number": digits,
        "turn": str(cited.turn or ""),
    }
    filled = _NAMED.sub(lambda found: values.get(found[1]) or str(getattr(cited, found[1], "")), pattern)
    for untidy, instead in _TIDY:
        filled = untidy.sub(instead, filled)
    return filled or cited.id


def quotation(words: str, referred: str) -> str:
    """Return a finished quote: «words» and where they stand, on one line."""
    return f"«{' '.join(words.split())}» ({referred})"
