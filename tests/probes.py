"""Sixteen strings that break careless programs (SAFETY.md §1.3): to be shown as written on every screen.

Control, direction and zero-width characters are shown as marks; names that hold them are refused at entry.
"""

from __future__ import annotations

PROBES: tuple[str, ...] = (
    "[latter]",
    "[/]",
    "[/b]",
    "[b]fet[/b]",
    "[red]",
    "[bold",
    "]",
    "[[dobbel]]",
    r"\[ikke]",
    "[@click=app.quit]ut[/]",
    "[link=https://x.no]x[/link]",
    "$error [$accent]",
    "{0} %s ${x}",
    "\x1b[31mrød",
    "\x1b]0;t\x07\x9b31m",
    "\u202eabc\u200b",
)

SHOWN: tuple[str, ...] = (
    *PROBES[:13],
    "\u241b[31mrød",
    "\u241b]0;t\u2407\u242631m",
    "⇄abc◌",
)
"""The same, as a screen shows them."""
