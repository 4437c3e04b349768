"""What lists have in common: a table of keys for bindings and key line, and whose numbers they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.screen import Screen

    from workbench.tui.session import Session
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece


@dataclass(frozen=True, slots=True)
class Key:
    """Something that keys do in a list."""

    keys: str
    """Keys of Textual, parted by commas."""
    action: str
    word: str = ""
    """For the key line; empty keeps it out."""
    shown: str = ""
    """How the key is written for people, where it is not the first key itself."""


DOWN, UP = Key("down,j", "move(1)", N_("down"), "↓"), Key("up,k", "move(-1)", N_("up"), "↑")
FURTHER = (
    Key("pagedown,J", "page(1)"),
    Key("pageup,K", "page(-1)"),
    Key("home", "move(-100000)"),
    Key("end", "move(100000)"),
)
"""Moves that every list has."""
OF_THE_APP = frozenset({"ctrl+q", "ctrl+c", "ctrl+s"})
"""Keys that mean the same also while something is typed."""


def bind(screen: Screen[Any], keys: Sequence[Key]) -> None:
    """Let the keys do what the table says."""
    for key in keys:
        screen._bindings.bind(key.keys, key.action, show=False)


def keys_shown(look: Look, keys: Sequence[Key], width: int) -> list[Piece]:
    """Return the key line, as many keys as fit, the first ones first."""
    pieces: list[Piece] = [(" ", look.role("text"))]
    used = 1
    for key in (one for one in keys if one.word):
        name, word = _(key.shown) if key.shown else key.keys.split(",")[0], _(key.word)
        used += cell_len(name) + cell_len(word) + 3
        if used - 2 > width:
            break
        pieces += [(name, look.role("accent")), (f" {word}  ", look.role("soft"))]
    return pieces


def whose(session: Session) -> str:
    """Return whose codings are counted: the reading and the coder of the desk, or everybody's."""
    chosen = session.desk.chosen
    return _("codings of others too") if session.everyone else f"{chosen.round} · {chosen.coder}"
