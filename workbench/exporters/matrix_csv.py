"""The matrix as CSV in long form, one line for each row and column (FILES.md, Matrix CSV).

Names of columns, kinds and states are English in every language; the values are the student's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.exporters.csv_table import Cell as Field
from workbench.exporters.csv_table import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.cells import Cell
    from workbench.domain.columns import Column
    from workbench.domain.matrix import Matrix
    from workbench.domain.rows import Row

HEADER = (
    "row",
    "row_kind",
    "parent",
    "column",
    "column_path",
    "state",
    "n",
    "N",
    "quotes",
    "codings",
    "words",
    "informants",
    "against",
)


def matrix_csv(matrix: Matrix, raw: bool = False) -> bytes:
    """Return the whole file; its manifest stands in a file beside it.

    Args:
        matrix: what is shown.
        raw: write texts as they are, for other programs; a spreadsheet may then run what looks like a formula.
    """
    return csv_bytes(HEADER, _lines(matrix), raw)


def column_name(column: Column) -> str:
    """Return what the column is called in the file: its label, or what it is in parentheses where it has none."""
    return column.label or column.path.rpartition(" > ")[2]


def _lines(matrix: Matrix) -> Iterator[tuple[Field, ...]]:
    names = [(column_name(column), column.path) for column in matrix.columns]
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        start = _row_fields(row)
        for name, cell in zip(names, cells, strict=True):
            yield start + name + _cell_fields(cell)


def _row_fields(row: Row) -> tuple[str, str, str]:
    return row.code.name, row.kind.value, row.parent


def _cell_fields(cell: Cell) -> tuple[Field, ...]:
    return (
        None if cell.state is None else cell.state.value,
        cell.n,
        cell.N,
        cell.quotes,
        cell.codings,
        cell.words,
        ", ".join(cell.informants),
        ", ".join(cell.against),
    )
