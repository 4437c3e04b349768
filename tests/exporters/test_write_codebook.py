"""Codebooks written as YAML: they read back as they were, and comments stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.exporters.codebook_drafts import drafts
from workbench.domain.codebook import CodebookDraft, CodeDraft, Dimension, DimensionKind
from workbench.domain.codebook_rules import check
from workbench.exporters.codebook_yaml import write_codebook
from workbench.importers.codebook_yaml import codebook_of

SHIPPED = sorted((Path(__file__).resolve().parents[2] / "codebooks").glob("*.yaml"))

WRITTEN = """\
# Kodeboka vår
name: Samskaping  # arbeidstittel
language: nb
version: 2

# temaene
codes:

  # om makt
  - name: Makt
    colour: "#AABBCC"  # blå
    definition: |  # kort
      Hvem som bestemmer,
      og når.
    # ikke bruk for mye
    when: alltid
    dimension: poles
    ends: [Høy, Lav]
    codes:
      - name: Høy
      # den lave
      - name: Lav
        example:   # mangler

  # om tillit
  - name: Tillit
    definition: 'Å stole på'
# slutt
"""


def read(text: str) -> CodebookDraft:
    return codebook_of(text, "kodebok.yaml")


@settings(max_examples=300)
@given(drafts)
def test_what_is_written_reads_back_as_it_was(draft: CodebookDraft) -> None:
    assert not check(draft)
    assert read(write_codebook(draft, None)) == draft


@settings(max_examples=60)
@given(drafts)
def test_another_reader_finds_the_same_words(draft: CodebookDraft) -> None:
    loaded = YAML(typ="safe", pure=True).load(write_codebook(draft, None))
    assert loaded["name"] == draft.name
    for code, written in zip(draft.codes, loaded["codes"], strict=True):
        assert (code.name, code.definition) == (written["name"], written.get("definition", ""))


@settings(max_examples=60)
@given(drafts, drafts)
def test_writing_over_any_earlier_text_gives_the_new_codebook(before: CodebookDraft, after: CodebookDraft) -> None:
    first = write_codebook(before, None)
    mixed = replace(after, codes=_unlike((*after.codes, *reversed(before.codes))))
    text = write_codebook(mixed, first)
    assert read(text) == mixed
    assert write_codebook(mixed, text) == text


def _unlike(codes: tuple[CodeDraft, ...]) -> tuple[CodeDraft, ...]:
    kept: dict[str, CodeDraft] = {}
    for code in codes:
        kept.setdefault(code.name.casefold().strip(), code)
    return tuple(kept.values())


@settings(max_examples=60)
@given(drafts, st.data())
def test_comments_above_codes_stay_above_them(draft: CodebookDraft, data: st.DataObject) -> None:
    lines = write_codebook(draft, None).split("\n")
    starts = [n for n, line in enumerate(lines) if line.lstrip().startswith("- name: ")]
    for number in reversed(starts):
        indent = data.draw(st.integers(0, lines[number].index("-")))  # further in it would belong to a text above
        lines.insert(number, " " * indent + f"# om {lines[number].strip()}")
    commented = "\n".join(lines)
    assert write_codebook(draft, commented) == commented
    turned = replace(draft, codes=tuple(replace(code, since=1, example="ny: #1") for code in reversed(draft.codes)))
    text = write_codebook(turned, commented)
    assert read(text) == turned
    after = text.split("\n")
    for number, line in enumerate(after):
        if line.lstrip().startswith("- name: "):
            assert after[number - 1].strip() == f"# om {line.strip()}"


def test_an_unchanged_codebook_keeps_every_byte() -> None:
    assert write_codebook(read(WRITTEN), WRITTEN) == WRITTEN


def test_changed_values_keep_the_comments_about_them() -> None:
    draft = read(WRITTEN)
    power, trust = draft.codes
    low = power.codes[1]
    changed = replace(
        draft,
        name="Ny: tittel",
        version=3,
        codes=(
            trust,
            replace(
                power,
                colour="#000000",
                definition="Én linje",
                when="",
                since=3,
                dimension=Dimension(DimensionKind.POLES, ends=("Lav", "Høy")),
                codes=(replace(low, example="slik"), power.codes[0], CodeDraft("Midt", definition="a\nb")),
            ),
        ),
    )
    text = write_codebook(changed, WRITTEN)
    assert read(text) == changed
    assert text == """\
# Kodeboka vår
name: "Ny: tittel"  # arbeidstittel
language: nb
version: 3

# temaene
codes:

  # om tillit
  - name: Tillit
    definition: 'Å stole på'

  # om makt
  - name: Makt
    colour: "#000000"  # blå
    definition: Én linje  # kort
    since: 3
    # ikke bruk for mye
    dimension: poles
    ends: [Lav, Høy]
    codes:
      # den lave
      - name: Lav
        example: slik   # mangler
      - name: Høy
      - name: Midt
        definition: |-
          a
          b
# slutt
"""  # fmt: skip


def test_a_renamed_code_keeps_its_comments() -> None:
    draft = read(WRITTEN)
    renamed = replace(draft, codes=(draft.codes[0], replace(draft.codes[1], name="Tiltro")))
    assert write_codebook(renamed, WRITTEN) == WRITTEN.replace("name: Tillit", "name: Tiltro")


@pytest.mark.parametrize(
    "earlier",
    [
        "# hei\nname: [\n",
        "# hei\n",
        "# hei\n- a\n- b\n",
        "# hei\nname: A\ncodes: [{name: B}]\n",
        "# hei\nname: A\ncodes:\n  -\n    name: B\n",
        "# hei\nname: &x A\ncodes:\n  - name: *x\n",
        "# hei\nname: A\nfarge: x\ncodes: []\n",
        "# hei\nname: A\nname: B\ncodes: []\n",
        "# hei\n? name\n: A\n",
        "# hei\n" + "a: [" * 3000,
        "# hei\nname: A\n---\nname: B\n",
        "# hei\n\tname: A\n",
    ],
)
def test_an_earlier_text_that_cannot_be_followed_loses_no_comment(earlier: str) -> None:
    draft = read(WRITTEN)
    text = write_codebook(draft, earlier)
    assert read(text) == draft
    assert text.startswith("# hei\n")
    assert write_codebook(draft, text) == text


def test_windows_line_ends_and_a_byte_order_mark_go() -> None:
    windows = "\ufeff" + WRITTEN.replace("\n", "\r\n")
    assert write_codebook(read(WRITTEN), windows) == WRITTEN


def test_another_indentation_is_kept() -> None:
    flat = "name: A\nlanguage: nb\nversion: 1\ncodes:\n-   name: B # b\n    codes:\n    -   name: C\n"
    draft = read(flat)
    assert write_codebook(draft, flat) == flat
    more = replace(draft, codes=(replace(draft.codes[0], codes=(*draft.codes[0].codes, CodeDraft("D"))),))
    assert write_codebook(more, flat) == flat + "    - name: D\n"


def test_a_codebook_without_codes_reads_back() -> None:
    draft = read(WRITTEN)
    none = replace(draft, codes=())
    assert read(write_codebook(none, WRITTEN)) == none
    again = write_codebook(none, WRITTEN)
    assert read(write_codebook(draft, again)) == draft


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_codebooks_are_kept_to_the_byte(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    draft = read(text)
    assert write_codebook(draft, text) == text
    assert read(write_codebook(draft, None)) == draft
