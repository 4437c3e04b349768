"""Names found by a few letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.matching import ranked
from workbench.domain.naming import same

NAMES = ["Ovenfra", "Nedenfra", "Ny styring nedenfra", "Penger"]


def test_the_beginning_of_a_name_stands_before_its_middle() -> None:
    assert [NAMES[place] for place in ranked("ne", NAMES)] == ["Nedenfra", "Ny styring nedenfra", "Penger"]
    assert ranked("", NAMES) == [0, 1, 2, 3]
    assert ranked("ØØ", NAMES) == []
    assert ranked("nsn", NAMES) == [2]


def test_a_path_finds_what_the_name_does_not() -> None:
    assert ranked("hvem", ["Ovenfra", "Penger"], ["Hvem > Ovenfra", "Hvorfor > Penger"]) == [0]


@given(st.lists(st.text(max_size=12), max_size=8), st.data())
def test_a_whole_name_is_always_found_first_or_beside_its_like(names: list[str], data: st.DataObject) -> None:
    for place, name in enumerate(names):
        if name.strip() and name == name.strip():
            found = ranked(name, names)
            assert place in found
            assert same(names[found[0]]) == same(name)
