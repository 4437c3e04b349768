"""Adding up counts and words, for each code and the codes above it, in each line of each column.

It only adds; which rows come in is decided by the queries in `tallies`, what a cell says by `domain.matrix`.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
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

    Args:
        book: the codes, and what is above each.
        places: where words count.
    """

    def __init__(self, book: Codebook, places: Places) -> None:
        codes = [code.id for code in book.codes]
        at = {code: number for number, code in enumerate(codes)}
        self._codes: Sequence[CodeId] = codes
        self._up: dict[int, tuple[int, ...]] = {
            code: (at[code], *(at[found.id] for found in book.above(code))) for code in codes
        }
        self.root: dict[int, int] = {code: at[book.theme(code).id] for code in codes}
        """The place of each code's theme: codes can share a row only where they share that."""
        self._places = places
        self._numbers: dict[Place, list[list[int]]] = {}
        self._known: dict[tuple[int | None, int | None, int | None], tuple[list[list[int]], ...]] = {}

    def _at(self, case: int | None, informant: int | None, source: int | None) -> tuple[list[list[int]], ...]:
        """Return the numbers of each place where words count: a list for each of `_FIELDS`, by code."""
        key = (case, informant, source)
        found = self._known.get(key)
        if found is None:
            places = self._places.of(*key)
            for place in places:
                if place not in self._numbers:
                    self._numbers[place] = [[0] * len(self._codes) for _ in _FIELDS]
            found = self._known[key] = tuple(self._numbers[place] for place in places)
        return found

    def parts(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count parts as if each were all of its passage.

        Args:
            rows: case, code, informant, source, how many parts, and how many of them speak for the code.
        """
        known, up = self._known, self._up
        for case, code, informant, source, parts, speaking_for in rows:
            numbers = known.get((case, informant, source)) or self._at(case, informant, source)
            for quotes, quotes_for, *_rest in numbers:
                for at in up[code]:
                    quotes[at] += parts
                    quotes_for[at] += speaking_for

    def passages(self, rows: Iterable[Sequence[Any]]) -> None:
        """Put right what `parts` counted more than once.

        Args:
            rows: every part of some passages, passage by passage: passage, code, coding, stance, informant,
                case, source.
        """
        for _passage, parts in groupby(rows, key=itemgetter(0)):
            seen: dict[tuple[int, int], tuple[list[list[int]], int, set[str], set[int]]] = {}
            for _same, code, coding, stance, informant, case, source in parts:
                for numbers in self._at(case, informant, source):
                    for at in self._up[code]:
                        numbers[_QUOTES][at] -= 1
                        numbers[_FOR][at] -= stance == FOR
                        found = seen.setdefault((id(numbers), at), (numbers, at, set(), set()))
                        found[2].add(stance)
                        found[3].add(coding)
            for numbers, at, stances, codings in seen.values():
                both = len(stances) - 1
                numbers[_QUOTES][at] += 1
                numbers[_FOR][at] += FOR in stances
                numbers[_BOTH][at] += both
                numbers[_MORE][at] += len(codings) - 1

    def words(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count the words of the union of word ranges.

        Args:
            rows: turn, code, informant, case, source, first word, one past the last; turn by turn.
        """
        for _turn, in_turn in groupby(rows, key=itemgetter(0)):
            parts = list(in_turn)
            # A word of the turn is a bit: the union of ranges is an "or", and its words are its bits.
            touched: dict[int, int] = defaultdict(int)
            for _same, code, _who, _case, _source, first, last in parts:
                touched[code] |= (1 << last) - (1 << first)
            above: dict[int, int] = defaultdict(int)
            for code, some in touched.items():
                for at in self._up[code]:
                    above[at] |= some
            # All of a turn is said by one person.
            informant, case, source = parts[0][2:5]
            for numbers in self._at(case, informant, source):
                words = numbers[_WORDS]
                for at, some in above.items():
                    words[at] += some.bit_count()

    def tallies(self) -> Iterator[Tally]:
        """Yield what was counted."""
        make = Tally._make
        for (column, line, informant), numbers in self._numbers.items():
            for code, quotes, speaking_for, both, more, words in zip(self._codes, *numbers, strict=True):
                if quotes:
                    against = quotes - speaking_for + both
                    yield make((code, column, line, informant, quotes, speaking_for, against, quotes + more, words))


_FIELDS = (0, 1, 2, 3, 4)
_QUOTES, _FOR, _BOTH, _MORE, _WORDS = _FIELDS
"""Passages; those with a coding for; with one against too; codings beyond one a passage; words."""
