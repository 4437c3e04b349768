"""Which backups are kept as they grow old: all of two days, then one a day, a week, a month.

Times in, positions out; nothing here touches a file.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

ALL_FOR = timedelta(hours=48)
DAYS, WEEKS, MONTHS = 14, 10, 12
"""How many days, weeks and months with a backup, older than that, each keep their newest."""


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month


_LADDER: tuple[tuple[Callable[[datetime], Hashable], int], ...] = ((_day, DAYS), (_week, WEEKS), (_month, MONTHS))


def kept(times: Sequence[datetime], now: datetime) -> frozenset[int]:
    """Return the positions of the backups to keep; the newest is always among them.

    Args:
        times: when each was made, UTC, in any order; one from the future counts as new.
        now: the time, UTC.
    """
    newest_first = sorted(range(len(times)), key=lambda position: times[position], reverse=True)
    keep = {position for position in newest_first if now - times[position] <= ALL_FOR}
    keep.update(newest_first[:1])
    older = [position for position in newest_first if position not in keep]
    for period_of, most in _LADDER:
        # A rung starts where the one before it ended, so that a long life of backups is covered end to end.
        chosen: dict[Hashable, int] = {}
        rest: list[int] = []
        for position in older:
            period = period_of(times[position])
            if period in chosen:
                continue
            if len(chosen) < most:
                chosen[period] = position
            else:
                rest.append(position)
        keep.update(chosen.values())
        older = rest
    return frozenset(keep)
