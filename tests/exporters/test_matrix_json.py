from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings

from tests.domain.matrix_facts import CODINGS, FACTS, MANIFEST, STORVIK, Marked, build, by_attribute, quotes
from tests.domain.test_matrix import codings
from workbench.domain.tallies import Facts, Grouping
from workbench.exporters.manifest_json import manifest_json
from workbench.exporters.matrix_json import matrix_json
from workbench.i18n import set_language

SCHEMA = Path(__file__).resolve().parents[2] / "docs" / "matrix-json.md"


def read(made: tuple[Marked, ...] | list[Marked], grouping: Grouping = Grouping.CASE, facts: Facts = FACTS) -> Any:
    return json.loads(matrix_json(build(made, grouping, facts), MANIFEST, quotes(facts, made)))


def test_cells_say_what_the_matrix_says_for_each_informant_and_in_one_word() -> None:
    matrix = build(CODINGS)
    written = iter(read(CODINGS)["cells"])
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        for column, cell in zip(matrix.columns, cells, strict=True):
            found = next(written)
            assert (found["row"], found["column"]) == (row.path, column.path)
            assert found["state"] == (None if cell.state is None else cell.state.value)
            assert found["states"] == {voice.informant: voice.state.value for voice in cell.voices}
            for name in ("n", "N", "quotes", "quotes_against", "codings", "words"):
                assert found[name] == getattr(cell, name)
            assert (found["informants"], found["against"]) == (list(cell.informants), list(cell.against))
    assert next(written, None) is None


def test_a_passage_is_written_once_with_all_its_codings() -> None:
    passages = {passage["id"]: passage for passage in read(CODINGS)["passages"]}
    assert len(passages) == len({coding.passage for coding in CODINGS})
    group = passages["G1:5"]
    assert (group["informant"], group["informants"], group["cases"]) == (None, ["SK3", "FK2"], ["SK", "FK"])
    assert group["words"] == "ord i G1:5"
    assert [coding["code"] for coding in passages["NK1:9"]["codings"]] == ["Hvem starter? > Nedenfra"] * 2
    assert passages["SK1:4"]["codings"][0]["stance"] == "against"
    assert passages["SK1:4"]["codings"][0]["coder"] == "A"
    assert passages["SK1:4"]["informant"] == "SK1"


@settings(max_examples=200)
@given(codings())
def test_every_cell_lists_as_many_passages_as_it_counts(made: list[Marked]) -> None:
    for grouping in (Grouping.CASE, Grouping.INFORMANT, Grouping.SOURCE):
        found = read(made, grouping)
        known = {passage["id"] for passage in found["passages"]}
        for cell in found["cells"]:
            assert len(set(cell["passages"])) == len(cell["passages"]) == cell["quotes"], cell
            assert set(cell["passages"]) <= known


@settings(max_examples=100)
@given(codings())
def test_by_attribute_of_sources_too(made: list[Marked]) -> None:
    facts = by_attribute("source", dict.fromkeys((1, 4, 9), "ja"))
    for cell in read(made, Grouping.ATTRIBUTE, facts)["cells"]:
        assert len(cell["passages"]) == cell["quotes"], cell


def test_poles_left_out_hidden_and_attribute_are_there() -> None:
    found = read(CODINGS, facts=replace(FACTS, hidden=4))
    assert found["hidden"] == 4
    assert found["left_out"][0] == {"what": "informant", "label": "SK7", "reason": "utenfor temaet"}
    assert [poles["column"] for poles in found["poles"]] == ["SK", "FK", "NK", "(no case)"]
    assert found["poles"][0]["both"] == ["SK1"]
    assert "attribute" not in found
    facts = by_attribute("case", {STORVIK: "stor"})
    assert read(CODINGS, Grouping.ATTRIBUTE, facts)["attribute"] == {"subject": "case", "name": "størrelse"}


def test_the_manifest_is_the_same_inside_and_beside() -> None:
    assert read(CODINGS)["manifest"] == json.loads(manifest_json(MANIFEST))
    assert json.loads(manifest_json(MANIFEST))["at"] == "2026-05-03T10:12:44Z"


def test_the_language_of_the_screen_and_the_order_of_tallies_change_nothing() -> None:
    first = matrix_json(build(CODINGS), MANIFEST, quotes(FACTS, CODINGS))
    set_language("nb")
    assert matrix_json(build(reversed(CODINGS)), MANIFEST, quotes(FACTS, CODINGS)) == first


def names(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {name for inside in value.values() for name in names(inside)}
    return {name for inside in value for name in names(inside)} if isinstance(value, list) else set()


def test_every_name_in_the_file_is_described_and_nothing_else_is() -> None:
    facts = by_attribute("case", {STORVIK: "stor"})
    found = read(CODINGS, Grouping.ATTRIBUTE, facts) | {"rows": read(CODINGS)["rows"]}
    for cell in found["cells"]:
        cell["states"], cell["half_or_more"] = {}, {}
    used = names(found) | set(names(read(CODINGS)["poles"]))
    described = set(re.findall(r"^\| `(\w+)`", SCHEMA.read_text("utf-8"), re.MULTILINE))
    assert used == described
