"""The HTML page: text of people is text, nothing is fetched, one script and one style run, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.architecture.pseudo import Pseudo
from tests.exporters.hostile import PAYLOADS
from tests.exporters.page_reports import report, shown_quotes
from tests.golden.html_pages import HtmlPage, seen
from tests.probes import PROBES
from workbench import i18n
from workbench.domain.said import Said
from workbench.domain.tallies import Grouping
from workbench.exporters import html_words, matrix_html
from workbench.exporters.html_table import HUES
from workbench.exporters.report_facts import signs_told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.report import Report

PARTS = Path(matrix_html.__file__).parent / "html"
LONG = "Ja, nei. " * 4445


def written(made: Report) -> bytes:
    return b"".join(matrix_html.matrix_html(made))


def page(made: Report) -> HtmlPage:
    return HtmlPage(written(made))


@pytest.fixture(scope="module")
def innocent() -> HtmlPage:
    i18n.set_language("en")
    return page(report())


# Text of people.


@pytest.mark.parametrize("payload", [*PAYLOADS, *PROBES])
def test_no_text_becomes_markup_and_every_text_stands_as_it_was_written(payload: str, innocent: HtmlPage) -> None:
    found = page(report(lambda text: text + payload))
    assert found.shape() == innocent.shape()
    assert found.mistakes == [] or set(payload) & set("\x1b\x07\x9b"), "control signs are an older parser's mistakes"
    texts = found.texts()
    for text in ("Hvem starter samskaping?", "en regel", "når", "når ikke", "et eksempel", "utenfor temaet"):
        assert text + payload in texts
    assert f"Ovenfra{payload}" in [line[0] for line in found.lines()]
    assert f"Storvik{payload} (SK)" in found.lines()[0]
    strings = set(strings_in(found))
    for text in ("ord i SK1:2", "et memo", "A", "Hva sa du?", "Ja, ", " og så.", "Informant i SK1", "SK1", "Storvik"):
        assert text + payload in strings


def strings_in(found: HtmlPage) -> Iterator[str]:
    """Every text in the data of a page."""
    waiting: list[object] = [found.index]
    waiting += [json.loads(found.script(f"words-{place}")) for place in range(len(found.index["sources"]))]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
            waiting += value.keys()
        elif isinstance(value, list):
            waiting += value


def test_there_are_sixty_payloads() -> None:
    assert len(set(PAYLOADS)) >= 60


def test_a_text_that_is_not_escaped_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("workbench.exporters.html_data._NEVER_AS_IS", ())
    with pytest.raises(json.JSONDecodeError):
        page(report(lambda text: text + "</script><script>window.hacked=1</script>"))


def test_a_quote_of_forty_thousand_characters_is_whole() -> None:
    made = report()
    long = [shown._replace(quote=shown.quote._replace(words=LONG)) for shown in made.quotes]
    assert len(LONG) > 40_000
    assert LONG in set(strings_in(page(replace(made, quotes=long))))


# What the page may do.


def test_the_policy_names_the_one_script_and_the_one_style(innocent: HtmlPage) -> None:
    root = innocent.root
    policy = next(str(found.get("content")) for found in root.iter("meta") if found.get("http-equiv"))
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules.pop("default-src") == "'none'"
    scripts = [found.text or "" for found in root.iter("script") if found.get("type") is None]
    styles = [found.text or "" for found in root.iter("style")]
    assert [rules.pop("script-src")] == [f"'sha256-{hashed(text)}'" for text in scripts]
    assert [rules.pop("style-src")] == [f"'sha256-{hashed(text)}'" for text in styles]
    assert rules == {
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "'none'",
    }
    assert [scripts, styles] == [[read("page.js")], [read("page.css")]]
    assert {found.get("type") for found in root.iter("script")} == {None, "application/json"}


def hashed(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()


def read(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def test_nothing_is_fetched_and_nothing_acts_by_itself(innocent: HtmlPage) -> None:
    names = {name for _tag, attributes in innocent.shape() for name in attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"style", "src", "srcset", "action", "data"}
    links = {str(found.get("href")) for found in innocent.root.iter() if found.get("href")}
    assert {link[0] for link in links} == {"#"}
    assert not re.search(r"url\(|@import|https?:", read("page.css") + read("page.html"))
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(|fetch\(|XMLHttp|https?:",
                         read("page.js"))  # fmt: skip


def test_the_words_of_people_go_into_the_page_as_text_only() -> None:
    assert "|safe" not in read("page.html").replace(" ", "")
    assert "autoescape" not in read("page.html")


def test_the_stylesheet_knows_every_hue() -> None:
    for hue in (*range(HUES), "x"):
        assert f".h{hue} {{ --hue:" in read("page.css")


# Words.


def test_template_and_script_use_every_word_and_name_no_other() -> None:
    used = set(re.findall(r"\bsay\.(\w+)", read("page.html")))
    assert used == html_words.page_words().keys()
    used = set(re.findall(r"\bsay\.(\w+)", read("page.js")))
    assert used == html_words.script_words().keys()


@pytest.mark.parametrize("grouping", [Grouping.CASE, Grouping.SOURCE])
def test_no_word_of_the_page_is_bare(grouping: Grouping) -> None:
    greek = str.maketrans("abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ", "α" * 29 + "Ω" * 29)
    i18n.use_translations(Pseudo(), "en")
    try:
        found = page(report(lambda text: text.translate(greek), grouping))
    finally:
        i18n.set_language("en")
    body = next(found.root.iter("body"))
    text = " ".join(" ".join(seen(part)) for part in body if part.tag != "script")
    labels = [str(part.get(name)) for part in found.root.iter() for name in ("aria-label", "title") if part.get(name)]
    bare = re.sub(r"⟦.*?⟧", " ", text + " ".join(labels), flags=re.DOTALL)
    left = set(re.findall(r"[A-Za-zÆØÅæøå]+", bare))
    # Labels, the program's name, and the file and the fingerprint of the manifest.
    assert left <= {"SK", "FK", "NK", "G", "D", "T", "Z", "Interview", "Workbench", "sk", "txt", "ab" * 32}


def test_the_page_speaks_the_language_chosen() -> None:
    i18n.set_language("nb")
    found = page(report())
    assert found.root.get("lang") == "nb"
    assert found.index["language"] == "nb"


# The same bytes.


def test_the_same_report_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import sys, hashlib; from tests.exporters.test_matrix_html import report, written;"
        "print(hashlib.sha256(written(report())).hexdigest())"
    )
    found = set()
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=PARTS.parents[2],
            env={"PYTHONHASHSEED": seed, "PATH": "", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


def test_nothing_slow_is_loaded_before_a_page_is_made() -> None:
    script = "import sys, workbench.exporters.matrix_html; print('jinja2' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=PARTS.parents[2], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False"


def test_words_of_several_turns_hold_references_and_never_the_labels_of_the_text() -> None:
    made = report()
    first, *rest = shown_quotes(made.matrix.facts, str)
    words = "Rammen, ja.\nI: Ja?\nKari: De sender brev."
    said = (Said("SK3", False, "Rammen, ja."), Said("I", True, "Ja?"), Said("SK3", False, "De sender brev."))
    paper = first._replace(quote=first.quote._replace(informants=()), speaker="document", cited="document D1:2")
    changed = first._replace(quote=first.quote._replace(words=words), said=said, cited="SK3 · G1:12")
    for shown in (changed, paper):
        file = written(replace(made, quotes=[shown, *rest]))
        assert "Kari" not in file.decode("utf-8")
        found = HtmlPage(file)
        texts, _asked, _memos = json.loads(found.script("words-0"))
        assert texts[0][5] == shown.cited
        if shown is changed:
            assert texts[0][6] == [["SK3", 0, "Rammen, ja."], ["I", 1, "Ja?"], ["SK3", 0, "De sender brev."]]
            assert texts[0][0] == ""
        else:
            assert found.index["voices"][0][4] == "document"


def test_signs_beside_the_marks_are_told_under_the_table() -> None:
    made = report()
    shown = signs_told(made)
    assert "of the quotes are from" in shown or "the others" in shown or "somebody says it" in shown
    assert shown in page(made).texts()
