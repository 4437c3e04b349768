"""What stands behind a comparison, in words: its codes, the marks, who coded, what is left out, how it is counted.

It is what a reader needs who doubts the first page. Every format lays the same facts out in its own way; nothing is
counted here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from workbench.domain.cell_words import STATE_WORDS, fraction
from workbench.domain.cells import COUNTED, State, mark
from workbench.domain.codebook import DimensionKind
from workbench.domain.days import as_of
from workbench.domain.hiding import hidden_told
from workbench.domain.norwegian import number
from workbench.domain.view_words import view_told
from workbench.i18n import N_, _, language, n_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from workbench.domain.cells import Cell
    from workbench.domain.codebook import Code
    from workbench.domain.manifest import Manifest
    from workbench.domain.report import Report

_SAID_OF_STATES = {
    State.SAYS: N_("At least one coding says so."),
    State.AGAINST: N_("Codings against it only; who says both has the mark of saying it and is named under it."),
    State.ASKED_SILENT: N_("The guide has a question on it that was put, and the source is finished for the code."),
    State.NOTHING_FOUND: N_("The source is finished for the code; no guide tells whether it was asked."),
    State.NOT_ASKED: N_("The guide says that the question was not put."),
    State.UNREAD: N_("The source is not finished, or was finished before the code was made or redefined."),
}

_COUNTED = (
    N_(
        "n of N: n informants say it. N are those who speak of it, for or against, and those whose interviews are read "
        "to the end for the code and who, where an interview guide tells, were asked."
    ),
    N_("Who was not asked, and who is not read for the code yet, is named beside and is never in N."),
    N_(
        "A passage counts once for a code, however many coders and readings agree on it. A theme counts itself and all "
        "that is under it."
    ),
    N_("Where one informant gives half or more of four quotes or more, the cell names that informant."),
    N_("Documents, and words of nobody known, stand on lines of their own and are never in n or N."),
    N_("The interviewer's words are counted only where the view says so."),
)
"""How the table is counted, a sentence or two in each."""

_HIDDEN = N_(
    "Hidden codings are in the project and not in this comparison: they are only on the interviewer's words, on what "
    "is left out of the analysis, from a blind reading, or the view leaves out their coder, reading, source, case, "
    "informant, code or which way they speak."
)


class Section(NamedTuple):
    """Facts of one kind."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    """Of one text, a sentence; of two, a name and what is said of it; of more, a line of a table."""
    is_fine: bool = False
    """Whether it is only for those who would make the file again."""


def shown_codes(report: Report) -> Iterator[tuple[int, Code]]:
    """Yield the codes that the view shows, also those no longer in use, each with how deep it stands."""
    facts = report.matrix.facts
    for depth, code in facts.codebook.walk():
        if facts.rows is None or code.id in facts.rows:
            yield depth, code


def is_undefined(code: Code) -> bool:
    """Tell whether nothing is written of what a code means."""
    return not any((code.definition, code.when, code.when_not, code.example))


def since_told(code: Code) -> str:
    """Return since when a code is what it is."""
    return _("in the codebook since version {version}").format(version=code.since)


def codings_told(count: int) -> str:
    """Return how many codings a code itself has."""
    told = n_("{count} coding on the code itself", "{count} codings on the code itself", count)
    return told.format(count=number(count, language()))


def dimension_told(code: Code) -> str:
    """Return how the codes under a theme relate; empty where they are topics only."""
    dimension = code.dimension
    if dimension.kind is DimensionKind.POLES:
        return _("two ends: {ends}").format(ends=" – ".join(dimension.ends))
    if dimension.kind is DimensionKind.ORDERED:
        return _("in steps: {steps}").format(steps=" → ".join(dimension.steps))
    if dimension.kind is DimensionKind.TYPOLOGY:
        axes = "; ".join(f"{axis.name}: {' – '.join(axis.steps)}" for axis in dimension.axes)
        return _("a typology: {axes}").format(axes=axes)
    return ""


def counted_words() -> tuple[str, ...]:
    """Return how the table is counted, a paragraph each."""
    return tuple(_(word) for word in _COUNTED)


def hidden_words() -> str:
    """Return what hidden codings are."""
    return _(_HIDDEN)


def signs_told(report: Report) -> str:
    """Return what the signs beside the marks mean, those that are in the table; empty where none is."""
    matrix = report.matrix
    cells = [cells[place] for cells in matrix.cells for place in matrix.top]
    told = []
    share = next((share for cell in cells for share in cell.dominant), None)
    if share is not None:
        count = number(share.quotes, language())
        sentence = _("({count}: {informant}) {count} of the quotes are from {informant}")
        told.append(sentence.format(count=count, informant=share.informant))
    for state, sentence in _OTHERS.items():
        cell = next((cell for cell in cells if _tells_of(cell, state)), None)
        if cell is not None:
            told.append(_(sentence).format(fraction=fraction(cell)))
    if any(spread is not None and spread.cases > 1 for spread in matrix.spread):
        cases = matrix.facts.case_words[1] if matrix.facts.case_words else _("cases")
        told.append(_("in {cases}: in how many of them somebody says it").format(cases=cases))
    return " · ".join(told)


def _tells_of(cell: Cell, state: State) -> bool:
    """Tell whether a cell says `2 of 5 read` or `2 of 5 asked`."""
    states = {voice.state for voice in cell.voices}
    return bool(states & COUNTED) and states & set(_OTHERS) == {state}


_OTHERS = {
    State.UNREAD: N_("“{fraction}”: the others are not read to the end for the code yet"),
    State.NOT_ASKED: N_("“{fraction}”: the others were not asked"),
}


def sections(report: Report) -> Iterator[Section]:
    """Yield all that is to be known beside the codes."""
    made = report.manifest
    yield Section(
        _("The marks"),
        tuple(
            (f"{mark(state)} {mark(state, is_key=True)}  {_(STATE_WORDS[state])}", _(told))
            for state, told in _SAID_OF_STATES.items()
        ),
    )
    yield Section(_("Who coded"), tuple(_readers(report)))
    yield Section(_("Left out, and why"), tuple(_left_out(report)) or ((_("Nobody and nothing is left out."),),))
    yield Section(_("How it is counted"), tuple((sentence,) for sentence in counted_words()))
    yield Section(_("What is hidden"), ((hidden_told(report.matrix.hidden, report.hidden),), (hidden_words(),)))
    yield Section(_("What it is made from"), tuple(_made_from(made)), is_fine=True)
    sources = tuple((found.label, f"{found.name} · SHA-256 {found.sha256}") for found in made.sources)
    yield Section(_("Sources"), sources, is_fine=True)


def _readers(report: Report) -> Iterator[tuple[str, ...]]:
    for reader in report.readers:
        count = _("Codings in the project") + ": " + number(reader.codings, language())
        yield reader.coder, reader.round, count, _("blind: stands by itself") * reader.blind


def _left_out(report: Report) -> Iterator[tuple[str, ...]]:
    for what, label, reason in dict.fromkeys((out.what, out.label, out.reason) for out in report.matrix.left_out):
        yield label, reason or _("no reason given"), _(what)


def _made_from(made: Manifest) -> Iterator[tuple[str, str]]:
    yield _("Project"), made.project
    yield _("As of"), as_of(made)
    yield _("Codebook"), _("{name}, version {version}").format(name=made.codebook, version=made.codebook_version)
    yield _("Coders"), ", ".join(made.coders) or "–"
    yield _("Readings"), ", ".join(made.rounds) or "–"
    yield _("Shown"), "; ".join(view_told(made.view)) or _("everything")
    yield _("Made with"), f"Workbench {made.program}"
    yield _("Id of the project"), made.project_guid
