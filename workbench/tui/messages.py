"""What panes are told, in the past tense; each is posted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from workbench.domain.steps import Done


class StepDone(Message):
    """A step is stored; a pane redraws if what it shows was touched.

    Args:
        done: the step and what it touched.
        sentence: what was done, in words.
    """

    def __init__(self, done: Done, sentence: str) -> None:
        super().__init__()
        self.done = done
        self.sentence = sentence

    @property
    def verb(self) -> str:
        """What was done, as the history names it."""
        return self.done.step.verb
