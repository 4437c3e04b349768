"""spaCy's sentences from a process of their own are the plain ones, and its end is nobody's trouble."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

import pytest

from workbench.domain import sentences as plain
from workbench.language.beside import SentencesBeside

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = """Vi snakket med f.eks. Bodø. Det gikk.
– Ja. (latter) Så kom «Nei», sa hun. 日本語。 👩‍👩‍👧 og én. I 2015. Da gikk det."""


@pytest.fixture
def beside() -> Iterator[SentencesBeside]:
    """A process that is ended afterwards."""
    made = SentencesBeside()
    yield made
    made.close()


def test_the_process_gives_the_sentences_of_the_domain_and_this_one_never_loads_spacy(beside: SentencesBeside) -> None:
    bodies = [(0, 27), (28, 37), (38, len(TEXT)), (5, 5)]
    before = "spacy" in sys.modules
    assert beside.sentences(TEXT, bodies) == [plain.sentences(TEXT, start, end) for start, end in bodies]
    assert beside.sentences("Ny. Tekst.", [(0, 10)]) == [plain.sentences("Ny. Tekst.", 0, 10)]
    assert ("spacy" in sys.modules) == before


def test_a_process_that_ends_is_told_of_and_another_begins_after_closing(beside: SentencesBeside) -> None:
    beside.sentences(TEXT, [(0, 27)])
    assert beside._process is not None
    beside._process.kill()
    beside._process.wait()
    with pytest.raises(OSError):  # noqa: PT011 - whatever the system says of it
        beside.sentences(TEXT, [(0, 27)])
    beside.close()
    assert beside.sentences(TEXT, [(0, 27)]) == [plain.sentences(TEXT, 0, 27)]


def test_no_process_is_left_behind(beside: SentencesBeside) -> None:
    beside.sentences(TEXT, [(0, 27)])
    assert beside._process is not None
    number = beside._process.pid
    beside.close()
    with contextlib.suppress(ProcessLookupError):
        os.kill(number, 0)
        pytest.fail("the process is still there")
