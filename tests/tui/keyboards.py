"""What the keyboards of our users type: alone, with Shift, and what is out of reach of a plain key.

The characters of each row are those of the layouts' published tables (Norwegian PC and Mac, US). A dead key types
nothing by itself and stands with what is out of reach, as does all that needs AltGr or Option.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keyboard:
    """One layout."""

    name: str
    alone: str
    shifted: str
    out_of_reach: str
    """What needs AltGr, Option or a dead key."""

    @property
    def plain(self) -> frozenset[str]:
        """The characters that one key types, alone or with Shift."""
        return frozenset(self.alone + self.shifted)


_LETTERS = "abcdefghijklmnopqrstuvwxyz"

KEYBOARDS = (
    Keyboard(
        "Norwegian PC",
        f"|1234567890+\\{_LETTERS}åøæ'<,.-",
        f'§!"#¤%&/()=?{_LETTERS.upper()}ÅØÆ*>;:_',
        "@£$€{[]}~^¨´`µ",
    ),
    Keyboard(
        "Norwegian Mac",
        f"'1234567890+{_LETTERS}åøæ@<,.-",
        f'§!"#€%&/()=?{_LETTERS.upper()}ÅØÆ*>;:_',
        "|[]{}\\$£~^¨´`",
    ),
    Keyboard(
        "US",
        f"`1234567890-=[]\\;',./{_LETTERS}",
        f'~!@#$%^&*()_+{{}}|:"<>?{_LETTERS.upper()}',
        "æøåÆØÅ¨´",
    ),
)

EVERYWHERE = frozenset.intersection(*(keyboard.plain for keyboard in KEYBOARDS))
"""What every one of them types with a plain key."""

NAMED_BY_TEXTUAL = {
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "left_parenthesis": "(",
    "right_parenthesis": ")",
    "minus": "-",
    "asterisk": "*",
    "comma": ",",
    "full_stop": ".",
    "slash": "/",
    "colon": ":",
    "question_mark": "?",
}
"""The character of each key that Textual calls by a name."""
WITHOUT_CHARACTER = frozenset({"left", "right", "up", "down", "enter", "space", "backspace", "tab"})
"""Keys that every keyboard has, and every terminal tells apart. Esc is not one: tmux holds it back."""


def reached(key: str) -> bool:
    """Tell whether every keyboard of the table types a key, by Textual's name of it."""
    return key in WITHOUT_CHARACTER or NAMED_BY_TEXTUAL.get(key, key) in EVERYWHERE
