"""`pdsync help`: a command's page as `man` would show it, and what exit codes, formats and the environment mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from inspect import cleandoc
from pathlib import Path

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

PAGES = {
    "first-cohort": "from nothing to forty shared Docs in a quarter of an hour",
    "google": "your school's Google, step by step",
    "what-students-see": "the mail, the Doc, and who can see it",
    "flags": "every kind of flag, and what may help",
    "life": "extensions, excuses, who left and who returned, names and addresses",
    "closing": "the end of a module",
    "scheduling": "a sync every night, and who hears of it",
    "troubleshooting": "by message: what it means and what helps",
}
"""The pages for staff. They lie beside the program where it is installed, and in docs/ of a checkout."""

REMARK = re.compile("<!--.*?-->\n?", re.DOTALL)


def topics() -> dict[str, Iterable[tuple[str, str]]]:
    """What there is to read but the commands' pages."""
    from pdsync.cli.boundary import EXIT_CODES

    codes = [(str(code), words) for code, words in EXIT_CODES.items()]
    return {"exit-codes": codes, "formats": FORMS, "environment": ENVIRONMENT}


def page_file(name: str) -> Path:
    """Where a page for staff lies."""
    here = Path(__file__).resolve().parents[1]
    installed = here / "pages" / f"{name}.md"
    return installed if installed.exists() else here.parent / "docs" / f"{name}.md"


@declare("help", examples=("pdsync help", "pdsync help handout", "pdsync help page google"), exits=(0, 2))
@click.argument("topic", required=False)
@click.argument("name", required=False)
@click.pass_context
def command(ctx: click.Context, topic: str | None, name: str | None) -> None:
    """Show a command's page, a page for staff, or what exit codes, formats and the environment mean.

    TOPIC is a command, or one of exit-codes, formats, environment, or `page` and the NAME of a page: first-cohort,
    google, what-students-see, flags, life, closing, scheduling, troubleshooting. Without one, all commands are listed.
    """
    from pdsync.cli import COMMANDS, cli

    top = ctx.parent or ctx
    if topic == "page":
        _read_out(_known(name or "", PAGES, ctx))
        return
    if topic is None:
        click.echo(top.get_help() if ctx.parent else cli.get_help(top))
        return
    one = cli.get_command(top, topic)
    if isinstance(one, Command):
        text = _page(one, one.context_class(one, parent=top, info_name=topic), COMMANDS[topic])
    else:
        page = top.make_formatter()
        page.write_dl(topics()[_known(topic, topics(), ctx, *COMMANDS, "page")])
        text = page.getvalue()
    click.echo(text.rstrip())


def _known(topic: str, there: Iterable[str], ctx: click.Context, *more: str) -> str:
    """The topic, if there is such a one; a usage error that names the nearest, otherwise."""
    from difflib import get_close_matches

    known = [*more, *there]
    if topic in there:
        return topic
    near = get_close_matches(topic, known, n=1)
    words = f"Did you mean {near[0]}?" if near else f"Try: {', '.join(known)}"
    raise click.UsageError(f"There is no page on '{topic}'. {words}" if topic else f"Which page? {words}", ctx)


def _read_out(name: str) -> None:
    """A page for staff: laid out on a terminal, as it was written elsewhere."""
    import sys

    from pdsync.cli.screen import draws, pencil

    text = REMARK.sub("", page_file(name).read_text(encoding="utf-8"))
    if not draws(sys.stdout):
        click.echo(text.rstrip())
        return
    from rich.markdown import Markdown

    pencil(sys.stdout).print(Markdown(text))


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
