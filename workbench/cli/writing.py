"""Writing an exported file: beside the old one and then in its place, so that it is never half overwritten."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from workbench import operating_system
from workbench.domain.errors import WorkbenchError
from workbench.domain.reasons import because
from workbench.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_file(path: Path, chunks: Iterable[bytes], *, quiet: bool = False) -> str:
    """Write a file whole or not at all, and say where it is.

    Args:
        path: the file; its folder must be there.
        chunks: what it holds.
        quiet: do not say where it is.

    Returns:
        The SHA-256 of what was written, in hex.

    Raises:
        WorkbenchError: where it cannot be written; an old file is as it was.
    """
    from workbench.cli.telling import remark

    digest = hashlib.sha256()
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with fresh.open("wb") as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
        operating_system.replace_durably(fresh, path)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise WorkbenchError(
            N_("{file} could not be written ({reason}); choose another place with -o."),
            file=path,
            reason=because(error),
        ) from error
    if not quiet:
        remark(_("Wrote {file}").format(file=path))
    return digest.hexdigest()
