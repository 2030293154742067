"""How a command is declared: its example, its exit codes, and the options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pdsync.cli.boundary import EXIT_CODES
from pdsync.cli.page import Asked

DEFAULT = "pdsync.yaml"
FORMATS = ("table", "json", "csv", "md")
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Command(click.Command):
    """A command whose help ends with examples and exit codes."""

    context_class = Asked

    def __init__(self, *args: Any, examples: tuple[str, ...] = (), exits: tuple[int, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples
        self.exits = exits

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples as they can be typed, and what the exit codes mean."""
        with formatter.section("Examples"):
            for example in self.examples:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")
        with formatter.section("Exit codes"):
            formatter.write_dl([(str(code), EXIT_CODES[code]) for code in self.exits])


def declare(name: str, *, examples: tuple[str, ...], exits: tuple[int, ...]) -> Callable[[Callable[..., Any]], Command]:
    """Declare a function as the command `name`."""

    def made(function: Callable[..., Any]) -> Command:
        one = click.command(name, cls=Command, examples=examples, exits=exits)(function)
        assert isinstance(one, Command)
        return one

    return made


class Day(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.4
    """A day written as year-month-day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says how to write it."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            self.fail(f"{value!r} is no date; write it as year-month-day, e.g. 2026-11-23", param, ctx)


def configs(function: Callable[..., Any]) -> Callable[..., Any]:
    """-c/--config FILE, several times for several cohorts; `configs` in the function."""
    return click.option(
        "-c",
        "--config",
        "configs",
        multiple=True,
        envvar="PDSYNC_CONFIG",
        shell_complete=_config_files,
        type=_ConfigFile(),
        default=(DEFAULT,),
        help="The cohort's config; give it several times for several cohorts. [default: pdsync.yaml, or PDSYNC_CONFIG]",
    )(function)


def one_config(function: Callable[..., Any]) -> Callable[..., Any]:
    """-c/--config FILE, once; `config` in the function."""
    return click.option(
        "-c",
        "--config",
        "config",
        envvar="PDSYNC_CONFIG",
        shell_complete=_config_files,
        type=click.Path(path_type=Path),
        default=DEFAULT,
        help="The cohort's config. [default: pdsync.yaml, or PDSYNC_CONFIG]",
    )(function)


def whose(function: Callable[..., Any]) -> Callable[..., Any]:
    """Students' keys, or --all; `keys` in the function, () for everybody. UsageError for neither and for both."""

    @wraps(function)
    def checked(*args: Any, keys: tuple[str, ...], everybody: bool, **given: Any) -> Any:
        if bool(keys) == everybody:
            message = "Say whose Docs: their keys, or --all for everybody's."
            raise click.UsageError(message, click.get_current_context())
        return function(*args, keys=keys, **given)

    every = click.option("--all", "everybody", is_flag=True, help="The Docs of everybody in the cohort.")(checked)
    return click.argument("keys", nargs=-1, metavar="[KEY…]", shell_complete=student_keys)(every)


def only(function: Callable[..., Any]) -> Callable[..., Any]:
    """--only KEY, several times for several students; `only` in the function."""
    return click.option(
        "--only",
        multiple=True,
        metavar="KEY",
        shell_complete=student_keys,
        help="Only this student (several times, too).",
    )(function)


def dry_run(what: str) -> Decorator:
    """--dry-run, which shows `what` and writes nothing; `dry_run` in the function."""
    return click.option("--dry-run", is_flag=True, help=f"Show {what}, and write nothing.")


def yes(function: Callable[..., Any]) -> Callable[..., Any]:
    """--yes, for `asking.confirmed`; `yes` in the function."""
    return click.option("--yes", is_flag=True, help="Do not ask first; for scripts.")(function)


def student_keys(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    """What a shell may offer where a student's key is typed: `shell_complete=student_keys`."""
    from pdsync.cli import completing

    return completing.student_keys(ctx, incomplete)


def _config_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
    from pdsync.cli import completing

    return completing.config_files(incomplete)


class _ConfigFile(click.ParamType):  # type: ignore[type-arg]  # generic only since Click 8.4
    name = "file"
    envvar_list_splitter = None

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        return Path(value)

    def split_envvar_value(self, rv: str) -> list[str]:
        """PDSYNC_CONFIG is one path, spaces and all."""
        return [rv]


def formats(function: Callable[..., Any]) -> Callable[..., Any]:
    """--format; `format` in the function."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="How to print the result.",
    )(function)


def today(function: Callable[..., Any]) -> Callable[..., Any]:
    """--today DATE; `today` in the function, None if it was not given."""
    return click.option(
        "--today",
        type=Day(),
        envvar="PDSYNC_TODAY",
        help="Act as if today were this day (year-month-day).",
    )(function)
