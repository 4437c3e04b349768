"""Writing a codebook as a YAML file (FILES.md), keeping the comments of an earlier one.

The same draft and the same earlier text always give the same bytes, and writing again over one's own text
changes nothing. What did not change keeps its lines; a comment stays above the code or key it stood above,
also when codes change places. Only text is made here; nothing is opened.
"""

from __future__ import annotations

from dataclasses import replace

from workbench.domain.codebook import CodebookDraft, CodeDraft, Dimension
from workbench.exporters.yaml_kept import CannotKeep, KeptCode, KeptEntry, keep, meaning_of
from workbench.exporters.yaml_lines import Value, entry_lines

_INDENT = 2
_DEFAULTS: dict[str, Value] = {
    "colour": "", "definition": "", "when": "", "when_not": "", "example": "", "since": 1, "dimension": "plain",
    "ends": [], "steps": [], "axes": [], "rooms": [],
}  # fmt: skip
_BOOK_DEFAULTS: dict[str, Value] = {"language": "nb", "version": 1}
_ORDER = ("name", "language", "version", *_DEFAULTS, "codes")


def write_codebook(draft: CodebookDraft, original: str | None) -> str:
    """Return the text of a codebook file, with line feeds.

    Args:
        draft: what to write.
        original: the file as it stands now, whose comments are kept; None where there is none.
    """
    fresh = "".join(f"{line}\n" for line in _book_lines(draft, None))
    if original is None:
        return fresh
    before = original.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        kept = keep(before)
        text = "".join(f"{line}\n" for line in [*_book_lines(draft, kept), *kept.below])
    except CannotKeep:
        return _comments(before) + fresh
    return text if _plain(meaning_of(text)) == _plain(_whole(draft)) else _comments(before) + fresh


def _whole(draft: CodebookDraft) -> dict[str, object]:
    """Return what the file must mean, in plain values."""
    book = {"name": draft.name, "language": draft.language, "version": draft.version}
    return {**book, "codes": [_whole_code(code) for code in draft.codes]}


def _whole_code(code: CodeDraft) -> dict[str, object]:
    return {**_values(code), "codes": [_whole_code(child) for child in code.codes]}


def _comments(text: str) -> str:
    """Return the comment lines of a text that cannot be kept in its own order."""
    return "".join(f"{line.strip()}\n" for line in text.split("\n") if line.lstrip().startswith("#"))


def _plain(means: object) -> object:
    """Return a meaning with what is empty or usual left out, so that two spellings of one codebook are equal."""
    if isinstance(means, list):
        return [_plain(item) for item in means]
    if not isinstance(means, dict):
        return means.strip() if isinstance(means, str) else means
    pairs = ((key, _plain(value)) for key, value in means.items())
    pairs = ((key, value.lower() if key == "colour" and isinstance(value, str) else value) for key, value in pairs)
    return {key: value for key, value in pairs if value not in (None, "", []) and value != _DEFAULTS.get(str(key))}


def _book_lines(draft: CodebookDraft, kept: KeptCode | None) -> list[str]:
    values: dict[str, Value] = {"name": draft.name, "language": draft.language, "version": draft.version}
    column = kept.column if kept else 0
    pieces = _pieces(values, kept, column, draft.codes)
    lines = [line for piece in pieces for line in piece]
    if not any(line.startswith(" " * column + "codes:") for line in lines):
        lines.append(" " * column + "codes: []")
    return lines


def _values(code: CodeDraft) -> dict[str, Value]:
    values: dict[str, Value] = {
        "name": code.name,
        "colour": code.colour,
        "definition": code.definition.strip(),
        "when": code.when.strip(),
        "when_not": code.when_not.strip(),
        "example": code.example.strip(),
        "since": code.since,
        **_dimension(code.dimension),
    }
    return values


def _dimension(dimension: Dimension) -> dict[str, Value]:
    return {
        "dimension": dimension.kind.value,
        "ends": list(dimension.ends),
        "steps": list(dimension.steps),
        "axes": [{"name": axis.name, "steps": list(axis.steps)} for axis in dimension.axes],
        "rooms": [{"name": room.name, "at": list(room.at)} for room in dimension.rooms],
    }


def _code_lines(code: CodeDraft, kept: KeptCode | None, dash: int) -> list[str]:
    """Return the lines of a code whose dash stands in column `dash`, comments above it first."""
    column = dash + (kept.column - kept.dash if kept else _INDENT)
    pieces = _pieces(_values(code), kept, column, code.codes)
    above = _moved(kept.above, dash - kept.dash) if kept else []
    own = [line for piece in pieces for line in piece]
    first = next(number for number, line in enumerate(own) if line.strip() and not line.lstrip().startswith("#"))
    own[first] = " " * dash + "-" + " " * (column - dash - 1) + own[first][column:]
    return [*above, *own]


def _pieces(
    values: dict[str, Value], kept: KeptCode | None, column: int, codes: tuple[CodeDraft, ...]
) -> list[list[str]]:
    """Return the lines of each key: those that stood there first, in their order, and new ones at their place."""
    pieces: list[tuple[str, list[str]]] = []
    carried: list[str] = []
    for entry in kept.entries if kept else ():
        above = [*carried, *_moved(entry.above, column - entry.column)]
        lines, carried = _entry_again(entry, values, column, codes)
        if lines:
            pieces.append((entry.key, [*above, *lines]))
        else:
            carried = [line for line in [*above, *carried] if line.strip()]
    there = {key for key, _lines in pieces}
    for key, value in values.items():
        if key not in there and value != _DEFAULTS.get(key):
            lines = _indented(entry_lines(key, value), column)
            place = next((n for n, piece in enumerate(pieces) if _rank(piece[0]) > _rank(key)), len(pieces))
            pieces.insert(place, (key, lines))
    if codes and "codes" not in there:
        lines = [" " * column + "codes:", *_children(codes, [], column, None)]
        pieces.append(("codes", lines))
    return [*(lines for _key, lines in pieces), carried]


def _rank(key: str) -> int:
    return _ORDER.index(key) if key in _ORDER else len(_ORDER)


def _entry_again(
    entry: KeptEntry, values: dict[str, Value], column: int, codes: tuple[CodeDraft, ...]
) -> tuple[list[str], list[str]]:
    """Return the lines of a key that stood there before, or none and the comments that go on to the next key."""
    if entry.key == "codes":
        return _codes_again(entry, column, codes)
    if entry.key not in values:
        raise CannotKeep
    value, moved = values[entry.key], _moved(entry.lines, column - entry.column)
    if _same(entry, value):
        return moved, []
    inside = [] if isinstance(value, str | int) else [" " * column + c for c in _comments_inside(entry)]
    if value == _DEFAULTS.get(entry.key):
        return [], [*inside, *([" " * column + entry.comment.strip()] if entry.comment else [])]
    lines = _indented(entry_lines(entry.key, value), column)
    lines[0] += entry.comment
    return [*inside, *lines], []


def _comments_inside(entry: KeptEntry) -> list[str]:
    return [line.strip() for line in entry.lines[1:] if line.lstrip().startswith("#")]


def _codes_again(entry: KeptEntry, column: int, codes: tuple[CodeDraft, ...]) -> tuple[list[str], list[str]]:
    if not codes and entry.codes:
        return [], []
    head = _moved(entry.lines, column - entry.column)
    if codes and not entry.codes:
        head = [" " * column + "codes:" + entry.comment]
    return [*head, *_children(codes, entry.codes, column, entry)], []


def _children(codes: tuple[CodeDraft, ...], kept: list[KeptCode], column: int, entry: KeptEntry | None) -> list[str]:
    dash = column + (kept[0].dash - entry.column if kept and entry else _INDENT)
    return [line for code, before in _paired(codes, kept) for line in _code_lines(code, before, dash)]


def _same(entry: KeptEntry, value: Value) -> bool:
    means = entry.means
    if means is None:
        means = _DEFAULTS.get(entry.key, _BOOK_DEFAULTS.get(entry.key))
    if isinstance(means, str) and entry.key != "name":
        means = means.strip()
    if entry.key == "colour" and isinstance(means, str) and isinstance(value, str):
        return means.lower() == value.lower()
    return bool(means == value)


def _paired(codes: tuple[CodeDraft, ...], kept: list[KeptCode]) -> list[tuple[CodeDraft, KeptCode | None]]:
    """Give each code the piece it stood in: by name, else the one that differs from it by the name alone."""
    free = list(kept)
    found: dict[int, KeptCode] = {}
    for number, code in enumerate(codes):
        before = next((piece for piece in free if piece.means("name") == code.name), None)
        if before is not None:
            found[number] = before
            free.remove(before)
    for number, code in enumerate(codes):
        before = None if number in found else next((piece for piece in free if _renamed(code, piece)), None)
        if before is not None:
            found[number] = before
            free.remove(before)
    return [(code, found.get(number)) for number, code in enumerate(codes)]


def _renamed(code: CodeDraft, piece: KeptCode) -> bool:
    values = _values(replace(code, name="", dimension=Dimension()))
    texts = [key for key in ("definition", "when", "when_not", "example") if values[key]]
    return bool(texts) and all((piece.means(key) or "").strip() == values[key] for key in texts)


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else line for line in lines]


def _moved(lines: list[str], by: int) -> list[str]:
    """Return raw lines moved `by` characters to the right, or to the left as far as white space allows."""
    if by >= 0:
        return [" " * by + line if line.strip() else line for line in lines]
    return [line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines]
