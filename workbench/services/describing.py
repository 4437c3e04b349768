"""What a line of `sources.csv` changes about a source that is in the project.

A line of which anything cannot take effect is kept out whole, and the reason is told. The label is stored and
stands in the ids of passages, and the turns stay as they were found; so neither changes here. An empty kind or
an empty list of speakers says nothing, since every source has a kind, and every label stands for somebody.
"""

from __future__ import annotations

import ntpath
from typing import TYPE_CHECKING

from workbench.domain.naming import shown
from workbench.domain.sources import SPOKEN
from workbench.i18n import N_
from workbench.services.bringing_in import Cell
from workbench.services.sources import case_named, informant_named

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from workbench.domain.ids import InformantId
    from workbench.domain.sources import Source
    from workbench.domain.tables import SourceRow
    from workbench.domain.transcript import Role
    from workbench.services.bringing_in import RowsIn
    from workbench.services.ports import Work

Sentence = tuple[str, dict[str, object]]


def describe(work: Work, rows: RowsIn, row: SourceRow, source: Source, *, new: bool) -> None:
    """Change a source as a row says.

    Args:
        work: the step's.
        rows: the table.
        row: the line.
        source: the one it tells of.
        new: whether the source came in with this very line, in the same step; then all but attributes is stored.
    """
    rows.once(source.id, row.line, row.file)
    speakers = work.sources.speakers(source.id)
    wrong = list(_cannot(row, source, speakers))
    for template, values in wrong:
        rows.keep_out(row.line, template, **values)
    if new:
        rows.put_attributes(source.id, row.attributes)
    elif not wrong:
        changed = _values(work, rows, row, source)
        changed |= _speakers(work, row, source, speakers)
        changed |= rows.put_attributes(source.id, row.attributes)
        rows.count(new=False, changed=changed)


def source_of(work: Work, row: SourceRow) -> Source | None:
    """Return the source that a row names by its file; its label decides where several files had that name."""
    name = ntpath.basename(row.file)
    labelled = work.sources.labelled(row.source) if row.source else None
    if labelled is not None and labelled.name == name:
        return labelled
    return work.sources.labelled(row.file) or work.sources.labelled(name)


def _cannot(row: SourceRow, source: Source, labels: Collection[str]) -> Iterator[Sentence]:
    """Yield why something in a row cannot take effect."""
    about: dict[str, object] = {"source": source.label}
    if row.source and row.source != source.label:
        template = N_("{source} keeps its label, since it stands in the ids of passages; it cannot become “{label}”.")
        yield template, {**about, "label": shown(row.source)}
    if row.kind is not None and (row.kind in SPOKEN) is not (source.kind in SPOKEN):
        template = N_("{source} came in as {old}, and its turns were found that way; it cannot become {new}.")
        yield template, {**about, "old": source.kind.value, "new": row.kind.value}
    for speaker in row.speakers:
        if speaker.label not in labels:
            template = N_("Nobody is labelled “{label}” in the text of {source}.")
            yield template, {**about, "label": shown(speaker.label)}


def _values(work: Work, rows: RowsIn, row: SourceRow, source: Source) -> bool:
    values = rows.values(
        Cell("case", "case_id", source.case, case_named(work, row.case), not row.case),
        Cell("date", "date", source.date, row.date, not row.date),
        Cell("guide", "guide", source.guide, row.guide, not row.guide),
        Cell("left_out", "left_out", source.left_out, row.left_out or None, not row.left_out),
    )
    if row.kind is not None:
        values["kind"] = row.kind.value
    return work.sources.change(source.id, **values)


def _speakers(work: Work, row: SourceRow, source: Source, known: Mapping[str, tuple[Role, InformantId | None]]) -> bool:
    """Say who labels stand for; one that the row does not name stands for whom it did."""
    case, changed = case_named(work, row.case) or source.case, False
    for speaker in row.speakers:
        who = informant_named(work, speaker.informant, case) if speaker.informant else None
        if known[speaker.label] != (speaker.role, who):
            changed |= work.sources.change_speaker(source.id, speaker.label, speaker.role, who)
    return changed
