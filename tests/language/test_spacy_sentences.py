"""spaCy sees the sentences of the domain, and a near name is found whatever its case."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.domain import sentences as plain
from workbench.language.similar import nearest
from workbench.language.spacy_sentences import pipeline, sentences

_PIECES = [
    "Vi begynte selv.", "Hva?", "«Nei», sa hun.", "f.eks. Bodø", "kl. 12.30", "St.meld. nr. 12", "…", "(latter)", "\n",
    "\n\n", "  ", "– Ja.", "Så kom kommunen!", "i 2015.", "12 personer.", "plan B.", "\u0301", "\u00a0", "osv.",
    "og så\n\nkom de", "[pause]", "Ja", "www.bodo.no", "«Vi må samskape. Det er viktig.»", "e\u0301n.", "👩\u200d🚀.",
    "A.",
]  # fmt: skip


def _texts() -> list[str]:
    chance = random.Random(7)
    return [chance.choice(["", " "]).join(chance.choices(_PIECES, k=chance.randint(1, 30))) for _text in range(200)]


def test_spacy_gives_the_sentences_of_the_domain_on_200_texts() -> None:
    for text in _texts():
        assert sentences(text, 0, len(text)) == plain.sentences(text, 0, len(text)), repr(text)


@settings(max_examples=2000)
@given(st.lists(st.sampled_from(_PIECES), max_size=20), st.sampled_from(["", " ", "\n"]), st.data())
def test_spacy_gives_the_sentences_of_the_domain_for_any_body(
    pieces: list[str], between: str, data: st.DataObject
) -> None:
    text = between.join(pieces)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert sentences(text, start, end) == plain.sentences(text, start, end)


def test_the_sentences_are_set_by_ours_and_not_by_spacy() -> None:
    doc = pipeline()("Vi snakket med f.eks. Bodø. Det gikk.")
    assert [sentence.text for sentence in doc.sents] == ["Vi snakket med f.eks. Bodø.", "Det gikk."]
    doc = pipeline().make_doc("Vi snakket med f.eks. Bodø. Det gikk.")
    with pytest.raises(ValueError, match="E030"):
        list(doc.sents)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("frivilighet", ("Frivillighet",)),
        ("medvirk", ("Brukermedvirkning",)),
        ("NEDENFRA", ("Nedenfra",)),
        ("qqqq", ()),
    ],
)
def test_near_names_are_found(name: str, found: tuple[str, ...]) -> None:
    assert nearest(name, ["Frivillighet", "Brukermedvirkning", "Nedenfra", "Ovenfor"])[:1] == found


def test_at_most_so_many_near_names_the_nearest_first() -> None:
    names = ["kode 1", "kode 2", "kode 3", "kode 4", "kode"]
    assert nearest("kode", names, limit=2)[0] == "kode"
    assert len(nearest("kode", names, limit=2)) == 2
    assert nearest("kode", ["kode", "kode"]) == ("kode",)
    assert nearest("kodx", ["kode"], cutoff=100) == ()


def test_nothing_slow_is_loaded_before_it_is_asked_for() -> None:
    script = (
        "import sys, workbench.cli.app, workbench.cli.nearest, workbench.language;"
        "sys.exit(any(name in sys.modules for name in ('spacy', 'rapidfuzz')))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
