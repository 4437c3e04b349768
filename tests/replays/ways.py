"""The cheapest keys from a place on the page to given words: a search over the page's own moves."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from workbench.domain.spans import Span
from workbench.tui.choosing import Standing
from workbench.tui.edges import by_character, by_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replays.page_model import PageModel, Place

Keys = tuple[str, ...]
"""Keys by name, in order."""

_EDGE_KEYS = {"→": (by_word, 1), "←": (by_word, -1), ".": (by_character, 1), ",": (by_character, -1)}
_MOST = 40
"""Keys after which a search is given up."""
_WAYS = 4
"""Ways to one passage that are kept: they differ in how far the page is scrolled."""


@dataclass(frozen=True, slots=True)
class Way:
    """Keys to a passage, and where the person is then."""

    keys: Keys
    place: Place
    in_edges: bool = False
    """Whether its ends are still being moved; digits end that by themselves, other keys do not."""


@dataclass(frozen=True, slots=True, order=True)
class _Begun:
    """A way that may lead further, the cheapest first."""

    cost: int
    order: int
    way: Way = field(compare=False)
    chosen: bool = field(default=False, compare=False)
    """Whether the passage was made longer or shorter: nobody travels on then."""


class Ways:
    """Looks for the ways from one place to one passage.

    Args:
        model: the page.
        text: what is on it.
        wanted: the words to be chosen.
    """

    def __init__(self, model: PageModel, text: str, wanted: Span) -> None:
        assert model.page.walk is not None
        self._model, self._text, self._wanted, self._walk = model, text, wanted, model.page.walk
        self._order = count()
        self._ends_from: dict[Span, tuple[Keys, list[Standing]] | None] = {}

    def from_place(self, start: Place) -> list[Way]:
        """Return the cheapest ways, and those that cost one key more."""
        found: list[Way] = []
        heap = [_Begun(0, next(self._order), Way((), start))]
        done: set[tuple[Place, bool]] = set()
        best = farthest = _MOST
        while heap and heap[0].cost <= best + 1 and len(found) < _WAYS:
            begun = heapq.heappop(heap)
            way, place = begun.way, begun.way.place
            if place.standing.span.overlaps(self._wanted):
                farthest = min(farthest, begun.cost + 1)
            if way.in_edges or place.standing.span == self._wanted:
                found.append(way)
                best = min(best, begun.cost)
            elif (place, begun.chosen) not in done:
                done.add((place, begun.chosen))
                travels = not begun.chosen and begun.cost < farthest
                for key, after, chosen, edges in self._further(place, travels=travels):
                    further = Way((*way.keys, *key), after, edges)
                    heapq.heappush(heap, _Begun(len(further.keys), next(self._order), further, chosen))
        assert found, f"no way to {self._wanted}"
        return found

    def _further(self, place: Place, *, travels: bool) -> Iterator[tuple[Keys, Place, bool, bool]]:
        """Yield what a few keys more lead to, whether they choose, and whether ends are moved then."""
        for key in self._choices_at(place):
            yield (key,), self._after(place, self._model.choices[key]), True, False
        if (by_edges := self._by_edges(place)) is not None:
            yield *by_edges, True, True
        if travels:
            for key, move in self._model.moves.items():
                yield (key,), self._after(place, move), False, False
            self._model.to(place)
            letters = self._model.letters()
            for label, standing in letters.items():
                if self._worth_a_hop(standing, letters):
                    self._model.to(place)
                    yield ("f", *label), self._model.stand(standing), False, False

    def _after(self, place: Place, move: object) -> Place:
        self._model.to(place)
        assert callable(move)
        move()
        return self._model.place()

    def _choices_at(self, place: Place) -> list[str]:
        """Return the keys that may make the passage that is stood on into the wanted one."""
        first, last = self._turns
        turn = self._walk.turn_index(place.standing.cursor)
        begins = {self._wanted.start, self._walk.sentence_at(self._wanted.start).start}
        longer = ["Space", "Backspace"] if place.standing.span.start in begins else []
        return [*longer, *(["t"] if first - 1 <= turn <= last + 1 else [])]

    def _worth_a_hop(self, standing: Standing, letters: dict[str, Standing]) -> bool:
        first, last = self._turns
        if first - 1 <= self._walk.turn_index(standing.cursor) <= last + 1:
            return True
        # Out of sight: the farthest sentences bring most into view.
        seen = [found.cursor for found in letters.values()]
        return standing.cursor in (*sorted(seen)[:2], *sorted(seen)[-2:])

    @cached_property
    def _turns(self) -> tuple[int, int]:
        return self._walk.turn_index(self._wanted.start), self._walk.turn_index(self._wanted.end - 1)

    def _by_edges(self, place: Place) -> tuple[Keys, Place] | None:
        """Return the keys that move the ends from here."""
        span = place.standing.span
        if not len(span) or not span.overlaps(self._wanted):
            return None
        if span not in self._ends_from:
            self._ends_from[span] = self._moved_ends(span)
        moved = self._ends_from[span]
        if moved is None:
            return None
        keys, standings = moved
        self._model.to(place)
        for standing in standings:
            self._model.stand(standing)
        return ("e", *keys), self._model.place()

    def _moved_ends(self, span: Span) -> tuple[Keys, list[Standing]] | None:
        """Return the fewest keys that make a passage into the wanted one by its ends, and all that is chosen then."""
        found = [keys for end_first in (True, False) if (keys := self._ends(span, end_first=end_first)) is not None]
        if not found:
            return None
        keys, standings, last = min(found, key=len), [], True
        for key in keys:
            if key == "Tab":
                last = not last
                continue
            way, step = _EDGE_KEYS[key]
            span = way(self._walk, self._text, span, step, last=last)
            standings.append(Standing(span.end - 1 if last else span.start, span))
        return keys, standings

    def _ends(self, span: Span, *, end_first: bool) -> Keys | None:
        """Return the keys for both ends, one after the other; None where the one is in the way of the other."""
        keys: Keys = ()
        at_end = True
        for last in (end_first, not end_first):
            moves = self._one_end(span, last=last)
            if moves is None:
                return None
            if moves:
                keys += moves if last is at_end else ("Tab", *moves)
                at_end = last
            span = Span(span.start, self._wanted.end) if last else Span(self._wanted.start, span.end)
        return keys

    def _one_end(self, span: Span, *, last: bool) -> Keys | None:
        """Return the fewest words and characters that bring one end where it is wanted."""
        goal = self._wanted.end if last else self._wanted.start
        if (goal <= span.start) if last else (goal >= span.end):
            return None
        at, keys = span, Keys()
        found: list[Keys] = []
        ahead = goal > (span.end if last else span.start)
        by, step = ("→", 1) if ahead else ("←", -1)
        # By words until the goal is passed, and by characters from the word before it or after it.
        while len(keys) < _MOST:
            here = at.end if last else at.start
            found.append(keys + ("." if goal > here else ",",) * abs(goal - here))
            if here == goal or (here > goal) is ahead:
                break
            moved = by_word(self._walk, self._text, at, step, last=last)
            if moved == at:
                break
            at, keys = moved, (*keys, by)
        return min(found, key=len)
