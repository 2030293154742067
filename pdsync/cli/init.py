"""`pdsync init`: a few questions, then a commented config."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import click

from pdsync.cli.command import DEFAULT, Day, declare

WEEKS = 6
ROSTER = "key,name,preferred_name,email,mentor_email,group,status\n"


@declare(
    "init",
    examples=("pdsync init", "pdsync init --defaults --cohort 2611 --start 2026-11-23 --end 2027-01-15"),
    exits=(0, 2),
)
@click.option(
    "-c", "--config", type=click.Path(path_type=Path), default=DEFAULT, show_default=True, help="The file to write."
)
@click.option("--defaults", is_flag=True, help="Ask nothing; take what the options say and defaults for the rest.")
@click.option("--cohort", help="The cohort's name, e.g. 2611.")
@click.option("--start", type=Day(), help="The module's first day.")
@click.option("--end", type=Day(), help="The module's last day.")
@click.option("--tz", help="The school's time zone, e.g. America/Denver.")
@click.option("--roster", help="The CSV file with the students.")
@click.option("--staff", multiple=True, metavar="EMAIL", help="Staff who see every Doc (may be given several times).")
@click.option("--endpoint", default="", help="A sandbox to use in place of Google.")
def command(
    config: Path,
    defaults: bool,
    cohort: str | None,
    start: date | None,
    end: date | None,
    tz: str | None,
    roster: str | None,
    staff: tuple[str, ...],
    endpoint: str,
) -> None:
    """Ask a few questions and write a cohort's config, with every setting explained in it.

    Nothing that exists is overwritten.
    """
    from pdsync.cli.session import moment
    from pdsync.config import loads
    from pdsync.config.example import Answers, written
    from pdsync.config.schema import zone
    from pdsync.errors import UsageError

    if config.exists():
        raise UsageError(f"{config} exists already; it is left as it is.", hint="pdsync doctor")
    ask = _Asking(silent=defaults)
    monday = _next_monday(moment().date())
    cohort = ask(cohort, "What is the cohort called?", f"{monday:%y%m}")
    start = ask.day(start, "The module's first day (year-month-day)?", monday)
    end = ask.day(end, "The module's last day?", start + timedelta(days=7 * WEEKS - 3))
    answers = Answers(
        cohort=cohort,
        start=start,
        end=end,
        weeks=max(1, ((end - start).days + 7) // 7),
        tz=ask(tz, "The school's time zone?", "America/Denver", zone),
        roster=ask(roster, "The CSV file with the students?", "roster.csv"),
        staff=staff
        or _addresses(ask("", "Staff who see every Doc (e-mail addresses with commas, or nothing)?", "", _checked)),
        endpoint=endpoint,
    )
    text = written(answers)
    loads(text, path=config, env={})
    config.write_text(text, encoding="utf-8")
    click.echo(f"Wrote {config}.")
    _roster_beside(config.parent / answers.roster)
    click.echo("Next: pdsync doctor")


def _next_monday(day: date) -> date:
    return day + timedelta(days=(-day.weekday()) % 7)


def _roster_beside(path: Path) -> None:
    if path.exists():
        return
    path.write_text(ROSTER, encoding="utf-8")
    click.echo(f"Wrote {path} with a heading; give every student a line.")


def _addresses(text: str) -> tuple[str, ...]:
    return tuple(one.strip() for one in text.split(",") if one.strip())


def _checked(text: str) -> str:
    from pdsync.config.schema import email

    return ", ".join(email(one) for one in _addresses(text))


class _Asking:
    """Asks for what was not given, or takes the default in silence."""

    def __init__(self, *, silent: bool) -> None:
        self.silent = silent

    def __call__(self, given: str | None, question: str, default: str, check: Callable[[str], str] = str) -> str:
        """The answer, as text; asked again until `check` raises no ValueError."""
        if given or self.silent:
            return given or default

        def checked(text: str) -> str:
            try:
                return check(text.strip())
            except ValueError as error:
                raise click.BadParameter(str(error)) from None

        return str(click.prompt(question, default=default, show_default=bool(default), value_proc=checked, err=True))

    def day(self, given: date | None, question: str, default: date) -> date:
        """The answer, as a day; asked again until it is one."""
        if given is not None or self.silent:
            return given or default
        found = click.prompt(question, default=default, type=Day(), err=True)
        assert isinstance(found, date)
        return found
