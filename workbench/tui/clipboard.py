"""Where a copied quote goes: to the clipboard where the terminal hands it on, else to a file, told in words.

A program in a terminal cannot ask whether the clipboard got anything: OSC 52 has no answer. So terminals that are
known to drop it are named here, and nothing else is guessed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.safe import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from workbench.tui.outside import Outside

_SHOWN = 40
"""Cells of a quote that are repeated."""
_WITHOUT = {"TERM": ("linux", "dumb", "vt100", "vt220"), "TERM_PROGRAM": ("Apple_Terminal",)}
"""Terminals that do not hand on what is copied, by the variable that names them."""


def hands_on(environment: Mapping[str, str]) -> bool:
    """Tell whether the terminal may hand what is copied on to the clipboard.

    Args:
        environment: the variables of the process.
    """
    return all(environment.get(variable) not in names for variable, names in _WITHOUT.items())


def copied(
    quoted: str, to_clipboard: Callable[[str], None], outside: Outside | None, environment: Mapping[str, str]
) -> str:
    """Copy a finished quote; return where it went, in a sentence.

    Args:
        quoted: the words and where they stand.
        to_clipboard: sends it to the terminal.
        outside: keeps it in a file, where the terminal has no clipboard.
        environment: the variables of the process.

    Raises:
        WorkbenchError: the file could not be written.
    """
    shown = fitted(" ".join(quoted.split()), _SHOWN)
    if outside is None or hands_on(environment):
        to_clipboard(quoted)
        return _("To the clipboard: {quote}").format(quote=shown)
    return _("This terminal has no clipboard; added to {file}: {quote}").format(
        file=outside.keep_quote(quoted), quote=shown
    )
