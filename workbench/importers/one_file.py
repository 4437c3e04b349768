"""Reading one file from its bytes to its turns: all the work that can be done away from the project."""

from __future__ import annotations

import hashlib
import os

from workbench.domain.errors import ImportFailed
from workbench.domain.reading import Notice, ReadFile, ReadRequest
from workbench.domain.sources import SPOKEN
from workbench.domain.text import normalise
from workbench.domain.transcript import (
    MOST_TURNS,
    LabelSeen,
    TooManyTurns,
    Turn,
    document_turns,
    labels_of,
    proposed_labels,
    turns_by_labels,
)
from workbench.i18n import N_
from workbench.importers.files import read_bytes, shown_name
from workbench.importers.formats import format_of
from workbench.importers.oddities import normalising_notices, oddities

MOST_LABELS = 500
"""Speakers in one text; a list with a colon in each line has more."""


def read_file(request: ReadRequest, path: str) -> ReadFile:
    """Read a file in this process.

    Args:
        request: which file, and what is known of it; errors name it as it stands there.
        path: where the file is.

    Raises:
        ImportFailed: whatever is wrong with the file, and nothing else.
    """
    file = shown_name(request.path)
    try:
        return _read(request, path, file)
    except ImportFailed:
        raise
    except TooManyTurns as error:
        raise ImportFailed(
            file,
            N_("{file} seems to have more than {most} turns; look for line breaks or labels that do not belong there."),
            most=MOST_TURNS,
        ) from error
    except MemoryError as error:
        raise ImportFailed(file, N_("{file} needs too much memory to read; divide it into smaller files.")) from error
    except Exception as error:
        raise ImportFailed(
            file,
            N_("{file} could not be read; open it in the program it was made with and save it anew."),
        ) from error


def _read(request: ReadRequest, path: str, file: str) -> ReadFile:
    data = read_bytes(path, file)
    extracted = format_of(path, file).read(data, file)
    normalised = normalise(extracted.text)
    text = normalised.text
    if not text or text.isspace():
        raise ImportFailed(file, N_("{file} has no words in it; look whether it is the right file."))
    as_utf8 = text.encode()
    labels, turns = _turns(text, request, file)
    warnings: tuple[Notice, ...] = (
        *extracted.warnings,
        *normalising_notices(normalised.report),
        *oddities(text, as_utf8),
    )
    return ReadFile(
        name=os.path.basename(file),
        text=text,
        text_hash=hashlib.sha256(as_utf8).hexdigest(),
        report=normalised.report,
        map_json=normalised.map.to_json(),
        encoding=extracted.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        warnings=warnings,
        labels=labels,
        turns=turns,
    )


def _turns(text: str, request: ReadRequest, file: str) -> tuple[tuple[LabelSeen, ...], tuple[Turn, ...]]:
    if request.kind is None:
        return (), ()
    if request.kind not in SPOKEN:
        return (), document_turns(text)
    proposed = proposed_labels(text)
    if len(proposed) > MOST_LABELS:
        raise ImportFailed(
            file,
            N_("{file} seems to have {count} speakers; if it is no interview, bring it in as a document."),
            count=len(proposed),
        )
    known = request.labels
    if known is None:
        turns = turns_by_labels(text, proposed)
        return labels_of(text, turns), turns
    every = turns_by_labels(text, {*proposed, *known})
    turns = every if set(known) >= set(proposed) else turns_by_labels(text, known)
    return labels_of(text, every), turns
