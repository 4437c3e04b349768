from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.passages import label_of, letters, rank_of, split_label


@given(st.integers(0, 10**6))
def test_letters_and_rank_there_and_back(rank: int) -> None:
    assert rank_of(letters(rank)) == rank


@given(st.sampled_from(["SK3", "SK2-2", "G1", "D12"]), st.integers(1, 5000), st.integers(0, 5000))
def test_a_citable_id_falls_into_its_parts(source: str, turn: int, rank: int) -> None:
    assert split_label(label_of(source, turn, rank)) == (source, turn, letters(rank))
