"""The matrix as JSON for other programs; the schema is described in docs/matrix-json.md.

Names and states are English in every language. One row, column, cell and passage stands on a line each.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from workbench.domain.ids import CodeId
from workbench.domain.poles import PoleGroups, PolesRow
from workbench.exporters.manifest_json import manifest_fields

if TYPE_CHECKING:
    from workbench.domain.cells import Cell
    from workbench.domain.codebook import Codebook
    from workbench.domain.columns import Column, Heading
    from workbench.domain.manifest import Manifest
    from workbench.domain.matrix import Matrix, Spread
    from workbench.domain.quotes import Quote
    from workbench.domain.rows import Row

FORMAT = "workbench-matrix"
VERSION = 1

Fields = Mapping[str, object]
_InCells = Mapping[tuple[CodeId, int], Mapping[str, None]]


def matrix_json(matrix: Matrix, manifest: Manifest, quotes: Iterable[Quote] = ()) -> str:
    """Return the whole file.

    Args:
        matrix: what is shown.
        manifest: what it was made from.
        quotes: the codings of the view in the order of the texts; codings on one passage follow each other.
    """
    passages, in_cells = _passages(matrix, quotes)
    lists: dict[str, Iterable[Fields]] = {
        "rows": (_row(row, spread) for row, spread in zip(matrix.rows, matrix.spread, strict=True)),
        "columns": (_column(column) for column in matrix.columns),
        "cells": _cells(matrix, in_cells),
        "poles": (fields for poles in matrix.poles for fields in _poles(matrix, poles)),
        "left_out": ({"what": out.what, "label": out.label, "reason": out.reason} for out in matrix.left_out),
    }
    start = {"format": FORMAT, "version": VERSION, "grouping": matrix.grouping.value, "hidden": matrix.hidden}
    values = matrix.facts.values
    if values is not None:
        start["attribute"] = {"subject": values.attribute.subject, "name": values.attribute.name}
    parts = [f"{_written(name)}: {_written(value)}" for name, value in start.items()]
    parts.append(f'"manifest": {_written(manifest_fields(manifest))}')
    parts += [_list(name, map(_written, found)) for name, found in lists.items()]
    parts.append(_list("passages", passages))
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _list(name: str, written: Iterable[str]) -> str:
    lines = ",\n".join(written)
    return f"{_written(name)}: [\n{lines}\n]" if lines else f"{_written(name)}: []"


def _row(row: Row, spread: Spread | None) -> Fields:
    code = row.code
    fields: dict[str, object] = {
        "path": row.path,
        "name": code.name,
        "parent": row.parent,
        "kind": row.kind.value,
        "depth": row.depth,
        "dimension": code.dimension.kind.value,
        "colour": code.colour,
        "definition": code.definition,
        "since": code.since,
        "retired": code.retired,
        "guid": code.guid,
    }
    if spread is not None:
        fields["in_cases"] = {"says": spread.says, "known": spread.known, "cases": spread.cases}
    return fields


def _column(column: Column) -> Fields:
    fields: dict[str, object] = {
        "path": column.path,
        "label": column.label,
        "name": column.name,
        "line": column.line.value,
        "inside": column.inside,
        "informants": [{"label": member.label, "key": member.is_key} for member in column.members],
    }
    if column.heading is not None:
        fields["heading"] = _heading(column.heading)
    return fields


def _heading(heading: Heading) -> Fields:
    return {
        "interviewed": heading.interviewed,
        "interviews": heading.interviews,
        "not_interviewed": heading.not_interviewed,
        "words": heading.words,
        "left_out": [{"what": out.what, "label": out.label, "reason": out.reason} for out in heading.left_out],
    }


def _cells(matrix: Matrix, in_cells: _InCells) -> Iterator[Fields]:
    paths = [column.path for column in matrix.columns]
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        for place, cell in enumerate(cells):
            passages = in_cells.get((row.code.id, place), {})
            yield {"row": row.path, "column": paths[place], **_cell(cell), "passages": list(passages)}


def _cell(cell: Cell) -> Fields:
    return {
        "state": None if cell.state is None else cell.state.value,
        "n": cell.n,
        "N": cell.N,
        "quotes": cell.quotes,
        "quotes_against": cell.quotes_against,
        "codings": cell.codings,
        "words": cell.words,
        "informants": cell.informants,
        "against": cell.against,
        "states": {voice.informant: voice.state.value for voice in cell.voices},
        "half_or_more": {share.informant: share.quotes for share in cell.dominant},
    }


def _poles(matrix: Matrix, poles: PolesRow) -> Iterator[Fields]:
    codebook = matrix.facts.codebook
    for column, groups in zip(matrix.columns, poles.groups, strict=True):
        # What a case opens into says nothing new: one informant is in one group.
        if groups is not None and column.top:
            ends = [codebook.path(end.id) for end in poles.ends]
            yield {"row": codebook.path(poles.theme.id), "ends": ends, "column": column.path, **_groups(groups)}


def _groups(groups: PoleGroups) -> Fields:
    return {name: getattr(groups, name) for name in PoleGroups.__slots__}


def _passages(matrix: Matrix, quotes: Iterable[Quote]) -> tuple[list[str], _InCells]:
    lineage = _lineage(matrix.facts.codebook)
    finder = matrix.column_finder()
    written: list[str] = []
    in_cells: dict[tuple[CodeId, int], dict[str, None]] = defaultdict(dict)
    for label, found in groupby(quotes, key=lambda quote: quote.passage):
        codings = list(found)
        places = finder.places(codings[0])
        for code in {member for quote in codings for member in lineage[quote.code]}:
            for place in places:
                in_cells[code, place][label] = None
        written.append(_written(_passage(matrix.facts.codebook, codings)))
    return written, in_cells


def _lineage(codebook: Codebook) -> Mapping[CodeId, tuple[CodeId, ...]]:
    return {code.id: (code.id, *(above.id for above in codebook.above(code.id))) for code in codebook.codes}


def _passage(codebook: Codebook, codings: list[Quote]) -> Fields:
    first = codings[0]
    return {
        "id": first.passage,
        "words": first.words,
        "source": first.source,
        "turn": first.turn,
        "informant": first.informant,
        "informants": first.informants,
        "cases": first.cases,
        "starred": first.starred,
        "codings": [
            {
                "code": codebook.path(quote.code),
                "coder": quote.coder,
                "round": quote.round,
                "stance": quote.stance.value,
                "memo": quote.memo,
            }
            for quote in codings
        ],
    }
