"""Sharing out cells: everybody gets what is needed or an equal part, and a sentence is cut once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from workbench.tui.room import least_cells, names_fitted, sentence_fitted, shared_out


def test_short_names_get_all_they_need_and_long_ones_share_the_rest() -> None:
    assert shared_out([3, 20, 5, 20], 30) == [3, 11, 5, 11]
    assert shared_out([3, 4], 100) == [3, 4]
    assert shared_out([9, 9], 9) == [5, 4]
    assert shared_out([], 9) == []
    assert names_fitted(["Ja", "Kommunikasjon"], 10) == ["Ja", "Kommuni…"]


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(-3, 200))
def test_no_more_is_given_than_there_is_and_nothing_is_kept_back(needs: list[int], room: int) -> None:
    given_out = shared_out(needs, room)
    assert sum(given_out) == min(sum(needs), max(room, 0))
    assert all(got <= need for got, need in zip(given_out, needs, strict=True))
    cut = [got for got, need in zip(given_out, needs, strict=True) if got < need]
    assert max(given_out, default=0) <= max(cut, default=60) + 1


def test_a_sentence_is_cut_once_and_in_the_words_it_quotes() -> None:
    told = "Coded “Det kom ikke fra staten, det må…” as Ovenfra"
    assert sentence_fitted(told, 60) == told
    assert sentence_fitted(told, 43) == "Coded “Det kom ikke fra staten…” as Ovenfra"
    assert sentence_fitted("Kodet «Det kom ikke fra staten» som Ovenfra", 38) == "Kodet «Det kom ikke fra…» som Ovenfra"
    assert sentence_fitted(told, 25) == "Coded “Det k…” as Ovenfra"
    assert sentence_fitted(told, 18) == "Coded “Det kom ik…"
    assert least_cells(told) == cell_len("Coded “Det…” as Ovenfra")
    assert sentence_fitted("Recoded from Ovenfra to Nedenfra", 20) == "Recoded from Ovenfr…"


@given(st.text(max_size=80), st.integers(0, 60))
def test_a_sentence_never_takes_more_room_than_there_is(told: str, room: int) -> None:
    assert cell_len(sentence_fitted(f"Coded “{told}” as {told}", room)) <= max(room, 0)
