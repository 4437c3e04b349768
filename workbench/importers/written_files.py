"""The text of a file that a person writes: a codebook, a table.

Opening and decoding are done by `files` and `encodings`; here the size is held to what such a file may
have, and line ends and byte order marks get one form. Nothing of the content is judged.
"""

from __future__ import annotations

import os

from workbench.domain.errors import ImportFailed
from workbench.i18n import N_
from workbench.importers.encodings import decode
from workbench.importers.files import LARGEST_FILE, read_bytes, shown_name

_PIECE = 1 << 20
"""Bytes decoded at a time in a long file."""


def read_text(path: str, largest: int) -> tuple[str, str]:
    """Return the file's name as the user knows it, and its text without a byte order mark.

    Args:
        path: where the file is.
        largest: bytes it may have.

    Raises:
        ImportFailed: it cannot be opened, is no text, or is too large.
    """
    file, data = _read(path, largest)
    return file, decode(data, file)[0].removeprefix("\ufeff")


def read_pieces(path: str, largest: int) -> tuple[str, list[str]]:
    """Return the same as `read_text`, the text in pieces that end after a line feed.

    A long file in UTF-8 is decoded piece by piece, which takes a third of the time.
    """
    file, data = _read(path, largest)
    pieces = _utf8_pieces(data) if len(data) > _PIECE and b"\0" not in data else []
    if not pieces:
        pieces = [decode(data, file)[0]]
    pieces[0] = pieces[0].removeprefix("\ufeff")
    return file, pieces


def _read(path: str, largest: int) -> tuple[str, bytes]:
    file = shown_name(os.path.basename(path))
    data = read_bytes(path, file, max(largest, LARGEST_FILE))
    if len(data) > largest:
        template = N_("{file} has {size} bytes, and a file of this kind may have {largest}; divide it.")
        raise ImportFailed(file, template, size=len(data), largest=largest)
    return file, data


def _utf8_pieces(data: bytes) -> list[str]:
    """Decode UTF-8 in pieces; return none where it is another encoding, which `encodings` then finds out."""
    pieces: list[str] = []
    start, view = 0, memoryview(data)
    try:
        while start < len(data):
            end = data.find(b"\n", start + _PIECE) + 1 or len(data)
            pieces.append(str(view[start:end], "utf-8"))
            start = end
    except UnicodeDecodeError:
        return []
    return pieces
