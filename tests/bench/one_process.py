"""Run one command and say what it took; a process of its own, so that the caller's memory is not counted.

`python one_process.py OUTPUT COMMAND …` prints exit code, seconds, processor seconds and peak as JSON. On Linux
the peak of a process is never less than what its parent had when it was begun, and this one has little.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time


def main(output: str, command: list[str]) -> None:
    """Run `command`, all it says going to the file `output`."""
    with open(output, "wb") as file:
        begun = time.perf_counter()
        started = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        _pid, status, usage = os.wait4(started.pid, 0)
        seconds = time.perf_counter() - begun
        started.returncode = os.waitstatus_to_exitcode(status)
    peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(json.dumps([started.returncode, seconds, usage.ru_utime + usage.ru_stime, peak]))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
