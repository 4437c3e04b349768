"""The command-line library's own words, in the language of everything else.

Typer writes help pages and complaints in English. The classes here write them with our messages instead, from what
Typer knows of a command; nothing of Typer is patched. They decide how a command is described, never what it does.
"""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from workbench.cli.nearest import did_you_mean
from workbench.cli.plain_values import use_plain_values
from workbench.domain.errors import WorkbenchError
from workbench.i18n import N_, _

_ARGUMENTS = {
    "project": N_("[PROJECT]"),
    "file": N_("FILE"),
    "files": N_("FILE…"),
    "folder": N_("[FOLDER]"),
    "name": N_("NAME"),
    "source": N_("SOURCE"),
    "pattern": N_("[PATTERN]"),
    "code": N_("CODE"),
    "table": N_("[TABLE]"),
    "view": N_("[VIEW]"),
}
"""How an argument is called on a help page; in brackets what may be left out."""


class Verb(TyperCommand):
    """A command that describes itself in the language now chosen."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, described."""
        return _described(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the command is called."""
        _usage(self, ctx, formatter, [])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the arguments and options."""
        _options(self, ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the command line apart; refuse what is too much."""
        ctx.allow_extra_args = True
        use_plain_values(self.get_params(ctx))
        _must_be_meant(self, ctx, list(args))
        rest = super().parse_args(ctx, args)
        if rest:
            raise WorkbenchError(
                N_("There is no place for “{words}” here; see: {command} --help"),
                words=" ".join(rest),
                command=ctx.command_path,
            )
        return rest


class VerbGroup(TyperGroup):
    """A group of commands that describes itself in the language now chosen."""

    def get_help_option(self, ctx: Any) -> Any:
        """Return `--help`, described."""
        return _described(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        """Write how the group is called."""
        _usage(self, ctx, formatter, [_("COMMAND …")])

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Write the options, and the commands with the first line of what they say of themselves."""
        _options(self, ctx, formatter)
        rows = [(name, (self.commands[name].help or "").partition("\n")[0]) for name in self.list_commands(ctx)]
        with formatter.section(_("Commands")):
            formatter.write_dl(rows)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take the command line apart, as far as the command's name."""
        use_plain_values(self.get_params(ctx))
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command that is meant; where there is none, say which it may have been."""
        name = args[0]
        if self.get_command(ctx, name) is None and (name == "-" or not name.startswith("-")):
            known = self.list_commands(ctx)
            raise WorkbenchError(
                N_("There is no command “{name}”.{near} See: {command} --help"),
                name=name,
                near=did_you_mean(name, known),
                command=ctx.command_path,
            )
        return super().resolve_command(ctx, args)


class Verbs(typer.Typer):
    """A table of commands that all describe themselves in the language now chosen.

    Args:
        help: what the commands are for.
        name: the program's name, for the outermost table.
    """

    def __init__(self, *, help: str, name: str | None = None) -> None:
        super().__init__(
            cls=VerbGroup,
            help=help,
            name=name,
            rich_markup_mode=None,
            add_completion=False,
            no_args_is_help=name is None,
            pretty_exceptions_enable=False,
        )

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Add a command, as Typer does."""
        return super().command(name, **{"cls": Verb} | settings)


def told(error: Exception) -> str | None:
    """Tell what was wrong with a command line, where the command-line library found it; else nothing.

    Args:
        error: what the library raised; known by the name of its class, since the library moves its classes about.
    """
    kinds = {kind.__name__ for kind in type(error).__mro__}
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "workbench")
    if "NoSuchOption" in kinds:
        option = str(getattr(error, "option_name", ""))
        known = [name for param in context.command.get_params(context) for name in param.opts] if context else []
        near = did_you_mean(option, known)
        return _("There is no option {option}.{near} See: {command} --help").format(
            option=option, near=near, command=command
        )
    if "BadOptionUsage" in kinds:
        option = str(getattr(error, "option_name", ""))
        params = context.command.get_params(context) if context else []
        flags = [name for param in params if getattr(param, "is_flag", False) for name in param.opts]
        if option in flags:
            return _("{option} takes no value; see: {command} --help").format(option=option, command=command)
        return _("{option} needs a value after it; see: {command} --help").format(option=option, command=command)
    param = getattr(error, "param", None)
    if "MissingParameter" in kinds and param is not None:
        return _("{argument} is missing; see: {command} --help").format(argument=_called(param), command=command)
    if "BadParameter" in kinds and param is not None:
        return _("What was given as {argument} cannot be that; see: {command} --help").format(
            argument=_called(param), command=command
        )
    show = getattr(error, "format_message", None)
    return None if show is None else str(show())


def _must_be_meant(command: Any, ctx: Any, args: list[str]) -> None:
    """Refuse what somebody can hardly have meant: one option twice, or a word with nothing in it.

    A script in which a variable is empty would else do another thing than it says.
    """
    try:
        values, _rest, given = command.make_parser(ctx).parse_args(args)
    except Exception as error:
        # The library forgets for some of its complaints which command they are about.
        if getattr(error, "ctx", ctx) is None:
            error.ctx = ctx  # type: ignore[attr-defined]
        raise
    for param in given:
        if not param.multiple and given.count(param) > 1 and not getattr(param, "is_flag", False):
            raise WorkbenchError(N_("{option} is given twice; give it once."), option=_called(param))
        value = values.get(param.name)
        words = value if isinstance(value, list | tuple) else [value]
        if any(isinstance(word, str) and not word.strip() for word in words):
            raise WorkbenchError(
                N_("{option} is empty; write what it is to be, or see: {command} --help"),
                option=_called(param),
                command=ctx.command_path,
            )


def _called(param: Any) -> str:
    """Return what a person calls an argument or option."""
    if param.param_type_name == "argument":
        return _(_ARGUMENTS.get(param.name, "")).strip("[]") or str(param.name).upper()
    return ", ".join(param.opts)


def _described(option: Any) -> Any:
    if option is not None:
        option.help = _("Show this, and do nothing.")
    return option


def _usage(command: Any, ctx: Any, formatter: Any, after: list[str]) -> None:
    arguments = [param for param in command.get_params(ctx) if param.param_type_name == "argument"]
    names = [_(_ARGUMENTS.get(param.name, "")) or str(param.name).upper() for param in arguments]
    formatter.write_usage(ctx.command_path, " ".join([_("[OPTIONS]"), *names, *after]), prefix=_("Usage: "))


def _options(command: Any, ctx: Any, formatter: Any) -> None:
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [(_called(param), param.help or "") for param in params if param.param_type_name == "argument"]
    options = [_option(param) for param in params if param.param_type_name == "option"]
    for title, rows in ((_("Arguments"), arguments), (_("Options"), options)):
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)


def _option(param: Any) -> tuple[str, str]:
    """Return an option as it is typed, and what it is for, with what holds where it is left out."""
    names = ", ".join(param.opts)
    if param.is_flag:
        return names, param.help or ""
    default = param.default
    kind = _("NUMBER") if isinstance(default, int) else _("TEXT")
    shown = param.show_default and isinstance(default, int | str) and default != ""
    left_out = " " + _("[left out: {value}]").format(value=default) if shown else ""
    return f"{names} {kind}", f"{param.help or ''}{left_out}"
