"""Sentences and clauses of spoken Norwegian, bokmål and nynorsk."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from workbench.domain.graphemes import is_boundary
from workbench.domain.sentences import clauses, sentence_at, sentences
from workbench.domain.spans import Span
from workbench.domain.text import normalise

SEEDS = Path(__file__).parents[3] / "shared" / "seeds"

CASES = [
    # What ends a sentence; "|" stands where one ends and the next begins.
    "Vi må gå på øya.| Det er viktig.",
    "Vi prøver, men det går ikkje.| Eg veit ikkje kvifor.",
    "Hva tenker du om det?| Jeg vet ikke.| Kanskje!",
    "Er det sant?!| Ja.",
    "Ja",
    "Ja, nettopp",
    "Det gikk bra. 12 personer kom.".replace(". 12", ".| 12"),
    # Lower case goes on.
    "Kommunen ved avd. for plan tok det.",
    "Vi sa nei... men vi prøvde.",
    "Vi sa … ja, hva sa vi?",
    "«Hva?» spurte hun.",
    "Kommer du? spurte han.",
    # Three points.
    "Ja, si...| Men vi prøver.",
    "Ja, si…| Men vi prøver.",
    "… og så gikk det.| Fint.",
    "… Og så gikk det.| Fint.",
    "Nei. …| Men vi prøver.",
    "Det var … 12 stykker.",
    "De sier (…) Kommunen skal bestemme.",
    "De sier [...] Kommunen skal bestemme.",
    "Det var rart (!) Kommunen sa nei.",
    # Abbreviations that lead.
    "Vi snakket med f.eks. Bodø og Tromsø.",
    "Det gjelder bl.a. Samskapingsprosjektet.",
    "Dei kom t.d. frå Førde.| Det var fint.",
    "Dei kom t.d. Førde og Florø i møte.",
    "Jf. Kommuneloven § 1.| Den er klar.",
    "Se St.meld. nr. 12 om dette.| Den er lang.",
    "Vi fulgte St. meld. 34 der.",
    "Møtet med dr. Hansen og prof. Lie.| Det var bra.",
    "Mht. Bodø kommune er det klart.",
    "Ift. Økonomi og plan gikk det greit.",
    "Det var ca. 50 der.",
    "Ordf. Nilsen kom, ang. Saken om skolen.",
    # Abbreviations that may stand last.
    "Skole, barnehage osv.| Det er mye.",
    "Skole, barnehage osv. og det er mye.",
    "Helse, skole m.fl.| De kom alle.",
    "Helse, skole m.fl. kom.",
    "Bøker, filmer o.l.| Alt var gratis.",
    "Det kostet 3 mill.| Vi hadde to.",
    "Det kostet kr. 500 per person.",
    "Osv.| Det er mye.",
    # Numbers, dates and times.
    "Det var i 2015.| Det gikk bra.",
    "Vi var 12.| Det gikk bra.",
    "Vi var i gang i 2015.| 12 kommuner ble med.",
    "Møtet var kl. 12.30.| Så gikk vi.",
    "Møtet var kl. 12.30 i går.",
    "Det var 17. Mai, og vi feira.",
    "Den 3. juni kom brevet.| Vi svarte 12. 6. 2019.",
    "Det var på 1990-tallet, i 5. klasse.",
    "Det økte med 3,5 pst.| Ingen trodde det.",
    "Se punkt 1. 2. og 3. i planen.",
    "1. Deltakernes motivasjon.\n2. Kommunens plan.".replace(".\n", ".|\n"),
    "a. Deltakernes motivasjon.| Og mer.",
    "ii. Kommunens plan er klar.",
    "Vi.| Vi gjorde det.",
    "Ifølge teorien (Brix et al. 2024) er det slik.",
    # Initials and last letters.
    "Ola B. Hansen kom.| Han var blid.",
    "J.R. Olsen og K. Lie var der.",
    "Vi hadde plan B.| Det gikk bra.",
    "Det er noe jeg er glad i.| Veldig glad.",
    # Quotes, brackets, dashes, notes.
    "Han sa: «Vi må samskape.»| Så gikk han.",
    "Han sa: «Vi må samskape.| Det er viktig.»| Så gikk han.",
    'Han sa: "Nei."| "Ja," sa hun.',
    "(Det var i fjor.)| Nå er det bedre.",
    "Vi gjorde det (jf. planen s. 4).| Så var det gjort.",
    "Kommer du?| – Nei.| – Å ja.",
    "Ja.| - Nei, sa han.",
    "Det var bra.| (latter) Så gikk vi.",
    "Det var bra. (latter)",
    "Det var bra.| [pause] Ja.",
    "Det er … (ler) ja.",
    # Lines.
    "Dette går over\nto linjer.| Og dette\nogså.",
    "En overskrift\n\nOg en tekst".replace("\n\n", "|\n\n"),
    "Slutt her\n \nMen ny her".replace("\n \n", "|\n \n"),
    "Slutt.\n\n\nny her".replace("\n\n\n", "|\n\n\n"),
    # Texts from PDFs have a blank line after each printed line.
    "Kommunen sa at\n\nde ville prøve.| Og det\n \n\ngikk bra.",
    "Vi har tre mål:\n\nå lytte".replace("\n\n", "|\n\n"),
    "Hun sa «nei»\n\nog gikk".replace("\n\n", "|\n\n"),
    "Vi prøver …\n\nog lykkes".replace("\n\n", "|\n\n"),
    "De sier \n\n\n 12 stykker".replace("\n\n\n", "|\n\n\n"),
    "De var der (alle)\n\nog så på.| Ja.",
    # White space and nothing.
    "  Ja.|  Nei.  ",
    "Vi.du og bodø.no er ett ord.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_where_a_reader_ends_them(marked: str) -> None:
    text = marked.replace("|", "")
    expected = [part.strip() for part in marked.split("|")]
    assert [span.of(text) for span in sentences(text, 0, len(text))] == expected


def test_there_are_enough_cases_of_each_kind() -> None:
    assert len(CASES) >= 60
    assert len(set(CASES)) == len(CASES)


def test_only_the_body_is_looked_at() -> None:
    text = "BK3: Ja. Nei.\nI: Hva?"
    assert [span.of(text) for span in sentences(text, 5, 13)] == ["Ja.", "Nei."]
    assert sentences(text, 4, 5) == []
    assert sentences("", 0, 0) == []


def test_the_sentence_at_a_place_is_the_one_around_or_before_it() -> None:
    text = " Ja.  Nei. "
    ja, nei = Span(1, 4), Span(6, 10)
    assert [sentence_at(text, 0, 11, offset) for offset in (0, 1, 3, 4, 5)] == [ja] * 5
    assert [sentence_at(text, 0, 11, offset) for offset in (6, 9, 10, 11)] == [nei] * 4
    assert sentence_at("   ", 1, 3, 2) == Span(1, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja, det er sant.", ["Ja,", "det er sant."]),
        ("Vi har 3,5 mill. kl. 12:30; det er alt: nok.", ["Vi har 3,5 mill. kl. 12:30;", "det er alt:", "nok."]),
        ("– Nei, sa han – og gikk.", ["– Nei,", "sa han –", "og gikk."]),
        ("Ja", ["Ja"]),
        (", , ,", [", , ,"]),
        ("Bergen–Oslo er langt.", ["Bergen–Oslo er langt."]),
    ],
)
def test_clauses_end_after_their_marks(text: str, expected: list[str]) -> None:
    found = clauses(text, Span(0, len(text)))
    assert [span.of(text) for span in found] == expected


PIECES = (
    *(
        "Ja",
        "nei",
        "Vi",
        "osv",
        "f.eks",
        "17",
        "2015",
        "mai",
        "Mai",
        "B",
        "i",
        "St.meld",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\n \n",
    ),
    *(
        ".",
        ". ",
        "… ",
        "... ",
        "? ",
        "!",
        "«",
        "»",
        '"',
        "(",
        ")",
        "(latter) ",
        "[",
        "]",
        "– ",
        ", ",
        "; ",
        "\xa0",
        "\u2003",
    ),
    *("\u0301", " \u0301", "\u0600", "\u0600 ", "\u200d", "\U0001f1f3", "\U0001f469\u200d\U0001f692", "\u0915\u094d"),
)
TEXTS = (
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=24)
    .map("".join)
    .map(lambda raw: normalise(raw).text)
)


def check_parts(text: str, spans: list[Span], start: int, end: int) -> None:
    here = start
    for span in spans:
        assert here <= span.start < span.end <= end
        assert not text[here : span.start].strip()
        assert is_boundary(text, span.start)
        assert is_boundary(text, span.end)
        assert not span.of(text)[0].isspace() or not is_boundary(text, span.start + 1)
        assert not span.of(text)[-1].isspace() or not is_boundary(text, span.end - 1)
        here = span.end
    assert not text[here:end].strip()


@settings(max_examples=2000, deadline=None)
@given(TEXTS)
@example("Ja. \u0301Nei")
@example("\u0600 . Nei")
@example("Ja\n\n\n \u0301nei")
def test_sentences_cover_every_character_and_cut_no_grapheme(text: str) -> None:
    found = sentences(text, 0, len(text))
    check_parts(text, found, 0, len(text))
    for span in found:
        assert all(sentence_at(text, 0, len(text), offset) == span for offset in range(span.start, span.end))
        check_parts(text, clauses(text, span), span.start, span.end)


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.data())
def test_a_body_anywhere_in_a_text_is_cut_as_if_it_stood_alone(text: str, data: st.DataObject) -> None:
    edges = [offset for offset in range(len(text) + 1) if is_boundary(text, offset)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    found = sentences(text, start, end)
    check_parts(text, found, start, end)
    alone = sentences(text[start:end], 0, end - start)
    assert [(span.start - start, span.end - start) for span in found] == [(span.start, span.end) for span in alone]


@pytest.mark.parametrize(
    "piece",
    [". ", "a. ", "A. ", "(a.) ", "a. (b) (c) ", ". (", "...", ".» ", "\n ", "\n\n", "a \n\n", "1. ", ", ", "a. B"],
)
def test_a_long_paragraph_takes_time_by_its_length(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.perf_counter()
    found = sentences(text, 0, len(text))
    clauses(text, Span(0, len(text)))
    assert time.perf_counter() - begun < 5
    check_parts(text, found[:3], 0, found[2].end if len(found) > 2 else len(text))


@pytest.mark.shared
def test_real_reports_are_cut_into_sentences_of_a_readable_length() -> None:
    files = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    if not files:
        pytest.skip("the texts beside the repository (../shared/seeds) are not here")
    total = 0
    for file in files:
        text = normalise(file.read_text(encoding="utf-8")).text
        found = sentences(text, 0, len(text))
        check_parts(text, found, 0, len(text))
        whole = " ".join(text.split())
        joined = sentences(whole, 0, len(whole))
        lengths = sorted(len(span) for span in joined)
        assert 40 < lengths[len(lengths) // 2] < 200
        assert sum(span.of(whole)[0].islower() for span in joined) < 0.02 * len(joined) + 1
        total += len(joined)
    assert total > 1000
