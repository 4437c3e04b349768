"""The matrix as CSV in long form, one line for each row and column (FILES.md, Matrix CSV).

Names of columns, kinds and states are English in every language; the values are the student's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.exporters.csv_table import csv_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.columns import Column
    from workbench.domain.matrix import Matrix

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
    return csv_bytes(HEADER, ()) + "".join(_lines(matrix, raw)).encode("utf-8")


def column_name(column: Column) -> str:
    """Return what the column is called in the file: its label, or what it is in parentheses where it has none."""
    return column.label or column.path.rpartition(" > ")[2]


def _lines(matrix: Matrix, raw: bool) -> Iterator[str]:
    """Yield the lines; each text is written once and then repeated, since there may be a hundred thousand lines."""
    written = _Written(raw)
    names = [written[column_name(column)] + ";" + written[column.path] for column in matrix.columns]
    joined = _Joined(written)
    for row, cells in zip(matrix.rows, matrix.cells, strict=True):
        start = ";".join((written[row.code.name], row.kind.value, written[row.parent]))
        for name, cell in zip(names, cells, strict=True):
            state, n, known, quotes, _against, codings, words, saying, against, *_rest = cell
            told = f"{state or ''};;" if n is None else f"{state or ''};{n};{known}"
            yield f"{start};{name};{told};{quotes};{codings};{words};{joined[saying]};{joined[against]}\r\n"


class _Written(dict[str, str]):
    """Texts as they stand in the file, by the texts."""

    def __init__(self, raw: bool) -> None:
        super().__init__()
        self._raw = raw

    def __missing__(self, text: str) -> str:
        line = csv_bytes((), [(text, None)], self._raw).decode("utf-8-sig")
        self[text] = line.removeprefix("\r\n").removesuffix(";\r\n")
        return self[text]


class _Joined(dict[tuple[str, ...], str]):
    """Labels of informants as they stand in one cell, by the informants."""

    def __init__(self, written: _Written) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, informants: tuple[str, ...]) -> str:
        found = self[informants] = self._written[", ".join(informants)]
        return found
