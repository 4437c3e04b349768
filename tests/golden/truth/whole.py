"""One call from a folder to the whole truth, and the command that prints it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .answers import Truth
from .counting import Count, attribute_layout, case_layout, informant_layout, matrix, source_layout
from .page import case_facts, left_out, poles, rows_of, source_facts
from .reading import read_study

__all__ = ["Truth", "main", "recount"]


def recount(
    folder: Path,
    codebook: Path,
    *,
    coders: frozenset[str] | None = None,
    rounds: frozenset[str] | None = None,
    blind: frozenset[str] = frozenset(),
    stance: str | None = None,
) -> Truth:
    """Read a study folder and count its four matrices in a view (all coders, all rounds not blind)."""
    if stance not in (None, "for", "against"):
        raise ValueError("stance is for, against or None")
    if rounds is not None and rounds & blind and len(rounds) > 1:
        raise ValueError("a blind round stands by itself")
    study = read_study(folder, codebook)
    count = Count(study, coders, rounds, blind, stance)
    rows = rows_of(study.root)
    by_informant = matrix(count, informant_layout(count), rows)
    seen = [coding for coding in study.codings if count.in_view(coding) and count.shown(coding)]
    return Truth(
        view={
            "coders": None if coders is None else sorted(coders),
            "rounds": None if rounds is None else sorted(rounds),
            "blind": sorted(blind),
            "stance": stance,
        },
        rows=rows,
        by_case=matrix(count, case_layout(count), rows),
        by_informant=by_informant,
        by_source=matrix(count, source_layout(count), rows),
        by_attribute={name: matrix(count, attribute_layout(count, name), rows) for name in study.types},
        poles=poles(count, by_informant),
        cases=case_facts(count),
        left_out=left_out(study),
        sources=source_facts(count),
        codings=tuple(study.codings),
        hidden=len(study.codings) - len(seen),
        problems=tuple(study.problems),
    )


def main(arguments: list[str]) -> int:
    """Print the truth as JSON, or write it."""
    parser = argparse.ArgumentParser(description="Count a study folder without Workbench.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("codebook", type=Path)
    parser.add_argument("--coder", action="append", help="only this coder (may be repeated)")
    parser.add_argument("--round", action="append", help="only this round (may be repeated)")
    parser.add_argument("--blind", action="append", default=[], help="a round that is blind")
    parser.add_argument("--stance", choices=("for", "against"))
    parser.add_argument("--json", type=Path, help="write here instead of printing")
    given = parser.parse_args(arguments)
    truth = recount(
        given.folder,
        given.codebook,
        coders=frozenset(given.coder) if given.coder else None,
        rounds=frozenset(given.round) if given.round else None,
        blind=frozenset(given.blind),
        stance=given.stance,
    )
    if given.json:
        given.json.write_bytes(truth.to_json().encode())
    else:
        sys.stdout.buffer.write(truth.to_json().encode())
    return 0
