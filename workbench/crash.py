"""What is left of a mistake of ours: where it happened, and nothing of what anybody wrote.

The report names modules, lines and kinds of errors. It has no values, no messages, no local variables and no
paths: those may hold words of a transcript, or names.
"""

from __future__ import annotations

import os
import sys
import traceback
from typing import TYPE_CHECKING

from workbench import __version__, operating_system, settings
from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_FRAMES = 100
"""Places of one error that are written, the innermost."""


def told(error: BaseException) -> str:
    """Write where `error` happened to a file for its owner only; return what to say of it, in two sentences."""
    identity = os.urandom(4).hex()
    said = _(
        "This is a mistake in Interview Workbench, number {identity}; your work is saved up to the last step."
    ).format(identity=identity)
    folder = settings.log_folder()
    path = folder / f"mistake-{identity}.txt"
    try:
        operating_system.make_private_folder(folder)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, operating_system.PRIVATE_FILE)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write("\n".join(redacted(error, identity)) + "\n")
    except OSError:
        return said
    return said + " " + _("Where it happened is written in {path}; it holds no words of yours.").format(path=path)


def redacted(error: BaseException, identity: str) -> Iterator[str]:
    """Yield the lines of a report: the kinds of the errors, and the places in the code they came through."""
    python = ".".join(map(str, sys.version_info[:3]))
    yield f"Interview Workbench {__version__}, mistake {identity}, Python {python}, {sys.platform}"
    seen: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        yield type(one).__qualname__
        for frame, line in list(traceback.walk_tb(one.__traceback__))[-_MOST_FRAMES:]:
            yield f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        left += [*getattr(one, "exceptions", ()), one.__cause__ or one.__context__]
