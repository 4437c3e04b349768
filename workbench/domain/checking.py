"""What a check of a project file finds: the kind, a sentence, and the labels or ids it is about.

A finding never holds words of a transcript, a memo or a quote: it may be shown, logged and sent to
somebody who helps. Nothing here looks at a file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from workbench.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be."""

    kind: str
    """Which check found it, in English; stable, for scripts and tests."""
    template: str
    """An English sentence marked for translation, with `{names}` for the values."""
    values: Mapping[str, object] = field(default_factory=dict)
    grave: bool = True
    """False where nothing is wrong and the user may still want to know."""

    def __str__(self) -> str:
        return _(self.template).format_map(self.values)
