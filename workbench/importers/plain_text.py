"""Reading plain text in whatever encoding it has."""

from __future__ import annotations

from workbench.domain.reading import Notice
from workbench.i18n import N_
from workbench.importers.encodings import decode
from workbench.importers.extracted import Extracted


def read(data: bytes, file: str) -> Extracted:
    """Return the text of `data`, with a notice where its encoding had to be guessed.

    Args:
        data: the whole file.
        file: its name in error messages.

    Raises:
        ImportFailed: it is no text.
    """
    text, encoding, guessed = decode(data, file)
    if not guessed:
        return Extracted(text, encoding)
    notice = Notice(
        N_("The encoding was taken to be {encoding}; look whether æ, ø and å are right."), {"encoding": encoding}
    )
    return Extracted(text, encoding, (notice,))
