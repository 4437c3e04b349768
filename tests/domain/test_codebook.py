"""What must hold in a codebook, and the codebook as a tree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.codebook import (
    Axis,
    Code,
    Codebook,
    CodebookDraft,
    CodeDraft,
    Dimension,
    DimensionKind,
    Room,
    free_slot,
)
from workbench.domain.codebook_rules import CodebookUnreadable, Place, PlacedFinding, check
from workbench.domain.ids import CodeId


def book(*codes: CodeDraft, version: int = 1) -> CodebookDraft:
    return CodebookDraft("Kodebok", "nb", version, codes)


def found(*codes: CodeDraft, version: int = 1) -> list[tuple[Place, str]]:
    return [(finding.path, str(finding)) for finding in check(book(*codes, version=version))]


def places(*codes: CodeDraft) -> list[Place]:
    return [path for path, _said in found(*codes)]


def theme(dimension: Dimension, *names: str) -> CodeDraft:
    return CodeDraft("Tema", dimension=dimension, codes=tuple(CodeDraft(name) for name in names))


def poles(*ends: str) -> Dimension:
    return Dimension(DimensionKind.POLES, ends=ends)


def typology(axes: tuple[Axis, ...], *rooms: Room) -> Dimension:
    return Dimension(DimensionKind.TYPOLOGY, axes=axes, rooms=rooms)


AXES = (Axis("x", ("A", "B")), Axis("y", ("C", "D")))


def test_a_sound_codebook_has_no_findings() -> None:
    assert not found(
        theme(poles("A", "B"), "A", "B", "C"),
        replace(theme(Dimension(DimensionKind.ORDERED, steps=("A", "B")), "A", "B"), name="Trinn"),
        replace(theme(typology(AXES, Room("R", ("A", "C"))), "A", "B", "C", "D", "R"), name="Rom"),
    )


def test_siblings_of_one_name_are_told_and_cousins_are_not() -> None:
    same = [("Makt", "Makt"), ("Makt", "makt"), ("e\u0301", "\u00e9"), ("Straße", "STRASSE")]
    for first, second in same:
        assert places(CodeDraft(first), CodeDraft(second)) == [("codes", 1, "name")]
    assert not found(CodeDraft("A", codes=(CodeDraft("X"),)), CodeDraft("B", codes=(CodeDraft("X"),)))


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a\nb",
        "a\tb",
        "a\u202eb",
        "a\u200bb",
        "a\ufeffb",
        "a\ufe0f",
        "\U000e0041",
        " a",
        "x" * 121,
        "a > b",
        "a >",
        "> a",
    ],
)
def test_names_that_cannot_be_shown_or_written_are_told(name: str) -> None:
    assert places(CodeDraft(name)) == [("codes", 0, "name")]


@pytest.mark.parametrize("name", ["x" * 120, "a>b", "Ågot & sønner", "«Vi»", "Makt: hvem?", "#1", "naïve", "👍"])
def test_ordinary_names_pass(name: str) -> None:
    assert not found(CodeDraft(name))


@pytest.mark.parametrize("colour", ["blue", "#abc", "#12345g", "123456", "#1234567", "#123456\n"])
def test_a_colour_is_six_digits(colour: str) -> None:
    assert found(CodeDraft("A", colour=colour)) == [(("codes", 0, "colour"), "the colour must look like #3366cc")]
    assert not found(CodeDraft("A", colour="#3366Cc"))


def test_since_lies_between_one_and_the_version() -> None:
    assert [path for path, _ in found(CodeDraft("A", since=0), CodeDraft("B", since=4), version=3)] == [
        ("codes", 0, "since"),
        ("codes", 1, "since"),
    ]
    assert not found(CodeDraft("A", since=3), version=3)


def test_controls_in_a_text_are_told_and_line_breaks_are_not() -> None:
    assert places(CodeDraft("A", definition="a\x07")) == [("codes", 0, "definition")]
    assert places(CodeDraft("A", example="\ud800")) == [("codes", 0, "example")]
    assert not found(CodeDraft("A", definition="a\nb\tc\u200d"))


def test_the_head_of_the_book_is_checked() -> None:
    assert [finding.path for finding in check(CodebookDraft("", "norsk bokmål", 0, ()))] == [
        ("name",),
        ("language",),
        ("version",),
    ]


def test_codes_lie_at_most_twenty_levels_deep() -> None:
    def deep(levels: int) -> CodeDraft:
        code = CodeDraft(str(levels))
        for level in range(levels - 1, 0, -1):
            code = CodeDraft(str(level), codes=(code,))
        return code

    assert not found(deep(20))
    assert [said for _path, said in found(deep(21))] == ["codes lie more than 20 levels deep"]
    assert len(found(deep(900))) == 1


@pytest.mark.parametrize(
    ("dimension", "path"),
    [
        (poles("A"), ("ends",)),
        (poles("A", "B", "C"), ("ends",)),
        (poles("A", "A"), ("ends", 1)),
        (poles("A", "Z"), ("ends", 1)),
        (Dimension(DimensionKind.ORDERED, steps=("A",)), ("steps",)),
        (Dimension(DimensionKind.ORDERED, steps=("A", "B", "A")), ("steps", 2)),
        (Dimension(DimensionKind.PLAIN, ends=("A", "B")), ("ends",)),
        (Dimension(DimensionKind.POLES, ends=("A", "B"), rooms=(Room("C", ("A", "B")),)), ("rooms",)),
        (typology(AXES[:1]), ("axes",)),
        (typology((AXES[0], Axis("y", ("C",)))), ("axes", 1, "steps")),
        (typology((AXES[0], Axis("y", ("C", "A")))), ("axes", 1, "steps", 1)),
        (typology((AXES[0], Axis("X", ("C", "D")))), ("axes", 1, "name")),
        (typology((AXES[0], Axis("", ("C", "D")))), ("axes", 1, "name")),
        (typology(AXES, Room("R", ("C", "A"))), ("rooms", 0, "at", 0)),
        (typology(AXES, Room("R", ("A", "C")), Room("S", ("A", "C"))), ("rooms", 1, "at")),
        (typology(AXES, Room("R", ("A", "C")), Room("R", ("A", "D"))), ("rooms", 1, "name")),
        (typology(AXES, Room("A", ("A", "C"))), ("rooms", 0, "name")),
        (typology(AXES, Room("Z", ("A", "C"))), ("rooms", 0, "name")),
    ],
)
def test_what_is_wrong_in_a_dimension_is_told_in_its_place(dimension: Dimension, path: Place) -> None:
    assert ("codes", 0, *path) in places(theme(dimension, "A", "B", "C", "D", "R", "S"))


def test_an_end_may_lie_deeper_but_not_under_the_other() -> None:
    deeper = CodeDraft("T", dimension=poles("A", "B"), codes=(CodeDraft("G", codes=(CodeDraft("A"), CodeDraft("B"))),))
    assert not found(deeper)
    under = CodeDraft(
        "T", dimension=poles("A", "B"), codes=(CodeDraft("A", codes=(CodeDraft("G", codes=(CodeDraft("B"),)),)),)
    )
    assert (
        "“B” lies under “A”"
        in found(CodeDraft("T", dimension=poles("A", "B"), codes=(CodeDraft("G", codes=under.codes),)))[0][1]
    )


def test_a_name_that_could_be_two_codes_is_told() -> None:
    twice = (CodeDraft("G", codes=(CodeDraft("A"),)), CodeDraft("H", codes=(CodeDraft("A"), CodeDraft("B"))))
    assert places(CodeDraft("T", dimension=poles("A", "B"), codes=twice)) == [("codes", 0, "ends", 0)]


def test_the_error_tells_the_first_finding_and_how_many_more() -> None:
    one = PlacedFinding("k.yaml", 5, 12, "the colour must look like #3366cc")
    assert str(CodebookUnreadable("k.yaml", [one])) == "k.yaml:5:12: the colour must look like #3366cc"
    three = CodebookUnreadable("k.yaml", [one, one, one])
    assert str(three) == "k.yaml:5:12: the colour must look like #3366cc (and 2 more)"
    assert three.findings == (one, one, one)


@given(st.lists(st.text(max_size=8), max_size=4), st.text(max_size=12), st.text(max_size=9))
def test_any_draft_is_judged_without_falling_over(names: list[str], text: str, colour: str) -> None:
    codes = tuple(CodeDraft(name, colour, text, dimension=poles(*names)) for name in names)
    for finding in check(CodebookDraft(text, colour, len(names), codes)):
        assert str(finding)


def code(number: int, name: str, parent: int | None, position: int = 0) -> Code:
    return Code(CodeId(number), str(number), None if parent is None else CodeId(parent), position, name, "")


CODEBOOK = Codebook((code(1, "Makt", None), code(2, "Hvem", 1), code(3, "Tillit", None, 1), code(4, "Hvem", 3)))


def test_a_code_is_written_by_name_where_it_is_unique_and_by_path_elsewhere() -> None:
    assert CODEBOOK.written(CodeId(1)) == "Makt"
    assert CODEBOOK.written(CodeId(4)) == "Tillit > Hvem"
    for each in CODEBOOK.codes:
        assert [hit.id for hit in CODEBOOK.find(CODEBOOK.written(each.id))] == [each.id]
    assert len(CODEBOOK.find("Hvem")) == 2
    assert CODEBOOK.find("Hvor") == ()


def test_the_tree_knows_what_lies_above_and_below() -> None:
    assert [name.name for _depth, name in CODEBOOK.walk()] == ["Makt", "Hvem", "Tillit", "Hvem"]
    assert CODEBOOK.below(CodeId(3)) == {3, 4}
    assert CODEBOOK.theme(CodeId(4)).name == "Tillit"
    assert CODEBOOK.theme(CodeId(3)).name == "Tillit"


def test_a_renamed_code_is_renamed_in_its_dimension() -> None:
    before = typology(AXES, Room("R", ("A", "C")))
    after = before.renamed("A", "Z")
    assert after.names() == (before.names() - {"A"}) | {"Z"}
    assert after.rooms == (Room("R", ("Z", "C")),)


def test_the_next_free_digit() -> None:
    assert free_slot([1, None, 3]) == 2
    assert free_slot(range(1, 10)) is None
