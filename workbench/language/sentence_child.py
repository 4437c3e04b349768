"""The sentence process: spaCy where it holds up nobody's keys.

Run as `python -m workbench.language.sentence_child`. It takes one line of JSON after the other, a text and the
stretches of it that are cut, and answers each with a line of sentences, until its input ends. It reads no file
but its own program and never the network; words it was given are gone with it.
"""

from __future__ import annotations

import json
import signal
import sys

from workbench.operating_system import give_way


def main() -> None:
    """Answer until there is nothing more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    give_way()
    from workbench.language.spacy_sentences import sentences

    for line in sys.stdin.buffer:
        asked = json.loads(line)
        found = [
            [(span.start, span.end) for span in sentences(asked["text"], start, end)] for start, end in asked["bodies"]
        ]
        sys.stdout.buffer.write(json.dumps(found).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
