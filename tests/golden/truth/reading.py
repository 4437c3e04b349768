"""The folder's files into a study; what cannot be used is listed, never guessed."""

from __future__ import annotations

import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from .answers import Coding
from .attributes import canonical
from .codebook import Node, find_code, read_codebook
from .study import Case, Informant, Source, Stamp, Study
from .text import clean, frozen_text, normalise
from .turns import INTERVIEWER, find_turns

if TYPE_CHECKING:
    from pathlib import Path

KINDS = ("interview", "group", "document", "observation", "survey")


def read_cases(study: Study) -> None:
    """cases.csv, with its attributes."""
    for number, row in study.table("cases.csv"):
        case = Case(clean(row.get("case", "")), clean(row.get("name", "")))
        for heading, raw in row.items():
            attribute, colon, kind = (part.strip() for part in heading.partition(":"))
            if not colon:
                continue
            study.types[attribute] = kind
            value = canonical(clean(raw), kind)
            if value is None:
                study.list_problem("cases.csv", number, "value is not of its type", f"{heading}: {raw}")
            case.values[attribute] = clean(raw) if value is None else value
        study.cases[case.ref] = case


def read_informants(study: Study) -> None:
    """informants.csv."""
    for number, row in study.table("informants.csv"):
        ref = clean(row.get("informant", ""))
        case = clean(row.get("case", ""))
        _know_case(study, case, "informants.csv", number)
        study.informants[ref] = Informant(ref, case, clean(row.get("left_out", "")))


def _know_case(study: Study, case: str, file: str, number: int) -> None:
    if case and case not in study.cases:
        study.list_problem(file, number, "case not in cases.csv", case)
        study.cases[case] = Case(case)


def read_source(study: Study, number: int, row: dict[str, str]) -> Source | None:
    """One row of sources.csv with its text; None, and listed, if it cannot be read."""
    file, kind = clean(row.get("file", "")), clean(row.get("kind", "")).lower() or "interview"
    if kind not in KINDS:
        study.list_problem("sources.csv", number, "unknown kind", kind)
        kind = "interview"
    places = [study.folder / file, study.folder / "transcripts" / file]
    path = next((place for place in places if place.is_file()), None)
    if path is None:
        study.list_problem("sources.csv", number, "file not found", file)
        return None
    try:
        text = frozen_text(path)
    except (UnicodeDecodeError, zipfile.BadZipFile, ElementTree.ParseError, KeyError) as error:
        study.list_problem("sources.csv", number, "file cannot be read", f"{file}: {error}")
        return None
    case = clean(row.get("case", ""))
    _know_case(study, case, "sources.csv", number)
    turns = find_turns(text, kind, row.get("speakers", ""))
    left_out = clean(row.get("left_out", ""))
    return Source(file, clean(row.get("source", "")), kind, case, left_out, text, turns)


def sort_of_label(source: Source) -> str:
    """An informant's reference, or the letter of its sort (R9)."""
    if not source.is_interview:
        return source.kind[0].upper()
    if len(source.informants) == 1:
        return source.informants[0]
    return "G" if source.informants or source.kind == "group" else "I"


def read_sources(study: Study) -> None:
    """sources.csv; then each source gets its label (R8)."""
    sources: list[Source] = []
    for number, row in study.table("sources.csv"):
        source = read_source(study, number, row)
        if source is None:
            continue
        sources.append(source)
        for ref in source.informants:
            if ref not in study.informants:
                study.list_problem("sources.csv", number, "informant not in informants.csv", ref)
                study.informants[ref] = Informant(ref)
    used = {source.label for source in sources if source.label}
    count: dict[str, int] = defaultdict(int)
    for source in sources:
        sort = sort_of_label(source)
        count[sort] += 1
        if not source.label:
            source.label = _label(sort, source.is_interview and len(source.informants) == 1, count[sort], used)
            used.add(source.label)
        elif source.label in study.sources:
            study.list_problem("sources.csv", 0, "label used twice", source.label)
            continue
        study.sources[source.label] = source


def _label(sort: str, is_reference: bool, number: int, used: set[str]) -> str:
    while True:
        label = (sort if number == 1 else f"{sort}-{number}") if is_reference else f"{sort}{number}"
        if label not in used:
            return label
        number += 1


STANCES = {"": False, "for": False, "+": False} | dict.fromkeys(
    ("against", "-", "\u2212", "\u2013", "imot", "mot"), True
)


def _finds(text: str, quote: str) -> list[int]:
    finds: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(finds) < 2:
        finds.append(at)
        at = text.find(quote, at + 1)
    return finds


def locate(text: str, start: str, end: str, quote: str) -> tuple[int, int] | str:
    """Where a coding stands, or why that cannot be said (R10)."""
    if bool(start) != bool(end):
        return "half a place"
    if start:
        return _at_place(text, start, end, quote)
    if not quote.strip():
        return "neither place nor quote"
    finds = _finds(text, quote)
    if len(finds) == 1:
        return finds[0], finds[0] + len(quote)
    return "quote found twice" if finds else "quote not found"


def _at_place(text: str, start: str, end: str, quote: str) -> tuple[int, int] | str:
    if not (start.isdecimal() and end.isdecimal()):
        return "place is no number"
    first, last = int(start), int(end)
    if not first < last <= len(text):
        return "place outside the text"
    if quote.strip() and text[first:last] != quote:
        return "place and quote disagree"
    return first, last


def read_coding(study: Study, nodes: list[Node], number: int, row: dict[str, str]) -> Coding | str:
    """One row of codings.csv, or why it is not counted."""
    value = {name: clean(row.get(name, "")) for name in ("source", "start", "end", "code", "coder", "round", "stance")}
    source = study.source_named(value["source"])
    if source is None:
        return "source not found"
    code = find_code(nodes, value["code"])
    if isinstance(code, str):
        return code
    if value["stance"].casefold() not in STANCES:
        return "unknown stance"
    place = locate(source.text, value["start"], value["end"], normalise(row.get("quote", "")))
    if isinstance(place, str):
        return place
    touched = source.touched(*place)
    against = STANCES[value["stance"].casefold()]
    turn = touched[0].number if touched else 0
    return Coding(source.label, *place, code.title, value["coder"], value["round"], against, number, turn)


def read_codings(study: Study, nodes: list[Node]) -> None:
    """codings.csv; duplicates and changes of stance are listed (R12)."""
    kept: dict[tuple[object, ...], Coding] = {}
    for number, row in study.table("codings.csv"):
        coding = read_coding(study, nodes, number, row)
        if isinstance(coding, str):
            detail = f"{row.get('source', '')} {row.get('code', '')} «{row.get('quote', '')}»"
            study.list_problem("codings.csv", number, coding, detail)
            continue
        key = (coding.passage, coding.code, coding.coder, coding.round)
        if key in kept:
            same = kept[key].against == coding.against
            study.list_problem("codings.csv", number, "duplicate" if same else "stance changed", coding.code)
            if same:
                continue
        kept[key] = coding
        speakers = {turn.speaker for turn in study.sources[coding.source].touched(coding.start, coding.end)}
        if not speakers - {INTERVIEWER}:
            what = "only the interviewer's words" if speakers else "touches no turn"
            study.list_problem("codings.csv", number, what, coding.code)
    study.codings = list(kept.values())


def read_stamps(study: Study) -> None:
    """finished.csv (R28)."""
    for number, row in study.table("finished.csv"):
        source = study.source_named(clean(row.get("source", "")))
        version = clean(row.get("codebook", ""))
        if source is None or not version.isdecimal():
            what = "source not found" if source is None else "no codebook version"
            study.list_problem("finished.csv", number, what, clean(row.get("source", "")))
            continue
        coder, round_ = clean(row.get("coder", "")), clean(row.get("round", ""))
        study.stamps.append(Stamp(source.label, coder, round_, int(version)))


def read_study(folder: Path, codebook: Path) -> Study:
    """Everything in the folder, what cannot be used being listed."""
    study = Study(folder, read_codebook(codebook))
    read_cases(study)
    read_informants(study)
    read_sources(study)
    read_codings(study, [node for node in study.root.family() if node.path])
    read_stamps(study)
    return study
