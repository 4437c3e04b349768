"""Codes passages until it is killed, and prints each operation once it is stored.

    python coding_script.py PROJECT SEED [early]

With `early` it prints *before* the step is stored: a harness that finds no loss then finds nothing at all.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from workbench.bootstrap import open_desk
from workbench.domain.errors import Refused
from workbench.domain.spans import Span


def main(path: str, seed: str, early: str = "") -> None:
    desk = open_desk(Path(path), coder="AB", round_name="første")
    chance = random.Random(int(seed))
    source = desk.sources.all()[0]
    codes = desk.codebook.codebook().codes
    print("ready", flush=True)
    while True:
        start = chance.randrange(source.characters - 1)
        span = Span(start, min(source.characters, start + chance.randrange(1, 200)))
        code = chance.choice(codes).id
        step = desk.history.latest()
        if early and step is not None:
            # What is printed here is a promise that the commit below has yet to keep.
            print(step.id + 1, flush=True)
        try:
            done = desk.codings.code(source.id, span, code).done
        except Refused:
            if early:
                desk.describe(name=str(chance.random()))
            continue
        if not early and done is not None:
            print(done.step.id, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
