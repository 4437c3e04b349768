"""The reader process: reads untrusted files where a harmful one can harm nothing.

Run as `python -m workbench.importers.child`. It takes requests from its input and answers them one by one
until the input ends. It may write no file and has bounds on memory, open files and processor time. It must
not import anything it does not need: it is started while the user waits.
"""

from __future__ import annotations

import gc
import signal
import sys

from workbench.domain.errors import ImportFailed
from workbench.importers import border
from workbench.importers.one_file import read_file
from workbench.operating_system import allow_processor_seconds, keep_private, limit_this_process

MEMORY_BYTES = 1 << 30
OPEN_FILES = 16
PROCESSOR_SECONDS = 20
"""For one file."""


def main() -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_private()
    limit_this_process(memory_bytes=MEMORY_BYTES, open_files=OPEN_FILES)
    gc.freeze()
    gc.disable()  # One file makes many small values and no cycles; looking for some costs a fifth of the time.
    while True:
        try:
            block = border.receive(sys.stdin.buffer)
        except border.BorderError:
            return
        allow_processor_seconds(PROCESSOR_SECONDS)
        border.send(sys.stdout.buffer, *_answer(block))


def _answer(block: bytes) -> tuple[bytes, bytes]:
    request, path = border.unpacked_request(block)
    try:
        return border.packed_file(read_file(request, path))
    except ImportFailed as failed:
        return border.packed_failure(failed)


if __name__ == "__main__":
    main()
