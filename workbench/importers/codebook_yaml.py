"""Reading a codebook file (YAML, FILES.md) into a draft.

A file is taken whole or not at all: everything that is wrong is said, each with line and column, and
nothing is guessed. Names and texts come out in NFC, without white space at their ends; colours in lower
case. The project is not touched here.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from workbench.domain.codebook import Axis, CodebookDraft, CodeDraft, Dimension, DimensionKind, Room
from workbench.domain.codebook_rules import CodebookUnreadable, PlacedFinding, check
from workbench.domain.errors import ImportFailed
from workbench.i18n import N_
from workbench.importers.written_files import read_text
from workbench.importers.yaml_nodes import Lines, Node
from workbench.importers.yaml_tree import read_tree

if TYPE_CHECKING:
    from workbench.importers.codebook_shapes import AxisShape, CodebookShape, CodeShape, RoomShape

LARGEST = 2_000_000
"""Bytes of a codebook file, at most."""

MOST_FINDINGS = 200
"""Findings told about one file; more would help nobody."""


def read_codebook(path: str) -> CodebookDraft:
    """Read the codebook file at `path`.

    Raises:
        CodebookUnreadable: the file has findings; it carries them all.
        ImportFailed: the file cannot be opened, or is too large.
    """
    file, text = read_text(path, LARGEST)
    return codebook_of(text, file)


def codebook_of(text: str, file: str) -> CodebookDraft:
    """Read a codebook from the text of a file.

    Args:
        text: YAML.
        file: the file's name, for findings.

    Raises:
        CodebookUnreadable: the text has findings.
        ImportFailed: nothing stands in it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    tree, findings = read_tree(text, file)
    if tree is None or tree.value() is None:
        if findings:
            raise CodebookUnreadable(file, findings)
        raise ImportFailed(file, N_("{file} is empty; a codebook begins with name: and then codes:"))
    lines = Lines(text, file)
    shape = _shape(tree, lines, findings)
    if shape is None:
        raise CodebookUnreadable(file, _in_order(findings))
    draft = _draft(shape)
    findings += [lines.finding(tree.find(found.path), found.template, **found.values) for found in check(draft)]
    if findings:
        raise CodebookUnreadable(file, _in_order(findings))
    return draft


def _in_order(findings: list[PlacedFinding]) -> list[PlacedFinding]:
    return sorted(findings, key=lambda found: (found.line, found.column))[:MOST_FINDINGS]


def _shape(tree: Node, lines: Lines, findings: list[PlacedFinding]) -> CodebookShape | None:
    """Judge the shape; what is wrong with it is added to `findings`."""
    from pydantic import ValidationError

    from workbench.importers.codebook_shapes import CodebookShape, shape_findings

    whole = tree.value()
    try:
        return CodebookShape.model_validate(whole)
    except ValidationError as error:
        for found, at_key in shape_findings(error):
            at = tree.find_key(found.path) if at_key else tree.find(found.path)
            findings.append(lines.finding(at, found.template, **found.values))
        return None


def _text(written: str | None) -> str:
    return unicodedata.normalize("NFC", written or "").strip()


def _name(written: str) -> str:
    return unicodedata.normalize("NFC", written)


def _names(written: list[str] | None) -> tuple[str, ...]:
    return tuple(_name(name) for name in written or ())


def _draft(shape: CodebookShape) -> CodebookDraft:
    return CodebookDraft(
        _name(shape.name),
        "nb" if shape.language is None else shape.language,
        1 if shape.version is None else shape.version,
        tuple(_code(code) for code in shape.codes or ()),
    )


def _code(shape: CodeShape) -> CodeDraft:
    return CodeDraft(
        name=_name(shape.name),
        colour=_text(shape.colour).lower(),
        definition=_text(shape.definition),
        when=_text(shape.when),
        when_not=_text(shape.when_not),
        example=_text(shape.example),
        since=1 if shape.since is None else shape.since,
        dimension=_dimension(shape),
        codes=tuple(_code(code) for code in shape.codes or ()),
    )


def _dimension(shape: CodeShape) -> Dimension:
    return Dimension(
        shape.dimension or DimensionKind.PLAIN,
        _names(shape.ends),
        _names(shape.steps),
        tuple(_axis(axis) for axis in shape.axes or ()),
        tuple(_room(room) for room in shape.rooms or ()),
    )


def _axis(shape: AxisShape) -> Axis:
    return Axis(_name(shape.name), _names(shape.steps))


def _room(shape: RoomShape) -> Room:
    return Room(_name(shape.name), (_name(shape.at[0]), _name(shape.at[1])))
