"""`pdsync init`: questions in plain words, then a commented config."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pdsync.cli.command import DEFAULT, declare

if TYPE_CHECKING:
    from pdsync.config.questions import Question, So

TRIES = 20
"""Wrong answers to one question before pdsync gives up: whoever types is no person."""


@declare(
    "init",
    examples=(
        "pdsync init",
        "pdsync init --defaults --cohort 2611 --start 2026-11-23 --weeks 6 --staff careers@school.example",
    ),
    exits=(0, 2, 130),
)
@click.option(
    "-c", "--config", type=click.Path(path_type=Path), default=DEFAULT, show_default=True, help="The file to write."
)
@click.option("--defaults", is_flag=True, help="Ask nothing; take what the options say and defaults for the rest.")
@click.option("--cohort", metavar="NAME", help="The cohort's name, e.g. 2611.")
@click.option("--start", metavar="DAY", help="The module's first day, e.g. 2026-11-23.")
@click.option("--weeks", metavar="N", help="How many weeks have a number.")
@click.option(
    "--break", "breaks", multiple=True, metavar="BREAK", help='A break, e.g. "winter break 2026-12-21 to 2027-01-03".'
)
@click.option("--end", metavar="DAY", help="The module's last day.")
@click.option("--tz", metavar="ZONE", help="The school's time zone, e.g. America/Denver.")
@click.option("--dates", metavar="month|day", help="Which comes first when students write 3/4.")
@click.option("--roster", metavar="FILE|URL", help="The CSV file with the students, or a Google Sheet's address.")
@click.option("--write-roster", metavar="yes|no", help="Whether to write a roster to fill in if there is none.")
@click.option("--template", metavar="builtin|URL", help="The goal Doc to copy: pdsync's own, or one of yours.")
@click.option("--staff", multiple=True, metavar="EMAIL", help="Staff who see every Doc (may be given several times).")
@click.option("--notify", metavar="yes|no", help="Whether Google mails students when their Doc is shared.")
@click.option("--message", metavar="TEXT", help="What that mail says; {{preferred_name}} stands for the name.")
@click.option("--sign-in", metavar="WAY", help="How to sign in: browser, service-account or delegation.")
@click.option("--client-secret", metavar="FILE", help="For browser: the file of the school's Google app.")
@click.option("--key-file", metavar="FILE", help="For a service account: its key.")
@click.option("--shared-drive", metavar="URL", help="For a service account: the shared drive to keep everything in.")
@click.option("--subject", metavar="EMAIL", help="For delegation: the member of staff to act for.")
@click.option("--endpoint", default="", metavar="URL", help="A sandbox to use in place of Google.")
def command(config: Path, defaults: bool, endpoint: str, **given: Any) -> None:
    """Ask what pdsync has to know of a cohort, and write its config with every setting explained in it.

    An answer is checked at once. Nothing is written before the last question, and nothing that exists is overwritten.
    """
    from pdsync.config import loads
    from pdsync.config.example import written
    from pdsync.config.questions import answers
    from pdsync.errors import UsageError

    if config.exists():
        help = "pdsync doctor; or, for another cohort: pdsync init -c OTHER.yaml"
        raise UsageError(f"{config} exists already; it is left as it is.", hint=help)
    if not config.parent.is_dir():
        raise UsageError(f"There is no folder {config.parent}.", hint="make it, or give another name to -c")
    so = _interviewed(config.parent, {**given, "endpoint": endpoint}, silent=defaults)
    text = written(answers(so))
    loads(text, path=config, env={})
    _write(config, text)
    click.echo(f"Wrote {config}. Everything in it can be changed with any editor.")
    _farewell(so, config)


def _interviewed(folder: Path, given: Mapping[str, Any], *, silent: bool) -> So:
    """Everything that is to be known; UsageError if the answers end before that."""
    import os
    from dataclasses import replace

    from pdsync.cli.session import moment
    from pdsync.clients.app import app_fault, key_fault
    from pdsync.config.questions import QUESTIONS, So
    from pdsync.config.zones import guessed

    known: dict[str, Any] = {"endpoint": given["endpoint"]}
    faults = {"client_secret": app_fault, "key_file": key_fault}
    so = So(folder, moment().astimezone().date(), guessed(os.environ), known, lambda kind, path: faults[kind](path))
    if not silent:
        click.echo("Press Enter for what stands in [brackets]; stop with Ctrl-C, and nothing is written.\n", err=True)
    for question in QUESTIONS:
        if question.when(so):
            so = replace(so, known={**so.known, question.name: _answer(question, so, given, silent=silent)})
    return so


def _answer(question: Question, so: So, given: Mapping[str, Any], *, silent: bool) -> Any:
    from pdsync.errors import UsageError

    option = given.get(question.name)
    text = question.several.join(option) if isinstance(option, tuple) else option
    if text or silent:
        try:
            return question.read(text or question.default(so), so)
        except ValueError as error:
            raise UsageError(f"--{_option(question)}: {error}.", hint="pdsync init --help") from None
    return _asked(question, so)


def _option(question: Question) -> str:
    return "break" if question.name == "breaks" else question.name.replace("_", "-")


def _asked(question: Question, so: So) -> Any:
    """The answer to a question; a wrong one is explained and asked for again."""
    from pdsync.errors import UsageError

    default = question.default(so)
    words = f"{question.words} ({question.hint})" if question.hint else question.words
    for line in question.before:
        click.echo(f"  {line}", err=True)
    for _ in range(TRIES):
        typed = _typed(words, default, shown=not question.hidden)
        try:
            value = question.read(typed, so)
        except ValueError as error:
            click.echo(f"  {error}.", err=True)
            continue
        if said := question.remark(value, so):
            click.echo(f"  {said}", err=True)
        return value
    raise UsageError("That was wrong too often; nothing was written.", hint="pdsync init")


def _typed(words: str, default: str, *, shown: bool) -> str:
    """A line that somebody typed; UsageError where none comes any more."""
    from pdsync.errors import UsageError

    try:
        typed = click.prompt(words, default=default, show_default=shown and bool(default), err=True)
    except click.Abort as stopped:
        click.echo(err=True)
        if isinstance(stopped.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise UsageError(
            "The answers ended before the last question; nothing was written.",
            hint="pdsync init, or without questions: pdsync init --defaults",
        ) from None
    return str(typed).strip()


def _write(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """A new file with this text: all of it or none, and never in the place of another."""
    from pdsync.errors import UsageError

    try:
        with path.open("x", encoding=encoding, newline="\n") as page:
            try:
                page.write(text)
                page.flush()
            except BaseException:
                path.unlink(missing_ok=True)
                raise
    except FileExistsError:
        raise UsageError(f"{path} exists already; it is left as it is.", hint="pdsync doctor") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.", hint="pdsync init -c FILE") from None


def _farewell(so: So, config: Path) -> None:
    """Write the roster if that is wanted, and say what comes next."""
    from pdsync.config.questions import ROSTER

    where = "" if str(config) == DEFAULT else f' -c "{config}"' if " " in str(config) else f" -c {config}"
    if so.known.get("write_roster"):
        path = so.folder / Path(so["roster"]).expanduser()
        _write(path, ROSTER, encoding="utf-8-sig")  # so that Excel keeps every letter of a name
        click.echo(f"Wrote {path}: give every student a line below its heading.")
    for name in ("client_secret", "key_file"):
        file = so.known.get(name)
        if file and not (so.folder / Path(file).expanduser()).exists():
            click.echo(f"Still missing: {file}. How to get it: pdsync help page google")
    click.echo(f"Next: pdsync {'doctor' if so.served and not so.known.get('client_secret') else 'login'}{where}")
