"""What the page of a comparison says in its own voice: in its template, and in its script.

Template and script hold no words themselves; they name them, and get them in the language now chosen. What the
domain says (states, counts, notes) comes from there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.domain.hiding import hidden_told
from workbench.exporters import report_facts
from workbench.i18n import N_, _, n_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workbench.domain.report import Report

_PAGE = {
    "comparison": N_("comparison"),
    "skip": N_("To the table"),
    "contents": N_("On this page"),
    "table": N_("The comparison"),
    "all_quotes": N_("All quotes"),
    "definitions": N_("Definitions"),
    "counted": N_("How it is counted"),
    "made": N_("What it is made from"),
    "how_to": N_("Choose a cell or a mark to read the quotes behind it."),
    "needs_script": N_(
        "The table and the definitions can be read as they are. To open quotes and to filter, the browser must be "
        "allowed to run the script that lies in this file; it fetches nothing."
    ),
    "filter": N_("Choose quotes"),
    "case": N_("case"),
    "informant": N_("informant"),
    "code": N_("code"),
    "coder": N_("coder"),
    "reading": N_("reading"),
    "stance": N_("stance"),
    "starred_only": N_("starred only"),
    "unfilter": N_("Show everything"),
    "rows": N_("Rows"),
    "as_codebook": N_("as in the codebook"),
    "by_name": N_("by name"),
    "transpose": N_("Swap rows and columns"),
    "open_all": N_("Open all columns"),
    "print": N_("Print"),
    "close": N_("Back to the table"),
    "quotes": N_("Quotes"),
    "who_coded": N_("Who coded"),
    "codings_head": N_("Codings in the project"),
    "blind": N_("blind: stands by itself"),
    "left_out": N_("Left out, and why"),
    "left_out_nothing": N_("Nobody and nothing is left out."),
    "informant_out": N_("informant"),
    "source_out": N_("source"),
    "no_reason": N_("no reason given"),
    "hidden": N_("What is hidden"),
    "marks": N_("The marks"),
    "rule": N_("Definition"),
    "when": N_("Use it when"),
    "when_not": N_("Do not use it when"),
    "example": N_("Example"),
    "no_definition": N_("No definition is written yet."),
    "retired": N_("no longer in use"),
    "project": N_("Project"),
    "as_of": N_("As of"),
    "codebook": N_("Codebook"),
    "coders": N_("Coders"),
    "readings": N_("Readings"),
    "view": N_("Shown"),
    "everything": N_("everything"),
    "program": N_("Made with"),
    "sources": N_("Sources"),
    "source_head": N_("Source"),
    "file_head": N_("File"),
    "hash_head": N_("Fingerprint of the text (SHA-256)"),
}
"""Words of the template."""

_FILTERED = N_(
    "The filters on this page hide quotes from the lists only; the table goes on showing the whole comparison."
)

_SCRIPT = {
    "all": N_("all of them"),
    "for": N_("for"),
    "against": N_("against"),
    "says_against": N_("says against"),
    "asked_before": N_("Asked before"),
    "around": N_("The words around"),
    "around_less": N_("Hide the words around"),
    "nothing_around": N_("Nothing more is said in that turn."),
    "copy": N_("Copy quote and reference"),
    "copied": N_("Copied."),
    "not_copied": N_("This browser does not let the page copy; mark the words and copy them."),
    "starred": N_("starred"),
    "memo": N_("Memo"),
    "link": N_("Link to this quote"),
    "key": N_("key informant"),
    "everyone": N_("Everyone"),
    "only_against": N_("Only those against"),
    "all_quotes": N_("All quotes"),
    "no_quotes": N_("No quotes."),
    "none_with_filters": N_("The filters hide every quote here."),
    "shown_of": N_("{shown} of {all} quotes shown; the filters hide {hidden}."),
    "filters_on": N_(
        "Filters are on: {shown} of {all} quotes are shown, {hidden} are hidden. The table still shows the whole "
        "comparison; what it counts has not changed."
    ),
    "filters_off": N_("No filters: all {all} quotes can be opened."),
    "cell_hint": N_("{shown} of {all} shown"),
    "more": N_("Show {count} more"),
    "order": N_("Order"),
    "in_turn": N_("in turn, starred first"),
    "as_in_text": N_("as in the texts"),
    "by_informant": N_("by informant"),
    "by_code": N_("by code"),
    "open": N_("open"),
    "shut": N_("close"),
    "close_all": N_("Close all columns"),
    "only_end": N_("only {end}"),
    "both": N_("both"),
    "neither": N_("neither"),
    "not_asked": N_("not asked"),
    "unread": N_("not read"),
    "half": N_("the other end not known"),
    "nobody": N_("nobody"),
    "no_informant": N_("no informant"),
    "not_here": N_("This file has no quote or cell of that name: {name}"),
    "quotes_of": N_("Quotes: {name}"),
    "rules": N_("Definition and rules"),
    "one_quote": N_("Quote {id}"),
}
"""Words of the script."""


_LINES = {"documents": N_("documents"), "no informant": N_("no informant")}
"""Columns without informants, by what the matrix calls them."""


def page_words() -> Mapping[str, str]:
    """Return the template's words in the language now chosen."""
    return {name: _(word) for name, word in _PAGE.items()}


def hidden_words(report: Report) -> tuple[str, ...]:
    """Return what is hidden and why, a paragraph each."""
    return hidden_told(report.matrix.hidden, report.hidden), report_facts.hidden_words(), _(_FILTERED)


def script_words() -> Mapping[str, object]:
    """Return the script's words in the language now chosen; what is counted in two forms, for one and for several."""
    counted = {
        "quotes": [n_("{count} quote", "{count} quotes", count) for count in (1, 2)],
        "codings": [n_("{count} coding", "{count} codings", count) for count in (1, 2)],
        "words": [n_("{count} word", "{count} words", count) for count in (1, 2)],
    }
    return {
        **{name: _(word) for name, word in _SCRIPT.items()},
        "lines": {line: _(word) for line, word in _LINES.items()},
        **{name: (one, several) for name, (one, several) in counted.items()},
    }
