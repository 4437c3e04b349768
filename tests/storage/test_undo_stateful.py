"""Random work of two coders: undoing all gives the first state, redoing all the last, also over a restart."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from tests.storage.studies import BOOK, TEXT, Study, add_source
from workbench.domain.attributes import AttributeColumn, AttributeType
from workbench.domain.codebook import CodebookDraft, CodeDraft
from workbench.domain.errors import CannotUndo, Refused
from workbench.domain.passages import Stance
from workbench.domain.spans import Span
from workbench.domain.tables import CaseRow, CodingRow, FinishedRow, InformantRow, Table
from workbench.domain.transcript import Role
from workbench.domain.view import View
from workbench.services.sources import Speaking
from workbench.storage.check import check

RUNS = 200 if os.environ.get("WORKBENCH_CI") else 30
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
"""Nothing here asks whether a step lasts, so the disk need not be waited for."""
CODERS = st.integers(0, 1)
PLACES = st.integers(0, len(TEXT) - 2)
LENGTHS = st.integers(1, 120)
NAMES = st.sampled_from(["Tillit", "Makt", "Tid", "Møter", "Penger"])


def told(refused: Refused, word: str = "") -> None:
    """Make sure that a refusal says why."""
    assert str(refused)
    assert word in str(refused)


class Work(RuleBasedStateMachine):
    """Everything that a coder can do, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.study = Study(self.folder / "p.workbench").make()
        self.first = self.study.state()
        self.texts = 0

    def teardown(self) -> None:
        try:
            self.all_the_way_back_and_forth()
        finally:
            self.study.close()
            shutil.rmtree(self.folder)

    def all_the_way_back_and_forth(self) -> None:
        last = self.study.state()
        assert [finding for finding in check(self.study.project) if finding.grave] == []
        way: list[tuple[int, bool]] = []
        while coders := self._latest_to_undo():
            way += self._one_back(coders)
            assert len(way) < 1000, "undoing must come to an end"
        assert self.study.state() == self.first
        self.study.reopen()
        for coder, undone in reversed(way):
            assert self._takes(coder, undo=not undone)
        assert self.study.state() == last
        assert [finding for finding in check(self.study.project) if finding.grave] == []

    def _one_back(self, coders: list[int]) -> list[tuple[int, bool]]:
        """Undo one step, whoever can; where each needs what the other took back, have that done again first.

        Returns:
            What was done: a coder, and whether it was an undo, else a redo.
        """
        for coder in coders:
            if self._takes(coder, undo=True):
                return [(coder, True)]
        for coder in coders:
            other, redone = 1 - coder, 0
            while self._takes(other, undo=False):
                redone += 1
                if self._takes(coder, undo=True):
                    return [*[(other, False)] * redone, (coder, True)]
            for _redo in range(redone):
                assert self._takes(other, undo=True)
        raise AssertionError("nobody can undo anything more")

    def _takes(self, coder: int, *, undo: bool) -> bool:
        """Undo or redo; tell whether that was let."""
        history = self.study.desk(coder).history
        try:
            done = (history.undo if undo else history.redo)().done
        except CannotUndo as refused:
            told(refused, "nothing to" if "nothing" in str(refused) else "Change ")
            return False
        assert done is not None, "a step that does nothing would come for ever"
        return True

    def _latest_to_undo(self) -> list[int]:
        """Return the coders who have something to undo, the latest step's first."""
        from workbench.storage.history import History

        history = History(self.study.project)
        found = {coder: history.to_undo(self.study.reader(coder).coder) for coder in (0, 1)}
        steps = {coder: step.id for coder, step in found.items() if step is not None}
        return sorted(steps, key=steps.__getitem__, reverse=True)

    # -- beginnings

    @initialize()
    def begin(self) -> None:
        self.study.desk(0).codebook.bring_in(BOOK)
        self.add_text(0)

    def add_text(self, coder: int) -> None:
        self.texts += 1
        add_source(self.study.desk(coder), f"{self.texts}.txt", f"{TEXT}BK3: Tekst {self.texts}.\n", f"BK{self.texts}")

    def some_source(self, at: int) -> Any:
        found = self.study.desk().sources.all()
        return found[at % len(found)] if found else None

    def some_code(self, at: int) -> Any:
        found = self.study.desk().codebook.codebook().codes
        return found[at % len(found)] if found else None

    def own_coding(self, coder: int, at: int) -> Any:
        desk = self.study.desk(coder)
        found = [
            (source.id, coding.id)
            for source in desk.sources.all()
            for passage in desk.codings.page(source.id, desk.own_view()).passages
            for coding in passage.codings
        ]
        return found[at % len(found)] if found else None

    # -- the codes on passages

    @rule(
        coder=CODERS, at=PLACES, length=LENGTHS, source=PLACES, code=PLACES, stance=st.sampled_from(Stance)
    )  # fmt: skip
    def code(self, coder: int, at: int, length: int, source: int, code: int, stance: Stance) -> None:
        found, chosen = self.some_source(source), self.some_code(code)
        if found is None or chosen is None:
            return
        try:
            span = Span(at, min(len(TEXT), at + length))
            self.study.desk(coder).codings.code(found.id, span, chosen.id, stance)
        except Refused as refused:
            told(refused)

    @rule(coder=CODERS, at=PLACES)
    def stance(self, coder: int, at: int) -> None:
        found = self.own_coding(coder, at)
        if found is not None:
            self.study.desk(coder).codings.turn_stance(*found)

    @rule(coder=CODERS, at=PLACES, code=PLACES)
    def recode(self, coder: int, at: int, code: int) -> None:
        found, chosen = self.own_coding(coder, at), self.some_code(code)
        if found is not None and chosen is not None:
            try:
                self.study.desk(coder).codings.recode(found[0], found[1], chosen.id)
            except Refused as refused:
                told(refused, "already")

    @rule(coder=CODERS, at=PLACES)
    def take_off(self, coder: int, at: int) -> None:
        found = self.own_coding(coder, at)
        if found is not None:
            self.study.desk(coder).codings.take_off(found[0], [found[1]])

    @rule(coder=CODERS, source=PLACES, at=st.sampled_from([3, 60, 140]), starred=st.booleans())
    def star(self, coder: int, source: int, at: int, starred: bool) -> None:
        found = self.some_source(source)
        if found is not None:
            self.study.desk(coder).codings.star(found.id, Span(at, at + 20), starred=starred)

    @rule(coder=CODERS, at=PLACES, length=LENGTHS, memo=st.sampled_from(["", "En tanke."]), starred=st.booleans())
    def bring_in_codings(self, coder: int, at: int, length: int, memo: str, starred: bool) -> None:
        found, chosen = self.some_source(at), self.some_code(length)
        if found is None or chosen is None:
            return
        rows = tuple(
            CodingRow(line, found.label, at // line, at // line + length, "", chosen.name, memo=memo, starred=starred)
            for line in (2, 3, 4)
        )
        self.study.desk(coder).codings_table.bring_in(Table(rows))

    # -- texts, the codebook, the study

    @precondition(lambda self: self.texts < 4)
    @rule(coder=CODERS)
    def add_source(self, coder: int) -> None:
        self.add_text(coder)

    @rule(coder=CODERS, source=PLACES, role=st.sampled_from(Role), informant=st.sampled_from(["", "BK1", "BK7"]))
    def name_speaker(self, coder: int, source: int, role: Role, informant: str) -> None:
        found = self.some_source(source)
        if found is not None:
            self.study.desk(coder).sources.assign_speakers(found.id, [Speaking("BK3", role, informant)])

    @rule(coder=CODERS, name=NAMES, under=st.booleans(), at=PLACES)
    def make_code(self, coder: int, name: str, under: bool, at: int) -> None:
        parent = self.some_code(at) if under else None
        try:
            self.study.desk(coder).codebook.add(name, parent.id if parent else None)
        except Refused as refused:
            told(refused, name)

    @rule(coder=CODERS, name=NAMES, at=PLACES)
    def rename_code(self, coder: int, name: str, at: int) -> None:
        chosen = self.some_code(at)
        if chosen is not None:
            try:
                self.study.desk(coder).codebook.rename(chosen.id, name)
            except Refused as refused:
                told(refused, name)

    @rule(coder=CODERS, name=NAMES, definition=st.sampled_from(["", "Hva det er.", "Noe annet."]))
    def bring_in_codebook(self, coder: int, name: str, definition: str) -> None:
        draft = CodebookDraft("Ny", "nb", 1, (CodeDraft(name, definition=definition, codes=(CodeDraft("Under"),)),))
        self.study.desk(coder).codebook.bring_in(draft)

    @rule(coder=CODERS, name=st.sampled_from(["Bergvik", "Sund"]), size=st.sampled_from(["", "1000", "2000"]))
    def bring_in_cases(self, coder: int, name: str, size: str) -> None:
        column = AttributeColumn("folk", AttributeType.INTEGER)
        row = CaseRow(2, name, f"{name} kommune", {"folk": size} if size else {})
        self.study.desk(coder).study.bring_in_cases(Table((row,), attributes=(column,)))

    @rule(coder=CODERS, number=st.integers(1, 4), case=st.sampled_from(["Bergvik", "Sund"]), key=st.booleans())
    def bring_in_informants(self, coder: int, number: int, case: str, key: bool) -> None:
        row = InformantRow(2, f"BK{number}", case, role="leder", is_key=key)
        self.study.desk(coder).study.bring_in_informants(Table((row,)))

    @rule(coder=CODERS, source=PLACES)
    def bring_in_finished(self, coder: int, source: int) -> None:
        found = self.some_source(source)
        if found is not None:
            self.study.desk(coder).study.bring_in_finished(Table((FinishedRow(2, found.label, "", "", 1),)))

    @rule(coder=CODERS, source=PLACES, back=st.booleans(), code=PLACES)
    def finish(self, coder: int, source: int, back: bool, code: int) -> None:
        found, chosen = self.some_source(source), self.some_code(code)
        if found is None:
            return
        finished = self.study.desk(coder).finished
        if back:
            finished.take_back(found.id)
        else:
            finished.finish(found.id, chosen.id if chosen and code % 2 else None)

    @rule(coder=CODERS, name=st.sampled_from(["alt", "stjerner"]), starred=st.booleans())
    def save_view(self, coder: int, name: str, starred: bool) -> None:
        self.study.desk(coder).views.save(name, View(starred=starred))

    # -- time

    @rule(coder=CODERS, forth=st.booleans())
    def back_or_forth(self, coder: int, forth: bool) -> None:
        before = self.study.state()
        history = self.study.desk(coder).history
        try:
            (history.redo if forth else history.undo)()
        except CannotUndo as refused:
            told(refused, "nothing to" if "nothing" in str(refused) else "Change ")
            assert self.study.state() == before

    @rule()
    def reopen(self) -> None:
        self.study.reopen()


def run(examples: int, steps: int) -> None:
    calm = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    run_state_machine_as_test(
        Work,
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=calm
        ),
    )  # fmt: skip


def test_undo_of_all_gives_the_first_state_and_redo_of_all_the_last() -> None:
    run(RUNS, 15)


@pytest.mark.long
@pytest.mark.timeout(0)
def test_undo_of_all_gives_the_first_state_and_redo_of_all_the_last_many_times() -> None:
    run(2000, 50)
