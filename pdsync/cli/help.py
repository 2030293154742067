"""`pdsync help`: a command's page as `man` would show it, and what exit codes, formats and the environment mean."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import cleandoc

import click

from pdsync.cli.command import Command, declare
from pdsync.cli.page import Page

FORMS = (
    ("table", "for people: drawn on a terminal, plain text with columns elsewhere (a pipe, a job, CI, TERM=dumb)"),
    ("json", "a list of objects, in UTF-8; numbers, lists and “nothing” (null) stay what they are"),
    (
        "csv",
        "for spreadsheets and scripts, in UTF-8 with commas; a cell that begins like a formula (= + - @) has an "
        "apostrophe put before it, so that no spreadsheet runs what a student wrote",
    ),
    ("md", "a Markdown table, for a page or a chat"),
    ("text, jsonl", "of read and due: lines for people; one JSON object a line"),
)
"""Every --format and what it is for."""

ENVIRONMENT = (
    ("PDSYNC_CONFIG", "the config, where no -c names one"),
    ("PDSYNC_TODAY", "the day that counts as today (year-month-day), where no --today does"),
    ("PDSYNC_GOOGLE_ENDPOINT", "a sandbox on this machine that stands in for Google"),
    ("PDSYNC_HOME", "the folder in which sign-ins are kept on this machine"),
    ("PDSYNC_SMTP_PASSWORD", "the password for mails to staff about a scheduled run"),
    ("PDSYNC_WEBHOOK", "the address that is told about a scheduled run"),
    ("PDSYNC_DEBUG", "1 shows where in pdsync something unforeseen went wrong"),
    ("NO_COLOR", "tables and bars without colours"),
    ("FORCE_COLOR", "tables and bars are drawn even where there is no terminal"),
    ("COLUMNS", "how many columns the terminal is taken to have"),
)
"""Every environment variable that pdsync heeds."""


def topics() -> dict[str, Iterable[tuple[str, str]]]:
    """What there is to read but the commands' pages."""
    from pdsync.cli.boundary import EXIT_CODES

    codes = [(str(code), words) for code, words in EXIT_CODES.items()]
    return {"exit-codes": codes, "formats": FORMS, "environment": ENVIRONMENT}


@declare("help", examples=("pdsync help", "pdsync help handout", "pdsync help exit-codes"), exits=(0, 2))
@click.argument("topic", required=False)
@click.pass_context
def command(ctx: click.Context, topic: str | None) -> None:
    """Show a command's page, or what exit codes, formats and the environment mean.

    TOPIC is a command, or one of exit-codes, formats, environment. Without one, all commands are listed.
    """
    from pdsync.cli import COMMANDS, cli

    top = ctx.parent or ctx
    if topic is None:
        click.echo(top.get_help() if ctx.parent else cli.get_help(top))
        return
    one = cli.get_command(top, topic)
    if isinstance(one, Command):
        text = _page(one, one.context_class(one, parent=top, info_name=topic), COMMANDS[topic])
    elif topic in topics():
        page = top.make_formatter()
        page.write_dl(topics()[topic])
        text = page.getvalue()
    else:
        raise click.UsageError(_unknown(topic, [*COMMANDS, *topics()]), ctx)
    click.echo(text.rstrip())


def _unknown(topic: str, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(topic, known, n=1)
    return f"There is no page on '{topic}'. " + (f"Did you mean {near[0]}?" if near else f"Try: {', '.join(known)}")


class _Sheet(Page):
    """A page as `man` lays it out."""

    def write_heading(self, heading: str) -> None:
        """The heading, in capitals."""
        self.write(f"{heading.upper()}\n")


def _page(one: Command, ctx: click.Context, words: str) -> str:
    """The command's page, section by section."""
    page = _Sheet(max_width=ctx.max_content_width)
    with page.section("Name"):
        page.write_text(f"pdsync {one.name} – {words}")
    with page.section("Synopsis"):
        page.write_text(" ".join((ctx.command_path, *one.collect_usage_pieces(ctx))))
    with page.section("Description"):
        page.write_text(cleandoc(one.help or ""))
    one.format_options(ctx, page)
    one.format_epilog(ctx, page)
    with page.section("See also"):
        page.write_text("pdsync help exit-codes, pdsync help formats, pdsync help environment")
    return page.getvalue()
