"""What is left behind when the program fails: a number to report, and a trace without anybody's words.

The trace has file names and line numbers of the program only: no values, no messages, no local variables.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import traceback
from typing import TYPE_CHECKING

from workbench import __version__, settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def kept(error: BaseException) -> tuple[str, Path | None]:
    """Write down where an error happened.

    Args:
        error: what nobody caught.

    Returns:
        The error's number, and the file; None where it could not be written.
    """
    number = secrets.token_hex(4)
    with contextlib.suppress(OSError):
        folder = settings.log_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"crash-{number}.txt"
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"Interview Workbench {__version__}\n" + "\n".join(_redacted(error)) + "\n")
        return number, path
    return number, None


def _redacted(error: BaseException | None) -> Iterator[str]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield type(error).__name__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__


def _inside(path: str) -> str:
    """Return a path without the folders of the person's machine."""
    parts = path.replace("\\", "/").split("/")
    for root in ("workbench", "site-packages"):
        if root in parts:
            return "/".join(parts[len(parts) - parts[::-1].index(root) - 1 :])
    return parts[-1]
