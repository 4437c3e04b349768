"""The first turns of a text before it comes in, so that one sees who is who; shows, and decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workbench.i18n import _
from workbench.tui.safe import CUT, fitted
from workbench.tui.widgets.form_lines import padded
from workbench.tui.widgets.hand import wrapped
from workbench.tui.widgets.lines import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workbench.domain.transcript import Turn
    from workbench.tui.themes import Look

_MOST_OF_A_TURN = 400
"""Characters of a turn that are shown."""
_LONGEST_LABEL = 11


def preview(text: str, turns: Sequence[Turn], label: str, look: Look, width: int, height: int) -> list[Line]:
    """Return the beginning of a text, or where a label first occurs.

    Args:
        text: the whole text.
        turns: as they would come in.
        label: the speaker that is asked about; empty for none.
        look: styles.
        width: cells.
        height: rows, the heading included.
    """
    first = next((place for place, turn in enumerate(turns) if turn.label == label), 0) if label else 0
    first = max(first - 1, 0)
    title = _("The text") if first == 0 else _("The text, from turn {number}").format(number=turns[first].number)
    rule = "─" * max(width - len(title) - 6, 0)
    lines = [Line(((f"  {title} ", look.role("soft")), (rule, look.role("faint"))))]
    room = min(
        max((len(fitted(turn.label, _LONGEST_LABEL)) for turn in turns[first : first + height]), default=0),
        _LONGEST_LABEL,
    )
    for turn in turns[first:]:
        if len(lines) >= height:
            break
        lines += _turn(text, turn, look, width, room, is_asked=bool(label) and turn.label == label)
    return lines[:height]


def _turn(text: str, turn: Turn, look: Look, width: int, room: int, *, is_asked: bool) -> list[Line]:
    said = text[turn.body_start : min(turn.body_end, turn.body_start + _MOST_OF_A_TURN)]
    if turn.body_end - turn.body_start > _MOST_OF_A_TURN:
        said += CUT
    mark = look.role("accent" if is_asked else "soft")
    lead = f"  {padded(turn.label, room)}  " if room else "  "
    words = look.role("text" if is_asked or not room else "soft")
    rows = wrapped(said, max(min(width - len(lead) - 1, 72), 8)) or [""]
    return [Line(((lead if number == 0 else " " * len(lead), mark), (row, words))) for number, row in enumerate(rows)]
