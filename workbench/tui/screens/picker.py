"""The picker over the lower third: a few letters find a name, and a name that is not there can be made.

It knows rows of names; what choosing one does is decided by who opens it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from workbench.domain.matching import ranked
from workbench.domain.naming import same
from workbench.i18n import _
from workbench.tui.safe import fitted
from workbench.tui.screens.mode import Mode, keys_told
from workbench.tui.widgets.hand import wrapped
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from workbench.domain.ids import CodeId
    from workbench.tui.screens.desk_modes import ModeActions
    from workbench.tui.themes import Look
    from workbench.tui.widgets.lines import Piece

_MOST_TYPED = 1000
"""Characters of a name that are taken; the service says how many it may have."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that can be chosen."""

    name: str
    path: str = ""
    told: str = ""
    """What stands behind the name."""
    code: CodeId | None = None
    has: bool = False
    """Whether the words have it already."""


@dataclass(frozen=True, slots=True)
class Picking:
    """What a picker is for."""

    title: str
    offers: Sequence[Offer]
    choose: Callable[[list[Offer]], bool]
    """Does it; returns whether it was done."""
    make: Callable[[str], bool] | None = None
    """Does it with a name that is not there; None where that cannot be."""
    making: str = ""
    """Tells what a new name would become, with {name}."""
    several: bool = False
    digit: Callable[[int], None] | None = None
    """Takes a digit of the hand before anything is typed; None where digits are letters of a name."""
    nothing: str = ""
    """Said where there is no name to choose from yet."""


class Picker(Mode):
    """Takes letters, and shows the names that fit."""

    def __init__(self, host: ModeActions, picking: Picking) -> None:
        super().__init__(host)
        self._picking = picking
        self._typed = ""
        self._ticked: list[int] = []
        self._found: list[int] = []
        self._at = 0
        self._find()

    @property
    def draws(self) -> bool:
        """A pane."""
        return True

    def key(self, key: str, character: str | None) -> bool:
        """Take a letter, or a move, or the choice."""
        if key == "enter":
            self._choose()
        elif key == "escape" or (key == "backspace" and not self._typed):
            self.host.end_mode()
        elif key == "backspace":
            self._type(self._typed[:-1])
        elif key in {"down", "up", "pagedown", "pageup"}:
            step = {"down": 1, "up": -1, "pagedown": 5, "pageup": -5}[key]
            self._at = (self._at + step) % max(self._rows, 1)
            self.host.show()
        elif key == "tab":
            self._tick()
        elif character is not None and character in "0123456789" and self._takes_digits:
            self.host.end_mode()
            self._picking.digit(int(character))  # type: ignore[misc]
        elif character is not None:
            self._type(self._typed + character)
        return True

    @property
    def _takes_digits(self) -> bool:
        return self._picking.digit is not None and not self._typed

    def pasted(self, text: str) -> None:
        """Take the first line of what was pasted."""
        self._type(self._typed + text[:_MOST_TYPED].strip().split("\n", maxsplit=1)[0])

    def asked(self, look: Look, width: int) -> list[Piece]:
        """Return the key line."""
        keys = [("Enter", _("choose")), ("↓ ↑", _("further"))]
        keys += [("1–9", _("of the hand"))] if self._takes_digits else []
        keys += [(_("Tab"), _("tick several"))] if self._picking.several else []
        return keys_told(look, self._picking.title, [*keys, (_("Backspace"), _("close"))], width)

    def lines(self, look: Look, width: int, height: int) -> list[Line]:
        """Return what was typed, and the names that fit."""
        rows = height - 1
        first = max(min(self._at - rows // 2, self._rows - rows), 0)
        shown = range(first, min(first + rows, self._rows))
        number = Line(
            ((" › ", look.role("accent")), (fitted(self._typed, width - 16) + "▏", look.role("strong"))),
            ((f"{len(self._found)} ", look.role("soft")),),
        )
        if not self._typed and not self._picking.offers:
            return [
                number,
                *(Line((("   " + row, look.role("soft")),)) for row in wrapped(self._picking.nothing, width - 6)),
            ]
        return [number, *(self._line(look, place, width) for place in shown)]

    def _line(self, look: Look, place: int, width: int) -> Line:
        here = place == self._at
        mark = ("›" if here else " ", look.role("accent"))
        name_style = look.role("here" if here else "text")
        if place >= len(self._found):
            told = self._picking.making.format(name=fitted(self._typed.strip(), max(width - 40, 8)))
            return Line((mark, ("  + ", look.role("accent")), (fitted(told, width - 6), name_style)))
        number = self._found[place]
        offer = self._picking.offers[number]
        tick = "✓" if number in self._ticked else "·" if offer.has else " "
        stripe = (look.shape(offer.code), look.stripe(offer.code)) if offer.code is not None else (" ", mark[1])
        name = fitted(offer.name, max(width // 2 - 6, 12))
        room = width - cell_len(name) - 8
        return Line(
            (
                mark,
                (tick + " ", look.role("accent")),
                stripe,
                (" ", look.role("text")),
                (name, name_style),
                ("  " + fitted(offer.told, room), look.role("soft")),
            )
        )

    @property
    def _rows(self) -> int:
        return len(self._found) + self._can_make

    @property
    def _can_make(self) -> bool:
        written = same(self._typed.strip())
        exact = any(same(self._picking.offers[number].name) == written for number in self._found)
        return bool(written) and not exact and self._picking.make is not None

    def _type(self, typed: str) -> None:
        self._typed = typed[:_MOST_TYPED]
        self._find()
        self.host.show()

    def _find(self) -> None:
        offers = self._picking.offers
        self._found = ranked(self._typed, [one.name for one in offers], [one.path or one.name for one in offers])
        self._at = 0

    def _tick(self) -> None:
        if self._picking.several and self._at < len(self._found):
            number = self._found[self._at]
            if number in self._ticked:
                self._ticked.remove(number)
            else:
                self._ticked.append(number)
            self._typed = ""
            self._find()
            self._at = self._found.index(number)
            self.host.show()

    def _choose(self) -> None:
        picking = self._picking
        if self._at < len(self._found):
            # What was typed for and stood on is meant too, beside what was ticked before it.
            here = [self._found[self._at]] if self._typed or not self._ticked else []
            chosen = list(dict.fromkeys([*self._ticked, *here]))
            done = picking.choose([picking.offers[number] for number in chosen])
        elif self._ticked and self._typed:
            self.host.warn(_("There is no such code; Backspace, and Enter puts the ticked ones on."))
            return
        elif self._can_make and picking.make is not None:
            done = picking.make(self._typed.strip())
        elif self._ticked:
            done = picking.choose([picking.offers[number] for number in self._ticked])
        else:
            told = _("Nothing here is called that.") if self._typed else _("Type a name first.")
            self.host.warn(told)
            return
        if done:
            self.host.end_mode()
