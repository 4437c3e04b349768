"""What codings count for: kept in step with the codings, their passages, and who says the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from tests.storage.studies import TEXT, span_of
from workbench.domain.passages import Origin, Stance
from workbench.storage import tables
from workbench.storage.check import check

if TYPE_CHECKING:
    from tests.storage.studies import Study
    from workbench.domain.ids import CodingId

WORDS = "Noen sluttet å komme"


def found_by_search(study: Study) -> CodingId:
    """Put a code on words as a search would."""
    source, code = study.desk().sources.all()[0].id, study.desk().codebook.find("Nedenfra").id
    with study.project.step("find", study.reader().coder) as work:
        passage = work.passages.add(work.sources.text(source), span_of(TEXT, WORDS))
        (coding,) = work.codings.add_many([(passage.id, code, Stance.FOR)], study.reader(), source, Origin.SEARCH)
    return coding


def unread(study: Study) -> dict[int, bool]:
    """Return, by coding, whether its parts are marked as looked at by nobody."""
    part = tables.part
    return {
        row.coding_id: row.unread for row in study.project.connection.execute(select(part.c.coding_id, part.c.unread))
    }


def test_what_a_search_coded_is_unread_until_somebody_looks_at_it(study: Study) -> None:
    before = unread(study)
    assert before
    assert not any(before.values())
    coding = found_by_search(study)
    assert unread(study) == {**before, coding: True}
    source = study.desk().sources.all()[0].id
    with study.project.step("look at", study.reader().coder) as work:
        work.writer.update(tables.coding, coding, source=source, looked_at=work.settings.now())
    assert unread(study) == {**before, coding: False}
    study.desk().history.undo()
    assert unread(study) == {**before, coding: True}
    assert check(study.project) == ()


def test_the_check_names_a_part_that_says_it_was_looked_at_and_was_not(study: Study) -> None:
    coding = found_by_search(study)
    assert check(study.project) == ()
    study.project.connection.exec_driver_sql(f"UPDATE part SET unread = 0 WHERE coding_id = {coding}")
    assert [finding.kind for finding in check(study.project)] == ["parts"]
