"""Opening a project and going through one source from its first page to its last; for the memory it takes.

`python -m tests.bench.paging PROJECT`, run as a process of its own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from workbench.bootstrap import open_to_read
from workbench.domain.view import EVERYTHING

_PAGE = 2_000
"""Characters that a screen shows."""


def main(project: str) -> None:
    """Open the project, list its sources, and read one with all that is coded on it."""
    desk = open_to_read(Path(project))
    sources = desk.sources.all()
    desk.codebook.codebook()
    source = sources[len(sources) // 2]
    text = desk.sources.text(source.id)
    for start in range(0, len(text.text), _PAGE):
        page = desk.codings.page(source.id, EVERYTHING)
        shown = [coded for coded in page.passages if coded.passage.span.start < start + _PAGE]
        print(start, len(shown), text.turn_at(start) is not None)
    desk.close()


if __name__ == "__main__":
    main(sys.argv[1])
