"""Adding up counts and words, for each code and the codes above it, in each line of each column.

It only adds; which rows come in is decided by the queries in `tallies`, what a cell says by `domain.matrix`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import add, itemgetter
from typing import TYPE_CHECKING, Any

from workbench.domain.ids import InformantId
from workbench.domain.tallies import Grouping, Line, Tally, column_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from workbench.domain.codebook import Codebook
    from workbench.domain.ids import CodeId
    from workbench.domain.people import Attribute

Place = tuple[str, Line, InformantId | None]
"""Column, line and informant of a tally."""

Said = tuple[int | None, int | None, int | None]
"""Case, informant and source of some words; the source only where it decides something."""
Numbers = list[list[int]]
"""A list for each of `_FIELDS`, with a number for each code."""
Parts = tuple[tuple[int, int, str], ...]
"""Code, coding and stance of the parts of a passage; of the coding only how it differs from the first one."""
Surplus = tuple[int, int, int, int, int]
"""Place of a code; passages and passages for it that are too many; what is lacking of `_BOTH` and `_MORE`."""

FOR = "for"


class Places:
    """Says in which column and lines words count, by who said them where.

    Args:
        grouping: what stands in the columns.
        attribute: whose values are the columns, where they are values.
        values: of that attribute, by the id of what has them.
        papers: the sources whose words without an informant stand in the line of documents.
    """

    def __init__(
        self, grouping: Grouping, attribute: Attribute | None, values: Mapping[int, str], papers: Collection[int]
    ) -> None:
        self._grouping = grouping
        self._subject = attribute.subject if attribute is not None else ""
        self._values = values
        self._papers = papers

    @property
    def by_source(self) -> bool:
        """Whether the source of the words decides the column."""
        return self._grouping is Grouping.SOURCE or self._subject == "source"

    def of(self, case: int | None, informant: int | None, source: int | None) -> tuple[Place, ...]:
        """Return where words count.

        Args:
            case: the informant's, or the source's where nobody is known to speak.
            informant: who says them.
            source: where they stand; may be None where that decides nothing.
        """
        column = column_key(self._grouping, self._column(case, informant, source))
        if informant is None:
            return ((column, Line.DOCUMENTS if source in self._papers else Line.NO_INFORMANT, None),)
        who = InformantId(informant)
        if self._grouping is Grouping.INFORMANT:
            return ((column, Line.INFORMANT, who),)
        return (column, Line.INFORMANT, who), (column, Line.INFORMANTS, None)

    def _column(self, case: int | None, informant: int | None, source: int | None) -> object:
        if self._grouping is Grouping.CASE:
            return case
        if self._grouping is Grouping.INFORMANT:
            return informant
        if self._grouping is Grouping.SOURCE:
            return source
        subject = {"case": case, "informant": informant, "source": source}[self._subject]
        return "" if subject is None else self._values.get(subject, "")


class AddingUp:
    """The numbers of one matrix in the making.

    Numbers are kept by who says the words where, which decides the places in which they count, and brought to
    those places at the end.

    Args:
        book: the codes, and what is above each.
        places: where words count.
    """

    def __init__(self, book: Codebook, places: Places) -> None:
        codes = [code.id for code in book.codes]
        at: dict[int, int] = {code: number for number, code in enumerate(codes)}
        self._codes: Sequence[CodeId] = codes
        self._at = at
        self._up: dict[int, tuple[int, ...]] = {
            code: (at[code], *(at[found.id] for found in book.above(code))) for code in codes
        }
        deepest_first = sorted(book.codes, key=lambda code: -len(self._up[code.id]))
        self._to_above = [(at[code.id], at[code.parent]) for code in deepest_first if code.parent is not None]
        """Each code and the one above it, those farthest down first."""
        self.root: dict[int, int] = {code: at[book.theme(code).id] for code in codes}
        """The place of each code's theme: codes can share a row only where they share that."""
        self._places = places
        self._simple: dict[Said, Numbers] = {}
        """Parts of each code by itself."""
        self._further: dict[Said, Numbers] = {}
        """For each code and all below: what puts the parts right, and words."""
        self._shared: dict[Place, Numbers] = {}
        """What puts right passages of which several people say some words."""
        self._surpluses: dict[Parts, tuple[Surplus, ...]] = {}

    def _of(self, said: Said) -> Numbers:
        return self._further.get(said) or self._further.setdefault(said, self._nothing())

    def _nothing(self) -> Numbers:
        return [[0] * len(self._codes) for _ in _FIELDS]

    def parts(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count parts as if each were all of its passage.

        Args:
            rows: case, code, informant, source, how many parts, and how many of them speak for the code.
        """
        for case, code, informant, source, parts, speaking_for in rows:
            said = (case, informant, source)
            numbers = self._simple.get(said) or self._simple.setdefault(said, self._nothing())
            at = self._at[code]
            numbers[_QUOTES][at] += parts
            numbers[_FOR][at] += speaking_for

    def passages(self, rows: Iterable[Sequence[Any]]) -> None:
        """Put right what `parts` counted more than once.

        Args:
            rows: every part of some passages, passage by passage: passage, code, coding, stance, informant,
                case, source.
        """
        for _passage, in_passage in groupby(rows, key=itemgetter(0)):
            parts = list(in_passage)
            informant, case, source = parts[0][4:]
            if all(part[4:] == parts[0][4:] for part in parts):
                self._put_right(self._of((case, informant, source)), parts)
                continue
            in_place: dict[Place, list[Sequence[Any]]] = defaultdict(list)
            for part in parts:
                informant, case, source = part[4:]
                for place in self._places.of(case, informant, source):
                    in_place[place].append(part)
            for place, some in in_place.items():
                self._put_right(self._shared.get(place) or self._shared.setdefault(place, self._nothing()), some)

    def _put_right(self, numbers: Numbers, parts: Sequence[Sequence[Any]]) -> None:
        """Put right the numbers of a place that has these parts of one passage."""
        first = parts[0][2]
        shape = tuple([(code, coding - first, stance) for _passage, code, coding, stance, *_said in parts])
        found = self._surpluses.get(shape)
        if found is None:
            found = self._surpluses[shape] = tuple(self._surplus(shape))
        for at, quotes, speaking_for, both, more in found:
            numbers[_QUOTES][at] -= quotes
            numbers[_FOR][at] -= speaking_for
            numbers[_BOTH][at] += both
            numbers[_MORE][at] += more

    def _surplus(self, parts: Parts) -> Iterator[Surplus]:
        """Yield what parts of one passage that count in one place add to each code and those above, as they differ."""
        seen: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for code, coding, stance in parts:
            for at in self._up[code]:
                seen[at].append((coding, stance))
        for at, some in seen.items():
            stances = [stance for _coding, stance in some]
            speaking_for = stances.count(FOR)
            codings = len({coding for coding, _stance in some})
            yield at, len(some) - 1, speaking_for - bool(speaking_for), len(set(stances)) - 1, codings - 1

    def words(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count the words of the union of word ranges.

        Args:
            rows: turn, code, informant, case, source, first word, one past the last; turn by turn.
        """
        # A word is a bit: the union of ranges is an "or", and its words are its bits. Turns stand one after the other
        # in these numbers as long as the same person speaks.
        current, said, base = None, (None, None, None), 0
        in_turn: dict[int, int] = {}
        touched: dict[int, int] = {}
        for turn, code, informant, case, source, first, last in rows:
            if turn != current:
                base = _put_after(touched, in_turn, base)
                in_turn = {}
                if (case, informant, source) != said:
                    self._add_words(said, touched)
                    said, base, touched = (case, informant, source), 0, {}
                current = turn
            in_turn[code] = in_turn.get(code, 0) | (1 << last) - (1 << first)
        _put_after(touched, in_turn, base)
        self._add_words(said, touched)

    def _add_words(self, said: Said, touched: Mapping[int, int]) -> None:
        if not touched:
            return
        above: dict[int, int] = {}
        for code, some in touched.items():
            for at in self._up[code]:
                above[at] = above.get(at, 0) | some
        words = self._of(said)[_WORDS]
        for at, some in above.items():
            words[at] += some.bit_count()

    def tallies(self) -> Iterator[Tally]:
        """Yield what was counted."""
        make = Tally._make
        for (column, line, informant), numbers in self._by_place().items():
            for code, quotes, speaking_for, both, more, words in zip(self._codes, *numbers, strict=True):
                if quotes:
                    against = quotes - speaking_for + both
                    yield make((code, column, line, informant, quotes, speaking_for, against, quotes + more, words))

    def _by_place(self) -> dict[Place, Numbers]:
        """Return the numbers of each place: for each code and all below."""
        found: dict[Place, Numbers] = {}
        for numbers in self._simple.values():
            for counted in (numbers[_QUOTES], numbers[_FOR]):
                for at, above in self._to_above:
                    counted[above] += counted[at]
        for some in (self._simple, self._further):
            for said, numbers in some.items():
                for place in self._places.of(*said):
                    _add(found.setdefault(place, self._nothing()), numbers)
        for place, numbers in self._shared.items():
            _add(found[place], numbers)
        return found


def _put_after(touched: dict[int, int], in_turn: Mapping[int, int], base: int) -> int:
    """Put the words of one more turn after the `base` words before; return how many there are then."""
    for code, some in in_turn.items():
        touched[code] = touched.get(code, 0) | some << base
    return base + max(map(int.bit_length, in_turn.values()), default=0)


def _add(numbers: Numbers, more: Numbers) -> None:
    for field in _FIELDS:
        numbers[field] = list(map(add, numbers[field], more[field]))


_FIELDS = (0, 1, 2, 3, 4)
_QUOTES, _FOR, _BOTH, _MORE, _WORDS = _FIELDS
"""Passages; those with a coding for; with one against too; codings beyond one a passage; words."""
