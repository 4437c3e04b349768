"""Turning the words of a command line into texts, numbers and switches.

Typer does it with pydantic, which takes longer to load than all that a short command needs (DESIGN.md §4). Our
commands take texts, lists of texts, whole numbers and switches; anything else still goes Typer's way. Nothing here
knows what a value is for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args, get_origin

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable


class PlainValue:
    """Takes the place of Typer's own conversion in one argument or option.

    Args:
        kind: what one value is: str, int or bool.
        least: the smallest number, where there is one.
    """

    def __init__(self, kind: type, least: float | None) -> None:
        self._kind = kind
        self._least = least

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """Return the value that the command gets.

        Raises:
            typer.BadParameter: it is no such value.
        """
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if several:
            return [self._one(one, param, ctx) for one in value]
        return self._one(value, param, ctx)

    def _one(self, value: Any, param: Any, ctx: Any) -> Any:
        if self._kind is not int:
            return value
        try:
            number = int(value)
        except ValueError as error:
            raise typer.BadParameter(str(value), ctx=ctx, param=param) from error
        if self._least is not None and number < self._least:
            raise typer.BadParameter(str(value), ctx=ctx, param=param)
        return number


def use_plain_values(params: Iterable[Any]) -> None:
    """Let arguments and options of plain kinds convert without pydantic.

    Args:
        params: of a command; those of a Typer that converts in another way are left alone.
    """
    for param in params:
        descriptor = getattr(param, "type_descriptor", None)
        if descriptor is None or getattr(param, "_runtime_param", descriptor) is not None:
            continue
        kind = descriptor.annotation
        if get_origin(kind) is list and len(get_args(kind)) == 1:
            kind = get_args(kind)[0]
        if kind in (str, int, bool):
            param._runtime_param = PlainValue(kind, getattr(descriptor.parameter_info, "min", None))
