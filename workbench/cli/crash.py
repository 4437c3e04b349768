"""What is left of a mistake of ours: where it happened, and nothing of what the user's texts say.

No local variables, no arguments of the exception, no file names of the user's: those may hold names.
"""

from __future__ import annotations

import os
import traceback
from typing import TYPE_CHECKING

from workbench import __version__, operating_system, settings
from workbench.i18n import _

if TYPE_CHECKING:
    from pathlib import Path


def write_crash(error: BaseException) -> str:
    """Write where `error` happened to a file for its owner only; return the sentence that tells of it."""
    identity = os.urandom(4).hex()
    sentence = _("This is a mistake in Interview Workbench, number {identity}; your work is saved up to the last step.")
    try:
        path = _file(identity)
        path.write_text(redacted(error, identity), encoding="utf-8")
        operating_system.make_private(path)
    except OSError:
        return sentence.format(identity=identity)
    where = _("Where it happened is written in {path}; it holds no words of yours.").format(path=path)
    return f"{sentence.format(identity=identity)} {where}"


def redacted(error: BaseException, identity: str) -> str:
    """Return the error's type and the places in the code it came through."""
    lines = [f"Interview Workbench {__version__}, mistake {identity}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        for frame, line in traceback.walk_tb(seen.__traceback__):
            lines.append(f"  {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def _file(identity: str) -> Path:
    folder = settings.log_folder()
    operating_system.make_private_folder(folder)
    return folder / f"mistake-{identity}.txt"
