"""The command line: parse, call one verb, print. A command's module is imported when the command is used."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from pdsync import __version__
from pdsync.cli.boundary import guarded
from pdsync.cli.page import Asked

COMMANDS = {
    "init": "Ask a few questions and write a cohort's config.",
    "login": "Sign in to Google on this machine.",
    "logout": "Sign out: revoke pdsync's access and forget the token.",
    "doctor": "Check config, roster, sign-in and Google, and say what to mend.",
    "preview": "Show exactly what a student gets: the Doc, who has access, the mail.",
    "handout": "Give every student a goal Doc of their own.",
    "recall": "Take a wrong handout back, while nobody has written in it.",
    "sync": "Read the Docs and bring the cohort Sheet up to date.",
    "flags": "Say who needs a word this week, and why.",
    "notify": "Send a test message to whom a scheduled sync would write.",
    "read": "Show what pdsync understands from a Doc, and why.",
    "due": "Show the due date that pdsync reads out of a Timebound answer.",
    "open": "Open the Sheet, the folder or a student's Doc in the browser.",
    "audit": "Say who can see what they should not, and mend it after a plan.",
    "forget": "Take a student who left out of the Sheet, and say what remains.",
    "close": "Close the Docs at the module's end: students read, and write no more.",
    "thaw": "Open closed Docs again, exactly as they were.",
    "completion": "Print what makes your shell complete commands, options and students' keys.",
    "help": "Show a command's page, or what exit codes, formats and the environment mean.",
    "demo": "Watch pdsync do its whole job for a made-up cohort, without Google.",
    "sandbox": "Serve a workspace on this machine that stands in for Google.",
}
"""Every command and its line in `pdsync --help`, in the order in which they are first needed."""


class Commands(click.Group):
    """The table of commands; each is loaded when it is asked for, and every failure ends in one place."""

    context_class = Asked

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command's own Click object, from its module."""
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"pdsync.cli.{cmd_name}").command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """What a shell may offer in a command's place, without importing a command."""
        from click.shell_completion import CompletionItem

        names = [CompletionItem(name, help=words) for name, words in COMMANDS.items() if name.startswith(incomplete)]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that was typed; a mistyped one is answered with the nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1) if args else []
            if not near:
                raise
            raise click.UsageError(f"No such command '{args[0]}'. Did you mean {near[0]}?", ctx) from error

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; failures become a sentence and an exit code."""
        with guarded(ctx):
            return super().invoke(ctx)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="First time? Try: pdsync demo. Every command explains itself, with examples, by --help.",
)
@click.version_option(__version__, "--version", prog_name="pdsync")
def cli() -> None:
    """Hand every student of a cohort a goal Doc, read the Docs back into one Sheet, see who needs a word."""
