"""What a command's exit code means (DESIGN.md §4, CLI grammar); 0 is done."""

from __future__ import annotations

FINDINGS = 1
"""It was done, and something was found that a person should look at."""
BAD_INPUT = 2
"""Nothing was done: what was given cannot be used."""
MISTAKE = 70
"""Nothing was done, and the fault is the program's."""
STOPPED = 130
"""As a shell says that Ctrl+C ended a program."""
