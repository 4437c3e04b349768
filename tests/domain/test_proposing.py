"""What is proposed when a text comes in is never a real name, and never means two persons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.address_words import is_address_word
from workbench.domain.given_names import GIVEN_NAMES
from workbench.domain.proposing import (
    file_stem,
    is_reference,
    may_be_a_name,
    names_a_person,
    next_reference,
    project_name,
    reference_for,
)

REFERENCES = st.from_regex(r"[A-Z]{1,3}[0-9]{1,3}", fullmatch=True)


@pytest.mark.parametrize("written", ["Kari", "kari", "KARI", "Kari Nordmann", "Ola N", "Bjarnhild", "Kari 2", "Rektor"])
def test_what_may_be_a_real_name(written: str) -> None:
    assert may_be_a_name(written)


@pytest.mark.parametrize("written", ["BK3", "BK", "I", "Informant 3", "Speaker 2", "Intervjuer", "deltaker", "X", ""])
def test_what_is_no_real_name(written: str) -> None:
    assert not may_be_a_name(written)


@pytest.mark.parametrize("name", ["kari", "Torgrim Dahl", "kari-nordmann", "Intervju med Ola"])
def test_a_project_named_after_a_person(name: str) -> None:
    assert names_a_person(name)
    assert project_name(name, name) == ""


@pytest.mark.parametrize(
    ("folder", "file", "proposed"),
    [
        ("samskaping", "intervju1", "samskaping"),
        ("Samskaping i tre kommuner", "x", "Samskaping i tre kommuner"),
        ("Nedlastinger", "omsorg 2", "omsorg"),
        ("Downloads", "intervju1", ""),
        ("", "BK1", ""),
        ("Kari Nordmann", "kari", ""),
        ("tmp", "", ""),
    ],
)
def test_a_project_is_named_after_its_folder_or_file(folder: str, file: str, proposed: str) -> None:
    assert project_name(folder, file) == proposed


@pytest.mark.parametrize(
    ("name", "stem"), [("a/b: c?", "a-b- c"), ("..", ""), (" x ", "x"), ("Øyer 2", "Øyer 2"), ("CON\n", "CON")]
)
def test_a_name_becomes_a_file(name: str, stem: str) -> None:
    assert file_stem(name) == stem


@pytest.mark.parametrize(
    ("known", "taken", "following"),
    [
        ([], [], "INF1"),
        (["BK1", "BK2"], [], "BK3"),
        (["BK1", "FK1"], [], "FK2"),
        (["BK09"], [], "BK10"),
        (["BK01"], ["BK02"], "BK03"),
        (["Inf 3"], [], "Inf 4"),
        (["ordfører"], [], "INF1"),
        ([], ["INF1", "INF2"], "INF3"),
    ],
)
def test_the_next_reference_goes_on_with_the_series(known: list[str], taken: list[str], following: str) -> None:
    assert next_reference(known, taken) == following


def test_a_label_is_its_own_reference_where_it_is_one() -> None:
    assert reference_for("BK3", "x", [], []) == "BK3"
    assert reference_for("BK3", "x", ["BK3"], ["BK3"]) == "BK4"
    assert reference_for("Kari", "bk7", [], []) == "BK7"
    assert reference_for("Speaker 2", "x", ["BK1"], []) == "BK2"
    assert not is_reference("Speaker 2")


@given(st.sampled_from(sorted(GIVEN_NAMES)), st.text(max_size=8))
def test_a_real_name_is_never_proposed(name: str, more: str) -> None:
    for written in (name, name.title(), f"{name.title()} {more}"):
        assert not names_a_person(project_name(written, written))
        assert not may_be_a_name(reference_for(written, written, [], []))


@given(
    st.lists(st.from_regex(r"[A-Z]{1,3}[0-9]{1,3}", fullmatch=True)),
    st.lists(st.from_regex(r"[A-Z]{1,3}[0-9]{1,3}", fullmatch=True)),
)
def test_a_reference_that_is_taken_is_never_proposed(known: list[str], taken: list[str]) -> None:
    assert next_reference(known, taken) not in {*known, *taken}


@pytest.mark.parametrize(
    "label", ["mailto", "http", "https", "Tel", "FAX", "E-post", "Kl", "kl", "Tlf priv", "Min e-post"]
)
def test_what_begins_an_address_is_nobody(label: str) -> None:
    assert is_address_word(label)


@pytest.mark.parametrize("label", ["KL", "Kari", "BK3", "I", "Telma", "Informant 2", ""])
def test_who_speaks_is_no_address(label: str) -> None:
    assert not is_address_word(label)
