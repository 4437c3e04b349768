"""Runs one command: language first, then the project, then the verb; every error one sentence.

Exit codes: 0 done, 1 findings, 2 bad input (DESIGN.md §4, CLI grammar).
"""

from __future__ import annotations

import gc
import os
import sys

from workbench import i18n, operating_system
from workbench.cli.exit_codes import BAD_INPUT, MISTAKE, STOPPED
from workbench.i18n import _

_PROJECT_SUFFIX = ".workbench"
_TRANSCRIPTS = (".txt", ".docx")

_WITHOUT_PROJECT = ("demo", "new")
"""Verbs that make a project; a folder of such a name does not stand in their way."""

_WITH_PROJECT = {
    "import": (),
    "cases": (),
    "informants": (),
    "codebook": ("import", "export"),
    "code": (),
    "codings": ("import", "export"),
    "finish": (),
    "todo": (),
    "rounds": (),
    "matrix": (),
    "report": (),
    "transcript": (),
    "view": ("save", "list"),
    "citation": (),
    "history": (),
    "undo": (),
    "redo": (),
    "check": (),
    "backup": (),
    "restore": (),
    "open": (),
}
"""Verbs whose first argument is a project, and the second words of those that have some."""


def run(arguments: list[str]) -> int:
    """Run one command line; return the exit code."""
    operating_system.keep_private()
    i18n.set_language(i18n.language_of_environment())
    from workbench.cli.app import app
    from workbench.domain.errors import WorkbenchError

    words = with_project(arguments)
    # A verb is over before rubbish could add up, and looking for some among a million rows costs half the time; a
    # screen, which may last all day, has it looked for once its first frame is seen.
    gc.disable()
    try:
        found = app(args=words, prog_name="workbench", standalone_mode=False)
        return found if isinstance(found, int) else 0
    except WorkbenchError as error:
        from workbench.cli.nearest import sentence_of

        complain(sentence_of(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        return _stopped()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _unexpected(error)


def _unexpected(error: Exception) -> int:
    """Tell what the command-line library found wrong with a command; hide what anything else would reveal."""
    from workbench.cli.typer_words import told

    if type(error).__name__ == "Abort":
        return _stopped()
    if type(error).__name__ == "Exit":
        return int(getattr(error, "exit_code", 0))
    sentence = told(error)
    if sentence is not None:
        complain(sentence)
        return int(getattr(error, "exit_code", BAD_INPUT))
    from workbench import crash

    complain(crash.told(error))
    return MISTAKE


def _stopped() -> int:
    complain(_("Stopped; nothing of this step was kept."))
    return STOPPED


def with_project(arguments: list[str]) -> list[str]:
    """Return the command line with its project in place: this folder's, where none is named."""
    if not arguments:
        return ["open", "."]
    first = arguments[0]
    if is_project(first) and first not in _WITH_PROJECT and first not in _WITHOUT_PROJECT:
        return ["open", *arguments]
    if first.lower().endswith(_TRANSCRIPTS) and not first.startswith("-"):
        return ["open" if _for_the_screen(arguments) else "import", ".", *arguments]
    at = _place_of_project(arguments)
    if at is None or (len(arguments) > at and is_project(arguments[at])):
        return arguments
    return [*arguments[:at], ".", *arguments[at:]]


def _for_the_screen(arguments: list[str]) -> bool:
    """Tell whether there are transcripts only, and someone to say on a screen who speaks in them."""
    from workbench.cli.open_ import in_terminal

    return in_terminal() and all(word.lower().endswith(_TRANSCRIPTS) for word in arguments)


def _place_of_project(arguments: list[str]) -> int | None:
    """Return where the project stands in a command line, or None where the command has none."""
    seconds = _WITH_PROJECT.get(arguments[0])
    if not seconds:
        return None if seconds is None else 1
    return 2 if len(arguments) > 1 and arguments[1] in seconds else None


def is_project(word: str) -> bool:
    """Tell whether a word of the command line names a project: a project file, a folder or an address."""
    return bool(word) and (word.endswith(_PROJECT_SUFFIX) or word.startswith("postgresql://") or os.path.isdir(word))


def complain(sentence: str) -> None:
    """Write a sentence to the error stream."""
    from workbench.domain.showing import visible

    print(visible(sentence), file=sys.stderr)
