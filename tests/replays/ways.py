"""The cheapest keys from a place on the page to given words: a search over the page's own moves."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from workbench.tui.choosing import Standing
from workbench.tui.edges import by_character, by_word, to_word, words_of
from workbench.tui.hopping import word_labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.replays.page_model import PageModel, Place
    from workbench.domain.spans import Span

Keys = tuple[str, ...]
"""Keys by name, in order."""

_MOST_CHARACTERS = 12
"""Characters by which an end is moved one by one at most."""
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


@dataclass(frozen=True, slots=True)
class _EndMove:
    """A key that moves an end, or says which; and what is chosen then."""

    key: str
    span: Span
    last: bool
    """Whether the end is moved, else the beginning."""


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
            if (stretch := self._stretch(letters)) is not None:
                self._model.to(place)
                yield (
                    ("f", *stretch),
                    self._model.stand(self._walk.between(self._wanted.start, self._wanted.end)),
                    True,
                    False,
                )
            for label, standing in letters.items():
                if self._worth_a_hop(standing, letters):
                    self._model.to(place)
                    yield ("f", *label), self._model.stand(standing), False, False

    def _stretch(self, letters: dict[str, Standing]) -> Keys | None:
        """Return the letters of the first and the last sentence wanted, where both are in view."""
        first = next((label for label, one in letters.items() if one.span.start == self._wanted.start), None)
        last = next((label for label, one in letters.items() if one.span.end == self._wanted.end), None)
        if first is None or last is None or first == last:
            return None
        return first[0].upper(), *first[1:], *last

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
        words = words_of(self._walk, self._text, span)
        letters = {label: word for label, word in zip(word_labels(len(words)), words, strict=True) if label}
        both = (self._ends(span, letters, end_first=end_first) for end_first in (True, False))
        found = [moves for moves in both if moves is not None]
        if not found:
            return None
        moves = min(found, key=len)
        standings = [Standing(move.span.end - 1 if move.last else move.span.start, move.span) for move in moves]
        return tuple(move.key for move in moves), standings

    def _ends(self, span: Span, letters: dict[str, Span], *, end_first: bool) -> list[_EndMove] | None:
        """Return the keys for both ends, one after the other; None where the one is in the way of the other."""
        moves: list[_EndMove] = []
        at_end = True
        for last in (end_first, not end_first):
            if (span.end if last else span.start) == (self._wanted.end if last else self._wanted.start):
                continue
            tab = [] if last is at_end else [_EndMove("Tab", span, last)]
            steps = self._by_steps(span, last=last)
            lettered = self._by_letter(span, letters, last=last)
            ways = [*([[*tab, *steps]] if steps is not None else []), *([lettered] if lettered is not None else [])]
            if not ways:
                return None
            fewest: list[_EndMove] = min(ways, key=len)
            moves += fewest
            span, at_end = moves[-1].span, last
        return moves

    def _by_letter(self, span: Span, letters: dict[str, Span], *, last: bool) -> list[_EndMove] | None:
        """Return a word's letter, and the characters from there, that bring one end where it is wanted."""
        goal = self._wanted.end if last else self._wanted.start
        found: list[list[_EndMove]] = []
        for label, word in letters.items():
            at = to_word(span, word, last=last)
            first = label[0] if last else label[0].upper()
            moves = [_EndMove(key, span, last) for key in (first, *label[1:])]
            moves[-1] = _EndMove(moves[-1].key, at, last)
            rest = self._by_characters(at, goal, last=last)
            if (at.start if last else at.end) == (span.start if last else span.end) and rest is not None:
                found.append(moves + rest)
        return min(found, key=len, default=None)

    def _by_characters(self, span: Span, goal: int, *, last: bool) -> list[_EndMove] | None:
        moves: list[_EndMove] = []
        while (here := span.end if last else span.start) != goal:
            ahead = goal > here
            moved = by_character(self._walk, self._text, span, 1 if ahead else -1, last=last)
            if moved == span or len(moves) > _MOST_CHARACTERS:
                return None
            span = moved
            moves.append(_EndMove("." if ahead else ",", span, last))
        return moves

    def _by_steps(self, span: Span, *, last: bool) -> list[_EndMove] | None:
        """Return the fewest words and characters that bring one end where it is wanted."""
        goal = self._wanted.end if last else self._wanted.start
        if (goal <= span.start) if last else (goal >= span.end):
            return None
        found: list[list[_EndMove]] = []
        ahead = goal > (span.end if last else span.start)
        moves: list[_EndMove] = []
        # By words until the goal is passed, and by characters from the word before it or after it.
        while len(moves) < _MOST:
            here = span.end if last else span.start
            if (rest := self._by_characters(span, goal, last=last)) is not None:
                found.append(moves + rest)
            if here == goal or (here > goal) is ahead:
                break
            moved = by_word(self._walk, self._text, span, 1 if ahead else -1, last=last)
            if moved == span:
                break
            span = moved
            moves = [*moves, _EndMove("→" if ahead else "←", span, last)]
        return min(found, key=len, default=None)
