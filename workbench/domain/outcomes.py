"""What a service answers after a step: the value asked for, and the step that is now stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from workbench.domain.steps import Done

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Value]):
    """A value, and the step that made it; no step where nothing had to be changed."""

    value: Value
    done: Done | None
