"""A language made up for a test: every message stands in ⟦brackets⟧, what is filled in stands outside them.

Run as a script it runs command lines in that language and prints, as JSON, what each answered:
`python -m tests.architecture.pseudo FOLDER SABOTAGE` with the command lines on standard input, a JSON list of lists.
SABOTAGE names a thing to spoil, so that the test can show that it finds spoilt things; `-` for none.
"""

from __future__ import annotations

import contextlib
import gettext
import io
import json
import os
import re
import sys
from unittest import mock

_BETWEEN = re.compile(r"(\{[^{}]*\}|\n)")
_WORDS_IN_IT = re.compile(r"[^\W_]")


def bracketed(message: str) -> str:
    """Return a message with each stretch of a line between its placeholders in brackets."""
    parts = _BETWEEN.split(message)
    return "".join(
        part if place % 2 or not _WORDS_IN_IT.search(part) else f"⟦{part}⟧" for place, part in enumerate(parts)
    )


class Pseudo(gettext.NullTranslations):
    """The made-up language."""

    def gettext(self, message: str) -> str:
        """Return a message in it."""
        return bracketed(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a counted message in it."""
        return bracketed(msgid1 if n == 1 else msgid2)


def answered(arguments: list[str]) -> tuple[str, int]:
    """Run one command line; return all it wrote, and its exit code."""
    from workbench.cli.run import run

    written = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with contextlib.redirect_stdout(written), contextlib.redirect_stderr(written):
        code = run(arguments)
    written.flush()
    return written.buffer.getvalue().decode("utf-8"), code


def main() -> None:
    """Run the command lines of standard input."""
    from workbench import i18n

    folder, sabotage = sys.argv[1:3]
    lines = json.loads(sys.stdin.read())
    os.chdir(folder)
    i18n.use_translations(Pseudo(), "en")
    with mock.patch.object(i18n, "set_language"), contextlib.ExitStack() as spoilt:
        if sabotage != "-":
            spoilt.enter_context(mock.patch(sabotage, return_value="spoilt"))
        found = [[line, *answered(line)] for line in lines]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
