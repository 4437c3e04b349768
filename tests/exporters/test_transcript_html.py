"""The page of a coded transcript: the words are the text's, text of people is text, one stylesheet and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from tests.architecture.pseudo import Pseudo
from tests.domain.transcripts_made import (
    ABOVE,
    BELOW,
    LONE,
    THEME,
    Mark,
    said_and_marked,
    source_text,
    transcript,
)
from tests.exporters.hostile import PAYLOADS
from tests.exporters.transcript_pages import TranscriptPage, classes
from tests.probes import PROBES
from workbench import i18n
from workbench.domain.days import day
from workbench.domain.passages import Stance
from workbench.exporters import transcript_html, transcript_words
from workbench.exporters.html_table import HUES
from workbench.exporters.legal_text import fit
from workbench.exporters.transcript_looks import SHAPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.coded_transcript import CodedTranscript

PARTS = Path(transcript_html.__file__).parent / "html"
FOR, AGAINST = Stance.FOR, Stance.AGAINST
SAID = [("I", "Hvem begynte?"), ("SK1", "Vi begynte selv, i fjor."), ("I", "Ja?"), ("SK1", "Lederne kom etter.")]
MARKS = [
    Mark(22, 45, ((BELOW, 1, FOR), (ABOVE, 2, AGAINST), (LONE, 1, FOR)), "et memo", True),
    Mark(25, 37, ((THEME, 1, FOR),)),
    Mark(39, 65, ((LONE, 2, FOR),), "et langt memo " * 40),
    Mark(54, 57, (), "hvem sier det?"),
]
Drawn = tuple[list[tuple[str, str]], list[Mark]]


def written(made: CodedTranscript) -> bytes:
    return b"".join(transcript_html.transcript_html(made))


def page(made: CodedTranscript) -> TranscriptPage:
    return TranscriptPage(written(made))


def small(text: Callable[[str], str] = str) -> CodedTranscript:
    return transcript(SAID, MARKS, text)


@pytest.fixture(scope="module")
def innocent() -> TranscriptPage:
    i18n.set_language("en")
    return page(small())


# The words.


@settings(max_examples=200)
@given(said_and_marked())
def test_the_words_come_out_turn_by_turn_as_they_were(drawn: Drawn) -> None:
    said, marks = drawn
    found = page(transcript(said, marks))
    assert found.turns() == [body for _label, body in said]
    assert found.mistakes == []


@settings(max_examples=200)
@given(said_and_marked())
def test_marked_words_are_those_of_the_passages(drawn: Drawn) -> None:
    said, marks = drawn
    made, text = transcript(said, marks), source_text(said)
    found = page(made).passages()
    assert found.keys() == {passage.number for passage in made.passages}
    for passage in made.passages:
        if any(turn.body_start <= passage.span.start and passage.span.end <= turn.body_end for turn in text.turns):
            assert found[passage.number] == passage.words


def test_a_turn_of_a_hundred_thousand_characters_is_whole() -> None:
    body = ("Ja, det var slik. " * 6000).strip()
    text = source_text([("SK1", body)])
    marks = [Mark(at, at + 90, ((BELOW, 1, FOR),)) for at in range(text.turns[0].body_start, len(body) - 90, 50)]
    assert len(body) > 100_000
    assert page(transcript([("SK1", body)], marks)).turns() == [body]


def test_six_stripes_side_by_side_and_more_than_fit() -> None:
    body = "Dette er ord som alle kodene ligger på, og litt til."
    start = source_text([("SK1", body)]).turns[0].body_start
    marks = [Mark(start + n, start + 30 + n, ((BELOW, 1, FOR),)) for n in range(transcript_html.LANES + 4)]
    found = page(transcript([("SK1", body)], marks))
    lanes = {name for one in found.of_class("s") for name in classes(one) if re.fullmatch(r"l\d+", name)}
    assert lanes == {f"l{lane}" for lane in range(transcript_html.LANES)}
    assert {f"f{SHAPES}"} <= {name for one in found.of_class("s") for name in classes(one)}
    assert len(found.of_class("note")) == len(marks), "every name stands in the margin all the same"


def test_every_row_of_marked_words_has_its_stripe() -> None:
    for text in ("Ja.", "to ord", "x" * 300, "漢字" * 90, "Et svar som er langt nok til å gå over flere rader. " * 4):
        found = page(transcript([("SK1", text.strip())], [Mark(5, 5 + len(text.strip()), ((BELOW, 1, FOR),))]))
        (mark,) = (one for one in found.root.iter("mark"))
        between = [mark.text or "", *(one.tail or "" for one in mark)]
        assert not between[-1].strip(), "one stands after the last word"
        assert all(len(words) <= 64 for words in between), between


# Text of people.


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES])
def test_no_text_becomes_markup_and_every_text_stands_as_it_was_written(payload: str, innocent: TranscriptPage) -> None:
    found = page(small(lambda text: text + payload))
    assert found.shape() == innocent.shape()
    assert found.mistakes == []
    texts = found.texts()
    for text in ("SK1", "Ovenfra", "Fra staten.", "når", "når ikke", "et memo", "om alt", "et langt memo " * 40):
        assert fit(text + payload) in texts
    body = " ".join("".join(one.itertext()) for one in found.root.iter("body"))
    for text in ("Storvik", "Prøve", "Anne Berg", "SK1:2b", "Kvelvet", "første", "AB"):
        assert fit(text + payload) in body


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES])
def test_what_is_said_stands_as_it_was_said(payload: str) -> None:
    body = fit(payload).strip()
    made = transcript([(f"X{body}", f"{body} ja {body}")], [Mark(3 + len(body), 6 + 2 * len(body), ((BELOW, 1, FOR),))])
    found = page(made)
    assert found.turns() == [f"{body} ja {body}"]
    assert [one.text for one in found.of_class("speaker")] == [f"X{body}"]


def test_long_names_are_whole() -> None:
    found = page(small(lambda text: text + "æ" * 500))
    assert "Nedenfra" + "æ" * 500 in found.texts()


# What the page may do.


def test_the_policy_names_the_one_style_and_nothing_else(innocent: TranscriptPage) -> None:
    policy = next(str(one.get("content")) for one in innocent.root.iter("meta") if one.get("http-equiv"))
    (style,) = (one.text or "" for one in innocent.root.iter("style"))
    hashed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"
    assert style == (PARTS / "transcript.css").read_text(encoding="utf-8")


def test_nothing_is_fetched_and_nothing_acts(innocent: TranscriptPage) -> None:
    names = {name for _tag, attributes in innocent.shape() for name in attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src", "srcset", "action", "data"}
    assert not {"script", "form", "iframe", "img", "svg", "link"} & {tag for tag, _attributes in innocent.shape()}
    assert {str(one.get("href"))[0] for one in innocent.root.iter() if one.get("href")} == {"#"}
    both = "".join((PARTS / f"transcript.{ending}").read_text(encoding="utf-8") for ending in ("css", "html"))
    assert not re.search(r"url\(|@import|https?:", both)
    assert "|safe" not in both.replace(" ", "")


def test_the_stylesheet_knows_every_class_that_is_made(innocent: TranscriptPage) -> None:
    style = (PARTS / "transcript.css").read_text(encoding="utf-8")
    made = [f".h{hue} {{ --hue:" for hue in (*range(HUES), "x")]
    made += [f".l{lane} {{ left:" for lane in range(transcript_html.LANES)]
    made += [f".w{lanes} {{ --gutter:" for lanes in range(transcript_html.LANES + 1)]
    made += [f".f{shape} {{ background:" for shape in range(SHAPES + 1)]
    assert [rule for rule in made if rule not in style] == []


def test_every_link_leads_somewhere(innocent: TranscriptPage) -> None:
    ids = [str(one.get("id")) for one in innocent.root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert {str(one.get("href"))[1:] for one in innocent.root.iter("a")} <= set(ids)


# What it says.


def test_the_margin_says_what_is_coded_by_whom_and_which_way(innocent: TranscriptPage) -> None:
    first = " ".join("".join(innocent.of_class("note")[0].itertext()).split())
    assert first == (
        "Passage 1 SK1:2b ★, starred Ovenfra − against CDNedenfra Anne BergKjenner ordet Anne BergAbout: Kvelvet"
        "Idea et memo Anne Berg, 3 May 2026"
    )


def test_a_long_memo_stands_whole_at_the_end(innocent: TranscriptPage) -> None:
    (long, *_rest) = [one for one in innocent.of_class("end-memo") if one.get("id")]
    assert "et langt memo " * 40 in ["".join(one.itertext()) for one in long.iter("p")]
    assert "Long memo, at the end: 1" in innocent.texts()


def test_what_is_hidden_is_said(innocent: TranscriptPage) -> None:
    assert "The view hides 2 codings. The view hides 1 memo." in innocent.texts()


def test_the_end_of_each_passage_is_told_to_the_ear(innocent: TranscriptPage) -> None:
    told = "".join(text for one in innocent.of_class("said") for text in one.itertext())
    assert [number for number in range(1, 5) if f"(end of {number})" in told] == [1, 2, 3]


def test_template_and_document_use_every_word() -> None:
    used = set(re.findall(r"\bsay\.(\w+)", (PARTS / "transcript.html").read_text(encoding="utf-8")))
    for name in ("docx", "rows", "words"):
        source = (PARTS.parent / f"transcript_{name}.py").read_text(encoding="utf-8")
        used |= set(re.findall(r"""words(?:\(\))?\[["'](\w+)["']\]""", source))
    used |= {"rule", "when", "when_not", "example"}
    assert used == transcript_words.words().keys()


def test_no_word_of_the_page_is_bare() -> None:
    greek = str.maketrans("abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", "α" * 29 + "Ω" * 29)
    i18n.use_translations(Pseudo(), "en")
    try:
        found = page(transcript([("I", "1"), ("SK1", "2, 3")], [Mark(9, 13, ((BELOW, 1, FOR),), "4", True)],
                                lambda text: text.translate(greek)))  # fmt: skip
    finally:
        i18n.set_language("en")
    (body,) = found.root.iter("body")
    labels = [str(one.get(name)) for one in found.root.iter() for name in ("aria-label", "title") if one.get(name)]
    bare = re.sub(r"⟦.*?⟧", " ", " ".join([*body.itertext(), *labels]), flags=re.DOTALL)
    assert set(re.findall(r"[A-Za-zÆØÅæøå]+", bare)) <= {"SK", "I", "T", "Z", "Interview", "Workbench", "ab" * 32}


@pytest.mark.parametrize(("language", "day"), [("nb", "4. "), ("en", "4 March 2025")])
def test_the_page_speaks_the_language_chosen(language: str, day: str) -> None:
    i18n.set_language(language)
    found = page(small())
    assert found.root.get("lang") == language
    assert day in "".join(found.of_class("subtitle")[0].itertext())


def test_what_is_no_date_stays_as_it_is() -> None:
    assert [day(text) for text in ("", "våren 2025", "2025-13-01")] == ["", "våren 2025", "2025-13-01"]


# The same bytes.


def test_the_same_transcript_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys, hashlib; from tests.exporters.test_transcript_html import small, written;"
        "print(hashlib.sha256(written(small())).hexdigest())"
    )
    found = {hashlib.sha256(written(small())).hexdigest()}
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=PARTS.parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1
