"""What panes are told, in the past tense; each is posted once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from workbench.domain.sources import SourceText
    from workbench.domain.steps import Done
    from workbench.tui.choosing import Walk


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


class SourceShown(Message):
    """Another source is on the page.

    Args:
        text: it.
        walk: the moves over it.
    """

    def __init__(self, text: SourceText, walk: Walk) -> None:
        super().__init__()
        self.text = text
        self.walk = walk
