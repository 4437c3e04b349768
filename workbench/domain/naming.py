"""What may stand in a name: of a code, a codebook, a case, an informant, a column.

A name is shown on one line, written into files and compared by eye, so characters that cannot be seen
are refused. This module judges and never repairs; it knows nothing about what is named.
"""

from __future__ import annotations

import re
import unicodedata

from workbench.i18n import N_

LONGEST_REFERENCE = 200
"""Characters in the name of a case or the reference of an informant, at most."""

SHOWN = 60
"""Characters of a student's words that are repeated in a sentence about them."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_VARIATION_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_NEVER_IN_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

EMPTY = N_("the name is empty")
TOO_LONG = N_("the name has {length} characters; {longest} is the most")
UNSEEN = N_("the name has a character that cannot be seen, {character}; write it again without it")
LINE_BREAK = N_("the name goes over two lines; write it on one")
EDGES = N_("the name begins or ends with a space")


def same(name: str) -> str:
    """Return the form in which two names that a person would call the same are equal."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def unseen(name: str) -> str | None:
    """Return the first character of `name` that cannot be seen (control, direction, width, variation), or None."""
    if name.isascii() and name.isprintable():
        return None
    for character in name:
        if unicodedata.category(character) in _UNSEEN or _VARIATION_SELECTORS.match(character):
            return character
    return None


def not_for_text(text: str) -> str | None:
    """Return the first character that a definition or a memo may not have, or None; line breaks and tabs may stand."""
    found = _NEVER_IN_TEXT.search(text)
    return found[0] if found else None


def name_problem(name: str, longest: int) -> tuple[str, dict[str, object]] | None:
    """Say what is wrong with a name.

    Args:
        name: as written.
        longest: characters it may have.

    Returns:
        A sentence marked for translation and its values, or None where nothing is wrong.
    """
    if not name.strip():
        return EMPTY, {}
    if "\n" in name or "\r" in name:
        return LINE_BREAK, {}
    hidden = unseen(name)
    if hidden is not None:
        return UNSEEN, {"character": code_point(hidden)}
    if name != name.strip():
        return EDGES, {}
    if len(name) > longest:
        return TOO_LONG, {"length": len(name), "longest": longest}
    return None


def code_point(character: str) -> str:
    """Return how a character is named where it cannot be shown: `U+200B`."""
    return f"U+{ord(character):04X}"


def shown(text: str) -> str:
    """Return a student's words as they can stand in a sentence: on one line, cut, unseen characters named."""
    cut = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(character if unseen(character) is None else f"[{code_point(character)}]" for character in cut)
