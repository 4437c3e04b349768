"""The matrix as a Markdown page: the first page of MATRIX.md §4.

The page is made by the domain; here it is only laid out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.first_page import FirstPage, LineKind, PageLine, first_page
from workbench.exporters.markdown_text import escaped, table

if TYPE_CHECKING:
    from workbench.domain.manifest import Manifest
    from workbench.domain.matrix import Matrix

_ITALIC = frozenset({LineKind.AGAINST, LineKind.DOCUMENTS, LineKind.NO_INFORMANT, LineKind.POLES})


def matrix_markdown(matrix: Matrix, manifest: Manifest, *, transposed: bool = False, ascii_marks: bool = False) -> str:
    """Return the page, in the language now chosen.

    Args:
        matrix: what is shown.
        manifest: what it was made from.
        transposed: put cases down and themes across.
        ascii_marks: use marks that every terminal has.
    """
    page = first_page(matrix, manifest, ascii_marks=ascii_marks)
    step = "> " if ascii_marks else "› "
    grid = [["", *(escaped(heading) for heading in page.headings)]]
    grid += [[_title(line, step), *(escaped(cell) for cell in line.cells)] for line in page.lines]
    if transposed:
        grid = [list(column) for column in zip(*grid, strict=True)]
    text = "\n".join((*_over(page), table(grid[0], grid[1:]), *(escaped(note) + "\n" for note in page.notes)))
    return text.replace("\u202f", " ") if ascii_marks else text


def _over(page: FirstPage) -> tuple[str, str]:
    return f"# {escaped(page.title)}\n", escaped(page.summary) + "\n"


def _title(line: PageLine, step: str) -> str:
    title = escaped(line.title)
    if line.kind is LineKind.THEME:
        title = f"**{title}**"
    elif line.kind in _ITALIC:
        title = f"*{title}*"
    return step * line.depth + title
