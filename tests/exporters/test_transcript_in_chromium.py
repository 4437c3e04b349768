"""The page of a coded transcript in a real browser: names, stripes and words never lie on one another."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.domain.transcripts_made import ABOVE, BELOW, LONE, THEME, Mark, source_text, transcript
from tests.exporters.chromium import Chromium, Page
from tests.exporters.hostile import PAYLOADS
from tests.exporters.test_transcript_html import small, written
from tests.probes import PROBES
from workbench.domain.passages import Stance
from workbench.i18n import set_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.coded_transcript import CodedTranscript

pytestmark = pytest.mark.browser

FOR, AGAINST = Stance.FOR, Stance.AGAINST
AXE = os.environ.get("WORKBENCH_AXE", "")
RECTS = """(() => {
  const rects = selector => [...document.querySelectorAll(selector)].map(node => {
    const r = node.getBoundingClientRect(); return [r.left, r.top, r.right, r.bottom]; });
  const rows = [...document.querySelectorAll('mark')].flatMap(node => [...node.getClientRects()]
    .map(r => [r.left, r.top, r.right, r.bottom]));
  return {notes: rects('.note'), stripes: rects('.s'), said: rects('.said'), who: rects('.who'), rows};
})()"""
Rect = list[float]


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    found = Chromium()
    yield found
    found.close()


def dense() -> CodedTranscript:
    """Many passages on few words, and many short turns after them."""
    body = "Dette er en tur der alt er kodet mange ganger, av to, og der navnene må flytte seg nedover. " * 4
    said = [
        ("I", "Hva?"),
        ("SK1", body.strip()),
        *(("SK1", f"Kort svar {n}.") for n in range(8)),
        ("Kari Nordmann", "Ja."),
    ]
    text = source_text(said)
    start = text.turns[1].body_start
    codes = ((BELOW, 1, FOR), (ABOVE, 2, AGAINST), (LONE, 1, FOR))
    marks = [Mark(start + n * 7, start + 150 + n * 9, codes[: n % 3 + 1], "et memo" * (n % 4 == 0)) for n in range(7)]
    marks += [Mark(turn.body_start, turn.body_end, ((THEME, 1, FOR),), "", True) for turn in text.turns[2:]]
    return transcript(said, marks)


def overlap(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] - 0.5 and other[0] < one[2] - 0.5 and one[1] < other[3] - 0.5 and other[1] < one[3] - 0.5


def shown(made: CodedTranscript, file: Path) -> Path:
    set_language("en")
    file.write_bytes(written(made))
    return file


@pytest.mark.parametrize("kind", ["screen", "print"])
@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_lies_on_anything_else(browser: Chromium, tmp_path: Path, width: int, kind: str) -> None:
    with browser.page(shown(dense(), tmp_path / "t.html"), width) as page:
        page.media(kind="print" if kind == "print" else "")
        found: dict[str, Any] = page.js(RECTS)
        assert page.js("document.documentElement.scrollWidth <= innerWidth + 1") or kind == "print"
    notes, said = found["notes"], found["said"]
    assert len(notes) == 7 + 9
    for place, note in enumerate(notes):
        assert not any(overlap(note, other) for other in notes[place + 1 :])
        assert not any(overlap(note, other) for other in (*said, *found["stripes"]))
        assert note[2] > note[0]
    for number, who in enumerate(found["who"]):
        assert not any(overlap(who, other) for other in (*said, *found["who"][number + 1 :]))
    for stripe in found["stripes"]:
        assert not any(overlap(stripe, other) for other in said)


def test_a_note_begins_on_the_row_of_its_passage(browser: Chromium, tmp_path: Path) -> None:
    said = [("SK1", "Et langt svar uten koder til å begynne med. " * 6 + "Her er den. " + "Og mer. " * 20)]
    at = source_text(said).text.index("Her er")
    made = transcript([(said[0][0], said[0][1].strip())], [Mark(at, at + 11, ((BELOW, 1, FOR),))])
    with browser.page(shown(made, tmp_path / "t.html")) as page:
        found = page.js(RECTS)
    (note,), (row, *_more) = found["notes"], found["rows"]
    assert abs(note[1] - row[1]) < row[3] - row[1]


@pytest.mark.parametrize("width", [1280, 800, 400])
def test_every_row_of_marked_words_has_its_stripe_and_no_other_row(
    browser: Chromium, tmp_path: Path, width: int
) -> None:
    said = [("SK1", "Et langt svar med nokså korte ord, og så noen lengre: samskapingsprosessene. " * 9)]
    text = source_text(said).text
    marks = [Mark(60, 420, ((BELOW, 1, FOR),)), Mark(500, 512, ((ABOVE, 1, FOR),))]
    made = transcript([(said[0][0], said[0][1].strip())], marks)
    assert len(text) > 512
    with browser.page(shown(made, tmp_path / "t.html"), width) as page:
        found = page.js(RECTS)
    middles = [(row[1] + row[3]) / 2 for row in found["rows"] if row[2] - row[0] > 1]
    stripes = [(stripe[1], stripe[3]) for stripe in found["stripes"]]
    assert all(any(top <= middle <= bottom for top, bottom in stripes) for middle in middles)
    assert all(any(top <= middle <= bottom for middle in middles) for top, bottom in stripes)


def test_it_fetches_nothing_and_runs_nothing(browser: Chromium, tmp_path: Path) -> None:
    file = tmp_path / "t.html"
    for payload in ("", "".join(PAYLOADS), "".join(PROBES)):
        made = shown(small(lambda text, more=payload: text + more), file)  # type: ignore[misc]
        with browser.page(made) as page:
            assert page.requests() == [file.as_uri()]
            assert page.complaints() == []
            assert page.js("window.hacked === undefined")


def test_the_policy_holds_against_a_script_put_in(browser: Chromium, tmp_path: Path) -> None:
    file = tmp_path / "t.html"
    file.write_bytes(written(small()).replace(b"</main>", b"<script>window.hacked=1</script></main>"))
    with browser.page(file) as page:
        assert page.js("window.hacked === undefined")
        assert any("Content Security Policy" in line for line in page.complaints())


def test_it_prints_on_upright_pages(browser: Chromium, tmp_path: Path) -> None:
    with browser.page(shown(dense(), tmp_path / "t.html")) as page:
        pdf = page.pdf()
    assert pdf.startswith(b"%PDF")
    assert b"/MediaBox [0 0 594.95996 841.91998]" in pdf or b"/MediaBox [0 0 595" in pdf


def reached(page: Page) -> list[str]:
    found = []
    for _press in range(12):
        page.key("Tab")
        found.append(page.js("document.activeElement.className + ' ' + document.activeElement.getAttribute('href')"))
    return found


def test_the_keyboard_goes_from_number_to_name_and_back(browser: Chromium, tmp_path: Path) -> None:
    with browser.page(shown(small(), tmp_path / "t.html")) as page:
        stops = reached(page)
        assert stops[0] == "skip #transcript"
        assert "key #n1" in stops
        assert "number #p1" in stops
        page.click(".key")
        assert page.js("location.hash") == "#n1"


@pytest.mark.skipif(not AXE, reason="WORKBENCH_AXE does not name axe-core's axe.min.js")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Chromium, tmp_path: Path, scheme: str) -> None:
    checker = Path(AXE).read_text(encoding="utf-8")

    def set_up(page: Page) -> None:
        # The checker writes styles of its own, which the page's policy forbids.
        page.ask("Page.setBypassCSP", enabled=True)
        page.media(scheme)

    with browser.page(shown(dense(), tmp_path / "t.html"), before=set_up) as page:
        page.js(f"{checker};0")
        found = page.js("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => v.id))")
    assert found == []
