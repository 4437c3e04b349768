"""Two coders at the same few words, undoing and redoing across one another: nothing is ever left hanging."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from tests.storage.studies import BOOK, TEXT, Study, add_source, span_of
from workbench.domain.attributes import AttributeColumn, AttributeType
from workbench.domain.codebook import CodebookDraft, CodeDraft, Dimension, DimensionKind
from workbench.domain.errors import CannotUndo, Refused
from workbench.domain.naming import same
from workbench.domain.tables import CaseRow, CodingRow, FinishedRow, InformantRow, Table
from workbench.domain.transcript import Role
from workbench.services.sources import Speaking
from workbench.storage.check import check
from workbench.storage.history import History

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbench.domain.ids import CodeId, CodingId, SourceId
    from workbench.domain.spans import Span
    from workbench.services.desk import Desk

RUNS = 60 if os.environ.get("WORKBENCH_CI") else 12
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Nothing here asks whether a step lasts, so the disk need not be waited for."""
CODERS = st.integers(0, 1)
SPOTS = st.sampled_from([span_of(TEXT, words) for words in ("åpent møte", "Noen sluttet å komme")])
CODES = st.integers(0, 5)
NAMES = st.sampled_from(["Tillit", "tillit", "Makt"])
NOTHING_THERE = "nothing there"


def told(refused: Refused, word: str = "") -> None:
    """Make sure that a refusal says why."""
    assert word in str(refused)
    assert str(refused)


class Crossing(RuleBasedStateMachine):
    """What two coders do to the same passages, codes, items and stamps."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.study = Study(self.folder / "p.workbench").make()
        self.first = self.study.state()
        self.study.desk(0).codebook.bring_in(BOOK)
        add_source(self.study.desk(0), "en.txt", TEXT)
        self.given: dict[str, str] = {}
        self.versions: list[int] = []

    def teardown(self) -> None:
        try:
            self.all_the_way_back_and_forth()
        finally:
            self.study.close()
            shutil.rmtree(self.folder)

    def all_the_way_back_and_forth(self) -> None:
        last = self.study.state()
        undone = []
        barred = False
        while not barred and (coder := self.latest_to_undo()) is not None:
            try:
                self.study.desk(coder).history.undo()
                undone.append(coder)
            except CannotUndo as refused:
                # The one made a code or an item, the other used it and no longer does, and the one took it back.
                told(refused, "was taken back")
                barred = True
        assert barred or self.study.state() == self.first
        for coder in reversed(undone):
            self.study.desk(coder).history.redo()
        assert self.study.state() == last
        self.nothing_hangs()

    def latest_to_undo(self) -> int | None:
        history = History(self.study.project)
        found = {coder: history.to_undo(self.study.reader(coder).coder) for coder in (0, 1)}
        steps = {coder: step.id for coder, step in found.items() if step is not None}
        return max(steps, key=steps.__getitem__) if steps else None

    def source(self) -> SourceId | None:
        found = self.study.desk().sources.all()
        return found[0].id if found else None

    def chosen(self, at: int) -> CodeId:
        found = self.study.desk().codebook.codebook().codes
        if not found:
            raise Refused(NOTHING_THERE)
        return found[at % len(found)].id

    def own_coding(self, coder: int, at: int) -> CodingId:
        desk, source = self.study.desk(coder), self.source()
        page = desk.codings.page(source, desk.own_view()) if source is not None else None
        own = [coding.id for found in page.passages for coding in found.codings] if page is not None else []
        if not own:
            raise Refused(NOTHING_THERE)
        return own[at % len(own)]

    def attempt(self, coder: int, act: Callable[[Desk, SourceId], object]) -> None:
        """Do something where there is a source; what is refused says why and changes nothing."""
        source, before = self.source(), self.study.state()
        if source is None:
            return
        try:
            act(self.study.desk(coder), source)
        except Refused as refused:
            told(refused)
            assert self.study.state() == before

    # -- what must hold after every step

    @invariant()
    def nothing_hangs(self) -> None:
        assert [str(finding) for finding in check(self.study.project) if finding.grave] == []
        names = [same(item.name) for item in self.study.desk().items.all()]
        assert len(names) == len(set(names))

    @invariant()
    def an_id_stays_with_its_words(self) -> None:
        source = self.source()
        for passage in self.study.project.read().passages.on_page(source) if source is not None else ():
            if passage.label is not None:
                assert self.given.setdefault(passage.label, passage.guid) == passage.guid

    @invariant()
    def the_version_never_goes_back(self) -> None:
        self.versions.append(self.study.desk().codebook.codebook().version)
        assert self.versions == sorted(self.versions)

    @invariant()
    def digits_of_a_hand_differ(self) -> None:
        book = self.study.desk().codebook.codebook()
        for parent in (None, *(code.id for code in book.codes)):
            digits = [code.slot for code in book.children(parent) if code.slot is not None]
            assert len(digits) == len(set(digits))

    # -- what they do

    @rule(coder=CODERS, spot=SPOTS, code=CODES)
    def code(self, coder: int, spot: Span, code: int) -> None:
        self.attempt(coder, lambda desk, source: desk.codings.code(source, spot, self.chosen(code)))

    @rule(coder=CODERS, at=CODES)
    def take_off(self, coder: int, at: int) -> None:
        self.attempt(coder, lambda desk, source: desk.codings.take_off(source, [self.own_coding(coder, at)]))

    @rule(coder=CODERS, at=CODES, code=CODES)
    def recode(self, coder: int, at: int, code: int) -> None:
        self.attempt(
            coder,
            lambda desk, source: desk.codings.recode(source, self.own_coding(coder, at), self.chosen(code)),
        )

    @rule(coder=CODERS, spot=SPOTS, starred=st.booleans())
    def star(self, coder: int, spot: Span, starred: bool) -> None:
        self.attempt(coder, lambda desk, source: desk.codings.star(source, spot, starred=starred))

    @rule(coder=CODERS, spot=SPOTS, body=st.sampled_from(["", "En tanke.", "En annen."]))
    def memo(self, coder: int, spot: Span, body: str) -> None:
        self.attempt(coder, lambda desk, source: desk.memos.write(source, spot, body))

    @rule(coder=CODERS, spot=SPOTS, name=NAMES)
    def about(self, coder: int, spot: Span, name: str) -> None:
        self.attempt(coder, lambda desk, source: desk.items.attach(source, spot, name))

    @rule(coder=CODERS, spot=SPOTS, name=NAMES)
    def not_about(self, coder: int, spot: Span, name: str) -> None:
        revision = self.study.desk().sources.all()[0].revision if self.source() is not None else None
        if revision is not None:
            self.attempt(coder, lambda desk, source: desk.items.detach_at(source, revision, spot, name))

    @rule(coder=CODERS, of=CODERS, spot=SPOTS, code=CODES, memo=st.sampled_from(["", "Fra fil."]))
    def bring_in_codings(self, coder: int, of: int, spot: Span, code: int, memo: str) -> None:
        def act(desk: Desk, source: SourceId) -> None:
            name = desk.codebook.codebook().written(self.chosen(code))
            label = desk.sources.text(source).source.label
            row = CodingRow(2, label, spot.start, spot.end, "", name, ("AB", "CD")[of], memo=memo)
            desk.codings_table.bring_in(Table((row,)))

        self.attempt(coder, act)

    @rule(coder=CODERS, back=st.booleans(), code=CODES, whole=st.booleans())
    def finish(self, coder: int, back: bool, code: int, whole: bool) -> None:
        if back:
            self.attempt(coder, lambda desk, source: desk.finished.take_back(source))
        else:
            self.attempt(coder, lambda desk, source: desk.finished.finish(source, None if whole else self.chosen(code)))

    @rule(coder=CODERS, of=CODERS)
    def bring_in_finished(self, coder: int, of: int) -> None:
        def act(desk: Desk, source: SourceId) -> None:
            row = FinishedRow(2, desk.sources.text(source).source.label, ("AB", "CD")[of], "første", 1)
            desk.study.bring_in_finished(Table((row,)))

        self.attempt(coder, act)

    @rule(coder=CODERS, name=NAMES, under=st.booleans(), at=CODES)
    def make_code(self, coder: int, name: str, under: bool, at: int) -> None:
        self.attempt(coder, lambda desk, _source: desk.codebook.add(name, self.chosen(at) if under else None))

    @rule(coder=CODERS, name=NAMES, at=CODES)
    def rename_code(self, coder: int, name: str, at: int) -> None:
        self.attempt(coder, lambda desk, _source: desk.codebook.rename(self.chosen(at), name))

    @rule(coder=CODERS, definition=st.sampled_from(["", "Hva det er."]), end=st.sampled_from(["Ovenfra", "Makt"]))
    def bring_in_codebook(self, coder: int, definition: str, end: str) -> None:
        poles = Dimension(DimensionKind.POLES, ends=("Nedenfra", end))
        codes = (CodeDraft("Nedenfra", definition=definition), CodeDraft(end))
        draft = CodebookDraft("Ny", "nb", 1, (CodeDraft("Retning", dimension=poles, codes=codes),))
        self.study.desk(coder).codebook.bring_in(draft)

    @rule(coder=CODERS, name=st.sampled_from(["Bergvik", "Sund"]), size=st.sampled_from(["", "1000"]))
    def bring_in_cases(self, coder: int, name: str, size: str) -> None:
        column = AttributeColumn("folk", AttributeType.INTEGER)
        row = CaseRow(2, name, f"{name} kommune", {"folk": size} if size else {})
        self.study.desk(coder).study.bring_in_cases(Table((row,), attributes=(column,)))

    @rule(coder=CODERS, label=st.sampled_from(["BK3", "BK7"]), case=st.sampled_from(["Bergvik", "Sund"]))
    def bring_in_informants(self, coder: int, label: str, case: str) -> None:
        self.study.desk(coder).study.bring_in_informants(Table((InformantRow(2, label, case),)))

    @rule(coder=CODERS, role=st.sampled_from([Role.INFORMANT, Role.UNKNOWN]), label=st.sampled_from(["BK3", "BK7"]))
    def name_speaker(self, coder: int, role: Role, label: str) -> None:
        who = Speaking("BK3", role, label if role is Role.INFORMANT else "")
        self.attempt(coder, lambda desk, source: desk.sources.assign_speakers(source, [who]))

    @rule(coder=CODERS)
    def import_again(self, coder: int) -> None:
        if self.source() is None:
            add_source(self.study.desk(coder), "en.txt", TEXT)

    # -- time

    @rule(coder=CODERS, times=st.integers(1, 3), forth=st.booleans())
    def back_or_forth(self, coder: int, times: int, forth: bool) -> None:
        for _ in range(times):
            before = self.study.state()
            history = self.study.desk(coder).history
            try:
                (history.redo if forth else history.undo)()
            except CannotUndo as refused:
                told(refused, "nothing to" if "nothing" in str(refused) else "Change ")
                assert self.study.state() == before
                return
            self.nothing_hangs()

    @rule()
    def reopen(self) -> None:
        self.study.reopen()


def run(examples: int, steps: int) -> None:
    calm = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    found = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=calm)
    run_state_machine_as_test(Crossing, settings=found)


def test_two_coders_at_the_same_words_leave_nothing_hanging() -> None:
    run(RUNS, 15)


@pytest.mark.long
@pytest.mark.timeout(0)
def test_two_coders_at_the_same_words_leave_nothing_hanging_many_times() -> None:
    run(2000, 50)
