"""The keys with which somebody who knows the program codes the sample study: the fewest, over all of it.

What is looked for is a whole sitting: a theme that is taken into the hand costs keys now and saves keys later.
Nothing here presses a key.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.replays.ways import Ways
from workbench.domain.codebook import theme_digit
from workbench.domain.matching import ranked
from workbench.domain.spans import Span
from workbench.tui.hand import first_theme, hand_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.replays.page_model import PageModel, Place
    from tests.replays.sample_study import Coded
    from tests.replays.ways import Keys, Way
    from workbench.domain.codebook import Code, Codebook
    from workbench.domain.ids import CodeId
    from workbench.services.desk import Desk

_PLACES = 4
"""Places on the page from which the search goes on after a coding."""
_LETTERS = 4
"""Letters of a code's name that are typed at most."""
_STEPS_DOWN = 2
"""Rows that are gone down in the picker at most."""


@dataclass(frozen=True, slots=True)
class Coding:
    """Keys that put a code on, and the theme in the hand afterwards."""

    keys: Keys
    hand: CodeId | None
    by_name: bool = False
    """Whether a pane lay over the lower third."""


class Codes:
    """Which keys put a code on.

    Args:
        book: the codebook.
    """

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self.first_hand = first_theme(book)
        self._all = [code for _depth, code in book.walk() if not code.retired]
        self._by_name: dict[tuple[CodeId, CodeId | None], Keys] = {}

    def ways(self, code: Code, hand: CodeId | None, last: CodeId | None) -> Iterator[Coding]:
        """Yield every way that may be the cheapest.

        Args:
            code: to be put on.
            hand: the theme whose codes are in the hand.
            last: the code put on before.
        """
        if code.id == last:
            yield Coding((".",), hand)
        if code.letter:
            yield Coding((code.letter,), hand)
        if (digit := self._digit(code, hand)) is not None:
            yield Coding((digit,), hand)
        yield from self._by_theme(code, hand)
        yield Coding(self._typed(code, hand), hand, by_name=True)

    def _by_theme(self, code: Code, hand: CodeId | None) -> Iterator[Coding]:
        """Yield how digits reach a code of any theme, with the theme taken into the hand and without."""
        for theme in self._book.themes:
            shown = theme_digit(self._book, theme)
            if shown is None:
                continue
            if code.id == theme.id and not self._book.children(theme.id):
                yield Coding(("0", str(shown)), hand)
            elif code.id == theme.id:
                yield Coding(("0", str(shown), "0"), hand)
            elif (digit := self._digit(code, theme.id)) is not None:
                yield Coding(("0", str(shown), digit), hand)
                yield Coding(("0", "0", str(shown), digit), theme.id)

    def _digit(self, code: Code, theme: CodeId | None) -> str | None:
        found = (str(digit) for digit, one in hand_of(self._book, theme).items() if one.id == code.id)
        return next(found, None)

    def _typed(self, code: Code, hand: CodeId | None) -> Keys:
        if (code.id, hand) not in self._by_name:
            self._by_name[code.id, hand] = min(self._spelled(code, hand), key=len)
        return self._by_name[code.id, hand]

    def _spelled(self, code: Code, hand: CodeId | None) -> Iterator[Keys]:
        """Yield what may be typed in the picker, which offers the codes of the hand first."""
        offered = sorted(self._all, key=lambda one: hand is None or self._book.theme(one.id).id != hand)
        names, paths = [one.name for one in offered], [self._book.path(one.id) for one in offered]
        place = next(place for place, one in enumerate(offered) if one.id == code.id)
        words = code.name.lower().split()
        for typed in dict.fromkeys(word[:length] for length in range(_LETTERS + 1) for word in words):
            row = ranked(typed, names, paths).index(place)
            if row <= _STEPS_DOWN:
                yield ("Enter", *typed, *("↓" for _row in range(row)), "Enter")
        yield ("Enter", *code.name.lower(), "Enter")


@dataclass(frozen=True, slots=True)
class _Sitting:
    """All that was done up to a coding, by the cheapest keys."""

    cost: int
    place: Place
    hand: CodeId | None
    keys: Keys = ()
    """For the last coding."""
    before: _Sitting | None = None


def planned(desk: Desk, wanted: Sequence[Coded], model: PageModel) -> list[Keys]:
    """Return the keys for each coding, in the order of the table.

    Args:
        desk: the project, with the texts and the codebook.
        wanted: the codings, source by source as the program lists them.
        model: the page.
    """
    planner = _Planner(desk, model)
    for coded in wanted:
        planner.code(coded)
    return planner.keys()


class _Planner:
    """Goes from coding to coding, and keeps the cheapest sittings."""

    def __init__(self, desk: Desk, model: PageModel) -> None:
        self._desk, self._model = desk, model
        self._book = desk.codebook.codebook()
        self._codes = Codes(self._book)
        self._sources = desk.sources.all()
        self._index = -1
        self._text = ""
        self._last: CodeId | None = None
        self._sittings: list[_Sitting] = []

    def keys(self) -> list[Keys]:
        """Return the keys of the cheapest sitting, coding by coding."""
        at: _Sitting | None = min(self._sittings, key=lambda sitting: sitting.cost)
        found = []
        while at is not None and at.before is not None:
            found.append(at.keys)
            at = at.before
        return found[::-1]

    def code(self, coded: Coded) -> None:
        """Go on with a coding more."""
        opening = self._open(coded.source)
        code = self._book.find(coded.code)[0]
        span = Span(coded.start, coded.end)
        ways = {}
        cheapest: dict[tuple[Place, CodeId | None], _Sitting] = {}
        for sitting in self._sittings:
            if sitting.place not in ways:
                ways[sitting.place] = Ways(self._model, self._text, span).from_place(sitting.place)
            for way in ways[sitting.place]:
                for after in self._after(sitting, way, code, coded.stance):
                    keys = (*opening, *after.keys)
                    found = _Sitting(sitting.cost + len(keys), after.place, after.hand, keys, sitting)
                    known = cheapest.get((found.place, found.hand))
                    if known is None or found.cost < known.cost:
                        cheapest[found.place, found.hand] = found
        self._sittings = _best(list(cheapest.values()))
        self._last = code.id
        self._model.coded(span)

    def _open(self, source: str) -> Keys:
        """Open the source of a coding where it is another one; return the keys for that."""
        index = next(index for index, found in enumerate(self._sources) if found.name == source)
        if index == self._index:
            return ()
        text = self._desk.sources.text(self._sources[index].id)
        self._text = text.text
        place = self._model.open(text, text.turns[0].body_start)
        begun = self._sittings or [_Sitting(0, place, self._codes.first_hand)]
        self._sittings = _best([_Sitting(one.cost, place, one.hand, one.keys, one.before) for one in begun])
        keys = (")",) * (index - max(self._index, 0))
        self._index = index
        return keys

    def _after(self, sitting: _Sitting, way: Way, code: Code, stance: str) -> Iterator[_Sitting]:
        """Yield how it stands after each way to put the code on."""
        against = ("-",) if stance == "against" else ()
        for coding in self._codes.ways(code, sitting.hand, self._last):
            ended = ("e",) if way.in_edges and not coding.keys[0].isdigit() else ()
            place = self._model.after_pane(way.place) if coding.by_name else way.place
            yield _Sitting(0, place, coding.hand, (*way.keys, *ended, *coding.keys, *against))


def _best(sittings: list[_Sitting]) -> list[_Sitting]:
    """Return those that lead in a few places, each with every hand; the cheapest of each."""
    sittings = sorted(sittings, key=lambda sitting: sitting.cost)
    places = list(dict.fromkeys(sitting.place for sitting in sittings))[:_PLACES]
    kept: dict[tuple[Place, CodeId | None], _Sitting] = {}
    for sitting in sittings:
        if sitting.place in places:
            kept.setdefault((sitting.place, sitting.hand), sitting)
    return list(kept.values())
