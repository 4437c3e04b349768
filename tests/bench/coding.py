"""Coding and undoing one passage, many times, each durable before the next; run as a process of its own.

`python -m tests.bench.coding PROJECT TIMES` prints the times as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path

from workbench.bootstrap import open_desk
from workbench.domain.errors import Refused
from workbench.domain.spans import Span

_WARMING_UP = 20


def main(project: str, times: int) -> None:
    """Code `times` passages anywhere in the project, and undo each."""
    chance = random.Random(7)
    desk = open_desk(Path(project), coder="ZZ")
    codes = [code.id for code in desk.codebook.codebook().codes]
    sources = desk.sources.all()
    coded: list[float] = []
    undone: list[float] = []
    while len(coded) < times + _WARMING_UP:
        source = chance.choice(sources)
        start = chance.randrange(source.characters - 400)
        span = Span(start, start + chance.randint(20, 200))
        begun = time.perf_counter()
        try:
            desk.codings.code(source.id, span, chance.choice(codes))
        except Refused:
            continue
        coded.append(time.perf_counter() - begun)
        if len(coded) % 2:
            begun = time.perf_counter()
            desk.history.undo()
            undone.append(time.perf_counter() - begun)
    desk.close()
    print(json.dumps({"code": coded[_WARMING_UP:], "undo": undone[_WARMING_UP // 2 :]}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
