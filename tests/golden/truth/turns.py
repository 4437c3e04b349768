"""Who says what in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .text import clean, trim, words

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVIEWER, UNKNOWN = "\0interviewer", ""
PAPERS = ("document", "observation")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said; `speaker` is a reference, INTERVIEWER or UNKNOWN."""

    number: int
    speaker: str
    start: int
    end: int
    words: tuple[tuple[int, int], ...]


BODY_START = re.compile(r"\s*(?:\[\d{1,2}(?::\d{2}){1,2}(?:[.,]\d+)?\]\s*)?")


def speaker_labels(column: str) -> dict[str, str]:
    """`I=interviewer; Kari=BK4; X=unknown` as label → speaker (R3)."""
    labels: dict[str, str] = {}
    for pair in filter(None, (clean(p) for p in column.split(";"))):
        label, equals, target = (part.strip() for part in pair.partition("="))
        named = target if equals else label
        special = {"interviewer": INTERVIEWER, "intervjuer": INTERVIEWER}
        special |= {"unknown": UNKNOWN, "ukjent": UNKNOWN}
        labels[label] = special.get(named.casefold(), named)
    if INTERVIEWER not in labels.values():
        for label in ("I", "Intervjuer", "Interviewer"):
            labels.setdefault(label, INTERVIEWER)
    return labels


def _heads(text: str, labels: dict[str, str]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for line in text.split("\n"):
        label, colon, _ = line.partition(":")
        if colon and label.strip() in labels:
            yield at, at + len(label) + 1, labels[label.strip()]
        at += len(line) + 1


def labelled_bodies(text: str, labels: dict[str, str]) -> list[tuple[str, int, int]]:
    """Speaker, start and end of each turn of an interview (R4, R5)."""
    heads = list(_heads(text, labels))
    first = heads[0][0] if heads else len(text)
    bodies = []
    if words(text, 0, first):
        bodies.append((UNKNOWN, *trim(text, 0, first)))
    ends = [*(start for start, _, _ in heads), len(text)][1:]
    for (_, after, speaker), end in zip(heads, ends, strict=True):
        match = BODY_START.match(text, after, end)
        start = match.end() if match else after
        bodies.append((speaker, start, max(start, trim(text, start, end)[1])))
    return bodies


def block_bodies(text: str) -> list[tuple[str, int, int]]:
    """Start and end of each block of a document; a printed line that goes on is one block (R6)."""
    blocks: list[tuple[int, int]] = []
    at, open_block = 0, False
    for line in text.split("\n"):
        start, end = trim(text, at, at + len(line))
        at += len(line) + 1
        if start == end:
            open_block = False
            continue
        goes_on = bool(blocks) and text[blocks[-1][1] - 1] not in '.?!:…»"' and text[start].islower()
        if open_block or goes_on:
            start = blocks.pop()[0]
        blocks.append((start, end))
        open_block = True
    return [(UNKNOWN, start, end) for start, end in blocks]


def find_turns(text: str, kind: str, speakers: str) -> tuple[Turn, ...]:
    """The turns of a source, numbered from 1."""
    bodies = block_bodies(text) if kind in PAPERS else labelled_bodies(text, speaker_labels(speakers))
    return tuple(
        Turn(number, speaker, start, end, tuple(words(text, start, end)))
        for number, (speaker, start, end) in enumerate(bodies, 1)
    )
