"""The one table of formats: which reader takes which file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.domain.errors import ImportFailed
from workbench.i18n import N_
from workbench.importers import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.importers.extracted import Extracted


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that can be read."""

    suffix: str
    """In lower case, with its dot."""
    read: Callable[[bytes, str], Extracted]
    """Takes the file's bytes and its name for error messages."""
    isolated: bool
    """Whether it may only be read in a process apart."""


def _read_docx(data: bytes, file: str) -> Extracted:
    from workbench.importers import docx

    return docx.read(data, file)


FORMATS = (
    Format(".txt", plain_text.read, isolated=False),
    Format(".docx", _read_docx, isolated=True),
)


def suffixes() -> tuple[str, ...]:
    """Return the endings of files that can be read, in the order of the table."""
    return tuple(row.suffix for row in FORMATS)


def is_isolated(path: str) -> bool:
    """Tell whether a file may only be read in a process apart; one that no reader takes may be refused anywhere."""
    found = _row(path)
    return found is not None and found.isolated


def format_of(path: str, file: str) -> Format:
    """Return the format that the ending of a file's name tells.

    Args:
        path: where the file is.
        file: its name in error messages.

    Raises:
        ImportFailed: no reader takes such files.
    """
    found = _row(path)
    if found is None:
        raise ImportFailed(
            file,
            N_("{file} cannot be read: only files ending in {suffixes} can; save it as one of them."),
            suffixes=", ".join(suffixes()),
        )
    return found


def _row(path: str) -> Format | None:
    ending = os.path.splitext(path)[1].lower()
    return next((row for row in FORMATS if row.suffix == ending), None)
