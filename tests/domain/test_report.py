"""Quotes are listed in turn over informants, the starred ones of each first, and none is lost."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.ids import CodeId, SourceId
from workbench.domain.passages import Stance
from workbench.domain.quotes import Quote
from workbench.domain.report import ShownQuote, in_turn


def shown(number: int, who: tuple[str, ...], starred: bool) -> ShownQuote:
    quote = Quote(
        f"{number}", "ord", "K", SourceId(1), 1, who, (), False, CodeId(1), "AB", "1", Stance.FOR, number, number + 1,
        starred,
    )  # fmt: skip
    return ShownQuote(quote, "Tema", "", "", "", "")


quotes = st.lists(st.tuples(st.sampled_from([("A",), ("B",), ("C",), ("A", "B"), ()]), st.booleans()), max_size=30).map(
    lambda found: [shown(number, who, starred) for number, (who, starred) in enumerate(found)]
)


@given(quotes)
def test_everyone_is_heard_before_anyone_is_heard_again(given_quotes: list[ShownQuote]) -> None:
    listed = list(in_turn(given_quotes))
    assert Counter(listed) == Counter(given_quotes)
    heard: Counter[tuple[str, ...]] = Counter()
    rounds = []
    for one in listed:
        heard[one.quote.informants] += 1
        rounds.append(heard[one.quote.informants])
    assert rounds == sorted(rounds)
    for who in heard:
        stars = [one.quote.starred for one in listed if one.quote.informants == who]
        assert stars == sorted(stars, reverse=True)
