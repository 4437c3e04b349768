"""Why codings are hidden, against the recount: every reason with its number, and together all of them."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.golden.truth.counting import Count
from tests.golden.truth.reading import read_study
from tests.golden.truth.turns import INTERVIEWER
from workbench.bootstrap import open_desk
from workbench.domain.hiding import Reason, hidden_told
from workbench.domain.view import EVERYTHING
from workbench.exporters import transcript_words as said
from workbench.i18n import set_language
from workbench.services.matrix import Asked
from workbench.services.views import Names

if TYPE_CHECKING:
    from tests.golden.agreeing import Study

NAMES = {
    "everything": Names(),
    "only AB": Names(coders=("AB",)),
    "only CD": Names(coders=("CD",)),
    "second reading": Names(rounds=("andre lesning",)),
}
FIRST = {"only AB": Reason.CODERS, "only CD": Reason.CODERS, "second reading": Reason.ROUNDS}


@pytest.mark.parametrize("view", NAMES)
def test_the_reasons_add_up_and_are_the_recounts(sample: Study, view: str) -> None:
    set_language("en")
    read = read_study(sample.folder, sample.codebook)
    count = Count(read, None, None, frozenset(), None)
    nowhere = [coding for coding in read.codings if not any(count.parts_of(coding))]
    asked = [
        coding
        for coding in nowhere
        if not read.sources[coding.source].left_out
        and {
            turn.speaker
            for turn in read.sources[coding.source].turns
            if turn.start < coding.end and coding.start < turn.end
        }
        == {INTERVIEWER}
    ]
    with closing(open_desk(sample.project)) as desk:
        report = desk.reports.report(Asked(desk.views.resolve(NAMES[view])))
    found = dict(report.hidden)
    assert sum(found.values()) == report.matrix.hidden
    # What is hidden for several reasons is counted under the last of them: these are the same in every view.
    assert found.pop(Reason.INTERVIEWER) == len(asked) > 0
    assert found.pop(Reason.LEFT_OUT) == len(nowhere) - len(asked) > 0
    assert list(found) == list(filter(None, [FIRST.get(view)]))
    assert hidden_told(report.matrix.hidden, report.hidden) in report.page.notes


def test_a_transcript_says_what_the_comparison_does_not_count(sample: Study) -> None:
    set_language("en")
    with closing(open_desk(sample.project)) as desk:
        told = {
            source.label: said.hidden(desk.transcripts.coded(source.id, EVERYTHING)) for source in desk.sources.all()
        }
        hidden = dict(desk.reports.report(Asked(EVERYTHING)).hidden)
    shown = [text for text in told.values() if "Nothing on this source is hidden." not in text]
    assert sum(int(text.partition(": ")[2].split()[0]) for text in shown) == sum(hidden.values())
    assert told["SK7"].startswith("Shown here, but not counted in the comparison: ")
    assert told["SK7"].endswith(" on what is left out of the analysis.")
