"""Sound codebook drafts for Hypothesis, with names and texts that YAML finds hard."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from workbench.domain.codebook import (
    LONGEST_NAME,
    PATH_SEPARATOR,
    Axis,
    CodebookDraft,
    CodeDraft,
    Dimension,
    DimensionKind,
    Room,
)
from workbench.domain.naming import name_problem, not_for_text, same

VERSION = 7
HARD = (
    "no", "null", "~", "true", "Yes", "2016", "2016-01-01", "12:30", "1e3", "0x1F", "010", "-", "- a", "?", "? b",
    ": c", "#d", "a: b", "a #b", "a:", "*x", "&y", "!z", "|", ">", "%", "@k", "`", "'", '"', "---", "...", "<<", "=",
    "[a", "a]", "{b}", "a, b", "\\", "\\n", "a\u00a0b", "ÆØÅ", "«Vi»", "Makt: hvem?", ".inf", "+1", "a  b", "🙂",
)  # fmt: skip


def _good_name(name: str) -> bool:
    return name_problem(name, LONGEST_NAME) is None and PATH_SEPARATOR not in f" {name} "


names = (
    (st.sampled_from(HARD) | st.text(max_size=12) | st.text("ab :#,'\"-\\", max_size=8))
    .map(lambda name: unicodedata.normalize("NFC", name))
    .filter(_good_name)
)
texts = (
    (
        st.just("")
        | st.sampled_from(HARD)
        | st.text(max_size=30)
        | st.lists(st.sampled_from(["", "a", " b", "- c: d", "# e", "f ", "\tg", "'", '"h"', "---"]), max_size=5).map(
            "\n".join
        )
    )
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(lambda text: not_for_text(text) is None)
)
colours = st.just("") | st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def _codes(children: st.SearchStrategy[tuple[CodeDraft, ...]]) -> st.SearchStrategy[tuple[CodeDraft, ...]]:
    code = st.builds(
        CodeDraft, names, colours, texts, texts, texts, texts, st.integers(1, VERSION), st.just(Dimension()), children
    )
    siblings = st.lists(code, min_size=1, max_size=5, unique_by=lambda code: same(code.name)).map(tuple)
    return siblings.flatmap(lambda codes: st.tuples(*(_with_dimension(code) for code in codes)))


def _with_dimension(code: CodeDraft) -> st.SearchStrategy[CodeDraft]:
    under = [child.name for child in code.codes]
    choices = [st.just(Dimension())]
    if len(under) >= 2:
        choices.append(st.just(Dimension(DimensionKind.POLES, ends=(under[0], under[-1]))))
        choices.append(st.permutations(under).map(lambda steps: Dimension(DimensionKind.ORDERED, steps=tuple(steps))))
    if len(under) >= 5:
        a, b, c, d, e = under[:5]
        axes = st.tuples(names, names).filter(lambda pair: same(pair[0]) != same(pair[1]))
        choices.append(
            axes.map(
                lambda pair: Dimension(
                    DimensionKind.TYPOLOGY,
                    axes=(Axis(pair[0], (a, b)), Axis(pair[1], (c, d))),
                    rooms=(Room(e, (b, c)),),
                )
            )
        )
    return st.one_of(choices).map(
        lambda dimension: CodeDraft(
            code.name, code.colour, code.definition, code.when, code.when_not, code.example, code.since, dimension,
            code.codes,
        )
    )  # fmt: skip


drafts = st.builds(
    CodebookDraft,
    names,
    st.sampled_from(["nb", "nn", "en", "no"]),
    st.just(VERSION),
    _codes(st.just(()) | _codes(st.just(()) | _codes(st.just(())))),
)
