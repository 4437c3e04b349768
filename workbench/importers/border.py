"""How requests and answers cross the border to the reader process: plain data, lengths first.

A request is one block of JSON. An answer is two blocks: a header in JSON, and the text in UTF-8. Nothing is
unpickled; an answer is checked for its size before memory is taken for it, and one that makes no sense counts
as a broken reader.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, BinaryIO

from workbench.domain.errors import ImportFailed
from workbench.domain.reading import Notice, ReadFile, ReadRequest
from workbench.domain.sources import Kind
from workbench.domain.text import NormalisingReport
from workbench.domain.transcript import LabelSeen, Role, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_BLOCK = 250_000_000
"""Bytes."""
_LENGTH = struct.Struct("<I")

Header = dict[str, Any]


class BorderError(Exception):
    """The other side ended, or sent what it never should."""


def send(stream: BinaryIO, *blocks: bytes) -> None:
    """Write blocks, each after its length, at once."""
    pieces: list[bytes] = []
    for block in blocks:
        pieces += (_LENGTH.pack(len(block)), block)
    stream.write(b"".join(pieces))
    stream.flush()


def receive(stream: BinaryIO) -> bytes:
    """Read one block.

    Raises:
        BorderError: the stream ended, or the block is too large to be one of ours.
    """
    (length,) = _LENGTH.unpack(_exactly(stream, _LENGTH.size))
    if length > LARGEST_BLOCK:
        raise BorderError
    return _exactly(stream, length)


def _exactly(stream: BinaryIO, length: int) -> bytes:
    block = stream.read(length)
    if len(block) < length:
        raise BorderError
    return block


def packed_request(request: ReadRequest, path: str) -> bytes:
    """Write a request as a block.

    Args:
        request: what is asked for.
        path: where the file is, whatever folder the reader stands in.
    """
    return json.dumps({"path": path, "file": request.path, "kind": request.kind, "labels": request.labels}).encode()


def unpacked_request(block: bytes) -> tuple[ReadRequest, str]:
    """Read a request, and the path at which the file is."""
    written = json.loads(block)
    labels = written["labels"]
    kind = written["kind"]
    request = ReadRequest(written["file"], kind and Kind(kind), None if labels is None else tuple(labels))
    return request, written["path"]


def packed_file(read: ReadFile) -> tuple[bytes, bytes]:
    """Write what was read as a header and a text."""
    header = {
        "name": read.name,
        "text_hash": read.text_hash,
        "report": asdict(read.report),
        "map": read.map_json,
        "encoding": read.encoding,
        "sha256": read.sha256,
        "size": read.size,
        "warnings": [[notice.template, dict(notice.values)] for notice in read.warnings],
        "labels": [[seen.label, seen.turns, seen.words, seen.guess, seen.sample] for seen in read.labels],
        "turns": _columns(read.turns),
    }
    return json.dumps(header, separators=(",", ":")).encode(), read.text.encode()


def packed_failure(failed: ImportFailed) -> tuple[bytes, bytes]:
    """Write an error as a header and an empty text."""
    return json.dumps({"failed": failed.template, "file": failed.file, "values": failed.values}).encode(), b""


def unpacked_answer(header: bytes, text: bytes) -> ReadFile | ImportFailed:
    """Read an answer.

    Raises:
        BorderError: it makes no sense.
    """
    try:
        written = json.loads(header)
        return _failure(written) if "failed" in written else _file(written, text.decode())
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise BorderError from error


def _failure(written: Header) -> ImportFailed:
    values = {name: value for name, value in written["values"].items() if name != "file"}
    return ImportFailed(written["file"], written["failed"], **values)


def _file(written: Header, text: str) -> ReadFile:
    return ReadFile(
        name=written["name"],
        text=text,
        text_hash=written["text_hash"],
        report=NormalisingReport(**written["report"]),
        map_json=written["map"],
        encoding=written["encoding"],
        sha256=written["sha256"],
        size=written["size"],
        warnings=tuple(Notice(template, values) for template, values in written["warnings"]),
        labels=tuple(
            LabelSeen(label, turns, words, Role(guess), sample)
            for label, turns, words, guess, sample in written["labels"]
        ),
        turns=_turns(written["turns"]),
    )


def _columns(turns: Sequence[Turn]) -> Header:
    """Write turns as columns, labels as numbers into a list: a quarter of the bytes, and faster to read."""
    labels = {label: number for number, label in enumerate(dict.fromkeys(turn.label for turn in turns))}
    return {
        "labels": list(labels),
        "label": [labels[turn.label] for turn in turns],
        "start": [turn.start for turn in turns],
        "body_start": [turn.body_start for turn in turns],
        "body_end": [turn.body_end for turn in turns],
        "words": [turn.words for turn in turns],
    }


def _turns(columns: Header) -> tuple[Turn, ...]:
    labels: list[str] = columns["labels"]
    named = (labels[number] for number in columns["label"])
    rows = (columns["start"], columns["body_start"], columns["body_end"], named, columns["words"])
    return tuple(map(Turn, range(1, len(columns["start"]) + 1), *rows))
